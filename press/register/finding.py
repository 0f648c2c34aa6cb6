"""Where the quotations stand in the finished parts.

A quotation was found in a chapter as it was read. In the resolved parts it is looked for by its letters, in
its own paragraph: one in the line between quotation marks, a block where a block begins. Of a paragraph's
notes and tables the letters follow after its own, as in press.evidence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any, NamedTuple

from press.anchors import is_name
from press.ast import Node, identifier
from press.evidence import Quotation
from press.memory import remembered
from press.model import Part
from press.places import WORD, fold

MARKS = frozenset("“”‘’«»„‚‹›\"'「」『』")
LINES = {"Para", "Plain"}
INNER = {"Span": 1, "Link": 1, "Quoted": 1}
"""Inlines whose contents are not all they hold, and where they are."""
SILENT = {"Cite", "Image", "Math", "RawInline", "Code"}


class Spot(NamedTuple):
    """A letter: the node that it is in, by its `id`, and its place in the node's text."""

    node: int
    at: int


@dataclass(frozen=True)
class Found:
    """A quotation in the parts: the part's index, its first letter and its last one."""

    part: int
    first: Spot
    last: Spot


def find_quotations(parts: Sequence[Part], quotations: Iterable[Quotation]) -> dict[int, Found]:
    """Return where quotations stand, by their number, from 1; those that are not found are left out."""
    stream = _Stream()
    for part in parts:
        stream.enter(part)
    found = ((number, stream.find(one)) for number, one in enumerate(quotations, start=1))
    return {number: place for number, place in found if place}


@cache
def _fold(letter: str) -> str:
    return "".join(WORD.findall(fold(letter)))


class _Folded(NamedTuple):
    """The letters of a text, where in it each stands, and before which of them is a quotation mark."""

    letters: tuple[str, ...]
    places: tuple[int, ...]
    quoted: tuple[int, ...]


@lru_cache(maxsize=20_000)
def _fold_all(text: str) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    quoted: list[int] = []
    for at, letter in enumerate(text):
        if letter in MARKS:
            quoted.append(len(letters))
        for folded in _fold(letter):
            letters.append(folded)
            places.append(at)
    return _Folded(tuple(letters), tuple(places), tuple(quoted))


@dataclass
class _Stream:
    """The letters of all parts in the order in which quotations were read, and what stands before each."""

    letters: list[str] = field(default_factory=list)
    nodes: list[int] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """In which node each letter is, by its `id`, and where in the node's text."""
    quoted: set[int] = field(default_factory=set)
    """Places before which there is a quotation mark."""
    blocks: set[int] = field(default_factory=set)
    paragraphs: dict[str, int] = field(default_factory=dict)
    parts: list[int] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    held: list[Node] = field(default_factory=list)
    depth: int = 0
    text: str = ""
    starts: list[int] = field(default_factory=list)
    """Where the paragraphs begin."""

    def enter(self, part: Part) -> None:
        begin = len(self.letters)
        self.parts.append(begin)
        if part.role != "chapter":
            return
        own = _read_part(part.blocks, id(part.blocks))
        self.letters += own.letters
        self.nodes += own.nodes
        self.places += own.places
        self.quoted.update(begin + place for place in own.quoted)
        self.blocks.update(begin + place for place in own.blocks)
        self.paragraphs |= {name: begin + place for name, place in own.paragraphs.items()}

    def read(self, blocks: list[Node]) -> None:
        """Read the letters of a part."""
        self._walk(blocks)

    def find(self, quotation: Quotation) -> Found | None:
        if not self.text:
            self.text, self.starts = "".join(self.letters), sorted(self.paragraphs.values())
        wanted = "".join(map(_fold, quotation.text))
        begin = self.paragraphs.get(quotation.paragraph, 0)
        after = bisect_right(self.starts, begin)
        known = quotation.paragraph in self.paragraphs and after < len(self.starts)
        end = self.starts[after] if known else len(self.text)
        at = self._search(wanted, begin, end, quotation.kind)
        if at < 0 or not wanted:
            return None
        self.used.add(at)
        part = bisect_right(self.parts, at) - 1
        first, last = (Spot(self.nodes[here], self.places[here]) for here in (at, at + len(wanted) - 1))
        return Found(part, first, last)

    def _search(self, wanted: str, begin: int, end: int, kind: str) -> int:
        """Return where a quotation begins between two places, or -1."""
        last = end + len(wanted) - 1
        at = self.text.find(wanted, begin, last)
        while at >= 0:
            fits = at in self.blocks if kind == "block" else {at, at + len(wanted)} <= self.quoted
            if fits and at not in self.used:
                return at
            at = self.text.find(wanted, at + 1, last)
        return -1

    def _walk(self, tree: Any) -> None:
        if isinstance(tree, list):
            for item in tree:
                self._walk(item)
        elif isinstance(tree, dict):
            self._block(tree)

    def _block(self, node: Node) -> None:
        kind = node.get("t")
        if kind in LINES or kind == "Header":
            self._line(node["c"][2] if kind == "Header" else node["c"])
        elif kind == "LineBlock":
            for line in node["c"]:
                self._line(line)
        elif kind == "BlockQuote":
            self.blocks.add(len(self.letters))
            self.depth += 1
            self._walk(node["c"])
            self.depth -= 1
            self._release()
        elif kind not in {"CodeBlock", "RawBlock"}:
            self._walk(node.get("c") if kind else list(node.values()))

    def _line(self, inlines: list[Node]) -> None:
        if inlines and is_name(inlines[0]):
            self.paragraphs[identifier(inlines[0])] = len(self.letters)
        self._read(inlines)
        if not self.depth:
            self._release()

    def _release(self) -> None:
        """Read the notes that were held back."""
        if not self.depth:
            notes, self.held = self.held, []
            for note in notes:
                self._walk(note["c"])

    def _read(self, inlines: list[Node]) -> None:
        for node in inlines:
            kind = node["t"]
            if kind == "Note":
                self.held.append(node)
            elif kind == "Str":
                self._write(node, node["c"])
            elif kind in {"Code", "Math"}:
                self._write(node, node["c"][1])
            elif kind not in SILENT and "c" in node:
                self._read(node["c"][INNER[kind]] if kind in INNER else node["c"])

    def _write(self, node: Node, text: str) -> None:
        folded, begin, name = _fold_all(text), len(self.letters), id(node)
        self.quoted.update(begin + place for place in folded.quoted)
        self.letters += folded.letters
        self.nodes += [name] * len(folded.places)
        self.places += folded.places


@remembered
def _read_part(blocks: list[Node], _: int) -> _Stream:
    """Read a part. What is remembered holds for the very nodes of `blocks`, whose `id` is given therefore."""
    stream = _Stream()
    stream.read(blocks)
    return stream
