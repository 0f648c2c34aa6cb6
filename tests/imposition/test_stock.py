from __future__ import annotations

import pytest

from press.geometry import LARGEST, MM, SMALLEST, TRIMS, make_page, parse_trim
from press.imposition import find_stock
from press.imposition.stock import BY_INCH, HAIR, METRIC


@pytest.mark.parametrize(
    ("trim", "sheet"),
    [
        ("A5", "A4"),
        ("a5", "A4"),
        ("A6", "A5"),
        ("B6", "A4"),
        ("octavo", "A3"),
        ("half-letter", "letter"),
        ("digest", "letter"),
        ("pocket", "letter"),
        ("210 x 297 mm", "A3"),
        ("120 x 190 mm", "A4"),
        ("216 x 280 mm", "SRA3"),
        ("300 x 300 mm", "SRA2"),
        ("7 x 8.5 in", "legal"),
        ("8.5 x 11 in", "tabloid"),
        ("9 x 11.5 in", "12 x 18 in"),
        ("9.25 x 11.5 in", "13 x 19 in"),
    ],
)
def test_a_trim_has_its_sheet(trim: str, sheet: str) -> None:
    stock = find_stock(*parse_trim(trim), trim)
    assert stock.name == sheet
    assert stock.is_wide


@pytest.mark.parametrize("trim", TRIMS)
def test_pages_as_the_layout_rounds_them_fit_the_same_sheet(trim: str) -> None:
    page = make_page(trim)
    assert find_stock(page.width, page.height, trim) == find_stock(*parse_trim(trim), trim)


def test_narrow_and_tall_pages_lie_on_an_upright_sheet() -> None:
    stock = find_stock(80 * MM, 300 * MM - HAIR)
    assert (stock.name, stock.is_wide) == ("A3", False)
    assert stock.height == pytest.approx(420 * MM)


def test_every_trim_that_is_allowed_has_a_sheet() -> None:
    for width in range(round(SMALLEST / MM), round(LARGEST / MM) + 1, 5):
        for height in range(width, round(LARGEST / MM) + 1, 5):
            for trim in ("", "6 x 9 in"):
                stock = find_stock(width * MM, height * MM, trim)
                assert stock.holds(2 * width * MM, height * MM)


def test_pages_too_large_for_any_sheet_are_refused() -> None:
    with pytest.raises(ValueError, match="no sheet holds two pages of 400 x 500 mm"):
        find_stock(400 * MM, 500 * MM)


@pytest.mark.parametrize(
    ("name", "sides"),
    [("A5", (210, 148)), ("A4", (297, 210)), ("A3", (420, 297)), ("SRA3", (450, 320)), ("SRA2", (640, 450))],
)
def test_metric_sheets_are_those_of_iso_216_and_217(name: str, sides: tuple[int, int]) -> None:
    assert [side / MM for side in METRIC[name]] == pytest.approx(list(sides))


def test_tables_go_from_small_to_large() -> None:
    for table in (METRIC, BY_INCH):
        areas = [width * height for width, height in table.values()]
        assert areas == sorted(areas)
