"""Turn a text of Word, LibreOffice, HTML or Markdown into an essay, which builds at once.

Chapters, notes, pictures, tables and the citations of Zotero, Mendeley and EndNote are kept; changes are
accepted. What could not be carried over is told with its place. Nothing that is there is ever written over.

./build.py import Essay.docx                   into a folder beside it: essay/
./build.py import Essay.odt ../my-essay
./build.py import page.html ../my-essay --title "My Essay" --author "Ann Author"
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from press.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the file, the folder and what the file may not say of itself."""
    from press.commands.new import add_wishes  # noqa: PLC0415  it is the other command's

    parser.add_argument("file", type=Path, metavar="FILE", help="a .docx, .odt, .html or .md file")
    parser.add_argument(
        "folder",
        type=Path,
        nargs="?",
        metavar="DIR",
        help="the essay's new folder (default: after the title)",
    )
    add_wishes(parser)
    parser.add_argument("--csl", dest="style", default="", metavar="NAME", help="the citation style")
    parser.add_argument("--trim", default="", metavar="SIZE", help="the page: A5, A6, half-letter …")


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Convert, write, and tell what was lost."""
    from press import scaffold  # noqa: PLC0415  --help must not wait for the imports
    from press.commands.new import how_to_print, refuse_wrong  # noqa: PLC0415
    from press.conversion import convert  # noqa: PLC0415

    folder = arguments.folder or arguments.file.with_name(
        scaffold.make_slug(arguments.file.stem, Path("essay"))
    )
    wishes = scaffold.Wishes(
        title=arguments.title or "",
        authors=tuple(arguments.authors or ()),
        language=arguments.language or "",
        style=arguments.style,
        trim=arguments.trim,
    )
    with progress.stage("converting"):
        converted = convert(arguments.file, folder, wishes)
        refuse_wrong(converted.files[scaffold.SETTINGS].decode("utf-8"), folder)
    for path in scaffold.place(converted.files, folder):
        progress.say(f"  {path}")
    for loss in converted.losses:
        print(f"warning: {loss}", file=sys.stderr)
    progress.say(f"Print it: {how_to_print(folder)}")
    return 0
