"""Rules on the entries of references.bib as a whole: whether each is cited, and there once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from press.rules.rule import Hit, Rule
from press.rules.works.bibfile import NOT_WORKS, Entry
from press.rules.works.dates import year_of

RULES: tuple[Rule, ...] = (
    Rule(
        "entry-unused",
        "warning",
        "An entry of references.bib that the essay does not cite, nor lists by `nocite`.",
        "It is not in the printed bibliography; perhaps a citation was forgotten.",
        "Cite it, name it under `nocite:` in essay.yaml, or delete it.",
    ),
    Rule(
        "entry-duplicate",
        "warning",
        "Two entries for one work: the same DOI or ISBN, or the same author, title and year.",
        "The bibliography lists the work twice, and “ibid.” and short titles go wrong.",
        "Keep one of the two and cite it everywhere.",
    ),
)

WHOLE = {"book", "booklet", "collection", "manual", "mvbook", "proceedings", "reference", "report", "thesis"}
"""Types to which an ISBN belongs; a part of a book bears that of the book."""
PLACES = ("volume", "number", "pages", "edition", "part", "chapter", "eid", "url", "type", "howpublished")
"""Fields by which works of one title and year differ."""


def look(entries: Sequence[Entry], cited: Collection[str]) -> Iterator[Hit]:
    """Yield entries without a citation and works with two entries; `cited` may hold `*` for all."""
    if "*" not in cited:
        used = _with_parents(entries, cited)
        for entry in entries:
            if entry.type not in NOT_WORKS and entry.key not in used:
                yield Hit("entry-unused", entry.place(), f"{entry.key} is not cited.", entry.key)
    seen: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        if entry.type in NOT_WORKS:
            continue
        marks = list(_marks(entry))
        twin = next((seen[mark] for mark in marks if mark in seen and _may_be_one(entry, seen[mark])), None)
        if twin:
            fact = f"{entry.key} is the same work as {twin.key} on line {twin.place().line}."
            yield Hit("entry-duplicate", entry.place(), fact, entry.key)
        for mark in marks:
            seen.setdefault(mark, entry)


def _with_parents(entries: Sequence[Entry], cited: Collection[str]) -> set[str]:
    """Return the keys cited and those from which they take fields."""
    by_key = {entry.key.lower(): entry for entry in entries}
    used: set[str] = set()
    waiting = [entry for entry in entries if entry.key in cited]
    while waiting:
        entry = waiting.pop()
        if entry.key not in used:
            used.add(entry.key)
            waiting += [by_key[key.lower()] for _, key in entry.parents if key.lower() in by_key]
            if members := entry.fields.get("entryset"):
                keys = (key.strip().lower() for key in members.value.split(","))
                waiting += [by_key[key] for key in keys if key in by_key]
    return used


def _marks(entry: Entry) -> Iterator[tuple[str, ...]]:
    own = entry.fields
    if "doi" in own and (doi := re.sub(r".*?(?=10\.)", "", own["doi"].plain.lower(), count=1)):
        yield "doi", doi
    if "isbn" in own and entry.type in WHOLE and (isbn := re.sub(r"\D", "", own["isbn"].plain)[-10:-1]):
        yield "isbn", isbn
    title, year = _fold(entry.text("title")), year_of(entry.text("date"))
    name = entry.text("author") or entry.text("editor")
    family = name.partition(",")[0] if "," in name else " ".join(name.partition(" and ")[0].split()[-1:])
    if title and year and family:
        yield "work", _fold(family), title, str(year)


def _may_be_one(one: Entry, other: Entry) -> bool:
    """Tell whether no field says that two works of one title are two."""
    return all(one.text(name) == other.text(name) for name in PLACES if one.has(name) and other.has(name))


def _fold(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in marked if character.isalnum())
