"""The printing condition: a CMYK profile, read and named as an output intent wants it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageCms

from press.errors import Place, Problem, UnusableProfile

DEFAULT = Path(__file__).with_name("uncoated-fogra29.icc")
REGISTRY = "http://www.color.org"
"""The ICC's registry of characterized printing conditions."""
REGISTERED = re.compile(r"FOGRA ?\d+L?|GRACoL\w*|CGATS TR ?\d+|SWOP\w*|JC20\d+|IFRA\d+", re.IGNORECASE)
HEADER = 128  # bytes of an ICC profile's header (ISO 15076-1, 7.2)
RELATIVE = ImageCms.Intent.RELATIVE_COLORIMETRIC

Cmyk = tuple[float, float, float, float]


@dataclass(frozen=True)
class Profile:
    """A CMYK output profile: its data and description."""

    data: bytes
    description: str

    @property
    def condition(self) -> str:
        """The registered name of the printing condition, or `Custom` when the profile names none."""
        found = REGISTERED.search(self.description)
        return found[0].upper().replace(" ", "") if found else "Custom"

    @cached_property
    def transform(self) -> ImageCms.ImageCmsTransform:
        """The way from sRGB to the press's inks, relative colorimetric with black point compensation."""
        return ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"),
            ImageCms.ImageCmsProfile(io.BytesIO(self.data)),
            "RGB",
            "CMYK",
            renderingIntent=RELATIVE,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )

    def apply(self, picture: Image.Image) -> Image.Image:
        """Return an RGB picture in the press's inks."""
        printed = ImageCms.applyTransform(picture, self.transform)
        if printed is None:
            raise TypeError("the transform worked in place")
        return printed


def read_profile(path: Path | None, asked_at: Place) -> Profile:
    """Read a profile, the press's own when no path is given.

    Raises UnusableProfile when it is missing, cannot be read, or is no CMYK profile of a printing press.
    """
    remedy = "Ask the printer for the CMYK output profile (.icc) of the paper, or leave `icc:` out."
    path = path or DEFAULT
    try:
        data = path.read_bytes()
    except OSError as error:
        fact = f"the profile {path} cannot be read: {(error.strerror or str(error)).lower()}."
        raise UnusableProfile(Problem(fact, remedy, asked_at)) from None
    space, kind = data[16:20], data[12:16]
    if len(data) < HEADER or data[36:40] != b"acsp":
        raise UnusableProfile(Problem(f"{path} is no ICC profile.", remedy, asked_at))
    if space != b"CMYK" or kind != b"prtr":
        shown = f"{space.decode('latin-1').strip()} profile of class {kind.decode('latin-1')}"
        fact = f"{path} is not for a printing press: it is a {shown}."
        raise UnusableProfile(Problem(fact, remedy, asked_at))
    try:
        description = ImageCms.getProfileDescription(ImageCms.ImageCmsProfile(io.BytesIO(data))).strip()
        profile = Profile(data, description)
        _ = profile.transform
    except (ImageCms.PyCMSError, OSError) as error:
        fact = f"the profile {path} is damaged: {error}."
        raise UnusableProfile(Problem(fact, remedy, asked_at)) from None
    return profile
