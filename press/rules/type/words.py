"""Words and sentences: doubled, shouted, not ended, begun small."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.rules.rule import Rule
from press.rules.type.finds import Find
from press.rules.type.markup import CITED, NOTED, THING
from press.rules.type.passages import Passage

RULES: tuple[Rule, ...] = (
    Rule(
        "word-doubled",
        "warning",
        "The same word twice in a row, over the end of a line too.",
        "The eye passes over it in writing and stumbles on it in reading.",
        "Delete one of the two.",
    ),
    Rule(
        "word-shouted",
        "warning",
        "A word in capitals that the essay has in small letters elsewhere.",
        "Capitals shout, and read aloud they may be spelled letter by letter.",
        "Write it in small letters, and with `*stars*` if it is to be stressed.",
    ),
    Rule(
        "paragraph-unended",
        "warning",
        "A paragraph without a mark at its end.",
        "Readers wonder whether something was lost.",
        "Write the stop, or whatever mark it ends with.",
    ),
    Rule(
        "sentence-small",
        "warning",
        "A sentence that begins with a small letter (English).",
        "Either the letter or the stop before it is a slip.",
        "Write a capital letter, or a comma for the stop.",
    ),
)

DOUBLED = re.compile(
    r"(?<![\w'’\-])(?P<word>[^\W\d_]+)[ \n\u00a0]+(?P<again>(?P=word))(?![\w'’\-])", re.IGNORECASE
)
MAY_DOUBLE = {
    "en": "had that is did do be which her you so no very long bye there now well hear ha blah knock tut "
    "many far really on in as",
    "de": "die der das den dem sie ihr der dass",
    "fr": "nous vous tout très bien non oui plus",
    "ru": "да нет очень что еле чуть давно там так",
}
"""Words that stand twice in a row with a meaning: he had had, the one that that is, nous nous levons."""

SHOUTED = re.compile(r"(?<![\w.&-])[^\W\d_]{4,}(?![\w&-])")
ROMAN = re.compile(r"[IVXLCDM]+")
AFTER = re.compile(r"[ \n][^\W\d_a-zà-ÿа-яё]{2,}(?!\w)")
BEFORE = re.compile(r"(?<!\w)[^\W\d_a-zà-ÿа-яё]{2,}[ \n]$")
SMALL = re.compile(r"(?<![^\W\d_])[^\W\d_]{4,}(?![^\W\d_])")

ENDED = re.compile(
    rf"[.!?…:;—–⸺&{THING}]['’”“\"»«)\]›* \n\u00a0\u202f]*(?:[ \n\u00a0]*[{CITED}{NOTED}])*[.!?)]*\s*$"
)
FEWEST_WORDS = 5
"""A line of fewer words may be an address, a signature or a motto."""
NOT_PROSE = re.compile(r"\S*\s*(?:`{3}|~{3}|\$\$|\||<|!\[|\\)")
"""What may follow a paragraph that does not end."""
EMPHASIS = ("*", "_")

STOPPED = re.compile(
    rf"(?<![\w.])(?P<before>[a-z]{{4,}})\.[’”\"]?[{NOTED}{CITED}]*[ \n]+(?P<after>[a-z]{{2,}})(?![\w.])"
)
ABBREVIATIONS = re.compile(
    r"abbr(?:ev)?|acad|anon|approx|assoc|bull|cent|chaps?|cols|cont|corr|dept|diss|edns|encl|facs|fasc|figs|illus|"
    r"incl|introd?|mimeo|mins|misc|obsc|orig|paras?|perh|prob|proc|prof|prop|pref|pseud|publ|repr|resp|sect|secs|"
    r"suppl?|trans|univ|unpub|vols|[ivxl]+"
)


def find(passage: Passage) -> Iterator[Find]:
    """Yield what is wrong with the words of a passage."""
    if passage.kind not in ("cell", "verse"):
        yield from _find_doubled(passage)
    if not passage.quoted and passage.kind == "paragraph":
        yield from _find_unended(passage)
    if not passage.quoted and passage.kind in ("paragraph", "item", "note"):
        yield from _find_small(passage)


def _find_doubled(passage: Passage) -> Iterator[Find]:
    for match in DOUBLED.finditer(passage.text):
        word, again = match["word"], match["again"]
        base = passage.base_at(match.start())
        names = again[0].isupper() or word[1:].isupper()  # New York, New York; Duran Duran
        if base not in MAY_DOUBLE or names or again.lower() in MAY_DOUBLE[base].split():
            continue
        if passage.base_at(match.start("again")) == base:
            yield Find("word-doubled", *match.span("again"), f"“{word} {again}”: the word stands twice.")


def _find_unended(passage: Passage) -> Iterator[Find]:
    text, source = passage.text, passage.source.text
    start, end = passage.offsets[0], passage.offsets[-1]
    if len(text.split()) < FEWEST_WORDS or ENDED.search(text[-40:]) or "\\\n" in source[start:end]:
        return
    is_bold = source[max(0, start - 1) : start] in EMPHASIS and source[end : end + 1] in EMPHASIS
    closes = passage.before in ("paragraph", "heading", "note", "")
    if closes and not is_bold and not NOT_PROSE.match(source[end : end + 200]):
        yield Find("paragraph-unended", len(text) - 1, len(text), "the paragraph has no mark at its end.")


def _find_small(passage: Passage) -> Iterator[Find]:
    for match in STOPPED.finditer(passage.text):
        if passage.base_at(match.start()) == "en" and not ABBREVIATIONS.fullmatch(match["before"]):
            fact = f"“{match['after']}” begins a sentence with a small letter."
            yield Find("sentence-small", *match.span("after"), fact)


def find_shouted(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Find]]:
    """Yield words in capitals that are none by nature.

    Headings and quotations are left alone, and so are several words in capitals, which an inscription has.
    """
    small = {word for passage in passages for word in SMALL.findall(passage.text) if word.islower()}
    for passage in passages:
        if passage.quoted or passage.kind in ("heading", "cell", "verse"):
            continue
        for match in SHOUTED.finditer(passage.text):
            word, start, end = match[0], *match.span()
            if not word.isupper() or ROMAN.fullmatch(word) or word.lower() not in small:
                continue
            if not AFTER.match(passage.text, end) and not BEFORE.search(
                passage.text[max(0, start - 24) : start]
            ):
                fact = f"“{word}” is in capitals, and elsewhere is not."
                yield passage, Find("word-shouted", start, end, fact)
