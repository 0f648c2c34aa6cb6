"""From the colours of screens to the inks of the press, a table for each way of printing.

Black is always pure K: no grey is mixed from colours, whose plates would have to register to a hair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PIL import Image

from press.errors import BadSetting, Problem
from press.prepress.profile import Cmyk, Profile
from press.settings import Settings

Rgb = tuple[float, float, float]
NEUTRAL = 0.02  # how far apart the channels of a grey may be
BLACK: Rgb = (0.0, 0.0, 0.0)
WHITE: Rgb = (1.0, 1.0, 1.0)
NEARLY_BLACK = 0.2  # of a channel of the cover's ink
LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601
TINTED = 0.008  # how far a channel of a tint of the accent may be off: two steps of 255
TAKEN = frozenset(("all", "none", "cyan", "magenta", "yellow", "black"))
"""Names of plates that stand for something else (ISO 32000-2, 8.6.6.4)."""
LONGEST = 127  # bytes of a name (ISO 32000-1, annex C)


@dataclass(frozen=True)
class Ink:
    """What is printed for one colour: shares of the process inks, or of the spot ink, from 0 to 1."""

    cmyk: Cmyk = (0.0, 0.0, 0.0, 0.0)
    spot: float | None = None


@dataclass(frozen=True)
class Inks:
    """How colours are printed; `palette` names the essay's own colours, the others go by `other`.

    `spot` is the plate's name, empty without one. `accent` is the colour that the spot ink prints.
    `ground` is what shows through pictures on a cover.
    """

    profile: Profile
    palette: Mapping[Rgb, Ink]
    other: Callable[[Rgb], Ink]
    spot: str = ""
    accent: Rgb = WHITE
    ground: Rgb = WHITE
    in_colour: bool = False
    known: dict[Rgb, Ink] = field(default_factory=dict)

    def ink(self, colour: Rgb) -> Ink:
        """Return what is printed for a colour; channels are from 0 to 1."""
        if colour not in self.known:
            near = (ink for own, ink in self.palette.items() if _near(own, colour))
            grey = next(near, None) or _print_grey(colour)
            tint = _print_tint(colour, self.accent) if self.spot else None
            self.known[colour] = grey or tint or self.other(colour)
        return self.known[colour]

    @property
    def stand_in(self) -> Cmyk:
        """The spot ink in process colours, for proofs and for presses without it."""
        return convert(self.accent, self.profile)


def inks_for(settings: Settings, profile: Profile) -> Inks:
    """Return how an essay's colours are printed, by `ink`.

    In black or black and spot the cover's ground is the paper itself; in four colours it is printed.
    An accent that is also the ink is black. Raises BadSetting when the spot ink's name cannot be a plate's.
    """
    palette = _palette(settings)
    if settings.ink == "process":
        ground = _rgb(settings.cover.paper)
        return Inks(
            profile, palette, lambda colour: Ink(convert(colour, profile)), ground=ground, in_colour=True
        )
    if settings.ink == "spot" and any(ink.spot for ink in palette.values()):
        _check_name(settings)
        return Inks(profile, palette, print_luminance, settings.spot, _rgb(settings.cover.accent))
    return Inks(profile, palette, print_luminance)


def keeps_hue(settings: Settings, colour: Rgb) -> bool:
    """Tell whether a colour is printed as such: a grey, an ink of its own, or anything in four colours."""
    own = any(_near(known, colour) for known in _palette(settings))
    if settings.ink == "process" or own or _print_grey(colour):
        return True
    return settings.ink == "spot" and _print_tint(colour, _rgb(settings.cover.accent)) is not None


def _palette(settings: Settings) -> dict[Rgb, Ink]:
    """Return how the essay's own colours are printed. Of two that are the same, the text's ink counts.

    In four colours, ink that is nearly black is printed as black; of another colour it is mixed.
    """
    ink, accent, paper = (_rgb(getattr(settings.cover, name)) for name in ("ink", "accent", "paper"))
    solid = Ink((0.0, 0.0, 0.0, 1.0))
    black = {BLACK: solid, ink: solid}
    if settings.ink == "process":
        return black if max(ink) <= NEARLY_BLACK else {BLACK: solid}
    return {paper: Ink()} | ({accent: Ink(spot=1.0)} if settings.ink == "spot" else {}) | black


def _check_name(settings: Settings) -> None:
    name, fact = settings.spot, ""
    if name.casefold() in TAKEN:
        fact = f"`spot` cannot be {name}: that is another plate's name."
    elif not name.isprintable():
        fact = "`spot` holds characters that cannot be printed, so that no plate can have its name."
    elif (length := len(name.encode())) > LONGEST:
        fact = f"`spot` is too long for a plate's name: {length} bytes of at most {LONGEST}."
    if fact:
        remedy = "Write the ink's name as its maker does, such as PANTONE 485 C."
        raise BadSetting(Problem(fact, remedy, settings.where("spot")))


def _rgb(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _near(one: Rgb, other: Rgb) -> bool:
    return all(abs(a - b) < 0.003 for a, b in zip(one, other, strict=True))  # noqa: PLR2004  under one step of 255


def _print_grey(colour: Rgb) -> Ink | None:
    """Return a tint of black for a grey."""
    if max(colour) - min(colour) > NEUTRAL:
        return None
    return Ink((0.0, 0.0, 0.0, round(1 - sum(colour) / 3, 4)))


def _print_tint(colour: Rgb, accent: Rgb) -> Ink | None:
    """Return a tint of the spot ink for a colour that is the accent mixed with white."""
    darkest = min(accent)
    if darkest >= 1:
        return None
    tint = (1 - colour[accent.index(darkest)]) / (1 - darkest)
    made = (1 - tint * (1 - channel) for channel in accent)
    if any(abs(a - b) > TINTED for a, b in zip(made, colour, strict=True)):
        return None
    return Ink(spot=round(min(tint, 1), 4))


def luminance(colour: Rgb) -> float:
    """Return how light a colour is, from 0 to 1."""
    return sum(weight * channel for weight, channel in zip(LUMA, colour, strict=True))


def print_luminance(colour: Rgb) -> Ink:
    """Return a tint of black as light as a colour."""
    return Ink((0.0, 0.0, 0.0, round(1 - luminance(colour), 4)))


def convert(colour: Rgb, profile: Profile) -> Cmyk:
    """Return a colour of the screen (sRGB) in the press's inks by the profile, in whole per cent."""
    pixel = Image.new("RGB", (1, 1), tuple(round(channel * 255) for channel in colour))
    cyan, magenta, yellow, black = (round(share / 255, 2) for share in profile.apply(pixel).tobytes())
    return cyan, magenta, yellow, black
