"""What an edition says of its accessibility follows from what is in it."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image

from press.editions import access
from press.editions.access import STANDARD, UNCHECKED, judge
from press.terms import WORDS

HEAD = '<html lang="en"><head><title>A</title></head><body>'
PAGES = (
    '<span role="doc-pagebreak" id="page-1" aria-label="Page 1"></span>'
    '<nav epub:type="page-list" role="doc-pagelist"><ol><li><a href="#page-1">1</a></li></ol></nav>'
)
GOOD = f"{HEAD}{PAGES}<h1>One</h1><p>Text</p><h2>Two</h2>"
NOTE = '<a role="doc-noteref" href="#n">1</a><aside id="n" role="doc-footnote">A note</aside>'
TABLE = "<table><caption>A table</caption><tr><{0}>Left</{0}></tr><tr><td>1</td></tr></table>"


def page(body: str, **more: bytes) -> dict[str, bytes]:
    return {"a.xhtml": (GOOD + body).encode(), **more}


def moving(kind: str, frames: int = 2) -> bytes:
    out = io.BytesIO()
    pictures = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")[:frames]]
    pictures[0].save(out, kind, save_all=True, append_images=pictures[1:], duration=100)
    return out.getvalue()


def test_plain_text_is_for_every_sense_and_may_make_the_claim() -> None:
    found = judge(page(""))
    assert (found.modes, found.sufficient, found.hazards) == (("textual",), ("textual",), ("none",))
    assert found.conforms
    assert "alternativeText" not in found.features
    assert {"structuralNavigation", "pageBreakMarkers", "pageNavigation", "unlocked"} <= set(found.features)


def test_nothing_is_said_of_an_empty_page() -> None:
    found = judge({"a.xhtml": HEAD.encode(), "META-INF/encryption.xml": b""})
    assert found.modes == ()
    assert found.features == ("readingOrder",)
    assert not found.conforms


FEATURES = {
    "tableOfContents": '<nav role="doc-toc"><a href="#b">B</a></nav>',
    "alternativeText": '<img src="a.png" alt="A square"/>',
    "MathML": "<math><mi>x</mi></math>",
}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_is_named_where_it_is(feature: str) -> None:
    assert feature in judge(page(FEATURES[feature])).features
    assert feature not in judge(page("")).features


LOST = {
    "structuralNavigation": "<h4>Four</h4>",
    "readingOrder": '<a role="doc-noteref" href="#nowhere">1</a>',
    "pageBreakMarkers": '<span epub:type="pagebreak" id="page-2"></span>',
    "alternativeText": '<img src="a.png" alt="A square"/><img src="b.png"/>',
    "displayTransformability": '<p style="font-size: 12px">Small</p>',
}


@pytest.mark.parametrize("feature", LOST)
def test_a_feature_is_not_named_where_one_place_lacks_it(feature: str) -> None:
    found = judge(page(LOST[feature]))
    assert feature not in found.features
    assert not found.conforms


def test_an_ornament_and_the_cover_are_no_pictures_that_tell_something() -> None:
    cover = '<img role="doc-cover" src="c.png" alt="Cover: A"/><img src="a.png" alt=""/>'
    found = judge(page(f'{cover}<svg aria-hidden="true"></svg>'))
    assert found.modes == ("textual",)
    assert "alternativeText" not in found.features
    assert found.conforms


def test_a_picture_without_words_leaves_no_way_for_text_alone() -> None:
    found = judge(page('<img src="a.png"/>'))
    assert found.modes == ("textual", "visual")
    assert found.sufficient == ("textual,visual",)
    assert "access_bare" in found.sentences


@pytest.mark.parametrize(("kind", "end"), [("GIF", "gif"), ("PNG", "png"), ("WEBP", "webp")])
def test_what_moves_may_be_a_hazard(kind: str, end: str) -> None:
    still, moved = (judge(page("", **{f"a.{end}": moving(kind, frames)})) for frames in (1, 2))
    assert still.hazards == ("none",)
    assert moved.hazards == ("unknown",)
    assert not moved.conforms


MOVING = {
    "within the page": {"a.html": f'{GOOD}<img alt="A" src="data:image/gif;base64,{{}}">'.encode()},
    "a drawing": page("", **{"a.svg": b"<svg><animate attributeName='x'/></svg>"}),
    "a style": page("", **{"a.css": b"@keyframes a { from { left: 0 } }"}),
    "a film": page('<video src="a.mp4"></video>'),
    "a script": page("<script>0</script>"),
}


@pytest.mark.parametrize("name", MOVING)
def test_so_may_what_moves_otherwise(name: str) -> None:
    inside = base64.b64encode(moving("GIF"))
    files = {file: data.replace(b"{}", inside) for file, data in MOVING[name].items()}
    assert judge(files).hazards == ("unknown",)


def test_words_on_moving_pictures_do_not_move() -> None:
    assert judge(page("<p>On animation: &lt;animate&gt; and @keyframes</p>")).hazards == ("none",)


def test_a_film_is_also_heard() -> None:
    found = judge(page('<video src="a.mp4"></video>'))
    assert found.modes == ("textual", "auditory")
    assert found.sufficient == ("textual,auditory",)


FAULTS = {
    "a table has no header cells": TABLE.format("td"),
    "headings leave out a level": "<h4>Four is too deep</h4>",
    "a picture has no alternative text": '<img src="a.png"/>',
    "a page's mark has no name": '<span epub:type="pagebreak" id="page-2"></span>',
    "a note is not marked as one": '<a role="doc-noteref" href="#nowhere">1</a>',
    "the manuscript sets colours": '<p style="color: #999">Grey</p>',
    "type does not grow as the reader wants": '<p style="font: 9pt serif">Small</p>',
    "something in it may move or sound": "<canvas></canvas>",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_takes_the_claim_away(fault: str) -> None:
    assert judge(page(FAULTS[fault])).faults == (fault,)


def test_no_language_no_page_list_and_own_templates_take_the_claim_away() -> None:
    silent, bare = GOOD.replace(' lang="en"', ""), f"{HEAD}<h1>A</h1>"
    assert judge({"a.xhtml": silent.encode()}).faults == ("a page has no language",)
    assert judge({"a.xhtml": bare.encode()}).faults == ("it has no list of the printed pages",)
    assert judge(page(""), unchecked=True).faults == (UNCHECKED,)


def test_every_fault_is_tried() -> None:
    others = {"a page has no language", "it has no list of the printed pages"}
    assert set(FAULTS) | others == set(access.FAULTS)


def test_tables_with_heads_and_notes_that_are_marked_are_no_faults() -> None:
    found = judge(page(TABLE.format("th") + NOTE))
    assert found.conforms
    assert {"access_notes", "access_text", "access_pages"} <= set(found.sentences)


def test_the_summary_is_in_the_language_and_owns_who_judged() -> None:
    found = judge(page('<img src="a.png" alt="A"/>'))
    for words in WORDS.values():
        assert words["access_pictures"] in found.summary(words)
        assert found.summary(words, claims=True).endswith(words["access_claim"])
        assert words["access_claim"] not in found.summary(words)


def test_the_claim_is_spelled_as_the_standard_wants_it() -> None:
    assert STANDARD == "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
