"""Pages planned after one layout and found as planned in the next: each fault in a small text that has it."""

from __future__ import annotations

from typing import Any

import pytest

from press.geometry import LINE
from press.geometry import TEXT as TEXT_SIZE
from press.layout import Layout
from press.layout.blocks import LOOSEST
from press.layout.desk import MOST_PLANS, Desk
from press.layout.planner import Planner
from press.layout.survey import HYPHEN, Survey
from press.pagination.page import FEWEST
from tests.layout.desk import looked_over, make_compositor, part, words

TEXT = f"<p>{words(60)}</p>"
SHORT = 2 * LINE
FIGURE = (
    '<figure><img src="press:square" alt="" style="height: {}px">'
    "<figcaption>The caption.</figcaption></figure>"
)
NOTE = '<span class="footnote">{}</span>'
LONG = " ".join(f"word{place}" for place in range(700))


class Composed:
    """A text laid out as the pamphlet does it; how often, and the planner that planned it."""

    def __init__(self, body: str, *, first: int = 1) -> None:
        self.layouts = 0
        planners: list[Planner] = []
        look, init = Desk.look, Planner.__post_init__

        def looked(desk: Desk) -> object:
            self.layouts += 1
            self.desk = desk
            return look(desk)

        def begun(planner: Planner) -> None:
            planners.append(planner)
            init(planner)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Desk, "look", looked)
            patch.setattr(Planner, "__post_init__", begun)
            self.layout: Layout = make_compositor().compose(part(body), first=first)
        self.planner = planners[0]
        self.seen: Survey = looked_over(self.layout)

    @property
    def shortages(self) -> list[float]:
        """The room left on each page but the last."""
        return [self.seen.shortage(page) for page in range(len(self.seen.frames) - 1)]

    @property
    def order(self) -> list[str]:
        """The tags of the chapter's blocks, as they stand now."""
        section = self.desk.draft.root.find(".//section")
        return [child.tag for child in section]


def lines(count: int) -> str:
    """Return so many paragraphs of a line."""
    return "<p>A line.</p>" * count


def off_grid(seen: Survey) -> set[float]:
    """Return how far below a line of the grid lines of text stand, those of quotations apart."""
    return {
        round((line.top - seen.frames[line.page].top) % LINE, 2)
        for line in seen.lines
        if line.block.tag == "p" and line.size == TEXT_SIZE
    } - {0.0, LINE}


def ends(seen: Survey) -> list[str]:
    """Return how each page but the last ends."""
    return [page[-1].text[-1] for page in seen.lines_on[:-1]]


# ---- How often it is laid out --------------------------------------------------------------------

HOSTILE = {
    "nothing": "",
    "only headings": "<h2>Heading</h2>" * 90,
    "a word of 40,000 letters": f"<p>{'x' * 40_000}</p>",
    "a paragraph of several pages": f"<p>{words(2500)}</p>{TEXT}",
    "a table of several pages": "<div class='table'><table><thead><tr><th>A</th></tr></thead><tbody>"
    + "".join(f"<tr><td>Row {row}</td></tr>" for row in range(120))
    + f"</tbody></table></div>{TEXT * 3}",
    "a long note in a short paragraph": f"{TEXT * 3}<p>Short{NOTE.format(LONG)}</p>{TEXT * 5}",
    "a long note at the end": f"{TEXT * 3}<p>Short{NOTE.format(LONG * 2)}</p>",
    "a long note before a short one": (
        f"<p>{words(60)}{NOTE.format(LONG)} {words(60)}{NOTE.format('One.')}</p><p>{words(900)}</p>"
    ),
    "figures": (TEXT * 2 + FIGURE.format(300)) * 8,
    "code": "<pre>" + "line\n" * 120 + f"</pre>{TEXT}",
    "lists in lists": "<ul>"
    + "".join(f"<li>{words(20, item)}<ul><li>One</li><li>{TEXT}{TEXT}</li></ul></li>" for item in range(12))
    + "</ul>",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_two_layouts_are_enough_whatever_the_text_is(name: str) -> None:
    made = Composed(HOSTILE[name])
    assert made.layouts == 2
    assert min((made.seen.shortage(page) for page in range(len(made.seen.frames))), default=0.0) > -0.1


@pytest.mark.slow
def test_a_chapter_of_many_pages_is_laid_out_no_more_often() -> None:
    body = "".join(
        f"<p>{words(90 + place % 7 * 11, place)}{NOTE.format(words(6 + place % 5 * 9, place))}</p>"
        + (f"<h2>Heading {place}</h2>" if place % 9 == 0 else "")
        + (f"<blockquote>{TEXT}</blockquote>" if place % 5 == 0 else "")
        for place in range(150)
    )
    made = Composed(body)
    assert len(made.seen.frames) > 35
    assert made.layouts <= 3
    assert HYPHEN not in ends(made.seen)
    assert sum(room > SHORT for room in made.shortages) <= 0.03 * len(made.shortages)


def test_notes_too_many_for_a_page_are_left_to_the_layout_engine_in_the_end() -> None:
    crowd = "".join(NOTE.format(words(60, place)) for place in range(14))
    made = Composed(f"<p>{words(20)}{crowd}{words(60)}</p>")
    assert MOST_PLANS < 60
    assert made.layouts > 2
    assert {finding.rule for finding in made.layout.findings} <= {"note-late"}


def test_greedy_lines_are_laid_out_once() -> None:
    compositor = make_compositor()
    compositor.fitted = False
    try:
        looks: list[Desk] = []
        look = Desk.look

        def counted(desk: Desk) -> Any:
            looks.append(desk)
            return look(desk)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Desk, "look", counted)
            layout = compositor.compose(part(TEXT * 20), first=1)
    finally:
        compositor.fitted = True
    assert len(looks) == 1
    assert len(layout.pages.pages) > 2


