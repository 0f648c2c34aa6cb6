"""The page as a whole: the grid of its baselines, how full it is, what stands on it and should not."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from press.geometry import LINE
from press.typography.glyphs import Box
from press.typography.lines import Line
from press.typography.sheets import NEAR, Measured, Reading, Sheet, Spot, at, is_text, share

NARROWEST = 0.6
"""Two lines in one column are at least this part of a line's distance apart."""
LEADING = 1.3
"""The distance of lines for one size of type, where a paragraph has but one."""
SHORT = 2
ABOVE_NOTES = 11.5  # px: the space above the rule of the notes, where no line may stand
FEWEST = 4
LEVEL = 0.75  # lines: by less, as with the rows of a table, pages do not end on different ones
STARTS = {
    "bibliography": "an entry that is not divided",
    "caption": "a figure or table",
    "figure": "a figure",
    "heading": "a heading and what is kept with it",
    "table": "a table",
}
"""What a page may begin with that was not divided, by its role."""


def _apart(first: float, second: float) -> float:
    """Return how far two places within a line are apart; the end of one is the beginning of the next."""
    return abs((first - second + LINE / 2) % LINE - LINE / 2)


def on_grid(reading: Reading) -> Measured:
    """Return how many per cent of the text's lines stand on the common baselines."""
    lines = [line for line in reading.text if is_text(line)]
    spots = _first_of_page(
        [line for line in lines if _apart(reading.phase(line), reading.origin) > NEAR], reading
    )
    off = sum(_apart(reading.phase(line), reading.origin) > NEAR for line in lines)
    return share(len(lines) - off, len(lines)), spots


def _first_of_page(lines: list[Line], reading: Reading) -> list[Spot]:
    """Name the first of these lines on each page: where the trouble begins."""
    counts = Counter(line.page for line in lines)
    firsts: dict[int, Line] = {}
    for line in sorted(lines, key=lambda line: (line.page, line.baseline)):
        firsts.setdefault(line.page, line)
    spots = []
    for page, line in firsts.items():
        off = _apart(reading.phase(line), reading.origin)
        spots.append(at(line, f"{counts[page]} lines from here on are {off:.1f} px off the grid"))
    return spots


def in_register(reading: Reading) -> Measured:
    """Return how many per cent of the text's lines on facing pages stand on common baselines."""
    level = total = 0
    spots: list[Spot] = []
    for left, right in pairwise(reading.sheets):
        lines = [line for sheet in (left, right) for line in sheet.lines if is_text(line)]
        if not (left.index % 2 and left.is_text and right.is_text and lines):
            continue
        phases = Counter(round(reading.phase(line) / NEAR) * NEAR for line in lines)
        common = phases.most_common(1)[0][0]
        off = [line for line in lines if _apart(reading.phase(line), common) > 2 * NEAR]
        total, level = total + len(lines), level + len(lines) - len(off)
        if off:
            spots.append(at(off[0], f"{len(off)} lines are not level with those of the facing page"))
    return share(level, total), spots


def short(reading: Reading) -> Measured:
    """Return how many per cent of the pages, chapters' last ones apart, lack more than two lines."""
    full = [sheet for sheet in reading.sheets if sheet.is_text and not sheet.ends]
    spots = []
    for sheet in full:
        foot = sheet.bottom - (ABOVE_NOTES if any(line.role == "note" for line in sheet.lines) else 0)
        lacking = (foot - _last(sheet, reading)) / LINE
        if lacking > SHORT:
            spots.append(_foot(sheet, f"the page lacks {lacking:.1f} lines"))
    return share(len(spots), len(full)), spots


def _last(sheet: Sheet, reading: Reading) -> float:
    """Return the bottom of the last line, table or picture above the notes.

    A bar beside a quotation is no such thing: it may run on below the last line.
    """
    page = reading.page
    left = page.outer if sheet.index % 2 else page.inner
    block = Box(left - 1, page.top - 1, left + page.measure + 1, sheet.bottom + 1)
    quoted = [line.baseline for line in sheet.main if line.role == "quotation"]
    bottoms = [line.baseline + LINE - reading.origin for line in sheet.main]
    for box in sheet.boxes:
        inside = block.x0 <= box.x0 and box.x1 <= block.x1 and block.y0 <= box.y0 and box.y1 <= block.y1
        if inside and box.y0 < sheet.bottom - NEAR and not any(box.y0 < y < box.y1 for y in quoted):
            bottoms.append(min(box.y1, sheet.bottom))
    return max(bottoms, default=page.top)


