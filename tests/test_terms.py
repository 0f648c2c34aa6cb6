from __future__ import annotations

import pytest

from press import pandoc
from press.ast import stringify
from press.terms import WORDS, localise_quotes, words_for

CASES = [
    ("en-US", "“outer ‘inner’”"),
    ("en-GB", "‘outer “inner”’"),
    ("de", "„outer ‚inner‘“"),
    ("de-CH", "«outer ‹inner›»"),
    ("fr", "«\u202fouter “inner”\u202f»"),
    ("ru", "«outer „inner“»"),
    ("xx", "“outer ‘inner’”"),
]


@pytest.mark.parametrize(("language", "expected"), CASES)
def test_quotation_marks_are_those_of_the_language(language: str, expected: str) -> None:
    blocks, _ = pandoc.read_markdown("\"outer 'inner'\"")
    assert stringify(localise_quotes(blocks, language)) == expected


def test_an_apostrophe_is_no_quotation_mark() -> None:
    blocks, _ = pandoc.read_markdown("Trotsky's plan")
    assert stringify(localise_quotes(blocks, "en-GB")) == "Trotsky’s plan"


def test_every_language_has_every_word_and_the_essay_s_own_come_first() -> None:
    assert all(set(words) == set(WORDS["en"]) for words in WORDS.values())
    assert words_for("de-AT", {"contents": "Innen"})["contents"] == "Innen"
    assert words_for("de-AT", {})["imprint"] == "Impressum"
    assert words_for("sw", {})["contents"] == "Contents"
