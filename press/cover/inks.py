"""How a cover is made: its colours, on screens and in the press's inks, and how far it goes over the trim."""

from __future__ import annotations

from dataclasses import dataclass

from press.geometry import parse_length, parse_type_size
from press.settings import Settings

BLACK, WHITE = "#000000", "#ffffff"


@dataclass(frozen=True)
class Inks:
    """The ground, what is drawn on it, and the second colour, as #rrggbb."""

    paper: str
    ink: str
    accent: str

    @property
    def single(self) -> bool:
        """Whether one ink prints all, so that shapes must part by counterchange and not by colour."""
        return self.ink.lower() == self.accent.lower()

    @property
    def bare(self) -> bool:
        """Whether the ground is the paper itself."""
        return self.paper.lower() == WHITE

    @property
    def on_accent(self) -> str:
        """The one of paper and ink that is easier to read on the accent."""
        return max(self.paper, self.ink, key=lambda colour: contrast(colour, self.accent))

    def values(self) -> dict[str, str]:
        """Return the colours as the style sheets know them."""
        return {"cover-paper": self.paper, "cover-ink": self.ink, "accent": self.accent}


@dataclass(frozen=True)
class Over:
    """How far the drawing goes over each edge of the page, in px."""

    top: float = 0
    right: float = 0
    bottom: float = 0
    left: float = 0


@dataclass(frozen=True)
class Making:
    """The colours of a cover, and how far its drawing goes over the page."""

    inks: Inks
    over: Over = Over()


def for_screens(settings: Settings) -> Making:
    """Return how covers on screens are made."""
    return Making(screen_inks(settings))


def for_press(settings: Settings) -> Making:
    """Return how printed covers are made: in the press's inks, with bleed on all sides."""
    bleed = parse_length(settings.bleed) / parse_type_size(settings.type_size)
    return Making(print_inks(settings), Over(bleed, bleed, bleed, bleed))


def screen_inks(settings: Settings) -> Inks:
    """Return the colours of essay.yaml."""
    return Inks(settings.cover.paper, settings.cover.ink, settings.cover.accent)


def print_inks(settings: Settings) -> Inks:
    """Return the colours of the printed covers: black on white when black is the only ink."""
    return Inks(WHITE, BLACK, BLACK) if settings.ink == "black" else screen_inks(settings)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
