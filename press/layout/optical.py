"""Optical margins: how much of a mark at a line's end, or beginning, hangs out of the column.

The shares are those of R. Schlicht's microtype, microtype.cfg and mt-EBGaramond.cfg, and for hyphens and
stops a little more than half: on so narrow a measure a hyphen in every tenth line is seen as a dent.
Letters do not hang, so that the edge of the text is exact.
"""

from __future__ import annotations

from typing import Any

from press.layout.ruler import Ruler

Style = Any  # WeasyPrint has no type hints

AT_END = {
    **dict.fromkeys("-‐\u00ad", 0.6),
    **dict.fromkeys(".,", 0.6),
    **dict.fromkeys(";:", 0.35),
    **dict.fromkeys("’‘", 0.45),
    **dict.fromkeys("”“", 0.35),
    **dict.fromkeys("›‹", 0.3),
    **dict.fromkeys("»«", 0.2),
    **dict.fromkeys("!?", 0.1),
    "–": 0.3,
    "—": 0.15,
    ")": 0.15,
    "…": 0.15,
}
"""How much of its width a mark hangs out at the right."""

AT_START = {
    **dict.fromkeys("‘’", 0.5),
    **dict.fromkeys("“”", 0.4),
    **dict.fromkeys("‚„", 0.4),
    **dict.fromkeys("‹›", 0.3),
    **dict.fromkeys("«»", 0.2),
    "–": 0.3,
    "—": 0.15,
    "(": 0.1,
}
"""How much of its width a mark hangs out at the left."""


def hang_at_start(mark: str, style: Style, ruler: Ruler) -> float:
    """Return how much of a line that begins with a mark hangs out of the column."""
    return AT_START[mark] * ruler(mark, style) if mark in AT_START else 0.0


def hang_at_end(mark: str, style: Style, ruler: Ruler) -> float:
    """Return how much of a line that ends with a mark hangs out, and the space after a spaced letter."""
    spacing = style["letter_spacing"]
    after = 0.0 if spacing == "normal" else float(spacing)
    return after + (AT_END[mark] * (ruler(mark, style) - after) if mark in AT_END else 0.0)
