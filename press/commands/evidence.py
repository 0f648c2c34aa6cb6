"""List every quotation with its source, its pages and its proof.

./build.py evidence                        the printed pages too, for which the pamphlet is laid out
./build.py evidence --manuscript           without them, which takes a moment
./build.py evidence --format csv > register.csv
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from press.commands import add_essay
from press.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMS = ("table", "csv", "json")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the essay's folder and the form of the table."""
    parser.add_argument(
        "--manuscript", action="store_true", help="without printed pages, which takes a moment"
    )
    parser.add_argument("--format", choices=FORMS, default="table", help="how it is told")
    add_essay(parser, edition=True)


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Print the table."""
    from press.commands.terminal import in_colour  # noqa: PLC0415  --help must not wait for the imports
    from press.design import make_design  # noqa: PLC0415
    from press.document import compose  # noqa: PLC0415
    from press.editions import Work  # noqa: PLC0415
    from press.evidence import read_evidence  # noqa: PLC0415
    from press.manuscript import load  # noqa: PLC0415
    from press.register import FORMS as PROGRAMS  # noqa: PLC0415
    from press.register import add_register, list_quotations, tell_table  # noqa: PLC0415
    from press.templating import Templates  # noqa: PLC0415

    with progress.stage("reading"):
        manuscript = load(arguments.essay, arguments.edition or "")
        document = compose(manuscript)
        evidence = read_evidence(manuscript, document)
    pages: Mapping[int, str] = {}
    if not arguments.manuscript:
        with progress.stage("pdf"):
            document = add_register(manuscript, document, evidence)
            design = make_design(manuscript.settings, arguments.essay)
            templates = Templates(arguments.essay, trusted=arguments.trust_templates)
            pages = Work(document, design, templates).pamphlet.pages.quoted
    rows = list_quotations(evidence, pages)
    form = PROGRAMS.get(arguments.format)
    print(form(rows) if form else tell_table(rows, colour=in_colour()), end="")
    return 0
