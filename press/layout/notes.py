"""Every note on the page of its reference, or begun there: looked for on the laid-out pages, and mended.

WeasyPrint lays lines and notes in one pass and cannot always go back: where several notes meet at
a page's foot it moves some to the next page, and sometimes drops one without a word; and a note never
runs on over a page, so that a long one overprints the text. So each layout is gone over. A long note
is divided where the room ends, and what is left of it goes to the foot of the next page; otherwise the
lines from its reference on are sent to the next page together with it. Then the pages are laid out again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise, repeat
from typing import Any

from press.errors import NotesAstray, Problem
from press.layout.draft import Divided, Draft
from press.layout.paragraph import declare
from press.layout.survey import HYPHEN, Line, NoteBox, Survey
from press.model import Finding

ORPHANS = WIDOWS = 2
SHORTEST_DIVIDED = 6  # lines: a note of fewer is not divided where it can be helped
LEAST = 2  # lines of a note on each side of a division
NOTE_LINE = 14.0  # px: --note-line
RULE = 16.5  # px: space, rule and space above the notes
MOST = 0.55  # share of the page that one piece of a note may take
CONTINUED = "continued"
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
        """Return how many px a note has below the line of its reference, if nothing else stood there."""
        frame = self.seen.frames[line.page]
        others = sum(
            box.height for box in self.seen.notes if box.page == line.page and box.element is not note
        )
        return frame.foot - line.bottom - RULE - others

    def room(self, note: Element, line: Line) -> int:
        """Return the same in lines of a note."""
        return int(self.space(note, line) // NOTE_LINE)


def is_continued(note: Element) -> bool:
    """Tell whether an element is the rest of a note."""
    return CONTINUED in (note.get("class") or "").split()


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
            room = min(placed.room(note, line), most, len(divided.lines) - LEAST)
            if room > LEAST:
                _join(draft, note)
                divide(draft, note, divided.lines, [room, most])
                return True
    return False


def _join(draft: Draft, note: Element) -> None:
    """Put a divided note together again."""
    divided = draft.divided.pop(note)
    for before, piece in reversed(list(pairwise([note, *divided.pieces]))):
        draft.remove(piece, before)
    tail = note.tail
    for child in list(note):
        note.remove(child)
    note.text, note.tail = divided.whole.text, tail
    note.extend(list(copy.deepcopy(divided.whole)))


def _most(seen: Survey, page: int) -> int:
    frame = seen.frames[page]
    return int((frame.foot - frame.top) * MOST // NOTE_LINE)


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
            send_on(late, len(seen.lines_of[late.block]))
            return
    if box and len(box.lines) >= SHORTEST_DIVIDED and LEAST <= room <= len(box.lines) - LEAST:
        divide(draft, note, box.lines, [room])
    else:
        send_on(line, len(seen.lines_of[line.block]))


def send_on(line: Line, lines: int) -> None:
    """Send a paragraph's lines from this one on to the next page; it has so many in all.

    The break is asked for with `widows` inside the paragraph, before it where too few lines would stay.
    """
    after = max(lines - line.place, WIDOWS)
    if lines - after >= ORPHANS:
        declare(line.block, {"widows": str(after)})
    else:
        declare(line.block, {"break-before": "page"})


def fill_short(draft: Draft, seen: Survey, page: int) -> bool:
    """Fill a short page with the head of a note that one of the next lines calls, if there is one."""
    box_of = Placed(seen).box_of
    room = seen.shortage(page) - (0.0 if any(other.page == page for other in seen.notes) else RULE)
    for line in seen.lines_on[page + 1][: ORPHANS + 1]:
        room -= line.bottom - line.top
        for note in line.calls:
            box = box_of.get(note)
            if box is None or is_continued(note):
                return False
            lines = int(room // NOTE_LINE)
            if lines < len(box.lines):
                if LEAST <= lines <= len(box.lines) - LEAST and draft.once("fill", note):
                    divide(draft, note, box.lines, [lines])
                    return True
                return False
            room -= box.height
    return False


def divide(draft: Draft, note: Element, lines: tuple[str, ...], heights: list[int]) -> None:
    """Divide a note into pieces of so many lines; the last height holds for all that follow.

    The pieces stand one after the other in the text, so that they come in order at the pages' feet.
    """
    name, start, first = draft.name(note), 0, note
    draft.divided[first] = Divided(copy.deepcopy(note), lines, [])
    for height in chain(heights, repeat(heights[-1])):
        if len(lines) - start <= height:
            return
        rest = _split(note, sum(_letters(line) for line in lines[start : start + height]))
        rest.set("class", f"footnote {CONTINUED}")
        rest.set("data-continues", name)
        draft.insert_after(rest, note)
        draft.divided[first].pieces.append(rest)
        start, note = start + height, rest


def _letters(line: str) -> int:
    return sum(not letter.isspace() for letter in line.removesuffix(HYPHEN))


def _split(element: Element, letters: int) -> Element:
    """Take what follows so many letters out of an element, from the last space before it on."""
    rest = element.makeelement(element.tag, {key: value for key, value in element.items() if key != "id"})
    taken, cut = 0, (element, "text", 0)
    for node, where, text in _texts(element):
        for place, letter in enumerate(text):
            if letter.isspace():
                cut = (node, where, place)
            taken += not letter.isspace()
            if taken > letters:
                return _cut(element, rest, cut)
    return rest


def _texts(element: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield the texts within an element in reading order, each with the node it belongs to."""
    yield element, "text", element.text or ""
    for child in element:
        yield from _texts(child)
        yield child, "tail", child.tail or ""