def facing(reading: Reading) -> Measured:
    """Return how many per cent of the pages end on another line than the facing one, ends of chapters apart.

    A page with notes ends with those, at its foot.
    """
    spots: list[Spot] = []
    pairs = 0
    for left, right in pairwise(reading.sheets):
        if not (left.index % 2 and left.is_text and right.is_text) or left.ends or right.ends:
            continue
        pairs += 1
        apart = (_end(left, reading) - _end(right, reading)) / LINE
        if abs(apart) > LEVEL:
            higher = left if apart < 0 else right
            reason = _reason(reading.sheets[higher.index + 1])
            spots.append(_foot(higher, f"the page ends {abs(apart):.1f} lines above the facing one{reason}"))
    return share(len(spots), pairs), spots


def _end(sheet: Sheet, reading: Reading) -> float:
    """Return where a page ends to the eye."""
    has_notes = any(line.role == "note" for line in sheet.lines)
    return reading.bottom if has_notes else min(_last(sheet, reading), reading.bottom)


def _reason(following: Sheet) -> str:
    """Return why a page ends early, as far as what the next one begins with tells it."""
    first = following.main[0] if following.main else None
    top = first.baseline - LINE if first else following.bottom
    if any(box.y1 - box.y0 > 2 * LINE and box.y0 < top for box in following.boxes):
        return ", before a picture"
    return f", before {STARTS[first.role]}" if first and first.first and first.role in STARTS else ""


def _foot(sheet: Sheet, fact: str) -> Spot:
    lines = sheet.main
    return at(lines[-1], fact) if lines else Spot(sheet.index, fact)


def last_pages(reading: Reading) -> Measured:
    """Count chapters whose last page has fewer than four lines."""
    ends = [sheet for sheet in reading.sheets if sheet.ends and not sheet.opens]
    spots = []
    for sheet in ends:
        lines = len({round(line.baseline) for line in sheet.main})
        if lines < FEWEST:
            spots.append(_foot(sheet, f"the chapter's last page has {lines} lines"))
    return len(spots), spots


def overprinted(reading: Reading) -> Measured:
    """Count lines that stand in another, and those below the text block."""
    spots: list[Spot] = []
    distance = _distances(reading)
    for sheet in reading.sheets:
        if not sheet.is_text:
            continue
        lines = sorted(
            (line for line in sheet.lines if line.role != "figure"), key=lambda line: line.baseline
        )
        for index, second in enumerate(lines):
            if second.baseline > reading.bottom + NEAR:
                spots.append(at(second, "the line stands below the text block"))
            if any(_overprints(first, second, distance) for first in lines[:index]):
                spots.append(at(second, "the line overprints another"))
    return len(spots), spots


def _overprints(first: Line, second: Line, distance: dict[int, float]) -> bool:
    least = NARROWEST * min(distance[first.block.serial], distance[second.block.serial])
    beside = first.x1 - 1 < second.x0 or second.x1 - 1 < first.x0
    return second.baseline - first.baseline < least and not beside


def _distances(reading: Reading) -> dict[int, float]:
    """Return how far the lines of each paragraph are apart, by its number."""
    found = {}
    for paragraph in reading.paragraphs:
        gaps = [
            second.baseline - first.baseline
            for first, second in pairwise(paragraph)
            if second.page == first.page
        ]
        gaps = [gap for gap in gaps if gap > NEAR]
        found[paragraph[0].block.serial] = min(gaps, default=LEADING * paragraph[0].size)
    return found


def not_blank(reading: Reading) -> Measured:
    """Count empty pages with words in their margins."""
    spots = [
        Spot(sheet.index, "the blank page is not blank", words=f"{sheet.head} {sheet.foot}".strip())
        for sheet in reading.sheets
        if sheet.is_empty and (sheet.head or sheet.foot)
    ]
    return len(spots), spots


def headed_openings(reading: Reading) -> Measured:
    """Count chapters' first pages with a running head."""
    spots = [
        Spot(sheet.index, "the chapter's first page has a running head", words=sheet.head)
        for sheet in reading.sheets
        if sheet.opens and sheet.head
    ]
    return len(spots), spots
