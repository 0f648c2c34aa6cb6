"""The inner parts of WeasyPrint that the layout leans on: a version that moves one fails here, by name."""

from __future__ import annotations

from typing import Any

import pytest
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import Layout as Shaped
from weasyprint.text.line_break import get_log_attrs, line_size

from press.layout import join
from press.layout.ruler import Unspaced
from tests.layout.desk import Desk, looked_over, make_compositor, words

NOTE = '<span class="footnote">A note.</span>'


def all_boxes(page: Any) -> list[Any]:
    return [page._page_box, *page._page_box.descendants(placeholders=True)]


def lines_of(page: Any) -> list[Any]:
    return [box for box in all_boxes(page) if isinstance(box, boxes.LineBox) and box.element_tag == "p"]


def text_boxes(page: Any, tag: str) -> list[str]:
    return [box.text for box in all_boxes(page) if isinstance(box, boxes.TextBox) and box.element_tag == tag]


def test_a_box_knows_the_element_of_the_tree_that_was_read() -> None:
    desk = Desk(f"<p id='a'>{words(9)} <em id='b'>and</em></p>")
    elements = {box.element for box in all_boxes(desk.pages()[0])}
    assert {desk.find("a"), desk.find("b")} <= elements


def test_a_justified_line_s_texts_know_how_much_their_spaces_were_stretched() -> None:
    (page,) = Desk(f"<p>{words(40)}</p>").pages()
    stretched = [line.children[0].justification_spacing for line in lines_of(page)]
    assert all(spacing > 0 for spacing in stretched[:-1])
    assert stretched[-1] == 0


def test_a_note_s_call_and_marker_are_named_for_their_pseudo_elements() -> None:
    (page,) = Desk(f"<p>{words(9)}{NOTE}</p>").pages()
    assert text_boxes(page, "span::footnote-call") == ["\u20601"]
    assert text_boxes(page, "span::footnote-marker") == ["1.\u2002"]


def test_notes_and_margins_are_boxes_of_their_own_on_the_page() -> None:
    (page,) = Desk(f"<p>{words(9)}{NOTE}</p>").pages()
    kinds = [type(child) for child in page._page_box.children]
    assert kinds.count(boxes.FootnoteAreaBox) == 1
    assert boxes.MarginBox in kinds
    (area,) = (child for child in page._page_box.children if isinstance(child, boxes.FootnoteAreaBox))
    assert [note.element.get("class") for note in area.children] == ["footnote"]


def test_pango_tells_before_which_characters_a_line_may_end() -> None:
    found = [bool(item.is_line_break) for item in get_log_attrs("ab-cd ef", "en")[0:9]]
    assert [place for place, may in enumerate(found) if may] == [3, 6, 8]  # 8 is the end


def test_a_shaped_text_s_word_spacing_stays_for_the_next_text() -> None:
    desk = Desk(f"<p>{words(9)}</p>")
    style = desk.laid.styles[desk.root.find(".//p")]
    assert style["word_spacing"] != 0

    def width(shaped: Any, text: str) -> float:
        shaped.set_text(text)
        return float(line_size(shaped.get_first_line()[0], shaped.style)[0])

    used, fresh = Shaped(style), Shaped(style)
    width(used, "n n")
    assert width(used, "nnn") < width(fresh, "nnn"), "the ruler has no need of Unspaced any more"
    kept = Shaped(Unspaced(style))
    width(kept, "n n")
    assert width(kept, "nnn") == width(fresh, "nnn")


def test_every_floated_note_counts_one_up() -> None:
    rest = '<span class="footnote continued">The rest.</span>'
    (page,) = Desk(f"<p>Word{NOTE} and{rest} word{NOTE} on.</p>").pages()
    assert text_boxes(page, "span::footnote-marker") == ["1.\u2002", "2.\u2002"]
    css = ".footnote.continued { counter-increment: footnote 0 !important }"
    (page,) = Desk(f"<p>Word{NOTE} and{rest} word{NOTE} on.</p>", css=css).pages()
    assert text_boxes(page, "span::footnote-marker") == ["1.\u2002", "3.\u2002"], (
        "print.css has no need to count the rest of a note down any more"
    )


@pytest.mark.parametrize("first", [1, 2, 7, 16])
def test_the_root_s_break_says_which_side_comes_first_and_the_first_page_its_number(first: int) -> None:
    pages = Desk(f"<p>{words(1300)}</p>", first=first).pages()
    assert len(pages) > 2
    for folio, page in enumerate(pages, start=first):
        side, corner = ("right", "@bottom-right") if folio % 2 else ("left", "@bottom-left")
        assert page._page_box.page_type.side == side
        (margin,) = (box for box in all_boxes(page) if getattr(box, "at_keyword", "") == corner)
        assert [box.text for box in margin.descendants() if isinstance(box, boxes.TextBox)] == [str(folio)]


def test_a_page_knows_whether_it_is_blank() -> None:
    pages = Desk("<p>One.</p><p style='break-before: right'>Two.</p>").pages()
    assert [page._page_box.page_type.blank for page in pages] == [False, True, False]


def test_a_newline_ends_a_justified_line_where_lines_are_kept() -> None:
    style = "white-space: pre-line; text-align-last: justify"
    (page,) = Desk(f'<p style="{style}">{words(8)}\n{words(7)}</p>').pages()
    right = page._page_box.content_box_x() + page._page_box.width
    for line in lines_of(page):
        (text,) = line.children
        assert text.position_x + text.width == pytest.approx(right, abs=0.02)
    assert len(lines_of(page)) == 2


def test_absolutely_placed_boxes_are_wrapped_where_they_stood() -> None:
    (page,) = Desk(f'<p>{words(9)}<span style="position: absolute" id="out">out</span></p>').pages()
    (line,) = lines_of(page)
    *_, last = line.children
    assert not isinstance(last, boxes.Box)
    assert last._box.element.get("id") == "out"


def test_pages_of_several_documents_can_be_joined() -> None:
    one, two = (Desk(f"<p>{words(count)}</p>").compose() for count in (9, 600))
    whole = join([one, two])
    assert len(whole.pages.pages) == len(one.pages.pages) + len(two.pages.pages)
    assert len(looked_over(whole).lines) == len(looked_over(one).lines) + len(looked_over(two).lines)


def test_the_style_sheet_holds_nothing_that_the_layout_engine_ignores() -> None:
    assert make_compositor().said == ()
