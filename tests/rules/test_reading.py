"""What is noticed while an essay is composed is told by the severities of essay.yaml, in every build."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.document import compose
from press.manuscript import load
from press.rules import judge
from tests.rules.sample import write_essay

pytestmark = pytest.mark.slow

EXCUSE = "ignore:\n  - {rule: note-missing, text: '[^2]', reason: a sample}\n"


@pytest.mark.parametrize("thorough", [True, False])
@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("", ["warning"]),
        ("checks: {note-missing: error}\n", ["error"]),
        ("checks: {note-missing: off}\n", []),
        (EXCUSE, []),
    ],
)
def test_a_finding_of_compose_obeys_essay_yaml(
    settings: str, told: list[str], tmp_path: Path, *, thorough: bool
) -> None:
    essay = write_essay("note-missing", "bad", tmp_path / "essay")
    with (essay / "manuscript" / "essay.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    manuscript = load(essay)
    findings = judge(manuscript, compose(manuscript), thorough=thorough)
    assert [finding.severity for finding in findings if finding.rule == "note-missing"] == told
    assert thorough or not [finding for finding in findings if finding.rule != "note-missing"]
