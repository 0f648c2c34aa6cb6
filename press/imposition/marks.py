"""The printer's marks of a sheet: where to fold, where to cut, which sheet it is. Lengths are in pt."""

from __future__ import annotations

from dataclasses import dataclass

from press.fonts import Cut, measure
from press.geometry import MM
from press.marks import crop_marks, fold_marks, number, outlined_text

MILLIMETRE = MM * 72 / 96  # in pt
GAP = 1.5 * MILLIMETRE  # between the bleed and the marks
LONGEST, SHORTEST = 5 * MILLIMETRE, 3 * MILLIMETRE  # a mark's length
TICK, TICK_INSET = 3 * MILLIMETRE, 5 * MILLIMETRE
"""A fold's tick: its length, and how far from the sheet's edge; office printers leave 1/6 in white there."""

LETTER = 6.0  # size of the line's type, where it does not have to be smaller
BAR = (1 * MILLIMETRE, 5 * MILLIMETRE)  # a collating mark: half a millimetre on each side of the fold
BAR_START, BAR_STEPS = 1 / 6, 12  # of the height, from the head; most bars before they begin anew

HALVES = (0, 2)
"""The outer edge of the left and of the right page, as a box counts its edges."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """A side of a sheet: the sheet's width and height, the two pages on it, and their bleed.

    `line` says which side it is, set in `face`. `bar` is the signature's number when its collating mark
    is on this side. `is_inside` tells the side that lies within the fold.
    """

    sides: tuple[float, float]
    spread: Box
    bleed: float
    line: str
    face: Cut
    is_inside: bool
    bar: int | None

    @property
    def fold(self) -> float:
        """Where the sheet is folded."""
        return self.sides[0] / 2

    @property
    def offset(self) -> float:
        """From the trim to the marks."""
        return self.bleed + GAP

    def reach(self, room: float) -> float:
        """Return how long marks are that have so much room beyond the trim; 0 when there are none."""
        free = min(room - self.offset, LONGEST)
        return free if free >= SHORTEST else 0.0


def draw_marks(place: Place) -> bytes:
    """Draw all that a side has room for: nothing where there is none.

    Where the sheet is larger than the pages, there are crop marks, fold marks and the line, which are
    cut off. Where it is not, the fold has two ticks above and below the text, on the inside only: the
    outside of the outermost sheet is the cover.
    """
    left, bottom, _, top = place.spread
    level, upright = place.reach(left), place.reach(bottom)
    drawn = crop_marks(place.spread, place.offset, level, upright)
    if upright:
        drawn += fold_marks(place.fold, bottom, top, place.offset, upright)
        room = place.fold - left - 2 * place.offset
        size = min(LETTER, room / measure(place.face, place.line))
        drawn += outlined_text(
            place.line, place.face, size, left + place.offset, bottom - place.offset - LETTER
        )
    elif place.is_inside:
        drawn += fold_marks(place.fold, TICK_INSET, place.sides[1] - TICK_INSET, -TICK, TICK)
    if place.bar is not None:
        drawn += _draw_bar(place.bar, place.fold, place.spread)
    return b"/Marks cs /Marks CS 1 scn 1 SCN\n" + drawn if drawn else b""


def _draw_bar(signature: int, fold: float, spread: Box) -> bytes:
    """Draw a signature's collating mark: on the gathered backs the bars go down like stairs."""
    width, height = BAR
    _, bottom, _, top = spread
    head = top - (top - bottom) * BAR_START - signature % BAR_STEPS * height
    return (
        f"{number(fold - width / 2)} {number(head - height)} {number(width)} {number(height)} re f\n".encode()
    )