def _cut(element: Element, rest: Element, cut: tuple[Element, str, int]) -> Element:
    """Move all that follows a place into `rest`, with copies of the elements around the place."""
    node, where, place = cut
    text = getattr(node, where) or ""
    if (node, where) == (element, "text"):
        element.text, rest.text = text[:place], text[place:].lstrip()
        keep = 0
    else:
        keep = next(index for index, child in enumerate(element) if node in set(child.iter())) + 1
        child = element[keep - 1]
        if (node, where) == (child, "tail"):
            child.tail, rest.text = text[:place], text[place:].lstrip()
        else:
            inner = child.makeelement(child.tag, {key: value for key, value in child.items() if key != "id"})
            inner.tail, child.tail = child.tail, None
            rest.append(_cut(child, inner, cut))
    for later in list(element)[keep:]:
        element.remove(later)
        rest.append(later)
    return rest


def judge(draft: Draft, seen: Survey, first: int) -> list[Finding]:
    """Return a finding for each late note; raise NotesAstray for those lost, early or out of order.

    `first` is the folio of the first page.
    """
    placed = Placed(seen)
    bad, late = [], []

    def named(page: int) -> str:
        return str(page + first)

    for note, line in placed.astray():
        words = " ".join("".join(note.itertext()).split())[:60]
        fact = f"page {named(line.page)}: the footnote “{words}…”"
        where = placed.page_of.get(note)
        if where is None:
            bad.append(Problem(f"{fact} was lost.", "Move its reference by a line."))
        elif where < line.page:
            bad.append(Problem(f"{fact} stands on page {named(where)}, before its reference."))
        else:
            problem = Problem(f"{fact} is on page {named(where)}.", "Move its reference by a line.")
            late.append(Finding("note-late", "warning", problem, words))
    pieces = [element for element in draft.root.iter() if "footnote" in (element.get("class") or "").split()]
    rank = {note: index for index, note in enumerate(pieces)}
    order = [rank[box.element] for box in seen.notes if box.element in rank]
    bad += [
        Problem(f"note {second + 1} stands after note {first + 1}.")
        for first, second in pairwise(order)
        if second < first
    ]
    lost = [note for note in pieces if is_continued(note) and note not in placed.page_of]
    bad += [Problem(f"the rest of the note {note.get('data-continues')} was lost.") for note in lost]
    bad += [
        Problem(f"page {named(page)}: the notes overprint the text.", "Shorten the longest of them.")
        for page in range(len(seen.frames))
        if seen.shortage(page) < -1
    ]
    if bad:
        raise NotesAstray(*bad)
    return late
