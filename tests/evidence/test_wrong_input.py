"""Transcripts and quotations that are not as they should be: each told at its line, and nothing raised."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.evidence.transcripts import load_transcripts
from tests.evidence.essays import evidence_of, hits_of, prove, transcript, write

GOOD = transcript({"a": ("35", "The tower would stand until it was proved that it could not.")})
QUOTED = '"Until it was proved that it could not" [@orme, p. 35].'

BROKEN = [
    ("", 1, "broken", "has no front matter."),
    ("words alone\n", 1, "broken", "has no front matter."),
    ("---\n---\n", 1, "broken", "`source` is missing."),
    ("---\nsource: orme\n", 1, "broken", "has no front matter."),
    ("---\n- a\n---\n", 1, "broken", "is not a list of settings."),
    ("---\nsource: [\n---\n", 3, "broken", "is not valid YAML"),
    ("---\nsource: orme\nsource: orme\n---\n", 3, "broken", "is on line 2 too."),
    (GOOD.replace("taken_from", "taken_form"), 3, "broken", "unknown key `taken_form`."),
    (GOOD.replace("page: 35", "pgae: 35"), 7, "broken", "unknown key `pgae`."),
    (GOOD.replace("page: 35", "page: [35]"), 7, "broken", "`passages.0.page` is wrong"),
    (GOOD.replace(": false", ": perhaps"), 4, "broken", "it must be true or false"),
    (GOOD.replace("source: orme", "source:"), 2, "broken", "`source` is missing."),
    (GOOD.replace("## a", "## b"), 10, "broken", "the section `b` is not among the passages."),
    (GOOD.replace("## a", "## b"), 6, "broken", "the passage `a` has no words."),
    (GOOD + "\n## a\n\nMore.\n", 14, "broken", "there are two sections `## a`."),
    (GOOD.replace("page: 35\n", "page: 35\n  - id: a\n"), 8, "broken", "two passages have the id `a`."),
    (GOOD.replace("source: orme", "source: ormee"), 2, "unknown-key", "ormee is not in the bibliography."),
    (GOOD + "\n\x00", 14, "broken", "control character"),
]


@pytest.mark.parametrize(("text", "line", "cause", "fact"), BROKEN)
def test_what_is_wrong_with_a_transcript_is_told_at_its_line(
    text: str, line: int, cause: str, fact: str, tmp_path: Path
) -> None:
    manuscript = write(tmp_path, QUOTED, text)
    _, faults = load_transcripts(manuscript.folder, manuscript.bibliography.keys)
    told = [(fault.place.line, fault.cause) for fault in faults if fact in fault.fact]
    assert (line, cause) in told
    assert hits_of(manuscript)


def test_a_transcript_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    manuscript = write(tmp_path, QUOTED)
    (manuscript.folder / "transcripts" / "orme.md").write_bytes(b"---\nsource: \xff\n---\n")
    assert [(hit.rule, hit.place.line) for hit in hits_of(manuscript)] == [("transcript-broken", 2)]


def test_a_readme_and_editors_leavings_are_no_transcripts(tmp_path: Path) -> None:
    manuscript = write(tmp_path, QUOTED, GOOD)
    for name in ("README.md", ".a.md", "a.md~"):
        (manuscript.folder / "transcripts" / name).write_text("?")
    (manuscript.folder / "transcripts" / "folder.md").mkdir()
    assert hits_of(manuscript) == []


def test_passages_that_claim_the_same_page_and_words_are_told_also_in_two_files(tmp_path: Path) -> None:
    assert [hit.rule for hit in hits_of(write(tmp_path, QUOTED, GOOD, GOOD))] == [
        "transcript-duplicate-passage"
    ]


@pytest.mark.parametrize("page", ["xxxv", "pp. xxx–xl", "XXXV", "xxxv f."])
def test_pages_may_be_roman_numerals_and_ranges(page: str, tmp_path: Path) -> None:
    chapter = QUOTED.replace("p. 35", page)
    assert hits_of(write(tmp_path, chapter, GOOD.replace("page: 35", "page: xxxv"))) == []
    assert [hit.rule for hit in hits_of(write(tmp_path, chapter, GOOD))] == ["quotation-wrong-page"]


LANGUAGES = [
    ("language: ru\n", "Башня будет стоять, пока не докажут обратное.", True),
    ("", "Башня будет стоять, пока не докажут обратное.", True),
    ("language: de\n", "Der Turm werde stehen, bis bewiesen sei, dass er es nicht könne.", True),
    ("", "Der Turm werde stehen, bis bewiesen sei, dass er es nicht könne und nicht solle.", True),
    ("language: en-US\n", "The mill would turn, as long as there was a wind.", False),
    ("", "The mill would turn, as long as there was a wind.", False),
]


@pytest.mark.parametrize(("extra", "text", "foreign"), LANGUAGES)
def test_a_quotation_in_another_language_than_its_transcript_is_not_compared(
    extra: str, text: str, foreign: bool, tmp_path: Path
) -> None:
    quoted = "> The tower would stand until it was proved that it could not stand. [@orme, p. 35]"
    manuscript = write(tmp_path, f"{quoted}\n\n{quoted}", transcript({"a": ("35", text)}, extra=extra))
    rules = [hit.rule for hit in hits_of(manuscript) if hit.rule != "passage-uncited"]
    assert rules == (["quotation-language"] if foreign else ["quotation-not-in-transcript"] * 2)


ODD = [
    "> [@orme, p. 35]",
    '"…" [@orme, p. 35] and "[…]" [@orme, p. 35] and "[word]" [@orme].',
    '"" [@orme, p. 35], "!?" [@orme], "\u00ad" [@orme].',
    "> ![](a.png)",
    ">",
    "> - a [@orme]\n> - b\n\n> ```\n> code\n> ```",
    '"… the tower … the tower … the tower … the tower …" [@orme, p. 35]',
    "> The the the the the the the. [@orme, p. 35]",
    '"the" [@orme, p. 35] "a" [@orme, p. 35]',
    "> [The [tower] would] stand [[until]] it [was [@orme, p. 35]",
    '"漢字仮名" [@orme, p. 35] «" [@orme] „" [@orme]',
    "> " + "> " * 60 + "The tower. [@orme, p. 35]",
    '"' + "the tower " * 3000 + '" [@orme, p. 35]',
    "(" * 5000 + ' "the tower would stand" [@orme, p. 35]',
    '*"' + "*the* tower " * 500 + '"* [@orme, p. 99999999999999999999]',
    '"' + "x" * 4_000 + '" [@orme, p. 35]',
]


@pytest.mark.parametrize("chapter", ODD, ids=range(len(ODD)))
def test_odd_quotations_raise_nothing(chapter: str, tmp_path: Path) -> None:
    manuscript = write(tmp_path, chapter, GOOD)
    for hit in hits_of(manuscript):
        assert hit.place.line


@pytest.mark.slow
def test_ten_thousand_quotations_are_proved_each_with_its_own_place(tmp_path: Path) -> None:
    lines = [
        f'The {number}th says "until it was proved that it could not {number}" [@orme, p. 35].'
        for number in range(10_000)
    ]
    text = " ".join(f"Until it was proved that it could not {number}." for number in range(10_000))
    evidence = evidence_of(write(tmp_path, "\n\n".join(lines), transcript({"a": ("35", text)})))
    assert len(evidence.proofs) == 10_000
    assert {proof.status for proof in evidence.proofs} == {"transcript"}
    assert [proof.quotation.place.line for proof in evidence.proofs] == list(range(3, 20_003, 2))
    assert len({proof.match.start for proof in evidence.proofs if proof.match}) == 10_000


def test_without_transcripts_quotations_are_found_and_told_once(tmp_path: Path) -> None:
    proofs = prove(tmp_path, f"{QUOTED}\n\n{QUOTED}")
    assert [(proof.match, proof.status) for proof in proofs] == [(None, "unverified")] * 2
    assert [hit.rule for hit in hits_of(write(tmp_path, f"{QUOTED}\n\n{QUOTED}"))] == [
        "quotation-no-transcript"
    ]
