"""The files that make an edition's words and their look: which they are, and what they hold."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote

from press.dates import edition_time, is_given
from press.design import Design
from press.errors import InputChanged, Place, Problem
from press.evidence.transcripts import FOLDER as TRANSCRIPTS
from press.manifest.components import find_components
from press.manifest.record import Record
from press.model import Document, Manuscript, Source
from press.prepress.profile import DEFAULT as PROFILE
from press.templating import HERE

KINDS = ("epub", "print", "shared", "web")
"""The folders of the press's templates that an edition is made from."""
MADE_ANEW = "The editions are as they were. Print again."


def take_stock(manuscript: Manuscript, document: Document, design: Design) -> Record:
    """Return the record of an essay that was read. Raises InputChanged when it has changed since."""
    root, settings = manuscript.root, manuscript.settings
    sources = (*manuscript.chapters, manuscript.bibliography.source)
    for source in sources:
        if _read_again(source.path) != source:
            raise _changed(source.path)
    essay = {_name(path, root): _hash(path) for path in _of_essay(manuscript, document, design)}
    press = {name: _hash(path) for name, path in _of_press(manuscript, design)}
    if settings.edition_name:  # its files are those of the essay, so that its name tells it from that
        press[f"editions/{settings.edition_name}"] = _hash_text(settings.edition_name)
    given = sorted(settings.model_fields_set)
    values = settings.model_dump(mode="json", include=set(given))
    return Record(
        dict(sorted(essay.items())),
        dict(sorted(press.items())),
        {name: _hash_text(json.dumps(values[name], sort_keys=True)) for name in given},
        find_components(),
        edition_time(settings.date).isoformat().replace("+00:00", "Z"),
        is_given(),
    )


def prove_stock(taken: Record, root: Path) -> None:
    """See that the essay's files are what they were. Raises InputChanged for those that are not."""
    changed = [root / name for name, value in taken.essay.items() if _try_hash(root / name) != value]
    if changed:
        raise InputChanged(*(problem for path in changed for problem in _changed(path).problems))


def _changed(path: Path) -> InputChanged:
    fact = "was changed while the editions were made." if path.exists() else "is no longer there."
    return InputChanged(Problem(fact, MADE_ANEW, Place(path)))


def _read_again(path: Path) -> Source | None:
    try:
        return Source.read(path)
    except FileNotFoundError:
        return None


def _of_essay(manuscript: Manuscript, document: Document, design: Design) -> Iterator[Path]:
    """Yield the essay's own files."""
    root, folder, settings = manuscript.root, manuscript.folder, manuscript.settings
    yield root / "manuscript" / "essay.yaml"
    yield from (source.path for source in (*manuscript.chapters, manuscript.bibliography.source))
    yield from (folder / unquote(name) for name in document.images)
    # A profile that is not there is told where it is read, at its setting.
    named = (root / name for name in (settings.publisher_mark, settings.icc) if name)
    yield from (path for path in named if path.is_file())
    if settings.csl.endswith(".csl"):
        yield root / settings.csl
    yield from sorted((folder / TRANSCRIPTS).glob("*.md"))
    if not _has_press_templates(root):
        yield from _all_files(root / "templates")
    yield from (path for path in _faces(design) if _is_own(path, root))


def _of_press(manuscript: Manuscript, design: Design) -> Iterator[tuple[str, Path]]:
    """Yield the press's files, each with its name: a kind and a file."""
    for path in (path for kind in KINDS for path in _all_files(HERE / kind)):
        yield f"templates/{path.relative_to(HERE).as_posix()}", path
    yield f"styles/{manuscript.style.name}", manuscript.style
    if not manuscript.settings.icc:
        yield f"profiles/{PROFILE.name}", PROFILE
    for path in _faces(design):
        if not _is_own(path, manuscript.root):
            yield f"faces/{path.name}", path


def _faces(design: Design) -> Iterator[Path]:
    families = (design.text, design.display, design.mono, design.fallback)
    yield from (face.path for family in families for face in family.faces)


def _has_press_templates(root: Path) -> bool:
    """Tell whether the essay lies in the press's own folder, whose templates are no one else's."""
    return (root / "templates").resolve() == HERE


def _all_files(folder: Path) -> Iterator[Path]:
    """Yield the files in a folder and below, but for hidden ones and those that editors leave."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and not path.name.endswith("~"):
            yield path


def _is_own(path: Path, root: Path) -> bool:
    """Tell whether a typeface is the essay's own, and not installed, be it in a folder of the essay."""
    return path.resolve().is_relative_to(root.resolve()) and "site-packages" not in path.parts


def _name(path: Path, root: Path) -> str:
    """Return a file's name from the essay's folder, the same on every system."""
    return Path(os.path.relpath(path, root)).as_posix()


def _hash(path: Path) -> str:
    """Return a file's SHA-256. Raises InputChanged when it has vanished since it was read."""
    found = _try_hash(path)
    if not found:
        raise _changed(path)
    return found


def _try_hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _hash_text(text: str) -> str:
    return sha256(text.encode()).hexdigest()
