"""Paragraphs read from the tree, broken, and written back: nothing lost, and set as planned."""

from __future__ import annotations

import pytest

from press.layout.division import divide
from press.layout.fitting import keep_plan
from press.layout.paragraph import NotFitted, Paragraph, declare
from press.layout.survey import HYPHEN, Line, survey
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
    "a hard break": f"{W}\\\n{words(20)}\\\n*{W}* {TAIL}",
    "capitals": f"{W} [{words(12)}]{{style='text-transform: uppercase'}} {TAIL}",
    "capitalised": f"[{W} {words(12)}]{{style='text-transform: capitalize'}} {TAIL}",
    "spaced letters": f"{W} [{words(12)}]{{style='letter-spacing: 1px'}} {TAIL}",
    "generated words": f"{W} `<q>`{{=html}}{W}`</q>`{{=html}} {TAIL}",
    "a picture": f"{W} ![](press:square){{style='height: 9px'}} {TAIL}",
    "Greek": f"{W} τὸ δὲ τῶν βαρβάρων {words(20)} ἀνθρώπων {TAIL}",
    "Cyrillic": f"{W} коллективизация сельского хозяйства {words(20)} продразвёрстка {TAIL}",
    "German": f"{W} [Die Zwangskollektivierung der Landwirtschaft]{{lang=de}} {TAIL}",
    "French": f"{W} [L’administration d’une ville «\u00a0imprenable\u00a0»\u00a0!]{{lang=fr}} {TAIL}",
}


def opened(kind: str) -> tuple[Desk, Paragraph]:
    """Read the paragraph of a kind; the notes are not read."""
    desk = Desk(from_markdown(KINDS[kind]))
    return desk, desk.paragraph()


def described(node: Element) -> tuple[str, list[str], list[str], dict[str, str]]:
    """Return an element's tag, its words, those behind it, and its attributes."""
    style = (node.get("style") or "").replace("; ", ";").replace(": ", ":")
    attributes = {**node.attrib, "style": style}
    text, tail = (node.text or "").lower().split(), (node.tail or "").lower().split()
    return node.tag, text, tail, {name: value for name, value in attributes.items() if value}


def whole_text(element: Element) -> str:
    return " ".join("".join(element.itertext()).replace("\n", " ").split(" "))


# ---- The text ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_written_lines_hold_the_paragraph_s_text_and_its_hyphens(kind: str) -> None:
    desk, paragraph = opened(kind)
    before = letters(desk.root)
    chosen = paragraph.choose()
    paragraph.write(chosen, {})
    text = "".join(paragraph.element.itertext())
    assert text.count("\n") == sum(not item.forced for item in chosen.breaks)
    assert text.count(f"{HYPHEN}\n") == sum(bool(item.insert) for item in chosen.breaks)
    assert letters("".join(desk.root.itertext()).replace(f"{HYPHEN}\n", "")).lower() == before.lower()


@pytest.mark.parametrize("kind", KINDS)
def test_a_paragraph_that_is_unwritten_is_as_it_was(kind: str) -> None:
    desk, paragraph = opened(kind)
    before = [described(node) for node in paragraph.element.iter()]
    paragraph.write(paragraph.choose(), {})
    paragraph.unwrite({})
    assert [described(node) for node in paragraph.element.iter()] == before
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


def check_plan(desk: Desk, paragraph: Paragraph) -> list[Line]:
    """Hold laid-out lines against the plan: their number, their spaces, and that they are full."""
    lines = survey(desk.finish(paragraph), desk.compositor.ruler).lines_of[paragraph.element]
    assert paragraph.fit is not None
    assert len(lines) == paragraph.fit.lines
    spaces = {desk.compositor.ruler.space(item.style) for item in paragraph.characters if item.slot}
    others = [(space - paragraph.space) / paragraph.measure.em for space in spaces]
    for item, planned, line in zip(paragraph.fit.breaks, gaps(paragraph, paragraph.fit), lines, strict=False):
        if not item.forced:
            assert line.end == pytest.approx(line.right + item.hang, abs=0.02)
            assert line.gap is not None
            # A space of the italic is as much narrower as the italic's own space is.
            assert min(abs(planned + other - line.gap) for other in others) < 0.01, line.text
    return lines


@pytest.mark.parametrize("kind", KINDS)
def test_lines_are_set_as_they_were_planned(kind: str) -> None:
    check_plan(*opened(kind))


def test_a_paragraph_over_facing_pages_is_set_as_it_was_planned() -> None:
    before = "<p>A line.</p>" * 30
    desk = Desk(f"{before}<p id='over'>{words(160)}</p>")
    paragraph = desk.paragraph(desk.find("over"))
    assert len(desk.laid.fragments[paragraph.element]) == 2
    assert paragraph.measure.first == (desk.laid.fragments[paragraph.element][0].width - 18,)
    assert {line.page for line in check_plan(desk, paragraph)} == {0, 1}


def test_a_paragraph_over_pages_of_two_widths_has_a_measure_for_each() -> None:
    css = "@page :right { margin-right: 100px }"
    desk = Desk(f"{'<p>A line.</p>' * 30}<p id='over'>{words(160)}</p>", css=css)
    paragraph = desk.paragraph(desk.find("over"))
    assert len({round(width) for width in (*paragraph.measure.first[1:], paragraph.measure.rest)}) == 2
    check_plan(desk, paragraph)


def test_lines_beside_a_drop_cap_are_as_short_as_the_cap_is_wide() -> None:
    cap = '<span class="drop-cap">T</span><span class="opening-words">he commission was </span>'
    desk = Desk(f'<div class="opening with-drop-cap"><p id="cap">{cap}{words(120, 3)}</p></div>')
    paragraph = desk.paragraph(desk.find("cap"))
    first, *others = paragraph.measure.first
    assert others == [first, first]
    assert first < paragraph.measure.rest - 20
    assert paragraph.measure.indent == 0
    assert not any(item.text == "T" for item in paragraph.characters[:1])
    check_plan(desk, paragraph)
    assert paragraph.element[0].text == "T"


