"""Tell whether finished files are exactly what this manuscript gives.

The editions are made once more, in memory, and compared byte for byte. Where a file carries another record
of what it was made from than the manuscript has now, that is told at once: the chapter, the setting, the
version. Where the records are the same, the file was changed after it was made, and the page, the chapter
or the metadata are named.

The exit code is 1 when a file is not what the manuscript gives.

./build.py verify out/my-essay.pdf out/my-essay.epub
./build.py verify --essay ../other downloads/*
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

STRANGER = "It carries no record of what it was made from: it is no edition of this press."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the files and the essay's folder."""
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE", help="PDFs, e-books, web pages, covers"
    )
    add_essay(parser)


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Verify each file and tell of it."""
    from press.manuscript import find_editions  # noqa: PLC0415  --help must not wait for the imports
    from press.pipeline import read  # noqa: PLC0415

    if not arguments.files:
        arguments.refuse("verify which file? Name one, such as out/essay.pdf")
    for missing in (file for file in arguments.files if not file.is_file()):
        arguments.refuse(f"there is no file {missing}")
    folder, trusted = arguments.essay, arguments.trust_templates
    essays = [read(folder, progress, trusted=trusted, edition=name) for name in find_editions(folder)]
    whole = [(essay, make_remaker(essay, progress)) for essay in essays]
    # Of several editions of one essay a file is the one of which it differs least.
    answers = [min(look_at(path, whole), key=lambda answer: len(answer[0])) for path in arguments.files]
    for path, (faults, edition) in zip(arguments.files, answers, strict=True):
        tell(path, faults, edition)
    return int(any(faults for faults, _ in answers))


def look_at(path: Path, whole: Sequence[tuple[Essay, Remake]]) -> list[tuple[Sequence[str], str]]:
    """Return what a file has that each edition of the essay does not give, and that edition's ID.

    Nothing is made anew as long as the file's record is not that of the edition.
    """
    from press.editions.work import COVER_SIZE  # noqa: PLC0415  as in run()
    from press.metadata import about, document_id  # noqa: PLC0415
    from press.verification import find_differences, recognise  # noqa: PLC0415
    from press.verification.recognise import PDF_EDITIONS  # noqa: PLC0415

    data, answers = path.read_bytes(), []
    for essay, remake in whole:
        facts = about(essay.document.settings)
        documents = {kind: document_id(facts, kind) for kind in PDF_EDITIONS}
        carried = recognise(data, documents, COVER_SIZE)
        if carried is None:
            return [([STRANGER], "")]
        differing = find_differences(carried.brief, essay.record.brief) if carried.brief else []
        answers.append((differing or compare(carried, data, remake), essay.record.edition))
    return answers


def compare(carried: Carried, data: bytes, remake: Remake) -> Sequence[str]:
    """Return where a file is not the one that is made now."""
    from press.verification import find_changes  # noqa: PLC0415  as in run()

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
