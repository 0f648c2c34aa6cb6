"""Will the pictures print as they look? They may be too coarse, or of colours for which there is no ink."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from urllib.parse import unquote

from PIL import Image as Raster
from PIL import ImageChops, ImageColor

from press.errors import Place, Problem
from press.images import place_of
from press.model import Artifact, Document, Finding, Image, Manuscript
from press.preflight.reading import read_file
from press.preflight.rules.images import FAIR, GROUND, LINE_FAIR, ROUNDING
from press.preflight.sheet import Mark
from press.prepress import keeps_hue, resource_name

SCHEME, MARK = "press:", "publisher-mark"
"""How the layout engine knows pictures: by their names after the scheme, the publisher's mark by its own."""
MM_TO_INCH = 25.4
LOOKED_AT = 512  # pixels: a larger picture is looked at in this size
COLOURED, SHARE = 24, 0.002  # of 255, by which channels differ; share of pixels that make a picture coloured
PAINTED = re.compile(r"\b(?:fill|stroke|stop-color|color)\s*[:=]\s*[\"']?\s*([^;\"'}<]+)")
SVG = "image/svg+xml"


def find_coarse(
    manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact]
) -> Iterator[Finding]:
    """Yield a warning for each picture with fewer pixels to the inch, as it is printed, than presses want.

    They are measured in the press PDF, or in the booklet where that alone is made.
    """
    pictures = {name: image for name, image in _pictures(document).items() if image.media_type != SVG}
    printed = [artifact for artifact in artifacts if artifact.edition in {"press", "cover"}]
    printed = printed or [artifact for artifact in artifacts if artifact.edition == "booklet"]
    if not pictures:
        return
    shown = [mark for artifact in printed for mark in _placed(artifact.data)]
    for name, image in pictures.items():
        called = resource_name(SCHEME + name)[1:]
        marks = [mark for mark in shown if mark.picture and mark.picture.name.startswith(called)]
        coarse = [mark for mark in marks if mark.size + ROUNDING < _wanted(mark)]
        if coarse:
            worst = min(coarse, key=lambda mark: mark.size)
            place = _place(manuscript, name, marks.index(worst), len(marks))
            yield Finding("image-resolution", "warning", _tell_coarse(name, image, worst, place))


def find_greyed(
    manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact]
) -> Iterator[Finding]:
    """Yield a warning for each picture in colours that are printed as greys, for want of their ink."""
    settings = document.settings
    if settings.ink == "process" or not any(artifact.pages for artifact in artifacts):
        return
    inks = "black alone" if settings.ink == "black" else f"black and {settings.spot}"
    own = f", draw in the accent ({settings.cover.accent})" if settings.ink == "spot" else ""
    for name, image in _pictures(document).items():
        lost = _lost_colours(image, document) if image.media_type == SVG else _is_coloured(image)
        if lost:
            what = f"has colours ({lost}) that print" if isinstance(lost, str) else "is in colour and prints"
            fact = f"the image {_shown(name, document)} {what} as greys: the pamphlet is printed in {inks}."
            remedy = f"See that it reads well in greys{own}, or set `ink: process`."
            yield Finding("image-greyed", "warning", Problem(fact, remedy, _place(manuscript, name)))


def _pictures(document: Document) -> Mapping[str, Image]:
    """Return the chapters' pictures and the publisher's mark, by name."""
    return {**document.images, **({MARK: document.mark} if document.mark else {})}


def _shown(name: str, document: Document) -> str:
    return document.mark.name if name == MARK and document.mark else name


def _placed(data: bytes) -> Iterator[Mark]:
    """Yield the pictures of a PDF as they are placed, in the order of its pages."""
    for sheet in read_file(data).sheets:
        for mark in sheet.marks:
            if mark.picture and min(mark.picture.width, mark.picture.height) > GROUND:
                yield mark


def _wanted(mark: Mark) -> float:
    return LINE_FAIR if mark.picture and mark.picture.is_line_art else FAIR


def _tell_coarse(name: str, image: Image, mark: Mark, place: Place | None) -> Problem:
    wide = image.width / mark.size * MM_TO_INCH
    wanted = _wanted(mark)
    kind = "black and white alone want" if wanted == LINE_FAIR else "tones and colours want"
    fact = (
        f"the image {image.name or name} is printed {wide:.0f} mm wide at {mark.size:.0f} pixels to the inch;"
        f" {kind} {wanted:.0f}."
    )
    pixels, widest = ceil(image.width * wanted / mark.size), int(image.width / wanted * MM_TO_INCH)
    remedy = f"Take an original {pixels} pixels wide, or print it no wider than {widest} mm."
    return Problem(fact, remedy, place)


def _place(manuscript: Manuscript, name: str, number: int = 0, count: int = 0) -> Place | None:
    """Return where a picture is called: the time that is counted from 0, if it is printed as often."""
    if name == MARK:
        return manuscript.settings.where("publisher_mark")
    names = f"(?:{re.escape(name)}|{re.escape(unquote(name))})"
    calls = rf"\]\(\s*<?{names}(?=[\s>)])"
    places = [place for chapter in manuscript.chapters for place in chapter.places(calls)]
    if len(places) == count:
        return places[number]
    return place_of(name, manuscript.chapters) or place_of(unquote(name), manuscript.chapters)


def _is_coloured(image: Image) -> bool:
    """Tell whether a picture has more colour than the noise of a camera."""
    with Raster.open(io.BytesIO(image.data)) as picture:
        picture.thumbnail((LOOKED_AT, LOOKED_AT))
        red, green, blue = picture.convert("RGBA").convert("RGB").split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    least = ImageChops.darker(ImageChops.darker(red, green), blue)
    spread = ImageChops.subtract(most, least).histogram()
    return sum(spread[COLOURED:]) > SHARE * sum(spread)


def _lost_colours(image: Image, document: Document) -> str:
    """Return the colours of a drawing for which there is no ink, as the drawing writes them."""
    lost: dict[str, None] = {}
    for written in PAINTED.findall(image.data.decode("utf-8")):
        try:
            red, green, blue = ImageColor.getrgb(written.strip())[:3]
        except ValueError:  # none, url(#…), a name of the style sheet
            continue
        if not keeps_hue(document.settings, (red / 255, green / 255, blue / 255)):
            lost[written.strip()] = None
    return ", ".join(lost)
