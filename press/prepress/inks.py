"""From the colours of screens to the inks of the press, a table for each way of printing.

Black is always pure K: no grey is mixed from colours, whose plates would have to register to a hair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PIL import Image

from press.prepress.profile import Cmyk, Profile
from press.settings import Settings

Rgb = tuple[float, float, float]
NEUTRAL = 0.02  # how far apart the channels of a grey may be
WHITE: Rgb = (1.0, 1.0, 1.0)
LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601


@dataclass(frozen=True)
class Ink:
    """What is printed for one colour: shares of the process inks, or of the spot ink, from 0 to 1."""

    cmyk: Cmyk = (0.0, 0.0, 0.0, 0.0)
    spot: float | None = None


@dataclass(frozen=True)
class Inks:
    """How colours are printed; `palette` names the essay's own colours, the others go by `other`."""

    profile: Profile
    palette: Mapping[Rgb, Ink]
    other: Callable[[Rgb], Ink]
    spot: str = ""
    in_colour: bool = False
    known: dict[Rgb, Ink] = field(default_factory=dict)

    def ink(self, colour: Rgb) -> Ink:
        """Return what is printed for a colour; channels are from 0 to 1."""
        if colour not in self.known:
            near = (ink for own, ink in self.palette.items() if _near(own, colour))
            self.known[colour] = next(near, None) or _print_grey(colour) or self.other(colour)
        return self.known[colour]

    def cmyk(self, colour: Rgb) -> Cmyk:
        """Return a colour in the process inks alone; of the spot ink, its stand-in."""
        ink = self.ink(colour)
        if ink.spot is None:
            return ink.cmyk
        stand_in = self.stand_in
        return (
            stand_in[0] * ink.spot,
            stand_in[1] * ink.spot,
            stand_in[2] * ink.spot,
            stand_in[3] * ink.spot,
        )

    @property
    def stand_in(self) -> Cmyk:
        """The spot ink in process colours, for proofs and for presses without it."""
        own = next((colour for colour, ink in self.palette.items() if ink.spot), WHITE)
        return convert(own, self.profile)


def inks_for(settings: Settings, profile: Profile) -> Inks:
    """Return how an essay's colours are printed, by `ink`.

    In black or black and spot the cover's ground is the paper itself; in four colours it is printed.
    """
    black = Ink((0.0, 0.0, 0.0, 1.0))
    ink, accent, paper = (_rgb(getattr(settings.cover, name)) for name in ("ink", "accent", "paper"))
    if settings.ink == "process":
        return Inks(profile, {ink: black}, lambda colour: Ink(convert(colour, profile)), in_colour=True)
    palette = {ink: black, paper: Ink()}
    if settings.ink == "spot":
        return Inks(profile, {**palette, accent: Ink(spot=1.0)}, _print_luminance, settings.spot)
    return Inks(profile, palette, _print_luminance)


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _near(one: Rgb, other: Rgb) -> bool:
    return all(abs(a - b) < 0.003 for a, b in zip(one, other, strict=True))  # noqa: PLR2004  half a step of 255


def _print_grey(colour: Rgb) -> Ink | None:
    """Return a tint of black for a grey."""
    if max(colour) - min(colour) > NEUTRAL:
        return None
    return Ink((0.0, 0.0, 0.0, round(1 - sum(colour) / 3, 4)))


def _print_luminance(colour: Rgb) -> Ink:
    grey = sum(weight * channel for weight, channel in zip(LUMA, colour, strict=True))
    return Ink((0.0, 0.0, 0.0, round(1 - grey, 4)))


def convert(colour: Rgb, profile: Profile) -> Cmyk:
    """Return a colour of the screen (sRGB) in the press's inks by the profile, in whole per cent."""
    pixel = Image.new("RGB", (1, 1), tuple(round(channel * 255) for channel in colour))
    cyan, magenta, yellow, black = (round(share / 255, 2) for share in profile.apply(pixel).tobytes())
    return cyan, magenta, yellow, black
