"""A note in pieces, each an element of its own, that stand one after the other in the text.

So the layout engine, which never carries a note over to the next page, carries over a piece.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from itertools import chain, pairwise, repeat
from typing import Any

from press.layout.draft import Divided, Draft
from press.layout.fitting import release
from press.layout.survey import HYPHEN

CONTINUED = "continued"
PARAGRAPH, BEFORE = "note-paragraph", "before"
INDENT = "\u2003"  # what .note-paragraph begins with in print.css
LEAST = 2  # lines of a note on each side of a division
Element = Any  # WeasyPrint has no type hints


def is_continued(note: Element) -> bool:
    """Tell whether an element is the rest of a note."""
    return CONTINUED in (note.get("class") or "").split()


def is_rest(piece: Element, note: Element) -> bool:
    """Tell whether a piece is the rest of this note."""
    return is_continued(piece) and piece.get("data-continues") == note.get("id")


def divide(draft: Draft, note: Element, lines: tuple[str, ...], heights: list[int]) -> None:
    """Divide a note into pieces of so many lines; the last height holds for all that follow.

    The pieces stand one after the other in the text, so that they come in order at the pages' feet.
    """
    release(draft, note)
    name, start, first = draft.name(note), 0, note
    draft.divided[first] = Divided(copy.deepcopy(note), lines, heights, [])
    for height in chain(heights, repeat(heights[-1])):
        end = _fair_end(lines, start, start + height)
        if end >= len(lines):
            return
        rest = _split(note, sum(_letters(line) for line in lines[start:end]))
        rest.set("class", f"footnote {CONTINUED}")
        rest.set("data-continues", name)
        draft.insert_after(rest, note)
        draft.divided[first].pieces.append(rest)
        start, note = end, rest


def _fair_end(lines: tuple[str, ...], start: int, end: int) -> int:
    """Return where to end a piece so that no paragraph of it leaves one line on either side."""
    for fair in range(end, max(start + LEAST, end - LEAST) - 1, -1):
        alone = _begins(lines, fair - 1) or _begins(lines, fair + 1) or fair + 1 == len(lines)
        if not alone or fair >= len(lines):
            return fair
    return end


def find_stays(lines: tuple[str, ...]) -> tuple[int, ...]:
    """Return, for each room in lines, how many lines of a note would stay there."""
    return tuple(_fair_end(lines, 0, room) for room in range(len(lines)))


def _begins(lines: tuple[str, ...], place: int) -> bool:
    """Tell whether a line is the first of a paragraph, but not of the note."""
    return 0 < place < len(lines) and lines[place].startswith(INDENT)


def join_again(draft: Draft, note: Element) -> None:
    """Put a divided note together again."""
    divided = draft.divided.pop(note)
    for before, piece in reversed(list(pairwise([note, *divided.pieces]))):
        draft.remove(piece, before)
    tail = note.tail
    for child in list(note):
        note.remove(child)
    note.text, note.tail = divided.whole.text, tail
    note.extend(list(copy.deepcopy(divided.whole)))


def _letters(line: str) -> int:
    return sum(not letter.isspace() for letter in line.removesuffix(HYPHEN))


def _split(element: Element, letters: int) -> Element:
    """Take what follows so many letters out of an element, from the last space before it on."""
    rest = element.makeelement(element.tag, {key: value for key, value in element.items() if key != "id"})
    taken, cut = 0, (element, "text", 0)
    for node, where, text in _texts(element):
        if where == BEFORE and taken == letters:
            return _cut(element, rest, (node, BEFORE, 0))
        for place, letter in enumerate(text):
            if letter.isspace():
                cut = (node, where, place)
            taken += not letter.isspace()
            if taken > letters:
                return _cut(element, rest, cut)
    return rest


def _texts(element: Element) -> Iterator[tuple[Element, str, str]]:
    """Yield the texts within an element in reading order, each with the node it belongs to.

    The beginning of a paragraph is an empty text of its own.
    """
    yield element, "text", element.text or ""
    for child in element:
        if PARAGRAPH in (child.get("class") or "").split():
            yield child, BEFORE, ""
        yield from _texts(child)
        yield child, "tail", child.tail or ""


def _cut(element: Element, rest: Element, cut: tuple[Element, str, int]) -> Element:
    """Move all that follows a place into `rest`, with copies of the elements around the place."""
    node, where, place = cut
    text = "" if where == BEFORE else getattr(node, where) or ""
    if where == BEFORE:
        keep = list(element).index(node)
        node.set("class", f"{PARAGRAPH} first")
    elif (node, where) == (element, "text"):
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
