"""Pictures of the essay: found in the manuscript folder, opened and measured before any edition uses them."""

from __future__ import annotations

import io
import re
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image as Raster
from PIL import ImageFile, UnidentifiedImageError

from press.ast import Node, each
from press.errors import (
    ForeignContent,
    MissingImage,
    Place,
    Problem,
    TooMuch,
    UnreadableImage,
    did_you_mean,
)
from press.foreign import find_in_drawing, find_too_much, scheme_of
from press.model import Image, Source
from press.settings import Settings

MOST_PIXELS = 100_000_000
"""Of a picture: a page of A3 at 600 to the inch has 70 million. Each takes four bytes while it is drawn."""
LONGEST = 1_000_000
"""Of a drawing's side, in px."""
Raster.MAX_IMAGE_PIXELS = None  # the limit above is told before any is read

FORMATS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
NUMBER = r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
SVG_TYPE = "image/svg+xml"
SVG = "{http://www.w3.org/2000/svg}svg"


class TooLarge(ValueError):
    """A picture is sound, but more than the press draws."""


def collect(chapter: Source, blocks: list[Node], folder: Path) -> dict[str, Image]:
    """Return the chapter's images by the name under which its Markdown calls them.

    What is from elsewhere and allowed is none of them. Raises MissingImage or UnreadableImage, with every
    such place, when one is not to be had, ForeignContent for a drawing that is not whole in itself.
    """
    images: dict[str, Image] = {}
    missing, broken, foreign, large = [], [], [], []
    called = dict.fromkeys(node["c"][2][0] for node in each(blocks, "Image"))
    for name in (address for address in called if not scheme_of(address)):
        shown = unquote(name)
        place = chapter.place(f"{re.escape(name)}|{re.escape(shown)}" if name else r"\]\(\s*\)")
        try:
            images[name] = open_image(name, _find(shown, folder).read_bytes())
            foreign += _foreign(images[name], folder / shown)
        except FileNotFoundError as error:
            missing.append(Problem(str(error), _near(shown, folder), place))
        except TooLarge as error:
            fact = f"the image {shown} is too much: {error}."
            large.append(Problem(fact, "Make it smaller, or simpler.", place))
        except ValueError as error:
            remedy = "Export it anew as SVG, PNG or JPEG."
            broken.append(Problem(f"the image {shown} cannot be read: {error}.", remedy, place))
    if missing:
        raise MissingImage(*missing)
    if broken:
        raise UnreadableImage(*broken)
    if large:
        raise TooMuch(*large)
    if foreign:
        raise ForeignContent(*foreign)
    return images


def _foreign(image: Image, path: Path) -> list[Problem]:
    """Return what a drawing brings that no edition may carry."""
    if image.media_type != SVG_TYPE:
        return []
    remedy = "Export it as plain SVG, whole in itself: without scripts, HTML, animation or files it calls."
    found = find_in_drawing(image.data)
    return [Problem(f"the drawing {fact}.", remedy, Place(path, line)) for fact, line in found]


def open_mark(settings: Settings, root: Path) -> Image | None:
    """Return the publisher's mark. Raises MissingImage or UnreadableImage at its setting."""
    name = settings.publisher_mark
    if not name:
        return None
    place = settings.where("publisher_mark")
    try:
        mark = open_image(name, _find(name, root).read_bytes())
    except FileNotFoundError as error:
        raise MissingImage(Problem(str(error), "The path is read from the essay's folder.", place)) from None
    except TooLarge as error:
        fact = f"the publisher's mark {name} is too much: {error}."
        raise TooMuch(Problem(fact, "Make it smaller, or simpler.", place)) from None
    except ValueError as error:
        fact = f"the publisher's mark {name} cannot be read: {error}."
        raise UnreadableImage(Problem(fact, "Export it anew as SVG or PNG.", place)) from None
    if foreign := _foreign(mark, root / name):
        raise ForeignContent(*foreign)
    return mark


