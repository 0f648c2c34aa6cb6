"""BibTeX, read back by pybtex and by pandoc."""

from __future__ import annotations

import re

import pypandoc
import pytest
from pybtex.database import Entry, parse_string

from press.citing import entry_of, to_bibtex
from press.settings import Settings
from tests.citing.essays import ESSAYS, essay
from tests.citing.test_entry import read_back, unquoted

BALANCED = [name for name in ESSAYS if name != "unbalanced"]
"""Lone braces stand by names that pandoc does not know."""


def read_by_pybtex(settings: Settings) -> Entry:
    (entry,) = parse_string(to_bibtex(entry_of(settings)), "bibtex").entries.values()
    return entry


def test_an_entry_is_written_as_people_write_it() -> None:
    assert to_bibtex(entry_of(essay("german"))) == (
        "@book{humboldt2026,\n"
        "  author = {von Humboldt, Alexander and Müller, Ursula and {Gruppe Arbeiterpolitik} and Weiß, X.},\n"
        "  editor = {Ed, Ann},\n"
        "  translator = {Trans, Bo},\n"
        "  title = {{Wer, wen? Die „Neue Ökonomische Politik“: ein Versuch}},\n"
        "  edition = {2nd},\n"
        "  publisher = {Verlag \\& Söhne},\n"
        "  address = {Köln},\n"
        "  year = {2026},\n"
        "  month = nov,\n"
        "  isbn = {978-0-306-40615-7},\n"
        "  doi = {10.5281/zenodo.123},\n"
        "  url = {https://example.org/versuch/},\n"
        "  langid = {ngerman}\n"
        "}\n"
    )


@pytest.mark.parametrize("name", BALANCED)
def test_pandoc_reads_back_what_was_written(name: str) -> None:
    entry = entry_of(essay(name))
    read, entry = unquoted(read_back(to_bibtex(entry), "bibtex")), unquoted(entry)
    for key in ("id", "title", "title-short", "issued", "publisher", "publisher-place", "ISBN", "DOI"):
        assert read.get(key) == entry.get(key)
    assert read.get("URL") == (entry["URL"].replace("{", "%7B") if "URL" in entry else None)
    for role in ("author", "editor", "translator"):
        assert _without_kind(read.get(role, [])) == _without_kind(entry.get(role, []))
    assert re.findall(r"^\d*", read.get("edition", "")) == re.findall(r"^\d*", entry.get("edition", ""))


def _without_kind(names: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return names whose particles are told apart no more, as BibTeX does not."""
    return [{re.sub("^non-dropping", "dropping", key): part for key, part in name.items()} for name in names]


@pytest.mark.parametrize("name", BALANCED)
def test_pybtex_reads_back_title_and_names(name: str) -> None:
    settings = essay(name)
    entry, read = entry_of(settings), read_by_pybtex(settings)
    title = pypandoc.convert_text(read.fields["title"], "plain", "latex-smart", ["--wrap=none"]).strip()
    assert title == entry["title"].replace("\u202f", " ")  # pybtex makes every space a plain one
    assert read.key == entry["id"]
    people = read.persons.get("author", [])
    assert len(people) == len(entry.get("author", []))
    assert [len(person.last_names) for person in people] == [1] * len(people)


def test_a_brace_without_its_partner_is_written_out() -> None:
    read = read_by_pybtex(essay("unbalanced"))
    assert read.fields["title"] == r"{\textbraceright{}un\textbraceleft{}balanced -{}- A B}"
    assert read.fields["publisher"] == r"P\%\_\textbraceleft{}"
    assert [str(person) for person in read.persons["author"]] == [r"\textbraceleft{}y, x"]


@pytest.mark.parametrize(("publisher", "kind"), [("The Essay Press", "book"), ("", "booklet")])
def test_without_a_publisher_it_is_a_booklet(publisher: str, kind: str) -> None:
    assert read_by_pybtex(Settings(title="A", publisher=publisher)).type == kind


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("In for a Penny", "{{In for a Penny}}"),
        ("In for a penny", "{In for a penny}"),
        ("The NEP", "{{The NEP}}"),
        ("Что делать?", "{Что делать?}"),
        ("矛盾论", "{矛盾论}"),
    ],
)
def test_a_title_with_capitals_to_lose_is_held_by_braces(title: str, written: str) -> None:
    assert f"  title = {written}" in to_bibtex(entry_of(Settings(title=title)))


@pytest.mark.parametrize(
    ("edition", "written"),
    [("2", "2nd"), ("3", "3rd"), ("4", "4th"), ("11", "11th"), ("12", "12th"), ("21", "21st")],
)
def test_an_edition_is_an_ordinal(edition: str, written: str) -> None:
    text = to_bibtex(entry_of(Settings(title="A", edition=f"{edition}. Auflage", language="de")))
    assert f"  edition = {{{written}}}" in text
    assert read_back(text, "bibtex")["edition"] == written


def test_day_and_month_are_told() -> None:
    text = to_bibtex(entry_of(essay("quoted")))
    assert "  year = {2026},\n  month = dec,\n  day = {31},\n" in text
