"""Using the program pandoc-crossref, when one that fits the pandoc in use is installed."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from press.ast import Node
from press.errors import PandocFailed, Problem, ProgramTooSlow

from .settings import Settings
from .trouble import Trouble, troubles

NAME = "pandoc-crossref"
TIME_LIMIT = 60
WITHOUT = "The engine builtin does not need this program."

_BUILT_WITH = re.compile(r"built with Pandoc v([\d.]*\d)", re.IGNORECASE)
_UNDEFINED = re.compile(r"Undefined cross-reference: (\S+)")
_DUPLICATE = re.compile(r"Duplicate label: (\S+)")


@dataclass(frozen=True)
class Found:
    """The program that may be used, or why none may."""

    path: Path | None
    reason: str = ""


def look_for_program(pandoc_version: str) -> Found:
    """Look on the PATH for the program built with this version of pandoc (as far as major.minor)."""
    where = shutil.which(NAME)
    if where is None:
        return Found(None, f"{NAME} is not on the PATH")
    try:
        shown = subprocess.run(
            [where, "--version"], capture_output=True, check=False, encoding="utf-8", timeout=TIME_LIMIT
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return Found(None, f"{where} does not say its version: {error}")
    built = _BUILT_WITH.search(shown.stdout)
    if built is None:
        return Found(None, f"{where} does not say which pandoc it is built with")
    if _release(built[1]) != _release(pandoc_version):
        made = f"{where} is built with pandoc {built[1]}"
        return Found(None, f"{made}, and the pandoc in use is {pandoc_version}")
    return Found(Path(where))


def program(pandoc_version: str) -> Path | None:
    """Return the program that fits this version of pandoc, if there is one."""
    return look_for_program(pandoc_version).path


def run_program(
    path: Path, ast: Node, target: str, *, pandoc_version: str = ""
) -> tuple[Node, list[Trouble]]:
    """Run the program on a document.

    The program writes nothing when it meets a label for the second time: the document then comes
    back as it was given, with that trouble alone.
    """
    told = {"PANDOC_VERSION": pandoc_version} if pandoc_version else {}
    try:
        done = subprocess.run(
            [path, target], input=json.dumps(ast), capture_output=True, check=False,
            encoding="utf-8", timeout=TIME_LIMIT, env={**os.environ, **told},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        fact = f"{path} did not end within {TIME_LIMIT:g} seconds and was stopped."
        raise ProgramTooSlow(Problem(fact, WITHOUT)) from None
    except OSError as error:
        raise _failed(path, str(error)) from error
    duplicates = _DUPLICATE.findall(done.stderr)
    automatic = Settings(ast["meta"]).flag("autoSectionLabels")
    found = troubles(ast["blocks"], _UNDEFINED.findall(done.stderr), duplicates, automatic=automatic)
    if done.returncode:
        if duplicates:
            return ast, found
        raise _failed(path, _first_line(done.stderr) or f"exit code {done.returncode}")
    try:
        return json.loads(done.stdout), found
    except json.JSONDecodeError as error:
        raise _failed(path, f"it wrote no JSON ({error})") from error


def _release(version: str) -> list[str]:
    return version.split(".")[:2]


def _first_line(output: str) -> str:
    return next((line.strip() for line in output.splitlines() if line.strip()), "")


def _failed(path: Path, cause: str) -> PandocFailed:
    fact = f"{path} stopped with an error of its own: {cause}."
    return PandocFailed(Problem(fact, WITHOUT))
