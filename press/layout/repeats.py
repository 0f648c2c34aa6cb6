"""Lines that the layout engine breaks again and again, broken once while a piece is laid out.

WeasyPrint lays out all notes of a page anew for each note that joins them, and a piece again for each mend of
its pages; most lines are the same each time, and shaping them is a third of its work. While `breaking_once`
lasts, a line is broken once for each text, way of setting it and measure. What a line is then justified by is
kept on its own box and shape. The height of a style's lines is found once for each style.

This leans on `split_first_line` and `strut` of `weasyprint.text.line_break`, on the names that two modules
of the engine take from there, and on the properties that they read, hence tests that name them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from press.layout.ruler import SHAPING

Style = Any  # WeasyPrint has no type hints

BREAKING = (
    *SHAPING,
    *("direction", "font_variation_settings", "hyphenate_character", "hyphenate_limit_chars"),
    *("hyphenate_limit_zone", "hyphens", "overflow_wrap", "tab_size", "text_decoration_line", "white_space"),
    *("word_break", "word_spacing"),
)
"""The properties that decide where a text is broken, and what is kept of its shape."""

break_line, measure_strut = line_break.split_first_line, line_break.strut


@dataclass
class Kept:
    """Broken lines, by text, way of setting and measure; and the ways of setting, each with its number.

    The numbers hold as long as the fonts, since a style is asked for its number once.
    """

    lines: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)
    ways: dict[str, int] = field(default_factory=dict)

    def way(self, style: Style) -> int:
        """Return the number of a style's way of setting text."""
        if "press_way" not in vars(style):
            key = "|".join(str(style[name]) for name in BREAKING)
            style.press_way = self.ways.setdefault(key, len(self.ways))
        return int(style.press_way)


@contextmanager
def breaking_once(fonts: FontConfiguration) -> Iterator[None]:
    """Keep what is broken meanwhile into lines with these fonts."""
    kept = fonts.press_kept = getattr(fonts, "press_kept", None) or Kept()
    try:
        yield
    finally:
        kept.lines.clear()


def _break_once(  # noqa: PLR0913, PLR0917  the engine's own parameters
    text: str,
    style: Style,
    context: Any,
    max_width: float | None,
    justification_spacing: float,
    is_line_start: bool = True,
    minimum: bool = False,
) -> tuple[Any, ...]:
    kept: Kept | None = getattr(style.font_config, "press_kept", None)
    if kept is None:
        whole = break_line(text, style, context, max_width, justification_spacing, is_line_start, minimum)
        return tuple(whole)
    key = text, kept.way(style), max_width, justification_spacing, is_line_start, minimum
    found = kept.lines.get(key)
    if found is None:
        found = kept.lines[key] = break_line(text, style, context, *key[2:])
    shape, *measures = found
    return copy(shape), *measures


def _measure_strut_once(style: Style) -> tuple[float, float]:
    if "press_strut" not in vars(style):
        style.press_strut = measure_strut(style)
    height, baseline = style.press_strut
    return height, baseline


inline.split_first_line = preferred.split_first_line = _break_once
inline.strut = _measure_strut_once
