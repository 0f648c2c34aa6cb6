"""Figures and tables that leave the page before them short.

They are sent on behind the text that follows, or before the last text of that page.
"""

from __future__ import annotations

from collections import ChainMap
from typing import TYPE_CHECKING, Any

from press.geometry import LINE
from press.layout.draft import HEADINGS
from press.pagination.blocks import PageEnd, Plan

if TYPE_CHECKING:
    from press.layout.galley import Piece
    from press.layout.planner import Planner

Element = Any  # WeasyPrint has no type hints

SHORT = 2  # lines
FURTHEST = 4  # blocks that a figure may be sent on over
PLAIN, INDENT = "p", LINE  # text-indent of print.css


def send_on(planner: Planner, plan: Plan) -> bool:
    """Send the first figure on that leaves a page short; tell whether there was one that could be."""
    for end in plan.ends:
        number = end.after.block
        if end.lacks > SHORT and not end.after.line and number < len(planner.pieces):
            element = _float_at(planner, number)
            if element is not None and _mend(planner, end, element):
                planner.make_blocks()
                return True
    return False


def _mend(planner: Planner, end: PageEnd, element: Element) -> bool:
    """Bring a figure to another place, or part it; tell whether that could be done."""
    number = end.after.block
    return (
        _pass(planner, number, element)
        or _part(planner, number, element)
        or _pull(planner, end, element)
        or _pass_heading(planner, number, element)
    )


def _float_at(planner: Planner, number: int) -> Element | None:
    """Return the figure or whole table that begins with a piece, where it is a block of a part's own."""
    top = _top_of(planner, planner.pieces[number])
    if top is None or (number and _top_of(planner, planner.pieces[number - 1]) is top):
        return None
    classes = set((top.get("class") or "").split())
    return top if top.tag == "figure" or {"table", "whole"} <= classes else None


def _top_of(planner: Planner, piece: Piece) -> Element | None:
    """Return the block of a part's own that a piece stands in."""
    for link in piece.chain:
        parent = planner.draft.parents.get(link.element)
        if parent is not None and parent.tag == "section":
            return link.element
    return None


def _end_of(planner: Planner, number: int) -> int:
    """Return the number of the first piece that is not in the block that a piece begins."""
    top, end = _top_of(planner, planner.pieces[number]), number + 1
    while end < len(planner.pieces) and _top_of(planner, planner.pieces[end]) is top:
        end += 1
    return end


def _pass(planner: Planner, number: int, element: Element) -> bool:
    """Move a figure behind the next block, if it may pass that."""
    middle, pieces = _end_of(planner, number), planner.pieces
    passed = planner.passed.get(element, 0)
    if passed >= FURTHEST or middle >= len(pieces):
        return False
    following = _top_of(planner, pieces[middle])
    if following is None or following.tag in HEADINGS or not planner.draft.swap_with_next(element):
        return False
    end = _end_of(planner, middle)
    planner.passed[element] = passed + 1
    pieces[number:end] = [*pieces[middle:end], *pieces[number:middle]]
    planner.added.clear()
    for place in (number, end):
        _indent(planner, place)
    return True


def _pull(planner: Planner, end: PageEnd, element: Element) -> bool:
    """Move a figure, once, before as many of the page's last paragraphs as make room for it there.

    That is for one that only a heading follows. None goes further back than the page begins, nor between a
    heading and its text.
    """
    pieces, blocks, number = planner.pieces, planner.blocks, end.after.block
    stop, place = _end_of(planner, number), number
    if any(calls for piece in pieces[number:stop] for calls in piece.calls):
        return False
    need = LINE + sum(block.above + block.rise(0, block.settings[0].lines) for block in blocks[number:stop])
    opened = sum(choice.opened * blocks[choice.block].open_up for choice in end.choices)
    room, settings = end.lacks * LINE + opened, {choice.block: choice.setting for choice in end.choices}
    while room < need:
        place -= 1
        if place not in settings or pieces[place].element.tag != PLAIN:
            return False
        if _top_of(planner, pieces[place]) is not pieces[place].element or blocks[place - 1].keep:
            return False
        room += blocks[place].above + blocks[place].rise(0, blocks[place].settings[settings[place]].lines)
    if not planner.draft.once("pull", element):
        return False
    planner.draft.move_before(element, pieces[place].element)
    planner.passed[element] = FURTHEST
    pieces[place:stop] = [*pieces[number:stop], *pieces[place:number]]
    planner.added.clear()
    for changed in (place + stop - number, stop):
        _indent(planner, changed)
    return True


def _pass_heading(planner: Planner, number: int, element: Element) -> bool:
    """Move a figure that has no other place, once, behind a heading and the paragraph below that."""
    pieces, middle = planner.pieces, _end_of(planner, number)
    if middle + 1 >= len(pieces):
        return False
    heading, text = _top_of(planner, pieces[middle]), _top_of(planner, pieces[middle + 1])
    if heading is None or text is None or heading.tag not in HEADINGS or text.tag != PLAIN:
        return False
    if not planner.draft.once("heading", element):
        return False
    end = _end_of(planner, middle + 1)
    planner.draft.move_before(heading, element)
    planner.draft.move_before(text, element)
    planner.passed[element] = FURTHEST
    pieces[number:end] = [*pieces[middle:end], *pieces[number:middle]]
    planner.added.clear()
    _indent(planner, end)
    return True


def _indent(planner: Planner, number: int) -> None:
    """Indent a paragraph after another one, and not after anything else."""
    if not 0 < number < len(planner.pieces):
        return
    piece, before = planner.pieces[number], planner.pieces[number - 1]
    own, top = planner.fitted.get(piece.element), _top_of(planner, before)
    if own and piece.element.tag == PLAIN and _top_of(planner, piece) is piece.element and top is not None:
        own.indent(INDENT if top.tag == PLAIN else 0.0)


def _part(planner: Planner, number: int, element: Element) -> bool:
    """Let a table be divided that has nothing behind it to pass."""
    if element.tag != "div" or element.get("class") == "table":
        return False
    element.set("class", "table")
    for piece in planner.pieces[number : _end_of(planner, number)]:
        piece.chain = tuple(
            link._replace(style=ChainMap({"break_inside": "auto"}, link.style))
            if link.element is element
            else link
            for link in piece.chain
        )
    return True
