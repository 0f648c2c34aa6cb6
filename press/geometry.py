"""The page: trim sizes and the text block, in CSS px (96 to the inch).

Every length here is a multiple of 1/16 px, which a binary float holds exactly. The layout engine
compares heights without tolerance; with inexact ones, footnotes wander to other pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MM = 96 / 25.4
IN = 96.0
NUMBER = r"\d+(?:\.\d+)?"
UNITS = {"mm": MM, "cm": 10 * MM, "in": IN, "pt": IN / 72}
MOST_BLEED = 10 * MM
BULK = 1.3  # cm³/g: what uncoated offset paper takes up; makers give 1.2 to 1.4

TRIMS: dict[str, tuple[float, float]] = {
    "A4": (210 * MM, 297 * MM),
    "A5": (148 * MM, 210 * MM),
    "A6": (105 * MM, 148 * MM),
    "B6": (125 * MM, 176 * MM),
    "half-letter": (5.5 * IN, 8.5 * IN),
    "digest": (5.5 * IN, 8.5 * IN),
    "pocket": (4.25 * IN, 6.875 * IN),
    "octavo": (138 * MM, 216 * MM),
}
"""Width and height by name. A and B sizes: ISO 216; octavo: British demy octavo."""

LINE = 18.0  # one line of text: 13.5 pt
TEXT = 13.5  # the text's size: 10.125 pt
SMALLEST_TYPE, LARGEST_TYPE = 9.0, 24.0  # pt
SMALLEST, LARGEST = 80 * MM, 300 * MM


@dataclass(frozen=True)
class Page:
    """A page's trim and text block in px; `lines` is how many lines of text it holds."""

    width: float
    height: float
    top: float
    bottom: float
    inner: float
    outer: float
    lines: int

    @property
    def measure(self) -> float:
        """Width of the text block."""
        return self.width - self.inner - self.outer


def exact(length: float) -> float:
    """Round a length in px to 1/16."""
    return round(length * 16) / 16


def parse_trim(value: str) -> tuple[float, float]:
    """Return width and height in px of a trim size by name or by measure.

    Raises ValueError when it is neither, or no size for a pamphlet.
    """
    by_name = {name.lower(): size for name, size in TRIMS.items()}
    if value.lower() in by_name:
        return by_name[value.lower()]
    match = re.fullmatch(rf"({NUMBER})\s*(?:[x×*]|by)\s*({NUMBER})\s*(mm|cm|in)", value.strip())
    if not match:
        raise ValueError(
            f"{value!r} is no trim size; say {', '.join(TRIMS)}, or a measure such as 120 x 190 mm"
        )
    unit = UNITS[match[3]]
    width, height = float(match[1]) * unit, float(match[2]) * unit
    if not (SMALLEST <= width <= height <= LARGEST):
        raise ValueError(f"{value!r} is no trim size; a page is upright, 80 to 300 mm on each side")
    return width, height


def parse_length(value: str) -> float:
    """Return a length such as `3 mm` or `0.125 in` in px. Raises ValueError when it is none."""
    match = re.fullmatch(rf"({NUMBER})\s*({'|'.join(UNITS)})", value.strip())
    if not match:
        raise ValueError(f"{value!r} is no length; say it in mm or in, such as 3 mm")
    return float(match[1]) * UNITS[match[2]]


def parse_paper(value: str) -> float:
    """Return the thickness of a sheet in px, from its weight in g/m² (`80 g`) or as a length (`0.1 mm`).

    By weight it is that of uncoated offset paper: weight times bulk. Raises ValueError for what no
    pamphlet is printed on, outside 40 to 400 g or .04 to .6 mm.
    """
    weight = re.fullmatch(rf"({NUMBER})\s*(?:g|gsm|g/m2|g/m²)", value.strip())
    try:
        thickness = float(weight[1]) * BULK / 1000 * MM if weight else parse_length(value)
    except ValueError:
        thickness = 0.0
    if not 0.04 * MM <= thickness <= 0.6 * MM:
        raise ValueError(f"{value!r} is no paper; say its weight or thickness, such as 80 g or 0.1 mm")
    return thickness


def parse_type_size(value: str) -> float:
    """Return how much larger than usual the type is. Raises ValueError for what no essay is set in."""
    match = re.fullmatch(rf"({NUMBER})\s*pt", value.strip())
    if not match or not SMALLEST_TYPE <= float(match[1]) <= LARGEST_TYPE:
        sizes = f"{SMALLEST_TYPE:g} to {LARGEST_TYPE:g} pt"
        raise ValueError(f"{value!r} is no size of type; it is given in points, {sizes}, such as 16 pt")
    return float(match[1]) * UNITS["pt"] / TEXT


def make_page(trim: str, scale: float = 1.0) -> Page:
    """Lay out the text block: about an eighth of the width inside, a seventh outside, more foot than head.

    The proportions give the measure of 60 to 68 characters that Bringhurst (Elements of Typographic
    Style, 2.1.2) calls satisfactory, on A5; the block is a whole number of lines high. With larger type the
    page is laid out smaller, and enlarged when it is finished (press.enlarging).
    """
    width, height = (exact(side / scale) for side in parse_trim(trim))
    inner, outer = float(round(width * 0.1073)), float(round(width * 0.1288))
    top = 4 * LINE if height > 700 else 3 * LINE  # noqa: PLR2004
    lines = int((height - top - height * 0.125) // LINE)
    return Page(width, height, top, height - top - lines * LINE, inner, outer, lines)
