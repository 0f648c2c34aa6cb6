"""What a layout tells: the lines, styles and fixed widths of paragraphs, and what stands in a box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

Box = Any  # WeasyPrint has no type hints
Element = Any
Style = Any

NEAR = 0.01  # px: less is rounding


class Laid:
    """The boxes that hold lines, by element, and what stands in them.

    `fixed` are the widths of what is set as a whole, by element, and by pseudo-element where it has one:
    the figures of notes, generated words, pictures. `around` is the space that an inline element takes at
    its left and right. `floated` are floats, with their styles, and `blocks` all other blocks; `beside` the
    floats of each page. `inside_notes` are the blocks of notes that are made of several.
    """

    def __init__(self, pages: Sequence[Any]) -> None:
        self.fragments: dict[Element, list[Box]] = {}
        self.styles: dict[Element, Style] = {}
        self.fixed: dict[tuple[Element, str], float] = {}
        self.around: dict[Element, tuple[float, float]] = {}
        self.floated: dict[Element, Style] = {}
        self.blocks: dict[Element, Style] = {}
        self.beside: list[list[Box]] = []
        self.page_of: dict[Box, int] = {}
        self.inside_notes: set[Element] = set()
        for number, page in enumerate(pages):
            self.beside.append(list(find_floats(page._page_box)))
            for child in page._page_box.children:
                before = len(self.fragments)
                if not isinstance(child, boxes.MarginBox):
                    self._walk(child, number)
                if isinstance(child, boxes.FootnoteAreaBox):
                    found = set(list(self.fragments)[before:])
                    self.inside_notes |= found - {note.element for note in child.children}

    def _walk(self, box: Box, page: int) -> None:
        box = getattr(box, "_box", box)
        tag = box.element_tag or ""
        if isinstance(box, boxes.TextBox):
            if "::" not in tag:
                self.styles.setdefault(box.element, box.style)
        elif isinstance(box, boxes.InlineBox) and "::" in tag:
            self._fix(box, tag.partition("::")[2])
        elif isinstance(box, boxes.AtomicInlineLevelBox):
            self._fix(box, "")
            self.floated[box.element] = box.style
        elif "::" not in tag:
            self._enter(box, page)

    def _enter(self, box: Box, page: int) -> None:
        """Go over what an element's box holds."""
        if isinstance(box, boxes.InlineBox):
            left = box.margin_left + box.padding_left + box.border_left_width
            right = box.margin_right + box.padding_right + box.border_right_width
            known = self.around.get(box.element, (0.0, 0.0))
            self.around[box.element] = max(known[0], left), max(known[1], right)
        elif isinstance(box, boxes.BlockLevelBox):
            self.blocks.setdefault(box.element, box.style)
        children = getattr(box, "children", ())
        if children and isinstance(children[0], boxes.LineBox):
            self.fragments.setdefault(box.element, []).append(box)
            self.page_of[box] = page
        for child in children:
            inner = getattr(child, "_box", child)
            if not inner.is_in_normal_flow():
                self.floated[inner.element] = inner.style
            self._walk(child, page)

    def _fix(self, box: Box, pseudo: str) -> None:
        key = box.element, pseudo
        self.fixed[key] = max(self.fixed.get(key, 0.0), box.margin_width())

    def lines_of(self, element: Element) -> Iterator[tuple[float, float]]:
        """Yield, of each line of a block, how far it is indented, and the width of its measure.

        An indent is what stands before the line's first word: that of a paragraph, or a float.
        """
        for part in self.fragments[element]:
            for line in part.children:
                flow = [child.position_x for child in line.children if child.is_in_normal_flow()]
                left = min(flow, default=line.position_x)
                right = find_right_edge(line, part, self.beside[self.page_of[part]])
                yield left - part.content_box_x(), right - left


def find_floats(box: Box) -> Iterator[Box]:
    """Yield the floats of a page, but not its notes."""
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox):
        return
    if box.is_floated():
        yield box
    for child in getattr(box, "children", ()):
        yield from find_floats(child)


def find_right_edge(line: Box, block: Box, floats: Sequence[Box]) -> float:
    """Return where the measure of a line ends: with its block, or before a float at its right."""
    left, right = block.content_box_x(), block.content_box_x() + block.width
    beside = (
        float_.position_x
        for float_ in floats
        if float_.position_y < line.position_y + line.height - NEAR
        and line.position_y < float_.position_y + float_.margin_height() - NEAR
        and left < float_.position_x < right
        and float_.style["float"] == "right"
    )
    return float(min(beside, default=right))


def lines_of(box: Box) -> Iterator[Box]:
    """Yield the lines within a box, in their order."""
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            yield child
        else:
            yield from lines_of(getattr(child, "_box", child))


def texts_of(box: Box) -> Iterator[Box]:
    """Yield the pieces of text within a box, and the box itself where it is one."""
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.TextBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from texts_of(child)


def calls_of(line: Box) -> Iterator[Element]:
    """Yield the notes that are called in a line."""
    for text in texts_of(line):
        if (text.element_tag or "").endswith("::footnote-call"):
            yield text.element
