"""Print editions: pdf, booklet, epub, html, or all.

The pamphlet comes in three PDFs: to read, for the printer, and to fold as a booklet.

./build.py                     every edition of the essay in this folder, into out/
./build.py pdf                 the pamphlet alone: reading PDF, press PDF, booklet
./build.py epub html --essay ../other --out ../finished
./build.py --edition large-print           one of the editions that essay.yaml lists, not all of them
./build.py all --series ../essays          every essay under a folder; one that fails stops no other
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from press.commands import add_essay, find_out
from press.progress import Progress

if TYPE_CHECKING:
    from press.model import Artifact, Document

EDITIONS = ("pdf", "booklet", "epub", "html", "all")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the editions and the folders."""
    parser.add_argument(
        "editions", nargs="*", metavar="EDITION", help="pdf, booklet, epub, html, or all (the default)"
    )
    add_essay(parser, out=True, edition=True)
    parser.add_argument(
        "--series", type=Path, metavar="DIR", help="every essay under a folder, as many at a time as cores"
    )


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Make and write the editions asked for, or stop at the first fault with the last good ones untouched."""
    for name in arguments.editions:
        if name not in EDITIONS:
            arguments.refuse(f"there is no {name}; choose from {', '.join(EDITIONS)}, or a command (--help)")
    if arguments.series:
        from press.commands.series import print_series  # noqa: PLC0415  --help must not wait for the imports

        return print_series(arguments, progress)
    from press.commands.terminal import tell  # noqa: PLC0415
    from press.manuscript import find_editions  # noqa: PLC0415
    from press.pipeline import keep, make, read_to_print  # noqa: PLC0415

    out, trusted = find_out(arguments), arguments.trust_templates
    names = choose(arguments.editions)
    for edition in [arguments.edition] if arguments.edition else find_editions(arguments.essay):
        started = time.perf_counter()
        if edition:
            progress.say(f"Edition {edition}:")
        essay = read_to_print(arguments.essay, progress, trusted=trusted, edition=edition, names=names)
        made = make(essay, names, progress, thorough=False)
        tell(made.findings)
        report(made.essay.document, keep(made, out, progress), progress, time.perf_counter() - started)
    return 0


def choose(asked: Sequence[str]) -> tuple[str, ...]:
    """Return the editions to make, in their order. A pamphlet brings its booklet."""
    from press.pipeline import NAMES  # noqa: PLC0415  --help must not wait for the imports

    if not asked or "all" in asked:
        return NAMES
    return tuple(
        name for name in (*NAMES, "booklet") if name in asked and not (name == "booklet" and "pdf" in asked)
    )


def report(document: Document, written: dict[Path, Artifact], progress: Progress, seconds: float) -> None:
    """Say what was written."""
    for path, artifact in written.items():
        pages = f"{artifact.pages} pages, " if artifact.pages else ""
        progress.say(f"{path}: {pages}{len(artifact.data) / 1000:.0f} kB")
    for artifact in written.values():
        if artifact.summary:
            progress.say(artifact.summary)
    progress.say(f"{document.words:,} words, {len(document.parts)} parts, {seconds:.1f} s")
