"""The press's own preflight: a table of rules over a finished PDF, from anywhere.

    preflight(data, Path("essay.pdf"), Expected(binding="saddle"))  ->  findings, errors first

A file is read once, into frozen records (`reading`, with `pen` and `operators` for what its pages paint),
and each rule of RULES looks at these. Nothing is written, and no file makes it stop with a traceback.
"""

from __future__ import annotations

from pathlib import Path

from press.model import Finding
from press.preflight.reading import read_file
from press.preflight.rule import Expected, Rule
from press.preflight.rules import RULES

__all__ = ["RULES", "Expected", "Rule", "preflight", "rule_table"]

ASKED = Expected()


def preflight(data: bytes, name: Path, expected: Expected = ASKED) -> list[Finding]:
    """Return what a printer would say of a PDF: errors, then warnings, each once for a cause.

    `name` is what the findings call the file; it is not read. A file that cannot be read gives one
    finding, of the rule `unreadable`.
    """
    inspection = read_file(data)
    found = [finding for rule in RULES for finding in rule.findings(inspection, expected, name)]
    return sorted(found, key=lambda finding: finding.severity != "error")


def rule_table() -> str:
    """Return the rules as rows of a Markdown table, for the documentation."""
    rows = [f"| `{rule.id}` | {rule.severity} | {rule.what} | {rule.remedy} |" for rule in RULES]
    return "\n".join(["| rule | severity | what it finds | remedy |", "|---|---|---|---|", *rows])
