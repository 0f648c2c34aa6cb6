"""Telling findings: to people, grouped by file and coloured on a terminal, and to machines.

SARIF is the form in which GitHub and editors take them: version 2.1.0 of the OASIS standard.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from press.colours import BOLD, QUIET, RED, YELLOW, paint
from press.errors import shown
from press.model import Finding

COLOURS = {"error": RED, "warning": YELLOW}
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def tell_people(findings: Sequence[Finding], *, colour: bool = False) -> str:
    """Return the findings file by file, in the order in which each was first named, and their count."""
    paths = list(dict.fromkeys(_file(finding) for finding in findings))
    ordered = sorted(findings, key=lambda finding: paths.index(_file(finding)))
    blocks = []
    for path, group in groupby(ordered, key=_file):
        lines = [paint(path or "The editions", BOLD, colour)]
        lines += [line for finding in group for line in _lines(finding, colour)]
        blocks.append("\n".join(lines))
    return "\n\n".join([*blocks, count(findings)]) + "\n"


def count(findings: Sequence[Finding]) -> str:
    """Say how many errors and warnings there are."""
    numbers = [
        (sum(finding.severity == severity for finding in findings), severity)
        for severity in ("error", "warning")
    ]
    said = [f"{number} {severity}{'s' if number != 1 else ''}" for number, severity in numbers if number]
    return f"{' and '.join(said)}." if said else "Nothing to find fault with."


def _lines(finding: Finding, colour: bool) -> list[str]:
    problem = finding.problem
    where = f"{problem.place}: " if problem.place else ""
    severity = paint(finding.severity, COLOURS[finding.severity], colour)
    rule = paint(f"[{finding.rule}]", QUIET, colour)
    lines = [f"  {where}{severity}: {problem.fact} {rule}"]
    return [*lines, *([f"      {paint(problem.remedy, QUIET, colour)}"] if problem.remedy else [])]


def _file(finding: Finding) -> str:
    return str(finding.problem.place.path) if finding.problem.place else ""


def tell_json(findings: Sequence[Finding], _: Mapping[str, str]) -> str:
    """Return the findings as a JSON list of objects; what is not known is null."""
    return shown(json.dumps([_object(finding) for finding in findings], indent=2, ensure_ascii=False)) + "\n"


def _object(finding: Finding) -> dict[str, object]:
    place, problem = finding.problem.place, finding.problem
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "file": str(place.path) if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "message": problem.fact,
        "remedy": problem.remedy or None,
        "text": finding.text or None,
    }


def tell_sarif(findings: Sequence[Finding], rules: Mapping[str, str]) -> str:
    """Return the findings as SARIF. `rules` says what each rule finds."""
    named = sorted({finding.rule for finding in findings})
    driver = {
        "name": "essay-press",
        "rules": [{"id": rule, "shortDescription": {"text": rules.get(rule, rule)}} for rule in named],
    }
    results = [_result(finding) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return (
        shown(
            json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False)
        )
        + "\n"
    )


def _result(finding: Finding) -> dict[str, object]:
    place, problem = finding.problem.place, finding.problem
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "level": finding.severity,
        "message": {"text": f"{problem.fact} {problem.remedy}".strip()},
    }
    if place:
        region = {"startLine": place.line, "startColumn": place.column}
        region = {key: value for key, value in region.items() if value}
        where: dict[str, object] = {"artifactLocation": {"uri": place.path.as_posix()}}
        result["locations"] = [{"physicalLocation": where | ({"region": region} if region else {})}]
    return result


FORMS: dict[str, Callable[[Sequence[Finding], Mapping[str, str]], str]] = {
    "json": tell_json,
    "sarif": tell_sarif,
}
