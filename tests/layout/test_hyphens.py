"""Where words may be divided, and where lines may end within them or beside them."""

from __future__ import annotations

import pytest

from press.layout.hyphens import find_divisions
from press.layout.ruler import Ruler
from tests.layout.desk import Desk, from_markdown, words

LIMITS = (5, 2, 3)


def divided(text: str, language: str = "en-GB", hyphens: str = "auto") -> str:
    """Return a text with a bar wherever a word of it may be divided."""
    style = {"hyphens": hyphens, "lang": language, "hyphenate_limit_chars": LIMITS}
    places = sorted(find_divisions(text, lambda _: style), reverse=True)
    for place in places:
        text = f"{text[:place]}|{text[place:]}"
    return text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en-GB", "col|lect|iv|isa|tion of ag|ri|cul|ture"),
        ("en-US", "pho|tog|ra|phy"),
        ("de", "Zwangs|kol|lek|ti|vie|rung"),
        ("fr", "l’ad|mi|nis|tra|tion d’aujourd’hui"),
        ("ru", "кол|лек|ти|ви|за|ция"),
        ("el", "αν|θρώπων"),
        ("xx", "incomprehensible"),
        ("en-GB", "one two four"),
    ],
)
def test_words_are_divided_by_the_patterns_of_their_language(language: str, text: str) -> None:
    assert divided(text.replace("|", ""), language) == text


@pytest.mark.parametrize(
    "text",
    [
        *("Soviet-collectivisation", "collectivisation-Soviet", "and/collectivisation", "a@collectivisation"),
        *("example.collectivisation", "collectivisation.org", "collectivisation’s", "collectivise\u0301"),
        *("collectivisation‐based", "cafe\u0301collectivisation"),
    ],
)
def test_what_is_part_of_a_compound_or_an_address_is_not_divided(text: str) -> None:
    assert divided(text) == text


@pytest.mark.parametrize(
    "text",
    ["‘%s’", "‘%s’,", "%s.", "%s. It", "%s —", "%s –and", "(%s)", "%s, ’tis", "“%s”"],
)
def test_a_mark_beside_a_word_does_not_keep_it_whole(text: str) -> None:
    assert divided(text % "collectivisation") == text % "col|lect|iv|isa|tion"


def test_a_soft_hyphen_says_where_alone() -> None:
    assert divided("collec\u00adtivisation collectivisation") == (
        "collec\u00ad|tivisation col|lect|iv|isa|tion"
    )
    assert divided("collec\u00adtivisation collectivisation", hyphens="manual") == (
        "collec\u00ad|tivisation collectivisation"
    )
    assert "|" not in divided("collec\u00adtivisation collectivisation", hyphens="none")


def test_each_word_is_divided_by_its_own_language() -> None:
    text = f"{words(40)} [Zwangskollektivierung]{{lang=de}} and photography {words(40)}"
    paragraph = Desk(from_markdown(text), language="en-US").paragraph()
    text = "".join(item.text for item in paragraph.characters)
    inserts = {item.position for item in paragraph.candidates if item.insert}
    for word, parts in {
        "Zwangskollektivierung": ("Zwangs", "kol", "lek", "ti", "vie"),
        "photography": ("pho", "tog", "ra"),
    }.items():
        place = start = text.index(word)
        expected = set()
        for piece in parts:
            place += len(piece)
            expected.add(place)
        assert {at for at in inserts if start < at < start + len(word)} == expected


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("well-known", ["well-"]),
        ("so—it", ["so—"]),
        ("so – it", ["so –"]),
        ("1927–28", ["1927–"]),
        ("p.\u00a045", []),
        ("and/or", ["and/"]),
        ("(so)", []),
    ],
)
def test_a_line_may_end_after_a_hyphen_or_a_dash_but_not_before_one(text: str, ends: list[str]) -> None:
    paragraph = Desk(f"<p>{words(30)} begin {text} end {words(30)}</p>").paragraph()
    whole = "".join(item.text for item in paragraph.characters)
    start = whole.index(f"begin {text} end") + len("begin ")
    inside = [item for item in paragraph.candidates if start < item.position < start + len(text)]
    assert [whole[start : item.position] for item in inside] == ends
    assert all(not item.insert for item in inside)


def test_a_hyphen_or_a_dash_costs_less_than_a_divided_word() -> None:
    paragraph = Desk(f"<p>{words(30)} well-known and photography {words(30)}</p>").paragraph()
    penalties = {item.penalty for item in paragraph.candidates}
    assert len(penalties) == 3
    spaces = {item.penalty for item in paragraph.candidates if item.start_spaces > item.spaces}
    divided = {item.penalty for item in paragraph.candidates if item.insert}
    assert spaces == {0.0}
    assert divided == {max(penalties)}


# ---- The ruler -----------------------------------------------------------------------------------


def test_a_row_of_letters_is_as_wide_as_it_is_laid_out() -> None:
    desk = Desk(f"<p>{words(12)} official <b>fflour</b> <i>To Av</i></p>")
    lines = desk.look().lines
    style = desk.laid.styles[desk.root.find(".//p")]
    ruler = Ruler()
    assert ruler("official", style) > ruler("offici", style)
    assert ruler("", style) == 0
    for text in ("official", "To", "Av", "“Quoted”", "Straße"):
        letters = sum(ruler(letter, style) for letter in text)
        assert 0.85 * letters < ruler(text, style) < 1.05 * letters
    assert ruler.space(style) == pytest.approx(desk.compositor.ruler.space(style))
    assert lines[0].end > lines[0].left


def test_the_ruler_measures_a_face_s_bold_italic_small_capitals_and_letter_spacing() -> None:
    kinds = {
        "b": "<b>commission</b>",
        "i": "<i>commission</i>",
        "small": '<span id="small" class="smallcaps">commission</span>',
        "wide": '<span id="wide" style="letter-spacing: 2px">commission</span>',
        "large": '<span id="large" style="font-size: 27px">commission</span>',
    }
    desk = Desk(f"<p>{words(12)} {' '.join(kinds.values())}</p>")
    found = {
        element.get("id") or element.tag: desk.compositor.ruler("commission", style)
        for element, style in desk.laid.styles.items()
    }
    assert len({round(width, 2) for width in found.values()}) == len(found) == 6
    assert found["large"] == pytest.approx(2 * found["p"], rel=0.01)
    assert found["wide"] == pytest.approx(found["p"] + 2 * len("commission"), abs=0.1)
