"""The passages of a chapter as they are read: paragraphs, headings, cells of tables, notes.

read_passages(source, language) -> Passage(kind, text, offsets …), in the order of the text
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from press.errors import Place
from press.model import Source
from press.rules.type import markup
from press.rules.type.blocks import Kind, Piece, Span, cut
from press.rules.type.markup import GONE, PICTURE

UNSEEN = (GONE, PICTURE)
BESIDE = 18
"""How many characters are shown before and after what is found."""


@dataclass(frozen=True)
class Passage:
    """A stretch of text that is read without a break.

    `offsets` has the source's offset of each character of `text`, and one more for its end. `quoted` tells a
    block quotation, `before` is the kind of what follows ("" at the end). `languages` are stretches of
    other languages, in offsets of the source, the innermost first; `lines` are the offsets of the lines.
    """

    source: Source
    kind: Kind
    text: str
    offsets: tuple[int, ...]
    language: str
    lines: list[int] = field(repr=False)
    languages: tuple[tuple[int, int, str], ...] = ()
    quoted: bool = False
    before: str = ""

    @cached_property
    def names(self) -> frozenset[str]:
        """The languages of its text, by their tags and without their countries."""
        tags = {self.language, *(said for _, _, said in self.languages)}
        return frozenset(tags | {tag.partition("-")[0].lower() for tag in tags})

    def language_at(self, index: int) -> str:
        """Return the language of a character of the text, as a BCP 47 tag."""
        offset = self.offsets[index]
        return next((said for start, end, said in self.languages if start <= offset < end), self.language)

    def base_at(self, index: int) -> str:
        """Return the language of a character without its country: `en`, `fr`."""
        return self.language_at(index).partition("-")[0].lower()

    def place(self, index: int) -> Place:
        """Return the place of a character of the text."""
        offset = self.offsets[index]
        line = bisect_right(self.lines, offset)
        return Place(self.source.path, line, offset - self.lines[line - 1] + 1)

    def is_whole(self, start: int, end: int) -> bool:
        """Tell whether no markup stands among the characters from `start` to `end`."""
        return self.offsets[end] - self.offsets[start] == end - start

    def around(self, start: int, end: int) -> str:
        """Return the words around some characters, as they are written, on one line."""
        text, low, high = self.source.text, self.offsets[start], self.offsets[max(start, end - 1)] + 1
        before = text[max(0, low - BESIDE) : low].rpartition("\n\n")[2]
        after = text[high : high + BESIDE].partition("\n\n")[0]
        if len(before) == BESIDE and " " in before.rstrip(" "):
            before = before.partition(" ")[2]
        if len(after) == BESIDE and " " in after.lstrip(" "):
            after = after.rpartition(" ")[0]
        return f"{before}{text[low:high]}{after}".replace("\n", " ").strip(" ")


def read_passages(source: Source, language: str) -> list[Passage]:
    """Cut a chapter into passages."""
    marked = markup.read(source)
    languages = sorted(marked.languages, key=lambda stretch: stretch[1] - stretch[0])
    notes = _outermost(sorted(marked.notes))
    lines = [0, *(match.end() for match in re.finditer("\n", source.text))]
    made: list[Passage] = []
    chapter = marked.text + "\n"
    pieces = list(cut(chapter))
    for place, piece in enumerate(pieces):
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        following = "" if not after else "quotation" if after.quoted and not piece.quoted else after.kind
        for kind, spans in _part_notes(piece, notes):
            text, offsets = _join(chapter, spans)
            if text.strip() and kind != "code":
                near = _near(languages, offsets[0], offsets[-1])
                made.append(
                    Passage(source, kind, text, offsets, language, lines, near, piece.quoted, following)
                )
    return made


def _near(languages: list[tuple[int, int, str]], start: int, end: int) -> tuple[tuple[int, int, str], ...]:
    return tuple(stretch for stretch in languages if stretch[0] < end and stretch[1] > start)


def _outermost(notes: list[Span]) -> list[Span]:
    """Leave out notes within notes, which Markdown has not."""
    kept: list[Span] = []
    for note in notes:
        if not kept or note[0] >= kept[-1][1]:
            kept.append(note)
    return kept


def _part_notes(piece: Piece, notes: list[Span]) -> Iterator[tuple[Kind, list[Span]]]:
    """Yield a piece without the notes in its lines, and then each of them."""
    if not piece.spans:
        return
    low, high = piece.spans[0][0], piece.spans[-1][1]
    inside = notes[bisect_left(notes, (low, 0)) : bisect_left(notes, (high, 0))]
    kept, cut_out = _part(piece.spans, inside)
    yield piece.kind, kept
    for spans in cut_out:
        yield "note", spans


def _part(spans: list[Span], holes: list[Span]) -> tuple[list[Span], list[list[Span]]]:
    """Return what of the stretches is outside the holes, and what is in each of them; all are in order."""
    kept: list[Span] = []
    cut_out: list[list[Span]] = [[] for _ in holes]
    number = 0
    for first, last in spans:
        at = first
        while number < len(holes) and holes[number][0] < last:
            start, end = holes[number]
            kept.append((at, max(at, start)))
            cut_out[number].append((max(at, start), min(last, end)))
            at = max(at, min(last, end))
            if end > last:
                break
            number += 1
        kept.append((at, last))
    return kept, cut_out


def _join(text: str, spans: list[Span]) -> tuple[str, tuple[int, ...]]:
    """Put stretches together, what is unseen left out; return the text and where each character was."""
    offsets = [at for start, end in spans for at in range(start, end) if text[at] not in UNSEEN]
    while offsets and text[offsets[-1]] in " \t\n":
        offsets.pop()
    end = offsets[-1] + 1 if offsets else (spans[0][0] if spans else 0)
    return "".join([text[at] for at in offsets]), (*offsets, end)
