"""Letters and signs: those not seen, those that look like others, and those typed for want of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.rules.rule import Rule
from press.rules.type.finds import Find, Pattern, find_all
from press.rules.type.passages import Passage

RULES: tuple[Rule, ...] = (
    Rule(
        "soft-hyphen",
        "warning",
        "A soft hyphen within a word.",
        "It is not seen, and words that hold it are not found. The press divides words by itself.",
        "Delete it; the column is where it stands.",
    ),
    Rule(
        "invisible-letter",
        "warning",
        "A character of no width: a space of none, a joiner, a mark of the direction of writing.",
        "It is not seen, comes in with text copied from the web, and words that hold it are not found.",
        "Delete it; the column is where it stands.",
    ),
    Rule(
        "alphabets-mixed",
        "warning",
        "A word with a letter of another alphabet that looks like its own: a Latin `a` in a Russian word.",
        "It is not found by searching, is read aloud wrongly, and the letters come from two typefaces.",
        "Type the letter named again, in the word's own alphabet.",
    ),
    Rule(
        "ligature-typed",
        "warning",
        "A ligature typed as one letter: ﬁ, ﬂ.",
        "Words that hold it are not found. The press joins the letters by itself.",
        "Type the letters.",
    ),
    Rule(
        "accent-apart",
        "warning",
        "An accent as a character of its own after its letter, where there is one letter for both.",
        "It looks the same, but is not found by searching, and the accent may be set askew.",
        "Type the letter with its accent anew.",
    ),
    Rule(
        "entity-typed",
        "warning",
        "A sign written in the manner of HTML: `&eacute;`, `&#8212;`.",
        "The manuscript is hard to read and to search, and the letter itself would do.",
        "Type the sign itself.",
    ),
    Rule(
        "times-typed",
        "warning",
        "The letter x between two numbers.",
        "The sign of multiplication is ×, which stands in the middle of the line.",
        "Write ×.",
    ),
    Rule(
        "prime-typed",
        "warning",
        "Quotation marks after feet and inches or degrees.",
        "They are printed as curly quotation marks; what is meant is ′ and ″.",
        "Write ′ (U+2032) and ″ (U+2033).",
    ),
    Rule(
        "degree-typed",
        "warning",
        "A small raised o, or another ring, for the sign of degrees.",
        "It is another sign, which some faces underline.",
        "Write °.",
    ),
    Rule(
        "sign-in-letters",
        "warning",
        "A sign spelled out in brackets or with two others: (c), (tm), +-.",
        "There are signs for these, which readers by ear hear by name.",
        "Write ©, ®, ™ or ±.",
    ),
)

LIGATURE = re.compile("[\ufb00-\ufb06]")
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
JOINED = re.compile(
    r"[\u0600-\u06ff\u0700-\u074f\u0900-\u0dff\u0e00-\u109f\u1780-\u18af\U0001f000-\U0001faff\u2600-\u27bf]"
)
"""Letters and pictures among which a joiner or its contrary has a meaning."""

PATTERNS = (
    Pattern("soft-hyphen", re.compile(r"\u00ad"), "a soft hyphen.", needs=("\u00ad",)),
    Pattern(
        "times-typed",
        re.compile(r"(?<![\w.])(?!0x)\d[\d.,]*[ \u00a0]?(?P<here>[xX])[ \u00a0]?(?=\d[\d.,]*(?![\w]))"),
        "x between two numbers.",
        needs=tuple("xX"),
    ),
    Pattern(
        "prime-typed",
        re.compile(r"(?<=\d)['’][ ]?\d{1,2}[\"”]|(?<=°)[ ]?\d{1,2}['’](?:[ ]?\d{1,2}(?:[.,]\d+)?[\"”])?"),
        "{} is printed with quotation marks.",
        needs=tuple("'’"),
    ),
    Pattern(
        "degree-typed",
        re.compile(r"(?<=\d)[ \u00a0]?(?P<here>[º˚])(?=[ \u00a0]?[CF]\b)"),
        "{} typed for °.",
        needs=tuple("º˚"),
    ),
    Pattern(
        "sign-in-letters",
        re.compile(r"(?<!\w)\([cC]\)(?=[ \n\u00a0]\d{4})|(?<=\w)\((?:tm|TM|[rR])\)|\+-(?=\d)|\+/-(?=[ ]?\d)"),
        "{} typed for a sign.",
        needs=("(", "+"),
    ),
)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2061-\u2064\u2066-\u2069\ufeff]")
LETTER_APART = re.compile(r"[^\W\d_][\u0300-\u036f]")
ENTITY = re.compile(r"&(?:[A-Za-z]{2,12}|#\d{2,6}|#[xX][\da-fA-F]{2,5});")
KEPT = {"&amp;", "&lt;", "&gt;", "&nbsp;", "&thinsp;", "&ensp;", "&emsp;", "&quot;", "&apos;", "&hairsp;"}
WORD = re.compile(r"[^\W\d_]+")
LATIN, CYRILLIC, GREEK = (
    re.compile(r"[A-Za-z]"),
    re.compile(r"[\u0400-\u04ff]"),
    re.compile(r"[\u0370-\u03ff]"),
)
ALIKE = {
    "Latin": set("aceopxyisjABCEHIJKMOPSTXYvuo"),
    "Cyrillic": set("асеорхуіѕјАВСЕНІЈКМОРЅТХУ"),
    "Greek": set("ονυΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"),
}
"""Letters of an alphabet that look like one of another's."""


