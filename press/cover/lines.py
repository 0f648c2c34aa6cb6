"""Text broken into even lines by its measured widths: the layout engine knows no balanced lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import inf

from press.fonts import Cut, measure

OVERFULL = 1000.0  # cost of a word that is wider than its line, per em
Width = Callable[[str], float]
"""How wide a text is, in em."""


def widths_in(cut: Cut, tracking: float = 0.0, *, capitals: bool = False) -> Width:
    """Return how a face measures text in em, with its letter-spacing."""

    @cache
    def width(text: str) -> float:
        shown = text.upper() if capitals else text
        return measure(cut, shown) + tracking * (len(shown) - 1) if shown else 0.0

    return width


def break_lines(
    words: Sequence[str], room: float, width: Width, *, space: str = " ", last: float = 1.0
) -> tuple[str, ...]:
    """Break words into as few lines as hold them, and those as even as can be.

    `room` is the longest line in em, `space` what stands between words, `last` how much the last
    line's shortness counts. Of all ways to break, that with the least sum of squared shortness is
    taken, as Knuth and Plass do (Breaking Paragraphs into Lines, 1981). A word that is wider than
    the room has a line of its own.
    """
    if not words:
        return ()

    @cache
    def best(start: int, count: int) -> tuple[float, tuple[int, ...]]:
        """Return cost and ends of the best way to set what follows `start` in so many lines."""
        if not count:
            return (0.0 if start == len(words) else inf), ()
        found: tuple[float, tuple[int, ...]] = (inf, ())
        for end in range(start + 1, len(words) + 1):
            short = room - width(space.join(words[start:end]))
            if short < 0 and end > start + 1:
                break
            here = short * short * (last if end == len(words) else 1.0) if short >= 0 else OVERFULL * -short
            rest, ends = best(end, count - 1)
            found = min(found, (here + rest, (end, *ends)))
        return found

    fewest = min(max(1, int(width(space.join(words)) / room)), len(words))
    ways = (best(0, count) for count in range(fewest, len(words) + 1))
    ends = next(ends for cost, ends in ways if cost < inf)
    return tuple(space.join(words[start:end]) for start, end in pairwise((0, *ends)))


def split_address(url: str, room: float, width: Width) -> tuple[str, ...]:
    """Break a web address into lines after its marks, without the scheme that browsers add."""
    bare = re.sub(r"^https?://(www\.)?|/$", "", url)
    pieces = re.findall(r"[^/.\-_?&=#]+[/.\-_?&=#]*|[/.\-_?&=#]+", bare)
    if any(width(piece) > room for piece in pieces):
        pieces = list(bare)
    return break_lines(pieces, room, width, space="")


def join_names(names: Sequence[str], joiner: str) -> list[str]:
    """Return names as people read them, "A," "B" "and C", each to stay on one line."""
    if len(names) <= 1:
        return list(names)
    return [*(f"{name}," for name in names[:-2]), names[-2], f"{joiner} {names[-1]}"]
