"""Write the errata slip from one version of the essay to another.

A version is a folder, or what git knows: a tag, a branch, a commit. Without a second one the essay as it is
now is compared. The words are those of the composed pamphlet; pages and lines are those of the older one,
as this press lays it out. Lines are counted from the top of the page, without running head and folio.

The slip is written as a chapter (SLUG-errata.md) and as a sheet to be laid in (SLUG-errata.pdf).

./build.py errata v1.0                     what has changed since the tag v1.0
./build.py errata v1.0 v1.1
./build.py errata ../printed . --out slips
./build.py errata v1.0 --edition large-print      its pages and lines are those of that edition
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from press.commands import add_essay, find_out
from press.progress import Progress

if TYPE_CHECKING:
    from press.errata import Change, Spot
    from press.pipeline import Essay


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the two versions and the folders."""
    parser.add_argument("old", metavar="OLD", help="the version that is printed")
    parser.add_argument(
        "new", metavar="NEW", nargs="?", help="the corrected one (default: the essay as it is)"
    )
    add_essay(parser, out=True, edition=True)


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Compare, and write the slip."""
    from press.errata import Slip, open_version, write_slip  # noqa: PLC0415  --help must not wait
    from press.files import write  # noqa: PLC0415
    from press.pipeline import read  # noqa: PLC0415

    essay, out = arguments.essay, find_out(arguments)
    with (
        open_version(arguments.old, essay) as before,
        open_version(arguments.new or str(essay), essay) as now,
    ):
        trusted, edition = arguments.trust_templates, arguments.edition or ""
        old, new = (read(one, progress, trusted=trusted, edition=edition) for one in (before, now))
        with progress.stage("pdf"):
            found = find_errata(old, new)
        if not found:
            progress.say("The two say the same: there is nothing to correct.")
            return 0
        with progress.stage("errata"):
            slip = Slip.of(new.manuscript.settings, old.record.edition, found)
            artifacts, left = write_slip(slip, new.design, new.templates)
    for path in write(artifacts, out):
        progress.say(str(path))
    progress.say(f"{len(found)} errata for edition {old.record.edition}")
    if left:
        progress.say(f"More errata than fit one page: {left} are in the chapter alone.")
    return 0


def find_errata(old: Essay, new: Essay) -> list[tuple[Change, Spot | None]]:
    """Return what changed, each with its place in the older pamphlet."""
    from press.enlarging import enlarge  # noqa: PLC0415  as in run()
    from press.errata import compare, read_texts, rule_pages  # noqa: PLC0415  as in run()

    texts = read_texts(old.document)
    changes = compare(texts, read_texts(new.document))
    if not changes:
        return []
    pamphlet = enlarge(old.work().pamphlet.reading().data, 1 / old.design.scale)
    ruled = rule_pages(pamphlet, old.design.page)
    begins = ruled.find(texts)
    return [
        (change, ruled.locate(change.place, begins[id(change.place)], change.word) if change.place else None)
        for change in changes
    ]
