#!/usr/bin/env python3
"""The front door: from an essay's folder to its editions.

python build.py                     every edition of the essay in this folder, into out/
python build.py pdf                 the pamphlet alone: reading PDF, press PDF, booklet
python build.py epub html --essay ../other --out /tmp/other
python build.py check               every rule and validator, over the manuscript and the editions
python build.py check --manuscript  the rules over the manuscript alone, which takes no time
python build.py typography          how well the pamphlet is set, with the place of each fault
python build.py evidence            every quotation, its source, pages and proof, as a table
python build.py preflight FILE.pdf  what a printer would say of any PDF
python build.py schema              the JSON Schema of essay.yaml
"""

from __future__ import annotations

import argparse
import glob
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from press.errors import FailedCheck, PressError
from press.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

    from press.model import Artifact, Document, Finding

NAMES = ("pdf", "epub", "html")
"""What is printed when nothing is named; the pamphlet's booklet comes with its PDF."""
NAMED = (*NAMES, "booklet", "all", "check", "evidence", "typography", "preflight", "schema")
FORMS = {"check": ("text", "json", "sarif"), "evidence": ("table", "csv", "json")}
INTERRUPTED = 130


def build(essay: Path, out: Path, names: tuple[str, ...], progress: Progress, form: str = "") -> None:
    """Run the pipeline: load, compose, make the editions, inspect, write.

    With `form` it is `build.py check`: every rule and validator is asked, and the findings are printed in
    that form. Raises FailedCheck, and writes nothing, when one of them is an error.
    """
    from press.checks import inspect  # noqa: PLC0415  --help must not wait for the imports
    from press.design import make_design  # noqa: PLC0415
    from press.document import compose  # noqa: PLC0415
    from press.editions import EDITIONS, Work  # noqa: PLC0415
    from press.files import write  # noqa: PLC0415
    from press.manuscript import load  # noqa: PLC0415
    from press.register import publish  # noqa: PLC0415
    from press.rules import judge  # noqa: PLC0415
    from press.templating import Templates  # noqa: PLC0415

    started = time.perf_counter()
    with progress.stage("reading"):
        manuscript = load(essay)
        design = make_design(manuscript.settings, essay)
        templates = Templates(essay)
    with progress.stage("composing"):
        document = publish(manuscript, compose(manuscript))
    artifacts: list[Artifact] = []
    work = Work(document, design, templates, files_beside(document.settings.slug, names, out))
    for name in names:
        with progress.stage(name):
            artifacts += EDITIONS[name](work)
    with progress.stage("checking"):
        findings = judge(manuscript, document, thorough=bool(form))
        findings += inspect(manuscript, document, artifacts, thorough=bool(form))
    tell(findings, form)
    with progress.stage("writing"):
        paths = write(artifacts, out)
    report(document, dict(zip(paths, artifacts, strict=True)), progress, time.perf_counter() - started)


def check_manuscript(essay: Path, progress: Progress, form: str) -> None:
    """Ask the rules about the manuscript, without making an edition. Raises FailedCheck as `build` does."""
    from press.document import compose  # noqa: PLC0415  as in build()
    from press.manuscript import load  # noqa: PLC0415
    from press.rules import judge  # noqa: PLC0415

    with progress.stage("reading"):
        manuscript = load(essay)
        document = compose(manuscript)
    with progress.stage("checking"):
        findings = judge(manuscript, document)
    tell(findings, form)


def tell(findings: list[Finding], form: str) -> None:
    """Print findings: in the form of `build.py check`, else a line each. Raises FailedCheck for an error."""
    from press import report as reports  # noqa: PLC0415
    from press.rules import RULES  # noqa: PLC0415

    if form == "text":
        print(reports.tell_people(findings, colour=in_colour()), end="")
    elif form:
        print(reports.FORMS[form](findings, {name: rule.finds for name, rule in RULES.items()}), end="")
    else:
        for finding in findings:
            print(finding, file=sys.stderr)
    if any(finding.severity == "error" for finding in findings):
        raise FailedCheck


def files_beside(slug: str, names: tuple[str, ...], out: Path) -> frozenset[str]:
    """Name the editions that will lie in the output folder: those made now, and those that are there."""
    made = {f"{slug}.{name}" for name in names if name in NAMES}
    made |= {f"{slug}-cover.png"} if "epub" in names else set()
    found = [*out.glob(f"{glob.escape(slug)}.*"), *out.glob(f"{glob.escape(slug)}-cover.png")]
    return frozenset(made | {path.name for path in found})


def report(document: Document, written: dict[Path, Artifact], progress: Progress, seconds: float) -> None:
    """Say what was written."""
    for path, artifact in written.items():
        pages = f"{artifact.pages} pages, " if artifact.pages else ""
        progress.say(f"{path}: {pages}{len(artifact.data) / 1000:.0f} kB")
    for artifact in written.values():
        if artifact.summary:
            progress.say(artifact.summary)
    progress.say(f"{document.words:,} words, {len(document.parts)} parts, {seconds:.1f} s")


def measure_type(essay: Path, progress: Progress, *, as_json: bool) -> int:
    """Typeset the pamphlet, measure it, and print the report; 1 when a bar is missed."""
    from press.design import make_design  # noqa: PLC0415  as in build()
    from press.document import compose  # noqa: PLC0415
    from press.editions import Work  # noqa: PLC0415
    from press.manuscript import load  # noqa: PLC0415
    from press.register import publish  # noqa: PLC0415
    from press.templating import Templates  # noqa: PLC0415
    from press.typography import measure  # noqa: PLC0415

    with progress.stage("reading"):
        manuscript = load(essay)
        design = make_design(manuscript.settings, essay)
    with progress.stage("pdf"):
        document = publish(manuscript, compose(manuscript))
        reading = Work(document, design, Templates(essay)).pamphlet.reading()
    with progress.stage("measuring"):
        report = measure(reading.data, design, manuscript)
    print(report.to_json() if as_json else report)
    return 0 if report.ok else 1


