"""Names of paragraphs: kept while others change, and the same in every edition."""

from __future__ import annotations

import re

import pytest

from press.anchors import name_paragraphs, set_names
from press.ast import each, identifier
from press.model import Part
from press.pandoc import read_markdown, write_html

FIVE = [f"Paragraph {number} begins here, and goes on long enough to be one. It ends." for number in "12345"]


def names(*paragraphs: str) -> list[str]:
    (part,) = name_paragraphs([Part("a", [], read_markdown("\n\n".join(paragraphs))[0])])
    return [identifier(node) for node in each(part.blocks, "Span") if identifier(node).startswith("p-")]


@pytest.mark.parametrize("place", range(5))
def test_an_edit_of_one_paragraph_leaves_the_others_their_names(place: int) -> None:
    before = names(*FIVE)
    edited = names(*FIVE[:place], f"Quite another text {place}.", *FIVE[place + 1 :])
    assert len(set(before)) == 5
    assert [a == b for a, b in zip(before, edited, strict=True)] == [index != place for index in range(5)]


def test_moving_adding_and_removing_paragraphs_changes_no_name() -> None:
    before = names(*FIVE)
    assert names(*reversed(FIVE)) == before[::-1]
    assert names("New.", *FIVE[:2], *FIVE[3:])[1:] == [*before[:2], *before[3:]]


def test_an_edit_far_into_a_paragraph_leaves_it_its_own_name() -> None:
    long = "A paragraph that goes on and on, clause upon clause, until a line of print and more is full"
    assert names(f"{long}, and then ends.") == names(f"{long}; or does it?")
    assert names(f"{long}, and then ends.") != names(f"Not {long}, and then ends.")


def test_emphasis_notes_and_citations_are_not_part_of_a_name() -> None:
    plain = names("Plain words stand here.")
    assert names("Plain *words* stand here.^[A note.]") == plain
    assert names("Plain words stand here [@cohen1973, p. 3].") == plain


def test_paragraphs_that_begin_alike_are_told_apart_and_equal_ones_counted() -> None:
    line = "Every one of these begins with the very same long line of sixty letters or more"
    first, second, third, fourth = names(f"{line}: one.", f"{line}: two.", f"{line}: two.", f"{line}: two.")
    assert len({first, second, third, fourth}) == 4
    assert (third, fourth) == (f"{second}-2", f"{second}-3")


def test_notes_tables_figures_and_entries_get_no_name() -> None:
    text = """
Text.[^1]

> Quoted.

- Loose.

- Items.

| A |
|---|
| b |

::: {.csl-entry #ref-a}
Entry.
:::

---

[^1]: A note.

    Of two paragraphs.
"""
    assert len(names(text)) == 4


def test_a_paragraph_carries_its_name_in_html() -> None:
    (part,) = name_paragraphs([Part("a", [], read_markdown("One *two*.\n\n> Three.")[0])])
    html = set_names(write_html([part.blocks])[0])
    assert re.sub(r"p-[0-9a-f]{8}", "p-", html) == (
        '<p id="p-">One <em>two</em>.</p>\n<blockquote>\n<p id="p-">Three.</p>\n</blockquote>'
    )
