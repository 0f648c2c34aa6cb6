"""Pages and ranges of pages, as entries and citations write them."""

from __future__ import annotations

import re

RANGE = re.compile(r"(?<![\w.])(\d{1,6})\s*[-‐‑–—]{1,3}\s*(\d{1,6})(?![\w.]*\d)")
PIECE = re.compile(r"(\d{1,6})(?:\s*[-‐‑–—]{1,3}\s*(\d{1,6}))?")


def backward(text: str) -> str:
    """Return the first range that ends before it begins, or an empty string; 340–41 is 340 to 341."""
    for found in RANGE.finditer(text):
        if last_of(found[1], found[2]) < int(found[1]):
            return found[0]
    return ""


def last_of(first: str, last: str) -> int:
    """Return the last page of a range, whose number may leave out what it shares with the first."""
    return int(first[: len(first) - len(last)] + last)


def spans(text: str) -> list[tuple[int, int]] | None:
    """Return the first and last pages of `4--5, 8`, or None where there is more in it than figures."""
    found = []
    for piece in re.split(r"\s*[,;]\s*", text.strip().rstrip(".,;")):
        pages = PIECE.fullmatch(piece)
        if not pages:
            return None
        found.append((int(pages[1]), last_of(pages[1], pages[2]) if pages[2] else int(pages[1])))
    return found
