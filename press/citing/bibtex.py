"""The entry as BibTeX writes it; BibLaTeX and pandoc read the same."""

from __future__ import annotations

import re

from press.citing.entry import Entry
from press.citing.names import Name, bibtex_name

ESCAPES = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{character: f"\\{character}" for character in "&%_#${}"},
}
LONE = {"{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
"""BibTeX counts braces even behind a backslash, so that those without a partner need another name."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
LANGUAGES = {
    "de": "ngerman",
    "de-AT": "naustrian",
    "de-CH": "nswissgerman",
    "en": "english",
    "en-GB": "british",
    "en-US": "american",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "pt-BR": "brazilian",
    "ru": "russian",
    "uk": "ukrainian",
}
"""The names that babel has for languages (its manual), which BibLaTeX and pandoc read in `langid`."""
ORDINALS = {"1": "st", "2": "nd", "3": "rd"}


def to_bibtex(entry: Entry) -> str:
    """Return the entry in BibTeX, in UTF-8 (btxdoc, section 3.1).

    It is a @book when there is a publisher, without whom BibTeX misses something, else a @booklet: "printed
    and bound, but without a named publisher". An edition is an ordinal, which BibTeX sets before the
    word and pandoc takes for a number. `day`, `doi`, `isbn`, `langid`, `translator` and `url` are BibLaTeX's
    and pandoc's; BibTeX passes over what it does not know.
    """
    date: list[int] = entry["issued"]["date-parts"][0] if "issued" in entry else []
    year, month, day = (*date, 0, 0, 0)[:3]
    fields = {
        **{role: _people(entry.get(role, [])) for role in ("author", "editor", "translator")},
        "title": _title(entry["title"]),
        "shorttitle": _title(entry.get("title-short", "")),
        "edition": _edition(entry.get("edition", "")),
        "publisher": escape(entry.get("publisher", "")),
        "address": escape(entry.get("publisher-place", "")),
        "year": f"{year:04}" if year else "",
        "month": MONTHS[month - 1] if month else "",
        "day": str(day) if day else "",
        "isbn": entry.get("ISBN", ""),
        "doi": _verbatim(entry.get("DOI", "")),
        "url": _verbatim(entry.get("URL", "")),
        "langid": LANGUAGES.get(entry["language"]) or LANGUAGES.get(entry["language"].partition("-")[0], ""),
    }
    kind = "book" if "publisher" in entry else "booklet"
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'}"
        for name, value in fields.items()
        if value
    ]
    return f"@{kind}{{{entry['id']},\n" + ",\n".join(lines) + "\n}\n"


def escape(text: str) -> str:
    """Return a text with what TeX reads as a command written out."""
    escapes = ESCAPES if _balanced(text) else ESCAPES | LONE
    written = "".join(escapes.get(character, character) for character in text)
    return re.sub("-(?=-)", "-{}", written)  # two hyphens would be a dash


def _balanced(text: str) -> bool:
    depth = 0
    for brace in re.findall(r"[{}]", text):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _title(title: str) -> str:
    """Return a title in braces of its own when it has capitals, other than its first, to lose.

    BibTeX's styles and pandoc write English titles small. Which capitals are a name's and which only a
    title's cannot be told, so that the title stays as the essay has it.
    """
    written = escape(title)
    return f"{{{written}}}" if title[1:] != title[1:].lower() else written


def _people(names: list[Name]) -> str:
    return " and ".join(bibtex_name({key: escape(part) for key, part in name.items()}) for name in names)


def _edition(edition: str) -> str:
    if not edition.isdecimal():
        return escape(edition)
    ending = "th" if edition[-2:-1] == "1" else ORDINALS.get(edition[-1], "th")
    return f"{edition}{ending}"


def _verbatim(address: str) -> str:
    """Return an address as it is, but for what would end the field."""
    return address.replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")
