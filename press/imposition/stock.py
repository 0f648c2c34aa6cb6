"""The sheets of paper that printers have, and the one on which two pages fit. Lengths are in px."""

from __future__ import annotations

import re
from dataclasses import dataclass

from press.geometry import IN, MM

HAIR = 0.25 * MM
"""How much larger than the sheet two pages may be: less than printers feed a sheet askew."""

INCHES = re.compile(r"in$|letter|digest|pocket", re.IGNORECASE)
"""Trim sizes, as essay.yaml names them, of those who have their paper by the inch."""


@dataclass(frozen=True)
class Stock:
    """A sheet as it lies for printing: its name, width and height."""

    name: str
    width: float
    height: float

    @property
    def is_wide(self) -> bool:
        """Whether the short edges are at the sides, so that turning over one of them is turning a leaf."""
        return self.width > self.height

    def holds(self, width: float, height: float) -> bool:
        """Whether something lies on the sheet."""
        return width <= self.width + HAIR and height <= self.height + HAIR


METRIC = {
    "A5": (210 * MM, 148 * MM),
    "A4": (297 * MM, 210 * MM),
    "A3": (420 * MM, 297 * MM),
    "SRA3": (450 * MM, 320 * MM),
    "SRA2": (640 * MM, 450 * MM),
}
"""ISO 216 and, raw for cutting, ISO 217. An SRA4 holds little that an A4 does not, and no office has it."""

BY_INCH = {
    "letter": (11 * IN, 8.5 * IN),
    "legal": (14 * IN, 8.5 * IN),
    "tabloid": (17 * IN, 11 * IN),
    "12 x 18 in": (18 * IN, 12 * IN),
    "13 x 19 in": (19 * IN, 13 * IN),
}
"""ANSI/ASME Y14.1 for letter and tabloid; the last two are what digital presses there are fed with."""


def find_stock(width: float, height: float, trim: str = "") -> Stock:
    """Return the smallest usual sheet on which two pages of this size lie beside each other.

    `trim` is the pages' size as essay.yaml says it; one in inches is for paper in inches. The sheet
    lies broadside unless the pages are too narrow and tall for that. Raises ValueError when none of
    the sheets is large enough.
    """
    families = (BY_INCH, METRIC) if INCHES.search(trim.strip()) else (METRIC, BY_INCH)
    for family in families:
        lying = [Stock(name, *sides) for name, sides in family.items()]
        sheets = [*lying, *(Stock(sheet.name, sheet.height, sheet.width) for sheet in lying)]
        fitting = [sheet for sheet in sheets if sheet.holds(2 * width, height)]
        if fitting:
            return min(fitting, key=lambda sheet: sheet.width * sheet.height)
    raise ValueError(f"no sheet holds two pages of {width / MM:.0f} x {height / MM:.0f} mm")
