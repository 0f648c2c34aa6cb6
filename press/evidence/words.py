"""Words as they are compared: without typographic quotes, dashes, spaces, hyphens and ligatures."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

LETTER = r"[^\W_]|[\u0300-\u036f]"
WITHIN = r"['’‘ʼ`´\u00ad\u200b-\u200d\u2060]"
WORD = re.compile(
    rf"[\u3040-\u30ff\u3400-\u9fff]|(?:{LETTER})+(?:{WITHIN}+(?:{LETTER})+)*|[%‰§&€£$¥+=°]",
)
"""A word, with its apostrophes; a Chinese or Japanese character; a sign that is read aloud."""
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060]")
APOSTROPHE = re.compile(r"['’‘ʼ`´]")
STOPS = re.compile(r"[^,;:.!?]")
ELLIPSIS = re.compile(r"[\[(]?\s*(?:…|\.(?:\s?\.){2,3})\s*[\])]?")
MENDED = re.compile(r"([^\W_]{0,40})\[([^\[\]]*)\]([^\W_]{0,40})")
EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3})(?=\S)(.{1,2000}?)(?<=\S)\1(?![\w*])", re.DOTALL)


@lru_cache(maxsize=1 << 18)
def fold(word: str) -> str:
    """Return a word with its apostrophes alike, and without soft hyphens and ligatures."""
    return APOSTROPHE.sub("'", unicodedata.normalize("NFKC", INVISIBLE.sub("", word)))


@lru_cache(maxsize=1 << 18)
def lower(word: str) -> str:
    """Return a word folded and in small letters."""
    return fold(word).casefold()


def small_words(text: str) -> list[str]:
    """Return the words of a text in small letters."""
    return [lower(word) for word in WORD.findall(text)]


def joined(words: list[str]) -> str:
    """Return words as one, for what is divided otherwise: `super-industrial`, `superindustrial`."""
    return "".join(words).replace("'", "")


def stops_of(text: str) -> str:
    """Return the stops of a text."""
    return STOPS.sub("", text)


@dataclass(frozen=True)
class Words:
    """The words of a text and where they stand in it."""

    text: str
    small: list[str]
    starts: list[int]
    ends: list[int]
    emphasis: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def read(cls, text: str, *, emphasis: bool = False) -> Words:
        """Take the words of a transcript, and what is emphasised in it by `*…*`."""
        found = list(WORD.finditer(text))
        return cls(
            text,
            [lower(match[0]) for match in found],
            [match.start() for match in found],
            [match.end() for match in found],
            [match.span(2) for match in EMPHASIS.finditer(text)] if emphasis else [],
        )

    def written(self, start: int, end: int) -> str:
        """Return words as they are written, on one line."""
        return " ".join(self.text[self.starts[start] : self.ends[end - 1]].split()) if start < end else ""

    def word(self, number: int) -> str:
        """Return a word, folded, with its capitals."""
        return fold(self.text[self.starts[number] : self.ends[number]])

    def stops(self, number: int) -> str:
        """Return the stops between a word and the next."""
        return stops_of(self.text[self.ends[number] : self.starts[number + 1]])

    def emphasised(self, number: int) -> bool:
        """Tell whether a word is emphasised."""
        at = self.starts[number]
        return any(start <= at < end for start, end in self.emphasis)


@dataclass(frozen=True)
class Segment:
    """The words of a quotation between two ellipses, those that were put in by its author left out.

    `brackets` are what he put in, by the number of the word that follows. `mended` are words with letters
    in brackets, such as `[T]he`: the letters before and after those. `at` is where the segment begins.
    """

    words: Words
    brackets: dict[int, str]
    mended: dict[int, tuple[str, str]]
    at: int


def cut(text: str, emphasis: tuple[tuple[int, int], ...] = ()) -> list[Segment]:
    """Cut a quotation into its segments; what is in brackets alone makes none."""
    ends = [*(match.span() for match in ELLIPSIS.finditer(text)), (len(text), len(text))]
    segments, start = [], 0
    for end, after in ends:
        segment = _segment(text, start, end, list(emphasis))
        if segment.words.small:
            segments.append(segment)
        start = after
    return segments


def _segment(text: str, start: int, end: int, emphasis: list[tuple[int, int]]) -> Segment:
    small: list[str] = []
    spans: list[tuple[int, int]] = []
    brackets: dict[int, str] = {}
    mended: dict[int, tuple[str, str]] = {}

    def take(first: int, last: int) -> None:
        for match in WORD.finditer(text, first, last):
            small.append(lower(match[0]))
            spans.append(match.span())

    at = start
    for match in MENDED.finditer(text, start, end):
        head, inner, tail = match.groups()
        take(at, match.start())
        if head or tail:
            mended[len(small)] = (lower(head), lower(tail))
            small.append(lower(f"{head}{inner}{tail}"))
            spans.append(match.span())
        else:
            brackets[len(small)] = " ".join([brackets.get(len(small), ""), inner]).strip()
        at = match.end()
    take(at, end)
    words = Words(text, small, [one[0] for one in spans], [one[1] for one in spans], emphasis)
    return Segment(words, brackets, mended, start)
