"""A plan written into the tree: lines of paragraphs, spaces, notes divided, and where each page begins."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any

from press.geometry import LINE
from press.layout.division import divide, join_again
from press.layout.fitting import release
from press.layout.galley import Link, count_common
from press.layout.paragraph import declare
from press.pagination.blocks import Choice, PageEnd, Start

if TYPE_CHECKING:
    from press.layout.planner import Planner

Element = Any  # WeasyPrint has no type hints

SHORT = 2  # lines
UNSEEN = LINE / 6  # px: entries no further apart than that look as they did
ENTRIES = {"csl-entry", "register-entry"}


def write_plan(planner: Planner) -> None:
    """Write a plan into the tree in place of the one before."""
    take_back(planner)
    planner.added.clear()
    for page, end in enumerate(planner.plan.ends):
        for choice in end.choices:
            _write_choice(planner, choice)
        if end.split:
            _divide(planner, end, planner.plan.ends[page + 1 :])
        if end.lacks >= SHORT and end is not planner.plan.ends[-1]:
            _spread(planner, end)
    for place, start in enumerate(planner.plan.starts[1:], start=1):
        later = planner.plan.starts[place + 1 :]
        _begin_page(planner, start, goes_on=any(other.block == start.block for other in later[:1]))


def take_back(planner: Planner) -> None:
    """Take what was written out of the tree again, but for the lines of paragraphs."""
    for element, names in planner.written:
        declare(element, dict.fromkeys(names, ""))
    for note in planner.split:
        join_again(planner.draft, note)
    planner.written.clear()
    planner.split.clear()


def _declare(planner: Planner, element: Element, properties: dict[str, str]) -> None:
    declare(element, properties)
    planner.written.append((element, tuple(properties)))


def _write_choice(planner: Planner, choice: Choice) -> None:
    """Write how a block is set, and the space above it."""
    number, piece = choice.block, planner.pieces[choice.block]
    fitted = planner.fitted.get(piece.element)
    fit = fitted.fits[choice.setting] if fitted else None
    if fitted and fit and fitted.paragraph.fit is not fit:
        fitted.paragraph.write(fit, planner.draft.moved)
    before = planner.pieces[number - 1] if number else None
    common = count_common(before, piece) if before else 0
    more = choice.opened * planner.blocks[number].open_up + choice.pad
    if before and more:
        planner.added[number] = more
    if choice.opened:
        _widen(planner, piece.chain[common], "margin_top", more)
    elif choice.pad and before:
        # The outermost box that ends before the block takes the room; a quotation's bar is not made longer.
        link = before.chain[common]
        name = "margin_bottom" if link.element.tag == "blockquote" else "padding_bottom"
        _widen(planner, link, name, choice.pad)


def _widen(planner: Planner, link: Link, name: str, more: float) -> None:
    """Add to a margin or padding of a box, as the style sheet has it."""
    own = link.style[name].value if link.style[name].unit == "px" else 0.0
    space = planner.spaces.setdefault((link.element, name), own) + more
    _declare(planner, link.element, {name.replace("_", "-"): f"{space:.4f}px"})


def _divide(planner: Planner, end: PageEnd, later: Sequence[PageEnd]) -> None:
    """Divide the last note called on a page into the pieces that this page and the later ones have."""
    note, heights = planner.notes[end.after.note], [end.split]
    for before, after in pairwise([end, *later]):
        if before.after.note != end.after.note:
            break
        heights.append(after.carried)
    lines = planner.box_of[note].lines
    release(planner.draft, note)
    divide(planner.draft, note, lines, heights)
    planner.split.append(note)


def _spread(planner: Planner, end: PageEnd) -> None:
    """Spread the entries of a list over a page that is short since the next one is not divided.

    By no more than makes it short by two lines: less than can be seen, where there are enough of them.
    """
    entries = [
        choice.block
        for choice in end.choices[1:]
        if ENTRIES & set((planner.pieces[choice.block].element.get("class") or "").split())
    ]
    noted = end.noted or not entries
    lacking = planner.paginator.sheet.height - end.bottom - SHORT * LINE
    space = ceil(lacking / len(entries) * 16) / 16 if not noted else 0.0
    if 0 < space <= UNSEEN:
        for number in entries:
            _declare(planner, planner.pieces[number].element, {"margin-top": f"{space}px"})
            planner.added[number] = planner.added.get(number, 0.0) + space


def _begin_page(planner: Planner, start: Start, *, goes_on: bool) -> None:
    """Have a page begin at a place; not within a table, nor in a paragraph that ends on a later one.

    Within a paragraph that is asked for with `widows`: so many lines go to its last page.
    """
    if start.block >= len(planner.pieces):
        return
    piece, before = planner.pieces[start.block], planner.pieces[start.block - 1]
    if not start.line:
        common = count_common(before, piece)
        element = piece.chain[common].element if common < len(piece.chain) else None
        if element is not None and all(link.element is not element for link in before.chain):
            _declare(planner, element, {"break-before": "page"})
    elif piece.kind == "lines" and not goes_on:
        lines = planner.blocks[start.block].settings[start.setting].lines
        _declare(planner, piece.element, {"widows": str(lines - start.line)})
