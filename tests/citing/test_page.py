"""What the page's head says, as browsers, Zotero and search engines read it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, sync_playwright

from press.citing import Extent, entry_of, json_ld, meta_tags
from press.machine import find_browser
from press.settings import Settings
from tests.citing.essays import ESSAYS, essay

FILES = ("versuch.pdf", "versuch.epub", "versuch-cover.png", "versuch-press.pdf")
FULL = Extent(words=12345, minutes=52, pages=64, files=FILES, cover_size=(1600, 2560))
READ = """() => [
    [...document.querySelectorAll('head > meta')].map(e => [e.name || e.getAttribute('property'), e.content]),
    [...document.scripts].map(e => e.textContent),
    [...document.querySelectorAll('body *')].length,
]"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


def tags(settings: Settings, extent: Extent = FULL) -> list[tuple[str, str, str]]:
    return meta_tags(settings, entry_of(settings), extent)


def contents(settings: Settings, name: str, extent: Extent = FULL) -> list[str]:
    return [content for _, tag, content in tags(settings, extent) if tag == name]


def graph(settings: Settings, extent: Extent = FULL, more: dict[str, Any] | None = None) -> dict[str, Any]:
    return dict(json.loads(json_ld(settings, entry_of(settings), extent, more)))


def test_the_head_says_all_that_is_known() -> None:
    title = "Wer, wen? Die „Neue Ökonomische Politik“: ein Versuch"
    assert tags(essay("german")) == [
        ("name", "author", "Alexander von Humboldt"),
        ("name", "author", "Ursula Müller"),
        ("name", "author", "Gruppe Arbeiterpolitik"),
        ("name", "author", "X. Weiß"),
        ("name", "description", "Ein Satz. Noch einer."),
        ("name", "keywords", "NÖP, Planung"),
        ("name", "citation_title", title),
        ("name", "citation_author", "Humboldt, Alexander von"),
        ("name", "citation_author", "Müller, Ursula"),
        ("name", "citation_author", "Gruppe Arbeiterpolitik"),
        ("name", "citation_author", "Weiß, X."),
        ("name", "citation_editor", "Ed, Ann"),
        ("name", "citation_publication_date", "2026"),
        ("name", "citation_date", "2026-11"),
        ("name", "citation_publisher", "Verlag & Söhne"),
        ("name", "citation_isbn", "978-0-306-40615-7"),
        ("name", "citation_doi", "10.5281/zenodo.123"),
        ("name", "citation_language", "de"),
        ("name", "citation_keywords", "NÖP"),
        ("name", "citation_keywords", "Planung"),
        ("name", "citation_public_url", "https://example.org/versuch/"),
        ("name", "citation_fulltext_html_url", "https://example.org/versuch/versuch.html"),
        ("name", "citation_pdf_url", "https://example.org/versuch/versuch.pdf"),
        ("property", "og:type", "book"),
        ("property", "og:title", title),
        ("property", "og:description", "Ein Satz. Noch einer."),
        ("property", "og:locale", "de_DE"),
        ("property", "og:url", "https://example.org/versuch/versuch.html"),
        ("property", "og:image", "https://example.org/versuch/versuch-cover.png"),
        ("property", "og:image:type", "image/png"),
        ("property", "og:image:width", "1600"),
        ("property", "og:image:height", "2560"),
        ("property", "og:image:alt", f"Umschlag: {title}"),
        ("property", "book:isbn", "978-0-306-40615-7"),
        ("property", "book:release_date", "2026-11"),
        ("property", "book:tag", "NÖP"),
        ("property", "book:tag", "Planung"),
    ]


def test_no_tag_is_empty_and_a_bare_essay_has_few() -> None:
    assert [name for _, name, _ in tags(essay("bare"))] == [
        "citation_title",
        "citation_language",
        "og:type",
        "og:title",
        "og:locale",
    ]
    assert all(content for name in ESSAYS for _, _, content in tags(essay(name), Extent()))


def test_without_an_address_or_a_file_nothing_is_linked() -> None:
    without = essay("german").model_copy(update={"web": ""})
    assert not [name for _, name, _ in tags(without) if re.search("url|image", name)]
    assert contents(essay("german"), "citation_pdf_url", Extent(files=("versuch-press.pdf",))) == []
    assert contents(essay("german"), "og:image", Extent(files=("versuch.pdf",))) == []
    assert contents(essay("german"), "og:image:width", Extent(files=FILES)) == []


@pytest.mark.parametrize(
    ("date", "published", "month"),
    [
        ("2026", ["2026"], []),
        ("2026-11", ["2026"], ["2026-11"]),
        ("2026-11-23", ["2026/11/23"], []),
        ("", [], []),
    ],
)
def test_a_date_is_whole_or_a_year(date: str, published: list[str], month: list[str]) -> None:
    settings = Settings(title="A", date=date)
    assert contents(settings, "citation_publication_date") == published
    assert contents(settings, "citation_date") == month


