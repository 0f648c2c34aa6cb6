"""Images for screens. A drawing gets the essay's faces inside, since an image cannot borrow its page's."""

from __future__ import annotations

import base64
import re
from xml.sax.saxutils import escape

from defusedxml.ElementTree import fromstring

from press.design import Design, face_rule
from press.fonts import Cut, subset
from press.model import Image
from press.screens import fit_picture

REGULAR = 400


def with_faces(image: Image, design: Design) -> bytes:
    """Return the drawing with a subset of each of the essay's faces that its text asks for.

    A picture of pixels is made fit for screens.
    """
    if image.media_type != "image/svg+xml":
        return fit_picture(image)
    svg = image.data.decode("utf-8")
    root = fromstring(svg)
    characters = {character for text in root.itertext() for character in text if not character.isspace()}
    wanted = {
        (cut.face.path, cut.weight): cut
        for cut in design.cuts().values()
        if re.search(rf"font-family\s*[=:]\s*[\"']?{re.escape(cut.face.family)}\b", svg)
        and (
            cut.weight == REGULAR
            or re.search(rf"font-weight\s*[=:]\s*[\"']?(bold|{cut.weight}\b|600|700)", svg)
        )
    }
    if not characters or not wanted:
        return image.data
    rules = "".join(_rule(cut, characters) for cut in wanted.values())
    return re.sub(r"(<svg\b[^>]*>)", rf"\1<style>{escape(rules)}</style>", svg, count=1).encode()


def _rule(cut: Cut, characters: set[str]) -> str:
    data = base64.b64encode(subset(cut, characters)).decode()
    return face_rule(cut.face.family, cut, f"data:font/woff2;base64,{data}")
