"""What `print --series DIR` does: every essay under a folder, one progress, one summary."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from press.errors import FailedCheck
from press.progress import Progress
from press.series import Result, build, find_essays


def print_series(arguments: argparse.Namespace, progress: Progress) -> int:
    """Build every essay, tell what became of each, and return 1 when one of them failed."""
    essays = find_essays(arguments.series)
    outs = [_out_of(essay, arguments.series, arguments.out) for essay in essays]
    options = [
        *(arguments.editions or ["all"]),
        *(["--trust-templates"] if arguments.trust_templates else []),
    ]
    with progress.stage("essays", len(essays)) as stage:
        results = build(essays, options, outs, stage)
    for result in results:
        progress.say(f"  {_line(result)}")
    tell_warnings(results)
    failed = [result for result in results if result.code]
    progress.say(f"{len(results) - len(failed)} of {len(results)} essays are printed, {stage.seconds:.1f} s")
    return FailedCheck.exit_code if failed else 0


def _out_of(essay: Path, series: Path, out: Path | None) -> Path:
    """Return where an essay's editions go: into its own folder, or one of its name in the folder given."""
    return out / essay.relative_to(series) if out else essay / "out"


def _line(result: Result) -> str:
    return f"{result.essay}: {f'failed with {result.code}' if result.code else result.last}"


def tell_warnings(results: Sequence[Result]) -> None:
    """Print the warnings and errors of each essay under its name."""
    for result in results:
        heard = [line for line in result.said if line.startswith(("warning: ", "error: "))]
        # What is no message of the press, such as a traceback, is told whole.
        told = heard if heard or not result.code else result.said
        if told:
            print("\n".join([f"{result.essay}:", *(f"  {line}" for line in told)]), file=sys.stderr)