def test_two_long_names_of_one_person_are_not_taken_for_two_people() -> None:
    settings = Settings(title="A", authors=["García Márquez, Gabriel José"])
    assert contents(settings, "citation_author") == ["Gabriel José García Márquez"]


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", ["en_US"]),
        ("en-GB", ["en_GB"]),
        ("de", ["de_DE"]),
        ("fr-CA", ["fr_CA"]),
        ("zh-Hant", ["zh_TW"]),
        ("sr-Latn-ME", ["sr_ME"]),
        ("ru", ["ru_RU"]),
        ("es-419", ["es_ES"]),
        ("eo", []),
        ("xx", []),
    ],
)
def test_a_locale_has_the_likely_territory(language: str, locale: list[str]) -> None:
    assert contents(Settings(title="A", language=language), "og:locale") == locale


def test_the_graph_says_all_that_is_known() -> None:
    found = graph(essay("german"), more={"accessMode": "textual"})
    title = "Wer, wen? Die „Neue Ökonomische Politik“: ein Versuch"
    assert found == {
        "@context": "https://schema.org",
        "@type": ["Book", "Article"],
        "name": title,
        "headline": title,
        "author": [
            {
                "@type": "Person",
                "name": "Alexander von Humboldt",
                "givenName": "Alexander",
                "familyName": "Humboldt",
            },
            {"@type": "Person", "name": "Ursula Müller", "givenName": "Ursula", "familyName": "Müller"},
            {"@type": "Organization", "name": "Gruppe Arbeiterpolitik"},
            {"@type": "Person", "name": "X. Weiß", "givenName": "X.", "familyName": "Weiß"},
        ],
        "editor": [{"@type": "Person", "name": "Ann Ed", "givenName": "Ann", "familyName": "Ed"}],
        "translator": [{"@type": "Person", "name": "Bo Trans", "givenName": "Bo", "familyName": "Trans"}],
        "datePublished": "2026-11",
        "bookEdition": "2. Auflage",
        "inLanguage": "de",
        "publisher": {"@type": "Organization", "name": "Verlag & Söhne"},
        "license": "https://creativecommons.org/licenses/by/4.0/",
        "isbn": "978-0-306-40615-7",
        "identifier": "https://doi.org/10.5281/zenodo.123",
        "sameAs": "https://doi.org/10.5281/zenodo.123",
        "url": "https://example.org/versuch/versuch.html",
        "image": "https://example.org/versuch/versuch-cover.png",
        "description": "Ein Satz. Noch einer.",
        "keywords": ["NÖP", "Planung"],
        "numberOfPages": 64,
        "wordCount": 12345,
        "timeRequired": "PT52M",
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": "https://example.org/versuch/versuch.pdf",
                "encodingFormat": "application/pdf",
            },
            {
                "@type": "MediaObject",
                "contentUrl": "https://example.org/versuch/versuch.epub",
                "encodingFormat": "application/epub+zip",
            },
        ],
        "accessMode": "textual",
    }


def test_a_bare_essay_s_graph_is_short_and_its_files_lie_beside_the_page() -> None:
    assert graph(essay("bare"), Extent(files=("essay.pdf",))) == {
        "@context": "https://schema.org",
        "@type": ["Book", "Article"],
        "name": "Nobody",
        "headline": "Nobody",
        "inLanguage": "en-GB",
        "encoding": [
            {"@type": "MediaObject", "contentUrl": "essay.pdf", "encodingFormat": "application/pdf"}
        ],
    }


@pytest.mark.parametrize("name", ESSAYS)
def test_the_graph_has_nothing_that_ends_a_script(name: str) -> None:
    text = json_ld(essay(name), entry_of(essay(name)), Extent())
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text)["name"] == entry_of(essay(name))["title"]


@pytest.mark.slow
def test_a_browser_reads_tags_and_graph_as_they_were_meant(browser: Browser) -> None:
    page = browser.new_page()
    for name in ESSAYS:
        settings = essay(name)
        entry = entry_of(settings)
        metas = Markup().join(
            Markup('<meta {}="{}" content="{}">').format(*tag) for tag in meta_tags(settings, entry, FULL)
        )
        graph = json_ld(settings, entry, FULL)
        page.set_content(
            f'<!DOCTYPE html><head>{metas}<script type="application/ld+json">{graph}</script><body>'
        )
        read, scripts, others = page.evaluate(READ)
        assert [tuple(pair) for pair in read] == [tag[1:] for tag in meta_tags(settings, entry, FULL)]
        assert [json.loads(script) for script in scripts] == [json.loads(graph)]
        assert others == 0
    page.close()
