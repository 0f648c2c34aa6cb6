"""Headings that leave out a level, each at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import pandoc
from press.model import Source
from press.outline import find_skipped

CHAPTER = Path("manuscript/01-a.md")


def told(markdown: str) -> list[str]:
    found = list(find_skipped(Source(CHAPTER, markdown), pandoc.read_markdown(markdown)[0]))
    assert {(finding.rule, finding.severity) for finding in found} <= {("heading-skipped", "warning")}
    return [str(finding.problem) for finding in found]


SKIPPED = {
    "by two": ("# A\n\n### B c {#sec:b}\n", 3, "“B c” is of level 3, after one of level 1", "it ##,"),
    "at the beginning": ("### A\n", 1, "“A” is of level 3, after one of level 1", "it ##,"),
    "over a line": ("A\n=\n\nB\n-\n\n#### *C* d\n", 7, "“C d” is of level 4", "it ###,"),
    "in a quotation": ("# A\n\n> ### B\n", 3, "“B”", "it ##,"),
    "after one of the same title in code": ("# A\n\n```\n### B\n```\n\n### B\n", 7, "“B”", "it ##,"),
    "after one of the same title": ("# A\n\n## B\n\n### B\n\n# B\n\n### B\n", 9, "“B”", "it ##,"),
}  # fmt: skip
IN_ORDER = {
    "down by one": "# A\n\n## B\n\n### C\n\n#### D\n",
    "up by several": "# A\n\n## B\n\n### C\n\n# D\n\n## E\n",
    "without one of the first level": "## A\n\n### B\n",
    "two chapters in a file": "# A\n\n# B\n",
    "signs in code": "# A\n\n```\n### B\n```\n",
    "signs in a paragraph": "# A\n\nText\n### no heading\n",
}


@pytest.mark.parametrize(("markdown", "line", "fact", "remedy"), SKIPPED.values(), ids=SKIPPED)
def test_a_level_left_out_is_told_with_its_line(markdown: str, line: int, fact: str, remedy: str) -> None:
    (said,) = told(markdown)
    assert said.startswith(f"{CHAPTER}:{line}: ")
    assert fact in said
    assert remedy in said


@pytest.mark.parametrize("markdown", IN_ORDER.values(), ids=IN_ORDER)
def test_headings_in_order_are_not_spoken_of(markdown: str) -> None:
    assert told(markdown) == []


def test_each_place_is_told() -> None:
    assert [words.split(":")[1] for words in told("# A\n\n### B\n\n# C\n\n#### D\n\n###### E\n")] == [
        "3",
        "7",
        "9",
    ]
