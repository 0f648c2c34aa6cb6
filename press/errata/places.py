"""On which page and line of a printed pamphlet words stand, as a reader would count.

Lines are counted from the top of the page, headings, captions and tables with them, running head and folio
not; cells side by side are one line. A note goes by its number.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from press.errata.texts import Paragraph
from press.geometry import Page
from press.typography import Line, Reading, read_pdf

ONE_LINE = 2.0  # px that the baselines of cells on one line may be apart
BEGINNINGS = (24, 12)  # letters by which a paragraph is looked for that is not found whole
FILLED = 80  # letters at most that the press fills in within a paragraph, such as pages
NEAR = 4000  # letters: about two pages


@dataclass(frozen=True)
class Spot:
    """A place on paper: the page's index and label; the line counted from 1, or the number of a note."""

    page: int
    label: str
    line: int = 0
    note: int = 0


class Ruled:
    """A pamphlet whose letters are all known by page and line."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.numbers = dict(_number(reading))
        self.streams = {
            is_note: _Stream([line for line in reading.text if (line.role == "note") == is_note])
            for is_note in (False, True)
        }

    def find(self, paragraphs: Sequence[Paragraph]) -> dict[int, int]:
        """Return where each paragraph of the whole text begins, by its id(); -1 where it is not found."""
        return {
            id(paragraph): self.streams[bool(paragraph.note)].follow(paragraph.words)
            for paragraph in paragraphs
        }

    def locate(self, paragraph: Paragraph, begins: int, word: int) -> Spot | None:
        """Return the place of a word of a paragraph that begins at a letter."""
        stream = self.streams[bool(paragraph.note)]
        before = len(letters("".join(paragraph.words[:word])))
        whole = len(letters("".join(paragraph.words)))
        at = begins + min(before, max(whole - 1, 0))
        wanted = letters("".join(paragraph.words[word:]))
        line = stream.line_at(stream.nearest(wanted, at)) if begins >= 0 else None
        if line is None:
            return None
        label = self.reading.sheets[line.page].label
        return Spot(line.page, label, 0 if paragraph.note else self.numbers.get(line, 0), paragraph.note)


class _Stream:
    """The letters of some lines, one after the other."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.starts: list[int] = []
        pieces: list[str] = []
        length = 0
        for line in lines:
            self.starts.append(length)
            pieces.append(letters(line.text))
            length += len(pieces[-1])
        self.text = "".join(pieces)
        self.reached = 0

    def follow(self, words: Sequence[str]) -> int:
        """Return where a paragraph begins that follows those asked for before; -1 where it is not found."""
        wanted = letters("".join(words))
        end, near = len(self.text), self.reached + NEAR
        tries = [(wanted, self.reached, end), (wanted, 0, end)]
        # The press fills in pages where a text has none yet: then its beginning must do, if that is near.
        tries += [(wanted[:length], self.reached, near) for length in BEGINNINGS]
        for part, start, stop in tries:
            if part and (found := self.text.find(part, start, stop)) >= 0:
                self.reached = found + len(part)
                return found
        return -1

    def nearest(self, wanted: str, at: int) -> int:
        """Return where letters stand that were to stand here, had the press filled nothing in before them."""
        found = self.text.find(wanted[: BEGINNINGS[0]], at, at + FILLED)
        return found if found >= 0 and wanted else at

    def line_at(self, letter: int) -> Line | None:
        """Return the line in which a letter stands."""
        at = bisect_right(self.starts, letter) - 1
        # Of lines without letters, which begin where the next one does, the last is meant.
        return self.lines[at] if 0 <= at < len(self.lines) else None


def rule_pages(data: bytes, page: Page) -> Ruled:
    """Read a reading PDF."""
    return Ruled(read_pdf(data, page))


def letters(text: str) -> str:
    """Return the letters and figures alone: what neither hyphens at line ends nor spaces change."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum()).casefold()


def _number(reading: Reading) -> list[tuple[Line, int]]:
    found = []
    for sheet in reading.sheets:
        number, last = 0, float("-inf")
        for line in (line for line in sheet.main if line.role != "figure"):
            if line.baseline - last > ONE_LINE:
                number, last = number + 1, line.baseline
            found.append((line, number))
    return found
