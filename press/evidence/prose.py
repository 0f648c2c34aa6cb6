"""Inlines as plain text, with the places of what a reader does not read as its words."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from press.ast import Node, attributes, stringify
from press.evidence.pages import read_citation
from press.evidence.records import Citation
from press.places import WORD, fold

STAND_IN = "\ue000"
"""Stands for the author's name that citeproc will write for `@key`."""
PAIRS = re.compile(r"«[^«»]*»|»[^«»]*«|„[^„“”]*[“”]|‹[^‹›]*›|「[^「」]*」")
"""Quotation marks that pandoc leaves as they are typed."""
EMPHASIS = {"Emph", "Strong", "Underline"}


@dataclass(frozen=True)
class Cited:
    """Works cited at a place of the text; `in_text` where the author's name is part of the sentence."""

    at: int
    citations: tuple[Citation, ...]
    in_text: bool


@dataclass
class Prose:
    """The text of some inlines. Spans are places in it, from and to; `quotes` are without their marks.

    `notes` are the blocks of notes, `languages` the spans in a language of their own.
    """

    text: str = ""
    emphasis: list[tuple[int, int]] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    cited: list[Cited] = field(default_factory=list)
    notes: list[tuple[int, list[Node]]] = field(default_factory=list)
    languages: list[tuple[int, int, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Flattener:
    """Makes prose of inlines. Citations of other keys than those of the bibliography are cross-references."""

    keys: frozenset[str]

    def flatten(self, *paragraphs: list[Node]) -> Prose:
        """Return the prose of some paragraphs, with blank lines between them."""
        reading = _Reading(self.keys)
        for number, inlines in enumerate(paragraphs):
            if number:
                reading.write("\n\n")
            reading.read(inlines)
        return reading.finish()


class _Reading:
    def __init__(self, keys: Collection[str]) -> None:
        self.keys = keys
        self.out: list[str] = []
        self.at = self.depth = 0
        self.prose = Prose()

    def write(self, text: str) -> None:
        self.out.append(text)
        self.at += len(text)

    def finish(self) -> Prose:
        prose = self.prose
        prose.text = "".join(self.out)
        covered = list(prose.quotes)
        for match in PAIRS.finditer(prose.text):
            inside = any(start <= match.start() and match.end() <= end for start, end in covered)
            if not inside:
                prose.quotes.append((match.start() + 1, match.end() - 1))
        prose.quotes.sort()
        return prose

    def read(self, inlines: list[Node]) -> None:
        for node in inlines:
            self._read_one(node)

    def _read_one(self, node: Node) -> None:
        match node["t"]:
            case "Str":
                self.write(node["c"])
            case "Space" | "SoftBreak" | "LineBreak":
                self.write(" ")
            case "Code" | "Math":
                self.write(node["c"][1])
            case "Quoted":
                self._quoted(node)
            case "Cite":
                self._cite(node)
            case "Note":
                self.prose.notes.append((self.at, node["c"]))
            case "Span" | "Link":
                self._span(node)
            case kind if kind not in {"RawInline", "Image"}:
                start = self.at
                self.read(node["c"])
                if kind in EMPHASIS:
                    self.prose.emphasis.append((start, self.at))

    def _quoted(self, node: Node) -> None:
        marks = "‘’" if node["c"][0]["t"] == "SingleQuote" else "“”"
        self.write(marks[0])
        start = self.at
        self.depth += 1
        self.read(node["c"][1])
        self.depth -= 1
        if not self.depth:
            self.prose.quotes.append((start, self.at))
        self.write(marks[1])

    def _span(self, node: Node) -> None:
        start = self.at
        self.read(node["c"][1])
        if language := attributes(node).get("lang"):
            self.prose.languages.append((start, self.at, language))

    def _cite(self, node: Node) -> None:
        works = [one for one in node["c"][0] if one["citationId"] in self.keys]
        if not works:
            return
        in_text = works[0]["citationMode"]["t"] == "AuthorInText"
        citations = [read_citation(one["citationId"], stringify(one["citationSuffix"])) for one in works]
        self.prose.cited.append(Cited(self.at, tuple(citations), in_text))
        if in_text:
            self.write(STAND_IN)


def letters_of(text: str) -> str:
    """Return a text's letters and figures, folded as press.places folds them."""
    return "".join(WORD.findall(fold(text)))
