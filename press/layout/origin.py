"""Where each page begins: the letter of a part, counted without spaces, at which it starts.

Counted are the letters of the text as its author wrote it, and a picture as one: not those of notes, of
openings, of numbers that are generated, nor hyphens that a line's end puts in. So the place is the same
in every medium.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

Box = Any  # WeasyPrint has no type hints
Element = Any

SKIPPED = {"cited-at", "footnote", "opener", "remote", "varies"}
"""Classes of what is not part of the text that is counted."""
UNSEEN = "\u00ad\u2060"  # soft hyphens and word joiners
PICTURE = "\ufffc"


@dataclass(frozen=True)
class Start:
    """A page's beginning: how many letters of the part stand before it, and the letters that follow.

    `part` is the id of a child of the body, or its class where it has none. `offset` is None on a page
    without text, such as a blank one; `words` are up to thirty letters, without spaces.
    """

    offset: int | None
    words: str
    part: str = ""


class Origin:
    """The letters of a document before anything was done to it."""

    def __init__(self, root: Element) -> None:
        self.places: dict[Element, list[int]] = {}
        """By element, the places of the letters that are its own: of its text, and after each child."""
        self.letters: list[str] = []
        self.parts: list[tuple[int, str]] = []
        """Where each part begins, and its name."""
        self._count(root)

    def _count(self, element: Element) -> None:
        if not isinstance(element.tag, str) or element.tag in {"head", "svg"}:
            return
        if SKIPPED & set((element.get("class") or "").split()):
            return
        own = self.places.setdefault(element, [])
        self._take(PICTURE if element.tag == "img" else element.text, own)
        for child in element:
            if element.tag == "body":
                self.parts.append((len(self.letters), child.get("id") or child.get("class") or ""))
            self._count(child)
            self._take(child.tail, own)

    def _take(self, text: str | None, own: list[int]) -> None:
        for letter in text or "":
            if not letter.isspace() and letter not in UNSEEN:
                own.append(len(self.letters))
                self.letters.append(letter)

    def starts(self, pages: Sequence[Any]) -> tuple[Start, ...]:
        """Return where each page begins.

        What was moved down, as a figure is behind a paragraph, begins no page that goes on with later text.
        """
        used = dict.fromkeys(self.places, 0)
        found, furthest = [], 0
        for page in pages:
            places = [
                place for box in _texts(page._page_box) if (place := self._follow(box, used)) is not None
            ]
            ahead = [place for place in places if place >= furthest]
            found.append(self._start(next(iter(ahead or places), None)))
            furthest = max([furthest, *places])
        return tuple(found)

    def _start(self, place: int | None) -> Start:
        if place is None:
            return Start(None, "")
        begun = [item for item in self.parts if item[0] <= place]
        begins, part = begun[-1] if begun else (0, "")
        ends = self.parts[len(begun)][0] if len(begun) < len(self.parts) else len(self.letters)
        return Start(place - begins, "".join(self.letters[place : min(place + 30, ends)]), part)

    def _follow(self, box: Box, used: dict[Element, int]) -> int | None:
        """Step through an element's letters along with a box of its text; return the place of the first."""
        own, first = self.places.get(box.element), None
        text = PICTURE if isinstance(box, boxes.ReplacedBox) else box.text
        for letter in text if own else "":
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
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        if "::" not in (box.element_tag or ""):
            yield box
        return
    for child in getattr(box, "children", ()):
        yield from _texts(child)
