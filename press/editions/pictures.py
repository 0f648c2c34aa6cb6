"""Pictures inside the web page: how large they are to be, and how they are to look at night."""

from __future__ import annotations

import re

from press.ast import Node
from press.design import Design
from press.drawings import with_faces
from press.editions.webfaces import data_url
from press.model import Image

SVG = "image/svg+xml"
COLOUR = re.compile(
    r"""(?:\b(?:fill|stroke|stop-color|flood-color|color)\s*[=:]\s*["']?\s*)([^"';\s}>]+)""", re.IGNORECASE
)
GREY = re.compile(
    r"none|inherit|currentcolor|transparent|black|white|(?:light|dark|dim)?gr[ae]y|"
    r"#([0-9a-f])\1{2}|#([0-9a-f]{2})\2{2}",
    re.IGNORECASE,
)


def place_picture(node: Node, image: Image, design: Design) -> Node:
    """Return an image that holds its file, with its proportions, so that the text need not move for it.

    A drawing without a width has the share of the measure that it has on paper. One in black, white and
    grey is of the class `ink` and turned over at night; another is of the class `plate`. A photograph is
    neither.
    """
    (name, kinds, pairs), inlines, (_, title) = node["c"]
    given = dict(pairs)
    style = given.pop("style", "")
    if image.width and image.height and "height" not in given:
        style = f"aspect-ratio:{image.width:g}/{image.height:g}" + (f";{style}" if style else "")
    if image.media_type == SVG:
        kinds = [*kinds, "ink" if is_grey(image.data) else "plate"]
        if image.width and not {"width", "height"} & set(given):
            given["width"] = f"{min(image.width / design.page.measure, 1):.0%}"
    attributes = [name, kinds, [[key, value] for key, value in given.items()]]
    if style:
        attributes[2].append(["style", style])
    url = data_url(with_faces(image, design), image.media_type)
    return {"t": "Image", "c": [attributes, inlines, [url, title]]}


def is_grey(svg: bytes) -> bool:
    """Tell whether a drawing has no colours, and no photograph in it."""
    text = svg.decode("utf-8", "replace")
    return "<image" not in text and all(GREY.fullmatch(colour) for colour in COLOUR.findall(text))
