"""Paragraphs read from the tree, broken, and written back: nothing lost, and set as planned."""

from __future__ import annotations

import pytest

from press.layout import paragraph as room
from press.layout.fitting import keep_plan
from press.layout.paragraph import NotFitted, Paragraph, declare
from press.layout.survey import HYPHEN, Line
from tests.layout.desk import Desk, Element, from_markdown, gaps, letters, words

W, TAIL = words(60), words(30)
KINDS = {
    "plain": f"{W} {TAIL}",
    "emphasis": f"{W} *{words(14)}* and {TAIL}",
    "strong emphasis": f"{W} **{words(12)}** and ***{words(12)}*** {TAIL}",
    "small capitals": f"{W} [{words(12)}]{{.smallcaps}} {TAIL}",
    "nested": f"{W} *emphasised [small]{{.smallcaps}} **strong** text* c*d*e, **h**’s {TAIL} *end*",
    "a link": f"{W} [{words(12)}](https://example.org) {TAIL}",
    "an address": f"{W} <https://example.org/a/very-long/address/that/goes-on/and-on.html> {TAIL}",
    "raised, sunken, struck, code": f"{W} H~2~O and x^2^ and `code of sorts` and ~~struck out~~ {TAIL}",
    "notes": f"{W}[^1] {words(40)}.[^2] {TAIL}\n\n[^1]: A note.\n\n[^2]: Another *note* of words.",
    "quotations": f"{W} ‘So “it was”’, {TAIL} “‘and’ so—it was” – {TAIL} Anglo-Venetian twenty-three",
    "no-break spaces": f"{W} on\u00a024\u00a0May 1927, p.\u00a045, {words(10)} pp.\u202f45 {TAIL}",
    "soft hyphens": f"{W} re\u00adqui\u00adsi\u00adtion of\u00adfi\u00adcials " * 3,
    "ligatures": f"{W} official fflour fi fl offices efficient {TAIL} " * 2,
    "combining accents": f"{W} e\u0301migre\u0301s cafe\u0301 {TAIL} " * 2,
    "Greek": f"{W} τὸ δὲ τῶν βαρβάρων {words(20)} ἀνθρώπων {TAIL}",
    "Cyrillic": f"{W} коллективизация сельского хозяйства {words(20)} продразвёрстка {TAIL}",
    "German": f"{W} [Die Zwangskollektivierung der Landwirtschaft]{{lang=de}} {TAIL}",
    "French": f"{W} [L’administration d’une ville «\u00a0imprenable\u00a0»\u00a0!]{{lang=fr}} {TAIL}",
}


def opened(kind: str) -> tuple[Desk, Paragraph]:
    """Read the paragraph of a kind; the notes are not read."""
    desk = Desk(from_markdown(KINDS[kind]))
    return desk, desk.paragraph()


def whole_text(element: Element) -> str:
    return " ".join("".join(element.itertext()).replace("\n", " ").split(" "))


# ---- The text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_written_lines_hold_the_paragraph_s_text_and_its_hyphens(kind: str) -> None:
    desk, paragraph = opened(kind)
    before = letters(desk.root)
    chosen = paragraph.choose()
    paragraph.write(chosen, {})
    text = "".join(desk.root.itertext())
    assert text.count("\n") == len(chosen.breaks)
    assert text.count(f"{HYPHEN}\n") == sum(bool(item.insert) for item in chosen.breaks)
    assert letters(text.replace(f"{HYPHEN}\n", "")) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_paragraph_that_is_unwritten_is_as_it_was(kind: str) -> None:
    desk, paragraph = opened(kind)
    before = [(node.tag, node.text, node.tail, dict(node.attrib)) for node in paragraph.element.iter()]
    paragraph.write(paragraph.choose(), {})
    paragraph.unwrite({})
    paragraph.element.attrib.pop("style")
    after = [(node.tag, node.text, node.tail, dict(node.attrib)) for node in paragraph.element.iter()]
    assert [(tag, text or "", attributes) for tag, text, _, attributes in after] == [
        (tag, text or "", attributes) for tag, text, _, attributes in before
    ]
    assert [(tail or "").rstrip() for _, _, tail, _ in after] == [
        (tail or "").rstrip() for _, _, tail, _ in before
    ]
    assert "\n" not in whole_text(paragraph.element)
    assert len(desk.look().lines) == len(Desk(from_markdown(KINDS[kind])).look().lines)


