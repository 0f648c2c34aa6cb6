"""The real essay: true as it is, and every fault that is put into it found at its line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press.document import compose
from press.evidence import read_evidence
from press.manuscript import load
from tests.evidence.essays import ROOT, evidence_of, hits_of

RYUTIN, LEFT, NEP = (
    "02-a-witness-from-the-right.md",
    "03-what-the-left-proposed.md",
    "04-who-proposed-nep-first.md",
)
TURN, CANNON = "05-the-turn-of-1929.md", "09-what-is-trotskyism.md"

FAULTS = [
    (RYUTIN, "roubles from the cooperatives", "roubles from the peasants", "quotation-changed 5"),
    (RYUTIN, "but this was not accidental", "but this was accidental", "quotation-word-missing 7"),
    (RYUTIN, "Having robbed the thread", "Having robbed the very thread", "quotation-word-added 5"),
    (RYUTIN, '"something quite other"', '"something rather other"', "quotation-changed 13"),
    (RYUTIN, 'the limit of the absurd" [', 'the height of folly" [', "quotation-not-in-transcript 17"),
    (
        RYUTIN,
        ', but this was not accidental: "in for a penny, in for a pound". [',
        ". [",
        "quotation-stops-before-but 5, quotation-stops-before-but 15",
    ),
    (
        RYUTIN,
        ", to the logical end, but this",
        " […] this",
        "ellipsis-drops-not 7, quotation-stops-before-but 15",
    ),
    (LEFT, "However inconsistent", "However *inconsistent*", "emphasis-undeclared 23"),
    (LEFT, "They are, however, factually", "They are, However, factually", "quotation-capital 11"),
    (LEFT, "neither ever advocated imposed", "neither […] advocated imposed", ""),
    (LEFT, "sectors. [@lewin1974, p. 35]", "sectors. [@lewin1974, p. 36]", "quotation-wrong-page 31"),
    (LEFT, "sectors. [@lewin1974, p. 35]", "sectors. [@lewin1974, pp. 34-36]", ""),
    (LEFT, "sectors. [@lewin1974, p. 35]", "sectors. [@lewin1974]", "quotation-no-page 31"),
    (LEFT, "sectors. [@lewin1974, p. 35]", "sectors. [@cohen1977, p. 35]", "quotation-wrong-work 31"),
    (LEFT, "sectors. [@lewin1974, p. 35]", "sectors.", "quotation-no-citation 31"),
    (LEFT, "Even Preobrazhensky, the", "Even Preobrazhesnky, the", "emendation-not-made 23"),
    (LEFT, "than agricultural prices. Both", "then agricultural prices. Both", "emendation-not-made 23"),
    (NEP, "He was, in fact, the first", "He was in fact, the first", "quotation-punctuation 7"),
    (NEP, "(on this both leaders agreed). […]", "(on [this they] agreed). […]", ""),
    (
        TURN,
        'including the Left" [@cohen1973, p. 329]',
        'including the Left" [@cohen1973, page not established]',
        "quotation-page-disagrees 7",
    ),
    (
        CANNON,
        "as it was expounded and practised",
        "as it was expounded and practiced",
        "quotation-changed 5",
    ),
    ("transcripts/lewin1974.md", "Februrary'\n", "Febuary'\n", "quotation-changed 7, emendation-idle 35"),
    ("transcripts/lewin1974.md", "compared_with_print", "compared_with_prin", "transcript-broken 4"),
]


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "manuscript", tmp_path / "manuscript")
    shutil.copy(ROOT / "references.bib", tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=[fault[2] for fault in FAULTS])
def test_a_fault_in_the_essay_is_found_at_its_line(fault: tuple[str, str, str, str], essay: Path) -> None:
    name, old, new, told = fault
    path = essay / "manuscript" / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")
    hits = sorted(hits_of(load(essay)), key=lambda hit: hit.place.path)
    assert ", ".join(f"{hit.rule} {hit.place.line}" for hit in hits) == told
    assert not hits or path in {hit.place.path for hit in hits}


def test_the_essay_as_it_is_has_no_fault_and_says_its_status() -> None:
    manuscript = load(ROOT)
    assert hits_of(manuscript) == []
    evidence = evidence_of(manuscript)
    assert {proof.status for proof in evidence.proofs} == {"transcript"}
    assert evidence.uncited == ()
    assert set(evidence.words_quoted()) == {"cohen1977", "ryutin2010", "lewin1974", "cohen1973", "cannon1944"}


@pytest.mark.slow
def test_every_quotation_of_the_essay_has_the_name_of_its_paragraph() -> None:
    manuscript = load(ROOT)
    document = compose(manuscript)
    names = {proof.quotation.paragraph for proof in read_evidence(manuscript, document).proofs}
    assert "" not in names
    trees = str([part.blocks for part in document.parts])
    assert all(f"'{name}'" in trees for name in names)
