"""The search for a paragraph's best breaks, after Knuth and Plass."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from press.breaks.setting import FLEX, Break, Fit, Measure, Set, find_ratio, widen

HYPHEN, COMPOUND, DASH = 215.0, 600.0, 30.0
"""Penalties for a line that ends in a divided word, in one that is part of a compound, and at a dash.

With 215, seven lines in a hundred of Spectral on A5 end in a hyphen, and the spaces differ by .042 em; with
110, ten and .040.
"""
IN_A_ROW, UNEVEN = 4000.0, 3000.0
"""Demerits for each hyphen more in a row (cubed), and for neighbours two classes of tightness apart."""
FORBIDDEN = 1e6
"""Demerits for what is not to be, as a third hyphen in a row."""
BAD_END = 2e6
"""Demerits for a last line that is too short, the more the shorter, or that begins within a word.

It is worse than a line that is a little loose, and better than a hole.
"""
MOST_IN_A_ROW = 2
OFF_PACE = 3.0  # lines
SLACK = 12.0  # px: a hyphen may be wider than the letters that the next break adds
WORST = 1e5
"""The most that a line's spaces count."""
LOOSE, LOOSE_LINE = 0.39, 1e6
"""Spaces in em from which a line counts as loose, and the demerits for one.

They are wider to the eye where letters are spaced, as at a chapter's opening: by .05 em or so.
"""
CLASSES = (-0.5, 0.5, 1.0)
"""Where the classes of tightness part: tight, decent, loose, very loose."""
HOLE = 0.45
"""Spaces in em that are a hole in the text."""
ATTEMPTS = (
    (1.6, FLEX, 0.0),
    (3.0, FLEX, 0.0),
    (2.6, 1.5 * FLEX, 0.0),
    (1e9, 2 * FLEX, 0.0),
    (1e9, 3 * FLEX, HOLE),
)
"""How far a line's spaces may be stretched, and its letters, one attempt after the other.

Three or four per cent are taken where a paragraph has a fault otherwise, and six where spaces are wider than
the last number, which is seen more. A number of lines is asked for of the first two alone.
"""


class _Node(NamedTuple):
    """The best way to come to a break: demerits, class of tightness, hyphens in a row, lines so far."""

    demerits: float
    at: Break
    tightness: int
    run: int
    line: int
    before: _Node | None


class _Start:
    """Where lines begin: a break, the width of the line after it, and the best ways to come there."""

    __slots__ = ("at", "begin", "limit", "line", "nodes", "spaces", "width")

    def __init__(self, at: Break, line: int, nodes: list[_Node], measure: Measure) -> None:
        self.at, self.line, self.nodes = at, line, nodes
        self.begin, self.spaces = at.start, at.start_spaces
        self.limit = measure.width(line)
        self.width = self.limit + at.start_hang


Arrived = dict[int, dict[tuple[int, int], _Node]]
"""The best ways to come to a break, by line, and by tightness and hyphens in a row."""


def fit(
    candidates: Sequence[Break], last: Break, measure: Measure, *, lines: int | None = None
) -> Fit | None:
    """Return the best breaks, or None when there is no way; `lines` asks for that many lines.

    `candidates` are in the order of the text; `last` is the end of the paragraph. Wider spaces are tried
    where there is no way without them, or none without a fault. A number of lines is not reached by the
    widest.
    """
    found: Fit | None = None
    for tolerance, flex, hole in ATTEMPTS[: 2 if lines else None]:
        if found is None or (found.demerits >= FORBIDDEN and found.loosest >= hole):
            other = _Search(last, measure, tolerance, flex, lines).run(candidates)
            if other and (found is None or other.demerits < found.demerits):
                found = other
    return found