def find(passage: Passage) -> Iterator[Find]:
    """Yield what is wrong with the letters of a passage."""
    yield from find_all(PATTERNS, passage)
    yield from _find_entities(passage)
    if passage.text.isascii():
        return
    yield from _find_invisible(passage)
    yield from _find_mixed(passage)
    for match in LIGATURE.finditer(passage.text):
        letters = unicodedata.normalize("NFKC", match[0])
        yield Find("ligature-typed", *match.span(), f"{match[0]} typed for {letters}.")
    for match in LETTER_APART.finditer(passage.text):
        if len(letter := unicodedata.normalize("NFC", match[0])) == 1:
            yield Find("accent-apart", *match.span(), f"{letter} is written as two characters.")


def _find_entities(passage: Passage) -> Iterator[Find]:
    """Yield signs in the manner of HTML, of which the passage has the sign already."""
    source = passage.source.text
    if "&" not in source[passage.offsets[0] : passage.offsets[-1]]:
        return
    for at, letter in enumerate(passage.text):
        offset = passage.offsets[at]
        if source[offset] == "&" and letter != "&" and (match := ENTITY.match(source, offset)):
            seen = letter.isprintable() and not letter.isspace()
            if seen and match[0] not in KEPT:
                yield Find("entity-typed", at, at + 1, f"{match[0]} for {letter}.")


def _find_invisible(passage: Passage) -> Iterator[Find]:
    text = passage.text
    both_ways = bool(RIGHT_TO_LEFT.search(text))
    for match in INVISIBLE.finditer(text):
        at, letter = match.start(), match[0]
        beside = text[max(0, at - 2) : at + 3].replace(letter, "")
        if letter in "\u200c\u200d" and JOINED.search(beside):
            continue
        if both_ways and letter not in "\u200b\ufeff":
            continue
        name = unicodedata.name(letter, f"U+{ord(letter):04X}").lower()
        yield Find(
            "invisible-letter", at, at + 1, f"a character that is not seen: {name}, U+{ord(letter):04X}."
        )


def _find_mixed(passage: Passage) -> Iterator[Find]:
    for match in WORD.finditer(passage.text):
        word = match[0]
        if word.isascii():
            continue
        letters = {
            "Latin": LATIN.findall(word),
            "Cyrillic": CYRILLIC.findall(word),
            "Greek": GREEK.findall(word),
        }
        there = sorted((name for name in letters if letters[name]), key=lambda name: len(letters[name]))
        if len(there) > 1 and len(word) > 2 and set(letters[there[0]]) <= ALIKE[there[0]]:  # noqa: PLR2004
            at = next(place for place, letter in enumerate(word) if letter in letters[there[0]])
            fact = f"“{word}” has a {there[0]} {word[at]} among {there[-1]} letters."
            yield Find("alphabets-mixed", match.start() + at, match.start() + at + 1, fact)
