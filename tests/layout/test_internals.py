"""The inner parts of WeasyPrint that the layout leans on: a version that moves one fails here, by name."""

from __future__ import annotations

import subprocess
import sys
from inspect import signature
from typing import Any

import pydyf
import pytest
from weasyprint.draw import text as drawn
from weasyprint.formatting_structure import boxes
from weasyprint.formatting_structure.text import transform
from weasyprint.layout import LayoutContext, block
from weasyprint.text.line_break import Layout as Shaped
from weasyprint.text.line_break import get_log_attrs, line_size

from press.layout import SCHEME, join, lay_out
from press.layout.references import EACH, listing_pages_once
from press.layout.ruler import Unspaced
from press.layout.waiting import Waiting
from tests.layout.desk import Desk, looked_over, make_compositor, part, words
from tests.reading import ROOT

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


def test_the_notes_that_wait_are_asked_for_in_a_list_that_knows_none_at_once() -> None:
    context = LayoutContext(None, print, None, None, None)
    assert type(context.footnotes) is Waiting
    context.footnotes = ["a note", "another"]
    assert type(context.footnotes) is Waiting
    assert "another" in context.footnotes
    assert None not in context.footnotes
    assert "footnotes" in block._linebox_layout.__code__.co_names


def test_a_drawing_that_cannot_be_drawn_is_told_with_its_file() -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text rotate="a">b</text></svg>'
    html = f'<html lang="en"><title>A</title><img src="{SCHEME}a/b%20%C3%BC.svg" alt="b"/></html>'
    laid = lay_out(html, "img { width: 99px }", {f"{SCHEME}a/b ü.svg": (drawing, "image/svg+xml")})
    (finding,) = laid.write()[1]
    assert finding.problem.fact.startswith("the picture a/b ü.svg cannot be drawn: ")
    assert finding.picture == "a/b ü.svg"


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


# ---- What the setting of lines leans on ------------------------------------------------------------


def test_a_line_is_drawn_by_a_function_that_rounds_with_the_name_int() -> None:
    names = drawn.draw_first_line.__code__.co_names
    assert {"int", "kerning"} & {*names, *drawn.draw_first_line.__code__.co_varnames} == {"int", "kerning"}
    assert "draw_first_line" in drawn.draw_text.__code__.co_names
    assert [*signature(drawn.draw_first_line).parameters] == [
        *("stream", "textbox", "text_overflow", "block_ellipsis", "matrix")
    ]


def test_a_text_is_shaped_anew_with_its_justification_when_it_is_drawn() -> None:
    (page,) = Desk(f"<p>{words(40)}</p>").pages()
    text = lines_of(page)[0].children[0]
    text.pango_layout.justification_spacing = text.justification_spacing
    text.pango_layout.reactivate(text.style)
    width, _ = line_size(text.pango_layout.get_first_line()[0], text.style)
    assert width == pytest.approx(text.width, abs=0.02)
    text.pango_layout.justification_spacing += 1
    text.pango_layout.reactivate(text.style)
    wider, _ = line_size(text.pango_layout.get_first_line()[0], text.style)
    assert wider - width == pytest.approx(text.text.count(" "), abs=0.02)


def test_a_page_gathers_its_links_from_its_boxes() -> None:
    (page,) = Desk('<p><a href="https://example.org" id="a">A link</a></p>').pages()
    again = type(page)(page._page_box)
    assert again.links == page.links
    assert again.anchors == page.anchors
    link = next(box for box in all_boxes(page) if box.element_tag == "a")
    link.position_x += 7
    (area,) = (area for _, _, area, _ in type(page)(page._page_box).links)
    assert area[0] == page.links[0][2][0] + 7


def test_the_space_at_a_text_s_end_is_never_narrower_than_nothing() -> None:
    def width(spacing: float) -> float:
        body = f'<p style="word-spacing: {spacing}px">one two <em>three</em></p>'
        (page,) = Desk(body).pages()
        return float(lines_of(page)[0].children[0].width)

    space = make_compositor().ruler.space(Desk("<p>one</p>").laid.styles.popitem()[1])
    assert width(-0.8 * space) < width(-0.5 * space)
    assert width(-2.5 * space) > width(-0.8 * space) - 3.4 * space + 0.5, (
        "the paragraph's narrow space may be narrower than nothing"
    )


