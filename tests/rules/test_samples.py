"""Every rule finds its bad sample, at the right place and in the right words, and not the near one."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.rules import RULES
from tests.rules.sample import DATA, find, tell, write_essay

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_its_bad_sample_and_not_the_near_one(
    rule: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    bad, near = (write_essay(rule, kind, tmp_path / kind) for kind in ("bad", "near"))
    said = tell(find(bad), rule, bad)
    golden = DATA / rule / "bad.txt"
    if request.config.getoption("--write-golden"):
        golden.write_text(said, encoding="utf-8")
    assert said
    assert said == golden.read_text(encoding="utf-8")
    assert tell(find(near), rule, near) == ""


def test_there_is_a_folder_of_samples_for_every_rule_and_for_nothing_else() -> None:
    assert {folder.name for folder in DATA.iterdir()} == set(RULES)


def test_a_transcript_of_an_unknown_work_is_told_for_that_alone(tmp_path: Path) -> None:
    essay = write_essay("transcript-unknown-key", "bad", tmp_path)
    with (essay / "manuscript" / "01-text.md").open("a", encoding="utf-8") as chapter:
        chapter.write("\n> Nobody on the island believed a word of it, but nobody said so. [@orme1957, 77]\n")
    assert {finding.rule for finding in find(essay)} == {"transcript-unknown-key"}
