"""What a structure element came from, left on it while WeasyPrint writes the PDF.

WeasyPrint 70 makes a structure element for every box and forgets which part of the page that was: a
paragraph in three lines of boxes is three paragraphs, a note is a span, a link around an emphasis two
links. So each element takes along a small record in JSON under the key `WP`, from which
`press.tagging` builds the tree anew. This leans on `weasyprint.pdf.tags._build_box_tree`, an inner
function, hence the pin on WeasyPrint's version and a test that names it.

A record has these keys, all but the first two only where there is something to say:

    tag        the HTML element, with its pseudo-element: `p`, `li::marker`
    n          a number for each HTML element, the same for all its boxes
    id class lang role scope alt aria-hidden data-continues      its attributes
               (`alt` of an SVG drawing is its aria-label or its title)
    text       the words of a link, a heading, code, a note's call or marker
    rect       left, top, right, bottom of a note's call or marker, in px from the trim's upper left
    colspan rowspan  how many columns and rows a cell takes, when not one
    numbering  the list-style-type of a list
    float      true for a footnote
    leader     true for the dots of a leader
    margin     the margin box, such as `@top-left`; then there is no element
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags

Box = Any  # WeasyPrint has no type hints

KEY = "WP"
ATTRIBUTES = ("id", "class", "lang", "role", "scope", "alt", "aria-hidden", "data-continues")
WITH_TEXT = re.compile("a|code|h[1-6]")
NOTE_ENDS = ("::footnote-call", "::footnote-marker")
LISTS = ("ol", "ul")
CELLS = ("td", "th")
SVG, TITLE = "{http://www.w3.org/2000/svg}svg", "{http://www.w3.org/2000/svg}title"
NO_ALT = "has no required alt description"


class Hinter:
    """Makes the records, and numbers the elements in the order in which their boxes are written.

    A footnote is known by the area at the page's foot: once there, its box is floated no more.
    """

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.notes: set[Any] = set()
        self.margins = [""]

    def describe(self, box: Box) -> dict[str, Any]:
        """Return the record of a box, empty for one that comes from no element."""
        tag, element = box.element_tag, box.element
        if self.margins[-1]:
            return {"margin": self.margins[-1]}
        if element is None:
            return {}
        record = {"tag": tag, "n": self.numbers.setdefault(element, len(self.numbers) + 1)}
        record |= {key: element.get(key) for key in ATTRIBUTES if element.get(key) is not None}
        if WITH_TEXT.fullmatch(tag):
            record["text"] = " ".join("".join(element.itertext()).split())
        if tag == SVG and (words := element.get("aria-label") or element.findtext(TITLE)):
            record["alt"] = " ".join(words.split())
        if tag.endswith(NOTE_ENDS):
            record |= _where(box)
        if tag in LISTS and isinstance(box.style["list_style_type"], str):
            record["numbering"] = box.style["list_style_type"]
        if tag in CELLS:
            spans = {"colspan": getattr(box, "colspan", 1), "rowspan": getattr(box, "rowspan", 1)}
            record |= {key: span for key, span in spans.items() if span != 1}
        if box.is_leader:
            record["leader"] = True
        if element in self.notes and "::" not in tag:
            record["float"] = True
        return record

    @contextmanager
    def inside(self, box: Box) -> Iterator[None]:
        """Keep in mind that a box is in the margin or at the foot while what it holds is described."""
        if isinstance(box, boxes.FootnoteAreaBox):
            self.notes |= {note.element for note in box.children}
        self.margins.append(box.at_keyword if isinstance(box, boxes.MarginBox) else self.margins[-1])
        yield
        self.margins.pop()


def _where(box: Box) -> dict[str, Any]:
    """Return the words of a call or marker and the room that they take up, one size high.

    The box itself may have no height at all, as where `line-height` is 0.
    """
    words = [child for child in box.descendants() if isinstance(child, boxes.TextBox)]
    size = box.style["font_size"]
    lines = [child.position_y + child.baseline for child in words] or [box.position_y + size]
    left, right = box.position_x, box.position_x + box.margin_width()
    return {
        "text": "".join(child.text for child in words),
        "rect": [left, min(lines) - size, right, max(lines) + size / 4],
    }


@contextmanager
def hints() -> Iterator[None]:
    """Leave a record on every structure element of the PDFs that are written meanwhile."""
    build, hinter = tags._build_box_tree, Hinter()

    def build_with_hints(box: Box, *rest: Any) -> Iterator[Any]:
        real = getattr(box, "_box", box)
        with hinter.inside(real):
            for element in build(box, *rest):
                record = hinter.describe(real)
                if KEY not in element and record:
                    element[KEY] = tags.pydyf.String(json.dumps(record))
                yield element

    tags._build_box_tree = build_with_hints
    log = logging.getLogger("weasyprint")
    log.addFilter(_other_than_alt)
    try:
        yield
    finally:
        tags._build_box_tree = build
        log.removeFilter(_other_than_alt)


def _other_than_alt(record: logging.LogRecord) -> bool:
    """Let pass what is not about a decoration without alternative text: those were looked at before."""
    return NO_ALT not in record.msg
