"""load(): finds and reads everything an essay is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pybtex.database.input.bibtex import Parser, UndefinedMacro
from pybtex.exceptions import PybtexError
from pybtex.scanner import PrematureEOF, PybtexSyntaxError
from pybtex.utils import CaseInsensitiveDict

from press import enclosure, limits
from press import settings as essay_settings
from press.errors import (
    BrokenBibliography,
    BrokenSettings,
    DuplicateKey,
    NoChapters,
    NoManuscript,
    Place,
    Problem,
    TooMuch,
    did_you_mean,
)
from press.model import Bibliography, Manuscript, Source
from press.settings import Settings
from press.styles import find_style

ENTRY = re.compile(
    r"^[ \t]*@(?!comment\b|string\b|preamble\b)(\w+)\s*[{(]\s*([^,\s}]+)", re.MULTILINE | re.IGNORECASE
)


def load(root: Path, edition: str = "") -> Manuscript:
    """Read the essay in the folder `root`, or one of its editions: settings, chapters, bibliography, style.

    Chapters are the .md files of manuscript/ in the order of their names (README.md apart), or of the folder
    that the edition names.
    """
    folder = root / "manuscript"
    if not folder.is_dir():
        remedy = "An essay is a folder with manuscript/ and references.bib; name it with --essay DIR."
        missing = folder if root.is_dir() else root
        raise NoManuscript.at(missing, None, "there is no such folder.", remedy)
    enclosure.look_over(root)
    about = folder / "essay.yaml"
    if not about.is_file():
        raise BrokenSettings.at(about, None, "is missing.", "It needs at least a line `title: …`.")
    settings = essay_settings.load(about, Source.read(about).text, edition)
    folder = root / settings.manuscript
    enclosure.look_at_named(root, settings)
    chapters = tuple(Source.read(path) for path in sorted(folder.glob("*.md")) if _is_chapter(path))
    if not chapters:
        remedy = f"Write the first as {settings.manuscript}/01-opening.md."
        raise NoChapters.at(folder, None, "has no chapters.", remedy)
    limits.check_brackets(chapters)
    limits.check_words(chapters)
    limits.check_notes(chapters)
    limits.check_rows(chapters)
    style = find_style(settings.csl, root, settings.where("csl"))
    return Manuscript(root, folder, settings, chapters, _bibliography(root, settings), style)


def find_editions(root: Path) -> tuple[str, ...]:
    """Return the names of all editions of an essay; the first, without a name, is the essay itself."""
    about = root / "manuscript" / "essay.yaml"
    if not about.is_file():
        return ("",)  # load() says what is missing
    enclosure.look_over(root)
    return "", *essay_settings.load(about, Source.read(about).text).editions


def _is_chapter(path: Path) -> bool:
    """Tell a chapter from a README, and from what editors and file systems leave beside a file."""
    return path.is_file() and not path.name.startswith(".") and path.name.lower() != "readme.md"


def _bibliography(root: Path, settings: Settings) -> Bibliography:
    """Read the .bib file and see that every key stands once.

    Pandoc reads past duplicate keys without a word and stops at the first syntax error, so pybtex
    looks first.
    """
    path = root / settings.bibliography
    if not path.is_file():
        others = [other.name for other in sorted(root.glob("*.bib"))]
        remedy = "An empty file will do for an essay that cites nothing."
        raise BrokenBibliography.at(path, None, "is missing.", did_you_mean(path.name, others, among=remedy))
    source = Source.read(path)
    keys: dict[str, int] = {}
    taken: dict[str, int] = {}
    twice: list[Problem] = []
    for match in ENTRY.finditer(source.text):
        key, line = match[2], source.line_at(match.start(2))
        if key.lower() in taken:
            fact = f"the key {key} is taken by line {taken[key.lower()]}."
            twice.append(Problem(fact, "Rename or remove one of the entries.", Place(path, line)))
        taken.setdefault(key.lower(), line)
        keys.setdefault(key, line)
    if twice:
        raise DuplicateKey(*twice)
    _check_syntax(source, keys)
    return Bibliography(source, keys)


class _Abbreviations(CaseInsensitiveDict):  # type: ignore[misc]  # pybtex has no types
    """What @string entries say. Ten lines of them, each of the one before, could be billions of letters."""

    def __init__(self, source: Source, known: Mapping[str, str]) -> None:
        self.source = source
        super().__init__(known)

    def __setitem__(self, name: str, words: str) -> None:
        if len(words) > limits.MOST_ABBREVIATED:
            fact = f"an abbreviation of {len(words):,} letters; at most {limits.MOST_ABBREVIATED:,} are read."
            place = self.source.place(rf"(?i:@string\s*[{{(]\s*{re.escape(name)})\b")
            raise TooMuch(Problem(fact, "Write shorter ones.", place))
        super().__setitem__(name, words)


def _check_syntax(source: Source, keys: Mapping[str, int]) -> None:
    parser = Parser(encoding="utf-8")
    parser.macros = _Abbreviations(source, parser.macros)
    try:
        parser.parse_string(source.text)
    except UndefinedMacro as error:
        fact = f"syntax error: {error.args[0]} is no known abbreviation."
        raise BrokenBibliography.at(source.path, error.lineno, fact, "Put the value in braces.") from None
    except PrematureEOF:
        last = max(keys.values(), default=None)
        fact = "syntax error: the file ends before this entry does."
        raise BrokenBibliography.at(source.path, last, fact, "Look for a missing closing brace.") from None
    except PybtexSyntaxError as error:
        fact = f"syntax error: {error.args[0]}."
        remedy = "Look for a missing comma, quotation mark or brace on this line or just above it."
        raise BrokenBibliography.at(source.path, error.lineno, fact, remedy) from None
    except PybtexError as error:
        line = next((keys[word] for word in str(error).split() if word in keys), None)
        raise BrokenBibliography.at(source.path, line, f"{error}.", "Keep one of the two.") from None
