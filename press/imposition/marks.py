"""The printer's marks of a sheet: where to fold, where to cut, which sheet it is. Lengths are in pt."""

from __future__ import annotations

from dataclasses import dataclass

from press.fonts import Cut
from press.geometry import MM
from press.marks import crop_marks, fold_marks, number, outlined_text

MILLIMETRE = MM * 72 / 96  # in pt
GAP = 1.5 * MILLIMETRE  # between the bleed and the marks
LONGEST, SHORTEST = 5 * MILLIMETRE, 3 * MILLIMETRE  # a mark's length
TICK, TICK_INSET = 3 * MILLIMETRE, 5 * MILLIMETRE
"""A fold's tick: its length, and how far from the sheet's edge; office printers leave 1/6 in white there."""

LETTER = 6.0  # size of the line's type
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
    """Draw what is cut off: crop marks, fold marks and the line, on those edges that have room for it.

    It is in the colour `/Marks` of the sheet's resources; of no marks there are no bytes.
    """
    left, bottom, _, top = place.spread
    level, upright = place.reach(left), place.reach(bottom)
    drawn = crop_marks(place.spread, place.offset, level, upright)
    if upright:
        drawn += fold_marks(place.fold, bottom, top, place.offset, upright)
        foot = bottom - place.offset - LETTER
        drawn += outlined_text(place.line, place.face, LETTER, left + place.offset, foot)
    return b"/Marks cs /Marks CS 1 scn 1 SCN\n" + drawn if drawn else b""


def draw_guides(place: Place) -> bytes:
    """Draw what stays in the fold: a collating mark and, for want of room beside the pages, two ticks.

    The ticks are above and below the text, and on the inside only: the outside of the outermost sheet is
    the cover. All is in black, since registration colour does not belong on a page.
    """
    drawn = b""
    if place.is_inside and not place.reach(place.spread[1]):
        drawn += fold_marks(place.fold, TICK_INSET, place.sides[1] - TICK_INSET, -TICK, TICK)
    if place.bar is not None:
        drawn += _draw_bar(place.bar, place.fold, place.spread)
    return b"0 0 0 1 k 0 0 0 1 K\n" + drawn if drawn else b""


def _draw_bar(signature: int, fold: float, spread: Box) -> bytes:
    """Draw a signature's collating mark: on the gathered backs the bars go down like stairs."""
    width, height = BAR
    _, bottom, _, top = spread
    head = top - (top - bottom) * BAR_START - signature % BAR_STEPS * height
    return (
        f"{number(fold - width / 2)} {number(head - height)} {number(width)} {number(height)} re f\n".encode()
    )
