"""A chapter as it hangs in one column: everything that stands on its pages, one below the other.

Read from laid-out pages, but as it is without their breaks: each piece with its lines or rows, their
heights, and the space above it. Lengths are in px.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes

from press.geometry import LINE
from press.layout.laid import calls_of, lines_of, texts_of

Box = Any  # WeasyPrint has no type hints
Element = Any
Style = Any

EXACT = 0.02
TEXT = {"p", "li", "dd", "dt", "h2", "h3", "h4"}
"""What stands on the grid, where its lines are of the grid's height."""
AVOID = {"avoid", "avoid-page"}
HYPHENS = ("-", "‐")
NOTE_ENDS = ("::footnote-call", "::footnote-marker")


class Link(NamedTuple):
    """A box that a piece stands in, or the piece itself: its element, its style."""

    element: Element
    depth: int  # among the boxes of one element
    style: Style


@dataclass
class Piece:
    """A paragraph, a heading, a table, a picture: what is not split into others.

    `chain` are the boxes that it stands in, from without, and last its own. Of each line or row there are its
    page, its top and bottom, and the notes that it calls. The first `head` rows are said again on each page.
    `rank` counts the pieces as they were laid out; `border` is that of a table above and below, shared
    with its cells.
    """

    kind: str  # "lines", "rows" or "solid"
    chain: tuple[Link, ...]
    rank: int = 0
    pages: list[int] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    bottoms: list[float] = field(default_factory=list)
    calls: list[tuple[Element, ...]] = field(default_factory=list)
    hyphens: set[int] = field(default_factory=set)
    head: int = 0
    border: tuple[float, float] = (0.0, 0.0)

    @property
    def element(self) -> Element:
        """The element that it is made from."""
        return self.chain[-1].element

    @property
    def heights(self) -> list[float]:
        """The heights of its lines; rows reach to the next one, where that is on the same page."""
        steps = zip(self.pages, self.pages[1:], self.tops[1:], strict=False)
        ends = [top if one == two else None for one, two, top in steps]
        return [
            (self.bottoms[line] if end is None else end) - self.tops[line]
            for line, end in enumerate([*ends, None])
        ]

    @property
    def on_grid(self) -> bool:
        """Whether it is to stand on the grid."""
        return self.element.tag in TEXT and self.kind == "lines" and abs(self.heights[0] - LINE) < EXACT

    def is_in(self, tag: str) -> bool:
        """Tell whether it stands in an element of a kind."""
        return any(link.element.tag == tag for link in self.chain)


def read_galley(pages: Sequence[Any]) -> list[Piece]:
    """Return what stands on pages, in its order."""
    walker = _Walker()
    for number, page in enumerate(pages):
        for child in page._page_box.children:
            if not isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
                walker.visit(child, (), number)
    return walker.pieces


@dataclass
class _Walker:
    """Goes through boxes and keeps the pieces."""

    pieces: list[Piece] = field(default_factory=list)

    def visit(self, box: Box, above: tuple[Link, ...], page: int) -> None:
        """Go over a box that is not a line."""
        if not isinstance(box, boxes.Box) or not box.is_in_normal_flow():
            return
        depth = above[-1].depth + 1 if above and above[-1].element is box.element else 0
        chain = (*above, Link(box.element, depth, box.style))
        children = box.children if isinstance(box, boxes.ParentBox) else ()
        if children and isinstance(children[0], boxes.LineBox):
            piece, shift = self.take("lines", chain, page), sum(_shift(link.style) for link in chain)
            for line in children:
                _add_line(piece, line, page, shift)
        elif isinstance(box, boxes.TableBox):
            self.table(box, chain, page)
        elif any(isinstance(child, boxes.BlockLevelBox) for child in children):
            for child in children:
                self.visit(child, chain, page)
        elif box.border_height() > EXACT:
            top = box.position_y + box.margin_top
            _add(self.take("solid", chain, page), page, top, top + box.border_height())

    def table(self, table: Box, chain: tuple[Link, ...], page: int) -> None:
        """Take a table's rows, its head once."""
        piece = self.take("rows", chain, page)
        begun, piece.border = bool(piece.pages), (table.border_top_width, table.border_bottom_width)
        for group in table.children:
            if group.is_header and begun:
                continue
            for row in group.children:
                piece.head += bool(group.is_header)
                calls = tuple(call for line in lines_of(row) for call in calls_of(line))
                _add(piece, page, row.position_y, row.position_y + row.height, calls)

    def take(self, kind: str, chain: tuple[Link, ...], page: int) -> Piece:
        """Return a new piece, or the last one where it goes on on the next page."""
        last = self.pieces[-1] if self.pieces else None
        same = last and [(link.element, link.depth) for link in last.chain] == [
            (link.element, link.depth) for link in chain
        ]
        if last and same and last.pages[-1] < page:
            return last
        self.pieces.append(Piece(kind, chain, len(self.pieces)))
        return self.pieces[-1]