def _find(name: str, folder: Path) -> Path:
    """Return an image's file. Raises FileNotFoundError, saying why, when it is not in the manuscript."""
    if not name:
        raise FileNotFoundError("this image has no file name.")
    if scheme_of(name):
        raise FileNotFoundError(f"the image {name[:60]} is not a file of the manuscript.")
    try:
        path = (folder / name).resolve()
        inside, there = path.is_relative_to(folder.resolve()), path.is_file()
    except (OSError, ValueError):  # no file can have such a name
        inside, there = True, False
    if not inside:
        raise FileNotFoundError(f"the image {name} is outside {folder}.")
    if not there:
        raise FileNotFoundError(f"there is no image {name} in {folder}.")
    return path


def open_image(name: str, data: bytes) -> Image:
    """Decode an image wholly and measure it. Raises ValueError when that fails."""
    if name.lower().endswith(".svg"):
        return _open_svg(name, data)
    try:
        # Of other formats some are programs: Pillow has PostScript run by Ghostscript.
        with _strictly(), Raster.open(io.BytesIO(data), formats=tuple(FORMATS)) as picture:
            media_type = FORMATS[picture.format or ""]
            width, height = picture.size
            if width * height > MOST_PIXELS:
                raise TooLarge(f"it has {width * height:,} pixels; at most {MOST_PIXELS:,} are drawn")
            picture.load()
    except UnidentifiedImageError:
        raise ValueError("it is no PNG, JPEG, GIF or WebP") from None
    except (OSError, SyntaxError, Raster.DecompressionBombError) as error:
        raise ValueError(str(error)) from None
    return Image(name, media_type, data, width, height)


@contextmanager
def _strictly() -> Iterator[None]:
    """Let no half picture pass, as WeasyPrint otherwise has it in the whole process."""
    before, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


def _open_svg(name: str, data: bytes) -> Image:
    try:
        data.decode("utf-8")
        root = fromstring(data)
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None
    except DefusedXmlException:
        raise ValueError("it defines entities, with which drawings can do harm") from None
    except (ParseError, LookupError) as error:
        raise ValueError(f"it is not well-formed SVG ({error})") from None
    if root.tag != SVG:
        raise ValueError("it is not SVG, or its xmlns is missing")
    size = _view_size(root.get("viewBox", ""))
    width, height = size or (_length(root.get("width")), _length(root.get("height")))
    if not (0 < width <= LONGEST and 0 < height <= LONGEST):
        raise ValueError("it has neither a viewBox nor a width and height that can be")
    if fault := find_too_much(root):
        raise TooLarge(fault)
    for held in _held_by(root):
        open_image("", held)
    return Image(name, SVG_TYPE, data, width, height)


def _held_by(root: Element) -> Iterator[bytes]:
    """Yield the pictures that a drawing holds within itself."""
    for element in root.iter():
        for key, value in element.items():
            if key.rpartition("}")[2] == "href" and value.strip().lower().startswith("data:image/"):
                head, _, body = value.strip().partition(",")
                try:
                    yield b64decode(unquote(body)) if head.endswith(";base64") else unquote_to_bytes(body)
                except ValueError:
                    raise ValueError("a picture within it is not in Base64") from None


def _view_size(box: str) -> tuple[float, float] | None:
    match = re.fullmatch(rf"\s*-?{NUMBER}[\s,]+-?{NUMBER}[\s,]+({NUMBER})[\s,]+({NUMBER})\s*", box)
    return (float(match[1]), float(match[2])) if match else None


def _length(value: str | None) -> float:
    match = re.match(NUMBER, value or "")
    return float(match[0]) if match else 0.0


def _near(name: str, folder: Path) -> str:
    """Say what the folder does hold under a similar name."""
    if not name or ":" in name:
        return "Save the image in the manuscript folder, and write its name here."
    files = [path for path in sorted(folder.rglob("*")) if path.suffix != ".md" and path.is_file()]
    stem = Path(name).stem.lower()
    near = [str(path.relative_to(folder)) for path in files if path.stem.lower() == stem]
    if near:
        return f"Did you mean {' or '.join(near)}?"
    names = [str(path.relative_to(folder)) for path in files]
    return did_you_mean(name, names, among="The path is read from the manuscript folder.")


def place_of(name: str, chapters: tuple[Source, ...]) -> Place | None:
    """Return where an image is called."""
    places = (chapter.place(re.escape(name)) for chapter in chapters)
    return next((place for place in places if place.line), None)
