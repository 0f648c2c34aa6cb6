"""A rule on what is typed by hand where the style should speak: “ibid.” and its kin, by language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.rules.rule import Hit, Rule
from press.rules.works.citing import Chapter

RULES: tuple[Rule, ...] = (
    Rule(
        "ibid-typed",
        "warning",
        "“Ibid.”, “op. cit.”, “a. a. O.”, “ebd.” or “там же” typed by hand.",
        "It points to whatever note stands before it, and to another one as soon as a note is put between.",
        "Cite the work again by its key; the style writes “ibid.” itself where it has it.",
    ),
)

LATIN = r"\bibid(?:em)?\b\.?|\b(?:op|loc|art)\. ?cit\b\.?"
TYPED: dict[str, str] = {
    "de": rf"{LATIN}|\ba\. ?a\. ?O\.|\bebd\.|\bebenda,? (?:S\.|Seite)",
    "ru": rf"{LATIN}|\bТам же[.,:]|\bтам же,? (?:с|стр|гл)\.|\b(?:указ|цит)\. ?соч\.",
    "uk": rf"{LATIN}|\bТам само[.,:]",
    "it": rf"{LATIN}|\bivi, (?:pp?)\.",
}
QUOTES = "\"'“”‘’„«»‹›"


def look(chapter: Chapter, language: str) -> Iterator[Hit]:
    """Yield what stands for a citation; words that are quoted or spoken of in quotation marks do not."""
    source = chapter.source
    pattern = TYPED.get(language.split("-", maxsplit=1)[0].lower(), LATIN)
    for found in re.finditer(pattern, source.prose, 0 if language == "ru" else re.IGNORECASE):
        start, end = found.span()
        before, after = source.prose[max(0, start - 1) : start], source.prose[end : end + 1]
        quoted = (before and before in QUOTES) or (after and after in QUOTES)
        if not quoted and not chapter.in_quotation(start):
            fact = f"“{found[0]}” is typed by hand."
            yield Hit("ibid-typed", source.place_at(start), fact, found[0])
