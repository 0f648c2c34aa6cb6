"""The records that the layout leaves on structure elements."""

from __future__ import annotations

import inspect
import io
import json
import logging
from typing import Any

import pikepdf
import pytest
from weasyprint.pdf import tags

from press.errors import UnreadableTags
from press.layout.hints import KEY, hints
from press.tagging import retag
from press.terms import words_for
from tests.tagging.tags import write_raw


def records(html: str) -> list[dict[str, Any]]:
    with pikepdf.open(io.BytesIO(write_raw(html))) as pdf:
        things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        return [json.loads(str(thing[f"/{KEY}"])) for thing in things if f"/{KEY}" in thing]


def test_weasyprint_still_builds_its_tags_with_build_box_tree() -> None:
    """If this fails, WeasyPrint has changed: `press.layout.hints` has to follow."""
    build = tags._build_box_tree
    assert inspect.isgeneratorfunction(build)
    assert list(inspect.signature(build).parameters)[:2] == ["box", "parent"]
    source = inspect.getsource(tags)
    assert source.count("_build_box_tree(") >= 5, "it no longer calls itself by its name in the module"
    assert inspect.getsource(tags.add_tags).count("_build_box_tree(") == 1


def test_the_hook_is_taken_out_again() -> None:
    before = tags._build_box_tree
    with hints():
        assert tags._build_box_tree is not before
    assert tags._build_box_tree is before
    assert not logging.getLogger("weasyprint").filters


def test_boxes_of_one_element_have_one_number() -> None:
    long = "word " * 60
    found = [record for record in records(f"<p>{long}</p><p>other</p>") if record.get("tag") == "p"]
    assert len({record["n"] for record in found}) == 2


def test_what_a_record_says() -> None:
    found = records(
        '<ol type="a"><li>One</li></ol><table><tr><th scope="row" colspan="2">Head</th></tr></table>'
        '<p id="x" class="y" lang="de">Text<span class="footnote">Note</span> <a href="#x">a  link</a></p>'
        "<nav><ol><li><a href='#x'>entry</a></li></ol></nav>"
    )
    by_tag = {record["tag"]: record for record in found if "tag" in record}
    assert by_tag["ol"]["numbering"] in ("lower-alpha", "none")
    assert (by_tag["th"]["scope"], by_tag["th"]["colspan"]) == ("row", 2)
    assert {key: by_tag["p"][key] for key in ("id", "class", "lang")} == {
        "id": "x",
        "class": "y",
        "lang": "de",
    }
    assert by_tag["span"]["float"] is True
    assert by_tag["span::footnote-call"]["text"] == "1"
    left, top, right, bottom = by_tag["span::footnote-call"]["rect"]
    assert 24 < left < right < 320
    assert 60 < top < bottom < 110
    assert next(record["text"] for record in found if record.get("tag") == "a") == "a link"
    assert any(record.get("leader") for record in found)
    assert {record["margin"] for record in found if "margin" in record} == {"@top-left", "@bottom-left"}


def test_a_decoration_without_text_is_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    image = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    with caplog.at_level(logging.WARNING):
        write_raw(f'<p><img alt="" src="{image}"></p>')
    assert "alt" not in caplog.text


def test_tags_without_hints_are_refused() -> None:
    raw = write_raw("<p>Text</p>")
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and f"/{KEY}" in thing:
                del thing[f"/{KEY}"]
        with pytest.raises(UnreadableTags, match="no records"):
            retag(pdf, "ua-1", words_for("en", {}))
