"""Rules on what an entry of references.bib has, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.errors import did_you_mean
from press.rules.rule import Hit, Rule
from press.rules.works.bibfile import NOT_WORKS, Entry
from press.rules.works.dates import year_of
from press.rules.works.table import (
    FIRST_PUBLISHER,
    KNOWN_FIELDS,
    KNOWN_TYPES,
    NEEDED,
    OTHER_TYPES,
    PUBLISHED,
)

RULES: tuple[Rule, ...] = (
    Rule(
        "entry-type-unknown",
        "warning",
        "An entry of a type that does not exist, such as `@bok`.",
        "The citation style does not know what it has before it, and leaves out half of the entry.",
        "Write a type that exists: `@book`, `@article`, `@incollection`, `@online`, `@misc` …",
    ),
    Rule(
        "field-missing",
        "warning",
        "An entry without a field that its type needs, such as a book without a publisher.",
        "The reader cannot find the work.",
        "Look the work up and add the field.",
    ),
    Rule(
        "editor-missing",
        "warning",
        "A contribution to a book of which neither the editor nor the author is named.",
        "Libraries list the book under its editor.",
        "Add `editor = {…}`, or `bookauthor = {…}` for a book by one author.",
    ),
    Rule(
        "date-missing",
        "warning",
        "An entry without a year.",
        "It is printed without a date, or with `n.d.`; a style that cites by author and year cannot cite it.",
        "Add `date = {…}`; where the work bears none, `date = {1977~}` says “about 1977”.",
    ),
    Rule(
        "field-misspelt",
        "warning",
        "A field whose name is nearly that of another, such as `publihser`.",
        "A field of an unknown name is left out of the bibliography.",
        "Write its name as it is in the manual of BibLaTeX.",
    ),
    Rule(
        "crossref-missing",
        "warning",
        "An entry that takes fields from another (`crossref`, `xdata`), which is not there.",
        "What it was to take is left out of the bibliography.",
        "Write the key of the other entry as it is, or add that entry.",
    ),
)

DATES = ("date", "eventdate", "pubstate", "issued")
"""One of these is printed where the year goes."""
CONTRIBUTIONS = {"incollection", "inproceedings"}
AROUND = ("editor", "editora", "bookauthor", "organization", "maintitle", "volume", "series", "eventtitle")
"""One of these tells which book it is, as the volume of a writer's collected works does."""
SHORTEST_NAME = 4
"""Shorter names are like too many others."""


def _shapes(name: str) -> set[str]:
    """Return a name, and what is left of it without each of its letters."""
    return {name[:at] + name[at + 1 :] for at in range(len(name))} | {name}


SHAPES = {name: _shapes(name) for name in KNOWN_FIELDS}


def look(entries: Sequence[Entry]) -> Iterator[Hit]:
    """Yield what the entries lack and what no style reads."""
    keys = {entry.key.lower() for entry in entries}
    for entry in entries:
        yield from _misspelt(entry)
        for one, key in entry.parents:
            if key.lower() not in keys:
                fact = f"{entry.key} takes fields from {key}, which is not in the file."
                remedy = did_you_mean(key, [other.key for other in entries])
                yield Hit("crossref-missing", entry.place(one.value_at), fact, key, remedy)
        if entry.type not in NOT_WORKS:
            yield from _lacking(entry)


def _misspelt(entry: Entry) -> Iterator[Hit]:
    if entry.type not in KNOWN_TYPES:
        fact = f"there is no type @{entry.written_type}."
        remedy = did_you_mean(entry.type, KNOWN_TYPES)
        yield Hit("entry-type-unknown", entry.place(entry.type_at), fact, f"@{entry.written_type}", remedy)
    for name, one in entry.fields.items():
        near = [] if name in KNOWN_FIELDS or len(name) < SHORTEST_NAME else _near(name)
        if near:
            remedy = f"Did you mean {' or '.join(near)}?"
            yield Hit("field-misspelt", entry.place(one.name_at), f"there is no field {name}.", name, remedy)


def _near(name: str) -> list[str]:
    """Return the fields whose name is one letter from this one, or has two of its letters changed about."""
    shapes = _shapes(name)
    near = sorted(known for known, others in SHAPES.items() if shapes & others)
    return [known for known in near if sorted(known) == sorted(name)] or near


def _lacking(entry: Entry) -> Iterator[Hit]:
    for group in NEEDED.get(entry.type, ()):
        if not entry.has(*group):
            yield _lack(entry, "field-missing", group[0])
    year = year_of(entry.text("date"))
    late = entry.type in PUBLISHED and (year is None or year >= FIRST_PUBLISHER)
    if late and not entry.has("publisher", "organization", "institution", "howpublished", "pubstate"):
        yield _lack(entry, "field-missing", "publisher")
    if entry.type == "article" and not entry.has("volume", "number", "issue", "date", "pubstate", "eid"):
        yield _lack(entry, "field-missing", "volume")
    if entry.type in CONTRIBUTIONS and entry.has("booktitle") and not entry.has(*AROUND):
        fact = f"{entry.key} names no editor of “{entry.text('booktitle')}”."
        yield Hit("editor-missing", entry.place(), fact, entry.key)
    undated = entry.type == "online" and entry.has("urldate")
    if entry.type not in OTHER_TYPES and not undated and not entry.has(*DATES):
        yield Hit("date-missing", entry.place(), f"{entry.key} has no date.", entry.key)


def _lack(entry: Entry, rule: str, name: str) -> Hit:
    fact = f"{entry.key} has no {name}, which every @{entry.written_type.lower()} needs."
    return Hit(rule, entry.place(), fact, entry.key, f"Add `{name} = {{…}}`.")
