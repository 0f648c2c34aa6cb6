"""Every colour of a laid-out PDF turned into the press's inks: text, drawings, pictures, gradients.

The layout engine writes device RGB, an operator a line. Pages are left as they are in all else, so that
the press PDF breaks at the same words and looks the same, dot for dot.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops

from press.prepress.inks import Ink, Inks

SPOT = "/Spot"
NUMBER = rb"[-+]?\d*\.?\d+"
OPERATOR = re.compile(
    rb"(?m)^(?:(" + NUMBER + rb") (" + NUMBER + rb") (" + NUMBER + rb") (rg|RG)|(" + NUMBER + rb") (g|G))$"
)
MARKED = re.compile(rb"(?m)^/\w+\n(?:<<.*?>>\nBDC|BMC)\n|^EMC\n")
"""The marks that tie text to the tags of the reading PDF."""
GREY_ENOUGH = 8  # of 255: how far apart the channels of a grey picture may be


def recolour(pdf: pikepdf.Pdf, inks: Inks) -> None:
    """Turn all colours of a PDF into those of the press, in place."""
    spot = pdf.make_indirect(_separation(pdf, inks)) if inks.spot else None
    lucid = _is_lucid(pdf)
    for stream, resources in _content(pdf):
        data = MARKED.sub(b"", stream.read_bytes())
        stream.write(OPERATOR.sub(lambda match: _operator(match, inks), data))
        if resources is not None:
            resources.ColorSpace = Dictionary({SPOT: spot}) if spot is not None else Dictionary()
    for item in list(pdf.objects):
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == Name.Image:
            _recolour_image(pdf, item, inks)
        elif isinstance(item, pikepdf.Stream | Dictionary) and "/ShadingType" in item:
            _recolour_shading(item, inks)
        elif isinstance(item, pikepdf.Stream) and "/Group" in item:
            if lucid:
                item.Group.CS = Name.DeviceCMYK
            else:
                del item.Group


def _content(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Yield every content stream once, with its resources: pages, forms and tiling patterns."""
    for page in pdf.pages:
        yield page.Contents, page.Resources
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and (
            item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1
        ):
            yield item, item.get("/Resources")


def _operator(match: re.Match[bytes], inks: Inks) -> bytes:
    """Return the operator that sets an ink instead of a colour of the screen."""
    red, green, blue, colour, grey, tone = match.groups()
    operator = colour or tone
    channels = [red, green, blue] if colour else [grey] * 3
    ink = inks.ink((float(channels[0]), float(channels[1]), float(channels[2])))
    return _set_ink(ink, stroke=operator.isupper()).encode()


def _set_ink(ink: Ink, *, stroke: bool) -> str:
    if ink.spot is not None:
        return f"{SPOT} {'CS' if stroke else 'cs'}\n{ink.spot:g} {'SCN' if stroke else 'scn'}"
    return f"{' '.join(f'{share:g}' for share in ink.cmyk)} {'K' if stroke else 'k'}"


def _separation(pdf: pikepdf.Pdf, inks: Inks) -> Array:
    """Return the colour space of the spot ink's plate (ISO 32000-2, 8.6.6.4)."""
    tint = pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=list(inks.stand_in), N=1)
    )
    return Array([Name.Separation, Name("/" + inks.spot), Name.DeviceCMYK, tint])


def _is_lucid(pdf: pikepdf.Pdf) -> bool:
    """Tell whether anything on the pages is transparent."""
    states = (item for item in pdf.objects if isinstance(item, Dictionary) and _has_states(item))
    return any(
        float(state.get("/ca", 1)) < 1 or float(state.get("/CA", 1)) < 1 or "/SMask" in state
        for item in states
        for state in item.ExtGState.values()
    )


def _has_states(item: Dictionary) -> bool:
    return "/ExtGState" in item and isinstance(item.ExtGState, Dictionary)


# ---- Pictures ------------------------------------------------------------------------------------


def _recolour_image(pdf: pikepdf.Pdf, image: pikepdf.Stream, inks: Inks) -> None:
    """Turn a picture into greys, or into the process inks, flattened onto white."""
    if image.get("/ImageMask") or _is_mask(pdf, image):
        return
    picture = pikepdf.PdfImage(image).as_pil_image()
    if "/SMask" in image:
        soft: Any = image.SMask
        mask = pikepdf.PdfImage(soft).as_pil_image().convert("L").resize(picture.size)
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture.convert("RGB"), mask=mask)
        picture = paper
        del image.SMask
    if picture.mode == "1":
        return
    picture = picture.convert("RGB") if picture.mode not in {"L", "CMYK"} else picture
    if picture.mode == "RGB":
        picture = (
            inks.profile.apply(picture) if inks.in_colour and not _is_grey(picture) else picture.convert("L")
        )
    space = Name.DeviceCMYK if picture.mode == "CMYK" else Name.DeviceGray
    for key in ("/DecodeParms", "/Decode", "/Interpolate"):
        if key in image:
            del image[key]
    image.ColorSpace, image.BitsPerComponent = space, 8
    image.write(zlib.compress(picture.tobytes(), 9), filter=Name.FlateDecode)


def _is_mask(pdf: pikepdf.Pdf, image: pikepdf.Stream) -> bool:
    return any(
        isinstance(item, pikepdf.Stream) and "/SMask" in item and item.SMask.objgen == image.objgen
        for item in pdf.objects
    )


def _is_grey(picture: Image.Image) -> bool:
    red, green, blue = picture.split()
    apart = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return all(float(channel.getextrema()[1]) <= GREY_ENOUGH for channel in apart)  # type: ignore[arg-type]


# ---- Gradients -----------------------------------------------------------------------------------


def _recolour_shading(shading: Any, inks: Inks) -> None:
    """Turn the colours of a gradient into process inks."""
    if shading.get("/ColorSpace") in (Name.DeviceRGB, Name.DeviceGray):
        shading.ColorSpace = Name.DeviceCMYK
        _recolour_function(shading.Function, inks)


def _recolour_function(function: Any, inks: Inks) -> None:
    for part in function.get("/Functions", ()):
        _recolour_function(part, inks)
    for end in ("/C0", "/C1"):
        if end in function:
            channels = [float(value) for value in function[end]]
            red, green, blue = channels if len(channels) == len("RGB") else channels[:1] * 3
            function[end] = Array([*inks.cmyk((red, green, blue))])
