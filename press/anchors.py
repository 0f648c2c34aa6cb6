"""Names for paragraphs: the same in all editions, and kept while other paragraphs change.

A name comes from the paragraph's own first letters, so that neither its place in the essay nor an edit
further on in it matters. Where two paragraphs begin alike, the later one is named by all of its letters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, count

from press.ast import Node, classes, rewrite, span, stringify
from press.memory import remembered
from press.model import Part

MARK = "paragraph"
"""The class of the empty span that carries a name through the syntax tree, which has no room for it."""
FIRST = 60  # letters: a line of print
DIGITS = 8
NAMELESS = {"Note", "Table", "Figure"}
"""Nodes whose paragraphs are no one's to link to: they have a number or a label."""
NAMELESS_CLASSES = {"csl-entry", "table-notes"}
SPAN = re.compile(rf'<p><span id="(p-[\w-]+)" class="{MARK}"></span>')


def name_paragraphs(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts with a mark at the beginning of each paragraph of the text."""
    taken: set[str] = set()
    return tuple(replace(part, blocks=_name_all(part.blocks, taken)) for part in parts)


def is_name(node: Node) -> bool:
    """Tell whether a node is the mark of a paragraph."""
    return node["t"] == "Span" and MARK in classes(node)


def set_names(html: str) -> str:
    """Give each paragraph of finished HTML the name that its mark carries."""
    return SPAN.sub(r'<p id="\1">', html)


def _name_all(blocks: list[Node], taken: set[str]) -> list[Node]:
    """Return a part's blocks with names that are not taken, and take them."""
    names = []
    for beginning, whole in _digests(blocks):
        # The first free one of a paragraph's names: of its beginning, of it all, with a number.
        own = chain((beginning, whole), (f"{whole}-{number}" for number in count(2)))
        names.append(next(name for name in own if name not in taken))
        taken.add(names[-1])
    return _set_marks(blocks, tuple(names))


@remembered
def _digests(blocks: list[Node]) -> list[tuple[str, str]]:
    """Return what the paragraphs of the text may be called, in reading order."""
    found: list[tuple[str, str]] = []

    def note(node: Node) -> list[Node] | None:
        if _is_nameless(node):
            return [node]
        if node["t"] != "Para":
            return None
        if letters := _letters(node["c"]):
            found.append((_digest(letters[:FIRST]), _digest(letters)))
        return [node]

    rewrite(blocks, note)
    return found


@remembered
def _set_marks(blocks: list[Node], names: tuple[str, ...]) -> list[Node]:
    """Set a mark with its name at the beginning of each paragraph of the text."""
    rest = iter(names)

    def mark(node: Node) -> list[Node] | None:
        if _is_nameless(node):
            return [node]
        if node["t"] != "Para":
            return None
        if _letters(node["c"]):
            return [{"t": "Para", "c": [span([], MARK, identifier=next(rest)), *node["c"]]}]
        return [node]

    result: list[Node] = rewrite(blocks, mark)
    return result


def _is_nameless(node: Node) -> bool:
    return node["t"] in NAMELESS or (node["t"] == "Div" and bool(NAMELESS_CLASSES & set(classes(node))))


def _letters(inlines: list[Node]) -> str:
    """Return a paragraph's letters and figures in small letters, without its citations.

    Those are not the same on paper and on screens, and change with the citation style.
    """
    own = rewrite(inlines, lambda node: [] if node["t"] in {"Cite", "Note"} else None)
    return "".join(letter for letter in stringify(own).casefold() if letter.isalnum())


def _digest(letters: str) -> str:
    return f"p-{hashlib.sha256(letters.encode()).hexdigest()[:DIGITS]}"
