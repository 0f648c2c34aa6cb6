"""The quotations of a chapter: what is quoted, and which work a reader would take it from.

A block quotation is one always. Its citation stands in its last paragraph, in a note to it, at the head of
the paragraph after it, or in the sentence that introduces it. A quotation in the line is one when a citation
follows it in its sentence, directly or some words later, or when the sentence names the work before it
(`@cohen1977 says`). Words in quotation marks without any citation are the author's own irony, or titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal

from press.ast import Node, attributes
from press.evidence.attribution import Lines, end_of_words, is_attribution, sentence_starts
from press.evidence.prose import STAND_IN, Cited, Flattener, Prose, letters_of
from press.evidence.records import Citation, Quotation
from press.memory import remembered
from press.places import Letters

FOLLOWING = 120
"""How many characters after a quotation may say that its emphasis was added."""
PARAGRAPHS = {"Para", "Plain"}
NAMELESS = {"Table", "Figure"}


@dataclass(frozen=True)
class Found:
    """A quotation, and the number of its paragraph among those of its chapter, or -1."""

    quotation: Quotation
    paragraph: int


@remembered
def quotations_of(
    chapter: int, blocks: list[Node], letters: Letters, flattener: Flattener, titles: dict[str, str]
) -> tuple[list[Found], list[str]]:
    """Return the quotations of a chapter in reading order, and the letters of each of its paragraphs.

    `titles` are the letters of the titles of each work.
    """
    finder = _Finder(chapter, letters, flattener, titles)
    return list(finder.walk(blocks, "")), finder.paragraphs


@dataclass(frozen=True)
class _Stretch:
    """Some prose, the place of its first letter among the chapter's, its paragraph and its language."""

    prose: Prose
    start: int | None
    paragraph: int
    language: str

    def letter(self, at: int) -> int | None:
        """Return the place among the chapter's letters of a place in the prose."""
        return None if self.start is None else self.start + self._counts[at]

    @cached_property
    def _counts(self) -> list[int]:
        """How many letters stand before each place."""
        counts = (
            letter.isalnum() if letter.isascii() else len(letters_of(letter)) for letter in self.prose.text
        )
        return list(accumulate(counts, initial=0))


