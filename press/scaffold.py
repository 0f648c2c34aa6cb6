"""A new essay: its settings, a chapter that shows what can be written, and the witnesses it calls.

The files are those of templates/new: `all/` for every essay, a folder for each language that the press has
words for, `ci/` for essays that are kept in Git. Those of `filled` are filled in with what was wished for.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from string import Template

from press.errors import FileInTheWay, NotWritable, Place, Problem

PRESS = Path(__file__).resolve().parent.parent
MODELS = PRESS / "templates" / "new"
SCHEMA = PRESS / "docs" / "essay.schema.json"
SETTINGS = PurePosixPath("manuscript/essay.yaml")
HOOK = PurePosixPath(".githooks/pre-commit")
WORKFLOW = PurePosixPath(".github/workflows/essay.yml")
FILLED = {SETTINGS, HOOK, WORKFLOW}
SECONDS = 10  # what Git gets to say where the press is from
LONGEST_SLUG = 40
ELSEWHERE = "OWNER/essay-press"
"""Stands in the workflow where it is not known which repository on GitHub holds the press."""

AMERICAN = {"en-US": "half-letter"}
STYLE, TRIM, LANGUAGE = "chicago-notes-bibliography", "A5", "en-GB"


@dataclass(frozen=True)
class Wishes:
    """What a new essay is to be. `trim` may be empty: then it is the one usual where the language is."""

    title: str
    authors: tuple[str, ...] = ()
    language: str = LANGUAGE
    style: str = STYLE
    trim: str = ""
    ci: bool = False


def languages() -> list[str]:
    """Return the languages in which there is a sample chapter."""
    return sorted(path.name for path in MODELS.iterdir() if path.name not in {"all", "ci"})


def draft(wishes: Wishes, folder: Path) -> dict[PurePosixPath, bytes]:
    """Return the files of a new essay for a folder, by their paths in it."""
    language = wishes.language.partition("-")[0].lower()
    own = language if language in languages() else "en"
    files: dict[PurePosixPath, bytes] = {}
    for model in ("all", own, *(["ci"] if wishes.ci else [])):
        for path in sorted((MODELS / model).rglob("*")):
            if path.is_file():
                files[PurePosixPath(path.relative_to(MODELS / model).as_posix())] = path.read_bytes()
    return {name: _fill(data, wishes, folder) if name in FILLED else data for name, data in files.items()}


def usual_trim(language: str) -> str:
    """Return the page size that is usual where a language is spoken."""
    return AMERICAN.get(language, TRIM)


def settings_text(wishes: Wishes, folder: Path) -> str:
    """Return the essay.yaml of a new essay for a folder."""
    return _fill((MODELS / "all" / SETTINGS).read_bytes(), wishes, folder).decode("utf-8")


def _fill(data: bytes, wishes: Wishes, folder: Path) -> bytes:
    """Fill in what was wished for, each value quoted as YAML wants it."""
    near = os.path.relpath(SCHEMA, (folder / SETTINGS).parent)
    authors = [*wishes.authors]
    values = {
        "schema": Path(near).as_posix(),
        "make": f"make ESSAY={folder}" if " " not in str(folder) else f'make ESSAY="{folder}"',
        "title": quote(wishes.title),
        "authors": quote(authors[0]) if len(authors) == 1 else json.dumps(authors, ensure_ascii=False),
        "date": datetime.datetime.now(tz=datetime.UTC).date().strftime("%Y"),
        "language": quote(wishes.language),
        "slug": make_slug(wishes.title, folder),
        "style": quote(wishes.style),
        "trim": quote(wishes.trim or usual_trim(wishes.language)),
        "press": Path(os.path.relpath(PRESS, folder)).as_posix(),
        "repository": _repository(),
    }
    return Template(data.decode("utf-8")).substitute(values).encode("utf-8")


def quote(value: str) -> str:
    """Return a value as YAML reads it back, in quotation marks where it wants them."""
    return value if re.fullmatch(r"[\w-]+(?: [\w-]+)*", value) else json.dumps(value, ensure_ascii=False)


def make_slug(title: str, folder: Path) -> str:
    """Return the name of the finished files, after the title, or the folder where the title is not Latin."""
    for words in (title, folder.resolve().name):
        plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"['’]", "", plain)
        slug = re.sub(r"[^a-z0-9]+", "-", slug).strip("-")
        if len(slug) > LONGEST_SLUG:
            slug = slug[: LONGEST_SLUG + 1].rpartition("-")[0] or slug[:LONGEST_SLUG]
        if re.search("[a-z]", slug):
            return slug
    return "essay"


def _repository() -> str:
    """Return the press's repository on GitHub, as its clone knows it."""
    command = ["git", "-C", str(PRESS), "remote", "get-url", "origin"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
        said = done.stdout
    except (OSError, subprocess.TimeoutExpired):  # no Git here, or none that answers
        return ELSEWHERE
    found = re.search(r"github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?/?\s*$", said)
    return found[1] if found else ELSEWHERE


def place(files: Mapping[PurePosixPath, bytes], folder: Path) -> list[Path]:
    """Write new files into a folder, which is made if need be, and return their paths.

    Raises FileInTheWay, before anything is written, when one of them is there already.
    """
    there = [folder / name for name in files if os.path.lexists(folder / name)]
    if there:
        remedy = "Nothing was changed. Choose another folder, or move it away."
        raise FileInTheWay(*(Problem("is there already.", remedy, Place(path)) for path in there))
    written = []
    for name, data in files.items():
        path = folder / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(data)
            if name == HOOK:
                path.chmod(0o755)
        except OSError as error:
            fact = f"cannot be written: {(error.strerror or str(error)).lower()}."
            raise NotWritable.at(path, None, fact, "Choose another folder.") from None
        written.append(path)
    return written
