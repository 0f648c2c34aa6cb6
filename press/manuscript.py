"""load(): finds and reads everything an essay is made of."""

from __future__ import annotations

import re
from pathlib import Path

from pybtex.database import BibliographyDataError
from pybtex.database.input.bibtex import Parser
from pybtex.scanner import PybtexSyntaxError

from press import settings as essay_settings
from press.errors import (
    BrokenBibliography,
    DuplicateKey,
    NoChapters,
    NoManuscript,
    NotUtf8,
    Place,
    Problem,
)
from press.model import Bibliography, Manuscript, Source
from press.styles import find_style

ENTRY = re.compile(
    r"^[ \t]*@(?!comment\b|string\b|preamble\b)(\w+)\s*[{(]\s*([^,\s}]+)", re.MULTILINE | re.IGNORECASE
)


def load(root: Path) -> Manuscript:
    """Read the essay in the folder `root`: settings, chapters, bibliography, citation style.

    Chapters are the .md files of manuscript/ in the order of their names (README.md apart).
    """
    folder = root / "manuscript"
    if not folder.is_dir():
        remedy = "An essay is a folder with manuscript/ and references.bib; name it with --essay DIR."
        raise NoManuscript.at(folder, None, "there is no such folder.", remedy)
    settings = essay_settings.load(folder / "essay.yaml")
    chapters = tuple(_read(path) for path in sorted(folder.glob("*.md")) if path.name.lower() != "readme.md")
    if not chapters:
        raise NoChapters.at(folder, None, "has no chapters.", "Write the first as manuscript/01-opening.md.")
    style = find_style(settings.csl, root, _read(folder / "essay.yaml").place(r"(?m)^csl:"))
    return Manuscript(root, folder, settings, chapters, _bibliography(root / settings.bibliography), style)


def _read(path: Path) -> Source:
    data = path.read_bytes()
    try:
        return Source(path, data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fact = f"is not UTF-8: byte 0x{data[error.start]:02x}."
        raise NotUtf8.at(path, line, fact, "Save the file as UTF-8 in your editor.") from None


def _bibliography(path: Path) -> Bibliography:
    """Read the .bib file and see that every key stands once.

    Pandoc reads past duplicate keys without a word and stops at the first syntax error, so pybtex
    looks first.
    """
    if not path.is_file():
        raise BrokenBibliography.at(
            path, None, "is missing.", "An empty file will do for an essay that cites nothing."
        )
    source = _read(path)
    keys: dict[str, int] = {}
    twice: list[Problem] = []
    for match in ENTRY.finditer(source.text):
        line = source.text.count("\n", 0, match.start(2)) + 1
        if match[2] in keys:
            fact = f"the key {match[2]} is taken by line {keys[match[2]]}."
            twice.append(Problem(fact, "Rename or remove one of the entries.", Place(path, line)))
        keys.setdefault(match[2], line)
    if twice:
        raise DuplicateKey(*twice)
    try:
        Parser(encoding="utf-8").parse_string(source.text)
    except PybtexSyntaxError as error:
        fact = f"syntax error: {error.args[0]}."
        remedy = "Look for a missing comma, quotation mark or brace on this line or just above it."
        raise BrokenBibliography.at(path, error.lineno, fact, remedy) from None
    except BibliographyDataError as error:
        raise BrokenBibliography.at(path, None, f"cannot be read: {error}.") from None
    return Bibliography(source, keys)
