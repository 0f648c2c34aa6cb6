"""Images: their resolution at the size they are printed, and what printing cannot take.

300 ppi for tones is printers' usual, twice the screen of about 150 lines to the inch; under 150 ppi pixels
are to be seen. Line art is not screened and wants the press's own fineness: 600 ppi at least. Images of no
more than 16 pixels are left out, as preflight profiles do: they are grounds and not pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.preflight.rule import Expected, Rule, Spot
from press.preflight.rules.boxes import on_each
from press.preflight.sheet import Picture, Sheet

FAIR, POOR = 300.0, 150.0
LINE_FAIR, LINE_POOR = 600.0, 300.0
"""Pixels per inch: under the first a warning, under the second an error."""
ROUNDING = 0.5
GROUND = 16
"""Pixels."""
DEEP = 16
"""Bits."""


def _coarse(low: float, high: float, *, line_art: bool) -> Callable[[Sheet, Expected], Iterator[Spot]]:
    """Return a look at images whose pixels per inch lie in a range."""
    kind = "line art" if line_art else "an image"

    def look(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
        del expected
        for mark in sheet.inner:
            picture = mark.picture
            if picture is None or min(picture.width, picture.height) <= GROUND:
                continue
            if picture.is_line_art == line_art and low <= mark.size + ROUNDING < high:
                case = f"{picture.size} at {mark.size:.0f} ppi"
                yield Spot(f"{kind} is printed at less than {high:.0f} ppi", sheet.number, case, mark.size)

    return look


def _each(tell: Callable[[Picture], str], fact: str) -> Callable[[Sheet, Expected], Iterator[Spot]]:
    """Return a look at each image; `tell` gives the case, or nothing."""

    def look(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
        del expected
        for mark in sheet.marks:
            if mark.picture and (case := tell(mark.picture)):
                yield Spot(fact, sheet.number, f"{mark.picture.size} {case}")

    return look


IMAGES: tuple[Rule, ...] = (
    Rule(
        "image-coarse",
        "error",
        "An image at less than 150 ppi at its printed size",
        "Print it smaller, or take a larger original.",
        on_each(_coarse(0, POOR, line_art=False)),
    ),
    Rule(
        "image-soft",
        "warning",
        "An image at 150 to 300 ppi at its printed size",
        "Print it smaller, or take a larger original.",
        on_each(_coarse(POOR, FAIR, line_art=False)),
    ),
    Rule(
        "line-art-coarse",
        "error",
        "Line art (of 1 bit) at less than 300 ppi at its printed size",
        "Scan it at 1200 ppi, or draw it as vectors.",
        on_each(_coarse(0, LINE_POOR, line_art=True)),
    ),
    Rule(
        "line-art-soft",
        "warning",
        "Line art (of 1 bit) at 300 to 600 ppi at its printed size",
        "Scan it at 1200 ppi, or draw it as vectors.",
        on_each(_coarse(LINE_POOR, LINE_FAIR, line_art=True)),
    ),
    Rule(
        "image-broken",
        "error",
        "An image that cannot be unpacked, ends early or has no colour space",
        "Save the image anew and export again.",
        on_each(_each(lambda picture: picture.sample.fault, "an image cannot be printed")),
    ),
    Rule(
        "image-proxy",
        "error",
        "An image that stands for another: OPI, alternates, or a file outside",
        "Put the image itself into the file.",
        on_each(
            _each(
                lambda picture: f"({picture.proxy})" if picture.proxy else "", "an image stands for another"
            )
        ),
    ),
    Rule(
        "image-interpolated",
        "warning",
        "An image that is to be smoothed, which each device does in its own way",
        "Switch interpolation off.",
        on_each(
            _each(
                lambda picture: "has Interpolate" if picture.interpolated else "",
                "an image is to be smoothed",
            )
        ),
    ),
    Rule(
        "image-jpeg2000",
        "warning",
        "An image in JPEG 2000, which older printing systems cannot read",
        "Save it as JPEG, or without loss.",
        on_each(
            _each(
                lambda picture: "(JPXDecode)" if "JPXDecode" in picture.filters else "",
                "an image is in JPEG 2000",
            )
        ),
    ),
    Rule(
        "image-16-bit",
        "warning",
        "An image of 16 bits, which older printing systems cannot read",
        "Save it with 8 bits.",
        on_each(
            _each(
                lambda picture: f"has {picture.bits} bits" if picture.bits >= DEEP else "",
                "an image has 16 bits",
            )
        ),
    ),
)
