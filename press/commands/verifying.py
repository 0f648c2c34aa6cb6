"""Tell whether finished files are exactly what this manuscript gives.

The editions are made once more, in memory, and compared byte for byte. Where a file carries another record
of what it was made from than the manuscript has now, that is told at once: the chapter, the setting, the
version. Where the records are the same, the file was changed after it was made, and the page, the chapter
or the metadata are named.

The exit code is 1 when a file is not what the manuscript gives.

python build.py verify out/my-essay.pdf out/my-essay.epub
python build.py verify --essay ../other downloads/*
"""

from __future__ import annotations

import argparse
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from press.commands import add_essay
from press.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from press.model import Artifact
    from press.pipeline import Essay
    from press.verification import Carried

    Remake = Callable[[str], bytes | None]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files and the essay's folder."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="PDFs, e-books, web pages, covers"
    )
    add_essay(parser)


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Verify each file and tell of it."""
    from press.pipeline import read  # noqa: PLC0415  --help must not wait for the imports

    if not arguments.files:
        arguments.refuse("verify which file? Name one, such as out/essay.pdf")
    for missing in (file for file in arguments.files if not file.is_file()):
        arguments.refuse(f"there is no file {missing}")
    essay = read(arguments.essay, progress, trusted=arguments.trust_templates)
    remake = make_remaker(essay, progress)
    answers = [look_at(path, essay, remake) for path in arguments.files]
    for path, faults in zip(arguments.files, answers, strict=True):
        tell(path, faults, essay.record.edition)
    return int(any(answers))


def look_at(path: Path, essay: Essay, remake: Remake) -> Sequence[str]:
    """Return what a file has that the manuscript does not give; nothing where all is well."""
    from press.editions.work import COVER_SIZE  # noqa: PLC0415  as in run()
    from press.metadata import about, document_id  # noqa: PLC0415
    from press.verification import find_changes, find_differences, recognise  # noqa: PLC0415
    from press.verification.recognise import PDF_EDITIONS  # noqa: PLC0415

    facts, data = about(essay.document.settings), path.read_bytes()
    documents = {kind: document_id(facts, kind) for kind in PDF_EDITIONS}
    carried: Carried | None = recognise(data, documents, COVER_SIZE)
    if carried is None:
        return ["It carries no record of what it was made from: it is no edition of this press."]
    if carried.brief and (differing := find_differences(carried.brief, essay.record.brief)):
        return differing
    made = remake(carried.edition)
    if made is None:
        return ["The essay has no such edition."]
    return [] if made == data else ["It was changed after it was made.", *find_changes(made, data)]


def make_remaker(essay: Essay, progress: Progress) -> Remake:
    """Return what makes an edition in memory by its name; each is made once."""
    from press.editions import EDITIONS  # noqa: PLC0415  as in run()

    work = essay.work()
    families = {"epub": "epub", "cover-image": "epub", "html": "html"}

    @cache
    def make(name: str) -> dict[str, Artifact]:
        with progress.stage(name):
            return {artifact.edition: artifact for artifact in EDITIONS[name](work)}

    def remake(edition: str) -> bytes | None:
        found = make(families.get(edition, "pdf")).get(edition)
        return found.data if found else None

    return remake


def tell(path: Path, faults: Sequence[str], edition: str) -> None:
    """Print what was found out about one file."""
    if not faults:
        print(f"{path}: exactly what this manuscript gives, edition {edition}.")
        return
    print(f"{path}: not what this manuscript gives.")
    for fault in faults:
        print(f"    {fault}")
