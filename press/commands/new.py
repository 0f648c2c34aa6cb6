"""Begin a new essay, which builds at once.

On a terminal it asks for what no option says. Nothing that is there is ever written over.

./build.py new ../my-essay
./build.py new ../my-essay --title "My Essay" --author "Ann Author" --language de --trim A6
./build.py new ../my-essay --ci        with a workflow for GitHub and a hook for Git besides
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from press.progress import Progress

if TYPE_CHECKING:
    from press.scaffold import Wishes

QUESTIONS = {
    "title": ("Title", "title"),
    "authors": ("Author, or several with commas between", "authors"),
    "language": ("Language (en-GB, en-US, de, fr, es, ru …)", "language"),
    "style": ("Citations (chicago-notes-bibliography, apa, modern-language-association …)", "csl"),
    "trim": ("Size (A5, A6, B6, half-letter, digest, pocket, octavo)", "trim"),
}
"""What is asked for each wish, and the setting that it is."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder and what the essay is to be."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="the essay's new folder")
    add_wishes(parser)
    parser.add_argument("--csl", dest="style", metavar="NAME", help="the citation style")
    parser.add_argument("--trim", metavar="SIZE", help="the page: A5, A6, half-letter, 120 x 190 mm …")
    parser.add_argument("--ci", action="store_true", help="with a workflow for GitHub and a hook for Git")


def add_wishes(parser: argparse.ArgumentParser) -> None:
    """Add what every essay has."""
    parser.add_argument("--title", help="the essay's title")
    parser.add_argument(
        "--author", dest="authors", action="append", metavar="NAME", help="its author; may be given again"
    )
    parser.add_argument("--language", metavar="TAG", help="its language, such as en-GB or de")


def run(arguments: argparse.Namespace, progress: Progress) -> int:
    """Make the essay."""
    from press import scaffold  # noqa: PLC0415  --help must not wait for the imports

    given = {name: value for name in QUESTIONS if (value := getattr(arguments, name)) is not None}
    ask = sys.stdin.isatty() and sys.stderr.isatty() and not arguments.quiet
    wishes = complete(given, arguments.folder, input if ask else None, ci=arguments.ci)
    written = scaffold.place(scaffold.draft(wishes, arguments.folder), arguments.folder)
    for path in written:
        progress.say(f"  {path}")
    progress.say(f"Print it: {how_to_print(arguments.folder)}")
    return 0


def how_to_print(folder: Path) -> str:
    """Return the command that prints the essay of a folder."""
    return f'make ESSAY="{folder}"' if " " in str(folder) else f"make ESSAY={folder}"


def complete(
    given: dict[str, str | list[str]], folder: Path, ask: Callable[[str], str] | None, *, ci: bool = False
) -> Wishes:
    """Return the wishes that are given, asked for, or usual. Raises BadSetting for one that cannot be had."""
    from press import scaffold  # noqa: PLC0415  as in run()

    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip()
    usual: dict[str, str] = {
        "title": title[:1].upper() + title[1:] or "An Essay",
        "authors": "",
        "language": scaffold.LANGUAGE,
        "style": scaffold.STYLE,
    }
    wishes: dict[str, str | list[str]] = dict(given)
    for name in QUESTIONS:
        if name not in wishes:
            if name == "trim":
                usual[name] = scaffold.usual_trim(str(wishes["language"]))
            wishes[name] = _answer(name, usual[name], folder, ask)
    made = scaffold.Wishes(
        title=str(wishes["title"]),
        authors=tuple(_names(wishes["authors"])),
        language=str(wishes["language"]),
        style=str(wishes["style"]),
        trim=str(wishes["trim"]),
        ci=ci,
    )
    _try(made, folder)
    return made


def _names(value: str | list[str]) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()] if isinstance(value, str) else value


def _answer(name: str, usual: str, folder: Path, ask: Callable[[str], str] | None) -> str:
    """Ask until the answer is one that the setting can have; the usual one is taken for none."""
    from press.errors import PressError  # noqa: PLC0415  as in run()
    from press.scaffold import Wishes  # noqa: PLC0415

    while ask:
        answer = ask(f"{QUESTIONS[name][0]}{f' [{usual}]' if usual else ''}: ").strip() or usual
        try:
            values: dict[str, Any] = {name: tuple(_names(answer)) if name == "authors" else answer}
            _try(replace(Wishes("A"), **values), folder)
        except PressError as error:
            print(f"  {error.problems[0].fact} {error.problems[0].remedy}", file=sys.stderr)
        else:
            return answer
    return usual


def _try(wishes: Wishes, folder: Path) -> None:
    """Raise what the press would say of such settings."""
    from press import scaffold  # noqa: PLC0415  as in run()

    refuse_wrong(scaffold.settings_text(wishes, folder), folder)


def refuse_wrong(text: str, folder: Path) -> None:
    """Raise what the press would say of such an essay.yaml."""
    from press import scaffold, settings, styles  # noqa: PLC0415  as in run()

    made = settings.load(folder / scaffold.SETTINGS, text)
    styles.find_style(made.csl, folder, made.where("csl"))
