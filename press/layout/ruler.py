"""Widths of words in px, as WeasyPrint shapes them, each measured once."""

from __future__ import annotations

from typing import Any

from weasyprint.text.line_break import Layout as Shaped
from weasyprint.text.line_break import line_size

Style = Any  # WeasyPrint has no type hints

SHAPING = (
    *("font_family", "font_size", "font_style", "font_weight", "font_stretch", "letter_spacing", "lang"),
    *("font_feature_settings", "font_kerning", "font_variant_alternates", "font_variant_caps"),
    *("font_variant_east_asian", "font_variant_ligatures", "font_variant_numeric", "font_variant_position"),
    "font_language_override",
)
"""The properties that decide a word's width."""


class Unspaced:
    """A style without `word-spacing`.

    WeasyPrint keeps a text's spacing on the layout when the next text is set there, so that it would be
    measured with it.
    """

    def __init__(self, style: Style) -> None:
        self.style = style

    def __getitem__(self, name: str) -> Any:
        return 0 if name == "word_spacing" else self.style[name]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.style, name)


class Ruler:
    """Measures; words are shaped alone, as the layout engine does where it spaces words."""

    def __init__(self) -> None:
        self.shaped: dict[str, Shaped] = {}
        self.keys: dict[int, tuple[Style, str]] = {}
        self.widths: dict[tuple[str, str], float] = {}

    def __call__(self, text: str, style: Style) -> float:
        """Return the width of a text without `word-spacing`."""
        if id(style) not in self.keys:
            key = "|".join(str(style[name]) for name in SHAPING)
            self.keys[id(style)] = (style, key)  # The style is kept, so that its id is no other's.
            self.shaped.setdefault(key, Shaped(Unspaced(style)))
        key = self.keys[id(style)][1]
        if (key, text) not in self.widths:
            shaped = self.shaped[key]
            shaped.set_text(text)
            self.widths[key, text] = float(line_size(shaped.get_first_line()[0], shaped.style)[0])
        return self.widths[key, text]

    def space(self, style: Style) -> float:
        """Return the width of the face's own space, without `word-spacing`."""
        return self("n n", style) - self("nn", style)
