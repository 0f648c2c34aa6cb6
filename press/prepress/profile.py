"""The printing condition: a CMYK profile, read and named as an output intent wants it."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms

from press.errors import Place, Problem, UnusableProfile

DEFAULT = Path(__file__).with_name("uncoated-fogra29.icc")
REGISTRY = "http://www.color.org"
"""The ICC's registry of characterized printing conditions."""
REGISTERED = {
    r"ISO ?Uncoated ?yellowish|FOGRA ?30": "FOGRA30",
    r"FOGRA ?(\d\d)": r"FOGRA\1",
    r"ISO ?Coated ?v2": "FOGRA39",
    r"ISO ?Uncoated": "FOGRA29",
    r"PSO ?Coated.*NPscreen": "FOGRA43",
    r"PSO ?Coated ?v3": "FOGRA51",
    r"PSO ?Uncoated.*NPscreen": "FOGRA44",
    r"PSO ?Uncoated ?v3": "FOGRA52",
    r"PSO ?Uncoated": "FOGRA47",
    r"PSO ?LWC ?Improved": "FOGRA45",
    r"PSO ?LWC ?Standard": "FOGRA46",
    r"newspaper ?26|IFRA ?26": "IFRA26",
    r"CGATS ?TR ?(\d{3})": r"CGATS TR \1",
    r"GRACoL ?2006": "CGATS TR 006",
    r"SWOP ?2006.*?5": "CGATS TR 005",
    r"SWOP ?2006": "CGATS TR 003",
    r"Web Coated \(SWOP\) v2": "CGATS TR 001",
    r"CRPC ?(\d)": r"CGATS21-2-CRPC\1",
    r"Japan Color 2001 Coated|JC200103": "JC200103",
    r"Japan Color 2001 Uncoated|JC200104": "JC200104",
}
"""Names in the ICC's registry of printing conditions, by what the descriptions of profiles say."""
CUSTOM = "Custom"
"""What ISO 32000-2, 14.11.5, calls a condition that is in no registry."""
HEADER = 128  # bytes of an ICC profile's header (ISO 15076-1, 7.2)
SIZE, VERSION, CLASS, SPACE, SIGN = slice(0, 4), 8, slice(12, 16), slice(16, 20), slice(36, 40)
VERSIONS = (2, 4)
CLASSES = {
    "mntr": "screen",
    "scnr": "scanner",
    "link": "device link",
    "abst": "abstract",
    "spac": "colour space",
}
CLASSES["nmcl"] = "named colours"
REMEDY = "Ask the printer for the CMYK output profile (.icc) of the paper, or leave `icc:` out."
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
        for pattern, name in REGISTERED.items():
            if found := re.search(pattern, self.description, re.IGNORECASE):
                return found.expand(name)
        return CUSTOM

    @cached_property
    def transform(self) -> ImageCms.ImageCmsTransform:
        """The way from sRGB to the press's inks."""
        return _transform((ImageCms.createProfile("sRGB"), "RGB"), (self._open(), "CMYK"))

    @cached_property
    def back(self) -> ImageCms.ImageCmsTransform:
        """The way from the press's inks to sRGB."""
        return _transform((self._open(), "CMYK"), (ImageCms.createProfile("sRGB"), "RGB"))

    def apply(self, picture: Image.Image) -> Image.Image:
        """Return an RGB picture in the press's inks."""
        return _apply(picture, self.transform)

    def show(self, picture: Image.Image) -> Image.Image:
        """Return a CMYK picture as it looks in print, in sRGB."""
        return _apply(picture, self.back)

    def _open(self) -> ImageCms.ImageCmsProfile:
        return ImageCms.ImageCmsProfile(io.BytesIO(self.data))


Side = tuple[Any, str]


def _transform(source: Side, target: Side) -> ImageCms.ImageCmsTransform:
    """Return a way between colour spaces, relative colorimetric with black point compensation."""
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION
    return ImageCms.buildTransform(
        source[0], target[0], source[1], target[1], renderingIntent=RELATIVE, flags=flags
    )


def _apply(picture: Image.Image, transform: ImageCms.ImageCmsTransform) -> Image.Image:
    changed = ImageCms.applyTransform(picture, transform)
    if changed is None:
        raise TypeError("the transform worked in place")
    return changed


def read_profile(path: Path | None, asked_at: Place) -> Profile:
    """Read a profile, the press's own when no path is given.

    Raises UnusableProfile when it is missing, cannot be read, or is no CMYK profile of a printing press.
    """
    path = path or DEFAULT
    try:
        data = _read(path)
    except (OSError, ValueError) as error:  # ValueError: no file can have such a name
        why = (getattr(error, "strerror", None) or str(error)).lower()
        raise UnusableProfile(
            Problem(f"the profile {path} cannot be read: {why}.", REMEDY, asked_at)
        ) from None
    if fact := _fault(data):
        raise UnusableProfile(Problem(f"the profile {path} {fact}.", REMEDY, asked_at))
    try:
        opened = ImageCms.ImageCmsProfile(io.BytesIO(data))
        profile = Profile(data, " ".join(ImageCms.getProfileDescription(opened).split()))
        _ = profile.transform, profile.back
    except (ImageCms.PyCMSError, OSError) as error:
        fact = f"the profile {path} is damaged: {str(error) or 'its tables cannot be read'}."
        raise UnusableProfile(Problem(fact, REMEDY, asked_at)) from None
    return profile


def _read(path: Path) -> bytes:
    """Read a file. Raises OSError for what is none, such as a device that never ends."""
    if path.exists() and not path.is_file():
        raise OSError(0, "it is no file")
    return path.read_bytes()


def _fault(data: bytes) -> str:
    """Return what makes a file no profile for CMYK printing, by its header; nothing for a sound one."""
    if len(data) < HEADER or data[SIGN] != b"acsp":
        return "is no ICC profile"
    if (size := int.from_bytes(data[SIZE], "big")) > len(data):
        return f"ends early: it has {len(data)} of {size} bytes"
    kind, space = data[CLASS].decode("latin-1"), data[SPACE].decode("latin-1").strip()
    if kind != "prtr":
        return f"is not for a printing press: its class is {kind} ({CLASSES.get(kind, 'unknown')})"
    if space != "CMYK":
        return f"is not for CMYK printing: it is for {space}"
    if data[VERSION] not in VERSIONS:
        return f"is of version {data[VERSION]}; PDF/X-4 takes 2 and 4"
    return ""
