"""The essay as an entry of a bibliography, from its settings."""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import urljoin, urlsplit

from num2words import num2words

from press.citing.names import name_of
from press.metadata import UNFIT
from press.settings import Settings
from press.terms import words_for

Entry = dict[str, Any]

DOI = re.compile(
    r"(?:(?:info:|urn:)?doi[:/]\s*|(?:https?://)?(?:dx\.)?doi\.org/)?(10\.\d{4,9}(?:\.\d+)*/\S+)", re.I
)
"""A DOI name (ISO 26324), with what people write before it."""
STOPS = ("?", "!", "…", ":", "—", "–")
UNMARKED = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)
MOST_EDITIONS = 12


def entry_of(settings: Settings) -> Entry:
    """Return the essay as a CSL-JSON item (https://docs.citationstyles.org): only what is known.

    Its type is always `book`. CSL 1.0.2 has `pamphlet`, but one style in fourteen knows it. Of the others
    Cite Them Right sets its title in quotation marks and leaves out the edition, and GOST R 7.0.5 the
    publisher; APA and MLA give day and month, as for a newspaper. Chicago and MHRA make no difference.
    """
    people = {
        role: [name_of(line(name), settings.language) for name in names if line(name)]
        for role, names in (
            ("author", settings.authors),
            ("editor", [settings.editor]),
            ("translator", [settings.translator]),
        )
    }
    entry: Entry = {
        "id": _key(settings, people["author"] or people["editor"]),
        "type": "book",
        "title": title_of(settings),
        "title-short": line(settings.short_title)
        or (line(settings.title) if line(settings.subtitle) else ""),
        **people,
        "issued": {"date-parts": [[int(part) for part in settings.date.split("-")]]} if settings.date else {},
        "edition": _edition(line(settings.edition), settings.language),
        "publisher": line(settings.publisher),
        "publisher-place": line(settings.place),
        "language": settings.language,
        "ISBN": line(settings.isbn),
        "DOI": _doi(settings.identifier),
        "URL": address_of(settings),
    }
    return {key: value for key, value in entry.items() if value}


def to_csl_json(entry: Entry) -> str:
    """Return the entry as a file of CSL-JSON, which is a list."""
    return json.dumps([entry], indent=2, ensure_ascii=False) + "\n"


def title_of(settings: Settings) -> str:
    """Return title and subtitle with a colon between, or none after a question mark (Chicago 17, 14.96)."""
    title, subtitle = line(settings.title), line(settings.subtitle)
    if not subtitle:
        return title
    colon = "" if title.endswith(STOPS) else words_for(settings.language, settings.terms)["colon"]
    return f"{title}{colon} {subtitle}"


def address_of(settings: Settings, file: str = "") -> str:
    """Return the address of a file beside the web page, or the page's own; empty without `web:`.

    `web:` may be the address of a folder, with a slash at its end, or of the page. It must be one of the
    Web and whole; without `https://` it is given one.
    """
    web = line(settings.web)
    web = web if "://" in web or not web else f"https://{web}"
    try:
        known = re.fullmatch(r"(?i:https?)://[^\s<>\"\\^`{}|]+", web) and urlsplit(web).hostname
    except ValueError:  # a bracket that opens no IPv6 address
        known = ""
    return urljoin(web, file) if known else ""


def page_address(settings: Settings) -> str:
    """Return the address of the page itself."""
    return address_of(settings, f"{settings.slug}.html" if line(settings.web).endswith("/") else "")


def line(text: str) -> str:
    """Return a text on one line, without what XML and readers cannot take; fixed spaces stay."""
    return UNFIT.sub("", re.sub(r"[ \t\r\n\f\v\x85\u2028\u2029]+", " ", text)).strip()


def _doi(identifier: str) -> str:
    found = DOI.fullmatch(line(identifier))
    return found[1] if found else ""


def _key(settings: Settings, people: list[dict[str, str]]) -> str:
    """Return a key of plain letters: the first name and the year, or the slug where the name has none."""
    name = people[0].get("family") or people[0]["literal"] if people else ""
    folded = unicodedata.normalize("NFKD", name.translate(UNMARKED))
    if any(letter.isalpha() and not letter.isascii() for letter in folded):
        folded = ""
    return (re.sub("[^a-z0-9]", "", folded.lower()) or settings.slug) + settings.year


def _edition(text: str, language: str) -> str:
    """Return an edition as its number where it says no more; nothing for the first (Chicago 17, 14.113).

    Styles write the number their own way: `Second edition` becomes 2nd ed., 2. Aufl., 2e éd.
    """
    number = _edition_number(text, language)
    return text if number is None else "" if number == 1 else str(number)


def _edition_number(text: str, language: str) -> int | None:
    if figures := re.fullmatch(r"(\d{1,2})(?!\d)[^\s\w]*\w{0,3}[^\s\w]*(?: [^\W\d]+\.?)?", text):
        return int(figures[1])
    first, *rest = _folded(text).split() or [""]
    if len(rest) != 1:  # "second edition"
        return None
    for number in range(1, MOST_EDITIONS + 1):
        try:
            ordinal = _folded(str(num2words(number, to="ordinal", lang=language.replace("-", "_"))))
        except NotImplementedError:
            return None
        if re.fullmatch(re.escape(ordinal[:-2]) + r"\w{2,3}", first):
            return number
    return None


def _folded(text: str) -> str:
    marked = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in marked if not unicodedata.combining(letter))
