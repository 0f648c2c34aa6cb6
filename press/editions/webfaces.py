"""The faces inside the web page: only those that something is set in, each with the page's characters."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator

from press.design import Design, face_rule
from press.fonts import Cut, subset

BOLD = re.compile(r"<(?:strong|b)\b")
NESTED = re.compile(
    r"<(strong|b)\b[^>]*>(?:(?!</\1>).)*?<(?:em|i)\b|<(em|i)\b[^>]*>(?:(?!</\2>).)*?<(?:strong|b)\b",
    re.DOTALL,
)
ASKED = re.compile(r"\bfont(?:-weight)?\s*:[^;}]*(?:bold|[5-9]00)")
"""An essay's own style sheet that asks for weight, perhaps where no element does."""


def web_faces(design: Design, html: str, own: str) -> str:
    """Return @font-face rules with the faces inside them; `own` is the essay's own style sheet."""
    characters = {character for character in set(html) if not character.isspace()}
    cuts = design.cuts(characters, code="<code" in html)
    return "".join(
        face_rule(cut.face.family, cut, data_url(subset(cut, wanted), "font/woff2"))
        for cut, wanted in _wanted(cuts, characters, html, own)
    )


def _wanted(
    cuts: dict[str, Cut], characters: set[str], html: str, own: str
) -> Iterator[tuple[Cut, set[str]]]:
    """Yield the cuts that the page needs, with the characters that it needs of each.

    A fallback is asked only for what the text face lacks: with all of the page's characters it would be
    as large as the others together.
    """
    asked = bool(ASKED.search(own))
    idle = {
        "text-bold": not (asked or BOLD.search(html)),
        "text-bold-italic": not (asked or NESTED.search(html)),
    }
    for use, cut in cuts.items():
        if idle.get(use, False):
            continue
        wanted = characters
        if use.startswith("fallback"):
            face = cuts[use.replace("fallback", "text")].face
            wanted = {character for character in characters if not face.has(character)}
        if wanted:
            yield cut, wanted


def data_url(data: bytes, media_type: str) -> str:
    """Return data as a URL that holds it."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
