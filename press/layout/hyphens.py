"""Where words may be divided: at their soft hyphens, else by the patterns of their language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pyphen

Style = Any  # WeasyPrint has no type hints

WORD = re.compile(r"[^\W\d_]+(?:\xad[^\W\d_]+)*")
BEFORE = re.compile(r"[-‐/@.\u0300-\u036f]")
AFTER = re.compile(r"[-‐/@\u0300-\u036f]|[’.]\w")
"""What is beside a word that is not divided: it is part of a compound, of an address, or of a longer word."""
BEFORE_PART, AFTER_PART = re.compile(r"[/@.\u0300-\u036f]"), re.compile(r"[/@\u0300-\u036f]|[’.]\w")
"""The same where compounds are divided in their parts, too."""


def find_divisions(
    text: str, style_at: Callable[[int], Style | None], *, compounds: bool = False
) -> Iterator[int]:
    """Yield the places in a text before which a word may be divided.

    `style_at` returns the style of the character at a place, or None where there is no letter. The
    styles' `hyphens`, `hyphenate-limit-chars` and language are obeyed. Where `compounds` are not to be kept
    whole, their parts are words of their own.
    """
    before, after = (BEFORE_PART, AFTER_PART) if compounds else (BEFORE, AFTER)
    for word in WORD.finditer(text):
        style = style_at(word.start())
        if style is None or style["hyphens"] == "none":
            continue
        soft = [word.start() + place + 1 for place, mark in enumerate(word[0]) if mark == "\xad"]
        if soft or style["hyphens"] != "auto":
            yield from soft
            continue
        total, left, right = style["hyphenate_limit_chars"]
        alone = not before.match(text[word.start() - 1 : word.start()]) and not after.match(text, word.end())
        if len(word[0]) >= total and alone:
            for place in _positions(word[0], style["lang"], left, right):
                yield word.start() + place


@cache
def _patterns(language: str | None, left: int, right: int) -> pyphen.Pyphen | None:
    """Return the hyphenation patterns of a language, where there are any."""
    known = language and pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known, left=left, right=right) if known else None


@cache
def _positions(word: str, language: str | None, left: int, right: int) -> tuple[int, ...]:
    """Return the places of a word, but for those where it would be spelt in another way."""
    patterns = _patterns(language, left, right)
    places = patterns.positions(word) if patterns else []
    return tuple(int(place) for place in places if getattr(place, "data", None) is None)
