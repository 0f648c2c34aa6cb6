"""The essay as a CSL item, and as CSL-JSON that pandoc reads back."""

from __future__ import annotations

import json
from typing import Any

import pypandoc
import pytest

from press.citing import address_of, entry_of, page_address, title_of, to_csl_json
from press.settings import Settings
from tests.citing.essays import ESSAYS, HOSTILE, essay


def read_back(text: str, source: str) -> dict[str, Any]:
    """Return the only entry of a bibliography as pandoc reads it."""
    (entry,) = json.loads(pypandoc.convert_text(text, "csljson", source))
    return dict(entry)


def test_an_essay_is_a_book_with_all_that_is_known() -> None:
    assert entry_of(essay("german")) == {
        "id": "humboldt2026",
        "type": "book",
        "title": "Wer, wen? Die „Neue Ökonomische Politik“: ein Versuch",
        "author": [
            {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
            {"family": "Müller", "given": "Ursula"},
            {"literal": "Gruppe Arbeiterpolitik"},
            {"family": "Weiß", "given": "X."},
        ],
        "editor": [{"family": "Ed", "given": "Ann"}],
        "translator": [{"family": "Trans", "given": "Bo"}],
        "issued": {"date-parts": [[2026, 11]]},
        "edition": "2",
        "publisher": "Verlag & Söhne",
        "publisher-place": "Köln",
        "language": "de",
        "ISBN": "978-0-306-40615-7",
        "DOI": "10.5281/zenodo.123",
        "URL": "https://example.org/versuch/",
    }


def test_what_is_not_known_is_not_there() -> None:
    assert entry_of(essay("bare")) == {
        "id": "essay",
        "type": "book",
        "title": "Nobody",
        "language": "en-GB",
    }


def test_control_characters_and_line_ends_are_left_out() -> None:
    entry = entry_of(essay("stray"))
    assert (entry["title"], entry["author"]) == ("AB C", [{"family": "Author", "given": "Ann"}])
    assert "URL" not in entry


def unquoted(entry: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with one kind of quotation marks: citeproc sets those of a style."""
    marks = str.maketrans("‘’“”'", '"' * 5)
    return {key: part.translate(marks) if isinstance(part, str) else part for key, part in entry.items()}


@pytest.mark.parametrize("name", ESSAYS)
def test_csl_json_is_read_back_as_it_was_written(name: str) -> None:
    entry = entry_of(essay(name))
    read = read_back(to_csl_json(entry), "csljson")
    assert unquoted(read) == unquoted(entry)


def test_the_hostile_title_is_whole_but_for_its_line_ends() -> None:
    assert entry_of(essay("hostile"))["title"] == HOSTILE.replace("\u2028", "").replace("\u2029", "")


@pytest.mark.parametrize(
    ("title", "subtitle", "language", "whole"),
    [
        ("A Title", "and More", "en", "A Title: and More"),
        ("What Is Art?", "An Essay", "en", "What Is Art? An Essay"),
        ("Stop!", "Essays", "en", "Stop! Essays"),
        ("‘Who?’", "An Essay", "en", "‘Who?’: An Essay"),
        ("Titre", "essai", "fr-CA", "Titre\u00a0: essai"),
        ("Alone", "", "en", "Alone"),
    ],
)
def test_title_and_subtitle_are_joined(title: str, subtitle: str, language: str, whole: str) -> None:
    assert title_of(Settings(title=title, subtitle=subtitle, language=language)) == whole


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("anonymous", "anonymous2026"),
        ("french", "beauvoir2026"),
        ("russian", "essay1902"),
        ("chinese", "essay1937"),
        ("bare", "essay"),
        ("quoted", "king2026"),
    ],
)
def test_the_key_is_of_plain_letters(name: str, key: str) -> None:
    assert entry_of(essay(name))["id"] == key


def test_the_key_takes_the_editor_where_there_is_no_author() -> None:
    assert entry_of(Settings(title="A", editor="Ann Æther-Łoś", date="2026"))["id"] == "aetherlos2026"


@pytest.mark.parametrize(
    ("edition", "language", "expected"),
    [
        ("First edition", "en-GB", None),
        ("1. Auflage", "de", None),
        ("Première édition", "fr", None),
        ("Первое издание", "ru", None),
        ("Second edition", "en-GB", "2"),
        ("2nd ed.", "en", "2"),
        ("3rd", "en", "3"),
        ("Zweite Auflage", "de", "2"),
        ("2e édition", "fr", "2"),
        ("Segunda edición", "es", "2"),
        ("2.ª edición", "es", "2"),
        ("2-е издание", "ru", "2"),
        ("Второе издание", "ru", "2"),
        ("Second, revised edition", "en", "Second, revised edition"),
        ("Revised edition", "en", "Revised edition"),
        ("2026 edition", "en", "2026 edition"),
        ("Second edition", "xx", "Second edition"),
    ],
)
def test_an_edition_is_a_number_and_the_first_is_not_told(
    edition: str, language: str, expected: str | None
) -> None:
    assert entry_of(Settings(title="A", edition=edition, language=language)).get("edition") == expected


@pytest.mark.parametrize(
    "identifier",
    [
        "10.5281/zenodo.123",
        "doi:10.5281/zenodo.123",
        "DOI: 10.5281/zenodo.123",
        "https://doi.org/10.5281/zenodo.123",
        "http://dx.doi.org/10.5281/zenodo.123",
        "info:doi/10.5281/zenodo.123",
        "urn:doi:10.5281/zenodo.123",
    ],
)
def test_a_doi_is_known_in_every_dress(identifier: str) -> None:
    assert entry_of(Settings(title="A", identifier=identifier))["DOI"] == "10.5281/zenodo.123"


@pytest.mark.parametrize("identifier", ["urn:uuid:10.5281", "https://example.org/10.5281/a", "10.5281", ""])
def test_another_identifier_is_no_doi(identifier: str) -> None:
    assert "DOI" not in entry_of(Settings(title="A", identifier=identifier))


@pytest.mark.parametrize(
    ("web", "page", "pdf"),
    [
        ("https://e.org/a/", "https://e.org/a/essay.html", "https://e.org/a/essay.pdf"),
        ("https://e.org/a/index.html", "https://e.org/a/index.html", "https://e.org/a/essay.pdf"),
        ("https://e.org/a", "https://e.org/a", "https://e.org/essay.pdf"),
        ("https://e.org/?id=1", "https://e.org/?id=1", "https://e.org/essay.pdf"),
        ("e.org/a/", "https://e.org/a/essay.html", "https://e.org/a/essay.pdf"),
        ("", "", ""),
        ("http://[", "", ""),
        ("javascript://e.org/%0aalert(1)", "", ""),
        ('https://e.org/"><script>', "", ""),
    ],
)
def test_files_lie_beside_the_page(web: str, page: str, pdf: str) -> None:
    settings = Settings(title="A", web=web)
    assert (page_address(settings), address_of(settings, "essay.pdf")) == (page, pdf)
