"""Each rule finds its bad file, says where and how much, and leaves the near miss alone."""

from __future__ import annotations

import re

import pytest

from press.preflight import RULES, Expected, Rule, preflight, rule_table
from tests.preflight.cases_file import FILE_CASES
from tests.preflight.cases_page import PAGE_CASES
from tests.preflight.sample import NAME, findings, good, said

CASES = FILE_CASES | PAGE_CASES
IDS = [rule.id for rule in RULES]


def test_the_good_file_has_nothing_the_matter() -> None:
    strict = Expected((419.53, 595.28), 8.5, "saddle", ("Black",), 200, black_text=True)
    assert preflight(good(), NAME) == []
    assert preflight(good(), NAME, strict) == []


def test_every_rule_has_a_bad_file_and_a_near_miss() -> None:
    assert sorted(CASES) == sorted(IDS)
    assert len(set(IDS)) == len(IDS)


@pytest.mark.parametrize("rule", IDS)
def test_the_bad_file_is_found(rule: str) -> None:
    case = CASES[rule]
    message = said(case.bad, rule, case.expected)
    for words in case.says:
        assert words in message
    assert message.startswith(("error: sample.pdf: ", "warning: sample.pdf: "))
    assert message.endswith(f"[{rule}]")


@pytest.mark.parametrize("rule", IDS)
def test_the_near_miss_is_left_alone(rule: str) -> None:
    case = CASES[rule]
    assert said(case.near, rule, case.near_expected or case.expected) == ""


@pytest.mark.parametrize("rule", IDS)
def test_the_near_miss_has_nothing_else_the_matter(rule: str) -> None:
    case = CASES[rule]
    assert sorted(findings(case.near, case.near_expected or case.expected)) == sorted(case.also)


@pytest.mark.parametrize("rule", RULES, ids=IDS)
def test_rules_are_told_in_plain_words(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.id)
    assert rule.what[0].isupper()
    assert not rule.what.endswith(".")
    assert rule.remedy.endswith(".")


def test_the_table_has_a_row_for_each_rule() -> None:
    rows = rule_table().splitlines()
    assert len(rows) == len(RULES) + 2
    assert all(row.count("|") == 5 for row in rows)
    assert all(f"| `{rule.id}` | {rule.severity} |" in rule_table() for rule in RULES)
