"""The web page's colours by day and by night, made from the cover's, and legible whatever those are."""

from __future__ import annotations

from press.cover.inks import contrast
from press.settings import Cover

DAY, NIGHT = "#fbf9f4", "#171615"
"""The grounds on which the text stands."""
BLACK, WHITE = "#000000", "#ffffff"
TEXT, SHAPE = 4.5, 3.0  # contrast: WCAG 2.2, 1.4.3 and 1.4.11
LIGHT = 10.0  # contrast with black from which a cover's paper is one that glares at night
DIM = 0.1  # how far the lettering of such a cover goes towards its ground at night
STEP = 0.04


def shades(cover: Cover) -> dict[str, str]:
    """Return the colours as custom properties: grounds, accent and masthead, each by day and by night."""
    glares = contrast(cover.paper, BLACK) >= LIGHT
    paper = NIGHT if glares else cover.paper
    ink = mix(cover.paper, NIGHT, DIM) if glares else cover.ink
    single = cover.ink.lower() == cover.accent.lower()
    return {
        "day-ground": DAY,
        "night-ground": NIGHT,
        "day-accent": legible(cover.accent, DAY, TEXT),
        "night-accent": legible(cover.accent, NIGHT, TEXT),
        "day-paper": cover.paper,
        "night-paper": paper,
        "day-ink": cover.ink,
        "night-ink": ink,
        "day-wedge": cover.accent,
        "night-wedge": ink if single else legible(cover.accent, paper, SHAPE),
    }


def legible(colour: str, ground: str, least: float) -> str:
    """Return a colour, made darker or lighter until it has the least contrast with its ground."""
    end = max((BLACK, WHITE), key=lambda limit: contrast(limit, ground))
    share, found = 0.0, colour
    while contrast(found, ground) < least:
        share += STEP
        found = mix(colour, end, min(share, 1))
    return found


def mix(colour: str, other: str, share: float) -> str:
    """Return a colour with a share of another, both as #rrggbb."""
    pairs = ((int(colour[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)
