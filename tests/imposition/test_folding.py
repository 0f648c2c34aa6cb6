"""The booklet as it comes out of printer and hands: each page in its order, upright, in its place."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from press.geometry import MM, parse_paper, parse_trim
from press.imposition import impose
from press.imposition.plan import CLEAR
from press.imposition.sheets import Edge
from tests.imposition.paper import POINT, TOKEN, find_shifts, fold, folding, make_pages, name

FLIPS = get_args(Edge)


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("signature", [0, 8, 16, 32])
@pytest.mark.parametrize("count", range(4, 69, 4))
def test_pages_are_read_in_order_and_upright(count: int, signature: int, flip: Edge) -> None:
    booklet = impose(make_pages(count), replace(folding(), signature=signature, flip=flip))
    pages = fold(booklet, flip)
    assert [page.name for page in pages] == [name(place) for place in range(count)]
    assert all(page.is_upright for page in pages)
    assert [page.is_recto for page in pages] == [place % 2 == 0 for place in range(count)]


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("signature", [0, 8])
@pytest.mark.parametrize("count", [1, 2, 3, 5, 6, 7, 13, 21, 26, 35])
def test_blanks_are_at_the_end_or_before_the_back_cover(count: int, signature: int, flip: Edge) -> None:
    names, blanks = [name(place) for place in range(count)], [None] * (-count % 4)
    how = replace(folding(), signature=signature, flip=flip)
    assert [page.name for page in fold(impose(make_pages(count), how), flip)] == [*names, *blanks]
    covered = fold(impose(make_pages(count), replace(how, back_cover=True)), flip)
    assert [page.name for page in covered] == [*names[:-1], *blanks, names[-1]]


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("trim", ["A6", "B6", "octavo", "digest", "pocket", "80 x 299 mm"])
def test_every_size_of_page_and_sheet_is_folded_alike(trim: str, flip: Edge) -> None:
    booklet = impose(make_pages(20, trim), replace(folding(trim), signature=12, flip=flip))
    pages = fold(booklet, flip)
    assert [page.name for page in pages] == [name(place) for place in range(20)]
    assert all(page.is_upright for page in pages)


@pytest.mark.parametrize("trim", ["A5", "80 x 299 mm"])
@pytest.mark.parametrize("flip", FLIPS)
def test_a_printer_that_flips_on_the_other_edge_is_found_out(flip: Edge, trim: str) -> None:
    (other,) = set(FLIPS) - {flip}
    pages = fold(impose(make_pages(8, trim), replace(folding(trim), flip=flip)), other)
    assert [page.is_upright for page in pages] != [True] * 8


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("signature", [0, 16])
@pytest.mark.parametrize("paper", ["60 g", "80 g", "120 g", "0.3 mm"])
@pytest.mark.parametrize("trim", ["A5", "B6", "digest"])
def test_names_are_moved_to_the_spine_by_the_sheets_around(
    trim: str, paper: str, signature: int, flip: Edge
) -> None:
    thickness = parse_paper(paper)
    how = replace(folding(trim, paper=thickness), signature=signature, flip=flip)
    booklet = impose(make_pages(40, trim), how)
    sizes = [sum(sheet.signature == number for sheet in booklet.plan) for number in range(3)]
    positions = [
        position for size in sizes for order in (range(size), range(size)[::-1]) for position in order
    ]
    expected = [position * thickness * POINT for position in positions for _ in "rv"]
    assert find_shifts(fold(booklet, flip), trim) == pytest.approx(expected, abs=0.01)
    assert booklet.creep == pytest.approx(max(positions) * thickness)


def test_names_are_moved_no_farther_than_the_inner_margin_has_room() -> None:
    booklet = impose(make_pages(64), folding(paper=0.6 * MM, inner=CLEAR + 4 * MM))
    moved = find_shifts(fold(booklet, "short-edge"), "A5")
    assert max(moved) == pytest.approx(4 * MM * POINT, abs=0.01)
    assert booklet.creep == pytest.approx(4 * MM)
    assert moved[:4] == pytest.approx([0, 0, 0.6 * MM * POINT, 0.6 * MM * POINT], abs=0.01)


@pytest.mark.parametrize("trim", ["A5", "B6", "digest"])
@pytest.mark.parametrize("flip", FLIPS)
def test_all_names_are_at_one_height(trim: str, flip: Edge) -> None:
    booklet = impose(make_pages(16, trim), replace(folding(trim), flip=flip))
    foot = (booklet.stock.height - parse_trim(trim)[1]) / 2 * POINT
    heights = [page.letters[0].y for page in fold(booklet, flip)]
    assert heights == pytest.approx([foot + TOKEN[1]] * 16, abs=0.01)
