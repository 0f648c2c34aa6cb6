"""Pictures: into figures/, each with what it says to those who do not see it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from press.ast import Node, attributes, each, rewrite, stringify
from press.conversion.losses import Losses
from press.foreign import find_in_drawing, scheme_of
from press.images import open_image

FOLDER = PurePosixPath("manuscript/figures")
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
UNDESCRIBED = {
    "en": "A picture that is not described yet",
    "de": "Ein Bild, das noch nicht beschrieben ist",
    "fr": "Une image qui n’est pas encore décrite",
    "es": "Una imagen que aún no está descrita",
    "ru": "Картинка, которая ещё не описана",
}
"""What stands for an alternative text until the author writes one."""
TEXT_WIDTH = {"in": 6.3, "cm": 16.0, "mm": 160.0, "pt": 453.0, "px": 605.0}
"""The width of a page's text in an office program, by unit: A4 less an inch on either side."""
SVG_BEGINS = 4096  # bytes within which a drawing's first element stands
FULL = 90  # per cent of the text's width from which a picture takes all of it


@dataclass
class Gallery:
    """The pictures of a text, by the files they get; `find` returns a picture by its address."""

    find: Callable[[str], bytes | None]
    language: str
    losses: Losses
    files: dict[PurePosixPath, bytes] = field(default_factory=dict)
    names: dict[bytes, str] = field(default_factory=dict)

    def hang(self, blocks: list[Node]) -> list[Node]:
        """Return the text with every picture called by its file in figures/."""
        result: list[Node] = rewrite(blocks, self._settle)
        return result

    def _settle(self, node: Node) -> list[Node] | None:
        if node["t"] == "Figure":
            return self._figure(node)
        if node["t"] == "Para" and [one["t"] for one in node["c"]] == ["Image"]:
            image = node["c"][0]
            return [{"t": "Para", "c": self._image(image, [], stringify(image["c"][1]))}]
        if node["t"] == "Image":
            return self._image(node, None, stringify(node["c"][1]))
        return None

    def _figure(self, node: Node) -> list[Node]:
        """Return a figure as Markdown has it: a paragraph of one picture, whose words are its caption."""
        images = list(each(node["c"][2], "Image"))
        caption = [inline for block in node["c"][1][1] for inline in block["c"]]
        if len(images) != 1 or any(node["c"][2][0]["t"] == kind for kind in ("Table", "CodeBlock")):
            below = [{"t": "Para", "c": caption}] if caption else []
            return [*self.hang(node["c"][2]), *below]
        own = stringify(images[0]["c"][1])
        said = "" if _letters(own) == _letters(stringify(caption)) else own
        return [{"t": "Para", "c": self._image(images[0], caption, said)}]

    def _image(self, image: Node, caption: list[Node] | None, said: str) -> list[Node]:
        """Return a picture, or what takes its place. One in a line has no caption; `[]` is an empty one."""
        address = image["c"][2][0]
        said = attributes(image).get("alt", said).strip()
        data, around = self._data(address), list(caption or [])
        if data is None:
            return [*self._missing(address, said), *around]
        name = self._name(data)
        if not name:
            path = FOLDER / PurePosixPath(address).name
            self.files[path] = data
            fact = f"{path.relative_to('manuscript')} is of a kind that is not printed; save it as PNG or SVG"
            return [*around, self.losses.sign(fact)]
        signs = []
        if not said:
            said = UNDESCRIBED.get(self.language[:2], UNDESCRIBED["en"])
            signs = [self.losses.sign(f"{name} says nothing to those who do not see it; write what it shows")]
        pairs = [["alt", said]] if caption is not None else []
        words = around if caption is not None else [{"t": "Str", "c": said}]
        pairs += _width(image)
        return [{"t": "Image", "c": [["", [], pairs], words, [name, ""]]}, *signs]

    def _data(self, address: str) -> bytes | None:
        if address.startswith("data:"):
            head, _, body = address.partition(",")
            try:
                return base64.b64decode(body, validate=True) if head.endswith(";base64") else None
            except binascii.Error:
                return None
        return self.find(address)

    def _missing(self, address: str, said: str) -> list[Node]:
        shown = address[:60]
        words: list[Node] = [{"t": "Str", "c": said or "picture"}]
        if scheme_of(address) in {"http", "https", "//"}:
            fact = f"the picture {shown} is on the web, and is a link now; save it as a file to print it"
            link: Any = [["", [], []], words, [re.sub("^//", "https://", address), ""]]
            return [{"t": "Link", "c": link}, self.losses.sign(fact)]
        return [self.losses.sign(f"the picture {shown} was not found")]

    def _name(self, data: bytes) -> str:
        """Return a picture's name from the manuscript folder, or nothing for a kind that is not printed."""
        kind = _ending(data)
        if kind and data not in self.names:
            path = FOLDER / f"picture-{len(self.names) + 1}.{kind}"
            self.files[path] = data
            self.names[data] = str(path.relative_to("manuscript"))
        return self.names.get(data, "")


def _ending(data: bytes) -> str:
    """Return the ending of a picture's file, or nothing when the press cannot print it."""
    try:
        if b"<svg" in data[:SVG_BEGINS]:
            open_image("a.svg", data)
            return "" if list(find_in_drawing(data)) else "svg"
        return ENDINGS[open_image("a", data).media_type]
    except ValueError:
        return ""


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _width(image: Node) -> list[list[str]]:
    """Return a picture's width in per cent of the text's, where it is less than all of it."""
    found = re.fullmatch(r"([\d.]+)\s*(%|in|cm|mm|pt|px)?", attributes(image).get("width", ""))
    if not found:
        return []
    share = float(found[1]) if found[2] == "%" else 100 * float(found[1]) / TEXT_WIDTH[found[2] or "px"]
    share = max(5, round(share / 5) * 5)
    return [["width", f"{share}%"]] if share < FULL else []