def test_lines_can_be_written_over_one_another() -> None:
    desk, paragraph = opened("nested")
    before = letters(desk.root)
    first = paragraph.choose()
    other = paragraph.choose(avoid={first.breaks[0].position, first.breaks[2].position})
    for chosen in (first, other, first):
        paragraph.write(chosen, {})
    assert letters("".join(desk.root.itertext()).replace(f"{HYPHEN}\n", "")) == before
    assert "".join(desk.root.itertext()).count("\n") == len(first.breaks)


def test_white_space_of_the_source_is_one_space_and_none_at_the_end() -> None:
    desk = Desk(f"<p>\n  {W}\n  <em> {words(10)}\t</em>\n\n {TAIL} \n</p>")
    paragraph = desk.paragraph()
    text = "".join(item.text for item in paragraph.characters if item.slot)
    assert "  " not in text
    assert not text.endswith(" ")
    assert text.split() == f"{W} {words(10)} {TAIL}".split()


# ---- As planned ----------------------------------------------------------------------------------


def check_plan(desk: Desk, paragraph: Paragraph, lines: list[Line]) -> None:
    """Hold laid-out lines against the plan: their number, their spaces, and that they are full."""
    assert paragraph.fit is not None
    assert len(lines) == paragraph.fit.lines
    italic = next((e for e in paragraph.element.iter("em") if e in desk.laid.styles), None)
    # A space of the italic is as much narrower as the italic's own space is.
    other = 0.0
    if italic is not None:
        narrower = desk.compositor.ruler.space(desk.laid.styles[italic]) - paragraph.space
        other = narrower / paragraph.measure.em
    for planned, line in zip(gaps(paragraph, paragraph.fit), lines, strict=False):
        assert line.end == pytest.approx(line.right, abs=0.02)
        assert line.gap is not None
        assert min(abs(planned - line.gap), abs(planned + other - line.gap)) < 0.01, line.text


