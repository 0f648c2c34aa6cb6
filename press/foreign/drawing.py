"""Drawings: what an SVG file may not bring, with its line.

A drawing is a still one and whole: without scripts, HTML, animation or anything that it calls from elsewhere.
The elements are those of SVG 2 (https://www.w3.org/TR/SVG2/eltindex.html) that draw.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers.expat import ParserCreate

from press.foreign.rules import link_fault

SVG = "http://www.w3.org/2000/svg"
ACTIVE = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"}
ELEMENTS = frozenset(
    {
        *(
            "a",
            "circle",
            "clipPath",
            "defs",
            "desc",
            "ellipse",
            "filter",
            "g",
            "image",
            "line",
            "linearGradient",
        ),
        *("marker", "mask", "metadata", "path", "pattern", "polygon", "polyline", "radialGradient", "rect"),
        *("stop", "style", "svg", "switch", "symbol", "text", "textPath", "title", "tspan", "use", "view"),
    }
)
EFFECT = re.compile(r"fe[A-Z]\w*")
INSIDE = re.compile(
    r"#|data:image/(?:png|jpeg|gif|webp)[;,]|data:font/|data:application/(?:x-)?font", re.IGNORECASE
)
ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|(.))", re.DOTALL)
CALL = re.compile(
    r"@import|(?:image-set|cross-fade|expression|element|image|src)\(|url\(\s*[\"']?([^)]*)", re.IGNORECASE
)


def find_in_drawing(data: bytes) -> Iterator[tuple[str, int]]:
    """Yield what no edition may carry of a well-formed drawing without entities, and its line."""
    parser = ParserCreate(namespace_separator=" ")
    found: list[tuple[str, int]] = []
    style: list[str] = []

    def tell(fact: str) -> None:
        found.append((fact, parser.CurrentLineNumber))

    def start(name: str, attributes: dict[str, str]) -> None:
        style.clear()
        for fact in _element_faults(name, attributes):
            tell(fact)

    def end(name: str) -> None:
        if name == f"{SVG} style" and (call := _call("".join(style))):
            tell(f"calls {call}")
        style.clear()

    def instruct(target: str, _: str) -> None:
        if target == "xml-stylesheet":
            tell("calls a style sheet")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = style.append
    parser.ProcessingInstructionHandler = instruct
    parser.Parse(data, True)
    yield from dict.fromkeys(found)


def _element_faults(name: str, attributes: dict[str, str]) -> Iterator[str]:
    space, _, local = name.rpartition(" ")
    if space in ACTIVE or (space == SVG and local not in ELEMENTS and not EFFECT.fullmatch(local)):
        yield f"holds <{local}>"
    for key, value in attributes.items():
        own = key.rpartition(" ")[2].lower()
        if own.startswith("on"):
            yield f"holds a script in {own}="
        elif own in ("base", "href", "src"):
            is_link = local == "a" and own == "href" and not link_fault(value)
            if not is_link and not INSIDE.match(value.strip()):
                yield f"calls {value[:60]}"
        elif call := _call(value):
            yield f"calls {call}"


def find_in_style(css: str) -> Iterator[tuple[str, int]]:
    """Yield what a style sheet calls from outside it, or with what it would end itself; and the line."""
    for end in re.finditer(r"</\S*|<!", css):
        yield f"holds {end[0][:60]}", css.count("\n", 0, end.start()) + 1
    plain = plain_style(css)
    for address, at in _calls(plain):
        yield f"calls {address}", plain.count("\n", 0, at) + 1


def _call(css: str) -> str:
    """Return what a style calls from outside the drawing, or an empty string."""
    return next((address for address, _ in _calls(plain_style(css))), "")


def plain_style(css: str) -> str:
    """Return a style with its escapes resolved."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16) % 0x110000) if found[1] else found[2], css)


def _calls(plain: str) -> Iterator[tuple[str, int]]:
    """Yield what is called from outside, and where."""
    for call in CALL.finditer(plain):
        address = call[1]
        if address is None or not INSIDE.match(address.strip()):
            yield (address or call[0]).strip("\"' ")[:60], call.start()
