"""Every note on the page of its reference: looked for on the laid-out pages, and mended.

WeasyPrint lays lines and notes in one pass and cannot always go back: where several notes meet at
a page's foot it moves some to the next page, and sometimes drops one without a word. So each layout
is gone over; where a note is astray, the lines from its reference on are sent to the next page
together with it, and the pages are laid out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from weasyprint.document import Document as Pages
from weasyprint.formatting_structure import boxes

from press.errors import NotesAstray, Problem
from press.model import Finding

ORPHANS = WIDOWS = 2
Box = Any  # WeasyPrint has no type hints
Element = Any


@dataclass(frozen=True)
class Call:
    """A reference to a note: its page, the paragraph it stands in and its line there, from 0."""

    note: Element
    page: int
    paragraph: Element
    line: int


@dataclass(frozen=True)
class Notes:
    """Where references and notes are, by page number from 1, and how many lines each paragraph has."""

    calls: list[Call]
    placed: dict[Element, int]
    lines: dict[Element, int]
    order: list[Element]

    def astray(self) -> list[Call]:
        """Return the references whose note is on another page, or nowhere."""
        return [call for call in self.calls if self.placed.get(call.note) != call.page]


def find_notes(pages: Pages) -> Notes:
    """Go over laid-out pages."""
    found = Notes([], {}, {}, [])
    for number, page in enumerate(pages.pages, start=1):
        for box in page._page_box.children:
            if isinstance(box, boxes.FootnoteAreaBox):
                for note in box.children:
                    found.placed.setdefault(note.element, number)
                    found.order.append(note.element)
            elif not isinstance(box, boxes.MarginBox):
                _visit(box, number, found)
    return found


def _visit(box: Box, page: int, found: Notes) -> None:
    """Record the lines and references in a box that is not itself a line."""
    box = getattr(box, "_box", box)
    for child in getattr(box, "children", ()):
        if isinstance(child, boxes.LineBox):
            line = found.lines.get(box.element, 0)
            found.lines[box.element] = line + 1
            found.calls.extend(Call(note, page, box.element, line) for note in _calls(child))
        else:
            _visit(child, page, found)


def _calls(box: Box) -> Iterator[Element]:
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.TextBox) and (box.element_tag or "").endswith("::footnote-call"):
        yield box.element
    for child in getattr(box, "children", ()):
        yield from _calls(child)


def send_on(notes: Notes, sent: set[Element]) -> bool:
    """Send the last reference astray on the first such page on; tell whether one was left to send.

    The break is asked for with `widows` inside a paragraph, with `break-before` where too few lines
    would stay. Each note in `sent` was tried already.
    """
    astray = notes.astray()
    while astray:
        page = min(call.page for call in astray)
        for call in reversed([call for call in astray if call.page == page]):
            if call.note not in sent:
                sent.add(call.note)
                _break_at(call, notes.lines[call.paragraph])
                return True
        astray = [call for call in astray if call.page != page]
    return False


def _break_at(call: Call, lines: int) -> None:
    after = max(lines - call.line, WIDOWS)
    inside = lines - after >= ORPHANS
    rule = f"widows: {after}" if inside else "break-before: page"
    call.paragraph.set("style", f"{call.paragraph.get('style') or ''};{rule}".lstrip(";"))


def judge(notes: Notes) -> list[Finding]:
    """Return a finding for each late note; raise NotesAstray for those lost, early or out of order."""
    bad, late = [], []
    for call in notes.astray():
        words = " ".join("".join(call.note.itertext()).split())[:60]
        fact = f"page {call.page}: the footnote “{words}…”"
        where = notes.placed.get(call.note)
        if where is None:
            bad.append(Problem(f"{fact} was lost.", "Move its reference by a line."))
        elif where < call.page:
            bad.append(Problem(f"{fact} stands on page {where}, before its reference."))
        else:
            late.append(Finding("note-late", "warning", Problem(f"{fact} is on page {where}.")))
    rank = {call.note: index for index, call in enumerate(notes.calls)}
    order = [rank[note] for note in notes.order if note in rank]
    bad += [
        Problem(f"note {second + 1} stands after note {first + 1}.")
        for first, second in pairwise(order)
        if second < first
    ]
    if bad:
        raise NotesAstray(*bad)
    return late
