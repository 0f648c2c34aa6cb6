"""Where each page begins: the letter of the document, counted without spaces, at which it starts.

Counted are the letters of the text as its author wrote it: not those of notes, of openings, of numbers
that are generated, nor hyphens that a line's end puts in. So the place is the same in every medium.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

Box = Any  # WeasyPrint has no type hints
Element = Any

SKIPPED = {"footnote", "opener"}
"""Classes of what is not part of the text that is counted."""
UNSEEN = "\u00ad\u2060"  # soft hyphens and word joiners


@dataclass(frozen=True)
class Start:
    """A page's beginning: how many letters of the part stand before it, and the letters that follow.

    `offset` is None on a page without text of the part, such as a blank one; `words` are up to thirty
    letters, without spaces.
    """

    offset: int | None
    words: str


class Origin:
    """The letters of a document before anything was done to it."""

    def __init__(self, root: Element) -> None:
        self.places: dict[Element, list[int]] = {}
        """By element, the places of the letters that are its own: of its text, and after each child."""
        self.letters: list[str] = []
        self._count(root)

    def _count(self, element: Element) -> None:
        if not isinstance(element.tag, str) or element.tag in {"head", "svg"}:
            return
        if SKIPPED & set((element.get("class") or "").split()):
            return
        own = self.places.setdefault(element, [])
        self._take(element.text, own)
        for child in element:
            self._count(child)
            self._take(child.tail, own)

    def _take(self, text: str | None, own: list[int]) -> None:
        for letter in text or "":
            if not letter.isspace() and letter not in UNSEEN:
                own.append(len(self.letters))
                self.letters.append(letter)

    def starts(self, pages: Sequence[Any]) -> tuple[Start, ...]:
        """Return where each page begins."""
        used = dict.fromkeys(self.places, 0)
        found = []
        for page in pages:
            first = None
            for box in _texts(page._page_box):
                place = self._follow(box, used)
                first = place if first is None else first
            words = "".join(self.letters[first : first + 30]) if first is not None else ""
            found.append(Start(first, words))
        return tuple(found)

    def _follow(self, box: Box, used: dict[Element, int]) -> int | None:
        """Step through an element's letters along with a box of its text; return the place of the first."""
        own, first = self.places.get(box.element), None
        for letter in box.text if own else "":
            if letter.isspace() or letter in UNSEEN or used[box.element] >= len(own or ()):
                continue
            place = (own or [])[used[box.element]]
            if letter.casefold() != self.letters[place].casefold():
                continue  # a hyphen at a line's end
            first = place if first is None else first
            used[box.element] += 1
        return first


def _texts(box: Box) -> Iterator[Box]:
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.MarginBox | boxes.FootnoteAreaBox):
        return
    if isinstance(box, boxes.TextBox):
        if "::" not in (box.element_tag or ""):
            yield box
        return
    for child in getattr(box, "children", ()):
        yield from _texts(child)
