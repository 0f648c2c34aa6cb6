"""Fitting the text to paper: openings, notes, tables, and the spaces that lead the layout engine astray."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from weasyprint.formatting_structure import boxes

from press.ast import Node, stringify
from press.editions.paper import (
    drop_last_spaces,
    mark_short_tables,
    set_opening,
    take_in_spaces,
    to_footnotes,
)
from press.layout import SCHEME, lay_out
from press.pandoc import read_markdown, write_html

LONG = " and so on" * 25
SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"/>'


def markdown(text: str) -> list[Node]:
    return read_markdown(text)[0]


def html(blocks: list[Node]) -> str:
    return write_html([blocks])[0]


# ---- Openings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cap", "small"),
    [
        ("Stalin, so the story runs", "S", "talin, "),
        ("Requisition was the law of the land", "R", "equisition was "),
        ("A year later, in March 1921", "A\u00a0", "year later, "),
        ("In *Animal Farm* Snowball", "I", "n "),
        ("émigrés were the first to say", "É", "migrés were the first "),
    ],
)
def test_an_opening_is_a_drop_cap_and_some_words_in_small_caps(text: str, cap: str, small: str) -> None:
    blocks = markdown(text + LONG)
    (opening,) = set_opening(blocks, "drop-cap")
    assert opening["c"][0][1] == ["opening", "with-drop-cap"]
    first, second = opening["c"][1][0]["c"][:2]
    assert (first["c"][0][1], stringify(first)) == (["drop-cap"], cap)
    assert (second["c"][0][1], stringify(second)) == (["opening-words"], small)
    assert stringify(opening).lower().replace("\u00a0", " ") == stringify(blocks).lower()


@pytest.mark.parametrize("text", ["A short one.", "1921 was the year" + LONG, "“So it was”, he said" + LONG])
def test_what_no_drop_cap_suits_opens_in_small_caps(text: str) -> None:
    (opening,) = set_opening(markdown(text), "drop-cap")
    assert opening["c"][0][1] == ["opening"]
    assert opening["c"][1][0]["c"][0]["c"][0][1] == ["opening-words"]


@pytest.mark.parametrize("text", ["*Animal Farm* was" + LONG, "> Quoted" + LONG, "", "- one\n- two"])
def test_other_beginnings_stay_as_they_are(text: str) -> None:
    blocks = markdown(text)
    assert set_opening(blocks, "drop-cap") == blocks
    assert set_opening(blocks, "plain") == blocks


# ---- Notes and tables ----------------------------------------------------------------------------


def test_a_note_becomes_a_span_with_its_paragraphs_one_after_the_other() -> None:
    note = "First\n    line.\n\n    Second.\n\n    | verse\n    | more\n\n        code\n"
    source = f"Word[^1] on.\n\n[^1]: {note}"
    (paragraph,) = to_footnotes(markdown(source))
    placed = paragraph["c"][1]
    assert placed["c"][0][1] == ["footnote"]
    kinds = [node["t"] for node in placed["c"][1]]
    assert "SoftBreak" not in kinds
    assert kinds.count("Span") == 3
    assert stringify(placed) == "First line.Second.verse morecode"
    assert '<span class="note-paragraph"></span>' in html([paragraph])


@pytest.mark.parametrize(("rows", "whole"), [(8, True), (9, False)])
def test_only_a_table_of_few_rows_is_kept_whole(rows: int, whole: bool) -> None:
    (table,) = markdown("| a | b |\n|---|---|\n" + "| c | d |\n" * rows)
    (marked,) = mark_short_tables([{"t": "Div", "c": [["", ["table"], []], [table]]}])
    assert ("whole" in marked["c"][0][1]) == whole
    assert marked["c"][1] == [table]


def test_other_divs_are_not_marked() -> None:
    blocks = markdown("::: poem\nText\n:::")
    assert mark_short_tables(blocks) == blocks


# ---- Spaces --------------------------------------------------------------------------------------

BASE = "The grain that was asked of the village in the spring was taken at last"
WIDEST = 80  # px: no word here is as wide, so no line that is not the last leaves so much room
TAILS = {
    "emphasis": " *by force*",
    "strong emphasis": " ***by force***",
    "small capitals": " [by force]{.smallcaps}",
    "a link": " [by force](https://example.org)",
    "struck out": " ~~by force~~",
    "raised": " ^by^",
    "code": " `by`",
    "a picture": f" ![]({SCHEME}square)",
}


def early_breaks(markup: str) -> int:
    """Count the lines, over a sweep of measures, that end long before they are full."""
    css = "p { margin: 0 } div { font: 13.5px/18px serif } @page { margin: 0; size: 500px 9000px }"
    pieces = (f'<div style="width: {width}px">{markup}</div>' for width in range(220, 440, 2))
    layout = lay_out("".join(pieces), css, {f"{SCHEME}square": (SQUARE, "image/svg+xml")})
    return sum(
        block.width - max(child.position_x + child.width for child in line.children) > WIDEST
        for page in layout.pages.pages
        for block in paragraphs(page._page_box)
        for line in block.children[:-1]
    )


def paragraphs(box: Any) -> Iterator[Any]:
    """Yield the boxes that hold lines."""
    children = getattr(box, "children", ())
    if children and all(isinstance(child, boxes.LineBox) for child in children):
        yield box
    else:
        for child in children:
            yield from paragraphs(child)


@pytest.mark.slow
@pytest.mark.parametrize("tail", TAILS.values(), ids=TAILS)
def test_no_line_is_broken_early_before_an_element(tail: str) -> None:
    blocks = markdown(BASE + tail + " and the rest")
    assert early_breaks(html(blocks)) > 0, "the layout engine has no need of take_in_spaces any more"
    assert early_breaks(html(take_in_spaces(blocks))) == 0


@pytest.mark.slow
def test_no_line_is_broken_early_at_the_end_of_a_div() -> None:
    entry = f"<div>\n{BASE}\n</div>"
    assert early_breaks(entry) > 0, "the layout engine has no need of drop_last_spaces any more"
    assert early_breaks(drop_last_spaces(entry)) == 0


def test_spaces_are_moved_and_none_is_lost() -> None:
    source = "One *two **three*** `four` ![](five.png) ~~six~~ [seven *eight*](x) H~2~O, *nine*."
    blocks = markdown(source)
    moved = take_in_spaces(blocks)
    assert stringify(moved) == stringify(blocks)
    written = html(moved)
    assert "One<em> two<strong> three</strong></em><span> <code>four</code></span>" in written
    assert "<span> <del>six</del></span><a" in written
    assert "H<sub>2</sub>O,<em> nine</em>." in written
