"""Reading pages back: fonts, content streams, structure trees, words and lines."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from press.layout import lay_out
from press.tagging import retag
from press.typography import spacing
from press.typography.codes import read_characters, read_font
from press.typography.glyphs import read_ink
from press.typography.sheets import read_pdf
from press.typography.structure import Element, read_tree
from tests.reading import Line
from tests.reading import read_pdf as pages_of
from tests.typography.paper import PAGE, Book


def test_a_tounicode_map_has_single_codes_and_ranges() -> None:
    cmap = b"""2 beginbfchar
<0003> <0020>
<0041> <00660069>
endbfchar
2 beginbfrange
<0050> <0052> <0061>
<0060> <0061> [<0041> <D835DC00>]
endbfrange"""
    found = read_characters(cmap)
    assert found == {3: " ", 65: "fi", 80: "a", 81: "b", 82: "c", 96: "A", 97: "\U0001d400"}


def test_a_composite_font_has_widths_by_list_and_by_range() -> None:
    inner = Dictionary(W=Array([3, Array([250, 300]), 10, 12, 600]), DW=500)
    font = read_font(Dictionary(Subtype=Name.Type0, DescendantFonts=Array([inner])))
    widths = [width for _, width in font.glyphs(bytes([0, 3, 0, 4, 0, 11, 0, 99]))]
    assert widths == [0.25, 0.3, 0.6, 0.5]


def ink_of(
    content: str, properties: Dictionary | None = None
) -> list[tuple[str, float, float, float, int | None]]:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(150, 150))
    font = Dictionary(Subtype=Name.Type1, FirstChar=32, Widths=Array([500] * 95))
    page.Resources = Dictionary(Font=Dictionary(F=font), Properties=properties or Dictionary())
    page.Contents = pdf.make_stream(content.encode())
    ink = read_ink(page, {})
    return [
        (glyph.text, round(glyph.x0, 2), round(glyph.x1, 2), round(glyph.y, 2), glyph.mark)
        for glyph in ink.glyphs
    ]


PLACED = {
    "Td moves from the line's beginning": ("BT /F 15 Tf 15 75 Td (a) Tj 15 0 Td (b) Tj ET", 40.0),
    "Tm sets the place": ("BT /F 15 Tf 1 0 0 1 30 75 Tm (b) Tj ET", 40.0),
    "cm scales": ("q 2 0 0 2 0 0 cm BT /F 7.5 Tf 15 37.5 Td (b) Tj ET Q", 40.0),
    "Q takes back": ("q 2 0 0 2 0 0 cm Q BT /F 15 Tf 30 75 Td (b) Tj ET", 40.0),
    "TJ moves back by thousandths": ("BT /F 15 Tf 15 75 Td [(a) -500 (b)] TJ ET", 40.0),
    "Tc sets letters apart": ("BT /F 15 Tf 7.5 Tc 15 75 Td (ab) Tj ET", 40.0),
    "Tz widens": ("BT /F 7.5 Tf 400 Tz 15 75 Td (ab) Tj ET", 40.0),
    "TL and T* go down": ("BT /F 15 Tf 15 TL 30 90 Td (a) Tj T* (b) Tj ET", 40.0),
    "Ts raises": ("BT /F 15 Tf 5 Ts 30 70 Td (b) Tj ET", 40.0),
}


@pytest.mark.parametrize("name", PLACED)
def test_glyphs_are_where_the_operators_put_them(name: str) -> None:
    content, x0 = PLACED[name]
    text, left, right, y, mark = ink_of(content)[-1]
    assert (text, left, y, mark) == ("b", x0, 100.0, None)
    assert right > left


MARKED = {
    "an id": ("/P <</MCID 3>> BDC BT /F 15 Tf (b) Tj ET EMC", 3),
    "an id in the resources": ("/P /M BDC BT /F 15 Tf (b) Tj ET EMC", 7),
    "none after the end": ("/P <</MCID 3>> BDC EMC BT /F 15 Tf (b) Tj ET", None),
    "that around a span": ("/P <</MCID 3>> BDC /Span <</Lang (de)>> BDC BT /F 15 Tf (b) Tj ET EMC EMC", 3),
    "none in an artifact": ("/P <</MCID 3>> BDC /Artifact BMC BT /F 15 Tf (b) Tj ET EMC EMC", None),
}


@pytest.mark.parametrize("name", MARKED)
def test_glyphs_know_their_marked_content(name: str) -> None:
    content, mark = MARKED[name]
    found = ink_of(content, Dictionary(M=Dictionary(MCID=7)))
    assert found[-1][-1] == mark


def test_text_in_a_form_belongs_to_the_content_around_the_form() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(150, 150))
    form = pdf.make_stream(b"/P <</MCID 9>> BDC BT /F 15 Tf 5 0 Td (b) Tj ET EMC 0 0 30 15 re f")
    form.stream_dict.Subtype, form.stream_dict.Matrix = Name.Form, Array([1, 0, 0, 1, 25, 75])
    font = Dictionary(Subtype=Name.Type1, FirstChar=32, Widths=Array([500] * 95))
    page.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(X=form))
    page.Contents = pdf.make_stream(b"/Figure <</MCID 2>> BDC /X Do EMC 0 0 10 10 re n")
    ink = read_ink(page, {})
    ((letter, x0, _, y, _, mark),) = ink.glyphs
    assert (letter, round(x0, 3), round(y, 3), mark) == ("b", 40.0, 100.0, 2)
    assert [tuple(round(side) for side in box) for box in ink.boxes] == [(33, 80, 73, 100)]


def chain(*kinds: str) -> Element:
    element = None
    for serial, kind in enumerate(kinds):
        element = Element(serial, kind, element)
    assert element
    return element


ROLES = {
    ("Document", "Sect", "P", "Em"): ("body", "P"),
    ("Document", "BlockQuote", "P", "Span"): ("quotation", "P"),
    ("Document", "L", "LI", "LBody", "P"): ("list", "P"),
    ("Document", "Sect", "H2"): ("heading", "H2"),
    ("Document", "Table", "TR", "TD"): ("table", "TD"),
    ("Document", "Table", "Caption"): ("caption", "Caption"),
    ("Document", "BlockQuote", "P", "Note", "P", "Em"): ("note", "Note"),
    ("Document", "Table", "TR", "TD", "FENote", "Lbl"): ("note", "FENote"),
    ("Document", "Sect", "Note", "P"): ("caption", "P"),
    ("Document", "L", "LI", "LBody", "BibEntry", "Link"): ("bibliography", "BibEntry"),
    ("Document", "TOC", "TOCI", "Reference", "Link"): ("contents", "TOCI"),
}


@pytest.mark.parametrize("kinds", ROLES, ids="/".join)
def test_what_text_is_for(kinds: tuple[str, ...]) -> None:
    element = chain(*kinds)
    assert (element.role, element.block.kind) == ROLES[kinds]


def test_a_file_s_own_types_are_read_by_its_role_map() -> None:
    book = Book()
    book.turn()
    book.line(book.paragraph("Zitat"), 0, "Some words")
    with pikepdf.open(io.BytesIO(book.data())) as pdf:
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Zitat=Name.BlockQuote)
        assert [element.kind for element in read_tree(pdf).elements] == ["Document", "BlockQuote"]


def test_words_and_references_of_a_line() -> None:
    book = Book()
    book.turn("1")
    paragraph = book.paragraph()
    book.line(paragraph, 0, "A word and more")
    book.call(paragraph, "12", 0, 15 * 6.75)
    book.line(paragraph, 1, "in two lines")
    first, second = read_pdf(book.data(), PAGE).lines
    assert [word.text for word in first.words] == ["A", "word", "and", "more"]
    assert first.references == ("12",)
    assert first.words[-1].x1 == pytest.approx(PAGE.inner + 15 * 6.75 + 7)
    assert (first.first, first.last, second.first, second.last) == (True, False, False, True)
    assert second.baseline - first.baseline == pytest.approx(18)


def test_a_drop_cap_is_the_first_letter_of_its_word() -> None:
    book = Book()
    book.turn("1")
    paragraph = book.paragraph()
    book.line(paragraph, 2, "W", size=60)
    for number in range(3):
        book.line(paragraph, number, "hich are words", x=36)
    lines = read_pdf(book.data(), PAGE).lines
    assert [line.text for line in lines] == ["Which are words", "hich are words", "hich are words"]
    assert lines[0].size == 13.5


def test_pages_are_named_by_the_folio_that_is_printed() -> None:
    book = Book()
    book.turn("iv")
    book.line(book.paragraph(), 0, "Before the text")
    book.open("1")
    book.line(book.paragraph(), 6, "The text")
    book.turn()
    sheets = read_pdf(book.data(), PAGE).sheets
    assert [(sheet.label, sheet.is_text, sheet.opens) for sheet in sheets] == [
        ("iv", False, False),
        ("1", True, True),
        ("[3]", False, False),
    ]


TEXT = """Stalin, so the story runs, drove the Left Opposition out of the party and then carried out its
programme. Trotsky and his friends had wanted industry built quickly and the countryside made to pay for
it; from 1929 industry was built quickly and the countryside paid; the plan must therefore have been
theirs. Told in a sentence, it says that Stalin adopted the plan of super-industrialisation."""


def gaps_of(line: Line) -> list[float]:
    """Return the spaces between words, in em."""
    at = [index for index, glyph in enumerate(line.glyphs[:-1]) if glyph.text == " "]
    return [(line.glyphs[index + 1].x0 - line.glyphs[index - 1].x1) / line.size for index in at]


@pytest.mark.slow
@pytest.mark.filterwarnings(  # WeasyPrint leaves its colour profile open.
    "ignore:Exception ignored in. <_io.FileIO .*sRGB2014:pytest.PytestUnraisableExceptionWarning"
)
def test_word_spaces_agree_with_those_of_another_reader(tmp_path: Path) -> None:
    css = f"""@page {{ size: {PAGE.width}px {PAGE.height}px; margin: 72px 80px 109.6875px 64px }}
        p {{ font: 13.5px/18px serif; margin: 0; text-align: justify }}"""
    words = TEXT.split()
    text = "".join(f"<p>{' '.join(words[start:] + words[:start])}</p>" for start in range(0, 35, 7))
    html = f"<html lang='en'><title>T</title><body><h1>A</h1>{text}</body></html>"
    data, _ = lay_out(html, css, {}).write()
    path = tmp_path / "text.pdf"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        retag(pdf, "ua-1", {"note": "Note", "back_to_text": "Back"})
        pdf.save(path)
    reading = read_pdf(path.read_bytes(), PAGE)
    ours = {line.text: line.spaces for line in reading.text if line.justified}
    theirs = {line.text.replace("\u2010", "\u00ad"): gaps_of(line) for line in pages_of(path)[0].lines}
    assert len(ours) > 20
    for text, gaps in ours.items():
        assert gaps == pytest.approx(theirs[text], abs=0.005), text
    assert spacing.tightest(reading)[0] == pytest.approx(min(sum(g) / len(g) for g in ours.values()))
