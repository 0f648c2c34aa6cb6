"""Where to break a chapter into pages: a total fit like that of lines, over heights alone.

M. F. Plass, "Optimal Pagination Techniques for Automatic Typesetting Systems" (Stanford, 1981). All pages
of a chapter are judged at once: how many lines each lacks, whether facing ones end alike, what is asked of
the paragraphs that are set in a line more or less, and of the spaces that are opened. Notes stand at the foot
of their references' page; a long one may run on over the page. Lengths are in px from the text block's top.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from press.pagination.blocks import Block, Note, PageEnd, Plan, Sheet, Start
from press.pagination.page import PageSearch

UNEQUAL = 2e5  # facing pages that end on different lines
PER_PAGE = 1e3
MOST_STATES = 16  # ways that are followed from page to page


class _Way(NamedTuple):
    """The best way to come to a place: demerits, the last page, and the way before."""

    cost: float
    start: Start
    end: PageEnd | None
    before: _Way | None


class Paginator:
    """Finds the best pages for blocks. What was found out for a page is kept until `forget`."""

    def __init__(self, blocks: Sequence[Block], notes: Sequence[Note], sheet: Sheet) -> None:
        self.blocks, self.notes, self.sheet = blocks, notes, sheet
        self.known: dict[Start, PageSearch] = {}

    def forget(self, blocks: set[int]) -> None:
        """Forget the pages on which one of some blocks may stand, which have changed."""
        order = sorted(blocks)
        self.known = {
            start: page
            for start, page in self.known.items()
            if bisect_left(order, start.block) == bisect_right(order, page.reach)
        }

    def run(self, *, recto: bool, pages: int | None = None) -> Plan | None:
        """Return the best pages, the first a recto or a verso; or the best that are so many."""
        layer = {(Start(0), -1): _Way(0.0, Start(0), None, None)}
        best: _Way | None = None
        number = 0
        while layer and (pages is None or number < pages):
            is_verso, number = (number % 2 == 1) == recto, number + 1
            new: dict[tuple[Start, int], _Way] = {}
            for (_, facing), way in layer.items():
                for end in self.ends(way.start):
                    self._take(new, way, end, facing, is_verso=is_verso)
            done = [way for (start, _), way in new.items() if self._is_end(start)]
            if pages in (None, number):
                best = min([*done, *([best] if best else [])], key=lambda way: way.cost, default=None)
            bar = best.cost if best and pages is None else float("inf")
            going = [(key, way) for key, way in new.items() if not self._is_end(key[0]) and way.cost < bar]
            layer = dict(sorted(going, key=lambda item: item[1].cost)[:MOST_STATES])
            if pages is not None:  # Those that are furthest on, though they cost more, may be the only ones.
                layer |= dict(sorted(going, key=lambda item: item[0][0], reverse=True)[:MOST_STATES])
        return _trace(best) if best else None

    def _take(
        self, new: dict[tuple[Start, int], _Way], way: _Way, end: PageEnd, facing: int, *, is_verso: bool
    ) -> None:
        """Take a page's end among the best ways; `facing` is where the verso beside it ends, -1 if none."""
        ends_chapter = self._is_end(end.after)
        unequal = facing >= 0 and facing != end.foot and not ends_chapter
        cost = way.cost + end.cost + PER_PAGE + (UNEQUAL if unequal else 0.0)
        key = end.after, end.foot if is_verso and not ends_chapter else -1
        if key not in new or cost < new[key].cost:
            new[key] = _Way(cost, end.after, end, way)

    def _is_end(self, start: Start) -> bool:
        return start.block >= len(self.blocks) and start.note < 0

    def ends(self, start: Start) -> list[PageEnd]:
        """Return the ends of a page that begins at a place."""
        if start not in self.known:
            self.known[start] = PageSearch(self.blocks, self.notes, self.sheet, start)
            self.known[start].look()
        return self.known[start].ends


def _trace(way: _Way) -> Plan:
    starts: list[Start] = []
    ends: list[PageEnd] = []
    node = way
    while node.end is not None and node.before is not None:
        ends.append(node.end)
        starts.append(node.before.start)
        node = node.before
    return Plan(tuple(reversed(starts)), tuple(reversed(ends)), way.cost)
