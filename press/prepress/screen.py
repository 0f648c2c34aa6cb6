"""Colours that are not written in sRGB, as sRGB: Lab, as the newer colours of CSS come out, and CMYK."""

from __future__ import annotations

from collections.abc import Sequence

from press.prepress.inks import Rgb

WHITE_D50 = (0.3457 / 0.3585, 1.0, (1.0 - 0.3457 - 0.3585) / 0.3585)
KAPPA, EPSILON = 24389 / 27, 216 / 24389
XYZ_TO_LINEAR = (
    (3.1341359569958707, -1.6173863321612538, -0.4906619460083532),
    (-0.978795502912089, 1.916254567259524, 0.03344273116131949),
    (0.07195537988411677, -0.2289768264158322, 1.405386058324125),
)
"""From XYZ of the white D50 to linear sRGB, by Bradford's adaptation.

All numbers of Lab are those of CSS Color 4, "Sample code for color conversions".
"""


def from_lab(lightness: float, a: float, b: float) -> Rgb:
    """Return a colour of CIE Lab (D50) in sRGB; what no screen shows is cut off."""
    middle = (lightness + 16) / 116
    curves = (middle + a / 500, middle, middle - b / 200)
    xyz = [
        white * (curve**3 if curve**3 > EPSILON else (116 * curve - 16) / KAPPA)
        for white, curve in zip(WHITE_D50, curves, strict=True)
    ]
    red, green, blue = (
        _encode(sum(weight * part for weight, part in zip(row, xyz, strict=True))) for row in XYZ_TO_LINEAR
    )
    return red, green, blue


def from_cmyk(cyan: float, magenta: float, yellow: float, black: float) -> Rgb:
    """Return process inks in sRGB without a profile, each ink taking its light away."""
    return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)


def to_rgb(channels: Sequence[float]) -> Rgb:
    """Return a grey, an RGB or a CMYK colour in sRGB, by its number of channels."""
    if len(channels) == 1:
        return channels[0], channels[0], channels[0]
    if len(channels) == len("RGB"):
        return channels[0], channels[1], channels[2]
    return from_cmyk(*channels)


def _encode(light: float) -> float:
    light = min(max(light, 0.0), 1.0)
    return 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055  # noqa: PLR2004  IEC 61966-2-1
