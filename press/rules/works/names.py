"""Rules on the names of people and bodies in references.bib."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from press.rules.rule import Hit, Rule
from press.rules.works.bibfile import Entry, Field, plain

RULES: tuple[Rule, ...] = (
    Rule(
        "name-two-ways",
        "warning",
        "One person's name written in two ways: `Cohen, S.` and `Cohen, Stephen F.`",
        "The bibliography lists one author as two, each with works of his own.",
        "Write the fuller name in both entries.",
    ),
    Rule(
        "name-caps",
        "warning",
        "A name in capitals: `COHEN, Stephen`.",
        "It is printed so; a style that wants small capitals sets them itself.",
        "Write it with one capital: `Cohen, Stephen`.",
    ),
    Rule(
        "name-list",
        "warning",
        "Names joined by `;` or `&`, parted by commas alone, or followed by `et al.`",
        "Only ` and ` parts names; all else becomes a piece of somebody's name.",
        "Write `Cohen, Stephen and Lewin, Moshe`, and for those you leave out `and others`.",
    ),
    Rule(
        "name-organisation",
        "warning",
        "A body's name without braces of its own: `author = {Communist Party}`.",
        "It is turned round as a person's name is: `Party, Communist`.",
        "Put it in braces once more: `author = {{Communist Party}}`.",
    ),
)

ROLES = ("author", "editor", "translator", "bookauthor", "editora", "introduction", "foreword", "afterword")
AND = re.compile(r"\s+and\s+", re.IGNORECASE)
OTHERS = re.compile(r"(?i)\bet\s+al\b\.?|\bu\.\s?a\.$|\bи др\.|\bet coll\.")
BODY = re.compile(
    r"(?i)\b(academy|archives?|association|bureau|collective|commission|committee|comintern|communist|"
    r"congress|council|federation|foundation|government|institute|international|league|ministry|museum|"
    r"network|opposition|organi[sz]ation|party|society|tribunal|university|"
    r"akademie|archiv|bibliothek|gesellschaft|gewerkschaft|institut|komitee|ministerium|partei|"
    r"universität|verband|verein|académie|bibliothèque|comité|fédération|fondation|ministère|parti|"
    r"société|syndicat|université|академия|архив|институт|комитет|министерство|общество|партия|"
    r"университет|фонд)\b"
)
SUFFIX = re.compile(r"(?i)(?:jr|sr|i{1,3}|iv|ph\.?d|m\.?d|esq)\.?|père|fils")
FEWEST_LETTERS, FEWEST_PARTS = 3, 3
MOST_SPELLINGS = 50
"""A family of more given names is no family; nothing can be told of it."""
ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True)
class Person:
    """A person of an entry: the name as written, its place in the file, family and given name."""

    entry: Entry
    written: str
    at: int
    family: str
    given: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words and initials of the given name, without accents."""
        return tuple(_fold(self.given).split())

    @property
    def fullness(self) -> int:
        """How much of the name is there."""
        return sum(character.isalpha() for character in self.given)


def look(entries: Sequence[Entry]) -> Iterator[Hit]:
    """Yield names of an unfit form, and those that differ from entry to entry."""
    people: list[Person] = []
    for entry in entries:
        for role in ROLES:
            if one := entry.fields.get(role):
                yield from _list_form(entry, one)
                for written, at in _names(one):
                    yield from _name_form(entry, written, at)
                    if person := _person(entry, written, at):
                        people.append(person)
    yield from _two_ways(people)


def _names(one: Field) -> Iterator[tuple[str, int]]:
    """Yield the names of a list, each with its place; an `and` within braces parts nothing."""
    veiled = _veil(one.value)
    at = 0
    for joint in [*AND.finditer(veiled), None]:
        end = joint.start() if joint else len(veiled)
        written = one.value[at:end]
        if written.strip():
            yield written.strip(), one.value_at + at + len(written) - len(written.lstrip())
        at = joint.end() if joint else end


def _veil(text: str) -> str:
    """Return a text of the same length with what is within braces blanked out, and the braces kept."""
    out, depth = [], 0
    for character in text:
        depth -= character == "}"
        out.append(character if depth <= 0 else "x")
        depth += character == "{"
    return "".join(out)


