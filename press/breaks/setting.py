"""Lines and what they are made of: places to break at, measures, and the spaces of a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

IDEAL, SHRINK, STRETCH = 0.20, 0.05, 0.085
"""The ideal space between words, and how much it may give and take, in em.

R. Bringhurst, The Elements of Typographic Style, 2.1.1, wants a fifth to a quarter of an em. The face's own
space is not asked: it is .25 em in Spectral, which leaves holes on so narrow a measure, and .20 em in EB
Garamond. Of lines of either face on A5 the mean comes to .22 em, and the narrowest to .15 em.
"""
FLEX = 0.02
"""By what part of their width a line's letters may be wider or narrower: so much is not seen (microtype)."""
RUNT, RUNT_SHARE, INDENTS = 2.5, 0.125, 1.25
"""A last line is to be longer than so many em, such a share of the measure, and so many indents."""
NO_SPACES = 20.0
"""What a line without spaces counts, which cannot be justified: as if it were stretched so far."""


class Break(NamedTuple):
    """A place where a line may end.

    `position` is an index into the paragraph's text. `end` and `spaces` are the width of the text up
    to it without its spaces, and their number; `start` and `start_spaces` the same where the next line
    begins. `insert` is the hyphen that a break here sets. `hang` and `start_hang` are how much of the
    line's end, and of the next line's beginning, hangs out into the margin. A line must end where
    `forced`, and is not justified.
    """

    position: int
    end: float
    spaces: int
    start: float
    start_spaces: int
    penalty: float = 0.0
    flagged: bool = False
    insert: str = ""
    hang: float = 0.0
    start_hang: float = 0.0
    forced: bool = False


@dataclass(frozen=True)
class Measure:
    """How wide the lines are: the first ones by number, the others all alike; and the type's sizes.

    `em` is the size of the type, `indent` the paragraph's, `hang` how much of the first line hangs out
    at its left. No line is wider with spaces of `narrow` than its width: the layout engine would turn
    its last word over.
    """

    first: tuple[float, ...]
    rest: float
    em: float
    indent: float = 0.0
    hang: float = 0.0
    narrow: float = 0.0

    def width(self, line: int) -> float:
        """Return the width of a line, counted from 0."""
        return self.first[line] if line < len(self.first) else self.rest

    @property
    def ideal(self) -> float:
        """The ideal space."""
        return IDEAL * self.em

    @property
    def least(self) -> float:
        """The narrowest space."""
        return (IDEAL - SHRINK) * self.em

    @property
    def shortest(self) -> float:
        """What a last line is to be longer than."""
        return max(RUNT * self.em, RUNT_SHARE * self.rest, INDENTS * self.indent)


class Set(NamedTuple):
    """How a line is set: how much wider its letters are drawn, and its spaces, or None where they fill it."""

    widening: float
    space: float | None


@dataclass(frozen=True)
class Fit:
    """The breaks of a paragraph, the last line's apart, and how each of its lines is set.

    `loosest` are its widest spaces in em.
    """

    breaks: tuple[Break, ...]
    sets: tuple[Set, ...]
    demerits: float
    loosest: float

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self.breaks) + 1

    @property
    def divided(self) -> int:
        """How many of its words are divided."""
        return sum(bool(item.insert) for item in self.breaks)


def find_ratio(letters: float, spaces: int, room: float, em: float, flex: float = FLEX) -> float:
    """Return by what part of what they may give or take the spaces and letters of a full line differ.

    `room` is the line's width, `letters` that of its letters. -1 is as tight as a line may be; 1 as
    loose as it is good.
    """
    more = room - letters - spaces * IDEAL * em
    if not spaces:
        return NO_SPACES
    return more / (spaces * (STRETCH if more > 0 else SHRINK) * em + letters * flex)


def widen(ratio: float, flex: float = FLEX) -> float:
    """Return how much wider the letters of a line are drawn, as a factor."""
    return round(1 + flex * max(-1.0, min(1.0, ratio)), 5)