@pytest.mark.parametrize("tracking", [0.0, 0.0625, -0.125])
@pytest.mark.parametrize("kind", KINDS)
def test_lines_are_laid_out_as_they_were_planned(
    kind: str, tracking: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, paragraph = opened(kind)
    monkeypatch.setattr(room, "TRACKINGS", {tracking: 1.0})
    paragraph.write(paragraph.choose(), {})
    check_plan(desk, paragraph, desk.look().lines_of[paragraph.element])


def test_a_paragraph_over_facing_pages_is_laid_out_as_it_was_planned() -> None:
    before = "<p>A line.</p>" * 30
    desk = Desk(f"{before}<p id='over'>{words(160)}</p>")
    paragraph = desk.paragraph(desk.find("over"))
    assert len(desk.laid.fragments[paragraph.element]) == 2
    assert paragraph.measure.first == (desk.laid.fragments[paragraph.element][0].width - 18,)
    paragraph.write(paragraph.choose(), {})
    lines = desk.look().lines_of[paragraph.element]
    assert {line.page for line in lines} == {0, 1}
    check_plan(desk, paragraph, lines)


def test_lines_beside_a_drop_cap_are_as_short_as_the_cap_is_wide() -> None:
    cap = '<span class="drop-cap">T</span><span class="opening-words">he commission was </span>'
    desk = Desk(f'<div class="opening with-drop-cap"><p id="cap">{cap}{words(120, 3)}</p></div>')
    paragraph = desk.paragraph(desk.find("cap"))
    first, *others = paragraph.measure.first
    assert others == [first, first]
    assert first < paragraph.measure.rest - 20
    assert paragraph.measure.indent == 0
    assert not any(item.text == "T" for item in paragraph.characters[:1])
    paragraph.write(paragraph.choose(), {})
    assert paragraph.element[0].text == "T"
    check_plan(desk, paragraph, desk.look().lines_of[paragraph.element])


def test_a_note_s_figure_keeps_the_width_it_was_set_with() -> None:
    desk, paragraph = opened("notes")
    fixed = [item.width for item in paragraph.characters if item.slot is None and item.width > 0]
    assert fixed == list(desk.laid.fixed.values())
    assert len(fixed) == 2


def test_letters_are_spaced_only_where_that_is_much_better() -> None:
    good = Desk(f"<p>{words(120)}</p>").paragraph().choose()
    assert good.tracking == 0
    long = "unquestionably straightforwardness " * 5
    bad = Desk(f'<p style="width: 210px; hyphens: none">{long}{words(8)} {long}</p>').paragraph().choose()
    assert bad.tracking != 0
    assert abs(bad.tracking) / 13.5 < 0.01


# ---- What total fit leaves alone -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"{W}<br>{TAIL}", "it holds <br>"),
        (f'{W} <img src="press:square" style="height: 9px" alt=""> {TAIL}', "something other than text"),
        (f'{W} <span style="display: inline-block">box</span> {TAIL}', "something other than text"),
        (f'{W} <span style="text-transform: uppercase">box</span> {TAIL}', "transformed"),
        (f'{W} <span style="display: none">box</span> {TAIL}', "not set"),
    ],
)
def test_what_holds_more_than_text_is_left_alone(body: str, reason: str) -> None:
    desk = Desk(f"<p>{body}</p>")
    with pytest.raises(NotFitted, match=reason):
        desk.paragraph()


def test_a_paragraph_beside_a_picture_on_one_of_its_pages_is_left_alone() -> None:
    css = "@page :right { margin-right: 100px }"
    desk = Desk(f"{'<p>A line.</p>' * 30}<p id='over'>{words(160)}</p>", css=css)
    with pytest.raises(NotFitted, match="its measure changes"):
        desk.paragraph(desk.find("over"))


def test_a_word_wider_than_the_measure_is_left_to_the_layout_engine() -> None:
    paragraph = Desk(f"<p>{W} {'x' * 200} {TAIL}</p>").paragraph()
    with pytest.raises(NotFitted, match="no way"):
        paragraph.choose()


@pytest.mark.parametrize(
    "style",
    ["text-align: left", "direction: rtl", "white-space: pre-wrap", "text-align: center"],
)
def test_only_justified_paragraphs_from_left_to_right_are_fitted(style: str) -> None:
    desk = Desk(f'<p style="{style}">{words(100)}</p><p>{words(100)}</p><p>One line.</p>')
    desk.fit()
    assert len(desk.draft.paragraphs) == 1


def test_a_paragraph_that_came_out_otherwise_goes_back_to_the_layout_engine() -> None:
    desk = Desk(f"<p>{words(100)}</p><p id='b'>{words(100, 7)}</p>")
    seen = desk.fit()
    assert not keep_plan(desk.draft, seen)
    element = desk.find("b")
    # A longer word than was planned for turns a line over.
    element.text = element.text.replace("commission", "commission-" * 5, 1)
    assert keep_plan(desk.draft, desk.look())
    assert element not in desk.draft.paragraphs
    assert element.text == words(100, 7)
    assert element.get("data-fitted") is None
    assert len(desk.draft.paragraphs) == 1
    assert not keep_plan(desk.draft, desk.look())


# ---- Styles --------------------------------------------------------------------------------------


def test_a_property_is_declared_in_place_of_the_one_of_its_name() -> None:
    element = Desk("<p style='color: red; widows: 3'>A</p>").root.find(".//p")
    declare(element, {"widows": "5", "orphans": "2"})
    assert element.get("style") == "color:red;widows:5;orphans:2"
    declare(element, {"widows": "", "orphans": "", "color": "", "margin": ""})
    assert element.get("style") == ""
