from __future__ import annotations

import pytest

from press.geometry import LINE, MM, TRIMS, make_page, parse_trim


@pytest.mark.parametrize("trim", [*TRIMS, "120 x 190 mm", "5 x 8 in"])
def test_every_length_is_exact_in_binary(trim: str) -> None:
    page = make_page(trim)
    for length in (page.width, page.height, page.top, page.bottom, page.inner, page.outer, page.measure):
        assert (length * 16).is_integer()
    assert page.top + page.lines * LINE + page.bottom == page.height


@pytest.mark.parametrize("trim", TRIMS)
def test_a_page_is_within_a_fortieth_of_a_millimetre_and_has_more_foot_than_head(trim: str) -> None:
    page, (width, height) = make_page(trim), parse_trim(trim)
    assert abs(page.width - width) < MM / 40
    assert abs(page.height - height) < MM / 40
    assert page.bottom > page.top
    assert page.outer > page.inner


@pytest.mark.parametrize(
    "nonsense", ["A55", "0 x 0 mm", "210 x 148 mm", "12 x 19 km", "a lot", "1e9 x 1e9 mm"]
)
def test_nonsense_is_refused_with_the_names_that_are_known(nonsense: str) -> None:
    with pytest.raises(ValueError, match=r"A5|80 to 300"):
        parse_trim(nonsense)
