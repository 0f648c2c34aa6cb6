"""Where the chapters cite, and how: every citation in brackets with its key, its locator and its place."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from press.errors import Place
from press.model import KEY_END, Source

BRACKETS = re.compile(r"(?<![!\\])\[((?:[^\[\]\\\n]|\\(?:.|(?=\n))|\n(?![ \t]*\n))*+)\](?![(\[{:])")
AFTER_KEY = re.compile(
    r"(?<![\w\\@])-?@(?:\{([^{}\n]+)\}|(\w(?:[:.#$%&+?<>~/-]?\w)*))\s*\[([^\[\]]*)\](?![(\[{])"
)
KEY = re.compile(r"(?<![\w\\@])-?@(?:\{([^{}\n]+)\}|(\w(?:[:.#$%&+?<>~/-]?\w)*))" + KEY_END)
NOTE_TEXT = re.compile(r"^ {0,3}\[\^[^\]\s]+\]:", re.MULTILINE)
NOTE_END = re.compile(r"\n[ \t]*\n(?![ \t]|\n)|\n(?= {0,3}\[\^[^\]\s]+\]:)")
MARK = re.compile(r"(?<!\\)(?:\^?\[|\])|\n[ \t]*\n")
"""What opens or closes a note within the line; a blank line ends all that is open."""
QUOTATION = re.compile(r"^[ \t]*>[^\n]*(?:\n(?![ \t]*\n)[^\n]*)*", re.MULTILINE)
LABELS = (
    ("page", r"pp?|pages?|ss?|seiten?|стр|с"),
    ("chapter", r"chs?|chap|chapters?|kap|kapitel|chapitres?|гл|главы?"),
)
LOCATOR = re.compile(
    rf"\s*,?\s*\{{?\s*(?:(?P<word>{'|'.join(words for _, words in LABELS)})(?:\.|(?=\s)))?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
NUMBERS = re.compile(r"\d+(?:\s*[-‐‑–—]{1,3}\s*\d+)?(?:\s*,\s*\d+(?:\s*[-‐‑–—]{1,3}\s*\d+)?)*(?![\w.]*\d)")


@dataclass(frozen=True)
class Cited:
    """A work cited once: its key, what follows the key, and where; `group` is its brackets' place."""

    chapter: Source
    key: str
    suffix: str
    at: int
    end: int
    group: int

    @property
    def place(self) -> Place:
        """Where the key stands."""
        return self.chapter.place_at(self.at)

    @property
    def written(self) -> str:
        """What is written, from the key to the end of its locator."""
        return self.chapter.text[self.at : self.end].strip()

    @cached_property
    def label(self) -> tuple[str, str]:
        """The kind of its locator's label, and the label as written; a bare number is a page."""
        found = LOCATOR.match(self.suffix)
        word = (found["word"] or "") if found else ""
        for kind, words in LABELS:
            if word and re.fullmatch(words, word, re.IGNORECASE):
                return kind, word
        return ("page" if re.match(r"\d", self.locator) else ""), ""

    @cached_property
    def locator(self) -> str:
        """What follows the label."""
        found = LOCATOR.match(self.suffix)
        return found["rest"].strip(" }\n") if found else ""

    @cached_property
    def numbers(self) -> str:
        """The numbers with which the locator begins: `3-5, 8` of `3-5, 8 and passim`."""
        found = NUMBERS.match(self.locator)
        return found[0] if found else ""


@dataclass(frozen=True)
class Chapter:
    """A chapter as the rules on citations want it: its citations, and the spans of its notes."""

    source: Source
    cited: tuple[Cited, ...]
    brackets: tuple[re.Match[str], ...]
    notes: tuple[tuple[int, int], ...]
    quotations: tuple[tuple[int, int], ...]

    def in_note(self, at: int) -> bool:
        """Tell whether a place is in the text of a note written by hand."""
        return _is_within(self.notes, at)

    def in_quotation(self, at: int) -> bool:
        """Tell whether a place is in a block quotation."""
        return _is_within(self.quotations, at)


def _is_within(spans: tuple[tuple[int, int], ...], at: int) -> bool:
    index = bisect_right(spans, (at, sys.maxsize)) - 1
    return index >= 0 and spans[index][0] <= at < spans[index][1]


def read(source: Source, keys: Collection[str]) -> Chapter:
    """Find the citations of a chapter; what names no key of the file is a cross-reference."""
    prose = source.prose
    cited, brackets = [], []
    for found in BRACKETS.finditer(prose):
        inside = list(_in_brackets(source, found, keys))
        cited += inside
        brackets += [found] if inside else []
    for found in AFTER_KEY.finditer(prose):
        if (key := found[1] or found[2]) in keys:
            cited.append(Cited(source, key, found[3], found.start(), found.end(), found.start()))
    cited.sort(key=lambda one: one.at)
    quotations = tuple(found.span() for found in QUOTATION.finditer(prose))
    return Chapter(source, tuple(cited), tuple(brackets), _joined(_notes(prose)), quotations)


def _in_brackets(source: Source, found: re.Match[str], keys: Collection[str]) -> Iterator[Cited]:
    marks = [mark for mark in KEY.finditer(found[1]) if (mark[1] or mark[2]) in keys]
    for mark, after in zip_longest(marks, marks[1:]):
        stop = found[1].find(";", mark.end())
        end = stop if stop >= 0 else after.start() if after else len(found[1])
        start = found.start(1)
        key = mark[1] or mark[2]
        suffix = found[1][mark.end() : end]
        yield Cited(source, key, suffix, start + mark.start(), start + end, found.start())


def _notes(prose: str) -> Iterator[tuple[int, int]]:
    for found in NOTE_TEXT.finditer(prose):
        stop = NOTE_END.search(prose, found.end())
        yield found.start(), stop.start() if stop else len(prose)
    waiting: list[tuple[int, bool]] = []
    for mark in MARK.finditer(prose):
        if mark[0].endswith("["):
            waiting.append((mark.start(), mark[0] == "^["))
        elif mark[0] != "]":
            waiting.clear()
        elif waiting:
            start, is_note = waiting.pop()
            if is_note:
                yield start, mark.end()


def _joined(spans: Iterator[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return spans in their order, with those that lie within others left out."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return tuple(found)
