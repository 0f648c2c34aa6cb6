"""`build.py evidence`: what it prints for people, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from press.document import compose
from press.errors import Place
from press.evidence import Citation, Evidence, Proof, Quotation, read_evidence
from press.manuscript import load
from press.register import FORMS, list_quotations, tell_table
from tests.reading import ROOT


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    manuscript = load(ROOT)
    return read_evidence(manuscript, compose(manuscript))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "build.py", "evidence", "--quiet", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def quoting(*texts: str) -> Evidence:
    """Return evidence of quotations without a transcript."""
    place = Place(Path("manuscript/01.md"), 3)
    return Evidence(
        (),
        tuple(
            Proof(Quotation("line", text, 0, place, (Citation("cohen1973"),)), Citation("cohen1973"), None)
            for text in texts
        ),
    )


def read_csv(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_has_a_line_for_each_quotation_and_the_words_of_each_source(evidence: Evidence) -> None:
    table = tell_table(list_quotations(evidence, {1: "17"}), width=120)
    lines = table.splitlines()
    signs = [line for line in lines if line[:4].strip().isdigit() and line[5] in "●○×"]
    assert sorted(int(line[:4]) for line in signs) == list(range(1, len(evidence.proofs) + 1))
    assert signs[0].endswith("p. 17")
    for source, words in evidence.words_quoted().items():
        (head,) = (line for line in lines if line.startswith(f"{source}  "))
        assert head.endswith(f"{words} words quoted")
    assert lines[-1].startswith(f"{len(evidence.proofs)} quotations: ")
    assert max(map(len, signs)) <= 120
    assert "\x1b" not in table


def test_the_table_is_coloured_when_asked_for(evidence: Evidence) -> None:
    coloured = tell_table(list_quotations(evidence, {}), colour=True)
    assert "\x1b[33m○\x1b[0m" in coloured


def test_json_is_complete(evidence: Evidence) -> None:
    read: dict[str, Any] = json.loads(FORMS["json"](list_quotations(evidence, {1: "17"})))
    assert [one["text"] for one in read["quotations"]] == [proof.quotation.text for proof in evidence.proofs]
    assert read["quotations"][0]["printed_page"] == "17"
    assert {source: sums["words"] for source, sums in read["sources"].items()} == evidence.words_quoted()
    assert sum(read["status"].values()) == len(evidence.proofs)
    for one, proof in zip(read["quotations"], evidence.proofs, strict=True):
        assert one["status"] == proof.status
        assert one["cited_page"] == proof.page
        made = proof.match.emendations if proof.match else ()
        assert [each["reason"] for each in one["emendations"]] == [each.reason for each in made]


def test_csv_says_the_same(evidence: Evidence) -> None:
    rows = read_csv(FORMS["csv"](list_quotations(evidence, {})))
    assert [int(row["number"]) for row in rows] == list(range(1, len(evidence.proofs) + 1))
    assert [row["status"] for row in rows] == [proof.status for proof in evidence.proofs]
    assert [int(row["words"]) for row in rows] == [proof.words for proof in evidence.proofs]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n@a"])
def test_no_cell_can_be_taken_for_a_formula(text: str) -> None:
    (row,) = read_csv(FORMS["csv"](list_quotations(quoting(text), {})))
    assert row["text"].startswith("'")
    assert row["text"].endswith(text.strip())


def test_ordinary_words_are_not_touched() -> None:
    text = 'He said, "no" – and — 1 = 1'
    (row,) = read_csv(FORMS["csv"](list_quotations(quoting(text), {})))
    assert row["text"] == text


def test_without_a_transcript_it_says_so() -> None:
    rows = list_quotations(quoting("one two", "three"), {})
    assert [row["status"] for row in rows] == ["unverified", "unverified"]
    assert "× 2 not verified" in tell_table(rows)


def test_an_essay_without_quotations_has_an_empty_table() -> None:
    rows = list_quotations(quoting(), {})
    assert (
        tell_table(rows) == "0 quotations: ● 0 compared with print, ○ 0 transcript only, × 0 not verified.\n"
    )
    assert read_csv(FORMS["csv"](rows)) == []
    assert json.loads(FORMS["json"](rows))["quotations"] == []


@pytest.mark.slow
def test_the_front_door_prints_it_without_laying_out_pages(evidence: Evidence) -> None:
    table, rows = run("--manuscript"), run("--manuscript", "--format", "csv")
    assert table.returncode == rows.returncode == 0, table.stderr + rows.stderr
    assert table.stdout.endswith(tell_table(list_quotations(evidence, {})).splitlines()[-1] + "\n")
    assert "manuscript/01-the-claim.md:7" in table.stdout
    assert len(read_csv(rows.stdout)) == len(evidence.proofs)
    assert table.stderr == rows.stderr == ""


def test_a_form_of_another_command_is_refused() -> None:
    refused = run("--format", "sarif")
    assert refused.returncode == 2
    assert "--format: invalid choice: 'sarif'" in refused.stderr
