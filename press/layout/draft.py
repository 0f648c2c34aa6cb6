"""A piece of the essay while its pages are being made: its tree, and what was tried on it so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from press.breaks import Fit
from press.layout.paragraph import Paragraph, Slot

Element = Any  # WeasyPrint has no type hints


Way = list[tuple[Paragraph, Fit, Fit]]
"""Paragraphs, each with other breaks than it has, and with those that it has."""


@dataclass
class Trial:
    """A short page, the ways that are left to fill it, and the one that is tried now."""

    page: int
    left: list[Way]
    way: Way = field(default_factory=list)


@dataclass(frozen=True)
class Divided:
    """A note as it was before it was divided, its lines, how many went to each piece, and the other pieces.

    The last of `heights` holds for all pieces that follow.
    """

    whole: Element
    lines: tuple[str, ...]
    heights: list[int]
    pieces: list[Element]


@dataclass
class Draft:
    """The tree of one document, changed in place between two layouts.

    `tried` keeps each mend from being tried twice in one place, so that laying out comes to an end;
    `left_alone` are the beginnings of paragraphs that have the layout engine's own lines, with the reasons.
    """

    root: Element
    paragraphs: dict[Element, Paragraph] = field(default_factory=dict)
    moved: dict[Slot, Slot] = field(default_factory=dict)
    tried: set[tuple[str, Any]] = field(default_factory=set)
    parents: dict[Element, Element] = field(default_factory=dict)
    divided: dict[Element, Divided] = field(default_factory=dict)
    left_alone: list[tuple[str, str]] = field(default_factory=list)
    trial: Trial | None = None
    named: int = 0

    def __post_init__(self) -> None:
        self.parents = {child: parent for parent in self.root.iter() for child in parent}

    def once(self, mend: str, place: Any) -> bool:
        """Tell whether a mend was not tried in a place before, and note that it is tried now."""
        new = (mend, place) not in self.tried
        self.tried.add((mend, place))
        return new

    def insert_after(self, new: Element, old: Element) -> None:
        """Put an element after another, in front of the text that follows that."""
        parent = self.parents[old]
        parent.insert(list(parent).index(old) + 1, new)
        self.parents |= {new: parent} | {child: above for above in new.iter() for child in above}
        new.tail, old.tail = old.tail, None
        self.moved = {
            slot: now if now != (old, "tail") else (new, "tail") for slot, now in self.moved.items()
        }
        self.moved[old, "tail"] = new, "tail"

    def remove(self, element: Element, before: Element) -> None:
        """Take out an element that was put in after another, which gets the text that follows back."""
        self.parents[element].remove(element)
        before.tail = element.tail
        self.moved = {
            slot: now if now != (element, "tail") else (before, "tail") for slot, now in self.moved.items()
        }

    def swap_with_next(self, element: Element) -> bool:
        """Move a block behind the one that follows it; tell whether there is one that it may pass."""
        parent = self.parents[element]
        place = list(parent).index(element)
        if place + 1 >= len(parent) or parent[place + 1].tag in HEADINGS:
            return False
        parent.remove(element)
        parent.insert(place + 1, element)
        return True

    def move_before(self, element: Element, other: Element) -> None:
        """Move a block before another one of the same parent."""
        parent = self.parents[other]
        parent.remove(element)
        parent.insert(list(parent).index(other), element)

    def start_of(self, element: Element) -> Element:
        """Return what a page begins with when a block goes on to it: the headings before it, if any."""
        parent = self.parents.get(element)
        if parent is None or parent.tag in {"section", "body"}:
            siblings = list(parent) if parent is not None else [element]
            place = siblings.index(element)
            while place and siblings[place - 1].tag in HEADINGS:
                place -= 1
            return siblings[place]
        return self.start_of(parent) if parent[0] is element else element

    def name(self, element: Element) -> str:
        """Return an element's id, giving it one if it has none."""
        if not element.get("id"):
            self.named += 1
            part = next((item.get("id") for item in self.root.iter("section") if item.get("id")), "")
            element.set("id", f"{part}-note-{self.named}")
        return str(element.get("id"))


HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
