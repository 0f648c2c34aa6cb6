"""Every colour of a laid-out PDF turned into the press's inks: text, drawings, pictures, gradients.

The layout engine writes an operator a line, and colours in device RGB, Lab or device CMYK. Pages are left
as they are in all else, so that the press PDF breaks at the same words and looks the same, dot for dot.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from press.prepress.effects import Key, find_masks, settle_groups, used_names
from press.prepress.gradients import grade_gradient, recolour_gradient
from press.prepress.inks import WHITE, Ink, Inks, luminance
from press.prepress.pictures import recolour_picture, resource_name
from press.prepress.plates import Plates
from press.prepress.screen import from_lab, to_rgb

SPOT = "/Spot"
NUMBER = rb"[-+]?(?:\d+\.?\d*|\.\d+)"
COLOUR = re.compile(
    rb"(?m)^(?:/(?P<space>\S+) (?:cs|CS)\n)?"
    rb"(?P<channels>" + NUMBER + rb"(?: " + NUMBER + rb"){0,3}) (?P<operator>rg|RG|g|G|k|K|sc|SC|scn|SCN)$"
)
MARKED = re.compile(rb"(?m)^/\w+\n(?:<<.*?>>\nBDC|BMC)(?:\n|\Z)|^EMC(?:\n|\Z)")
"""The marks that tie text to the tags of the reading PDF."""
CATEGORIES = ("/Font", "/XObject", "/ExtGState", "/Pattern", "/Shading")
"""Resources that pages have besides colour spaces."""

Channels = Sequence[float]
Setter = Callable[[Channels, bool], str]
"""Writes the operator that sets a colour of one, three or four channels, for strokes or for fills."""


def recolour(pdf: pikepdf.Pdf, inks: Inks, grounded: Sequence[str] = ()) -> None:
    """Turn all colours of a PDF into those of the press, in place.

    `grounded` are the addresses of pictures that are printed on a cover's ground instead of on white.
    """
    plates, masks = Plates(pdf, inks), find_masks(pdf)
    _recolour_pictures(pdf, inks, grounded)
    streams = list(content_streams(pdf))
    settle_groups(streams, masks)
    for stream, _ in streams:
        setter = _grade if stream.objgen in masks else _ink_setter(inks)
        stream.write(_recoloured(MARKED.sub(b"", stream.read_bytes()), setter))
    for thing in list(pdf.objects):
        if isinstance(thing, pikepdf.Stream | Dictionary) and "/ShadingType" in thing:
            if thing.objgen in masks:
                grade_gradient(thing)
            else:
                recolour_gradient(thing, plates)
    for page in pdf.pages:
        page.obj.Resources = _needed(page.Contents, page.Resources, plates)
    for stream, resources in streams:
        if "/Resources" in stream:
            stream.Resources = _needed(stream, resources, plates)


def _recolour_pictures(pdf: pikepdf.Pdf, inks: Inks, grounded: Sequence[str]) -> None:
    """Turn the pictures that are drawn into inks."""
    names = tuple(map(resource_name, grounded))
    done: set[Key] = set()
    for thing in list(pdf.objects):
        drawn = thing.get("/XObject") if isinstance(thing, Dictionary) else None
        for name, item in drawn.items() if isinstance(drawn, Dictionary) else ():
            if item.get("/Subtype") == Name.Image and item.objgen not in done:
                done.add(item.objgen)
                recolour_picture(item, inks, inks.ground if name.startswith(names) else WHITE)


def content_streams(pdf: pikepdf.Pdf) -> Iterator[tuple[Any, Any]]:
    """Yield every content stream once, with its resources: pages, forms and tiling patterns."""
    for page in pdf.pages:
        yield page.Contents, page.Resources
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and (
            item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1
        ):
            yield item, item.get("/Resources")


def _recoloured(content: bytes, setter: Setter) -> bytes:
    """Return a content stream with its colours set anew."""

    def set_colour(match: re.Match[bytes]) -> bytes:
        channels = [float(channel) for channel in match["channels"].split()]
        if (match["space"] or b"").startswith(b"lab"):
            channels = [*from_lab(*channels)]
        return setter(channels, match["operator"].isupper()).encode()

    return COLOUR.sub(set_colour, content)


def _ink_setter(inks: Inks) -> Setter:
    """Return what sets inks. Process inks that a drawing names are printed so where there are all four."""

    def set_ink(channels: Channels, stroke: bool) -> str:
        if inks.in_colour and len(channels) == len("CMYK"):
            ink = Ink((channels[0], channels[1], channels[2], channels[3]))
        else:
            ink = inks.ink(to_rgb(channels))
        if ink.spot is not None:
            return f"{SPOT} {'CS' if stroke else 'cs'}\n{ink.spot:g} {'SCN' if stroke else 'scn'}"
        return f"{' '.join(f'{share:g}' for share in ink.cmyk)} {'K' if stroke else 'k'}"

    return set_ink


def _grade(channels: Channels, stroke: bool) -> str:
    """Set a grey as light as a colour, where lightness is what counts: in a mask."""
    return f"{luminance(to_rgb(channels)):.4g} {'G' if stroke else 'g'}"


def _needed(stream: Any, resources: Any, plates: Plates) -> Dictionary:
    """Return the resources that a content stream uses, and no other: a plate that is named is made."""
    used, kept = used_names(stream.read_bytes()), Dictionary()
    for category in CATEGORIES:
        found = {name: item for name, item in resources.get(category, {}).items() if name in used}
        if found:
            kept[category] = Dictionary(found)
    if SPOT in used:
        kept.ColorSpace = Dictionary({SPOT: plates.spot})
    return kept
