"""Every note on the page of its reference, or begun there: looked for on the laid-out pages, and mended.

WeasyPrint lays lines and notes in one pass and cannot always go back: where several notes meet at
a page's foot it moves some to the next page, and sometimes drops one without a word; and a note never
runs on over a page, so that a long one overprints the text. So each layout is gone over. A long note
is divided where the room ends, and what is left of it goes to the foot of the next page; otherwise the
lines from its reference on are sent to the next page together with it. Then the pages are laid out again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

from press.errors import NotesAstray, Problem
from press.layout.division import LEAST, divide, is_continued, is_rest, join_again
from press.layout.draft import Draft
from press.layout.paragraph import declare
from press.layout.survey import Line, NoteBox, Survey
from press.model import Finding

ORPHANS = WIDOWS = 2
SHORTEST_DIVIDED = 6  # lines: a note of fewer is not divided where it can be helped
NOTE_LINE = 14.0  # px: --note-line
RULE = 16.0  # px: space, rule and space above the notes, of print.css
MOST = 0.55  # share of the page that one piece of a note may take
MOST_TOGETHER = 0.85  # and all that stand at its foot
MOVE = "Move its reference by a line."
MM = 25.4 / 96
TALL = {
    "img": ("a picture", "Give it a smaller width, or a shorter caption."),
    "table": ("a table", "Set it in fewer rows, or let it be divided."),
    "figcaption": ("the caption of a picture", "Give the picture a smaller width, or shorten the caption."),
    "p": ("the caption of a picture", "Give the picture a smaller width, or shorten the caption."),
}
"""What may be taller than a page."""
Element = Any  # WeasyPrint has no type hints


@dataclass(frozen=True)
class Placed:
    """References and notes of a survey. A note's pieces are elements of their own."""

    seen: Survey

    @cached_property
    def calls(self) -> list[tuple[Element, Line]]:
        """Each note's first piece with the line of its reference."""
        found = [(note, line) for line in self.seen.lines for note in line.calls]
        return [(note, line) for note, line in found if not is_continued(note)]

    @cached_property
    def page_of(self) -> dict[Element, int]:
        """The page that each note, or piece of one, begins on."""
        pages: dict[Element, int] = {}
        for note in self.seen.notes:
            pages.setdefault(note.element, note.page)
        return pages

    @cached_property
    def box_of(self) -> dict[Element, NoteBox]:
        """The laid-out box of each note."""
        return {note.element: note for note in self.seen.notes}

    def astray(self) -> list[tuple[Element, Line]]:
        """Return the references whose note is on another page, or nowhere."""
        return [(note, line) for note, line in self.calls if self.page_of.get(note) != line.page]

    def space(self, note: Element, line: Line) -> float:
        """Return how many px a note has below the line of its reference, if the other notes stay there."""
        return self.seen.frames[line.page].foot - line.bottom - RULE - self.others(note, line)

    def others(self, note: Element, line: Line) -> float:
        """Return the height of the notes on the page of a reference, but for its own and what is in it."""
        return sum(
            box.height
            for box in self.seen.notes
            if box.page == line.page and box.element is not note and not is_rest(box.element, note)
        )

    def room(self, note: Element, line: Line) -> int:
        """Return the space below a reference in lines of a note."""
        return int(self.space(note, line) // NOTE_LINE)

    def share(self, note: Element, line: Line) -> int:
        """Return how many lines a note may take of what all notes of a page may."""
        frame = self.seen.frames[line.page]
        return int(((frame.foot - frame.top) * MOST_TOGETHER - self.others(note, line)) // NOTE_LINE)


def divide_tall(draft: Draft, seen: Survey) -> bool:
    """Divide the notes that are too tall for a page, so that little of them is left with their references."""
    placed = Placed(seen)
    tall = [
        (note, box)
        for note, _ in placed.calls
        if (box := placed.box_of.get(note)) and box.height > _most(seen, box.page) * NOTE_LINE
    ]
    for note, box in tall:
        if draft.once("divide", note):
            divide(draft, note, box.lines, [LEAST, _most(seen, box.page)])
            return True
    return False


def fill_divided(draft: Draft, seen: Survey) -> bool:
    """Divide the first tall note again, now that the room below its reference is known."""
    placed = Placed(seen)
    for note, line in placed.calls:
        divided = draft.divided.get(note)
        if divided and placed.page_of.get(note) == line.page and draft.once("fill", note):
            most = _most(seen, line.page)
            room = min(placed.room(note, line), placed.share(note, line), len(divided.lines) - LEAST)
            if room > LEAST:
                join_again(draft, note)
                divide(draft, note, divided.lines, [room, most])
                return True
    return _lengthen(draft, placed)


def _lengthen(draft: Draft, placed: Placed) -> bool:
    """Make a piece longer on a page that is short, since text with later notes must wait for its end."""
    for note, divided in draft.divided.items():
        for place, piece in enumerate(divided.pieces[:-1], start=1):
            box = placed.box_of.get(piece)
            more = int(placed.seen.shortage(box.page) // NOTE_LINE) if box else 0
            if box and more > LEAST and draft.once("lengthen", (note, place)):
                most = _most(placed.seen, box.page)
                heights = [divided.heights[min(index, len(divided.heights) - 1)] for index in range(place)]
                lines = min(most + more, _most(placed.seen, box.page, MOST_TOGETHER))
                join_again(draft, note)
                divide(draft, note, divided.lines, [*heights, lines, most])
                return True
    return False


def _most(seen: Survey, page: int, share: float = MOST) -> int:
    """Return how many lines of a note make up a share of a page."""
    frame = seen.frames[page]
    return int((frame.foot - frame.top) * share // NOTE_LINE)


def gather(draft: Draft, seen: Survey) -> bool:
    """Bring the last reference astray on the first such page together with its note."""
    placed = Placed(seen)
    astray = placed.astray()
    for page in sorted({line.page for _, line in astray}):
        for note, line in reversed(astray):
            if line.page == page and draft.once("gather", note):
                _bring(draft, placed, note, line)
                return True
    return False


def _bring(draft: Draft, placed: Placed, note: Element, line: Line) -> None:
    """End the page earlier where that makes room for the note; else divide the note, or send it on."""
    box, room, seen = placed.box_of.get(note), placed.room(note, line), placed.seen
    if box and room * NOTE_LINE >= box.height:
        lowest = line.bottom + placed.space(note, line) - box.height
        late = next((other for other in seen.lines_on[line.page] if other.bottom > lowest), None)
        if late:
            send_on(draft, late, len(seen.lines_of[late.block]))
            return
    if box and len(box.lines) >= SHORTEST_DIVIDED and LEAST <= room <= len(box.lines) - LEAST:
        divide(draft, note, box.lines, [room, _most(seen, line.page)])
    else:
        send_on(draft, line, len(seen.lines_of[line.block]))


def send_on(draft: Draft, line: Line, lines: int) -> None:
    """Send a paragraph's lines from this one on to the next page; it has so many in all.

    The break is asked for with `widows` inside the paragraph, before it and its headings where too few lines
    would stay.
    """
    after = max(lines - line.place, WIDOWS)
    if lines - after >= ORPHANS:
        declare(line.block, {"widows": str(after)})
    else:
        declare(draft.start_of(line.block), {"break-before": "page"})


def judge(draft: Draft, seen: Survey, first: int) -> list[Finding]:
    """Return a finding for each late note; raise NotesAstray for those lost, early or out of order.

    `first` is the folio of the first page.
    """
    placed = Placed(seen)
    bad, late = [], []
    for note, line in placed.astray():
        fact = f"page {line.page + first}: {_named(note)}"
        where = placed.page_of.get(note)
        if where is None:
            bad.append(Problem(f"{fact} was lost.", MOVE))
        elif where < line.page:
            bad.append(Problem(f"{fact} stands on page {where + first}, before its reference.", MOVE))
        else:
            problem = Problem(f"{fact} is on page {where + first}.", MOVE)
            late.append(Finding("note-late", "warning", problem, _words(note)))
    bad += _out_of_order(draft, placed, first)
    bad += [_overprint(seen, page, first) for page in range(len(seen.frames)) if seen.shortage(page) < -1]
    if bad:
        raise NotesAstray(*bad)
    return late


def _overprint(seen: Survey, page: int, first: int) -> Problem:
    """Tell what is too tall: the notes together with the text, or a picture, or a table alone."""
    lowest = max(seen.blocks_on[page], key=lambda block: block.bottom)
    if any(note.page == page for note in seen.notes) or lowest.element.tag not in TALL:
        return Problem(f"page {page + first}: the notes overprint the text.", "Shorten the longest of them.")
    thing, remedy = TALL[lowest.element.tag]
    height = (lowest.bottom - seen.frames[page].foot) * MM
    return Problem(f"page {page + first}: {thing} reaches {height:.1f} mm below the text.", remedy)


def _out_of_order(draft: Draft, placed: Placed, first: int) -> Iterator[Problem]:
    """Yield the notes that stand before an earlier one, and those of which a piece was lost."""
    pieces = [element for element in draft.root.iter() if "footnote" in (element.get("class") or "").split()]
    rank = {note: index for index, note in enumerate(pieces)}
    for one, two in pairwise(box for box in placed.seen.notes if box.element in rank):
        if rank[two.element] < rank[one.element]:
            fact = f"page {one.page + first}: {_named(one.element)} stands before {_named(two.element)}."
            yield Problem(fact, MOVE)
    for before, piece in pairwise(pieces):
        if is_continued(piece) and piece not in placed.page_of:
            page = placed.page_of.get(before, 0) + first
            yield Problem(f"page {page}: what follows in {_named(before)} was lost.", "Shorten the note.")


def _words(note: Element) -> str:
    return " ".join("".join(note.itertext()).split())[:60]


def _named(note: Element) -> str:
    return f"the footnote “{_words(note)}…”"
