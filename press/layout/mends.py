"""Faults of finished pages, each with its mend: done in the tree, before the pages are laid out again.

A mend changes what stands on the first page that it finds wrong, since all after it will move. It
tells whether it changed anything; none is tried twice in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from math import ceil
from typing import Any

from press.breaks import FORBIDDEN, Fit
from press.geometry import LINE
from press.layout import notes
from press.layout.draft import HEADINGS, Draft, Trial, Way
from press.layout.fitting import keep_plan
from press.layout.paragraph import NotFitted, Paragraph, declare
from press.layout.survey import HYPHEN, Line, Survey

Element = Any  # WeasyPrint has no type hints
Mend = Callable[[Draft, Survey], bool]

EXACT = 0.02  # px: less is rounding
SHORT = 2 * LINE  # a page that leaves more room than that is short
SPACES = {
    "blockquote": {"margin-bottom": f"{1.5 * LINE}px", "margin-top": f"{1.5 * LINE}px"},
    "h2": {"margin-top": f"{2 * LINE}px"},
}
"""What can be set with a line more of space, and how."""
TEXT = {"p", "li", "dd", "dt", "h2", "h3", "h4"}
LOOSEST = 0.42  # em: the widest spaces of a paragraph that is made longer
MOST_WAYS, MOST_PAIRED = 8, 5  # ways in which paragraphs are tried, one by one and in pairs
FURTHEST_APART = LINE / 3  # px: more than that between works would be seen as a gap
ENTRIES = {"csl-entry", "register-entry"}
FEWEST = 4  # lines on the last page of a chapter
FURTHEST = 4  # blocks that a figure may be sent on over


def snap_to_grid(draft: Draft, seen: Survey) -> bool:
    """Make up the height of figures, tables and their like to whole lines, so that text stays on the grid."""
    changed = False
    for page, frame in enumerate(seen.frames):
        phase = 0.0
        for block, line in _steps(seen, page):
            off = (line.top - frame.top - phase) % LINE
            if EXACT < off < LINE - EXACT:
                phase += off
                above = _top_block(draft, block)
                if above is not None and draft.once("snap", above):
                    declare(above, {"padding-bottom": f"{LINE - off:.4f}px"})
                    changed = True
    return changed


def _steps(seen: Survey, page: int) -> Iterator[tuple[Element, Line]]:
    """Yield each line of text of the grid's height after something else, with what stands before it."""
    lines = {(line.block, line.page): line for line in reversed(seen.lines)}
    before = None
    for block in seen.blocks_on[page]:
        line = lines.get((block.element, page))
        if line is not None and abs(line.bottom - line.top - LINE) < EXACT and block.element.tag in TEXT:
            yield before, line
        before = block.element


def _top_block(draft: Draft, element: Element) -> Element | None:
    """Return the block of the part's own that an element is, or is in."""
    while element is not None and element in draft.parents:
        parent = draft.parents[element]
        if parent.tag == "section":
            return element
        element = parent
    return None


def end_no_page_in_a_hyphen(draft: Draft, seen: Survey) -> bool:
    """Break the last paragraph of a page in another way where the page ends within a word."""
    for lines in seen.lines_on[:-1]:
        last = _last_line(lines)
        if last is None or not last.text.endswith(HYPHEN):
            continue
        paragraph = draft.paragraphs.get(last.block)
        if paragraph and paragraph.fit and draft.once("hyphen", (last.block, paragraph.fit.breaks)):
            other = _avoiding(paragraph, last.place)
            if other:
                paragraph.write(other, draft.moved)
                return True
        if draft.once("hyphen", (last.block, last.place)):
            notes.send_on(draft, last, len(seen.lines_of[last.block]))
            return True
    return False


def _last_line(lines: list[Line]) -> Line | None:
    """Return the last line of a page's text, not that of a table's cell."""
    flowing = [line for line in lines if line.block.tag == "p"]
    return max(flowing, key=lambda line: line.bottom, default=None)


def _avoiding(paragraph: Paragraph, place: int) -> Fit | None:
    """Return other breaks, in as many lines, of which that of one line divides no word."""
    if paragraph.fit is None:
        return None
    avoid = paragraph.avoided | {paragraph.fit.breaks[place].position}
    try:
        other = paragraph.choose(avoid=avoid, lines=paragraph.fit.lines)
    except NotFitted:
        return None
    if other.demerits >= FORBIDDEN:
        return None
    paragraph.avoided |= avoid
    return other


def fill_pages(draft: Draft, seen: Survey) -> bool:
    """Fill the first short page: with the head of a note, the text after a figure, or other line breaks."""
    last = len(seen.frames) - 1
    short = [page for page in range(last) if _is_short(seen, page) or (page == last - 1 and _is_stub(seen))]
    if draft.trial and draft.trial.page <= last and seen.shortage(draft.trial.page) < -EXACT:
        short = sorted({*short, draft.trial.page})  # what overprints its notes is no better
    if draft.trial and min(short, default=draft.trial.page + 1) > draft.trial.page:
        draft.trial = None
    for page in short:
        if draft.trial and page > draft.trial.page:
            break
        floating = _float_of(draft, seen.blocks_on[page + 1][0].element)
        if notes.fill_short(draft, seen, page) or (floating is not None and _pass(draft, floating)):
            return True
        if not draft.trial and draft.once("otherwise", page):
            draft.trial = Trial(page, _ways(draft, seen, page))
        if draft.trial and _try_next(draft, draft.trial):
            _set_free(draft, seen.blocks_on[page + 1][0].element)
            return True
        if not draft.trial and draft.once("open", page) and _open_up(draft, seen, page):
            return True
    return False


