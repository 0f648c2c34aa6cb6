"""Ask every rule and validator about manuscript and editions.

The editions are written if nothing is wrong with them; the exit code is 1 when something is.

./build.py check                      the manuscript, EPUBCheck, Nu, veraPDF and the preflight
./build.py check --manuscript         the manuscript's own rules alone, which takes a moment
./build.py check --format sarif       for a code host's review of changes
"""

from __future__ import annotations

import argparse
import time
from functools import partial
from typing import TYPE_CHECKING

from press.commands import add_essay, find_out
from press.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from press.model import Finding

FORMS = ("text", "json", "sarif")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folders, what is checked and how it is told."""
    parser.add_argument("--manuscript", action="store_true", help="only the manuscript, which takes a moment")
    parser.add_argument("--format", choices=FORMS, default="text", help="how findings are told")
    add_essay(parser, out=True, edition=True)


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Check, and tell."""
    from press.commands.printing import report  # noqa: PLC0415  --help must not wait for the imports
    from press.commands.terminal import stop_at_errors  # noqa: PLC0415
    from press.manuscript import find_editions  # noqa: PLC0415
    from press.pipeline import NAMES, keep, make, read_to_print  # noqa: PLC0415

    started, out = time.perf_counter(), find_out(arguments)
    editions = [arguments.edition] if arguments.edition else find_editions(arguments.essay)
    if arguments.manuscript:
        findings = [finding for edition in editions for finding in judge_one(arguments, edition, progress)]
        findings = list(dict.fromkeys(findings))  # editions have most of their chapters in common
        tell(findings, arguments.format)
        stop_at_errors(findings)
        return 0
    read = partial(read_to_print, arguments.essay, progress, trusted=arguments.trust_templates)
    made = [make(read(edition=edition), NAMES, progress, thorough=True) for edition in editions]
    findings = list(dict.fromkeys(finding for one in made for finding in one.findings))
    tell(findings, arguments.format)
    stop_at_errors(findings)
    for one in made:
        report(one.essay.document, keep(one, out, progress), progress, time.perf_counter() - started)
    return 0


def judge_one(arguments: argparse.Namespace, edition: str, progress: Progress) -> Sequence[Finding]:
    """Return what the rules say of the manuscript of an edition."""
    from press.pipeline import read  # noqa: PLC0415  as in run()
    from press.rules import judge  # noqa: PLC0415

    essay = read(arguments.essay, progress, trusted=arguments.trust_templates, edition=edition)
    with progress.stage("checking"):
        return judge(essay.manuscript, essay.document)


def tell(findings: Sequence[Finding], form: str) -> None:
    """Print findings for people or for programs."""
    from press import report  # noqa: PLC0415  as in run()
    from press.commands.terminal import in_colour  # noqa: PLC0415
    from press.rules import RULES  # noqa: PLC0415

    if form == "text":
        print(report.tell_people(findings, colour=in_colour()), end="")
    else:
        print(report.FORMS[form](findings, {name: rule.finds for name, rule in RULES.items()}), end="")
