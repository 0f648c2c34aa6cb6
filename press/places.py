"""Finding the line of a manuscript from words that were seen in a finished edition.

On paper the words have lost their markup, are cut by hyphens, and hold numbers of notes and works
cited that the manuscript writes otherwise. So only letters and figures are compared, and where not
all of them are found, the longest run of whole words is.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import quote

from press.errors import Place
from press.memory import remembered
from press.model import Finding, Source

FEWEST_LETTERS = 12
"""A run of words with fewer letters and figures stands in too many places to tell one."""

INLINE_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\[\]]*\])*)\]")
SILENT = re.compile(
    r"""
      <!--.*?-->                             # comments
    | </?[A-Za-z][^>]*>                      # tags
    | ^:{3,}.*?$                             # fences of a div
    | (?<=\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)   # where a link or picture points
    | ^\[(?!\^)[^\]\n]+\]:\s+\S+.*?$         # where links of that name point
    | \{(?:[#.=]|[\w:-]+=)[^}\n]*\}          # attributes
    | (?<!!)\[[^\[\]]*@[^\[\]]*\](?![(\[{])  # citations and cross-references
    | -?@[\w:.\#$%&+?<>~/-]*\w               # those within a sentence
    | \[\^[^\]\s]+\](?::\s)?                 # references to notes
    """,
    re.DOTALL | re.MULTILINE | re.VERBOSE,
)
"""What a chapter says to pandoc and not to the reader. `[^1]: text` keeps its text."""

WORD = re.compile(r"[^\W_]+")
ENTITY = re.compile(r"&#?\w+;")


@dataclass(frozen=True)
class Letters:
    """The letters and figures of a source, all in small letters, and where each word begins.

    `starts` are places in `letters`, `offsets` those of the same words in the source's text.
    """

    source: Source
    letters: str
    starts: list[int]
    offsets: list[int]

    def line(self, at: int) -> int:
        """Return the line, from 1, on which a letter stands."""
        return self.place(at).line or 1

    def place(self, at: int) -> Place:
        """Return the line and column of a letter, both from 1."""
        if not self.starts:
            return Place(self.source.path)
        word = bisect_right(self.starts, at) - 1
        offset = self.offsets[word] + at - self.starts[word]
        line = bisect_left(self._ends, offset)
        return Place(self.source.path, line + 1, offset - (self._ends[line - 1] + 1 if line else 0) + 1)

    @cached_property
    def _ends(self) -> list[int]:
        """Where the lines end, in the source's text."""
        return [match.start() for match in re.finditer("\n", self.source.text)]


class Places:
    """The chapters, ready to be searched; each search begins where the last one ended.

    A line that the essay has twice is thus found in the order in which the edition has it.
    """

    def __init__(self, chapters: Iterable[Source]) -> None:
        self._sources = tuple(chapters)
        self._chapter = self._at = 0

    @cached_property
    def _chapters(self) -> list[Letters]:
        return [read_letters(source) for source in self._sources]

    def find(self, words: str, *, whole: bool = False) -> Place | None:
        """Return the place of words, or None; `whole` wants all of them and not a run."""
        folded = [fold(word) for word in WORD.findall(words)]
        for run in [("".join(folded))] if whole else _runs(folded):
            if len(run) >= FEWEST_LETTERS and (place := self._search(run)):
                return place
        return None

    def find_picture(self, name: str) -> Place | None:
        """Return where a picture is called first, by its name or by the same as an address has it."""
        pattern = "|".join(re.escape(written) for written in (quote(name), name))
        return next((place for source in self._sources for place in source.places(pattern)), None)

    def give_place(self, finding: Finding) -> Finding:
        """Return a finding with the line of the manuscript that its words or its picture are from."""
        if finding.problem.place or not (finding.words or finding.picture):
            return finding
        place = self.find_picture(finding.picture) if finding.picture else self.find(finding.words)
        return replace(finding, problem=replace(finding.problem, place=place))

    def _search(self, run: str) -> Place | None:
        count = len(self._chapters)
        for step in range(
            count + 1 if count else 0
        ):  # the first chapter comes up again, for what is before the last match
            index = (self._chapter + step) % count
            found = self._chapters[index].letters.find(run, 0 if step else self._at)
            if found >= 0:
                self._chapter, self._at = index, found
                chapter = self._chapters[index]
                return Place(chapter.source.path, chapter.line(found))
        return None


def _runs(words: list[str]) -> Iterator[str]:
    """Yield the runs of words, the longest by letters first."""
    spans = ((first, last) for first in range(len(words)) for last in range(first + 1, len(words) + 1))
    runs = ["".join(words[first:last]) for first, last in spans]
    yield from sorted(dict.fromkeys(runs), key=len, reverse=True)


@remembered
def read_letters(source: Source) -> Letters:
    """Take the words of a chapter; notes within its lines come after all the rest."""
    text = ENTITY.sub(lambda entity: html.unescape(entity[0]).ljust(len(entity[0])), source.text)
    text = SILENT.sub(_blank, text)
    notes = [match.span(1) for match in INLINE_NOTE.finditer(text)]
    found = [(match.start(), match[0]) for match in WORD.finditer(INLINE_NOTE.sub(_blank, text))]
    for start, end in notes:
        found += [(match.start(), match[0]) for match in WORD.finditer(text, start, end)]
    letters, starts, length = [], [], 0
    for _, word in found:
        starts.append(length)
        letters.append(fold(word))
        length += len(letters[-1])
    return Letters(source, "".join(letters), starts, [offset for offset, _ in found])


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def fold(word: str) -> str:
    """Undo ligatures and capitals; small capitals are read as either."""
    return unicodedata.normalize("NFKC", word).casefold()
