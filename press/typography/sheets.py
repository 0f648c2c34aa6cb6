"""The pages of a finished PDF as they were read: their text, what is drawn, and what part they play."""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import pikepdf

from press.geometry import LINE, TEXT, Page
from press.typography.glyphs import Box, Fonts, Glyph, Ink, read_ink
from press.typography.lines import Line, Word, part_words, read_lines
from press.typography.structure import Tree, read_tree

FOLIO = re.compile(r"[0-9]+|[ivxlc]+")
NEAR = 0.5
"""Lines stand on the same baseline when they differ by no more, in px."""
TEXT_ROLES = ("body", "list")


@dataclass(frozen=True)
class Sheet:
    """A page.

    `index` counts from 0, `label` is what is printed on it; `head` and `foot` are the words in its
    margins, `notes_top` is where its area of notes begins. `is_text` tells whether it belongs to
    the chapters, `opens` and `ends` whether it is the first or last of one.
    """

    index: int
    label: str
    lines: tuple[Line, ...]
    boxes: tuple[Box, ...]
    head: str
    foot: str
    bottom: float
    is_text: bool
    opens: bool
    ends: bool

    @property
    def main(self) -> list[Line]:
        """The lines but for those of notes, from top to bottom."""
        return sorted((line for line in self.lines if line.role != "note"), key=lambda line: line.baseline)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on the page but, perhaps, words in its margins."""
        return not self.lines and not self.boxes


@dataclass(frozen=True)
class Reading:
    """A finished PDF."""

    page: Page
    sheets: tuple[Sheet, ...]
    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> list[Line]:
        """The lines of the chapters, in reading order."""
        return [line for line in self.lines if self.sheets[line.page].is_text]

    @cached_property
    def paragraphs(self) -> list[list[Line]]:
        """The lines of the chapters by paragraph, heading, note or cell."""
        found: dict[int, list[Line]] = {}
        for line in self.text:
            found.setdefault(line.block.serial, []).append(line)
        return list(found.values())

    @property
    def bottom(self) -> float:
        """Where the text block ends."""
        return self.page.top + self.page.lines * LINE

    @cached_property
    def origin(self) -> float:
        """The place of the baselines within a line: that of most first lines of pages."""
        firsts = [sheet.main[0] for sheet in self.sheets if sheet.is_text and not sheet.opens and sheet.main]
        of_text = [line for line in firsts if is_text(line)] or [line for line in self.text if is_text(line)]
        phases = Counter(round(self.phase(line) * 8) / 8 for line in of_text)
        return phases.most_common(1)[0][0] if phases else 0.0

    def phase(self, line: Line) -> float:
        """Return how far below the last line of the page's lattice a baseline is, in px."""
        return (line.baseline - self.page.top) % LINE

    def chapter(self, line: Line) -> int:
        """Return the number of chapters that have begun before a line."""
        return bisect_right(self._openings, line.block.serial)

    @cached_property
    def _openings(self) -> list[int]:
        return [line.block.serial for line in self.lines if line.first and "H1" in line.block.ancestry]


@dataclass(frozen=True)
class Spot:
    """A place that a measure found: its page's index, what is the matter, and the line if there is one."""

    page: int
    fact: str
    line: Line | None = None
    words: str = ""


Measured = tuple[float | None, list[Spot]]
"""A measure's value, None where there was nothing to measure, and the places that count towards it."""


def at(line: Line, fact: str) -> Spot:
    """Name a line."""
    return Spot(line.page, fact, line, line.text)


def share(part: int, whole: int) -> float | None:
    """Return a share in per cent."""
    return 100 * part / whole if whole else None


def is_text(line: Line) -> bool:
    """Tell whether a line is of the text itself, in its own size."""
    return line.role in TEXT_ROLES and abs(line.size - TEXT) < NEAR


def read_pdf(data: bytes, page: Page) -> Reading:
    """Read a PDF whose pages are laid out as `page` says; the first one is a recto."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts: Fonts = {}
        inks = [read_ink(one, fonts) for one in pdf.pages]
        tree = read_tree(pdf)
    edges = [page.width - (page.inner if index % 2 else page.outer) for index in range(len(inks))]
    lines = read_lines([ink.glyphs for ink in inks], tree, edges)
    sheets = [_read_sheet(index, ink, tree, lines, page) for index, ink in enumerate(inks)]
    return Reading(page, tuple(_find_text(sheets)), tuple(lines))


def _read_sheet(index: int, ink: Ink, tree: Tree, lines: list[Line], page: Page) -> Sheet:
    bottom = page.top + page.lines * LINE
    loose = [glyph for glyph in ink.glyphs if (index, glyph.mark) not in tree.owners]
    head = _margin_text([glyph for glyph in loose if glyph.y < page.top])
    foot = _margin_text([glyph for glyph in loose if glyph.y > bottom])
    own = tuple(line for line in lines if line.page == index)
    folio = next((word for word in f"{foot} {head}".split() if FOLIO.fullmatch(word)), "")
    opens = any("H1" in line.block.ancestry for line in own)
    notes = [line for line in own if line.role == "note"]
    end = min(bottom, _notes_top(notes, ink.boxes)) if notes else bottom
    return Sheet(index, folio, own, tuple(ink.boxes), head, foot, end, False, opens, False)


def _margin_text(glyphs: list[Glyph]) -> str:
    rows: dict[float, list[Glyph]] = {}
    for glyph in glyphs:
        rows.setdefault(round(glyph.y), []).append(glyph)
    words: list[Word] = [word for y in sorted(rows) for word in part_words(rows[y])]
    return " ".join(word.text for word in words)


def _notes_top(notes: list[Line], boxes: list[Box]) -> float:
    """Return where the area of notes begins: at its rule or, without one, at its first line."""
    first = min(notes, key=lambda line: line.baseline)
    above = first.baseline - first.size
    rules = [box.y0 for box in boxes if above - 2 * LINE < box.y0 <= above + first.size / 2]
    return max(rules, default=above)


def _find_text(sheets: list[Sheet]) -> list[Sheet]:
    """Mark the pages of the chapters: from the first opening on, those with a folio if any has one."""
    starts = [sheet.index for sheet in sheets if sheet.opens]
    start = starts[0] if starts else next((sheet.index for sheet in sheets if sheet.label == "1"), 0)
    has_folios = any(sheet.label for sheet in sheets[start:])
    text = [
        sheet.index
        for sheet in sheets[start:]
        if sheet.lines and (sheet.opens or bool(sheet.label) or not has_folios)
    ]
    ends = {before for before, after in pairwise(text) if sheets[after].opens} | {*text[-1:]}
    return [
        replace(
            sheet,
            label=sheet.label or f"[{sheet.index + 1}]",
            is_text=sheet.index in text,
            ends=sheet.index in ends,
        )
        for sheet in sheets
    ]
