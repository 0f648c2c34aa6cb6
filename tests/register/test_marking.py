"""Signs behind quotations, and marks before their first letters, in Markdown that pandoc has read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from press.anchors import name_paragraphs
from press.ast import Node, each, identifier, stringify
from press.errors import Place
from press.evidence import Quotation
from press.model import Part
from press.pandoc import read_markdown
from press.register.finding import find_quotations
from press.register.marking import mark_beginnings, mark_ends
from press.terms import localise_quotes

HERE = Place(Path("01.md"), 1)


def parts_of(markdown: str, language: str = "en") -> tuple[Part, ...]:
    blocks = localise_quotes(read_markdown(markdown)[0], language)
    return name_paragraphs([Part("one", [], blocks, 1)])


def quoting(text: str, kind: Literal["block", "line"] = "line", paragraph: str = "") -> Quotation:
    return Quotation(kind, text, 0, HERE, paragraph=paragraph)


def sign(number: int) -> Node:
    return {"t": "Str", "c": f"<{number}>"}


def signed(markdown: str, *quotations: Quotation | str, language: str = "en") -> str:
    """Return the text with a sign behind each quotation, its notes in their places."""
    parts = parts_of(markdown, language)
    found = find_quotations(parts, [quoting(one) if isinstance(one, str) else one for one in quotations])
    assert len(found) == len(quotations)
    return stringify(mark_ends(parts, found, sign)[0].blocks, notes=True)


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ('Il dit "un deux" ici.', "Il dit «\u202fun deux\u202f»<1> ici."),
        ('Il dit "un deux" [@cohen, 35]. Puis.', "Il dit «\u202fun deux\u202f» [@cohen, 35].<1> Puis."),
        ('Il dit "un deux"\u202f; puis.', "Il dit «\u202fun deux\u202f»\u202f;<1> puis."),
        ('Il dit "un deux"\u00a0– puis.', "Il dit «\u202fun deux\u202f»<1>\u00a0– puis."),
    ],
)
def test_a_sign_stands_behind_french_marks_with_their_spaces_and_before_other_spaces(
    markdown: str, wanted: str
) -> None:
    assert signed(markdown, "un deux", language="fr") == wanted


@pytest.mark.parametrize(
    ("markdown", "wanted"),
    [
        ('He says "one two" here.', "He says “one two”<1> here."),
        ('He says "one two," and goes.', "He says “one two,”<1> and goes."),
        ('He says "one two". Then.', "He says “one two”.<1> Then."),
        ('He says "one *two*"; so.', "He says “one two”;<1> so."),
        ("He says «one two» here.", "He says «one two»<1> here."),
        ('He says "one two".[^1] Then.\n\n[^1]: Cohen.', "He says “one two”.Cohen.<1> Then."),
        ('He says "one two"[^1], then.\n\n[^1]: Cohen.', "He says “one two”Cohen.,<1> then."),
        ('He says "one two" [@cohen, 35]. Then.', "He says “one two” [@cohen, 35].<1> Then."),
        ('He says "one two" and @cohen knows.', "He says “one two”<1> and @cohen knows."),
        ('He says "one two" @cohen says.', "He says “one two”<1> @cohen says."),
        ('He says ["one two"](#there) here.', "He says “one two”<1> here."),
        ('He says ("one two") here.', "He says (“one two”)<1> here."),
        ('He says "one two"', "He says “one two”<1>"),
    ],
)
def test_the_sign_stands_behind_punctuation_note_and_citation(markdown: str, wanted: str) -> None:
    assert signed(markdown, "one two") == wanted


def test_a_sign_stands_outside_a_link() -> None:
    parts = parts_of('He says ["one two"](#there).')
    marked = mark_ends(parts, find_quotations(parts, [quoting("one two")]), sign)
    (there,) = each(marked[0].blocks, "Link")
    assert "<1>" not in stringify(there)


def test_words_without_quotation_marks_are_no_quotation() -> None:
    assert signed('The first is "the first" of all.', "the first") == "The first is “the first”<1> of all."


def test_the_same_words_quoted_twice_are_two_quotations() -> None:
    assert signed('As "one" and "one" go.', "one", "one") == "As “one”<1> and “one”<2> go."


def test_two_typed_quotations_in_one_word_have_a_sign_each() -> None:
    assert signed("As «one»/«two» go.", "one", "two") == "As «one»<1>/«two»<2> go."


def test_german_marks_close_as_english_ones_open() -> None:
    assert signed('Er sagt "eins zwei". Dann.', "eins zwei", language="de") == "Er sagt „eins zwei“.<1> Dann."
    assert signed("Er sagt \"so 'eins'\".", "so eins", language="de") == "Er sagt „so ‚eins‘“.<1>"


def test_a_quotation_within_a_note_is_found_after_those_of_its_paragraph() -> None:
    markdown = 'As "one"[^1] and "two" go.\n\n[^1]: So "three" says.'
    text = signed(markdown, "one", "two", "three")
    assert text == "As “one”So “three”<3> says.<1> and “two”<2> go."


def test_it_is_looked_for_in_its_own_paragraph() -> None:
    markdown = 'Here is "one".\n\nThere is "one".'
    parts = parts_of(markdown)
    names = [identifier(node) for node in each(parts[0].blocks, "Span")]
    found = find_quotations(parts, [quoting("one", paragraph=names[1])])
    assert stringify(mark_ends(parts, found, sign)[0].blocks) == "Here is “one”.There is “one”.<1>"


def test_a_block_is_found_where_a_block_begins() -> None:
    markdown = "One two is said.\n\n> One two\n>\n> is three. [@cohen]\n\nAnd so."
    assert signed(markdown, quoting("One two\n\nis three.", "block")) == (
        "One two is said.One twois three. [@cohen]<1>And so."
    )


def test_a_sign_stands_before_a_line_of_attribution() -> None:
    markdown = "> One two.\n>\n> — Cohen [@cohen]\n"
    assert signed(markdown, quoting("One two.", "block")) == "One two.<1>— Cohen [@cohen]"


def test_what_is_not_there_has_no_place() -> None:
    parts = parts_of('He says "one two".')
    assert find_quotations(parts, [quoting("one three"), quoting("")]) == {}


def test_only_chapters_are_searched() -> None:
    (part,) = parts_of('He says "one two".')
    assert find_quotations([replace(part, role="bibliography")], [quoting("one two")]) == {}


def test_beginnings_are_before_the_first_letter() -> None:
    parts = parts_of('He says "*one* two" and «three».')
    found = find_quotations(parts, [quoting("one two"), quoting("three")])
    text = stringify(mark_beginnings(parts, found, sign)[0].blocks)
    assert text == "He says “<1>one two” and «<2>three»."


def test_the_number_of_the_part_is_told() -> None:
    one, two = parts_of("No."), parts_of('He says "one two".')
    (found,) = find_quotations([*one, *two], [quoting("one two")]).values()
    assert found.part == 1
