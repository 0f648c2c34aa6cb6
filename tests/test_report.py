"""Findings as they are told to people and to machines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import build
from press.colours import RED
from press.errors import Place, Problem
from press.model import Finding
from press.report import count, tell_json, tell_people, tell_sarif
from tests.rules.sample import write_essay

ONE = Finding(
    "double-space",
    "warning",
    Problem("two spaces.", "Take one out.", Place(Path("m/02-b.md"), 7, 3)),
    text="a  b",
)
TWO = Finding("quotation-changed", "error", Problem("was ≠ is.", "", Place(Path("m/01-a.md"), 9)))
THREE = Finding("epubcheck", "error", Problem("essay.epub: RSC-005"))


def test_people_read_them_file_by_file_with_a_count() -> None:
    assert tell_people([ONE, TWO, THREE, ONE]) == (
        "m/02-b.md\n"
        "  m/02-b.md:7:3: warning: two spaces. [double-space]\n"
        "      Take one out.\n"
        "  m/02-b.md:7:3: warning: two spaces. [double-space]\n"
        "      Take one out.\n"
        "\n"
        "m/01-a.md\n"
        "  m/01-a.md:9: error: was ≠ is. [quotation-changed]\n"
        "\n"
        "The editions\n"
        "  error: essay.epub: RSC-005 [epubcheck]\n"
        "\n"
        "2 errors and 2 warnings.\n"
    )


def test_colours_are_only_put_in_when_asked_for() -> None:
    assert "\x1b" not in tell_people([ONE, TWO])
    assert f"{RED}error" in tell_people([ONE, TWO], colour=True)


@pytest.mark.parametrize(
    ("findings", "said"),
    [([], "Nothing to find fault with."), ([ONE], "1 warning."), ([TWO, ONE], "1 error and 1 warning.")],
)
def test_they_are_counted(findings: list[Finding], said: str) -> None:
    assert count(findings) == said


def test_json_holds_all_that_is_known() -> None:
    one, two, three = json.loads(tell_json([ONE, TWO, THREE], {}))
    assert one == {
        "rule": "double-space",
        "severity": "warning",
        "file": "m/02-b.md",
        "line": 7,
        "column": 3,
        "message": "two spaces.",
        "remedy": "Take one out.",
        "text": "a  b",
    }
    assert (two["line"], two["column"], three["file"]) == (9, None, None)


def test_sarif_names_rules_levels_and_regions() -> None:
    (run,) = json.loads(tell_sarif([ONE, TWO, THREE], {"double-space": "Two spaces."}))["runs"]
    assert {rule["id"]: rule["shortDescription"]["text"] for rule in run["tool"]["driver"]["rules"]} == {
        "double-space": "Two spaces.",
        "epubcheck": "epubcheck",
        "quotation-changed": "quotation-changed",
    }
    one, two, three = run["results"]
    assert (one["ruleId"], one["level"]) == ("double-space", "warning")
    assert one["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "m/02-b.md"},
                "region": {"startLine": 7, "startColumn": 3},
            }
        }
    ]
    assert two["locations"][0]["physicalLocation"]["region"] == {"startLine": 9}
    assert "locations" not in three


@pytest.mark.slow
def test_check_prints_the_form_that_is_asked_for_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = write_essay("ignore-unused", "bad", tmp_path / "essay")
    command = ["check", "--manuscript", "--essay", str(essay), "--quiet"]
    assert build.main([*command, "--format", "json"]) == 0
    said = capsys.readouterr()
    assert [finding["rule"] for finding in json.loads(said.out)] == ["ignore-unused"]
    assert said.err == ""
    assert build.main([*command, "--format", "sarif"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == "2.1.0"


@pytest.mark.slow
def test_an_error_is_exit_code_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    essay = write_essay("ignore-unused", "bad", tmp_path / "essay")
    with (essay / "manuscript" / "essay.yaml").open("a", encoding="utf-8") as settings:
        settings.write("checks: {ignore-unused: error}\n")
    assert build.main(["check", "--manuscript", "--essay", str(essay), "--quiet"]) == 1
    assert capsys.readouterr().out.endswith("\n1 error.\n")
