"""Quotation marks and apostrophes.

Straight ones are turned by pandoc and set as the language has them (press.terms.QUOTES); curly ones are
printed as they were typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from press.rules.rule import Rule
from press.rules.type.finds import Find, Pattern, among, find_all
from press.rules.type.markup import CITED, NOTED
from press.rules.type.passages import Passage

RULES: tuple[Rule, ...] = (
    Rule(
        "quote-unpaired",
        "warning",
        "A quotation mark that is opened and not closed in its paragraph, or closed and not opened. "
        "A quotation of several paragraphs opens each of them and closes the last.",
        "Readers cannot tell whose words they are reading.",
        "Write the other mark, or delete this one.",
    ),
    Rule(
        "quote-turned",
        "warning",
        "A quotation mark or an apostrophe turned the wrong way, if only in print: ‘90s, don‘t.",
        "An apostrophe looks like ’, an opening mark never like a closing one.",
        "Type the mark that is meant.",
    ),
    Rule(
        "quote-doubled",
        "warning",
        "Two single quotation marks or two commas typed for a double one.",
        "They are printed as two marks, and readers by ear hear two.",
        'Write `"`.',
    ),
    Rule(
        "quote-mixed",
        "warning",
        "Straight and curly double quotation marks in one essay.",
        "Searching for a quotation finds half of them; in print they may come out as two kinds.",
        "Type them all one way.",
    ),
    Rule(
        "quote-of-language",
        "warning",
        "Quotation marks of another language than that of the text around them.",
        "Each language has its own: “ ” in English, « » in French, „ “ in German, « » in Russian.",
        "Type the language's own or straight ones, or mark the words as being in the other language: "
        "`[…]{lang=de}`.",
    ),
    Rule(
        "accent-for-apostrophe",
        "warning",
        "An accent typed for an apostrophe: don´t.",
        "It is another sign, and looks like one in print.",
        "Type `'`.",
    ),
)

OWN = {
    "en": "“ ”",
    "fr": "« »",
    "de": "„ “ or » «",
    "de-CH": "« »",
    "ru": "« »",
    "uk": "« »",
    "es": "« »",
    "it": "« »",
}
"""The double marks of the languages known."""
ELIDED = r"(?:[Tt]is|[Tt]was|[Tt]were|[Tt]will|[Tt]would|em|til|n)\b"
ELIDED_AFTER = r"(?![Tt]is\b|[Tt]was\b|\d|em\b|[Tt]il\b|[Cc]ause\b|[Bb]out\b|n\b|[Rr]ound\b|[Tt]w)"

PATTERNS = (
    Pattern(
        "quote-turned",
        re.compile(r"(?<!\w)['‘](?=\d0s\b)"),
        "printed as ‘; where figures are left out stands an apostrophe, ’.",
        "Write ’.",
        languages=among("en"),
        needs=tuple("'‘"),
    ),
    Pattern(
        "quote-turned",
        re.compile(
            rf"(?<!\w)‘(?={ELIDED})|(?<![\w“\"])'(?=T(?:is|was|were|would)\b)|(?<=[“\"])'(?={ELIDED})"
        ),
        "printed as ‘; where letters are left out stands an apostrophe, ’.",
        "Write ’.",
        languages=among("en"),
        needs=tuple("'‘"),
    ),
    Pattern(
        "quote-turned",
        re.compile(r"(?<=\w)‘(?=(?:s|t|re|ve|ll|d|m)\b)|\b[OdDlLjJnN](?P<here>‘)(?=[A-Za-zéêàâ]{2})"),
        "‘ in a word; an apostrophe is ’.",
        "Write ’.",
        needs=("‘",),
    ),
    Pattern(
        "quote-turned",
        re.compile(r"(?<!\S)”(?=\w)"),
        "” opens nothing.",
        "Write “.",
        languages=among("en", "fr", "es", "it"),
        needs=("”",),
    ),
    Pattern(
        "quote-turned",
        re.compile(r"(?<=[\w.,!?])“(?=\s|\Z|[.,;:)])"),
        "“ closes nothing.",
        "Write ”.",
        languages=among("en", "fr", "es", "it"),
        needs=("“",),
    ),
    Pattern(
        "quote-turned",
        re.compile(rf"(?<!\S)’{ELIDED_AFTER}(?=[A-Za-z]{{2}}[^‘’\n]{{0,200}}[\w.,!?]’(?![\w]))"),
        "’ opens nothing.",
        "Write ‘.",
        languages=among("en"),
        needs=("’",),
    ),
    Pattern(
        "quote-doubled",
        re.compile(
            r"(?<![\w'])''(?=\w)|(?:(?<=[^\W\d_]{2})|(?<=[.,!?]))''(?![\w'(])|(?<!\S),,(?=\w)|(?<!\S)‘‘(?=\w)|``(?=\w)"
        ),
        "two marks typed for one.",
        not_in=among("sv", "fi"),
        needs=("''", ",,", "‘‘", "``"),
    ),
    Pattern(
        "accent-for-apostrophe",
        re.compile(r"(?<=\w)[´`ʹ](?=[^\W\d_])"),
        "{} typed for an apostrophe.",
        needs=tuple("´`ʹ"),
    ),
)

MARKS = re.compile(r"[\"“”„«»]")
SPACED_BEFORE = "([{—–-/\u00a0\u202f‘“„«"


@dataclass(frozen=True)
class Mark:
    """A double quotation mark, and where it stands in its passage."""

    at: int
    sign: str


def find(passage: Passage) -> Iterator[Find]:
    """Yield what is wrong with the quotation marks of a passage, its pairs apart."""
    yield from find_all(PATTERNS, passage)
    if any(mark in passage.text for mark in "“”„«»"):
        yield from _find_foreign(passage)


def find_unpaired(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Find]]:
    """Yield marks without their other half."""
    for number, passage in enumerate(passages):
        if passage.kind in ("cell", "term") or not OWN.keys() & passage.names:
            continue
        opened, stray = _pair(passage)
        for mark in stray:
            fact = f"{mark.sign} closes what was not opened."
            yield passage, Find("quote-unpaired", mark.at, mark.at + 1, fact)
        if len(opened) == 1 and _goes_on(opened[0], passages, number):
            continue
        for mark in opened:
            fact = f"{mark.sign} is not closed in this paragraph."
            yield passage, Find("quote-unpaired", mark.at, mark.at + 1, fact)


def _goes_on(mark: Mark, passages: Sequence[Passage], number: int) -> bool:
    """Tell whether the next paragraph of the same text opens with the mark again."""
    here = passages[number]
    for following in passages[number + 1 :]:
        if following.kind == "note" and here.kind != "note":
            continue
        return following.quoted == here.quoted and following.text.lstrip()[:1] in (mark.sign, "»")
    return False


def _pair(passage: Passage) -> tuple[list[Mark], list[Mark]]:
    """Return the marks left open, and those that close nothing."""
    opened: list[Mark] = []
    stray: list[Mark] = []
    for match in MARKS.finditer(passage.text):
        at, sign = match.start(), match[0]
        if _closes(sign, at, passage, opened):
            if opened and sign in CLOSERS[opened[-1].sign]:
                opened.pop()
            elif not (sign == '"' and passage.text[at - 1 : at].isdigit()):  # inches
                stray.append(Mark(at, sign))
        else:
            opened.append(Mark(at, sign))
    return opened, stray


CLOSERS = {'"': '"', "“": "”", "„": '“”"', "«": "»", "»": "«", "”": "”"}
"""What closes a mark that opens."""


def _closes(sign: str, at: int, passage: Passage, opened: list[Mark]) -> bool:
    """Tell whether a mark closes, by what is open, and by the characters beside it."""
    before, after = passage.text[at - 1 : at] if at else "", passage.text[at + 1 : at + 2]
    if sign == '"':
        if not after or after.isspace() or after in CITED + NOTED:
            return True
        if before == "'":
            before = passage.text[at - 2 : at - 1] if at > 1 else ""
        return not (not before or before.isspace() or before in SPACED_BEFORE) or (
            after in ".,;:!?)]" and passage.text[at + 1 : at + 4] != "..."
        )
    if sign in "”„":
        return sign == "”"
    if opened and sign in CLOSERS[opened[-1].sign]:
        return True
    stands_free = not before or before.isspace() or before in SPACED_BEFORE
    if sign == "»":
        return not (stands_free and after.isalnum())
    return not stands_free and not after.isalnum() and (sign == "«" or passage.base_at(at) == "de")


FOREIGN = {
    "en": re.compile(r"[„«»]"),
    "fr": re.compile(r"„|(?<!\w)“(?=\w)"),
    "de": re.compile(r"”|(?<!\w)“(?=\w)|(?<![\w.!?…])«(?=\w)"),
    "de-CH": re.compile(r"”|(?<!\w)“(?=\w)"),
    "de-LI": re.compile(r"”|(?<!\w)“(?=\w)"),
    "ru": re.compile(r"”|(?<!\w)“(?=\w)"),
}
"""Marks that a language has not."""


def _find_foreign(passage: Passage) -> Iterator[Find]:
    """Yield marks of other languages; a mark that closes what was told of is not told of again."""
    told = False
    for match in re.finditer(r"[“”„«»]", passage.text):
        at = match.start()
        tag = passage.language_at(at)
        language = tag if tag in FOREIGN else passage.base_at(at)
        foreign = FOREIGN.get(language)
        if not foreign or not foreign.match(passage.text, at):
            continue
        if (language == "fr" and _within(passage, at)) or (language == "en" and match[0] == "»" and told):
            told = False
            continue
        if language in ("de", "ru", "de-CH") and match[0] == "”" and told:
            told = False
            continue
        told = True
        fact = f"{match[0]} in a text whose marks are {OWN.get(language, OWN[language[:2]])}."
        yield Find("quote-of-language", at, at + 1, fact)


def _within(passage: Passage, at: int) -> bool:
    """Tell whether a place stands within « »."""
    before = passage.text[:at]
    return before.count("«") > before.count("»")


def find_mixed(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Find]]:
    """Yield the first mark of the rarer sort, where an essay has straight and curly ones."""
    straight: list[tuple[Passage, int]] = []
    curly: list[tuple[Passage, int]] = []
    for passage in passages:
        for match in re.finditer(r'(?<!\d)"|[“”„]', passage.text):
            if passage.language_at(match.start()) == passage.language:
                (straight if match[0] == '"' else curly).append((passage, match.start()))
    if straight and curly:
        passage, at = min(straight, curly, key=len)[0]
        fact = f"the essay has {len(straight)} straight quotation marks and {len(curly)} curly ones."
        yield passage, Find("quote-mixed", at, at + 1, fact)
