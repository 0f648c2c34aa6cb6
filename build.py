#!/usr/bin/env python3
"""The front door: from an essay's folder to its editions.

python build.py                     every edition of the essay in this folder, into out/
python build.py pdf                 the pamphlet alone
python build.py epub html --essay ../other --out /tmp/other
python build.py check               every edition, with all validators
python build.py schema              the JSON Schema of essay.yaml
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from press.errors import PressError
from press.progress import Progress

if TYPE_CHECKING:
    from press.model import Artifact, Document

NAMES = ("pdf", "epub", "html")
INTERRUPTED = 130


def build(
    essay: Path, out: Path, names: tuple[str, ...], progress: Progress, *, thorough: bool = False
) -> None:
    """Run the pipeline: load, compose, make the editions, inspect, write."""
    from press.checks import inspect  # noqa: PLC0415  --help must not wait for the imports
    from press.design import make_design  # noqa: PLC0415
    from press.document import compose  # noqa: PLC0415
    from press.editions import EDITIONS  # noqa: PLC0415
    from press.files import write  # noqa: PLC0415
    from press.manuscript import load  # noqa: PLC0415
    from press.templating import Templates  # noqa: PLC0415

    started = time.perf_counter()
    with progress.stage("reading"):
        manuscript = load(essay)
        design = make_design(manuscript.settings, essay)
        templates = Templates(essay)
    with progress.stage("composing"):
        document = compose(manuscript)
    artifacts = []
    for name in names:
        with progress.stage(name):
            artifacts.append(EDITIONS[name](document, design, templates))
    with progress.stage("checking"):
        findings = inspect(manuscript, document, artifacts, thorough=thorough)
    with progress.stage("writing"):
        paths = write(artifacts, out)
    for finding in findings:
        print(finding, file=sys.stderr)
    report(document, dict(zip(paths, artifacts, strict=True)), progress, time.perf_counter() - started)


def report(document: Document, written: dict[Path, Artifact], progress: Progress, seconds: float) -> None:
    """Say what was written."""
    for path, artifact in written.items():
        pages = f"{artifact.pages} pages, " if artifact.pages else ""
        progress.say(f"{path}: {pages}{len(artifact.data) / 1000:.0f} kB")
    progress.say(f"{document.words:,} words, {len(document.parts)} parts, {seconds:.1f} s")


def parse_arguments(argv: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    usage = "build.py [pdf] [epub] [html] [check] [--essay DIR] [--out DIR] [--quiet]\n       build.py schema"
    parser = argparse.ArgumentParser(
        usage=usage,
        description="Print an essay: manuscript/ and references.bib in; pamphlet, e-book and web page out.",
        epilog=__doc__.split("\n\n", 1)[1] if __doc__ else "",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add(
        "what",
        nargs="*",
        choices=[*NAMES, "all", "check", "schema"],
        default="all",
        metavar="EDITION",
        help="pdf, epub, html or all (the default); check; schema",
    )
    add("--essay", type=Path, default=Path(), metavar="DIR", help="the essay's folder (default: this one)")
    add("--out", type=Path, metavar="DIR", help="where the editions go (default: out/ in the essay's folder)")
    add("--quiet", action="store_true", help="say nothing but warnings and errors")
    arguments = parser.parse_args(argv)
    arguments.what = [arguments.what] if isinstance(arguments.what, str) else arguments.what
    return arguments


def print_schema() -> None:
    """Print the JSON Schema of essay.yaml."""
    import json  # noqa: PLC0415

    from press.settings import Settings  # noqa: PLC0415

    print(json.dumps(Settings.model_json_schema(), indent=2, ensure_ascii=False))


def of_the_system(error: OSError) -> PressError:
    """Return the press's error for one of the operating system's outside the output folder."""
    from press.files import explain  # noqa: PLC0415

    return explain(error, Path(error.filename or tempfile.gettempdir()))


def main(argv: list[str] | None = None) -> int:
    """Do what the command line asks; the one place where an error becomes an exit code."""
    arguments = parse_arguments(argv)
    progress = Progress(quiet=arguments.quiet)
    asked = set(arguments.what)
    names = NAMES if asked & {"all", "check"} else tuple(name for name in NAMES if name in asked)
    try:
        if "schema" in asked:
            print_schema()
        else:
            build(
                arguments.essay,
                arguments.out or arguments.essay / "out",
                names,
                progress,
                thorough="check" in asked,
            )
    except (PressError, OSError) as caught:
        error = caught if isinstance(caught, PressError) else of_the_system(caught)
        for problem in error.problems:
            print(f"error: {problem}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


if __name__ == "__main__":
    sys.exit(main())
