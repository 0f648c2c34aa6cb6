"""Notes and links in the structure tree."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from tests.tagging.tags import Tag, finish, read_tags, tags_of, write_raw

NOTE = '<span class="footnote" id="n1">{}</span>'
WORDS = "Words and more words to fill the lines of this page. "
SPLIT = (
    f"<p>{WORDS * 4}A word.{NOTE.format('The note begins')} {WORDS * 6}"
    '<span class="footnote continued" data-continues="n1">and ends on the next page.</span>'
    f' {WORDS * 3}Another.<span class="footnote">Second.</span></p>'
)


def box(link: dict[str, Any]) -> list[float]:
    return [float(side) for side in link["Rect"]]


def test_a_note_is_read_right_after_its_reference() -> None:
    tree = tags_of(f"<p>Before{NOTE.format('The <em>note</em>.')} after.</p><p>Next.</p>")
    assert tree.text == "Before11. The note. after.Next."
    assert tree.all("P")[0].shape == ". Reference Note ."


def test_reference_and_note_know_each_other_and_are_linked() -> None:
    tree = tags_of(f"<p>Text{NOTE.format('Note.')} more.</p>")
    reference, note = tree.only("Reference"), tree.only("Note")
    assert (reference.entries["refs"], note.entries["refs"]) == (1, 1)
    assert reference.entries["ID"] != note.entries["ID"]
    there, back = (tag.links[0] for tag in tree.all("Link"))
    assert (there["Contents"], back["Contents"]) == ("Note 1", "Back to the text (1)")
    for link, other in ((there, back), (back, there)):
        left, top = (float(side) for side in link["Dest"][2:4])
        assert (left, top) == (box(other)[0], box(other)[3])
        assert box(link)[2] - box(link)[0] > 2
        assert box(link)[3] - box(link)[1] > 5


def test_the_paragraphs_of_a_note_are_paragraphs() -> None:
    tree = tags_of(f"<p>A{NOTE.format('One.<span class=note-paragraph></span>Two.')}</p>")
    assert tree.only("Note").shape == "Lbl P P"


def test_a_note_over_two_pages_is_one() -> None:
    tree = tags_of(SPLIT)
    first, second = tree.all("Note")
    assert " ".join(first.text.split()) == "1. The note begins and ends on the next page."
    assert first.pages == {0, 1}
    assert first.shape == "Lbl P"
    assert second.text == "2. Second."
    assert [tag.text.strip() for tag in tree.all("Reference")] == ["1", "2"]
    assert tree.only("P" if len(tree.all("P")) == 1 else "Document").text.count("A word.") == 1


def test_a_note_over_two_pages_parts_no_text() -> None:
    paragraph = tags_of(SPLIT).kids[0]
    assert isinstance(paragraph, Tag)
    assert paragraph.shape == ". Reference Note . Reference Note"


def test_a_note_in_a_heading_a_list_and_a_table_stays_there() -> None:
    tree = tags_of(
        f"<h1>A{NOTE.format('x')}</h1><ul><li>B{NOTE.format('y')}</li></ul>"
        f"<table><tr><td>C{NOTE.format('z')}</td></tr></table>",
        standard="ua-2",
    )
    assert [note.text for note in tree.all("FENote")] == ["1. x", "2. y", "3. z"]
    assert tree.only("H1").all("FENote")
    assert tree.only("LBody").all("FENote")
    assert tree.only("TD").all("FENote")


def test_notes_to_a_table_are_notes() -> None:
    tree = tags_of(
        '<table><tr><td>A<sup><a href="#t-a">a</a></sup></td></tr></table>'
        '<div class="table-note" id="t-a"><p>a Note.</p></div>'
    )
    assert (tree.only("Note").entries["refs"], tree.only("Link").entries["refs"]) == (1, 1)
    assert tree.shape == "Table Note"


def test_a_link_is_one_element_with_a_rectangle_for_each_line() -> None:
    tree = tags_of(
        f'<p>{WORDS} <a href="https://example.org">a link <em>of many</em> '
        "words that breaks over the end of a line</a> x</p>"
    )
    link = tree.only("Link")
    assert len(link.links) == 2
    assert {each["Contents"] for each in link.links} == {
        "a link of many words that breaks over the end of a line"
    }
    first, second = (box(each) for each in link.links)
    assert first[1] >= second[3] - 0.01
    assert link.text == "a link of many words that breaks over the end of a line"


def test_a_raised_link_has_a_height() -> None:
    tree = tags_of('<p>x<sup style="line-height: 0"><a href="https://example.org">1</a></sup></p>')
    left, bottom, right, top = box(tree.only("Link").links[0])
    assert top - bottom >= 8
    assert right > left


def test_a_picture_in_a_link_speaks_for_it() -> None:
    svg = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E"
    tree = tags_of(f'<p><a href="https://example.org"><img src="{svg}" alt="A house"></a></p>')
    assert [link["Contents"] for link in tree.only("Link").links] == ["A house"]


@pytest.mark.parametrize("standard", ["ua-1", "ua-2"])
def test_no_annotation_is_left_outside_the_tree(standard: str) -> None:
    html = f'<p><a href="#x">a <em>b</em></a>{NOTE.format("c")}</p><h1 id="x">X</h1>'
    data = finish(write_raw(html), "ua-2" if standard == "ua-2" else "ua-1")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        annotations = [each for page in pdf.pages for each in page.obj.get("/Annots", [])]
        numbers = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        assert len(annotations) == 3
        for annotation in annotations:
            assert numbers[int(annotation.StructParent)].S == "/Link"
        assert all(page.obj.Tabs == "/S" for page in pdf.pages)


def test_links_lead_where_they_did_and_in_pdf_2_to_an_element_as_well() -> None:
    html = '<p><a href="#x">a</a></p><h1 id="x" style="break-before: page">X</h1>'
    raw = write_raw(html)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        _, _, x, y, _ = pikepdf.NameTree(pdf.Root.Names.Dests)["x"]
    with pikepdf.open(io.BytesIO(finish(raw, "ua-2"))) as pdf:
        action = pdf.pages[0].Annots[0].A
        assert action.D[0].objgen == pdf.pages[1].obj.objgen
        assert [*action.D[2:4]] == [*action.SD[2:4]] == [x, y]
        assert action.SD[0].S == "/H1"
        named = pikepdf.NameTree(pdf.Root.Names.Dests)["x"]
        assert named.SD[0].S == "/H1"
        assert pdf.Root.Outlines.First.A.SD[0].S == "/H1"
        assert "/Dest" not in pdf.Root.Outlines.First
    with pikepdf.open(io.BytesIO(finish(raw, "ua-1"))) as pdf:
        assert pdf.pages[0].Annots[0].Dest == "x"


def test_coordinates_hold_where_the_sheet_is_larger_than_the_trim() -> None:
    html = f"<p>Text{NOTE.format('Note.')}</p>"
    plain, bled = (tags_of(html, css) for css in ("", "@page { bleed: 12px }"))
    assert [box(tag.links[0]) for tag in plain.all("Link")] == [box(tag.links[0]) for tag in bled.all("Link")]


def test_blank_pages_do_no_harm() -> None:
    raw = io.BytesIO()
    with pikepdf.open(io.BytesIO(write_raw("<p>a</p><p style='break-before: page'>b</p>"))) as pdf:
        pdf.add_blank_page(page_size=(240, 180))
        pdf.pages.insert(1, pdf.pages[-1])
        pdf.save(raw)
    tree = read_tags(finish(raw.getvalue(), "ua-1"))
    assert [sorted(tag.pages) for tag in tree.all("P")] == [[0], [2]]
