"""The essay's folder, looked over before anything in it is read: what leads out of it, and what is too large.

An essay may come from a stranger. It reads nothing but files that lie in its own folder: neither paths in
essay.yaml nor symbolic links lead elsewhere, and what is no file (a pipe, a device) is not waited for.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from press.errors import OutsideEssay, Place, PressError, Problem, TooMuch, UnreadableFile
from press.limits import MB, MOST_BIBLIOGRAPHY, MOST_PICTURE, MOST_SETTINGS, MOST_TEXT, MOST_WHOLE
from press.settings import Settings

FOLDERS = ("manuscript", "templates")
SIZES = {".yaml": MOST_SETTINGS, ".bib": MOST_BIBLIOGRAPHY, ".md": MOST_TEXT, ".txt": MOST_TEXT}
"""The most bytes of a file, by its ending; MOST_PICTURE for others."""
SHORTER = "Cut it into shorter files."
ITSELF = "Put the file itself into the essay's folder."
MANIFEST = "manifest.json"
"""The one file of the output folder that is read."""


def look_over(root: Path) -> None:
    """Look over manuscript/ and templates/.

    Raises OutsideEssay for links out of the essay's folder, UnreadableFile for what is no file or has no name
    that can be written, TooMuch for what is too large.
    """
    faults = [fault for name in FOLDERS for fault in _look_through(root / name, root)]
    _raise(faults or _weigh(root / "manuscript"))


def look_at_named(root: Path, settings: Settings) -> None:
    """Look over the files and folders that essay.yaml names. Raises the same, at the setting or the file."""
    named = [("bibliography", settings.bibliography), ("icc", settings.icc)]
    named += [("publisher_mark", settings.publisher_mark), ("manuscript", settings.manuscript)]
    named += [("csl", settings.csl)] if settings.csl.endswith(".csl") else []
    fonts = settings.fonts.model_dump()
    faults: list[PressError] = []
    for keys, name in [
        *(((key,), name) for key, name in named),
        *((("fonts", key), fonts[key]) for key in fonts),
    ]:
        if name and not _is_within(root / name, root):
            fact = f"`{'.'.join(keys)}` leads out of the essay's folder, to {os.path.realpath(root / name)}."
            faults.append(OutsideEssay(Problem(fact, ITSELF, settings.where(*keys))))
        elif name:
            faults += _look_through(root / name, root)
    _raise(faults or _weigh(root / settings.manuscript))


def _weigh(folder: Path) -> list[PressError]:
    """Return what is wrong with the size of all chapters together."""
    whole = sum(path.stat().st_size for path in folder.glob("*.md") if path.is_file())
    if whole <= MOST_WHOLE:
        return []
    fact = f"the chapters have {whole / MB:.1f} MB; the press takes {MOST_WHOLE / MB:g} MB."
    return [TooMuch.at(folder, None, fact, "Make several essays of it.")]


def look_at_out(root: Path, out: Path) -> None:
    """Look at the folder into which editions go, before they are made.

    One that is named within the essay's folder must lie there: an essay may bring `out` as a link. Raises
    OutsideEssay where it does not, and what `look_over` raises for the manifest in it.
    """
    whole, own = (os.path.abspath(path) for path in (out, root))  # noqa: PTH100  resolve() would follow links
    if not Path(whole).is_relative_to(own):  # it is where the user wants it
        return
    if not _is_within(out, root):
        target = os.path.realpath(out)
        remedy = f"Remove the link, or name the folder it leads to: --out {target}"
        raise OutsideEssay.at(out, None, f"leads out of the essay's folder, to {target}.", remedy)
    _raise(list(_faults(out / MANIFEST, root)))


def _raise(faults: list[PressError]) -> None:
    """Raise the first kind of error, with all of its places."""
    if faults:
        kind = type(faults[0])
        raise kind(*(problem for fault in faults if type(fault) is kind for problem in fault.problems))


def _is_within(path: Path, root: Path) -> bool:
    """Tell whether a path, its links followed, is in a folder."""
    try:
        return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root))
    except ValueError:  # a name that no file can have
        return True


def _look_through(path: Path, root: Path) -> Iterator[PressError]:
    """Yield what is wrong with a file, or with what is in a folder."""
    yield from _faults(path, root)
    if path.is_dir() and not path.is_symlink():
        for folder, folders, files in os.walk(path):
            for name in sorted(folders + files):
                yield from _faults(Path(folder) / name, root)


def _faults(path: Path, root: Path) -> Iterator[PressError]:
    try:
        if path.is_symlink() and not _is_within(path, root):
            fact = f"is a link to {os.path.realpath(path)}, outside the essay's folder."
            yield OutsideEssay.at(path, None, fact, ITSELF)
            return
        there = path.stat()
    except (OSError, ValueError):  # not there, or a link to nothing: whoever asks for it says so
        return
    if not path.name.isprintable():
        yield UnreadableFile.at(path, None, "has signs in its name that cannot be written.", "Rename it.")
    elif stat.S_ISREG(there.st_mode):
        most = SIZES.get(path.suffix.lower(), MOST_PICTURE)
        if there.st_size > most:
            fact = f"has {there.st_size / MB:.1f} MB; the press takes {most / MB:g} MB."
            yield TooMuch(Problem(fact, SHORTER if path.suffix in SIZES else "Make it smaller.", Place(path)))
    elif not stat.S_ISDIR(there.st_mode):
        yield UnreadableFile.at(path, None, "is no file.", "Put a file there, or remove it.")
