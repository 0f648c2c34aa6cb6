"""Glyphs put together into words and lines, and lines into paragraphs over pages.

What a line is for, and to which paragraph it belongs, is told by the structure tree; all else is
told by where the glyphs are. Lengths are in px.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median_low

from press.typography.glyphs import Glyph
from press.typography.structure import Element, Tree

SPACES = " \u00a0"
"""What parts words; narrower spaces, which are no word spaces, do not."""
PARTED = 0.15
"""Glyphs farther apart than this, in em, are two words even without a space."""
TOUCHING = 0.02
"""And so near to one another, in em, they are one even with one between them."""
SMALL, BIG = 0.8, 1.8
"""Raised figures are smaller than their line by the first factor, drop caps larger by the second."""
SAME_LINE, RAISED = 2.0, 0.6
"""Glyphs share a line when their baselines differ by so many px; raised ones by so many em."""
AT_EDGE = 1.0
"""A line so near to the right edge, or beyond it, reaches it: widths in a PDF are rounded to .001 em."""
MOSTLY, AGREED = 0.6, 4
"""A kind of text is justified when more than this share of its lines, and so many of them, end alike."""
HYPHENS = "-\u00ad\u2010"

Kind = tuple[str, float]
"""A role and a size of type: what is set alike."""


@dataclass(frozen=True)
class Word:
    """A word as it stands on a line: its characters, and where it begins and ends."""

    text: str
    x0: float
    x1: float


@dataclass(frozen=True, eq=False)
class Line:
    """A line of text.

    `page` is the page's index; `right` where the column ends; `references` the raised figures of
    notes; `first` and `last` tell whether it begins and ends its paragraph, `justified` whether it
    is set to the width of the column.
    """

    page: int
    block: Element
    role: str
    words: tuple[Word, ...]
    references: tuple[str, ...]
    baseline: float
    size: float
    right: float = 0.0
    first: bool = False
    last: bool = False
    justified: bool = False

    @cached_property
    def text(self) -> str:
        """The words."""
        return " ".join(word.text for word in self.words)

    @property
    def x0(self) -> float:
        """Where the first word begins."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Where the last word ends."""
        return self.words[-1].x1

    @property
    def hyphenated(self) -> bool:
        """Whether the line ends in a hyphen, that of a compound or of a divided word."""
        return self.text[-1] in HYPHENS and len(self.words[-1].text) > 1

    @property
    def spaces(self) -> list[float]:
        """The spaces between the words, in em."""
        return [(second.x0 - first.x1) / self.size for first, second in pairwise(self.words)]


def read_lines(pages: list[list[Glyph]], tree: Tree, edges: list[float]) -> list[Line]:
    """Return the lines in reading order of their paragraphs; `edges` is where each page's text ends."""
    paragraphs: dict[Element, list[Line]] = defaultdict(list)
    for page, glyphs in enumerate(pages):
        blocks: dict[Element, list[tuple[Glyph, Element]]] = defaultdict(list)
        for glyph in glyphs:
            owner = tree.owners.get((page, glyph.mark)) if glyph.mark is not None else None
            if owner:
                blocks[owner.block].append((glyph, owner))
        for block, owned in blocks.items():
            paragraphs[block] += _lines_of(page, block, owned)
    ordered = sorted((block for block in paragraphs if paragraphs[block]), key=lambda block: block.serial)
    marked = [line for block in ordered for line in _mark_ends(paragraphs[block])]
    return _justify(marked, edges)


