"""How much there is to draw in a drawing: its elements, with those that it draws again by calling them.

By `<use>` that calls others, ten lines become a billion squares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

MOST_ELEMENTS = 20_000
"""The layout engine draws 2,000 in a second."""
MOST_LEVELS = 100
"""Elements within, or called by, each other."""
CALLED = re.compile(r"^\s*#(\S+)\s*$|url\(\s*[\"']?#([^\"')\s]+)")


class _Endless(Exception):
    """An element calls itself."""


def find_too_much(drawing: Element) -> str:
    """Say what is too much in a drawing, or return an empty string."""
    try:
        weight = _Scale(drawing).weigh(drawing, 0)
    except _Endless:
        return f"elements stand within or call each other more than {MOST_LEVELS} levels deep"
    return (
        f"it draws {weight:,} elements; at most {MOST_ELEMENTS:,} are drawn" if weight > MOST_ELEMENTS else ""
    )


class _Scale:
    """Weighs the elements of a drawing, each once."""

    def __init__(self, drawing: Element) -> None:
        self.named = {name: element for element in drawing.iter() if (name := element.get("id"))}
        self.known: dict[str, int] = {}

    def weigh(self, element: Element, level: int) -> int:
        """Return how many elements are drawn for one. Raises _Endless."""
        if level > MOST_LEVELS:
            raise _Endless
        name = element.get("id", "")
        if name in self.known:
            return self.known[name]
        weight = 1 + sum(self.weigh(inner, level + 1) for inner in element)
        weight += sum(self.weigh(called, level + 1) for called in self._called(element))
        if name:
            self.known[name] = weight
        return weight

    def _called(self, element: Element) -> Iterator[Element]:
        """Yield the elements that one calls: by its address, as a pattern, a mask, a marker."""
        for key, value in element.items():
            is_address = key.rpartition("}")[2] == "href"
            for call in CALLED.finditer(value):
                if (call[2] or is_address) and (found := self.named.get(call[1] or call[2])) is not None:
                    yield found
