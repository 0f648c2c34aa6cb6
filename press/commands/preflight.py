"""Say what a printer would say of any PDF.

The exit code is 1 when something of it is an error.

./build.py preflight out/my-essay-press.pdf
"""

from __future__ import annotations

import argparse
from pathlib import Path

from press.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE.pdf", help="one or several PDFs")


def run(arguments: argparse.Namespace, progress: Progress) -> int:  # noqa: ARG001  all commands are called alike
    """Print the findings."""
    from press.preflight import preflight  # noqa: PLC0415  --help must not wait for the imports

    if not arguments.files:
        arguments.refuse("preflight of which file? Name a PDF, such as out/essay-press.pdf")
    for missing in (file for file in arguments.files if not file.is_file()):
        arguments.refuse(f"there is no file {missing}")
    findings = [finding for path in arguments.files for finding in preflight(path.read_bytes(), path)]
    for finding in findings:
        print(finding)
    if not findings:
        print("Nothing to find fault with.")
    return int(any(finding.severity == "error" for finding in findings))
