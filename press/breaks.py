"""Where to break a paragraph into lines: Knuth and Plass's total fit, over widths alone.

D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11
(1981). The whole paragraph is judged at once: each line by how far its spaces are from the ideal
(the cube of the ratio, squared again), with penalties for hyphens, for neighbours of very different
colour, and for a last line that is too short. Lengths are in px throughout.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

IDEAL, SHRINK, STRETCH = 0.84, 0.24, 0.42
"""The ideal space between words, and how much it may give and take, in widths of the face's own space."""
HYPHEN, DASH = 130.0, 30.0
"""Penalties for a line that ends in a divided word, and in a compound or at a dash."""
IN_A_ROW, UNEVEN = 4000.0, 3000.0
"""Demerits for each hyphen more in a row (cubed), and for neighbours two classes of tightness apart."""
FORBIDDEN = 1e6
"""Demerits for what is not to be: a third hyphen in a row, a runt."""
MOST_IN_A_ROW = 2
OFF_PACE = 3.0  # lines
RUNT = 2.5  # em: a last line is to be longer; and than a paragraph's indent and a half
SLACK = 12.0  # px: a hyphen may be wider than the letters that the next break adds
WORST = 1e5
"""The most that a line's spaces count."""
LOOSE, LOOSE_LINE = 0.44, 1e6
"""Spaces in em from which a line counts as loose, and the demerits for one."""
CLASSES = (-0.5, 0.5, 1.0)
"""Where the classes of tightness part: tight, decent, loose, very loose."""
TOLERANCES = (1.6, 3.0, 1e9)
"""How far a line's spaces may be stretched, at the first, the second and the last attempt."""


class Break(NamedTuple):
    """A place where a line may end.

    `position` is an index into the paragraph's text. `end` and `spaces` are the width of the text up
    to it without its spaces, and their number; `start` and `start_spaces` the same where the next line
    begins. `insert` is the hyphen that a break here sets.
    """

    position: int
    end: float
    spaces: int
    start: float
    start_spaces: int
    penalty: float = 0.0
    flagged: bool = False
    insert: str = ""


@dataclass(frozen=True)
class Measure:
    """How wide the lines are: the first ones by number, the others all alike; and the type's sizes.

    `space` is the width of the face's own space, `em` the size of the type, `indent` the paragraph's.
    """

    first: tuple[float, ...]
    rest: float
    space: float
    em: float
    indent: float = 0.0

    def width(self, line: int) -> float:
        """Return the width of a line, counted from 0."""
        return self.first[line] if line < len(self.first) else self.rest

    @property
    def ideal(self) -> float:
        """The ideal space."""
        return IDEAL * self.space

    @property
    def least(self) -> float:
        """The narrowest space."""
        return (IDEAL - SHRINK) * self.space


@dataclass(frozen=True)
class Fit:
    """The breaks of a paragraph, the last line's apart, and the room that is left on the last line.

    `loosest` are its widest spaces in em; `tracking` is how much wider than usual its letters are spaced.
    """

    breaks: tuple[Break, ...]
    fill: float
    demerits: float
    loosest: float
    tracking: float = 0.0

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self.breaks) + 1


class _Node(NamedTuple):
    """The best way to come to a break: demerits, class of tightness, hyphens in a row, lines so far."""

    demerits: float
    at: Break
    tightness: int
    run: int
    line: int
    before: _Node | None


def fit(
    candidates: Sequence[Break], last: Break, measure: Measure, *, lines: int | None = None
) -> Fit | None:
    """Return the best breaks, or None when there is no way; `lines` asks for that many lines.

    `candidates` are in the order of the text; `last` is the end of the paragraph. Wider spaces are tried
    where there is no way without them, or none without a fault. A number of lines is not reached by the
    widest.
    """
    found: Fit | None = None
    for tolerance in TOLERANCES[: 2 if lines else None]:
        if found is None or found.demerits >= FORBIDDEN:
            found = _Search(last, measure, tolerance, lines).run(candidates)
    return found


