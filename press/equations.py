"""Equations for paper: TeX mathematics drawn as SVG outlines, since the layout engine knows no MathML."""

from __future__ import annotations

import hashlib
import html
import re
import warnings
from collections.abc import MutableMapping

from press.ast import Node, each, rewrite
from press.errors import BrokenMarkup, Problem
from press.geometry import TEXT
from press.layout import SCHEME

WORDS = re.compile(r"(\\(?:text\w*|mbox)\s*\{)([^{}]*)(?=\})")
"""Words within a formula, which latex2mathml 3.81 writes into its XML as they are."""


def draw_equations(blocks: list[Node], resources: MutableMapping[str, tuple[bytes, str]]) -> list[Node]:
    """Replace formulas by images, whose drawings are added to the layout's resources."""
    if not any(each(blocks, "Math")):
        return blocks
    with warnings.catch_warnings():
        # ziamath 0.13 opens its font by a function that Python 3.11 calls deprecated.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath  # noqa: PLC0415  it takes a tenth of a second, and few essays have formulas

    def draw(node: Node) -> list[Node] | None:
        if node["t"] != "Math":
            return None
        kind, tex = node["c"]
        display = kind["t"] == "DisplayMath"
        try:
            formula = ziamath.Latex(_with_plain_text(tex), size=TEXT, inline=not display)
            svg = formula.svg().encode()
        except Exception as error:  # its reader raises them of every kind
            fact = f"the formula ${tex}$ cannot be drawn: {type(error).__name__} {error}".rstrip()
            remedy = "Look for a missing brace or a misspelt command."
            raise BrokenMarkup(Problem(f"{fact}.", remedy)) from None
        name = f"{SCHEME}formula/{hashlib.sha256(svg).hexdigest()[:16]}.svg"
        resources[name] = (svg, "image/svg+xml")
        width, height = formula.getsize()
        style = f"height:{height:.2f}px;width:{width:.2f}px;vertical-align:{formula.getyofst():.2f}px"
        attributes = ["", ["formula", "display" if display else "inline"], [["alt", tex], ["style", style]]]
        return [{"t": "Image", "c": [attributes, [], [name, ""]]}]

    result: list[Node] = rewrite(blocks, draw)
    return result


def _with_plain_text(tex: str) -> str:
    """Write the words of a formula so that none of their letters is taken for XML."""
    return WORDS.sub(lambda found: found[1] + html.escape(found[2].replace("\\&", "&"), quote=False), tex)
