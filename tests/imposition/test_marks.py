"""Where a sheet says to fold and to cut, and which sheet it is."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, get_args

import pdfplumber
import pytest

from press.geometry import MM, parse_trim
from press.imposition import Booklet, impose
from press.imposition.marks import BAR, GAP, LONGEST, TICK, TICK_INSET
from press.imposition.sheets import Edge
from press.marks import HAIRLINE
from tests.imposition.paper import BLEED, POINT, folding, make_pages

OFFSET = BLEED + GAP
A4 = (297 * MM * POINT, 210 * MM * POINT)
Line = tuple[float, ...]


def read_sides(booklet: Booklet) -> list[Any]:
    with pdfplumber.open(io.BytesIO(booklet.data)) as pdf:
        return [
            {
                "width": float(page.width),
                "lines": {
                    tuple(round(line[edge], 1) + 0.0 for edge in ("x0", "y0", "x1", "y1"))
                    for line in page.lines
                },
                "inks": {str(line["stroking_color"]).replace(".0", "") for line in page.lines},
                "widths": {line["linewidth"] for line in page.lines},
                "bars": [rect for rect in page.rects if rect["width"] < 10],
                "curves": page.curves,
            }
            for page in pdf.pages
        ]


def rounded(*lines: Line) -> set[Line]:
    return {tuple(round(value, 1) for value in line) for line in lines}


def expected_marks(moved: float) -> set[Line]:
    """Return the crop and fold marks of B6 pages on A4, moved so far towards the spine."""
    width, height = (side * POINT for side in parse_trim("B6"))
    left, right = A4[0] / 2 - width + moved, A4[0] / 2 + width - moved
    foot, head = (A4[1] - height) / 2, (A4[1] + height) / 2
    near, far = OFFSET, OFFSET + LONGEST
    level = [(left - far, y, left - near, y) for y in (foot, head)]
    level += [(right + near, y, right + far, y) for y in (foot, head)]
    upright = [(x, foot - far, x, foot - near) for x in (left, right, A4[0] / 2)]
    upright += [(x, head + near, x, head + far) for x in (left, right, A4[0] / 2)]
    return rounded(*level, *upright)


def test_crop_and_fold_marks_stand_around_the_pages_where_the_knife_falls() -> None:
    creep = 4.0
    booklet = impose(make_pages(16, "B6"), folding("B6", paper=creep))
    for place, side in enumerate(read_sides(booklet)):
        assert side["lines"] == expected_marks(place // 2 * creep * POINT)
        assert side["widths"] == {HAIRLINE}
        assert side["inks"] <= {"1", "(1,)"}  # all of one ink, which is that of every plate


def test_marks_turn_with_the_pages() -> None:
    booklet = impose(make_pages(8, "B6"), replace(folding("B6", paper=0), flip="long-edge"))
    sides = read_sides(booklet)
    assert sides[0]["lines"] == sides[1]["lines"] == expected_marks(0)


@pytest.mark.parametrize("flip", get_args(Edge))
def test_where_pages_fill_the_sheet_the_fold_has_ticks_on_the_inside_only(flip: Edge) -> None:
    booklet = impose(make_pages(12), replace(folding(), flip=flip))
    fold, (_, up) = A4[0] / 2, A4
    ticks = rounded(
        (fold, TICK_INSET, fold, TICK_INSET + TICK), (fold, up - TICK_INSET - TICK, fold, up - TICK_INSET)
    )
    for place, side in enumerate(read_sides(booklet)):
        assert side["lines"] == (ticks if place % 2 else set())
        assert side["inks"] <= {"(0, 0, 0, 1)"}
        assert not side["curves"]
        assert not side["bars"]


def test_ticks_stay_out_of_the_text() -> None:
    smallest_head = 3 * 18 * POINT  # pt: three lines above the text block, on a small page
    assert smallest_head > (TICK_INSET + TICK)


def test_a_line_says_which_side_it_is_in_outlines_and_off_the_pages() -> None:
    booklet = impose(make_pages(8, "B6"), folding("B6"))
    height = parse_trim("B6")[1] * POINT
    for side in read_sides(booklet):
        assert len(side["curves"]) > 3
        assert all(curve["y0"] > 0 for curve in side["curves"])
        assert all(curve["y1"] < (A4[1] - height) / 2 - BLEED for curve in side["curves"])
        assert all(curve["x1"] < A4[0] / 2 for curve in side["curves"])
    assert len({str(side["curves"]) for side in read_sides(booklet)}) == 4


def test_the_line_fits_the_smallest_pages() -> None:
    how = replace(folding("80 x 110 mm"), signature=4)
    sides = read_sides(impose(make_pages(48, "80 x 110 mm"), how))
    half = sides[0]["width"] / 2
    assert all(curve["x1"] < half - OFFSET for curve in sides[-1]["curves"])


def test_collating_marks_go_down_the_backs_like_stairs() -> None:
    booklet = impose(make_pages(48), replace(folding(), signature=16))
    sides = read_sides(booklet)
    bars = [(place, bar) for place, side in enumerate(sides) for bar in side["bars"]]
    assert [place for place, _ in bars] == [0, 8, 16]  # the front of each outermost sheet
    for number, (_, bar) in enumerate(bars):
        assert bar["non_stroking_color"] == (0, 0, 0, 1)
        assert (bar["x0"] + bar["x1"]) / 2 == pytest.approx(A4[0] / 2, abs=0.01)
        assert (bar["width"], bar["height"]) == pytest.approx(BAR, abs=0.01)
        assert bar["top"] == pytest.approx(bars[0][1]["top"] + number * BAR[1], abs=0.01)


def test_no_collating_mark_shows_on_a_cover_or_a_single_signature() -> None:
    how = replace(folding(), signature=16, back_cover=True)
    marked = [bool(side["bars"]) for side in read_sides(impose(make_pages(48), how))]
    assert [place for place, is_marked in enumerate(marked) if is_marked] == [8]
    assert not any(side["bars"] for side in read_sides(impose(make_pages(48), folding())))
