"""Lines too thin for plate and press: under .25 pt, by printers' usual.

ISO 32000-2, 8.4.3.2, warns of width 0, which is one dot of whatever device prints it.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.rule import Expected, Rule, Spot
from press.preflight.rules.boxes import on_each
from press.preflight.sheet import Mark, Sheet

THINNEST = 0.25
"""Points."""
ROUNDING = 0.005


def _thin(sheet: Sheet, kind: str) -> Iterator[Mark]:
    """Yield thin marks inside the trim; white ones are no ink, and outside are crop marks."""
    for mark in sheet.inner:
        if mark.kind == kind and mark.size < THINNEST - ROUNDING and not (mark.colour and mark.colour.white):
            yield mark


def _find_hairlines(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    for mark in _thin(sheet, "stroke"):
        if mark.size > 0:
            case = f"{mark.size:.2g} pt in {mark.colour}"
            yield Spot(f"a line is thinner than {THINNEST:g} pt", sheet.number, case, mark.size)


def _find_zero(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    for mark in _thin(sheet, "stroke"):
        if mark.size == 0:
            yield Spot(
                "a line has a width of 0, so each device's thinnest", sheet.number, f"in {mark.colour}"
            )


def _find_thin_shapes(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    for mark in _thin(sheet, "fill"):
        case = f"{mark.size:.2g} pt in {mark.colour}"
        yield Spot(f"a filled shape is thinner than {THINNEST:g} pt", sheet.number, case, mark.size)


LINES: tuple[Rule, ...] = (
    Rule(
        "hairline",
        "error",
        "A line thinner than .25 pt inside the trim; white ones and crop marks are not counted",
        "Draw it .25 pt wide or more; in a tint, .5 pt.",
        on_each(_find_hairlines),
    ),
    Rule(
        "line-of-no-width",
        "error",
        "A line of width 0, which is hardly to be seen on a plate",
        "Give the line a width, .25 pt or more.",
        on_each(_find_zero),
    ),
    Rule(
        "thin-shape",
        "error",
        "A filled box or rule thinner than .25 pt inside the trim",
        "Make it .25 pt thick or more.",
        on_each(_find_thin_shapes),
    ),
)
