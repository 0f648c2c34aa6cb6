"""What stands around a quotation in its transcript: sentences, and words that turn the sense."""

from __future__ import annotations

import re

from press.evidence.language import CONTRASTING, JOINING, turns
from press.evidence.words import Words

LONGEST = 400
"""So many characters are shown before and after, at the most."""
ENDS = re.compile(r"[.?!…][\"'’”»“*)\]]*\s+(?=[\"'“‘«„*(\[]*[^\W\d_a-zà-ÿа-яё])|\n\s*\n")


def before(text: str, at: int) -> str:
    """Return the sentence before a place, and the beginning of the one it stands in."""
    head = text[max(0, at - LONGEST) : at]
    starts = [match.end() for match in ENDS.finditer(f"{head}A")]
    starts = [start for start in starts if start < len(head.rstrip())]
    start = starts[-2:][0] if starts else 0
    if len(starts) == 1 and at <= LONGEST and head[: starts[0]].strip():
        start = 0
    cut = "… " if not start and at > LONGEST else ""
    return cut + _line(head[start:])


def after(text: str, at: int) -> str:
    """Return the rest of the sentence that a place stands in, and the sentence after it."""
    tail = text[at : at + LONGEST]
    ends = [match.start() + 1 for match in ENDS.finditer(tail)]
    end = ends[min(1, len(ends) - 1)] if ends else len(tail)
    if len(ends) == 1 and at + LONGEST >= len(text):
        end = len(tail)
    cut = " …" if end == len(tail) and at + LONGEST < len(text) else ""
    return _line(tail[:end]) + cut


def _line(text: str) -> str:
    """Return a text on one line; nothing where no word is in it."""
    return " ".join(text.split()) if any(map(str.isalnum, text)) else ""


def turn_after(words: Words, end: int, language: str) -> tuple[str, int]:
    """Return the word right after a place that turns the sense, and its number; or an empty string."""
    last = len(words.small)
    if 0 < end < last and _begins_sentence(words, end):
        return (words.small[end], end) if words.small[end] in CONTRASTING else ("", 0)
    at = end + 1 if end + 1 < last and words.small[end] in JOINING else end
    return (words.small[at], at) if at < last and turns(words.small[at], language) else ("", 0)


def turn_within(words: Words, start: int, end: int, language: str) -> tuple[str, int]:
    """Return the word among those skipped that would turn the sense of what is kept, and its number.

    It does where it stands in a sentence of which some is kept, or begins the sentence after it.
    """
    breaks = [at for at in range(start, end + 1) if 0 < at < len(words.small) and _begins_sentence(words, at)]
    if not breaks:
        kept = [(start, end)]
    else:
        kept = [(start, breaks[0]), (breaks[-1], end)]
        if breaks[0] < end and words.small[breaks[0]] in CONTRASTING:
            return words.small[breaks[0]], breaks[0]
    for first, last in kept:
        for at in range(first, last):
            if turns(words.small[at], language):
                return words.small[at], at
    return "", 0


def _begins_sentence(words: Words, number: int) -> bool:
    gap = words.text[words.ends[number - 1] : words.starts[number]]
    head = words.text[words.starts[number]]
    return bool(re.search(r"[.?!…]|\n\s*\n", gap)) and not head.islower()
