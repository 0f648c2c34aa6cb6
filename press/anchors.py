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
from typing import Any

from press.ast import Node, classes, rewrite, span, stringify
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
    namer = _Namer()
    return tuple(replace(part, blocks=namer.walk(part.blocks)) for part in parts)


def is_name(node: Node) -> bool:
    """Tell whether a node is the mark of a paragraph."""
    return node["t"] == "Span" and MARK in classes(node)


def set_names(html: str) -> str:
    """Give each paragraph of finished HTML the name that its mark carries."""
    return SPAN.sub(r'<p id="\1">', html)


class _Namer:
    def __init__(self) -> None:
        self.taken: set[str] = set()

    def walk(self, tree: Any) -> Any:
        return rewrite(tree, self._visit)

    def _visit(self, node: Node) -> list[Node] | None:
        if node["t"] in NAMELESS or (node["t"] == "Div" and NAMELESS_CLASSES & set(classes(node))):
            return [node]
        if node["t"] != "Para":
            return None
        if letters := _letters(node["c"]):
            return [{"t": "Para", "c": [span([], MARK, identifier=self._name(letters)), *node["c"]]}]
        return [node]

    def _name(self, letters: str) -> str:
        """Return the first free one of a paragraph's names: of its beginning, of it all, with a number."""
        digests = [_digest(letters[:FIRST]), _digest(letters)]
        names = chain(digests, (f"{digests[1]}-{number}" for number in count(2)))
        name = next(name for name in names if name not in self.taken)
        self.taken.add(name)
        return name


def _letters(inlines: list[Node]) -> str:
    """Return a paragraph's letters and figures in small letters, without its citations.

    Those are not the same on paper and on screens, and change with the citation style.
    """
    own = rewrite(inlines, lambda node: [] if node["t"] in {"Cite", "Note"} else None)
    return "".join(letter for letter in stringify(own).casefold() if letter.isalnum())


def _digest(letters: str) -> str:
    return f"p-{hashlib.sha256(letters.encode()).hexdigest()[:DIGITS]}"
