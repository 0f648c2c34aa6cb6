"""Places in a work: what follows a key in a citation, and whether two pages are the same.

`p. 35`, `pp. xii–xv`, `S. 12 f.`, `35–6` and `12, 14` are pages. `ch. 3` and `Lecture 1` are places of
another kind, which agree only with themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache

from press.evidence.records import NOT_ESTABLISHED, Citation

ROMAN = re.compile(r"m{0,3}(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
DASHES = "\\-‐‑‒–—−"
NUMBER = r"(?:\d+|[ivxlcdm]+)"
FOLLOWING = r"(ff\.?|sqq?\.?|f\.|et suiv\.?)(?!\w)"
RANGE = re.compile(rf"({NUMBER})[a-dn]?(?:\s*[{DASHES}]\s*({NUMBER})|\s*{FOLLOWING})?(?!\w)", re.IGNORECASE)
LABELS = r"pp?\.|pages?\b|S\.|Seiten?\b|f(?:ol|f)?\.|с\.|стр\.|страниц\w+|str\.|s\."
AND = r"(?:\s*[,;&]\s*|\s+(?:and|und|et|и)\s+)"
PAGES = re.compile(
    rf"(?:(?:{LABELS})\s*)?({RANGE.pattern}(?:{AND}(?:(?:{LABELS})\s*)?{RANGE.pattern})*)", re.IGNORECASE
)
LABELLED = re.compile(rf"(?:{LABELS})\s*(?={NUMBER}\b)", re.IGNORECASE)
PLACE = re.compile(r"[^,;()]*?(?:\d|\b[IVXLC]+\b)[^,;()]*")
"""A place of another kind: words up to a comma, with a number among them."""
ENDS = re.compile(r"\s*(?:$|[,;)\]])")
UNKNOWN = re.compile(
    r"(?:pages?|place|folio)\s+(?:is\s+)?(?:not\s+(?:established|known|given|found)|unknown|unestablished)|unpaginated|"
    r"\bn\.\s?pag\.|\bwithout page numbers?|"
    r"Seite(?:nzahl)?\s+(?:nicht\s+(?:ermittelt|bekannt|festgestellt)|unbekannt)|\bo\.\s?S\.|ohne Seiten\w*|"
    r"(?:page|pagination)\s+(?:non\s+(?:établie|connue|identifiée)|inconnue)|\bnon paginé|"
    r"страница\s+(?:не\s+(?:установлена|известна|указана)|неизвестна)|без пагинации",
    re.IGNORECASE,
)
"""A page that is said to be unknown, in English, German, French and Russian."""

OPEN_END = 10_000_000


def read_citation(key: str, suffix: str) -> Citation:
    """Read what follows a key: the page or what stands for it, and the rest."""
    rest = suffix.strip().lstrip(",;:").replace("{", "").replace("}", "").strip()
    if unknown := UNKNOWN.search(rest):
        note = f"{rest[: unknown.start()]} {rest[unknown.end() :]}"
        return Citation(key, NOT_ESTABLISHED, _trim(note))
    found = _find_place(rest)
    if found is None:
        return Citation(key, "", _trim(rest))
    return Citation(key, _trim(found[0]), _trim(f"{rest[: found[1]]} {rest[found[2] :]}"))


def _find_place(rest: str) -> tuple[str, int, int] | None:
    """Return the first place in the work that some words name, and where it begins and ends."""
    labelled = LABELLED.search(rest)
    if labelled and (match := PAGES.match(rest, labelled.start())):
        return match[0], *match.span()
    if (match := PAGES.match(rest)) and ENDS.match(rest, match.end()):
        return match[0], *match.span()
    if match := PLACE.search(rest):
        return match[0], *match.span()
    return None


def _trim(text: str) -> str:
    return " ".join(text.split()).strip(" ,;:")


def agree(one: str, other: str) -> bool | None:
    """Tell whether two places can be the same: None where they are of kinds that cannot be compared."""
    first, second = _pages(one), _pages(other)
    if first and second:
        return any(a[0] == b[0] and a[1] <= b[2] and b[1] <= a[2] for a in first for b in second)
    if first or second:
        return None
    return _plain(one) == _plain(other)


@lru_cache(maxsize=4096)
def _pages(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return ranges of pages: `arabic` or `roman`, first and last."""
    bare = LABELLED.sub("", text.strip())
    if not (match := PAGES.fullmatch(bare.rstrip("."))) and not (match := PAGES.fullmatch(bare)):
        return ()
    out = []
    for found in RANGE.finditer(match[0]):
        first, last = _number(found[1]), _number(found[2] or found[1])
        if first is None or last is None:
            return ()
        end = _complete(found[1], found[2], last[1])
        if found[3]:
            end = OPEN_END if found[3].startswith(("ff", "sqq", "et")) else first[1] + 1
        out.append((first[0], first[1], max(first[1], end)))
    return tuple(out)


def _complete(first: str, last: str | None, number: int) -> int:
    """Return the end of a range whose common digits were left out: 35–6, 129–38."""
    if last and first.isdigit() and last.isdigit() and len(last) < len(first):
        return int(first[: len(first) - len(last)] + last)
    return number


def _number(text: str) -> tuple[str, int] | None:
    if text.isdigit():
        return "arabic", int(text[:9])
    small = text.lower()
    if not ROMAN.fullmatch(small):
        return None
    values = [VALUES[letter] for letter in small]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return "roman", sum(-value if value < after else value for value, after in pairs)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
