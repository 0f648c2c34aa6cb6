"""Which words of a chapter are quotations, of which work, and where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.document import compose
from press.evidence import Proof, read_evidence
from tests.evidence.essays import evidence_of, prove, write

CITED = [
    ('He says "it was so then" [@orme, p. 3].', [("it was so then", "orme", "p. 3")]),
    ('"It was so then", he says, and wrongly [@orme, p. 3].', [("It was so then", "orme", "p. 3")]),
    ('He says "it was so then."[^n]\n\n[^n]: @orme, p. 3.', [("it was so then.", "orme", "")]),
    ('He says "it was so then"^[Orme [@orme, p. 3].].', [("it was so then", "orme", "p. 3")]),
    ('@orme [p. 3] says that "it was so then".', [("it was so then", "orme", "p. 3")]),
    ('Orme [@orme, p. 3] says that "it was so then".', [("it was so then", "orme", "p. 3")]),
    ('He said "no". They [@orme, p. 3] did not.', []),
    ('He said "it was so then." They were of another mind [@orme, p. 3].', []),
    ('He said "it was so then." [@orme, p. 3] They were not.', [("it was so then.", "orme", "p. 3")]),
    ('"It was so then", says Mr. Orme of it [@orme, p. 3].', [("It was so then", "orme", "p. 3")]),
    ('"It was so then" was sung; the diary is full of songs [@fenn].', []),
    ('In "Iron Legs" he tells it all [@orme, p. 3].', []),
    (
        '"It was so then" [@orme, p. 3] and "it is no more now" [@fenn, p. 4].',
        [("It was so then", "orme", "p. 3"), ("it is no more now", "fenn", "p. 4")],
    ),
    ('A "moderate" of sorts. See @sec:one.', []),
    (
        "- *It* says\n  - \"it was 'so' then\" [@orme, p. 3]",
        [("it was ‘so’ then", "orme", "p. 3")],
    ),
    ("Il dit «\u202fc'était ainsi alors\u202f» [@orme, p. 3].", [("c’était ainsi alors", "orme", "p. 3")]),
    ("Er sagt „so war es damals“ [@orme, p. 3].", [("so war es damals", "orme", "p. 3")]),
    ("> It was so then. [@orme, p. 3]", [("It was so then.", "orme", "p. 3")]),
    ("> It was so then.\n>\n> --- Orme [@orme, p. 3]", [("It was so then.", "orme", "p. 3")]),
    ("> It was so then.\n\n[@orme, p. 3] is the place.", [("It was so then.", "orme", "p. 3")]),
    ("So Orme [@orme, p. 3]:\n\n> It was so then.", [("It was so then.", "orme", "p. 3")]),
    ("So Orme [@orme, p. 3]. Elsewhere:\n\n> It was so then.", [("It was so then.", "", "")]),
    ("> It was so then.^[@orme, p. 3.]", [("It was so then.", "orme", "")]),
    ("> | It was so\n> | then. [@orme, p. 3]", [("It was so then.", "orme", "p. 3")]),
    (
        "> It was so then. (Emphasis added.) [@orme, p. 3]",
        [("It was so then.", "orme", "p. 3")],
    ),
    (
        '> He said "it was so". [@orme, p. 3]\n\nAnd so on.',
        [("He said “it was so”.", "orme", "p. 3")],
    ),
    ('| a | b |\n|---|---|\n| "it was so then" [@orme, p. 3] | c |', [("it was so then", "orme", "p. 3")]),
]


@pytest.mark.parametrize(("chapter", "expected"), CITED, ids=[chapter for chapter, _ in CITED])
def test_a_quotation_belongs_to_the_citation_a_reader_would_take(
    chapter: str, expected: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    proofs = prove(tmp_path, chapter)
    assert [_told(proof) for proof in proofs] == expected


def _told(proof: Proof) -> tuple[str, str, str]:
    text = " ".join(proof.quotation.text.replace("\u202f", " ").split())
    return text, proof.key, proof.page


def test_places_are_those_of_the_words_also_where_they_stand_twice(tmp_path: Path) -> None:
    chapter = """A line that says "it was so then" [@orme, p. 3].^["It was so then" again [@orme, p. 3].]

> *It* was
> so then. [@orme, p. 3]

A line that says "it was so then" [@orme, p. 3], and &mdash; *"it was so then"* [@orme, p. 3].[^n]

[^n]: Below, "it was so then" [@orme, p. 3]."""
    evidence = evidence_of(write(tmp_path, chapter))
    places = [(proof.quotation.place.line, proof.quotation.place.column) for proof in evidence.proofs]
    assert places == [(3, 19), (3, 52), (5, 4), (8, 19), (8, 64), (10, 15)]
    block = evidence.proofs[2].quotation
    assert evidence.place_of(block, block.text.index("then")).line == 6
    assert evidence.place_of(block, block.text.index("then")).column == 6


def test_few_words_far_from_a_citation_are_quoted_only_if_they_are_found(tmp_path: Path) -> None:
    copy = """---
source: orme
taken_from: a copy
compared_with_print: false
passages: [{id: a, page: 3}]
---

## a

It was a pretty kettle of fish.
"""
    proofs = prove(
        tmp_path, 'Some "kettle of fish" and some "moderate" people came to the island [@orme, p. 3].', copy
    )
    assert [proof.quotation.text for proof in proofs] == ["kettle of fish"]


def test_a_heading_that_quotes_belongs_to_no_paragraph_of_the_chapter_before(tmp_path: Path) -> None:
    chapter = 'He said: "it was so then" [@orme, p. 3].'
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "02-text.md").write_text(
        f'# "So it was once" [@orme, p. 3]\n\n{chapter}\n', encoding="utf-8"
    )
    manuscript = write(tmp_path, chapter)
    proofs = read_evidence(manuscript, compose(manuscript)).proofs
    assert [proof.quotation.chapter for proof in proofs] == [0, 1, 1]
    one, heading, other = (proof.quotation.paragraph for proof in proofs)
    assert heading == ""
    assert one != other
