"""What the style sheets need to know of an essay's settings: page, faces, inks, as CSS custom properties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from press.fonts import Cut, Face, Family, bearings, find_family, measure
from press.geometry import LINE, TEXT, Page, exact, make_page, parse_length, parse_type_size
from press.settings import Settings

WEIGHTS = {"regular": 400, "bold": 600, "black": 700}
DROP_LINES = 3
SUBHEADING = 15.0  # px: an h2
CAP_GAP = 6.0  # px between a drop cap's ink and the text
WORD_SPACE = 0.25  # em: what a word of one letter wants besides


@dataclass(frozen=True)
class Design:
    """The page and the typefaces of an essay."""

    settings: Settings
    page: Page
    text: Family
    display: Family
    mono: Family
    fallback: Family

    def cuts(self, characters: Iterable[str] = (), *, code: bool = False) -> dict[str, Cut]:
        """Return the cuts that the style sheets use, by what they are for.

        Those of the fallback are among them when the text face lacks one of the characters that
        the fallback has; that of the mono when there is code.
        """
        regular, bold, black = WEIGHTS["regular"], WEIGHTS["bold"], WEIGHTS["black"]
        cuts = {
            "text": self.text.cut(regular),
            "text-italic": self.text.cut(regular, "italic"),
            "text-bold": self.text.cut(bold),
            "text-bold-italic": self.text.cut(bold, "italic"),
            "display": self.display.cut(regular),
            "display-black": self.display.cut(black),
        }
        if code:
            cuts["mono"] = self.mono.cut(regular)
        text, spare = cuts["text"].face, self.fallback.cut(regular)
        if any(spare.face.has(character) and not text.has(character) for character in characters):
            cuts["fallback"] = spare
            cuts["fallback-italic"] = self.fallback.cut(regular, "italic")
        return cuts

    @property
    def scale(self) -> float:
        """How much larger the finished page is than the one that is laid out."""
        return parse_type_size(self.settings.type_size)

    def screen_values(self) -> dict[str, str]:
        """Return faces and inks."""
        cover = self.settings.cover
        return {
            "text-face": f'"{self.text.name}", "{self.fallback.name}"',
            "display-face": f'"{self.display.name}", "{self.text.name}", "{self.fallback.name}"',
            "mono-face": f'"{self.mono.name}"',
            "cover-paper": cover.paper,
            "cover-ink": cover.ink,
            "accent": cover.accent,
        }

    def paper_values(self) -> dict[str, str]:
        """Return faces, inks, the page and the drop cap; lengths in px, exact in binary."""
        page, ink = self.page, "#000000"
        lengths = {
            "page-width": page.width,
            "page-height": page.height,
            "page-top": page.top,
            "page-bottom": page.bottom,
            "page-inner": page.inner,
            "page-outer": page.outer,
            "block-height": page.lines * LINE,
            "measure": page.measure,
            "line": LINE,
            "text-size": TEXT,
            "bleed": parse_length(self.settings.bleed) / self.scale,
            "subheading-size": SUBHEADING,
            "subheading-shift": self._subheading_shift(),
            **self._drop_cap(),
        }
        values = {
            **self.screen_values(),
            **{name: f"{length:g}px" for name, length in lengths.items()},
            "ink": ink,
        }
        values["second-ink"] = ink if self.settings.ink == "black" else self.settings.cover.accent
        return values

    def drop_cap_style(self, letter: str, *, is_word: bool) -> str:
        """Return the CSS that sets a drop cap's ink, not its white, at the margin and beside the text."""
        cut, size = self.cuts()["display-black"], self._drop_cap()["drop-size"]
        left, right = bearings(cut, letter)
        gap = CAP_GAP - right * size
        if is_word:  # Its own space stands behind it, in its own size.
            gap += WORD_SPACE * TEXT - measure(cut, "\u00a0") * size
        return f"margin-left:{-left * size:.2f}px;margin-right:{gap:.2f}px"

    def _drop_cap(self) -> dict[str, float]:
        """Return size and downward shift of a drop cap.

        Its foot stands on the last of its lines and its head is level with the capitals of the
        first. A line of height h puts its baseline at (h - content height) / 2 + ascent.
        """
        text, display = self.cuts()["text"].face, self.cuts()["display-black"].face
        height = (DROP_LINES - 1) * LINE + text.capitals * TEXT
        size = exact(height / display.capitals)
        foot = (DROP_LINES - 1) * LINE + _baseline(text, TEXT, LINE)
        return {"drop-size": size, "drop-shift": exact(foot - _baseline(display, size, DROP_LINES * LINE))}

    def _subheading_shift(self) -> float:
        """Return how far down an h2 is to be drawn for its baseline to be that of a line of text."""
        text, display = self.cuts()["text"].face, self.cuts()["display-black"].face
        return exact(_baseline(text, TEXT, LINE) - _baseline(display, SUBHEADING, LINE))


def _baseline(face: Face, size: float, line: float) -> float:
    """Return how far below a line's top its baseline lies, in px."""
    ascent, descent = face.ascent * size, face.descent * size
    return (line - ascent - descent) / 2 + ascent


def make_design(settings: Settings, root: Path) -> Design:
    """Find the typefaces and lay out the page."""
    families = (
        find_family(getattr(settings.fonts, use), root, settings.where("fonts", use))
        for use in ("text", "display", "mono", "fallback")
    )
    return Design(settings, make_page(settings.trim, parse_type_size(settings.type_size)), *families)


def face_rule(family: str, cut: Cut, source: str) -> str:
    """Return an @font-face rule for a cut whose file is at `source`."""
    return (
        f'@font-face {{ font-family: "{family}"; font-style: {cut.face.style}; '
        f'font-weight: {cut.weight}; src: url("{source}"); font-display: swap }}\n'
    )