def _list_form(entry: Entry, one: Field) -> Iterator[Hit]:
    veiled = _veil(one.value)
    place = entry.place(one.value_at)
    if found := OTHERS.search(veiled):
        fact = f"“{found[0]}” is typed into the names of {entry.key}."
        yield Hit("name-list", entry.place(one.value_at + found.start()), fact, one.plain)
    elif re.search(r"(?<!\\);|\\?&|\s(?:und|et|y|и)\s", veiled) and not AND.search(veiled):
        yield Hit("name-list", place, f"the names of {entry.key} are not joined by “and”.", one.plain)
    elif any(_is_list(name) for name in AND.split(veiled)):
        yield Hit("name-list", place, f"the names of {entry.key} are parted by commas.", one.plain)


def _is_list(name: str) -> bool:
    """Tell names with commas between them: three parts or more, none of them a `Jr`."""
    parts = [part.strip() for part in name.split(",")]
    words = all(len(re.sub(r"\W", "", part)) > 1 for part in parts)
    return len(parts) >= FEWEST_PARTS and words and not any(SUFFIX.fullmatch(part) for part in parts)


def _name_form(entry: Entry, written: str, at: int) -> Iterator[Hit]:
    veiled = _veil(written)
    if "{" not in veiled and "," not in veiled and " " in veiled and BODY.search(veiled):
        yield Hit("name-organisation", entry.place(at), f"“{written}” is read as a person's name.", written)
    family = veiled.partition(",")[0] if "," in veiled else veiled.split()[-1]
    loud = [word for word in re.findall(r"[^\W\d_]+", family) if len(word) >= FEWEST_LETTERS]
    spoken = "," in veiled or " " in veiled
    if spoken and "{" not in veiled and loud and all(w.isupper() and not ROMAN.fullmatch(w) for w in loud):
        yield Hit("name-caps", entry.place(at), f"“{written}” is in capitals.", written)


def _person(entry: Entry, written: str, at: int) -> Person | None:
    if written.startswith("{") or written.lower() == "others":
        return None
    text = plain(written)
    parts = [part.strip() for part in text.split(",")]
    if len(parts) > 1:
        family, given = parts[0], parts[-1]
    else:
        *first, family = text.split() or [""]
        given = " ".join(first)
    return Person(entry, text, at, family, given) if family and given else None


def _two_ways(people: Sequence[Person]) -> Iterator[Hit]:
    """Yield the shorter of two names of one person; of two equally long, the rarer, or the later."""
    families = defaultdict(list)
    for person in people:
        families[_fold_family(person.family)].append(person)
    for family in families.values():
        spelt: dict[tuple[str, str], list[Person]] = defaultdict(list)
        for person in family:
            spelt[person.family, person.given].append(person)
        if len(spelt) > MOST_SPELLINGS:
            continue
        ranked = sorted(spelt.values(), key=lambda same: (same[0].fullness, len(same)), reverse=True)
        for place, same in enumerate(ranked):
            fuller = [other[0] for other in ranked[:place] if _is_same(same[0], other[0])]
            if len({other.words[0] for other in fuller}) == 1:
                for person in same:
                    yield _two(person, fuller[0])


def _two(person: Person, other: Person) -> Hit:
    line = other.entry.place(other.at).line
    fact = f"“{person.written}” is “{other.written}” on line {line}."
    remedy = f"If they are one person, write “{other.written}” in both places."
    return Hit("name-two-ways", person.entry.place(person.at), fact, person.written, remedy)


def _is_same(one: Person, other: Person) -> bool:
    """Tell whether two given names can be one: as far as the shorter goes, word is word or its initial."""
    short, long = sorted((one.words, other.words), key=len)
    pairs = list(zip(short, long, strict=False))
    if not pairs or not all(_is_word(a, b) for a, b in pairs):
        return False
    return len(pairs[0][0]) > 1 or len(pairs[0][1]) > 1 or len(short) == len(long) or len(short) > 1


def _is_word(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])


def _fold(text: str) -> str:
    """Return a name in small letters without accents, its initials parted, and ii, ij and iy as y."""
    marked = unicodedata.normalize("NFKD", text.casefold().replace("ё", "е"))
    letters = "".join(character for character in marked if not unicodedata.combining(character))
    words = re.findall(r"[^\W\d_]+|\d+", letters)
    return " ".join(re.sub(r"(?<=[^\W\d_]{2})(?:i[iyj]|yi|iy|ij|y|i)$", "y", word) for word in words)


def _fold_family(text: str) -> str:
    return re.sub(r"(?:ts|tz|tc)k(?=y)|zk(?=y)", "tsk", _fold(text)) or text
