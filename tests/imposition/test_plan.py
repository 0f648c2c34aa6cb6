from __future__ import annotations

from collections import Counter

import pytest

from press.geometry import MM, parse_paper
from press.imposition import Sheet, find_trouble, measure_creep, plan_sheets
from press.imposition.plan import CLEAR, STAPLED

OFFICE = parse_paper("80 g")
INNER = 60.0


def signatures(plan: tuple[Sheet, ...]) -> list[int]:
    """Return the number of sheets of each signature."""
    return list(Counter(sheet.signature for sheet in plan).values())


def test_sixteen_pages_come_on_four_sheets_as_printers_number_them() -> None:
    assert plan_sheets(16) == (
        Sheet(0, 0, (15, 0), (1, 14)),
        Sheet(0, 1, (13, 2), (3, 12)),
        Sheet(0, 2, (11, 4), (5, 10)),
        Sheet(0, 3, (9, 6), (7, 8)),
    )


def test_signatures_follow_each_other() -> None:
    assert plan_sheets(16, signature=8) == (
        Sheet(0, 0, (7, 0), (1, 6)),
        Sheet(0, 1, (5, 2), (3, 4)),
        Sheet(1, 0, (15, 8), (9, 14)),
        Sheet(1, 1, (13, 10), (11, 12)),
    )


@pytest.mark.parametrize("signature", [0, 4, 8, 12, 16, 20, 32, 128])
def test_every_page_is_there_once_whatever_their_number(signature: int) -> None:
    for pages in range(1, 141):
        plan = plan_sheets(pages, signature=signature)
        places = Counter(page for sheet in plan for page in (*sheet.front, *sheet.back))
        blank = places.pop(None, 0)
        assert places == dict.fromkeys(range(pages), 1)
        assert blank == -pages % 4
        assert len(plan) * 4 == pages + blank


@pytest.mark.parametrize("signature", [4, 8, 12, 16, 20, 32, 128])
def test_signatures_are_as_few_and_as_even_as_can_be(signature: int) -> None:
    for sheets in range(1, 60):
        sizes = signatures(plan_sheets(sheets * 4, signature=signature))
        assert sum(sizes) == sheets
        assert len(sizes) == -(-sheets * 4 // signature)
        assert max(sizes) * 4 <= signature
        assert max(sizes) - min(sizes) <= 1
        assert sizes == sorted(sizes, reverse=True)
        if sheets > 1 and signature > 8:
            assert min(sizes) > 1


def test_positions_count_from_the_outside_of_each_signature() -> None:
    for sheet in (plan := plan_sheets(36, signature=16)):
        assert sheet.position == [other for other in plan if other.signature == sheet.signature].index(sheet)


@pytest.mark.parametrize(("pages", "blanks"), [(13, 3), (14, 2), (15, 1), (16, 0)])
def test_blanks_come_last_or_before_the_back_cover(pages: int, blanks: int) -> None:
    assert plan_sheets(pages)[0].front == (None if blanks else pages - 1, 0)
    covered = plan_sheets(pages, back_cover=True)
    assert covered[0].front == (pages - 1, 0)
    order = [
        *(page for sheet in covered for page in (sheet.front[1], sheet.back[0])),
        *(page for sheet in reversed(covered) for page in (sheet.back[1], sheet.front[0])),
    ]
    assert order == [*range(pages - 1), *[None] * blanks, pages - 1]


@pytest.mark.parametrize(("pages", "signature"), [(0, 0), (-4, 0), (8, 6), (8, -4)])
def test_what_cannot_be_folded_is_refused(pages: int, signature: int) -> None:
    with pytest.raises(ValueError, match=r"no pages|multiple of 4"):
        plan_sheets(pages, signature=signature)


def test_creep_grows_by_the_paper_with_each_sheet_around() -> None:
    moved = [measure_creep(sheet, OFFICE, INNER) for sheet in plan_sheets(40)]
    assert moved == pytest.approx([position * 0.104 * MM for position in range(10)])


def test_creep_begins_anew_with_each_signature() -> None:
    moved = [measure_creep(sheet, 2.0, INNER) for sheet in plan_sheets(24, signature=12)]
    assert moved == [0, 2, 4, 0, 2, 4]


def test_creep_leaves_some_of_the_inner_margin() -> None:
    moved = [measure_creep(sheet, 10.0, INNER) for sheet in plan_sheets(64)]
    assert max(moved) == INNER - CLEAR
    assert moved[:5] == [0, 10, 20, 30, 40]
    assert measure_creep(plan_sheets(64)[-1], 10.0, CLEAR / 2) == 0


@pytest.mark.parametrize(
    ("paper", "most"), [("60 g", 26), ("80 g", 20), ("90 g", 17), ("100 g", 16), ("120 g", 13), ("160 g", 10)]
)
def test_staples_hold_so_many_sheets_and_no_more(paper: str, most: int) -> None:
    thickness = parse_paper(paper)
    assert find_trouble(plan_sheets(most * 4), thickness, INNER) == []
    (problem,) = find_trouble(plan_sheets(most * 4 + 4), thickness, INNER)
    assert f"{most + 1} sheets of" in problem.fact
    assert f"about {most} of them" in problem.fact
    assert "`signature`" in problem.remedy
    assert problem.place is None


def test_twenty_sheets_of_office_paper_are_two_millimetres() -> None:
    assert pytest.approx(2.08, abs=0.001) == STAPLED / MM


def test_signatures_are_judged_one_by_one() -> None:
    assert find_trouble(plan_sheets(160, signature=80), OFFICE, INNER) == []
    assert find_trouble(plan_sheets(160), OFFICE, INNER)


def test_an_inner_margin_that_is_too_narrow_is_told() -> None:
    narrow = CLEAR + 1 * MM
    assert find_trouble(plan_sheets(40), OFFICE, narrow) == []
    (problem,) = find_trouble(plan_sheets(48), OFFICE, narrow)
    assert "should move 1.1 mm" in problem.fact
    assert "room for 1.0 mm" in problem.fact
