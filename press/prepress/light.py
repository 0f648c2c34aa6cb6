"""Colours of ink on a screen: what the essay has in CMYK, shown in sRGB by the profile of the press.

PDF/A allows no device CMYK beside an output intent for screens (ISO 19005-3, 6.2.4.3).
"""

from __future__ import annotations

import re
from typing import Any

import pikepdf
from pikepdf import Name
from PIL import Image

from press.prepress.pictures import write_picture
from press.prepress.profile import Profile
from press.prepress.recolour import COLOUR, content_streams


def show_inks(pdf: pikepdf.Pdf, profile: Profile) -> None:
    """Turn device CMYK into sRGB, in pictures and drawings, in place."""
    for thing in list(pdf.objects):
        if isinstance(thing, pikepdf.Stream) and thing.get("/ColorSpace") == Name.DeviceCMYK:
            _show_picture(thing, profile)
    for stream, _ in content_streams(pdf):
        content = stream.read_bytes()
        shown = COLOUR.sub(lambda match: _show_colour(match, profile), content)
        if shown != content:
            stream.write(shown)


def _show_picture(image: Any, profile: Profile) -> None:
    was_jpeg = image.get("/Filter") == Name.DCTDecode
    write_picture(image, profile.show(pikepdf.PdfImage(image).as_pil_image()), as_jpeg=was_jpeg)


def _show_colour(match: re.Match[bytes], profile: Profile) -> bytes:
    """Return the operator that sets a CMYK colour in RGB; any other as it is."""
    channels = [float(channel) for channel in match["channels"].split()]
    if len(channels) != len("CMYK"):
        return match[0]
    inks = Image.new("CMYK", (1, 1), tuple(round(255 * channel) for channel in channels))
    light = " ".join(f"{value / 255:.4g}" for value in profile.show(inks).tobytes())
    return f"{light} {'RG' if match['operator'].isupper() else 'rg'}".encode()
