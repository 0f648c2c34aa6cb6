"""What the rules of typography read: passages without markup, each character in its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.model import Source
from press.rules.type.markup import CITED, NOTED, THING
from press.rules.type.passages import Passage, read_passages


def read(text: str, language: str = "en-GB") -> list[Passage]:
    return read_passages(Source(Path("01-text.md"), text), language)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("A *word*, **two** and ***three***.", "A word, two and three."),
        ("A [link](https://example.org/a_(b) 'Title') here.", "A link here."),
        ("A [link][there] here.\n\n[there]: https://example.org", "A link here."),
        ("A [word]{.smallcaps} and [mot]{lang=fr}.", "A word and mot."),
        ("As [see @doe, p. 3; @roe] has it, and @doe [p. 5].", f"As {CITED} has it, and {CITED}."),
        ("See `code` and $x - y$, <https://example.org> too.", f"See {THING} and {THING}, {THING} too."),
        ("A note.[^1] And another.[^2]", f"A note.{NOTED} And another.{NOTED}"),
        ("Two -- dashes --- and `--`.", f"Two – dashes — and {THING}."),
        ("A [sic] and […] stay <!-- not this -->here.", "A [sic] and […] stay here."),
        ("<b>Bold</b> caf&eacute;, 2 * 3 \\* snake_case.", "Bold café, 2 * 3 \ue002 snake_case."),
        ("It is 5\\ km.", "It is 5\u00a0km."),
        ("An $5 note and $6 more.", "An $5 note and $6 more."),
    ],
)
def test_markup_is_not_read(text: str, seen: str) -> None:
    (passage,) = read(text)
    assert passage.text == seen


def test_a_character_leads_back_to_its_line_and_column() -> None:
    _, passage = read("# A chapter\n\nAs [*said*](u), ^[x] the\n   word **here**.\n")[:2]
    assert str(passage.place(passage.text.index("here"))) == "01-text.md:4:11"
    assert (
        passage.around(passage.text.index("here"), passage.text.index("here") + 4) == "the    word **here**."
    )


def test_blocks_are_told_apart() -> None:
    text = """# One {#sec:one}

A paragraph
of two lines.

> A quotation.

- An item
  - another

Term
:   Its meaning.

| A | B^[A note.] |
|---|---|
| c | d |

: A caption {#tbl:a}

| A line
| of verse

[^1]: A note.

    It goes on.

```
code
```

    code

Two
---

![A figure](a.png)
"""
    kinds = [(passage.kind, passage.text, passage.quoted) for passage in read(text)]
    assert kinds == [
        ("heading", "One", False),
        ("paragraph", "A paragraph\nof two lines.", False),
        ("paragraph", "A quotation.", True),
        ("item", "An item", False),
        ("item", "another", False),
        ("term", "Term", False),
        ("item", "Its meaning.", False),
        ("cell", "A", False),
        ("cell", f"B{NOTED}", False),
        ("note", "A note.", False),
        ("cell", "c", False),
        ("cell", "d", False),
        ("caption", "A caption", False),
        ("verse", " A line\n of verse", False),
        ("note", "A note.", False),
        ("note", "It goes on.", False),
        ("heading", "Two", False),
        ("caption", "A figure", False),
    ]


def test_the_language_of_a_character_is_that_of_the_innermost_mark() -> None:
    text = "One [deux *trois* [drei]{lang=de}]{lang=fr} four.\n\n::: {lang=ru}\nпять\n:::\n\n"
    text += "<p lang='it'>sei</p>\n"
    first, second, third = read(text, "en-GB")
    said = {word: first.base_at(first.text.index(word)) for word in ("One", "deux", "trois", "drei", "four")}
    assert said == {"One": "en", "deux": "fr", "trois": "fr", "drei": "de", "four": "en"}
    assert (second.language_at(0), third.language_at(0)) == ("ru", "it")


@pytest.mark.parametrize(
    "unit", ["[", "![", "((", "^[", "{#", "[@", '<a "', "$a ", "**a", "x^[y] ", "# a\n", " ", "> "]
)
def test_no_text_takes_the_reader_long_or_stops_it(unit: str) -> None:
    assert read(unit * 4000) is not None
