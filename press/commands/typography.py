"""Measure how well the pamphlet is set.

Each fault is told with its place. The exit code is 1 when a bar is missed.

./build.py typography
./build.py typography --format json --essay ../other
"""

from __future__ import annotations

import argparse

from press.commands import add_essay
from press.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the essay's folder and the form of the report."""
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how it is told")
    add_essay(parser, edition=True)


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Typeset the pamphlet, measure it, and print the report."""
    from press.enlarging import enlarge  # noqa: PLC0415  --help must not wait for the imports
    from press.pipeline import read  # noqa: PLC0415
    from press.typography import measure  # noqa: PLC0415

    essay = read(
        arguments.essay, progress, trusted=arguments.trust_templates, edition=arguments.edition or ""
    )
    with progress.stage("pdf") as stage:
        reading = essay.work(stage.measure).pamphlet.reading()
    with progress.stage("measuring"):
        # It is measured as it was laid out, before larger type was made of it.
        laid = enlarge(reading.data, 1 / essay.design.scale)
        report = measure(laid, essay.design, essay.manuscript)
    print(report.to_json() if arguments.format == "json" else report)
    return 0 if report.ok else 1