# ---- Figures and tables --------------------------------------------------------------------------


def test_text_after_a_figure_fills_the_page_before_it() -> None:
    made = Composed(f"{lines(26)}{FIGURE.format(300)}{TEXT * 4}")
    assert max(made.shortages) <= SHORT
    assert made.order.index("figure") > 26
    assert made.layouts == 2


def test_a_figure_before_a_heading_is_brought_before_the_last_text_of_the_page() -> None:
    made = Composed(f"{lines(20)}{TEXT * 2}{FIGURE.format(200)}<h2>Heading</h2>{TEXT * 4}")
    assert max(made.shortages) <= SHORT
    assert made.order.index("figure") < made.order.index("h2") - 1
    assert made.order.index("figure") > 15


def test_a_figure_goes_past_a_heading_only_where_no_text_may_follow_it() -> None:
    quoted = f"<blockquote>{TEXT}</blockquote>"
    made = Composed(f"{lines(20)}{quoted}{FIGURE.format(300)}<h2>Heading</h2>{TEXT * 4}")
    assert max(made.shortages) <= SHORT
    assert made.order.index("figure") == made.order.index("h2") + 2


def test_a_paragraph_before_which_a_figure_stands_no_more_is_indented() -> None:
    made = Composed(f"{lines(26)}{FIGURE.format(300)}<p id='moved'>{words(60)}</p>{TEXT * 3}")
    first = next(line for line in made.seen.lines if line.block.get("id") == "moved")
    other = next(line for line in made.seen.lines if line.block.get("id") is None)
    assert made.order.index("figure") > 26
    assert first.left == pytest.approx(other.left)


def test_a_table_that_cannot_be_sent_on_is_divided() -> None:
    rows = "".join(f"<tr><td>Row {number}</td><td>{words(30)}</td></tr>" for number in range(8))
    table = f'<div class="table whole"><table><tbody>{rows}</tbody></table></div>'
    made = Composed(f"{lines(26)}{table}<h2>Heading</h2>{TEXT * 4}")
    assert made.shortages[0] < 8 * LINE
    assert {line.page for line in made.seen.lines if line.block.tag == "td"} == {0, 1}


# ---- The grid ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "odd",
    [
        FIGURE.format(101),
        '<div class="table"><table><tbody><tr><td>One</td></tr><tr><td>Two</td></tr></tbody></table></div>',
        '<div style="height: 31px"></div><pre style="font-size: 11px; line-height: 13px">code\ncode</pre>',
    ],
)
def test_text_after_something_of_odd_height_stands_on_the_grid_again(odd: str) -> None:
    made = Composed(f"{TEXT * 2}{odd}{TEXT}{odd}{TEXT * 2}")
    assert off_grid(made.seen) == set()
    assert made.layouts == 2


# ---- The pages' ends -----------------------------------------------------------------------------


@pytest.mark.slow
def test_no_page_ends_within_a_word() -> None:
    for count in range(8, 31, 4):
        made = Composed(f"{lines(count)}<p>{words(420, count)}</p>")
        assert HYPHEN not in ends(made.seen)
        assert max(made.shortages) < 2 * LINE


@pytest.mark.slow
def test_a_paragraph_is_set_in_other_lines_where_that_fills_a_page() -> None:
    others = 0
    for count in range(14):
        body = f"{lines(4 + count)}<p>{words(180)}</p><p>{words(150, 9)}</p><h2>Heading</h2>{TEXT * 3}"
        made = Composed(body)
        for own in made.planner.fitted.values():
            fit = own.paragraph.fit
            if fit is not None and fit.lines != own.base.lines:
                others += 1
                assert fit.loosest <= LOOSEST
                assert max(made.shortages) <= SHORT
    assert others


@pytest.mark.slow
def test_a_last_page_has_four_lines_where_it_can() -> None:
    stubs = 0
    for size, count in [(100, 4), (110, 3), (110, 4), (104, 3), (100, 3), (96, 4)]:
        body = f"{lines(count)}{''.join(f'<p>{words(size, 5 * place)}</p>' for place in range(4))}"
        stubs += len(Composed(body * 2).seen.lines_on[-1]) < FEWEST
    assert stubs == 0


@pytest.mark.slow
def test_a_chapter_with_everything_in_it_comes_out_whole() -> None:
    body = "".join(
        f"<p>{words(90, place)}{NOTE.format(words(8 * place))} {words(60)}</p>"
        + (FIGURE.format(90 + 31 * place) if place % 3 == 1 else "")
        + (f"<blockquote>{TEXT}</blockquote>" if place % 3 == 2 else "")
        + (f"<h2>Heading {place}</h2>" if place % 4 == 3 else "")
        for place in range(12)
    )
    made = Composed(f"{body}{TEXT}")
    assert made.layouts == 2
    assert made.layout.findings == ()
    assert off_grid(made.seen) == set()
    assert HYPHEN not in ends(made.seen)
    assert min(made.shortages) > -0.1
    assert sum(room > SHORT for room in made.shortages) <= 1
    assert made.layout.starts[0].offset == 0
    assert 0 < made.layout.fill <= 1
