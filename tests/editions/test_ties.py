"""What no line may part."""

from __future__ import annotations

import pytest

from press.ast import stringify
from press.editions.ties import hold_together
from press.pandoc import read_markdown


def held(text: str, language: str = "en-GB") -> str:
    """Return a text with what holds it together made visible: `_` for a hard space, `+` for a joiner."""
    blocks = hold_together(read_markdown(text)[0], language)
    return stringify(blocks).replace("\u00a0", "_").replace("\u2060", "+")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("the years 1784–1869 and", "the years 1784–+1869 and"),
        ("pages 331–64.", "pages 331–+64."),
        ("a dash – between words", "a dash – between words"),
        ("shelfmark E/31, 1/2", "shelfmark E/+31, 1/+2"),
        ("*Journal* 6, no. 4", "Journal 6, no._4"),
        ("(vol. 2, p. 17)", "(vol._2, p._17)"),
        ("He said no. Then", "He said no._Then"),
        ("on 2 March 1930", "on 2_March 1930"),
        ("(19 Dec. 1927)", "(19_Dec._1927)"),
        ("in 1930 March came", "in 1930 March came"),
        ("`a/b` 1–2 and https://a.org/b/1784–1869", "a/b 1–+2 and https://a.org/b/1784–1869"),
        ("[2–3](https://example.org/2–3)", "2–3"),
    ],
)
def test_ranges_numbers_and_dates_are_held_together(text: str, shown: str) -> None:
    assert held(text) == shown


def test_the_months_are_those_of_the_language() -> None:
    assert held("am 2 März, le 2 mars", "de") == "am 2_März, le 2 mars"
    assert held("am 2 März, le 2 mars", "fr") == "am 2 März, le 2_mars"
    assert held("on 2 March", "tlh") == "on 2_March"
