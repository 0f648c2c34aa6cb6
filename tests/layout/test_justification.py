"""Lines as they stand in the finished PDF: full to the tenth of a point, with marks that hang, and links."""

from __future__ import annotations

import io
from functools import cache
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from weasyprint.formatting_structure import boxes

from press.layout import Layout
from press.layout.drawing import Rounding
from press.layout.optical import AT_END, AT_START
from press.typography.glyphs import Glyph, read_ink
from tests.layout.desk import Desk, from_markdown, letters, make_compositor, words

TENTH = 0.1 / 0.75  # of a point, in px
LEFT, RIGHT = 60.0, 487.375
LINE = 18
TEXT = (
    "“The charge,” he wrote, “was *that the accounts* did not agree—and they didn’t—with one another in "
    "any single figure; or so it was said.” It was the collectivisation of agriculture, and the requisition "
    "of grain, which the [**official** commission](https://example.org) was to find out: ‘what had been "
    "taken’, in the spring, and by whom, [since the accounts]{.smallcaps} were given of it twice over. "
)


@cache
def printed(*, fitted: bool = True) -> tuple[Layout, bytes]:
    """Lay out a long text with all that may stand in one, and write it."""
    text = "\n\n".join(TEXT * 3 for _ in range(3)) + "\n\n> " + TEXT * 2
    desk = Desk(from_markdown(text))
    desk.compositor.fitted = fitted
    try:
        layout = desk.compose()
    finally:
        desk.compositor.fitted = True
    return layout, layout.write()[0]


def rows(data: bytes) -> list[list[Glyph]]:
    """Return the lines of the first page's text, without spaces and raised figures."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        ink = read_ink(pdf.pages[0], {})
    found: dict[int, list[Glyph]] = {}
    for glyph in ink.glyphs:
        if 72 < glyph.y < 684 and glyph.text.strip():
            found.setdefault(round(glyph.y), []).append(glyph)
    return [sorted(found[y], key=lambda glyph: glyph.x0) for y in sorted(found)]


def is_full(row: list[Glyph]) -> bool:
    return row[-1].x1 > RIGHT - LINE


@pytest.mark.parametrize("fitted", [True, False])
def test_every_full_line_ends_at_the_edge_to_a_tenth_of_a_point(fitted: bool) -> None:
    full = [row for row in rows(printed(fitted=fitted)[1]) if is_full(row)]
    assert len(full) > 15
    for row in full:
        last = row[-1]
        hang = AT_END.get(last.text, 0.0) * (last.x1 - last.x0)
        assert last.x1 - hang == pytest.approx(RIGHT, abs=TENTH), "".join(glyph.text for glyph in row)


def test_marks_hang_out_at_both_edges() -> None:
    found = rows(printed()[1])
    ends = {row[-1].text for row in found if is_full(row) and row[-1].x1 > RIGHT + 0.5}
    starts = {row[0].text for row in found if row[0].x0 < LEFT - 0.3}
    assert ends & {",", "-", "\u2010", "\u00ad"}
    assert starts <= set(AT_START)
    first = found[0][0]
    assert first.text == "“"
    assert first.x0 == pytest.approx(LEFT + LINE - AT_START["“"] * (first.x1 - first.x0), abs=TENTH)


def test_letters_are_no_more_than_four_per_cent_wider_or_narrower() -> None:
    widths: dict[tuple[str, float], set[float]] = {}
    for row in rows(printed()[1]):
        for one, two in pairwise(row):
            if one.text + two.text in {"th", "an", "ed"}:
                widths.setdefault((one.text, one.size), set()).add(round(one.x1 - one.x0, 3))
    assert any(len(found) > 3 for found in widths.values())
    upright = {key: {width for width in found if width > max(found) * 0.93} for key, found in widths.items()}
    assert all(max(found) / min(found) < 1.04 / 0.96 for found in upright.values())


def test_a_heading_and_a_ragged_line_begin_with_a_hanging_mark_too() -> None:
    desk = Desk("<h2 id='a'>“Two words”</h2><p style='text-align: left' id='b'>‘One’ line.</p>")
    found = rows(desk.compose().write()[0])
    assert [row[0].x0 < LEFT + indent for row, indent in zip(found, (0, LINE), strict=True)] == [True, True]


def test_a_cell_and_code_begin_where_they_are() -> None:
    table = "<table><tbody><tr><td>“One”</td></tr></tbody></table>"
    for body in (table, "<pre>“One”</pre>", "<p style='text-align: center'>“One”</p>"):
        desk = Desk(body)
        before = [line.left for line in desk.look().lines]
        from press.layout.survey import survey  # noqa: PLC0415

        after = [line.left for line in survey(desk.finish(), desk.compositor.ruler).lines]
        assert after == before


def test_the_words_of_the_pdf_are_those_of_the_text() -> None:
    data = printed()[1]
    with pypdfium2.PdfDocument(data) as pdf:
        read = "".join(page.get_textpage().get_text_range() for page in pdf)
    read = read.replace("\ufffe", "").replace("\u2010\r\n", "").replace("\u00ad", "")
    wanted = letters(Desk(from_markdown(TEXT * 3)).root.find(".//section"))
    assert wanted.lower() in letters(read).replace("\u2010", "").lower()


def test_links_are_where_their_words_are() -> None:
    layout, data = printed()
    found = rows(data)
    (page, *_) = layout.pages.pages
    areas = [area for kind, _, area, _ in page.links if kind == "external"]
    assert areas
    for left, top, right, bottom in areas:
        inside = [
            glyph
            for row in found
            for glyph in row
            if top < glyph.y < bottom and left < glyph.x0 + 0.3 < right
        ]
        # A link may hold the space before it.
        assert left - 0.5 < inside[0].x0 < left + 5
        assert inside[-1].x1 == pytest.approx(right, abs=0.5)


@pytest.mark.parametrize("tag", ["em", "strong", "a", "span"])
def test_no_part_of_an_element_is_left_empty_at_a_line_s_end(tag: str) -> None:
    text = " ".join(
        f"{one} <{tag}>{two} {three}</{tag}>"
        for one, two, three in zip(*[iter(words(240).split())] * 3, strict=True)
    )
    desk = Desk(f"<p>{text}</p>")
    (page,) = desk.finish(desk.paragraph())
    inline = (box for box in page._page_box.descendants() if isinstance(box, boxes.InlineBox))
    parts = [box for box in inline if box.element_tag == tag]
    assert len(parts) >= 80
    assert all(box.children and box.width > 1 for box in parts)


def test_no_element_is_put_into_the_tree() -> None:
    desk = Desk(from_markdown(TEXT * 3))
    before = [element.tag for element in desk.root.iter()]
    desk.finish(desk.paragraph())
    assert [element.tag for element in desk.root.iter()] == before


def test_the_same_text_is_always_the_same_bytes() -> None:
    body = from_markdown(TEXT * 3)
    assert Desk(body).compose().write()[0] == Desk(body).compose().write()[0]


def test_what_is_cut_off_one_number_is_added_to_the_next() -> None:
    rounding = Rounding()
    numbers = [rounding(number) for number in [-0.4] * 10 + [7.3, 0.0]]
    assert sum(numbers) == pytest.approx(sum([-0.4] * 10 + [7.3]), abs=0.51)
    assert all(isinstance(number, int) for number in numbers)


def test_the_compositor_lays_out_greedily_where_it_is_not_fitted() -> None:
    assert make_compositor().fitted
    layout, _ = printed(fitted=False)
    assert layout.pages.pages
