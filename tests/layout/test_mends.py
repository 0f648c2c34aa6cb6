"""Each fault of a page, in a small text that has it and no other, and its mend."""

from __future__ import annotations

import pytest

from press.geometry import LINE
from press.geometry import TEXT as TEXT_SIZE
from press.layout import MOST_LAYOUTS
from press.layout.draft import Draft
from press.layout.mends import (
    FEWEST,
    LOOSEST,
    MENDS,
    SHORT,
    Mend,
    end_no_page_in_a_hyphen,
    fill_pages,
    snap_to_grid,
)
from press.layout.survey import HYPHEN, Survey
from tests.layout.desk import Desk, looked_over, words

TEXT = f"<p>{words(60)}</p>"
FIGURE = (
    '<figure id="figure"><img src="press:square" alt="" style="height: {}px">'
    "<figcaption>The caption.</figcaption></figure>"
)


def lines(count: int) -> str:
    """Return so many paragraphs of a line."""
    return "<p>A line.</p>" * count


def run(desk: Desk, seen: Survey, *mends: Mend) -> Survey:
    """Mend as long as there is anything to mend."""
    for _ in range(MOST_LAYOUTS):
        if not any(mend(desk.draft, seen) for mend in mends):
            return seen
        seen = desk.look()
    pytest.fail("mending does not come to an end")


def shortages(seen: Survey) -> list[float]:
    """Return the room left on each page but the last."""
    return [seen.shortage(page) for page in range(len(seen.frames) - 1)]


# ---- Figures and tables --------------------------------------------------------------------------


def test_text_after_a_figure_fills_the_page_before_it() -> None:
    desk = Desk(f"{lines(26)}{FIGURE.format(300)}{TEXT * 4}")
    before = desk.fit()
    assert shortages(before)[0] == 8 * LINE
    after = run(desk, before, fill_pages)
    assert max(shortages(after)) <= SHORT
    order = [child.tag for child in desk.root.find(".//section")]
    assert order.index("figure") > 26
    assert len(after.lines) == len(before.lines)


def test_a_figure_is_not_sent_on_past_a_heading() -> None:
    desk = Desk(f"{lines(26)}{FIGURE.format(300)}<h2>Heading</h2>{TEXT * 4}")
    run(desk, desk.fit(), fill_pages)
    order = [child.tag for child in desk.root.find(".//section")]
    assert order.index("figure") < order.index("h2")


def test_a_table_that_cannot_be_sent_on_is_divided() -> None:
    rows = "".join(f"<tr><td>Row {number}</td><td>{words(30)}</td></tr>" for number in range(8))
    table = f'<div class="table whole" id="table"><table><tbody>{rows}</tbody></table></div>'
    desk = Desk(f"{lines(26)}{table}<h2>Heading</h2>{TEXT * 4}")
    before = desk.fit()
    assert shortages(before)[0] == 8 * LINE
    after = run(desk, before, fill_pages)
    assert shortages(after)[0] < 8 * LINE
    pages = {line.page for line in after.lines if line.block.tag == "td"}
    assert pages == {0, 1}
    assert desk.find("table").get("class") == "table"


# ---- The grid ------------------------------------------------------------------------------------


def off_grid(seen: Survey) -> set[float]:
    """Return how far below a line of the grid lines of text stand, those of quotations apart."""
    return {
        round((line.top - seen.frames[line.page].top) % LINE, 2)
        for line in seen.lines
        if line.block.tag == "p" and line.size == TEXT_SIZE
    } - {0.0, LINE}


@pytest.mark.parametrize(
    "odd",
    [
        FIGURE.format(101),
        '<div class="table"><table><tbody><tr><td>One</td></tr><tr><td>Two</td></tr></tbody></table></div>',
        '<div style="height: 31px"></div><pre style="font-size: 11px; line-height: 13px">code\ncode</pre>',
    ],
)
def test_text_after_something_of_odd_height_stands_on_the_grid_again(odd: str) -> None:
    desk = Desk(f"{TEXT * 2}{odd}{TEXT}{odd.replace('id=', 'data-id=')}{TEXT * 2}")
    before = desk.fit()
    assert off_grid(before)
    after = run(desk, before, snap_to_grid)
    assert off_grid(after) == set()
    assert len(after.lines) == len(before.lines)


def test_what_is_on_the_grid_is_left_as_it_is() -> None:
    desk = Desk(
        f"{TEXT}<h2>Heading</h2>{TEXT}<blockquote>{TEXT}</blockquote>{TEXT}<ul><li>One</li></ul>{TEXT}"
    )
    seen = desk.fit()
    assert off_grid(seen) == set()
    assert not snap_to_grid(desk.draft, seen)


# ---- Words divided over pages --------------------------------------------------------------------


def ends(seen: Survey) -> list[str]:
    """Return how each page but the last ends."""
    return [page[-1].text[-1] for page in seen.lines_on[:-1]]


def find_divided(style: str = "") -> tuple[Desk, Survey]:
    """Find a text whose first page ends in a hyphen, by the number of lines before its paragraph."""
    for count in range(8, 31):
        desk = Desk(f"{lines(count)}<p {style}>{words(420, count)}</p>")
        seen = desk.fit()
        if ends(seen)[0] == HYPHEN:
            return desk, seen
    pytest.fail("no page ends within a word")


