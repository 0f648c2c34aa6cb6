"""The entries of references.bib with the place of every field, which no parser of BibTeX tells.

Pybtex has seen to the syntax before (press.manuscript); this reads it once more, by the same grammar: entries
in braces or parentheses, values in braces, in quotation marks, as numbers or abbreviations, joined by `#`.
What is not well-formed is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from press.errors import Place
from press.model import Bibliography, Source

BLOCK = re.compile(r"^[ \t]*@[ \t]*(\w+)\s*[{(]", re.MULTILINE)
KEY = re.compile(r"\s*([^,\s}]+)\s*(,|[})])")
FIELD = re.compile(r"[\s,]*([^\s=,{}()\"#]+)\s*=\s*")
WORD = re.compile(r"[^\s,{}()\"#=]+")
JOIN = re.compile(r"\s*#\s*")
BRACE = re.compile(r"(?<!\\)[{}]")
COMMENT = re.compile(r"(?:\s*%[^\n]*\n)*")
ALIASES = {
    "address": "location",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "journal": "journaltitle",
    "key": "sortkey",
    "primaryclass": "eprintclass",
    "school": "institution",
    "year": "date",
}
"""Names of fields in BibTeX, and those by which BibLaTeX knows them (its manual, 2.2.5)."""
TYPES = {
    "conference": "inproceedings",
    "electronic": "online",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
    "www": "online",
}
"""Types of BibTeX, and those by which BibLaTeX knows them (2.1.2)."""
NOT_WORKS = {"set", "xdata"}
PARENTS = ("crossref", "xdata")
HANDED_DOWN = {"title": "booktitle", "subtitle": "booksubtitle", "titleaddon": "booktitleaddon"}
"""What a field of the work around is called in the part that inherits it (appendix B)."""
MOST_PARENTS = 4
"""How far up an entry inherits: a chapter from a volume, the volume from a set."""
KEPT = {*HANDED_DOWN, "crossref", "entryset", "ids", "label", "options", "pages", "shorttitle", "xdata"}


@dataclass(frozen=True)
class Field:
    """A field as it is written: its name, its value without the outer braces, and where each begins."""

    name: str
    value: str
    name_at: int
    value_at: int

    @property
    def plain(self) -> str:
        """The value on one line, without the braces and commands of TeX."""
        return plain(self.value)


@dataclass(frozen=True)
class Entry:
    """An entry: its type and the names of its fields in small letters and as BibLaTeX calls them.

    `fields` are its own; `all` also those that it inherits. `at` is where its key stands.
    """

    source: Source
    type: str
    written_type: str
    key: str
    at: int
    type_at: int
    fields: Mapping[str, Field]
    all: Mapping[str, Field] = field(default_factory=dict)

    def has(self, *names: str) -> bool:
        """Tell whether one of the fields is there and not empty."""
        return any(name in self.all and self.all[name].plain for name in names)

    def text(self, name: str) -> str:
        """Return a field's plain value, its own or inherited, or an empty string."""
        return self.all[name].plain if name in self.all else ""

    def place(self, at: int | None = None) -> Place:
        """Return the place of a character of the file, or of the key."""
        return self.source.place_at(self.at if at is None else at)

    @property
    def parents(self) -> list[tuple[Field, str]]:
        """The keys of the entries from which it inherits, each with the field that names it."""
        found = (self.fields[name] for name in PARENTS if name in self.fields)
        return [(one, key.strip()) for one in found for key in one.value.split(",") if key.strip()]


def plain(value: str) -> str:
    """Return a value of BibTeX as it is printed, roughly: no braces, no commands, single spaces."""
    value = re.sub(r"\\([&%_#$])", r"\1", value)
    value = re.sub(r"\\[A-Za-z]+\s*|\\.|[{}]", "", value).replace("~", " ")
    return " ".join(value.split())


def read(bibliography: Bibliography) -> list[Entry]:
    """Return the entries in the order of the file, with what they inherit. Comments hold none."""
    source = bibliography.source
    text, at = source.text, 0
    strings: dict[str, str] = {}
    found: list[Entry] = []
    while block := BLOCK.search(text, at):
        kind, start = block[1].lower(), block.end()
        at = start
        if kind in ("comment", "preamble"):
            at = _end(text, start)
        elif kind == "string":
            pairs, at = _fields(text, start, strings)
            strings |= {one.name: one.value for one in pairs}
        elif key := KEY.match(text, start):
            pairs, at = _fields(text, key.end(), strings) if key[2] == "," else ([], key.end())
            named = {ALIASES.get(one.name, one.name): one for one in reversed(pairs)}
            type_at = block.start(1)
            found.append(Entry(source, TYPES.get(kind, kind), block[1], key[1], key.start(1), type_at, named))
    by_key = {entry.key.lower(): entry for entry in found}
    return [replace(entry, all=_inherited(entry, by_key, frozenset())) for entry in found]


def _inherited(entry: Entry, known: Mapping[str, Entry], seen: frozenset[str]) -> dict[str, Field]:
    """Return an entry's fields and those of its parents; a circle of parents ends where it closes."""
    fields: dict[str, Field] = {}
    seen |= {entry.key.lower()}
    for reference, key in entry.parents:
        parent = known.get(key.lower())
        if parent is None or parent.key.lower() in seen or len(seen) > MOST_PARENTS:
            continue
        above = _inherited(parent, known, seen)
        if reference.name == "crossref":
            down = {new: above[old] for old, new in HANDED_DOWN.items() if old in above}
            above = {name: one for name, one in above.items() if name not in KEPT} | down
        fields |= above
    return fields | dict(entry.fields)


def _fields(text: str, at: int, strings: Mapping[str, str]) -> tuple[list[Field], int]:
    """Read `name = value` pairs; return them and where they end."""
    found: list[Field] = []
    while True:
        gap = COMMENT.match(text, at)
        at = gap.end() if gap else at
        name = FIELD.match(text, at)
        if not name:
            return found, at
        value, value_at, at = _value(text, name.end(), strings)
        found.append(Field(name[1].lower(), value, name.start(1), value_at))


def _value(text: str, at: int, strings: Mapping[str, str]) -> tuple[str, int, int]:
    """Return a value, where its first letter stands, and where it ends."""
    pieces: list[str] = []
    first = at + (text[at : at + 1] in ("{", '"'))
    for piece, end in _pieces(text, at, strings):
        pieces.append(piece)
        at = end
    return "".join(pieces), first, at


def _pieces(text: str, at: int, strings: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    while True:
        if text[at : at + 1] == "{":
            end = _end(text, at + 1)
            yield text[at + 1 : end - 1], end
        elif text[at : at + 1] == '"':
            end = _quote_end(text, at + 1)
            yield text[at + 1 : end - 1], end
        elif word := WORD.match(text, at):
            end = word.end()
            yield strings.get(word[0].lower(), word[0]), end
        else:
            return
        join = JOIN.match(text, end)
        if not join:
            return
        at = join.end()


def _end(text: str, at: int) -> int:
    """Return where the brace closes that was opened before `at`, or the end of the text."""
    depth = 1
    for brace in BRACE.finditer(text, at):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return brace.end()
    return len(text) + 1


def _quote_end(text: str, at: int) -> int:
    """Return where a value in quotation marks closes; those within braces do not close it."""
    depth = 0
    for mark in re.compile(r'(?<!\\)[{}]|"').finditer(text, at):
        if mark[0] == '"':
            if not depth:
                return mark.end()
        else:
            depth += 1 if mark[0] == "{" else -1
    return len(text) + 1