class _Finder:
    def __init__(self, number: int, letters: Letters, flattener: Flattener, titles: dict[str, str]) -> None:
        self.number, self.letters, self.titles = number, letters, titles
        self.flatten = flattener.flatten
        self.paragraphs: list[str] = []
        self.at = 0
        self.nameless = 0

    def walk(self, tree: Any, language: str) -> Iterator[Found]:
        """Yield the quotations of any part of a syntax tree."""
        if isinstance(tree, dict):
            yield from self._one(tree, [], 0, language)
        elif isinstance(tree, list):
            for index, item in enumerate(tree):
                if isinstance(item, dict) and "t" in item:
                    yield from self._one(item, tree, index, language)
                else:
                    yield from self.walk(item, language)

    def _one(self, node: Node, siblings: list[Node], index: int, language: str) -> Iterator[Found]:
        kind = node.get("t")
        if kind in PARAGRAPHS or kind == "Header":
            inlines = node["c"][2] if kind == "Header" else node["c"]
            yield from self._lines(inlines, language, is_named=kind == "Para")
        elif kind == "BlockQuote":
            before = siblings[index - 1] if index else None
            after = siblings[index + 1] if index + 1 < len(siblings) else None
            yield from self._block(node, before, after, language)
        elif kind == "Div":
            yield from self.walk(node["c"][1], attributes(node).get("lang", language))
        elif kind not in {"CodeBlock", "RawBlock"}:
            self.nameless += kind in NAMELESS
            yield from self.walk(node.get("c", []) if kind else list(node.values()), language)
            self.nameless -= kind in NAMELESS

    # ---- In the line ----

    def _lines(self, inlines: list[Node], language: str, *, is_named: bool) -> Iterator[Found]:
        prose = self.flatten(inlines)
        passage = _Stretch(prose, self._locate(prose.text), self._enter(prose, is_named=is_named), language)
        lines = Lines(prose, self._noted)
        for quote in prose.quotes:
            cited, close = lines.citations(quote)
            if cited and not self._is_title(prose.text[slice(*quote)], cited):
                yield self._found("line", passage, quote, cited, close=close)
        yield from self._notes(prose, language)

    def _is_title(self, text: str, citations: tuple[Citation, ...]) -> bool:
        words = letters_of(text)
        return any(words in self.titles.get(citation.key, "") for citation in citations)

    # ---- Blocks ----

    def _block(self, node: Node, before: Node | None, after: Node | None, language: str) -> Iterator[Found]:
        paragraphs = list(_paragraphs(node["c"]))
        proses = [self.flatten(inlines) for inlines in paragraphs]
        numbers = [self._enter(prose, is_named=True) for prose in proses]
        if not paragraphs:
            return
        attribution: list[Cited] = []
        if len(proses) > 1 and is_attribution(proses[-1]):
            attribution = proses[-1].cited
            paragraphs.pop()
        prose = self.flatten(*paragraphs)
        end = end_of_words(prose)
        cited = (attribution or prose.cited)[-1:]
        citations = cited[0].citations if cited else self._cited_around(prose, before, after)
        if any(map(str.isalnum, prose.text[:end])):
            passage = _Stretch(prose, self._locate(prose.text), numbers[0], language)
            found = self._found("block", passage, (0, end), citations)
            following = f"{found.quotation.after} {self._prose_of(after).text[:FOLLOWING]}"
            yield replace(found, quotation=replace(found.quotation, after=following))
        yield from self._notes(prose, language)

    def _cited_around(self, prose: Prose, before: Node | None, after: Node | None) -> tuple[Citation, ...]:
        """Return the works that a note to a block, the paragraph after it or the one before it cites."""
        for _, blocks in prose.notes:
            if noted := self._noted(blocks):
                return noted
        following = self._prose_of(after)
        for cited in following.cited[:1]:
            if not re.search(r"\w", following.text[: cited.at]) and not cited.in_text:
                return cited.citations
        leading = self._prose_of(before)
        last = max((at for at in sentence_starts(leading) if at < len(leading.text)), default=0)
        near = [cited.citations for cited in leading.cited if cited.at >= last]
        near += [self._noted(blocks) for at, blocks in leading.notes if at >= last]
        return near[-1] if near else ()

    def _prose_of(self, block: Node | None) -> Prose:
        return self.flatten(block["c"]) if block and block["t"] in PARAGRAPHS else Prose()

    # ---- Both ----

    def _found(
        self,
        kind: Literal["block", "line"],
        passage: _Stretch,
        span: tuple[int, int],
        citations: tuple[Citation, ...],
        *,
        close: bool = True,
    ) -> Found:
        """Make the record of a part of some prose."""
        prose, (start, end) = passage.prose, span
        letter = passage.letter(start)
        emphasis = [
            (max(first, start) - start, min(last, end) - start)
            for first, last in prose.emphasis
            if first < end and start < last
        ]
        own = [name for first, last, name in prose.languages if first <= start + 1 and end - 1 <= last]
        notes = " ".join(citation.note for citation in citations)
        quotation = Quotation(
            kind=kind,
            text=prose.text[start:end].replace(STAND_IN, " "),
            chapter=self.number,
            place=self.letters.place(letter or 0),
            citations=citations,
            close=close,
            emphasis=tuple(emphasis),
            after=f"{notes} {prose.text[end : end + FOLLOWING]}",
            language=own[0] if own else passage.language,
            letter=letter,
        )
        return Found(quotation, passage.paragraph)

    def _enter(self, prose: Prose, *, is_named: bool) -> int:
        """Note a paragraph, and return its number."""
        if is_named and not self.nameless and (letters := letters_of(prose.text)):
            self.paragraphs.append(letters)
        return len(self.paragraphs) - 1

    def _locate(self, text: str) -> int | None:
        """Return the place of a text's first letter among the chapter's, after what was found before."""
        letters = letters_of(text)
        for run in (letters, letters[:60]):
            for start in (self.at, 0):
                found = self.letters.letters.find(run, start) if run else -1
                if found >= 0:
                    self.at = found + len(run)
                    return found
        return None

    def _notes(self, prose: Prose, language: str) -> Iterator[Found]:
        self.nameless += 1
        at = self.at
        for _, blocks in prose.notes:
            yield from self.walk(blocks, language)
        self.at = at
        self.nameless -= 1

    def _noted(self, blocks: list[Node]) -> tuple[Citation, ...]:
        """Return the works that a note cites first."""
        for inlines in _paragraphs(blocks):
            for cited in self.flatten(inlines).cited:
                return cited.citations
        return ()


def _paragraphs(tree: Any) -> Iterator[list[Node]]:
    """Yield the inlines of each paragraph, and of each line of verse, in reading order."""
    for node in tree if isinstance(tree, list) else [tree]:
        if isinstance(node, list):
            yield from _paragraphs(node)
        elif not isinstance(node, dict):  # the number of a list
            continue
        elif node.get("t") in PARAGRAPHS:
            yield node["c"]
        elif node.get("t") == "LineBlock":
            yield [inline for line in node["c"] for inline in [*line, {"t": "Space"}]]
        elif node.get("t") not in {"CodeBlock", "RawBlock"} and isinstance(node.get("c"), list):
            yield from _paragraphs([part for part in node["c"] if isinstance(part, list | dict)])
