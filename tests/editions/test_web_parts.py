"""What the web page is put together from: policy, faces, pictures, links, colours, squeezed text."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from press.cover.inks import contrast
from press.design import make_design
from press.editions.permalinks import add_permalinks
from press.editions.pictures import is_grey, place_picture
from press.editions.policy import make_policy
from press.editions.shades import DAY, NIGHT, shades
from press.editions.squeeze import squeeze_script, squeeze_style
from press.editions.webfaces import web_faces
from press.foreign import source_of
from press.model import Image
from press.settings import Cover, Settings

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100"><path fill="%s" d="M0 0h9v9z"/></svg>'
)


def test_a_policy_names_scripts_and_styles_by_their_hashes() -> None:
    policy = make_policy(["alert(1)"], ["p{}"], {"frame-src": ["https://example.org"]})
    assert "default-src 'none'" in policy
    assert f"script-src {source_of('alert(1)')}" in policy
    assert policy.endswith("frame-src https://example.org")
    assert source_of("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def test_squeezing_leaves_strings_alone() -> None:
    assert (
        squeeze_style('a  { content: "; {  }" ;\n color : red; } /* x */')
        == 'a{content: "; {  }";color : red}'
    )
    assert squeeze_style("a { width: calc(1px + 2px) }") == "a{width: calc(1px + 2px)}"
    assert squeeze_script("// x\n{\n  const a = `b  =  ${c}`;\n}\n") == "{const a=`b  =  ${c}`;}"


@pytest.mark.parametrize("accent", ["#c8281e", "#ffe14d", "#101040", "#ffffff"])
def test_letters_in_any_accent_can_be_read(accent: str) -> None:
    colours = shades(Cover(accent=accent))
    assert contrast(colours["day-accent"], DAY) >= 4.5
    assert contrast(colours["night-accent"], NIGHT) >= 4.5


def test_only_a_pale_cover_is_turned_over_at_night() -> None:
    assert shades(Cover(paper="#c8281e", accent="#ffffff"))["night-paper"] == "#c8281e"
    assert shades(Cover())["night-paper"] == NIGHT


def test_drawings_in_black_are_told_from_coloured_ones() -> None:
    assert is_grey(SVG % b"#000")
    assert is_grey(SVG % b"#ddd")
    assert not is_grey(SVG % b"#c8281e")
    assert not is_grey(SVG % b"red")


def test_a_picture_keeps_its_proportions_and_its_share_of_the_measure() -> None:
    design = make_design(Settings(title="T"), Path())
    node = {"t": "Image", "c": [["", [], []], [], ["a.svg", ""]]}
    image = Image("a.svg", "image/svg+xml", SVG % b"#000", 200, 100)
    (_, kinds, pairs), _, (url, _) = place_picture(node, image, design)["c"]
    assert kinds == ["ink"]
    assert ["style", "aspect-ratio:200/100"] in pairs
    assert ["width", f"{200 / design.page.measure:.0%}"] in pairs
    assert url.startswith("data:image/svg+xml;base64,")


def test_headings_link_to_themselves_unless_they_hold_a_link() -> None:
    assert add_permalinks('<h3 id="a">B</h3>') == '<h3 id="a"><a class="permalink" href="#a">B</a></h3>'
    linked = '<h3 id="a">B <a href="#c">c</a></h3>'
    assert add_permalinks(linked) == linked
    assert add_permalinks('<p id="p-1">A').startswith(
        '<p id="p-1"><a class="permalink" href="#p-1" aria-hidden'
    )


def test_a_fallback_holds_only_what_the_text_face_lacks() -> None:
    design = make_design(Settings(title="T"), Path())
    rules = web_faces(design, "<p>Abc \u03b1\u03b2</p>", "")
    data = rules.partition('"EB Garamond"')[2].partition("base64,")[2].partition('"')[0]
    with TTFont(io.BytesIO(base64.b64decode(data))) as font:
        held = set(font.getBestCmap())
    assert {0x3B1, 0x3B2} <= held
    assert ord("A") not in held
    assert "font-weight: 600" not in rules
    assert "font-weight: 600" in web_faces(design, "<p><strong>A</strong></p>", "")
    assert "font-weight: 600" in web_faces(design, "<p>A</p>", "dt { font-weight: bold }")
