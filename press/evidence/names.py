"""The names of paragraphs (press.anchors), for those of the chapters as they were read."""

from __future__ import annotations

from typing import Any

from press.anchors import is_name
from press.ast import Node, each, identifier
from press.evidence.prose import Flattener, letters_of
from press.memory import remembered
from press.model import Document

LOOK_AHEAD = 40


def paragraph_names(document: Document, letters: list[str], flattener: Flattener) -> list[str]:
    """Return the name of each paragraph, given by its letters; empty where it has none.

    Numbers of cross-references are in the finished paragraphs alone, so that those are told by the
    paragraphs around them.
    """
    named = [one for part in document.parts for one in _named(part.blocks, flattener)]
    names = [""] * len(letters)
    here = there = 0
    while here < len(letters) and there < len(named):
        ahead, further = _next_alike(letters, named, here, there)
        if ahead == further:
            for step in range(ahead + 1):
                names[here + step] = named[there + step][0]
        else:
            names[here + ahead] = named[there + further][0]
        here, there = here + ahead + 1, there + further + 1
    return names


def _next_alike(letters: list[str], named: list[tuple[str, str]], here: int, there: int) -> tuple[int, int]:
    """Return how far ahead the next two paragraphs are that have the same letters.

    0, 0 are these two, and where none are alike, they are taken for one another.
    """
    for distance in range(LOOK_AHEAD):
        for ahead in range(distance + 1):
            one, other = here + ahead, there + distance - ahead
            if one < len(letters) and other < len(named) and letters[one] == named[other][1]:
                return ahead, distance - ahead
    return 0, 0


@remembered
def _named(blocks: list[Node], flattener: Flattener) -> list[tuple[str, str]]:
    return [
        (identifier(mark), letters_of(flattener.flatten(_without_cites(node["c"])).text))
        for node in each(blocks, "Para")
        if (mark := _mark(node["c"]))
    ]


def _mark(inlines: list[Node]) -> Node | None:
    return inlines[0] if inlines and is_name(inlines[0]) else None


def _without_cites(inlines: list[Any]) -> list[Node]:
    return [node for node in inlines if node["t"] != "Cite"]
