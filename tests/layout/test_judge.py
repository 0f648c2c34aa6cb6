"""The judge who says which notes are not on the page of their reference, and where lines are sent on."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from press.errors import NotesAstray
from press.layout.division import divide
from press.layout.draft import Draft
from press.layout.notes import gather, judge, send_on
from press.layout.survey import Block, Frame, Line, NoteBox, Survey
from tests.layout.desk import Element

# ---- Sending on ----------------------------------------------------------------------------------


def line_of(block: Element, place: int, page: int = 0, calls: tuple[Element, ...] = ()) -> Line:
    top = 72.0 + 18 * place
    return Line(page, block, place, top, top + 18, 80.0, 400.0, 495.0, 13.5, "Words.", None, calls)


@pytest.mark.parametrize(
    ("place", "lines", "style"),
    [
        (4, 10, "widows:6"),
        (2, 10, "widows:8"),
        (1, 10, "break-before:page"),
        (0, 10, "break-before:page"),
        (9, 10, "widows:2"),
        (2, 3, "break-before:page"),
    ],
)
def test_lines_are_sent_on_where_two_stay_and_two_go_else_the_paragraph(
    place: int, lines: int, style: str
) -> None:
    block = ElementTree.Element("p")
    root = ElementTree.Element("section")
    root.append(block)
    send_on(Draft(root), line_of(block, place), lines)
    assert block.get("style") == style


# ---- The judge -----------------------------------------------------------------------------------


def chapter(*notes: tuple[int, int | None]) -> tuple[Draft, Survey, list[Element]]:
    """Make a chapter of three pages whose notes are called and placed on pages."""
    root, block = ElementTree.Element("html"), ElementTree.Element("p")
    root.append(block)
    elements = [ElementTree.SubElement(block, "span", {"class": "footnote"}) for _ in notes]
    for number, element in enumerate(elements, start=1):
        element.text = f"Note {number} with words."
    lines = [
        line_of(block, place, page, (element,))
        for place, ((page, _), element) in enumerate(zip(notes, elements, strict=True))
    ]
    boxes = [
        NoteBox(page, element, 600.0, 14.0, ("Note.",))
        for (_, page), element in zip(notes, elements, strict=True)
        if page is not None
    ]
    return Draft(root), survey_of(lines, sorted(boxes, key=lambda box: box.page)), elements


def survey_of(lines: list[Line], boxes: list[NoteBox], bottom: float = 500.0) -> Survey:
    frames = tuple(Frame(72.0, 684.0, 590.0, blank=False) for _ in range(3))
    blocks = tuple(Block(line.page, line.block, line.top, bottom, 495.0, 495.0) for line in lines)
    return Survey(frames, tuple(lines), blocks, tuple(boxes))


def test_notes_in_their_place_are_no_matter() -> None:
    draft, seen, _ = chapter((0, 0), (0, 0), (1, 1))
    assert judge(draft, seen, 1) == []
    assert not gather(draft, seen)


@pytest.mark.parametrize(
    ("notes", "fact"),
    [
        ([(0, 0), (0, None)], "page 7: the footnote “Note 2 with words.…” was lost. Move"),
        ([(1, 0)], "page 8: the footnote “Note 1 with words.…” stands on page 7, before its reference"),
    ],
)
def test_a_lost_or_early_note_stops_the_build(notes: list[tuple[int, int | None]], fact: str) -> None:
    draft, seen, _ = chapter(*notes)
    with pytest.raises(NotesAstray) as caught:
        judge(draft, seen, 7)
    assert fact in str(caught.value)


def test_a_late_note_is_told_with_its_words() -> None:
    draft, seen, _ = chapter((1, 2))
    (finding,) = judge(draft, seen, 7)
    assert (finding.rule, finding.severity) == ("note-late", "warning")
    assert "page 8: the footnote “Note 1 with words.…” is on page 9." in str(finding)


def test_notes_out_of_order_stop_the_build() -> None:
    draft, seen, _ = chapter((0, 0), (0, 0))
    seen = survey_of(list(seen.lines), [seen.notes[1], seen.notes[0]])
    fact = "page 7: the footnote “Note 2 with words.…” stands before the footnote “Note 1 with words.…”."
    with pytest.raises(NotesAstray, match=re.escape(fact)):
        judge(draft, seen, 7)


def test_the_lost_rest_of_a_note_stops_the_build() -> None:
    draft, seen, (element,) = chapter((0, 0))
    divide(draft, element, ("Note 1", "with words."), [1])
    with pytest.raises(NotesAstray, match="page 7: what follows in the footnote “Note 1…” was lost"):
        judge(draft, seen, 7)


def test_notes_over_the_text_stop_the_build() -> None:
    draft, seen, _ = chapter((0, 0))
    with pytest.raises(NotesAstray, match="page 7: the notes overprint the text"):
        judge(draft, survey_of(list(seen.lines), list(seen.notes), bottom=595.0), 7)


def test_everything_wrong_is_told_at_once() -> None:
    draft, seen, _ = chapter((0, None), (1, 0), (1, None))
    with pytest.raises(NotesAstray) as caught:
        judge(draft, seen, 1)
    assert len(caught.value.problems) == 3


@pytest.mark.parametrize(
    ("tag", "fact"),
    [
        ("img", "page 7: a picture reaches 2.6 mm below the text."),
        ("table", "page 7: a table reaches 2.6 mm below the text."),
        ("figcaption", "page 7: the caption of a picture reaches 2.6 mm below the text."),
    ],
)
def test_what_is_taller_than_a_page_is_told_by_its_name(tag: str, fact: str) -> None:
    frame = Frame(72.0, 684.0, 684.0, blank=False)
    block = Block(0, ElementTree.Element(tag), 72.0, 694.0, 495.0, 495.0)
    root = ElementTree.Element("html")
    with pytest.raises(NotesAstray, match=re.escape(fact)):
        judge(Draft(root), Survey((frame,), (), (block,), ()), 7)