@dataclass(frozen=True)
class _Search:
    """One attempt, with spaces stretched no more than the tolerance."""

    last: Break
    measure: Measure
    tolerance: float
    lines: int | None

    def run(self, candidates: Sequence[Break]) -> Fit | None:
        """Go over the breaks in the order of the text, with the best ways to come to each."""
        active = [_Node(0.0, Break(0, 0.0, 0, 0.0, 0), 1, 0, 0, None)]
        best: dict[tuple[int, int, int], _Node] = {}
        for at in (*candidates, self.last):
            best = {}
            active = [node for node in active if self.reach(node, at, best)]
            active += best.values()
            if not active:
                return None
        ends = [node for node in best.values() if self.lines is None or node.line == self.lines]
        return self.trace(min(ends, key=lambda node: node.demerits)) if ends else None

    def reach(self, node: _Node, at: Break, best: dict[tuple[int, int, int], _Node]) -> bool:
        """Take a line from a node to a break among the best; tell whether the node is of use further on."""
        room, spaces = self.room(node, at)
        if spaces * self.measure.least > room:
            return (spaces - 2) * self.measure.least <= room + SLACK
        if self.is_off_pace(node, at):
            return True
        new = self.arrive(node, at, room, spaces)
        if new is not None:
            # Two ways are one from here on, unless the lines to come are of different widths.
            line = new.line if self.lines else min(new.line, len(self.measure.first))
            known = best.get((new.tightness, new.run, line))
            if known is None or new.demerits < known.demerits:
                best[new.tightness, new.run, line] = new
        return True

    def is_off_pace(self, node: _Node, at: Break) -> bool:
        """Tell whether a line to a break has no part in any way to the number of lines asked for.

        That many lines take the text at an even pace; none is more than `OFF_PACE` lines before or after it.
        """
        if self.lines is None or at is self.last:
            return False
        ideal = self.measure.ideal
        whole = self.last.end + self.last.spaces * ideal
        even = self.lines * (at.end + at.spaces * ideal) / max(whole, 1.0)
        return abs(node.line + 1 - even) > OFF_PACE

    def room(self, node: _Node, at: Break) -> tuple[float, int]:
        """Return what a line from a node to a break leaves for its spaces, and how many there are."""
        width = self.measure.width(node.line) - (at.end - node.at.start)
        return width, at.spaces - node.at.start_spaces

    def arrive(self, node: _Node, at: Break, room: float, spaces: int) -> _Node | None:
        """Return the node at the end of a line, or None when its spaces would be too wide."""
        measure, extra, run = self.measure, 0.0, min(node.run, MOST_IN_A_ROW) + 1 if at.flagged else 0
        if at is self.last:
            ratio = min(0.0, (room / spaces - measure.ideal) / (SHRINK * measure.space)) if spaces else 0.0
            extra = self.end_demerits(node, spaces)
        else:
            stretch = room / spaces - measure.ideal if spaces else 20 * measure.space
            ratio = stretch / ((STRETCH if stretch > 0 else SHRINK) * measure.space)
            if ratio > self.tolerance:
                return None
            if stretch + measure.ideal > LOOSE * measure.em:
                extra = LOOSE_LINE
        tightness = bisect(CLASSES, ratio)
        demerits = node.demerits + extra + (1 + min(100 * abs(ratio) ** 3, WORST) + at.penalty) ** 2
        if run > 1:
            demerits += IN_A_ROW * (run - 1) ** 3 + (FORBIDDEN if run > MOST_IN_A_ROW else 0)
        if abs(tightness - node.tightness) > 1:
            demerits += UNEVEN
        return _Node(demerits, at, tightness, run, node.line + 1, node)

    def end_demerits(self, node: _Node, spaces: int) -> float:
        """Return the demerits of a last line that is a runt, or to which a word was divided."""
        length = self.last.end - node.at.start + spaces * self.measure.ideal
        runt = node.before is not None and length < max(RUNT * self.measure.em, 1.5 * self.measure.indent)
        return (FORBIDDEN if runt else 0) + (FORBIDDEN / 10 if node.at.insert else 0)

    def trace(self, end: _Node) -> Fit:
        """Return the breaks on the way to the end."""
        chain: list[Break] = []
        loosest = 0.0
        node = before = end.before or end
        while node.before:
            chain.append(node.at)
            room, spaces = self.room(node.before, node.at)
            loosest = max(loosest, room / max(spaces, 1) / self.measure.em)
            node = node.before
        room, spaces = self.room(before, end.at)
        widest = min(self.measure.ideal, room / spaces) if spaces else 0.0
        return Fit(tuple(reversed(chain)), max(0.0, room - spaces * widest), end.demerits, loosest)


def without(candidates: Iterable[Break], positions: set[int]) -> Iterator[Break]:
    """Yield the candidates but those at some positions."""
    return (candidate for candidate in candidates if candidate.position not in positions)