def test_the_marker_of_an_item_is_a_block_of_its_own_beside_the_text() -> None:
    (page,) = Desk(f"<ol><li>{words(30)}</li></ol>").pages()
    item = next(box for box in all_boxes(page) if box.element_tag == "li")
    marker, text = item.children
    assert (marker.element_tag, text.element_tag) == ("li::marker", "li")
    assert marker.element is text.element


def test_letters_are_transformed_as_they_are_in_the_boxes() -> None:
    assert transform("capitalize", "one two-three", "en") == "One Two-three"
    assert transform("uppercase", "one", "en") == "ONE"


def test_a_float_is_known_by_its_style_and_place() -> None:
    (page,) = Desk(f'<p><span style="float: right; width: 50px">A</span>{words(40)}</p>').pages()
    (float_,) = (box for box in all_boxes(page) if box.is_floated())
    assert float_.style["float"] == "right"
    assert float_.position_x == page._page_box.content_box_x() + page._page_box.width - 50


# ---- What the galley reads -----------------------------------------------------------------------


def test_styles_say_where_pages_may_not_break_and_which_margins_are_discarded() -> None:
    (page,) = Desk(f"<h2>Heading</h2><p>{words(9)}</p><figure id='f'><p>A</p></figure>").pages()
    (heading,) = (
        box for box in all_boxes(page) if box.element_tag == "h2" and isinstance(box, boxes.BlockBox)
    )
    (figure,) = (box for box in all_boxes(page) if box.element_tag == "figure")
    assert heading.style["break_after"] == "avoid"
    assert heading.style["margin_break"] == "discard"
    assert (heading.style["margin_top"].value, heading.style["margin_top"].unit) == (18, "px")
    assert figure.style["break_inside"] == "avoid"


def test_a_table_has_its_rows_in_groups_and_repeats_its_head() -> None:
    rows = "".join(f"<tr><td>Row {row}</td></tr>" for row in range(60))
    pages = Desk(f"<table><thead><tr><th>A</th></tr></thead><tbody>{rows}</tbody></table>").pages()
    tables = [box for page in pages for box in all_boxes(page) if isinstance(box, boxes.TableBox)]
    assert len(tables) == 2
    for table in tables:
        assert [group.is_header for group in table.children] == [True, False]
        assert table.border_top_width > 0
        first, second = table.children[1].children[:2]
        assert second.position_y == pytest.approx(first.position_y + first.height, abs=0.01)


def test_widows_send_so_many_lines_to_the_next_page() -> None:
    lines = "<p>A line.</p>" * 26
    plain = Desk(f"{lines}<p id='p'>{words(250)}</p>").look()
    sent = Desk(f"{lines}<p id='p' style='widows: 15'>{words(250)}</p>").look()
    assert sum(line.page == 1 and line.block.get("id") == "p" for line in plain.lines) < 15
    assert sum(line.page == 1 and line.block.get("id") == "p" for line in sent.lines) == 15


def test_a_break_is_asked_for_before_any_block_of_the_text() -> None:
    for body in ("<p style='break-before: page'>B</p>", "<ul><li style='break-before: page'>B</li></ul>"):
        pages = Desk(f"<p>A</p>{body}").pages()
        assert len(pages) == 2


COUNTING = """
import sys
run = []
sys.addaudithook(lambda event, _: run.append(event) if event == "subprocess.Popen" else None)
import ctypes.util
find = ctypes.util.find_library
import press.layout
assert ctypes.util.find_library is find
print(run)
"""


def test_the_libraries_are_loaded_without_asking_other_programs_where_they_are() -> None:
    command = [sys.executable, "-c", COUNTING]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_pdf_s_pages_are_listed_once_and_asked_for_by_each_tag() -> None:
    text = "<p style='break-before: page'>So it was.</p>"
    document = make_compositor().compose_plain(part(9 * text)).pages
    plain = document.write_pdf(pdf_variant="pdf/a-3a")
    asked: list[int] = []
    listed = pydyf.PDF.page_references

    def ask(pdf: Any) -> Any:
        asked.append(len(pdf.pages["Kids"]) // EACH)
        return listed.fget(pdf)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pydyf.PDF, "page_references", property(ask))
        document.write_pdf(pdf_variant="pdf/a-3a")
        often = len(asked)
        asked.clear()
        with listing_pages_once():
            assert document.write_pdf(pdf_variant="pdf/a-3a") == plain
    assert often > len(document.pages)
    assert asked == [len(document.pages)]
    assert pydyf.PDF.page_references is listed