class _Search:
    """One attempt, with spaces stretched no more than the tolerance, and letters no more than `flex`."""

    def __init__(
        self, last: Break, measure: Measure, tolerance: float, flex: float, lines: int | None
    ) -> None:
        self.last, self.measure, self.lines = last, measure, lines
        self.tolerance, self.flex = tolerance, flex
        self.least, self.narrow, self.kinds = measure.least, measure.narrow, len(measure.first)
        self.whole = max(last.end + last.spaces * measure.ideal, 1.0)

    def run(self, candidates: Sequence[Break]) -> Fit | None:
        """Go over the breaks in the order of the text, with the best ways to come to each."""
        origin = Break(0, 0.0, 0, 0.0, 0, start_hang=self.measure.hang)
        starts = [_Start(origin, 0, [_Node(0.0, origin, 1, 0, 0, None)], self.measure)]
        arrived: Arrived = {}
        for at in (*candidates, self.last):
            arrived = {}
            starts = [start for start in starts if self.reach(start, at, arrived)]
            if at.forced:
                starts = []
            starts += [_Start(at, line, [*nodes.values()], self.measure) for line, nodes in arrived.items()]
            if not starts:
                return None
        ends = [node for nodes in arrived.values() for node in nodes.values()]
        ends = [node for node in ends if self.lines is None or node.line == self.lines]
        return self.trace(min(ends, key=lambda node: node.demerits)) if ends else None

    def reach(self, start: _Start, at: Break, arrived: Arrived) -> bool:
        """Take a line from a start to a break; tell whether the start is of use further on."""
        letters, spaces = at.end - start.begin, at.spaces - start.spaces
        room = start.width + at.hang
        tight = letters * (1 - self.flex) + spaces * self.least
        if tight > room or letters + spaces * self.narrow > start.limit:
            return tight - 2 * self.least <= room + SLACK
        is_end = at is self.last or at.forced
        ratio = find_ratio(letters, spaces, room, self.measure.em, self.flex)
        if is_end:
            ratio = min(0.0, ratio)
        elif ratio > self.tolerance or (self.lines and self.is_off_pace(start.line + 1, at)):
            return True
        self.arrive(start, at, ratio, self.count(start, at, ratio, is_end=is_end), arrived)
        return True

    def count(self, start: _Start, at: Break, ratio: float, *, is_end: bool) -> float:
        """Return a line's own demerits."""
        own: float = (1 + min(100 * abs(ratio) ** 3, WORST) + at.penalty) ** 2
        if ratio > 1:
            letters, spaces = at.end - start.begin, at.spaces - start.spaces
            space = (start.width + at.hang - letters * (1 + self.flex)) / max(spaces, 1)
            if not spaces or space > LOOSE * self.measure.em:
                own += LOOSE_LINE
        if is_end and start.at.flagged:
            own += BAD_END
        if at is self.last and start.at.position and not start.at.forced:
            length = at.end - start.begin + (at.spaces - start.spaces) * self.measure.ideal
            short = 1 - length / self.measure.shortest
            own += BAD_END * (1 + short) if short > 0 else 0.0
        return own

    def arrive(self, start: _Start, at: Break, ratio: float, own: float, arrived: Arrived) -> None:
        """Take the best ways to a line's start on to its end."""
        tightness = bisect(CLASSES, ratio)
        # Two ways are one from here on, unless the lines to come are of different widths.
        line = start.line + 1 if self.lines else min(start.line + 1, self.kinds)
        best = arrived.setdefault(line, {})
        for node in start.nodes:
            demerits, run = node.demerits + own, 0
            if at.flagged:
                run = min(node.run, MOST_IN_A_ROW) + 1
                if run > 1:
                    demerits += IN_A_ROW * (run - 1) ** 3 + (FORBIDDEN if run > MOST_IN_A_ROW else 0)
            if abs(tightness - node.tightness) > 1:
                demerits += UNEVEN
            known = best.get((tightness, run))
            if known is None or demerits < known.demerits:
                best[tightness, run] = _Node(demerits, at, tightness, run, node.line + 1, node)

    def is_off_pace(self, line: int, at: Break) -> bool:
        """Tell whether a line to a break has no part in any way to the number of lines asked for.

        That many lines take the text at an even pace; none is more than `OFF_PACE` lines before or after it.
        """
        even = (self.lines or 0) * (at.end + at.spaces * self.measure.ideal) / self.whole
        return abs(line - even) > OFF_PACE

    def trace(self, end: _Node) -> Fit:
        """Return the breaks on the way to the end, and how the lines between them are set."""
        way = [end]
        while way[-1].before:
            way.append(way[-1].before)
        way.reverse()
        sets, loosest = [], 0.0
        for line, (before, node) in enumerate(pairwise(way)):
            letters, spaces = node.at.end - before.at.start, node.at.spaces - before.at.start_spaces
            room = self.measure.width(line) + before.at.start_hang + node.at.hang
            ratio = find_ratio(letters, spaces, room, self.measure.em, self.flex)
            if (node is end or node.at.forced) and ratio > 0:
                sets.append(Set(1.0, self.measure.ideal))
                continue
            widening = widen(ratio, self.flex) if spaces else 1.0
            sets.append(Set(widening, None))
            loosest = max(loosest, (room - letters * widening) / max(spaces, 1) / self.measure.em)
        return Fit(tuple(node.at for node in way[1:-1]), tuple(sets), end.demerits, loosest)