def _lines_of(page: int, block: Element, owned: list[tuple[Glyph, Element]]) -> list[Line]:
    """Put a paragraph's glyphs on one page into lines."""
    seen = [glyph for glyph, _ in owned if not glyph.text.isspace()]
    if not seen:
        return []
    main = Counter(round(glyph.size, 2) for glyph in seen).most_common(1)[0][0]
    rows: list[list[Glyph]] = []
    for glyph in sorted(seen, key=lambda glyph: glyph.y):
        if SMALL * main <= glyph.size <= BIG * main:
            if rows and glyph.y - rows[-1][-1].y < SAME_LINE:
                rows[-1].append(glyph)
            else:
                rows.append([glyph])
    heights = [median_low(glyph.y for glyph in row) for row in rows]
    raised: list[list[Glyph]] = [[] for _ in rows]
    for glyph, owner in owned:
        at = min(range(len(rows)), key=lambda row: abs(heights[row] - glyph.y))
        if glyph.size > BIG * main:
            rows[0].append(glyph)
        elif glyph.text.isspace():
            rows[at].append(glyph)
        elif glyph.size < SMALL * main:
            is_call = "Reference" in owner.ancestry and abs(heights[at] - glyph.y) < RAISED * main
            (raised if is_call else rows)[at].append(glyph)
    return [
        Line(page, block, block.role, part_words(row + calls, calls), _references(calls), height, main)
        for row, calls, height in zip(rows, raised, heights, strict=True)
    ]


def part_words(glyphs: list[Glyph], silent: Iterable[Glyph] = ()) -> tuple[Word, ...]:
    """Part glyphs into words; raised figures belong to a word's width and not to its text.

    A drop cap is of one word with what follows; a space without a width, as which a word joiner is drawn,
    parts nothing.
    """
    quiet = {id(glyph) for glyph in silent}
    words: list[list[Glyph]] = [[]]
    parted = False
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.x0, glyph.x1)):
        if glyph.text in SPACES:
            parted = True
            continue
        if words[-1] and _is_apart(words[-1][-1], glyph, TOUCHING if parted else PARTED):
            words.append([])
        words[-1].append(glyph)
        parted = False
    return tuple(
        Word(
            "".join(glyph.text for glyph in word if id(glyph) not in quiet),
            word[0].x0,
            max(glyph.x1 for glyph in word),
        )
        for word in words
        if word
    )


def _is_apart(before: Glyph, glyph: Glyph, least: float) -> bool:
    near = least * max(glyph.size, before.size)
    return glyph.x0 - before.x1 > near and before.size <= BIG * glyph.size


def _references(glyphs: list[Glyph]) -> tuple[str, ...]:
    """Return the raised figures; those that touch are one."""
    found: list[str] = []
    end = float("-inf")
    for glyph in sorted(glyphs, key=lambda glyph: glyph.x0):
        if glyph.x0 - end < SAME_LINE:
            found[-1] += glyph.text
        else:
            found.append(glyph.text)
        end = glyph.x1
    return tuple(found)


def _mark_ends(lines: list[Line]) -> Iterable[Line]:
    """Mark the first and the last line of a paragraph."""
    ordered = sorted(lines, key=lambda line: (line.page, line.baseline))
    for at, line in enumerate(ordered):
        yield replace(line, first=at == 0, last=at == len(ordered) - 1)


def _justify(lines: list[Line], edges: list[float]) -> list[Line]:
    """Find where the columns of each kind of text end, and which lines are set to that width.

    Where fewer than `AGREED` lines end alike, a column is taken to end with the text block. Among
    text that is mostly ragged, a paragraph is justified when two lines and all but its last reach the end.
    """
    ends: dict[Kind, list[float]] = defaultdict(list)
    for line in lines:
        if not line.last:
            ends[_kind(line)].append(line.x1 - edges[line.page])
    offsets = {kind: _common(found) for kind, found in ends.items()}
    full = {
        kind
        for kind, found in ends.items()
        if sum(end > offsets[kind] - AT_EDGE for end in found) > MOSTLY * len(found)
    }
    placed = [replace(line, right=edges[line.page] + offsets.get(_kind(line), 0.0)) for line in lines]
    reach = {line for line in placed if not line.last and line.x1 > line.right - AT_EDGE}
    ragged = {line.block for line in placed if not line.last and line not in reach}
    pairs = [(first, second) for first, second in pairwise(placed) if first.block is second.block]
    whole = {first.block for first, second in pairs if {first, second} <= reach} - ragged
    return [
        replace(line, justified=line in reach and (_kind(line) in full or line.block in whole))
        for line in placed
    ]


def _kind(line: Line) -> Kind:
    return line.role, round(line.size, 1)


def _common(ends: list[float]) -> float:
    end, count = Counter(float(round(end)) for end in ends).most_common(1)[0]
    return end if count >= AGREED else 0.0