@pytest.mark.slow
def test_a_page_that_ends_within_a_word_is_set_otherwise() -> None:
    desk, before = find_divided()
    after = run(desk, before, end_no_page_in_a_hyphen)
    assert HYPHEN not in ends(after)
    assert len(after.lines) == len(before.lines)


@pytest.mark.slow
def test_where_the_lines_are_the_layout_engine_s_own_the_last_one_is_sent_on() -> None:
    desk, before = find_divided('style="text-align: left"')
    after = run(desk, before, end_no_page_in_a_hyphen)
    assert HYPHEN not in ends(after)
    assert shortages(after)[0] >= LINE
    assert not desk.draft.paragraphs


# ---- Short pages ---------------------------------------------------------------------------------


def short_page(paragraph: str) -> str:
    """Return a text whose first page lacks three lines, since a heading does not fit on it."""
    return f"{lines(4)}{paragraph}{{}}<h2>Heading</h2>{TEXT * 3}"


def find_short(body: str, filler: str = "<p>A line.</p>") -> tuple[Desk, Survey]:
    """Fill up with lines until the first page is short."""
    for count in range(26):
        desk = Desk(body.format(filler * count))
        seen = desk.fit()
        if len(seen.frames) > 1 and seen.shortage(0) > SHORT:
            return desk, seen
    pytest.fail("no page is short")


def test_a_short_page_is_filled_by_setting_a_paragraph_in_a_line_more() -> None:
    desk, before = find_short(short_page(f"<p>{words(180)}</p><p>{words(150, 9)}</p>"))
    planned = {element: paragraph.fit for element, paragraph in desk.draft.paragraphs.items()}
    after = run(desk, before, fill_pages)
    assert shortages(after)[0] <= SHORT
    other = [
        paragraph.fit
        for element, paragraph in desk.draft.paragraphs.items()
        if paragraph.fit != planned[element]
    ]
    assert other
    assert all(found is not None and found.loosest <= LOOSEST for found in other)


@pytest.mark.slow
def test_a_short_page_that_no_paragraph_fills_is_opened_up() -> None:
    quotation = f'<blockquote><p style="text-align: left">{words(20)}</p></blockquote>'
    desk, before = find_short(f"{lines(4)}{quotation}{lines(3)}{quotation}{{}}<h2>Heading</h2>{TEXT * 3}")
    after = run(desk, before, fill_pages)
    assert shortages(before)[0] > SHORT >= shortages(after)[0]
    opened = [element for element in desk.root.iter("blockquote") if element.get("style")]
    assert opened
    assert off_grid(after) == off_grid(before)


@pytest.mark.slow
def test_a_short_page_that_nothing_fills_is_left_as_it_was() -> None:
    desk, before = find_short(f"{lines(10)}{{}}<h2>Heading</h2>{TEXT * 3}")
    after = run(desk, before, fill_pages)
    assert shortages(after) == shortages(before)
    assert [line.text for line in after.lines] == [line.text for line in before.lines]


@pytest.mark.slow
def test_a_last_page_of_few_lines_is_taken_back_or_added_to() -> None:
    mended = 0
    for size, count in [(100, 4), (110, 3), (110, 4), (104, 3)]:
        desk = Desk(f"{lines(count)}{''.join(f'<p>{words(size, 5 * place)}</p>' for place in range(4))}")
        before = desk.fit()
        assert len(before.frames) == 2
        after = run(desk, before, fill_pages)
        mended += len(after.frames) == 1 or len(after.lines_on[-1]) >= FEWEST > len(before.lines_on[-1])
    assert mended


# ---- All together --------------------------------------------------------------------------------


def test_a_text_without_faults_is_laid_out_no_more_than_it_must_be() -> None:
    desk = Desk(TEXT * 3)
    seen = desk.fit()
    assert not any(mend(desk.draft, seen) for mend in MENDS)


def test_no_mend_is_tried_twice_in_one_place() -> None:
    draft = Draft(Desk(TEXT).root)
    assert draft.once("snap", "here")
    assert draft.once("snap", "there")
    assert draft.once("divide", "here")
    assert not draft.once("snap", "here")


@pytest.mark.slow
def test_a_chapter_with_everything_in_it_comes_out_whole() -> None:
    note = '<span class="footnote">{}</span>'
    body = "".join(
        f"<p>{words(90, place)}{note.format(words(8 * place))} {words(60)}</p>"
        + (FIGURE.format(90 + 31 * place).replace('id="figure"', "") if place % 3 == 1 else "")
        + (f"<blockquote>{TEXT}</blockquote>" if place % 3 == 2 else "")
        + (f"<h2>Heading {place}</h2>" if place % 4 == 3 else "")
        for place in range(12)
    )
    layout = Desk(f"{body}{TEXT}").compose()
    seen = looked_over(layout)
    assert layout.findings == ()
    assert off_grid(seen) == set()
    assert HYPHEN not in ends(seen)
    assert min(shortages(seen)) > -0.1
    assert sum(room > SHORT for room in shortages(seen)) <= 1
    assert layout.starts[0].offset == 0
    assert 0 < layout.fill <= 1
