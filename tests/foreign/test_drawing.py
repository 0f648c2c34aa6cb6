"""Drawings: whole in themselves, or told with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import pandoc
from press.errors import ForeignContent
from press.foreign import find_in_drawing
from press.images import collect
from press.model import Source

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
XHTML = "http://www.w3.org/1999/xhtml"
FOREIGN = {
    "a script": ("<script>x</script>", "holds <script>"),
    "a script of another prefix": ('<s:script xmlns:s="http://www.w3.org/2000/svg"/>', "holds <script>"),
    "a handler": ('<rect onload="x"/>', "holds a script in onload="),
    "HTML": (f'<g><p xmlns="{XHTML}">x</p></g>', "holds <p>"),
    "a frame for HTML": ("<foreignObject/>", "holds <foreignObject>"),
    "animation": ('<set attributeName="href" to="javascript:x"/>', "holds <set>"),
    "a picture from elsewhere": (
        '<image href="https://example.org/x.png"/>',
        "calls https://example.org/x.png",
    ),
    "a picture beside it": ('<image xlink:href="x.png"/>', "calls x.png"),
    "a drawing within": ('<image href="data:image/svg+xml;base64,AA"/>', "calls data:image/svg+xml"),
    "a shape from elsewhere": ('<use xlink:href="https://example.org/#a"/>', "calls https://example.org/#a"),
    "another base": ('<g xml:base="https://example.org"/>', "calls https://example.org"),
    "a link that runs": ('<a xlink:href="javascript:x"/>', "calls javascript:x"),
    "a style sheet": ('<style>@import "x.css";</style>', "calls @import"),
    "a colour from elsewhere": ('<rect fill="url(https://example.org/#g)"/>', "calls https://example.org/#g"),
    "in a style": ("<rect style=\"fill:url('https://example.org')\"/>", "calls https://example.org"),
    "behind an escape": (r"<style>a{fill:u\72l(https://example.org)}</style>", "calls https://example.org"),
    "of several pictures": ("<style>a{mask:image-set('x' 1x)}</style>", "calls image-set("),
}
WHOLE = {
    "shapes": '<g id="a"><path d="M0 0h1"/></g><use href="#a"/><use xlink:href=" #a"/>',
    "a picture": '<image href="data:image/png;base64,AA"/>',
    "a gradient": '<rect style="fill:url(\'#g\')" stroke="url(#h)"/>',
    "a filter": '<filter id="f"><feGaussianBlur stdDeviation="1"/></filter>',
    "a face": "<style>@font-face{src:url(data:font/woff2;base64,AA)}</style>",
    "a link": '<a href="https://example.org"><text>x</text></a>',
    "what a drawing program notes down": '<x:view xmlns:x="http://www.inkscape.org/" x:zoom="1"/><metadata/>',
}


@pytest.mark.parametrize(("inside", "fact"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_foreign_is_told_with_its_line(inside: str, fact: str) -> None:
    (found,) = find_in_drawing(f"{HEAD}\n\n{inside}</svg>".encode())
    assert found[0].startswith(fact)
    assert found[1] == 3


@pytest.mark.parametrize("inside", WHOLE.values(), ids=WHOLE)
def test_what_is_whole_passes(inside: str) -> None:
    assert list(find_in_drawing(f"{HEAD}\n{inside}</svg>".encode())) == []


def test_a_style_sheet_called_from_above_is_told() -> None:
    data = f'<?xml version="1.0"?>\n<?xml-stylesheet href="x.css"?>\n{HEAD}</svg>'.encode()
    assert list(find_in_drawing(data)) == [("calls a style sheet", 2)]


def test_a_drawing_is_told_at_its_own_line_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "plan.svg").write_text(f"{HEAD}\n<script/>\n<rect onclick='x'/></svg>")
    markdown = "![x](plan.svg)"
    with pytest.raises(ForeignContent) as caught:
        collect(Source(Path("a.md"), markdown), pandoc.read_markdown(markdown)[0], tmp_path)
    assert [str(problem.place) for problem in caught.value.problems] == [
        f"{tmp_path / 'plan.svg'}:{line}" for line in (2, 3)
    ]
    assert "the drawing holds <script>. Export it as plain SVG" in str(caught.value)
