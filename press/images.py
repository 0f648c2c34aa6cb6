"""Pictures of the essay: found in the manuscript folder, opened and measured before any edition uses them."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import unquote

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image as Raster
from PIL import UnidentifiedImageError

from press.ast import Node, each
from press.errors import MissingImage, Place, Problem, UnreadableImage
from press.model import Image, Source

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
SVG = "{http://www.w3.org/2000/svg}svg"


def collect(chapter: Source, blocks: list[Node], folder: Path) -> dict[str, Image]:
    """Return the chapter's images by the name under which its Markdown calls them.

    Raises MissingImage or UnreadableImage, with every such place, when one is not to be had.
    """
    images: dict[str, Image] = {}
    missing, broken = [], []
    for name in dict.fromkeys(node["c"][2][0] for node in each(blocks, "Image")):
        place = chapter.place(re.escape(name))
        path = (folder / unquote(name)).resolve()
        if not path.is_relative_to(folder.resolve()) or not path.is_file():
            missing.append(Problem(f"there is no image {name} in {folder}.", _near(name, folder), place))
            continue
        try:
            images[name] = open_image(name, path.read_bytes())
        except ValueError as error:
            broken.append(
                Problem(
                    f"the image {name} cannot be read: {error}.", "Export it anew as SVG, PNG or JPEG.", place
                )
            )
    if missing:
        raise MissingImage(*missing)
    if broken:
        raise UnreadableImage(*broken)
    return images


def open_image(name: str, data: bytes) -> Image:
    """Decode an image wholly and measure it. Raises ValueError when that fails."""
    if name.lower().endswith(".svg"):
        return _open_svg(name, data)
    try:
        with Raster.open(io.BytesIO(data)) as picture:
            media_type = FORMATS.get(picture.format or "")
            picture.load()
            width, height = picture.size
    except UnidentifiedImageError:
        raise ValueError("it is no picture") from None
    except (OSError, SyntaxError, Raster.DecompressionBombError) as error:
        raise ValueError(str(error)) from None
    if media_type is None:
        raise ValueError(f"{picture.format} is not a format of e-books and the web")
    return Image(name, media_type, data, width, height)


def _open_svg(name: str, data: bytes) -> Image:
    try:
        root = fromstring(data)
    except (ParseError, DefusedXmlException) as error:
        raise ValueError(f"it is not well-formed SVG ({error})") from None
    if root.tag != SVG:
        raise ValueError("it is not SVG, or its xmlns is missing")
    size = _view_size(root.get("viewBox", ""))
    width, height = size or (_length(root.get("width")), _length(root.get("height")))
    if not (width and height):
        raise ValueError("it has neither a viewBox nor a width and height")
    return Image(name, "image/svg+xml", data, width, height)


def _view_size(box: str) -> tuple[float, float] | None:
    match = re.fullmatch(r"\s*\S+[\s,]+\S+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*", box)
    return (float(match[1]), float(match[2])) if match else None


def _length(value: str | None) -> float:
    match = re.match(r"[\d.]+", value or "")
    return float(match[0]) if match else 0.0


def _near(name: str, folder: Path) -> str:
    """Say what the folder does hold under a similar name."""
    stem = Path(name).stem.lower()
    near = [
        str(path.relative_to(folder))
        for path in sorted(folder.rglob("*"))
        if path.stem.lower() == stem and path.suffix != ".md"
    ]
    return f"Did you mean {' or '.join(near)}?" if near else "The path is read from the manuscript folder."


def place_of(name: str, chapters: tuple[Source, ...]) -> Place | None:
    """Return where an image is called."""
    places = (chapter.place(re.escape(name)) for chapter in chapters)
    return next((place for place in places if place.line), None)
