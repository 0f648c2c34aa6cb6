"""A version of an essay: a folder, or a commit, branch or tag of the repository that the essay lies in."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.errors import MissingLibrary, NoSuchVersion, Problem
from press.templating import HERE

SECONDS = 60
MANUSCRIPT, TEMPLATES = "manuscript", "templates"


@contextmanager
def open_version(name: str, essay: Path) -> Iterator[Path]:
    """Yield the folder of a version: the one of that name, or one into which git's files were put.

    Raises NoSuchVersion when it is neither.
    """
    folder = Path(name)
    if name and (folder / MANUSCRIPT).is_dir():
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="errata-") as scratch:
        yield _unpack(name, essay, Path(scratch))


def _unpack(name: str, essay: Path, scratch: Path) -> Path:
    """Put the essay, as git has it in a commit, into a folder, and return where it is there."""
    place, top = _git(essay, "rev-parse", "--show-prefix"), _git(essay, "rev-parse", "--show-toplevel")
    if place is None or top is None:
        fact = f"{name} is no folder with a manuscript, and {essay} is in no git repository."
        raise NoSuchVersion(Problem(fact, "Name two folders, or run it in the essay's repository."))
    commit = _git(essay, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if commit is None:
        fact = f"{name} is neither a folder with a manuscript nor a version that git knows."
        raise NoSuchVersion(Problem(fact, "git tag and git log name the versions that there are."))
    inside, root = (os.fsdecode(path).rstrip("\n") for path in (place, top))
    tree = f"{commit.decode().strip()}:{inside.rstrip('/')}"
    archive = _git(Path(root), "archive", "--format=tar", tree)
    if archive is None:
        raise NoSuchVersion(Problem(f"in {name} there is no {inside or 'file'}.", "Name a later version."))
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        _take_out(files, scratch)
    if (essay / TEMPLATES).resolve() == HERE:  # The press's own, of an older press, are not the essay's.
        shutil.rmtree(scratch / TEMPLATES, ignore_errors=True)
    if not (scratch / MANUSCRIPT).is_dir():
        fact = f"in {name} there is no {inside}{MANUSCRIPT}/."
        raise NoSuchVersion(Problem(fact, "Name a version that has the essay."))
    return scratch


def _take_out(files: tarfile.TarFile, folder: Path) -> None:
    """Put the files of an archive into a folder; links are left out, since they may lead anywhere.

    Python 3.11.2, as Debian 12 has it, knows no filters of `tarfile` yet.
    """
    for member in files:
        path = (folder / member.name).resolve()
        content = files.extractfile(member) if member.isreg() else None
        if content and path.is_relative_to(folder.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read())


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git answers, or None when it refuses."""
    command = ["git", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except FileNotFoundError:
        raise MissingLibrary(Problem("git is not installed.", "Install it, or name two folders.")) from None
    except subprocess.TimeoutExpired:
        raise NoSuchVersion(Problem(f"git had no answer after {SECONDS} s.", "Name two folders.")) from None
    return None if done.returncode else done.stdout
