"""Dates as BibLaTeX writes them: ISO 8601-2 with the extensions that its manual has in 2.3.8."""

from __future__ import annotations

import re
from datetime import date

SIMPLE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d)(?:T[\d:]+(?:Z|[+-][\d:]+)?)?)?)?[?~%]*")
UNSURE = re.compile(r"-?(?:\d{3}X|\d\dXX|\d{4}-XX|\d{4}-\d\d-XX|\d{4}-XX-XX)[?~%]*|[Yy]-?\d{5,}")
OPEN = ("", "..")
SEASONS = range(21, 25)
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")


def is_date(text: str) -> bool:
    """Tell whether BibLaTeX and pandoc read a text as a date or as a span of time."""
    ends = [end.strip() for end in text.split("/")]
    if len(ends) > len(("from", "to")) or not any(end not in OPEN for end in ends):
        return False
    return all(end in OPEN or _is_simple(end) for end in ends)


def _is_simple(text: str) -> bool:
    found = SIMPLE.fullmatch(text)
    if not found:
        return bool(UNSURE.fullmatch(text))
    year, month, day = (int(part) if part else 1 for part in found.groups())
    if month in SEASONS:
        return not found[3]
    try:
        date(max(abs(year), 4) if year else 4, month, day)
    except ValueError:
        return False
    return True


def year_of(text: str) -> int | None:
    """Return the first year of four figures in a text."""
    found = YEAR.search(text)
    return int(found[0]) if found else None


def is_backwards(text: str) -> bool:
    """Tell whether a span ends before it begins."""
    first, slash, last = (part.strip() for part in text.partition("/"))
    return (
        bool(slash) and bool(SIMPLE.fullmatch(first) and SIMPLE.fullmatch(last)) and last < first[: len(last)]
    )
