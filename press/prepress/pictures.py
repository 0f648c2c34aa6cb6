"""Pictures in the press's inks: greys, 1 bit or process colours, with nothing behind them to show through."""

from __future__ import annotations

import io
import zlib
from hashlib import md5
from typing import Any
from urllib.parse import quote

import pikepdf
from pikepdf import Array, Name
from PIL import Image, ImageChops

from press.prepress.inks import Inks, Rgb

KEPT_IN_ADDRESSES = "/:?#[]@!$&'()*+,;=~%"
"""What WeasyPrint does not quote (weasyprint/urls.py, iri_to_uri)."""
GREY_ENOUGH = 8  # of 255: how far apart the channels of a grey picture may be
QUALITY = 95  # of a JPEG written anew; at 95 its errors are below those of a press
SPACES = {"1": Name.DeviceGray, "L": Name.DeviceGray, "RGB": Name.DeviceRGB, "CMYK": Name.DeviceCMYK}
INVERTED = [1, 0] * 4
"""How Pillow writes CMYK in a JPEG: as Adobe's programs do, 0 for full ink."""
PNG_DEPTH = slice(24, 26)  # bit depth and kind of colour in a PNG (ISO/IEC 15948, 11.2.2)
DEEP_GREY = bytes((16, 0))


def to_eight_bits(data: bytes) -> bytes:
    """Return a grey PNG of 16 bits with 8, which WeasyPrint 70 takes for RGB; any other file as it is."""
    if not data.startswith(b"\x89PNG") or data[PNG_DEPTH] != DEEP_GREY:
        return data
    with Image.open(io.BytesIO(data)) as deep:
        high = deep.tobytes("raw", "I;16B")[::2]
        out = io.BytesIO()
        Image.frombytes("L", deep.size, high).save(out, "PNG", dpi=deep.info.get("dpi", (72, 72)))
    return out.getvalue()


def resource_name(address: str) -> str:
    """Return how WeasyPrint 70 calls a picture in a PDF, but for a last figure: by its address digested."""
    return f"/i{md5(quote(address, safe=KEPT_IN_ADDRESSES).encode(), usedforsecurity=False).hexdigest()}"


def recolour_picture(image: Any, inks: Inks, ground: Rgb) -> None:
    """Turn a picture into greys, or into the process inks, flattened onto the ground it is printed on.

    A JPEG stays one. Black and white alone are written with 1 bit, so that no screen softens their edges.
    """
    if image.get("/ImageMask"):
        return
    was_jpeg = image.get("/Filter") == Name.DCTDecode
    for key in ("/Interpolate", "/Intent", "/Metadata"):
        if key in image:
            del image[key]
    if was_jpeg and "/SMask" not in image and image.ColorSpace in _kept(inks):
        return
    picture = pikepdf.PdfImage(image).as_pil_image()
    if "/SMask" in image:
        picture = _flatten(picture, pikepdf.PdfImage(image.SMask).as_pil_image(), ground)
        del image.SMask
    write_picture(image, _print(picture, inks), as_jpeg=was_jpeg)


def _kept(inks: Inks) -> tuple[Name, ...]:
    """Return the spaces in which a picture can be printed as it is."""
    return (Name.DeviceGray, Name.DeviceCMYK) if inks.in_colour else (Name.DeviceGray,)


def _flatten(picture: Image.Image, mask: Image.Image, ground: Rgb) -> Image.Image:
    paper = Image.new("RGB", picture.size, tuple(round(255 * channel) for channel in ground))
    paper.paste(picture.convert("RGB"), mask=mask.convert("L").resize(picture.size))
    return paper


def _print(picture: Image.Image, inks: Inks) -> Image.Image:
    """Return a picture as it is printed: with 1 bit, in greys or in CMYK."""
    if inks.in_colour and picture.mode == "CMYK":
        return picture
    picture = picture if picture.mode == "L" else picture.convert("RGB")
    if picture.mode == "RGB":
        if inks.in_colour and not _is_grey(picture):
            return inks.profile.apply(picture)
        picture = picture.convert("L")
    levels = {level for level, count in enumerate(picture.histogram()) if count}
    return picture.convert("1", dither=Image.Dither.NONE) if levels <= {0, 255} else picture


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return not any(count for channel in apart for count in channel.histogram()[GREY_ENOUGH + 1 :])


def write_picture(image: Any, picture: Image.Image, *, as_jpeg: bool) -> None:
    """Put a picture in the place of another in a PDF."""
    for key in ("/DecodeParms", "/Decode"):
        if key in image:
            del image[key]
    image.ColorSpace = SPACES[picture.mode]
    image.BitsPerComponent = 1 if picture.mode == "1" else 8
    if not as_jpeg or picture.mode == "1":
        image.write(zlib.compress(picture.tobytes(), 9), filter=Name.FlateDecode)
        return
    if picture.mode == "CMYK":
        image.Decode = Array(INVERTED)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
    image.write(out.getvalue(), filter=Name.DCTDecode)
