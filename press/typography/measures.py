"""The measures and their bars.

The bars are those of good book work: R. Bringhurst, The Elements of Typographic Style, 2.1.1 (word
space), 2.4 (hyphens, lines in a row, widows) and 2.4.8 (facing pages); the word space's deviation and
the shares allowed are set from what total fit reaches on an A5 page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from press.geometry import TEXT, Page
from press.typography import breaks, notes, pages, spacing
from press.typography.report import Bar
from press.typography.sheets import Measured, Reading

NONE = Bar(high=0)


@dataclass(frozen=True)
class Measure:
    """What is measured, by which function, against which bar; and what an author can do about it."""

    rule: str
    name: str
    unit: str
    bar: Bar | None
    look: Callable[[Reading], Measured]
    remedy: str = "Change a word or two of the paragraph."


NOTE = "Move the reference by a line."
PAGE = "Change the length of a paragraph on the page or on one before it."
PRESS = "This is for the style sheet to mend."

MEASURES = (
    Measure("notes-astray", "notes missing, early or out of order", "", NONE, notes.astray, NOTE),
    Measure("notes-late", "notes on a later page", "%", Bar(high=2), notes.late, NOTE),
    Measure("overprint", "lines overprinted or below the text block", "", NONE, pages.overprinted, PRESS),
    Measure("overfull", "lines wider than their column", "", NONE, spacing.overfull),
    Measure("word-space", "mean word space", "em", Bar(0.20, 0.23), spacing.mean_space),
    Measure(
        "word-space-deviation", "its deviation from line to line", "em", Bar(high=0.045), spacing.deviation
    ),
    Measure("loose", "lines with spaces over .45 em", "%", NONE, spacing.loose),
    Measure("loosest", "word space of the loosest line", "em", None, spacing.loosest),
    Measure("tightest", "word space of the tightest line", "em", Bar(low=spacing.TIGHT), spacing.tightest),
    Measure("hyphenated", "lines that end in a hyphen", "%", Bar(high=7.5), spacing.hyphenated),
    Measure("ladder", "most hyphens in a row", "", Bar(high=2), spacing.ladders),
    Measure("page-end-hyphen", "pages that end within a word", "", NONE, breaks.divided_pages),
    Measure("widow", "widows", "", NONE, breaks.widows, PAGE),
    Measure("orphan", "orphans", "", NONE, breaks.orphans, PAGE),
    Measure("heading-at-foot", "headings at the foot of a page", "", NONE, breaks.headings, PAGE),
    Measure("runt", "last lines shorter than 12 % of a line", "", NONE, breaks.runts),
    Measure("runt-in-note", "the same in notes and works cited", "", None, breaks.short_note_ends),
    Measure("divided-end", "last lines that begin within a word", "%", NONE, breaks.hyphens_before_last),
    Measure("grid", "lines of text on the baseline grid", "%", Bar(low=95), pages.on_grid, PRESS),
    Measure("register", "lines level with the facing page", "%", Bar(low=95), pages.in_register, PRESS),
    Measure("short-page", "pages short by more than two lines", "%", Bar(high=3), pages.short, PAGE),
    Measure("facing", "pages that end unlike the facing one", "%", Bar(high=5), pages.facing, PAGE),
    Measure("last-page", "last pages of fewer than four lines", "", None, pages.last_pages, PAGE),
    Measure("blank", "blank pages with a head or folio", "", NONE, pages.not_blank, PRESS),
    Measure("opening-head", "openings with a running head", "", NONE, pages.headed_openings, PRESS),
)
"""The report's rows, in order."""

NARROW = 31.0
"""Below so many em, a line has too few words for the bars above: half-letter has 29, A6 22, A5 32."""
IN_NARROW = {
    "word-space": Bar(0.20, 0.25),
    "word-space-deviation": Bar(high=0.075),
    "loose": Bar(high=2),
    "hyphenated": Bar(high=18),
    "divided-end": Bar(high=2),
}
"""Bars for those, by rule: measured of the essay in A6, pocket and half-letter, and a little more."""


def find_bar(measured: Measure, page: Page) -> Bar | None:
    """Return the bar that holds for pages of a size."""
    if page.measure < NARROW * TEXT:
        return IN_NARROW.get(measured.rule, measured.bar)
    return measured.bar
