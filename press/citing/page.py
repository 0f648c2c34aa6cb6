"""What the head of the web page says of the essay to machines: meta elements and JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from babel.core import get_global
from markupsafe import Markup

from press.citing.entry import Entry, address_of, line, page_address
from press.citing.names import Name, full_name, is_organisation, turned_name
from press.settings import Settings
from press.terms import words_for

Tag = tuple[str, str, str]
"""Kind of the attribute, `name` or `property`; its value; the content."""

MEDIA_TYPES = {"pdf": "application/pdf", "epub": "application/epub+zip"}
SAFE = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""Without these no text can end a script element or begin a comment (HTML, 4.12.1.3)."""


@dataclass(frozen=True)
class Extent:
    """How long the essay is, and what lies beside its page.

    `pages` are those of the pamphlet; `files` may name `SLUG.pdf`, `SLUG.epub` and `SLUG-cover.png`, of
    which `cover_size` is the width and height in pixels. What is 0 is not known.
    """

    words: int = 0
    minutes: int = 0
    pages: int = 0
    files: Collection[str] = ()
    cover_size: tuple[int, int] = (0, 0)


def meta_tags(settings: Settings, entry: Entry, extent: Extent) -> list[Tag]:
    """Return the meta elements of the page, none of them empty."""
    plain = [
        *(("author", full_name(name)) for name in entry.get("author", [])),
        ("description", line(settings.blurb)),
        ("keywords", ", ".join(_keywords(settings))),
    ]
    tags = [
        *(("name", name, content) for name, content in plain),
        *(("name", f"citation_{name}", content) for name, content in _highwire(settings, entry, extent)),
        *(("property", name, content) for name, content in _open_graph(settings, entry, extent)),
    ]
    return [tag for tag in tags if tag[2]]


def _highwire(settings: Settings, entry: Entry, extent: Extent) -> list[tuple[str, str]]:
    """Return Highwire Press tags, less their prefix.

    Google Scholar's inclusion guidelines (https://scholar.google.com/intl/en/scholar/inclusion.html) want an
    element for each author, and a whole date with slashes or the year alone; Zotero takes year and month
    from `citation_date`, and its translator "Embedded Metadata" reads the rest.
    """
    pdf, whole = f"{settings.slug}.pdf", settings.date.count("-") > 1
    return [
        ("title", entry["title"]),
        *(("author", _listed_name(name)) for name in entry.get("author", [])),
        *(("editor", _listed_name(name)) for name in entry.get("editor", [])),
        ("publication_date", settings.date.replace("-", "/") if whole else settings.year),
        ("date", settings.date if settings.date.count("-") == 1 else ""),
        ("publisher", entry.get("publisher", "")),
        ("isbn", entry.get("ISBN", "")),
        ("doi", entry.get("DOI", "")),
        ("language", settings.language),
        *(("keywords", word) for word in _keywords(settings)),
        ("public_url", address_of(settings)),
        ("fulltext_html_url", page_address(settings)),
        ("pdf_url", address_of(settings, pdf) if pdf in extent.files else ""),
    ]


def _open_graph(settings: Settings, entry: Entry, extent: Extent) -> list[tuple[str, str]]:
    """Return Open Graph (https://ogp.me), of which X makes its cards too where `twitter:` says nothing.

    The type is `book`: Zotero takes a page with `citation_title` for a journal article unless an ISBN or
    `og:type` tells of a book. `book:author` is left out: it is the address of a profile.
    """
    cover, (width, height) = f"{settings.slug}-cover.png", extent.cover_size
    image = address_of(settings, cover) if cover in extent.files else ""
    terms = words_for(settings.language, settings.terms)
    word = line(terms["cover"]) + terms["colon"]
    pictured = [
        ("og:image", image),
        ("og:image:type", "image/png"),
        ("og:image:width", str(width or "")),
        ("og:image:height", str(height or "")),
        ("og:image:alt", f"{word} {entry['title']}"),
    ]
    return [
        ("og:type", "book"),
        ("og:title", entry["title"]),
        ("og:description", line(settings.blurb)),
        ("og:locale", _locale(settings.language)),
        ("og:url", page_address(settings)),
        *(pictured if image else []),
        ("book:isbn", entry.get("ISBN", "")),
        ("book:release_date", settings.date),
        *(("book:tag", keyword) for keyword in _keywords(settings)),
    ]


def json_ld(
    settings: Settings, entry: Entry, extent: Extent, more: Mapping[str, Any] | None = None
) -> Markup:
    """Return the essay in the words of https://schema.org, safe inside a script element; `more` is added.

    It is a Book, which has an ISBN, an edition and pages, and an Article, which has a number of words.
    Whether it is a ScholarlyArticle is not for a press to say. The files beside the page are its encodings,
    at addresses that count from the page where `web:` is not set.
    """
    title, doi, cover = entry["title"], entry.get("DOI", ""), f"{settings.slug}-cover.png"
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": ["Book", "Article"],
        "name": title,
        "headline": title,
        **{
            role: [_agent(name) for name in entry.get(role, [])]
            for role in ("author", "editor", "translator")
        },
        "datePublished": settings.date,
        "bookEdition": line(settings.edition),
        "inLanguage": settings.language,
        "publisher": {"@type": "Organization", "name": entry["publisher"]} if "publisher" in entry else None,
        "license": line(settings.licence_url),
        "isbn": entry.get("ISBN", ""),
        "identifier": line(settings.identifier),
        "sameAs": f"https://doi.org/{doi}" if doi else "",
        "url": page_address(settings),
        "image": (address_of(settings, cover) or cover) if cover in extent.files else "",
        "description": line(settings.blurb),
        "keywords": _keywords(settings),
        "numberOfPages": extent.pages,
        "wordCount": extent.words,
        "timeRequired": f"PT{extent.minutes}M" if extent.minutes else "",
        "encoding": _encodings(settings, extent.files),
        **(more or {}),
    }
    text = json.dumps({key: value for key, value in facts.items() if value}, ensure_ascii=False, indent=1)
    return Markup("".join(SAFE.get(character, character) for character in text))


def _encodings(settings: Settings, files: Collection[str]) -> list[dict[str, str]]:
    return [
        {"@type": "MediaObject", "contentUrl": address_of(settings, name) or name, "encodingFormat": kind}
        for suffix, kind in MEDIA_TYPES.items()
        if (name := f"{settings.slug}.{suffix}") in files
    ]


def _agent(name: Name) -> dict[str, str]:
    """Return a person or an organisation of schema.org."""
    agent = {"@type": "Organization" if is_organisation(name) else "Person", "name": full_name(name)}
    parts = {"givenName": name.get("given", ""), "familyName": name.get("family", "")}
    return agent | {key: part for key, part in parts.items() if part}


def _listed_name(name: Name) -> str:
    """Return `Family, Given`, or the name as spoken where both are of several words.

    Of such a one Zotero makes two people, when nobody else is named.
    """
    turned = turned_name(name)
    return full_name(name) if all(" " in part for part in turned.split(", ")[:2]) else turned


def _keywords(settings: Settings) -> list[str]:
    return [line(word) for word in settings.keywords if line(word)]


def _locale(language: str) -> str:
    """Return language_TERRITORY, as Open Graph writes it; the likely territory where none is named (CLDR)."""
    parts = language.split("-")
    likely = get_global("likely_subtags")
    full = likely.get("_".join(parts[:2])) or likely.get(parts[0]) or ""
    territory = next((part for part in parts[1:] if len(part) == len("GB")), full.rpartition("_")[2])
    return f"{parts[0].lower()}_{territory.upper()}" if territory.isalpha() else ""