def _add(piece: Piece, page: int, top: float, bottom: float, calls: tuple[Element, ...] = ()) -> None:
    piece.pages.append(page)
    piece.tops.append(top)
    piece.bottoms.append(bottom)
    piece.calls.append(calls)


def _shift(style: Style) -> float:
    """Return how far a box is drawn below the place that it takes."""
    return _px(style["top"]) if style["position"] == "relative" else 0.0


def _add_line(piece: Piece, line: Box, page: int, shift: float) -> None:
    texts = [text.text for text in texts_of(line) if not (text.element_tag or "").endswith(NOTE_ENDS)]
    if "".join(texts).rstrip().endswith(HYPHENS):
        piece.hyphens.add(len(piece.pages))
    top = line.position_y - shift
    _add(piece, page, top, top + line.height, tuple(calls_of(line)))


# ---- What is between two pieces ----


def count_common(one: Piece, two: Piece) -> int:
    """Return how many boxes two pieces both stand in."""
    common = 0
    for first, second in zip(one.chain, two.chain, strict=False):
        if (first.element, first.depth) != (second.element, second.depth):
            break
        common += 1
    return common


def space_between(one: Piece | None, two: Piece) -> float:
    """Return the space between two pieces, where no page ends between them, as their styles have it."""
    common = count_common(one, two) if one else 0
    edges = [*_closing(one, common)] if one else []
    return _collapse([*edges, *_opening(two, common, at_top=False)])


def space_at_top(one: Piece | None, two: Piece) -> float:
    """Return the space above a piece at the top of a page; there some margins are kept on the first alone."""
    common = count_common(one, two) if one else 0
    return _collapse(_opening(two, common, at_top=one is not None))


def space_below(one: Piece, two: Piece | None) -> float:
    """Return what must have room below a piece at a page's foot."""
    edges = _closing(one, count_common(one, two) if two else 0)
    return sum(length for is_margin, length in edges if not is_margin)


def is_kept(one: Piece, two: Piece) -> bool:
    """Tell whether no page may end between two pieces."""
    common = count_common(one, two)
    return (
        any(link.style["break_inside"] in AVOID for link in one.chain[:common])
        or any(link.style["break_after"] in AVOID for link in one.chain[common:])
        or any(link.style["break_before"] in AVOID for link in two.chain[common:])
    )


Edge = tuple[bool, float]  # whether it is a margin, and its length; a wall of no length parts margins


def _closing(piece: Piece, common: int) -> list[Edge]:
    edges: list[Edge] = []
    for link in reversed(piece.chain[common:]):
        inside = _px(link.style["padding_bottom"]) + link.style["border_bottom_width"]
        if link is piece.chain[-1] and piece.kind != "lines":
            inside = piece.border[1]
        edges += [*_wall(link.style, inside), (True, _px(link.style["margin_bottom"]))]
    return edges


def _opening(piece: Piece, common: int, *, at_top: bool) -> list[Edge]:
    edges: list[Edge] = []
    for link in piece.chain[common:]:
        inside = _px(link.style["padding_top"]) + link.style["border_top_width"]
        if link is piece.chain[-1] and piece.kind != "lines":
            inside = piece.border[0]
        discarded = at_top and link.style["margin_break"] == "discard"
        edges += [(True, 0.0 if discarded else _px(link.style["margin_top"])), *_wall(link.style, inside)]
    return edges


def _wall(style: Style, length: float) -> list[Edge]:
    parts = length or "flow-root" in style["display"] or style["overflow"] != "visible"
    return [(False, length)] if parts else []


def _collapse(edges: Sequence[Edge]) -> float:
    """Add up paddings, and margins where they do not meet; of those that meet, the widest counts."""
    whole, run = 0.0, [0.0]
    for is_margin, length in [*edges, (False, 0.0)]:
        if is_margin:
            run.append(length)
        else:
            whole += max(run) + min(run) + length
            run = [0.0]
    return whole


def _px(value: Any) -> float:
    """Return a length in px; one that is none, or a share of something, as 0."""
    return float(value.value) if getattr(value, "unit", None) == "px" else 0.0
