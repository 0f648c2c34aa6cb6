"""The setting of body text, measured alike in any PDF: from where its glyphs lie, by no tags.

Body lines are those in the page's commonest size that begin at the left edge of the text block, or an indent
after it. A line that reaches the right edge is justified; one that does not ends its paragraph. Notes,
quotations, lists and tables are in another size or place, and not looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import fmean, pstdev

import pikepdf

from press.typography.glyphs import Fonts, Glyph, read_ink
from press.typography.lines import Word, part_words

LOOSE = 0.45  # em, as press.typography.spacing
SAME_LINE = 0.5  # px between baselines
ALIKE = 0.02  # in size, of the commonest
REACHES = 0.75  # em: how far a line may stand out of its column, or end before it, and be justified
RUNT = 0.12  # of the measure
INDENT = 2.2  # em: the most that a first line is set in
SMALLER, RAISED = 0.85, 0.6  # a note's figure, to the text; how far above its line's foot it stands, in em
COLUMNS = 1.2  # em: the widest gap between words; wider ones part the columns of a table
HYPHENS = "-\u2010\u00ad"


@dataclass(frozen=True)
class Row:
    """A line of body text; the lengths are in px but for `space`, the mean word space in em."""

    page: int
    x0: float
    x1: float
    size: float
    words: int
    space: float
    hyphenated: bool
    indented: bool
    justified: bool


@dataclass(frozen=True)
class Setting:
    """How body text is set: see the table that `bench.table` makes of it."""

    lines: int
    mean: float
    deviation: float
    tightest: float
    loosest: float
    loose: float
    hyphenated: float
    ladder: int
    page_ends: int
    last_lines: int
    runts: int
    widows: int
    orphans: int


def measure(path: Path) -> Setting:
    """Measure a PDF's body text."""
    with pikepdf.open(path) as pdf:
        fonts: Fonts = {}
        pages = [read_ink(page, fonts).glyphs for page in pdf.pages]
    return tell(read_rows(pages))


def read_rows(pages: list[list[Glyph]]) -> list[Row]:
    """Return the rows of body text of all pages, from top to bottom."""
    size = Counter(round(glyph.size, 1) for page in pages for glyph in page).most_common(1)[0][0]
    lined = [_without_folio(part_lines(page, size)) for page in pages]
    edges = [_edges([line for page in lined[side::2] for line in page]) for side in (0, 1)]
    return [
        row
        for number, lines in enumerate(lined)
        for words in lines
        if (row := _row(number, words, size, *edges[number % 2]))
    ]


def part_lines(glyphs: Iterable[Glyph], size: float) -> list[tuple[Word, ...]]:
    """Return the words of each line of a size, from top to bottom; raised figures are of a word's width."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.y):
        if abs(glyph.size - size) > ALIKE * size:
            continue
        if lines and glyph.y - lines[-1][-1].y < SAME_LINE:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    small = [glyph for glyph in glyphs if glyph.size < SMALLER * size and glyph.text.isdecimal()]
    parted = []
    for line in lines:
        calls = [glyph for glyph in small if -SAME_LINE <= line[0].y - glyph.y < RAISED * size]
        parted.append(part_words(line + calls, calls))
    return [words for words in parted if words]


def _without_folio(lines: list[tuple[Word, ...]]) -> list[tuple[Word, ...]]:
    """Leave a page's number out, where that is its last line."""
    is_numbered = bool(lines) and len(lines[-1]) == 1 and lines[-1][0].text.isdecimal()
    return lines[:-1] if is_numbered else lines


def _edges(lines: list[tuple[Word, ...]]) -> tuple[float, float]:
    """Return where most lines begin and end, on one side of the opening."""
    left = Counter(round(words[0].x0) for words in lines).most_common(1)
    right = Counter(round(words[-1].x1) for words in lines).most_common(1)
    return (float(left[0][0]), float(right[0][0])) if left else (0.0, 0.0)


def _row(page: int, words: tuple[Word, ...], size: float, left: float, right: float) -> Row | None:
    """Return a line as a row of body text; None for what stands elsewhere, or in a table."""
    x0, x1 = words[0].x0, words[-1].x1
    inset, over = (x0 - left) / size, (x1 - right) / size
    gaps = [(after.x0 - before.x1) / size for before, after in pairwise(words)]
    is_table = max(gaps, default=0.0) > COLUMNS or sum(word.text == "." for word in words) > 1
    if is_table or over > REACHES or not -REACHES < inset < INDENT:
        return None
    return Row(
        page, x0, x1, size, len(words), fmean(gaps) if gaps else 0.0,
        hyphenated=words[-1].text.endswith(tuple(HYPHENS)),
        indented=inset > REACHES,
        justified=over > -REACHES,
    )  # fmt: skip


def paragraphs(rows: list[Row]) -> Iterator[list[Row]]:
    """Yield the paragraphs: a new one begins with an indent, and after a line that is not full.

    Of several full lines in a row that are indented, as those of a list are, each counts as one.
    """
    paragraph: list[Row] = []
    is_set_in = False
    for row in rows:
        if paragraph and (row.indented or is_set_in or not paragraph[-1].justified):
            yield paragraph
            is_set_in = row.indented and paragraph[-1].indented and paragraph[-1].justified
            paragraph = []
        paragraph.append(row)
    if paragraph:
        yield paragraph


def tell(rows: list[Row]) -> Setting:
    """Return the measures of some rows."""
    full = [row for row in rows if row.justified and row.words > 1]
    spaces = [row.space for row in full]
    parts = list(paragraphs(rows))
    measure_of = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    ends = [part[-1] for part in parts if len(part) > 1 and not part[-1].justified]
    across = [
        (before, after) for part in parts for before, after in pairwise(part) if before.page != after.page
    ]
    return Setting(
        lines=len(full),
        mean=fmean(spaces),
        deviation=pstdev(spaces),
        tightest=min(spaces),
        loosest=max(spaces),
        loose=100 * sum(space > LOOSE for space in spaces) / len(full),
        hyphenated=100 * sum(row.hyphenated for row in full) / len(full),
        ladder=max((len(run) for part in parts for run in _runs(part)), default=0),
        page_ends=sum(before.hyphenated for before, _ in across),
        last_lines=sum(part[-2].hyphenated for part in parts if part[-1] in ends and len(part) > 1),
        runts=sum(row.x1 - row.x0 < RUNT * measure_of for row in ends),
        widows=sum(len({row.page for row in part}) > 1 and part[-1].page != part[-2].page for part in parts),
        orphans=sum(len({row.page for row in part}) > 1 and part[0].page != part[1].page for part in parts),
    )


def _runs(part: list[Row]) -> Iterator[list[Row]]:
    run: list[Row] = []
    for row in part:
        if row.hyphenated:
            run.append(row)
        elif run:
            yield run
            run = []
    if run:
        yield run