def _is_short(seen: Survey, page: int) -> bool:
    return seen.shortage(page) > SHORT and not seen.frames[page].blank and bool(seen.blocks_on[page + 1])


def _is_stub(seen: Survey) -> bool:
    """Tell whether the last page has so little on it that it looks forgotten."""
    last = seen.frames[-1]
    return bool(seen.blocks_on[-1]) and seen.bottom(len(seen.frames) - 1) - last.top < FEWEST * LINE - EXACT


def _pass(draft: Draft, floating: Element) -> bool:
    """Move a figure behind the next block; divide a table that has none behind it."""
    for step in range(FURTHEST):
        if draft.once(f"pass {step}", floating):
            if draft.swap_with_next(floating):
                return True
            break
    if floating.tag == "div" and draft.once("divide", floating):
        floating.set("class", "table")
        return True
    return False


def _try_next(draft: Draft, trial: Trial) -> bool:
    """Set paragraphs in the next way, or as they were when none is left; tell whether any was set."""
    changed = bool(trial.way or trial.left)
    for paragraph, _, before in trial.way:
        if paragraph.element in draft.paragraphs:
            paragraph.write(before, draft.moved)
    trial.way = trial.left.pop(0) if trial.left else []
    for paragraph, other, _ in trial.way:
        if paragraph.element in draft.paragraphs:
            paragraph.write(other, draft.moved)
    if not trial.way:
        draft.trial = None
    return changed


def _set_free(draft: Draft, element: Element) -> None:
    """Let a paragraph begin on the page before again, from which it was sent on, and notes be gathered."""
    for block in (element, draft.start_of(element)):
        declare(block, {"break-before": "", "widows": ""})
    draft.tried = {mend for mend in draft.tried if mend[0] != "gather"}


def _ways(draft: Draft, seen: Survey, page: int) -> list[Way]:
    """Return the ways to set the paragraphs up to a page's foot in a line more or less.

    Those of the page itself come first, then those before it, the least strained of each first.
    """
    found: list[Way] = []
    for element, lines in seen.lines_of.items():
        paragraph = draft.paragraphs.get(element)
        if paragraph is None or paragraph.fit is None or lines[0].page > page:
            continue
        for more in (-1, 1):
            try:
                other = paragraph.choose(avoid=paragraph.avoided, lines=paragraph.fit.lines + more)
            except NotFitted:
                continue
            if other.loosest <= LOOSEST and other.demerits < FORBIDDEN:
                found.append([(paragraph, other, paragraph.fit)])

    def strain(way: Way) -> tuple[bool, float]:
        before = any(seen.lines_of[paragraph.element][-1].page < page for paragraph, _, _ in way)
        return before, sum(other.demerits for _, other, _ in way)

    found = sorted(found, key=strain)
    pairs = [one + two for one, two in combinations(found[:MOST_PAIRED], 2) if one[0][0] is not two[0][0]]
    return [*found[:MOST_WAYS], *sorted(pairs, key=strain)[:MOST_WAYS]]


def _open_up(draft: Draft, seen: Survey, page: int) -> bool:
    """Set headings and quotations of a short page with a line more of space, if there are enough of them.

    A quotation gets half of it above and half below, so that the text after it is on the grid again.
    """
    if _spread_works(seen, page):
        return True
    blocks = [_top_block(draft, block.element) for block in seen.blocks_on[page]]
    inner = dict.fromkeys(block for block in blocks[1:-1] if block not in (None, blocks[0], blocks[-1]))
    spaces = [(block, SPACES[block.tag]) for block in inner if block.tag in SPACES]
    spaces.sort(key=lambda pair: pair[0].tag in HEADINGS, reverse=True)
    wanted = ceil((seen.shortage(page) - SHORT) / LINE)
    if wanted > len(spaces):
        return False
    for block, space in spaces[:wanted]:
        declare(block, space)
    return True


def _spread_works(seen: Survey, page: int) -> bool:
    """Spread the entries of a list over a page that is short since the next one may not be divided."""
    blocks = dict.fromkeys(block.element for block in seen.blocks_on[page])
    works = [block for block in blocks if block.get("class") in ENTRIES][1:]
    lacking = seen.shortage(page)
    space = min(lacking / len(works), FURTHEST_APART) if works else 0.0
    if not works or lacking - space * len(works) > SHORT:
        return False
    for work in works:
        declare(work, {"margin-top": f"{int(space * 16) / 16}px"})
    return True


def _float_of(draft: Draft, element: Element) -> Element | None:
    """Return the figure or whole table that an element is in, where it is a block of a part's own."""
    block = _top_block(draft, element)
    classes = set((block.get("class") or "").split()) if block is not None else set()
    return block if block is not None and (block.tag == "figure" or {"table", "whole"} <= classes) else None


MENDS: tuple[Mend, ...] = (
    keep_plan,
    snap_to_grid,
    notes.divide_tall,
    notes.fill_divided,
    notes.gather,
    end_no_page_in_a_hyphen,
    fill_pages,
)
"""In the order in which they are tried."""
