"""What the commands print of findings, and whether in colour."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from press.colours import wants_colour
from press.errors import FailedCheck
from press.model import Finding


def tell(findings: Sequence[Finding]) -> None:
    """Print a line for each finding. Raises FailedCheck when one of them is an error."""
    for finding in findings:
        print(finding, file=sys.stderr)
    stop_at_errors(findings)


def stop_at_errors(findings: Sequence[Finding]) -> None:
    """Raise FailedCheck when a finding is an error."""
    if any(finding.severity == "error" for finding in findings):
        raise FailedCheck


def in_colour() -> bool:
    """Tell whether what is printed is to have colours."""
    return wants_colour(sys.stdout)
