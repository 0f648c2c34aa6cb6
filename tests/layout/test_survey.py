"""What is read off the laid-out pages."""

from __future__ import annotations

import io
from base64 import b64encode

import pytest
from PIL import Image

from press.errors import BrokenTemplate
from press.layout import Compositor, lay_out
from press.layout.notes import RULE
from tests.layout.desk import Desk, looked_over, words

NOTE = '<span class="footnote">A note of <em>some</em> words.</span>'
TOP, FOOT, LEFT, RIGHT = 72.0, 684.0, 60.0, 487.375


def test_lines_have_their_place_their_text_and_the_notes_they_call() -> None:
    desk = Desk(f"<p id='a'>{words(30)}{NOTE}</p><p>Two <b>words</b>.</p>")
    seen = desk.look()
    assert [line.place for line in seen.lines] == [0, 1, 2, 0]
    assert [line.top for line in seen.lines] == [TOP + 18 * number for number in range(4)]
    assert " ".join(line.text for line in seen.lines[:3]).replace("‐ ", "") == words(30)
    assert seen.lines[3].text == "Two words."
    assert [len(line.calls) for line in seen.lines] == [0, 0, 1, 0]
    assert [line.left for line in seen.lines[:2]] == [LEFT + 18, LEFT]
    assert [line.end == pytest.approx(RIGHT, abs=8) for line in seen.lines] == [True, True, False, False]
    assert {line.right for line in seen.lines} == {RIGHT}


def test_only_justified_lines_have_a_gap() -> None:
    seen = Desk(f"<p>{words(40)}</p><p style='text-align: left'>{words(40)}</p>").look()
    gaps = [line.gap is not None for line in seen.lines]
    first = len(seen.lines) // 2
    assert gaps == [True] * (first - 1) + [False] * (first + 1)
    assert all(0.1 < line.gap < 0.6 for line in seen.lines if line.gap)


def test_a_note_has_its_page_its_height_and_the_text_of_its_lines() -> None:
    desk = Desk(f"<p>Word{NOTE}.</p><p>{words(600)}{NOTE}</p>")
    seen = desk.look()
    assert [note.page for note in seen.notes] == [0, len(seen.frames) - 1]
    assert [note.height for note in seen.notes] == [14, 14]
    assert [note.lines for note in seen.notes] == [("A note of some words.",)] * 2
    assert {note.element for note in seen.notes} == {note for line in seen.lines for note in line.calls}


def test_a_page_s_frame_ends_where_its_notes_begin() -> None:
    seen = Desk(f"<p>Word{NOTE}.</p><p style='break-before: page'>Two.</p>").look()
    one, two = seen.frames
    assert (one.top, one.foot, one.notes) == (TOP, FOOT, FOOT - 14 - RULE)
    assert (two.top, two.foot, two.notes) == (TOP, FOOT, FOOT)
    assert seen.shortage(0) == one.notes - TOP - 18
    assert seen.shortage(1) == FOOT - TOP - 18


def test_a_paragraph_over_two_pages_ends_with_its_last_line_on_each() -> None:
    seen = Desk(f"<p>{words(600)}</p>").look()
    (one,), (two,) = seen.blocks_on
    assert one.element is two.element
    assert one.bottom == FOOT
    assert two.bottom == TOP + 18 * len(seen.lines_on[1])
    assert [line.place for line in seen.lines] == list(range(len(seen.lines)))


def test_pictures_and_tables_are_blocks_and_cells_have_lines() -> None:
    table = "<table><tbody><tr><td>One</td><td>Two</td></tr></tbody></table>"
    seen = Desk(f"<p>Text.</p><figure><img src='press:square' alt=''></figure>{table}").look()
    assert [block.element.tag for block in seen.blocks] == ["p", "img", "table", "td", "td"]
    assert [line.text for line in seen.lines] == ["Text.", "One", "Two"]


def test_a_page_that_is_passed_over_is_blank_and_has_nothing_on_it() -> None:
    seen = Desk("<p>One.</p><p style='break-before: right'>Two.</p>").look()
    assert [frame.blank for frame in seen.frames] == [False, True, False]
    assert (seen.lines_on[1], seen.blocks_on[1], seen.bottom(1)) == ([], [], TOP)


# ---- The compositor ------------------------------------------------------------------------------


def test_a_layout_tells_how_full_its_last_page_is() -> None:
    layout = Desk(f"{'<p>A line.</p>' * 17}").compose()
    assert layout.fill == 0.5
    assert len(layout.starts) == len(layout.pages.pages) == 1


def test_a_piece_that_begins_on_a_verso_is_laid_out_with_its_margins() -> None:
    recto, verso = (looked_over(Desk(f"<p>{words(60)}</p>", first=first).compose()) for first in (1, 2))
    assert {line.right for line in recto.lines} != {line.right for line in verso.lines}
    assert [line.text for line in recto.lines] == [line.text for line in verso.lines]


def test_what_the_layout_engine_says_is_a_finding_once() -> None:
    layout = lay_out("<p>Text</p><p>Text</p>", "p { floot: left; colour: red }", {})
    assert [finding.rule for finding in layout.findings] == ["layout", "layout"]
    assert "floot" in str(layout.findings[0])


@pytest.mark.parametrize(
    ("html", "css"),
    [
        ("<img src='https://example.org/a.png'>", ""),
        ("<img src='file:///etc/hostname'>", ""),
        ("<p>Text</p>", "@font-face { font-family: A; src: url('press:none') } p { font-family: A }"),
        ("<p>Text</p>", "p { background: url('press:none') }"),
    ],
)
def test_nothing_is_fetched_that_is_not_of_the_essay(html: str, css: str) -> None:
    with pytest.raises(BrokenTemplate, match="is not part of the essay"):
        lay_out(html, css, {})


def test_a_picture_that_a_drawing_holds_is_drawn() -> None:
    red = io.BytesIO()
    Image.new("RGB", (4, 4), "#f00").save(red, "PNG")
    held = f'<image width="9" height="9" href="data:image/png;base64,{b64encode(red.getvalue()).decode()}"/>'
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{held}</svg>'.encode()
    html = "<html lang='en'><title>A</title><img src='press:a.svg' alt='b'/></html>"
    css = "@page { size: 99px; margin: 0 } body { margin: 0 } img { display: block; width: 99px }"
    laid = lay_out(html, css, {"press:a.svg": (drawing, "image/svg+xml")})
    assert laid.write()[1] == ()
    assert Image.open(io.BytesIO(laid.picture(0))).convert("RGB").getpixel((50, 50)) == (255, 0, 0)


def test_a_page_can_be_taken_as_a_picture() -> None:
    layout = Desk("<p>Text</p>").compose()
    assert layout.picture(0).startswith(b"\x89PNG")


def test_a_layout_is_written_with_everything_that_was_noticed() -> None:
    data, findings = lay_out("<html lang='en'><title>A</title><p>Text", "p { colour: red }", {}).write()
    assert data.startswith(b"%PDF-")
    assert any("colour" in str(finding) for finding in findings)


def test_one_compositor_keeps_its_faces_for_all_pieces() -> None:
    compositor = Compositor("", {})
    assert [len(compositor.compose_plain(f"<p>{n}").pages.pages) for n in range(3)] == [1, 1, 1]
