"""Where pages and paragraphs break: widows, orphans, runts, headings at the foot, divided words."""

from __future__ import annotations

from itertools import groupby, pairwise

from press.geometry import LINE
from press.typography.lines import Line
from press.typography.sheets import Measured, Reading, at, share

LEAST = 2
"""So many lines of a paragraph stand together at a page's head or foot, or below a heading."""
SHORTEST, INDENT = 0.12, LINE
"""A last line is at least such a share of its measure, and longer than a paragraph's indent, in px."""
FLOWING = {"body", "list", "quotation", "bibliography"}


def _broken(reading: Reading) -> list[list[list[Line]]]:
    """Return the paragraphs on more than one page, as lists of the lines on each."""
    return [
        [list(lines) for _, lines in groupby(paragraph, key=lambda line: line.page)]
        for paragraph in reading.paragraphs
        if paragraph[0].role in FLOWING and paragraph[0].page != paragraph[-1].page
    ]


def widows(reading: Reading) -> Measured:
    """Count last lines of a paragraph alone at the head of a page."""
    spots = [
        at(parts[-1][0], "a paragraph's last line stands alone")
        for parts in _broken(reading)
        if len(parts[-1]) < LEAST
    ]
    return len(spots), spots


def orphans(reading: Reading) -> Measured:
    """Count first lines of a paragraph alone at the foot of a page."""
    spots = [
        at(parts[0][0], "a paragraph's first line stands alone")
        for parts in _broken(reading)
        if len(parts[0]) < LEAST
    ]
    return len(spots), spots


def headings(reading: Reading) -> Measured:
    """Count headings with fewer than two lines, and no picture, below them on their page."""
    spots = []
    for line in reading.text:
        sheet = reading.sheets[line.page]
        if line.role != "heading" or not line.last or sheet.ends:
            continue
        below = {
            round(other.baseline)
            for other in sheet.main
            if other.role != "heading" and other.baseline > line.baseline
        }
        pictures = [
            box
            for box in sheet.boxes
            if line.baseline < box.y0 and box.y1 - box.y0 > LEAST * LINE and box.y1 <= sheet.bottom
        ]
        if len(below) < LEAST and not pictures:
            spots.append(at(line, "the heading has too little text below it"))
    return len(spots), spots


def runts(reading: Reading) -> Measured:
    """Count paragraphs of the text and quotations that end in too short a line, below a full one."""
    return _runts(reading, FLOWING - {"bibliography"})


def short_note_ends(reading: Reading) -> Measured:
    """Count the same of notes and works cited; in ragged columns it does not offend."""
    return _runts(reading, {"note", "bibliography"})


def _runts(reading: Reading, roles: set[str]) -> Measured:
    spots = []
    for paragraph in reading.paragraphs:
        last, left = paragraph[-1], min(line.x0 for line in paragraph)
        width, least = last.x1 - last.x0, max(SHORTEST * (last.right - left), INDENT)
        if last.role in roles and not last.first and width < least:
            spots.append(at(last, f"the last line is {width / last.size:.1f} em long"))
    return len(spots), spots


def divided_pages(reading: Reading) -> Measured:
    """Count pages that end within a word."""
    spots = [
        at(first, "the page ends within a word")
        for paragraph in reading.paragraphs
        for first, second in pairwise(paragraph)
        if second.page != first.page and first.hyphenated
    ]
    return len(spots), spots


def hyphens_before_last(reading: Reading) -> Measured:
    """Return how many per cent of the paragraphs have a last line that begins within a word."""
    pairs = [
        paragraph[-2:]
        for paragraph in reading.paragraphs
        if len(paragraph) > 1 and paragraph[0].role in FLOWING
    ]
    spots = [at(last, "the last line begins within a word") for before, last in pairs if before.hyphenated]
    return share(len(spots), len(pairs)), spots
