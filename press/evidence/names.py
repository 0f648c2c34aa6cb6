"""The names of paragraphs (press.anchors), for those of the chapters as they were read."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from press.anchors import is_name
from press.ast import Node, each, identifier
from press.evidence.prose import Flattener, letters_of
from press.model import Document


def paragraph_names(document: Document, letters: list[str], flattener: Flattener) -> list[str]:
    """Return the name of each paragraph, given by its letters; empty where it has none.

    Numbers of cross-references are in the finished paragraphs alone, so that those are told by the
    paragraphs around them.
    """
    named = list(_named(document, flattener))
    names = [""] * len(letters)
    codes = SequenceMatcher(None, letters, [text for _, text in named], autojunk=False).get_opcodes()
    for tag, first, last, start, end in codes:
        if tag == "equal" or (tag == "replace" and last - first == end - start):
            names[first:last] = [name for name, _ in named[start:end]]
    return names


def _named(document: Document, flattener: Flattener) -> Iterator[tuple[str, str]]:
    for part in document.parts:
        for node in each(part.blocks, "Para"):
            if mark := _mark(node["c"]):
                yield identifier(mark), letters_of(flattener.flatten(_without_cites(node["c"])).text)


def _mark(inlines: list[Node]) -> Node | None:
    return inlines[0] if inlines and is_name(inlines[0]) else None


def _without_cites(inlines: list[Any]) -> list[Node]:
    return [node for node in inlines if node["t"] != "Cite"]
