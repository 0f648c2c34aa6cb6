"""A quotation beside its transcript: what counts as a difference, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.evidence import Match
from tests.evidence.essays import prove, transcript

WORDS = (
    "He’d not say—so the co-operative’s clerk wrote—that the super-industrial plan was “mad”; it was, "
    "in fact, the only plan. But nobody read it. The G.P.U. had *one* copy, and the indus-\ntrial office "
    "the other. In the 1920s efficiency was “everything,” he said, and nothing else mattered to the "
    "office at all."
)
COPY = transcript({"a": ("35", WORDS)})

SAME = [
    "He'd not say -- so the cooperative's clerk wrote -- that the super industrial plan was 'mad'; it was",
    'the superindustrial plan was "mad"; it was, in fact, the only plan',
    "the GPU had *one* copy, and the industrial office the other",
    "in the 1920s e\ufb03ciency was 'everything', he said",
    "Nobody read it",
    "[T]he only plan",
    "nobody [in the party] read it",
    "The G.P.U. had *one* copy, and the indus\u00adtrial office",
    "effici[ent] was 'everything'",
    "It was the only plan … Nobody read it. […] In the 1920s efficiency was . . . everything".replace(
        "It was the", "the"
    ),
    "nothing else matter[s] to the office",
]


def match(folder: Path, quoted: str, *copies: str, page: str = "p. 35") -> Match:
    [proof] = prove(folder, f"> {quoted} [@orme, {page}]", *(copies or (COPY,)))
    assert proof.match is not None
    return proof.match


@pytest.mark.parametrize("quoted", SAME)
def test_marks_dashes_spaces_hyphens_and_brackets_do_not_count(quoted: str, tmp_path: Path) -> None:
    found = match(tmp_path, quoted)
    assert [str(one) for one in found.differences] == []
    assert found.is_true
    assert found.likeness == 1


DIFFERENT = [
    ("the only plan. But no one read it", "changed", "plan. But [nobody→no one] read it"),
    ("it was, in fact, the one and only plan", "added", "fact, the [+one and] only plan"),
    ("it was, in fact, only plan. But nobody", "missing", "in fact [−the] only plan"),
    ("it was, in fact, the only Plan. But nobody", "capital", "the only [plan→Plan] But nobody"),
    ("it was in fact, the only plan", "punctuation", "it [was,→was] in fact"),
    ("nothing else mattered to the bureau", "changed", "to the [office→bureau]"),
    ("everyone read it. The G.P.U. had *one* copy", "changed", "[nobody→everyone] read it"),
    ("nothing else mattered to [me] at all", "bracket", "mattered to [the office→[me]] at all"),
    ("the *only* plan", "emphasis-added", "the [→only] plan"),
    ("The G.P.U. had one copy", "emphasis-dropped", "U. had [→one] copy"),
]


@pytest.mark.parametrize(("quoted", "kind", "told"), DIFFERENT, ids=[told for _, _, told in DIFFERENT])
def test_a_difference_is_told_with_the_words_around_it(
    quoted: str, kind: str, told: str, tmp_path: Path
) -> None:
    [difference] = match(tmp_path, quoted).differences
    assert (difference.kind, str(difference)) == (kind, told)


def test_what_an_ellipsis_leaves_out_is_known(tmp_path: Path) -> None:
    found = match(tmp_path, "it was, in fact, the only plan […] The G.P.U. had *one* copy … In the 1920s")
    assert [skip.text for skip in found.skipped] == [
        "But nobody read it",
        "and the indus- trial office the other",
    ]
    assert [skip.turning for skip in found.skipped] == ["but", ""]
    assert not found.reordered


def test_an_ellipsis_within_a_sentence_that_drops_a_not_is_told(tmp_path: Path) -> None:
    found = match(tmp_path, "He'd … say", transcript({"a": ("35", "He’d surely not say it. It was so.")}))
    assert [skip.turning for skip in found.skipped] == ["not"]


def test_whole_sentences_may_have_a_not_and_be_left_out(tmp_path: Path) -> None:
    copy = transcript(
        {"a": ("35", "It was so. He did not like it. They did not ask him. It was late by then.")}
    )
    assert [skip.turning for skip in match(tmp_path, "It was so. … It was late by then.", copy).skipped] == [
        ""
    ]


TURNS = [
    ("It was the only plan", ", but nobody read it.", "but"),
    ("It was the only plan", ". But nobody read it.", "but"),
    ("It was the only plan", ". Not that he cared.", ""),
    ("It was the only plan", " and not the best.", "not"),
    ("It was the only plan", " that was not mad.", ""),
    ("It was the only plan", "", ""),
]


@pytest.mark.parametrize(("quoted", "after", "word"), TURNS)
def test_a_word_that_turns_the_sense_right_after_the_end_is_told(
    quoted: str, after: str, word: str, tmp_path: Path
) -> None:
    assert match(tmp_path, quoted, transcript({"a": ("35", quoted + after)})).follows == word


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("de", "Es war der einzige Plan, aber niemand las ihn.", "aber"),
        ("fr", "C'était le seul plan, mais personne ne le lut.", "mais"),
        ("ru", "Это был единственный план, но никто его не читал.", "но"),
    ],
)
def test_each_language_has_its_own_turning_words(language: str, text: str, word: str, tmp_path: Path) -> None:
    quoted = text.partition(",")[0]
    [proof] = prove(
        tmp_path,
        f"> {quoted} [@orme, 35]",
        transcript({"a": ("35", text)}),
        settings=f"language: {language}\n",
    )
    assert proof.match
    assert proof.match.follows == word


def test_of_two_places_with_the_words_that_on_the_page_cited_is_taken(tmp_path: Path) -> None:
    copy = transcript({name: (page, WORDS) for name, page in (("a", "12"), ("b", "35"), ("c", "xii"))})
    assert match(tmp_path, "the only plan. But nobody read it", copy).passage.page == "35"
    assert match(tmp_path, "only plan", copy, page="p. XII").passage.page == "xii"
    assert match(tmp_path, "the only plan. But nobody read it", copy, page="p. 99").passage.page == "12"


def test_the_words_of_another_work_are_found_there(tmp_path: Path) -> None:
    other = transcript({"z": ("2", WORDS)}, key="fenn")
    found = match(
        tmp_path, "nothing else mattered to the office", transcript({"a": ("35", "Nothing.")}), other
    )
    assert (found.passage.key, found.passage.id) == ("fenn", "z")


def test_an_ellipsis_that_joins_passages_or_turns_them_round_is_known(tmp_path: Path) -> None:
    copy = transcript(
        {"a": ("35", WORDS), "b": ("36", "The rod was short, and the masters paid and grumbled.")}
    )
    joined = match(tmp_path, "it was, in fact, the only plan … the masters paid and grumbled", copy)
    assert [passage.id for passage in joined.joined] == ["b"]
    assert match(tmp_path, "The G.P.U. had *one* copy … it was, in fact, the only plan").reordered


def test_the_sentences_around_a_quotation_are_given(tmp_path: Path) -> None:
    text = "One came first. Two was next. The third says the thing itself and more. Four follows. Five ends."
    found = match(tmp_path, "says the thing itself", transcript({"a": ("35", text)}))
    assert (found.before, found.after) == ("Two was next. The third", "and more. Four follows.")


SLIPS = """---
source: orme
taken_from: a copy
compared_with_print: true
passages:
  - id: a
    page: 35
    emendations:
      - {transcript: is then having said, reading: is then said, reason: garbled}
      - {transcript: in 1920's, reading: in the 1920s, reason: article missing}
      - {transcript: then agricultural, reading: than agricultural, reason: misspelt}
      - {transcript: "Trotsky, too in", reading: "Trotsky, too, in", reason: comma missing}
---

## a

He is then having said to be higher then agricultural prices in 1920's. Trotsky, too in a brochure,
was then read.
"""
EMENDED = [
    ("is then said to be higher than agricultural prices", []),
    ("is then having said to be higher", ["not-emended"]),
    ("said to be higher then agricultural prices in 1920's. Trotsky", ["not-emended", "not-emended"]),
    ("Trotsky, too, in a brochure", []),
    ("Trotsky, too in a brochure", ["not-emended"]),
    ("a brochure, was than read", ["changed"]),
]


@pytest.mark.parametrize(("quoted", "kinds"), EMENDED, ids=[quoted for quoted, _ in EMENDED])
def test_the_emended_reading_is_the_one_that_counts(quoted: str, kinds: list[str], tmp_path: Path) -> None:
    found = match(tmp_path, quoted, SLIPS)
    assert [one.kind for one in found.differences] == kinds


def test_a_match_names_the_emendations_within_it(tmp_path: Path) -> None:
    found = match(tmp_path, "said to be higher than agricultural prices", SLIPS)
    assert [one.transcript for one in found.emendations] == ["is then having said", "then agricultural"]


def test_status_words_and_counts(tmp_path: Path) -> None:
    chapter = """"Than agricultural prices" [@orme, p. 35], "than agricultural wages" [@orme, p. 35],
and "prices [of grain] in the 1920s" [@orme, p. 35]."""
    proofs = prove(tmp_path, chapter, SLIPS)
    assert [(proof.status, proof.words) for proof in proofs] == [
        ("compared", 3),
        ("unverified", 3),
        ("compared", 4),
    ]