def show_evidence(essay: Path, progress: Progress, form: str, *, laid_out: bool) -> None:
    """Print every quotation with its proof; the printed pages too, for which the pamphlet is laid out."""
    from press.design import make_design  # noqa: PLC0415  as in build()
    from press.document import compose  # noqa: PLC0415
    from press.editions import Work  # noqa: PLC0415
    from press.evidence import read_evidence  # noqa: PLC0415
    from press.manuscript import load  # noqa: PLC0415
    from press.register import FORMS, add_register, list_quotations, tell_table  # noqa: PLC0415
    from press.templating import Templates  # noqa: PLC0415

    with progress.stage("reading"):
        manuscript = load(essay)
        document = compose(manuscript)
        evidence = read_evidence(manuscript, document)
    pages: Mapping[int, str] = {}
    if laid_out:
        with progress.stage("pdf"):
            document = add_register(manuscript, document, evidence)
            work = Work(document, make_design(manuscript.settings, essay), Templates(essay))
            pages = work.pamphlet.pages.quoted
    rows = list_quotations(evidence, pages)
    print(FORMS[form](rows) if form in FORMS else tell_table(rows, colour=in_colour()), end="")


def in_colour() -> bool:
    """Tell whether what is printed is read in a terminal that wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def preflight_files(files: list[Path]) -> int:
    """Print what a printer would say of some PDFs; 1 when something of it is an error."""
    from press.preflight import preflight  # noqa: PLC0415

    findings = [finding for path in files for finding in preflight(path.read_bytes(), path)]
    for finding in findings:
        print(finding)
    if not findings:
        print("Nothing to find fault with.")
    return int(any(finding.severity == "error" for finding in findings))


def parse_arguments(argv: list[str] | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        usage="build.py [pdf] [booklet] [epub] [html] [--essay DIR] [--out DIR] [--quiet]\n"
        "       build.py check [--manuscript] [--format text|json|sarif]\n"
        "       build.py evidence [--manuscript] [--format table|csv|json]\n"
        "       build.py typography [--essay DIR] [--json]\n"
        "       build.py preflight FILE.pdf …\n"
        "       build.py schema",
        description="Print an essay: manuscript/ and references.bib in; pamphlet, e-book and web page out.",
        epilog=__doc__.split("\n\n", 1)[1] if __doc__ else "",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    what = "pdf, booklet, epub, html, all (the default); check; evidence; typography; preflight FILES; schema"
    add("what", nargs="*", default=["all"], metavar="EDITION", help=what)
    add("--essay", type=Path, default=Path(), metavar="DIR", help="the essay's folder (default: this one)")
    add("--out", type=Path, metavar="DIR", help="where the editions go (default: out/ in the essay's folder)")
    add("--json", action="store_true", help="print the report on typography as JSON")
    add("--manuscript", action="store_true", help="check or prove only the manuscript, which takes no time")
    forms = tuple(dict.fromkeys(form for forms in FORMS.values() for form in forms))
    add("--format", dest="form", choices=forms, help="how check and evidence print what they found")
    add("--quiet", action="store_true", help="say nothing but warnings and errors")
    arguments = parser.parse_args(argv)
    first, *rest = arguments.what
    arguments.files = [Path(file) for file in rest] if first == "preflight" else []
    if first == "preflight" and not rest:
        parser.error("preflight of which file? Name a PDF, such as out/essay-press.pdf")
    for missing in (file for file in arguments.files if not file.is_file()):
        parser.error(f"there is no file {missing}")
    for name in [first] if first == "preflight" else arguments.what:
        if name not in NAMED:
            parser.error(f"there is no {name}; choose from {', '.join(NAMED)}")
    known = FORMS["evidence" if "evidence" in arguments.what else "check"]
    if arguments.form and arguments.form not in known:
        parser.error(f"--format cannot be {arguments.form} here; choose from {', '.join(known)}")
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


def run(arguments: argparse.Namespace) -> int:
    """Do what the command line asks."""
    progress = Progress(quiet=arguments.quiet)
    asked = set(arguments.what)
    if arguments.files:
        return preflight_files(arguments.files)
    if "schema" in asked:
        print_schema()
        return 0
    if "evidence" in asked:
        form = arguments.form or "table"
        show_evidence(arguments.essay, progress, form, laid_out=not arguments.manuscript)
        return 0
    if "typography" in asked:
        return measure_type(arguments.essay, progress, as_json=arguments.json)
    names = (
        NAMES if asked & {"all", "check"} else tuple(name for name in (*NAMES, "booklet") if name in asked)
    )
    if "pdf" in names:
        names = tuple(name for name in names if name != "booklet")
    out = arguments.out or arguments.essay / "out"
    if arguments.manuscript:
        check_manuscript(arguments.essay, progress, arguments.form or "text")
        return 0
    build(arguments.essay, out, names, progress, (arguments.form or "text") if "check" in asked else "")
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run; the one place where an error becomes an exit code."""
    arguments = parse_arguments(argv)
    try:
        return run(arguments)
    except (PressError, OSError) as caught:
        error = caught if isinstance(caught, PressError) else of_the_system(caught)
        for problem in error.problems:
            print(f"error: {problem}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