@pytest.mark.parametrize("side", ["left", "right"])
def test_lines_beside_a_float_have_its_measure_and_words_in_it_their_own(side: str) -> None:
    float_ = f'<span id="f" style="float: {side}; width: 90px; height: 50px">Two words.</span>'
    desk = Desk(f'<p style="text-indent: 0">{float_}{words(120)}</p>')
    paragraph = desk.paragraph()
    assert paragraph.measure.first == pytest.approx([paragraph.measure.rest - 90] * 3)
    lines = check_plan(desk, paragraph)
    assert {line.right for line in lines[:3]} == {lines[3].right - (90 if side == "right" else 0)}
    style = desk.find("f").get("style") or ""
    assert "white-space:normal" in style
    assert "word-spacing:-0.54" in style
    paragraph.unwrite({})
    assert "white-space" not in (desk.find("f").get("style") or "")


def test_the_text_of_a_list_s_item_is_fitted_and_that_of_a_list_in_it_for_itself() -> None:
    inner = f"<ul><li>Two words.</li><li id='in'>{words(40)}</li></ul>"
    desk = Desk(f"<ol><li id='out'>{words(60)}{inner}</li></ol>")
    out, in_ = (desk.paragraph(desk.find(name)) for name in ("out", "in"))
    assert "".join(item.text for item in out.characters) == words(60)
    seen = survey(desk.finish(out, in_), desk.compositor.ruler)
    for item in (out, in_):
        assert item.fit
        assert len(seen.lines_of[item.element]) == item.fit.lines
    assert next(line for line in seen.lines if line.text == "Two words.").end > 60


def test_a_note_s_figure_keeps_the_width_it_was_set_with() -> None:
    desk, paragraph = opened("notes")
    fixed = [item.width for item in paragraph.characters if item.slot is None and item.width > 0]
    calls = [width for (_, pseudo), width in desk.laid.fixed.items() if pseudo == "footnote-call"]
    assert fixed == calls
    assert len(fixed) == 2


def test_a_justified_note_is_fitted_but_not_what_of_it_is_divided() -> None:
    note = f'<span class="footnote" id="n" style="text-align: justify; hyphens: auto">{words(60)}</span>'
    desk = Desk(f"<p>{W}{note} {TAIL}</p>")
    seen = desk.fit()
    paragraph = desk.draft.paragraphs[desk.find("n")]
    assert paragraph.fit
    assert len(seen.notes[0].lines) == paragraph.fit.lines
    assert not keep_plan(desk.draft, seen)
    divide(desk.draft, desk.find("n"), seen.notes[0].lines, [2, 9])
    assert desk.find("n") not in desk.draft.paragraphs
    assert "\n" not in "".join(desk.find("n").itertext())


# ---- What total fit leaves alone -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f'{W} <span style="text-transform: full-width">box</span> {TAIL}', "transformed"),
        (f'{W} <span style="display: none">box</span> {TAIL}', "not set"),
        (f'{W} <span style="display: block">box</span> {TAIL}', "goes on behind a block"),
    ],
)
def test_what_holds_more_than_text_is_left_alone(body: str, reason: str) -> None:
    desk = Desk(f"<p>{body}</p>")
    with pytest.raises(NotFitted, match=reason):
        desk.paragraph()


def test_what_is_left_alone_is_told_with_the_reason() -> None:
    desk = Desk(f"<p>{W} {'x' * 200} {TAIL}</p><p>{W}</p>")
    desk.fit()
    ((words_, reason),) = desk.draft.left_alone
    assert W.startswith(words_)
    assert reason == "there is no way to break it"


def test_lines_of_the_layout_engine_have_about_the_colour_of_those_fitted() -> None:
    desk = Desk(f'<p id="a">{words(200)}</p>')
    free = [line.gap for line in survey(desk.finish(), desk.compositor.ruler).lines if line.gap]
    desk = Desk(f'<p id="a">{words(200)}</p>')
    fitted = [
        line.gap for line in survey(desk.finish(desk.paragraph()), desk.compositor.ruler).lines if line.gap
    ]
    assert abs(sum(free) / len(free) - sum(fitted) / len(fitted)) < 0.07


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
    assert desk.draft.left_alone[-1][1] == "it came out in other lines than planned"
    assert len(desk.draft.paragraphs) == 1
    assert not keep_plan(desk.draft, desk.look())


def test_a_paragraph_whose_indent_has_gone_is_fitted_anew() -> None:
    desk = Desk(f"<p>{words(100)}</p><p id='b'>{words(100, 7)}</p>")
    desk.fit()
    element = desk.find("b")
    paragraph = desk.draft.paragraphs[element]
    assert paragraph.measure.first
    declare(element, {"text-indent": "0"})
    assert keep_plan(desk.draft, desk.look())
    assert desk.draft.paragraphs[element] is paragraph
    assert paragraph.measure.first == ()
    assert not keep_plan(desk.draft, desk.look())


# ---- Styles --------------------------------------------------------------------------------------


def test_a_property_is_declared_in_place_of_the_one_of_its_name() -> None:
    element = Desk("<p style='color: red; widows: 3'>A</p>").root.find(".//p")
    declare(element, {"widows": "5", "orphans": "2"})
    assert element.get("style") == "color:red;widows:5;orphans:2"
    declare(element, {"widows": "", "orphans": "", "color": "", "margin": ""})
    assert element.get("style") == ""
