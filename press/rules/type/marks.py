"""Marks of punctuation, dots and the marks of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.rules.rule import Rule
from press.rules.type.finds import Find, Pattern, among, find_all
from press.rules.type.markup import NOTED
from press.rules.type.passages import Passage
from press.rules.type.spaces import PROSE

RULES: tuple[Rule, ...] = (
    Rule(
        "mark-repeated",
        "warning",
        "A mark of punctuation twice in a row, or two that exclude each other: `,,` `..` `!!` `,.`",
        "One of them is a slip, or shouts.",
        "Leave one of them.",
    ),
    Rule(
        "ellipsis-dots",
        "warning",
        "An ellipsis of more dots than it has, or of dots with spaces between them.",
        "Too many are a slip, and a line may end between spaced ones.",
        "Write three dots, `...`, of which the press makes one sign.",
    ),
    Rule(
        "note-mark-spaced",
        "warning",
        "A space before the mark of a note.",
        "The mark may come to stand alone at the beginning of a line.",
        "Set the mark close to the word: `word[^1]`.",
    ),
    Rule(
        "note-mark-order",
        "warning",
        "The mark of a note on the wrong side of a stop or a comma.",
        "English sets it after the mark of punctuation, French and Russian before it.",
        "Let the two change places.",
    ),
    Rule(
        "comma-before-bracket",
        "warning",
        "A comma before an opening bracket.",
        "The comma belongs after the closing bracket, where the sentence goes on.",
        "Put it after the bracket, or delete it.",
    ),
    Rule(
        "bracket-unpaired",
        "warning",
        "A bracket that is opened and not closed in its paragraph, or closed and not opened.",
        "Readers cannot tell where the aside ends.",
        "Write the other one, or delete this one.",
    ),
)

PATTERNS = (
    Pattern(
        "mark-repeated",
        re.compile(
            r",{2,}(?![\w“])|;{2,}|:{2,}(?![\w:])|(?<![.\w?!])\.\.(?![./])|(?<=\w)\.\.(?!\.)|[,;:]\.(?!\.)|[;:],|,[;:]"
        ),
        "“{}” has a mark too many.",
        kinds=PROSE,
        whole=True,
    ),
    Pattern(
        "mark-repeated",
        re.compile(r"!{2,}|\?{2,}(?!\w)"),
        "“{}” says no more than one of them.",
        kinds=PROSE,
        own=True,
        needs=("!!", "??"),
    ),
    Pattern(
        "ellipsis-dots",
        re.compile(r"\.{5,}|…{2,}|…\.{2,}|\.{2,}…"),
        "too many dots.",
        whole=True,
        needs=("..", "…"),
    ),
    Pattern(
        "ellipsis-dots",
        re.compile(r"\.(?:[ \n]\.){2,}"),
        "dots with spaces between them.",
        needs=(". .", ".\n."),
    ),
    Pattern(
        "ellipsis-dots",
        re.compile(r"\.{4}(?!\.)|…\."),
        "a dot more than an ellipsis has.",
        languages=among("de", "fr", "ru"),
        whole=True,
        needs=("....", "…."),
    ),
    Pattern(
        "note-mark-spaced",
        re.compile(rf"(?<=\S)[ \n\u00a0]+(?={NOTED})"),
        "a space before the mark of the note.",
        not_in=among("fr"),
        needs=(NOTED,),
    ),
    Pattern(
        "note-mark-spaced",
        re.compile(rf"(?<=\S)[ \n]+(?={NOTED})"),
        "a space before the mark of the note.",
        languages=among("fr"),
        needs=(NOTED,),
    ),
    Pattern(
        "note-mark-order",
        re.compile(rf"{NOTED}(?P<here>[.,;:!?](?!\.))"),
        "the mark of the note stands before the mark of punctuation.",
        "English sets it after: `word.[^1]`",
        languages=among("en"),
        needs=(NOTED,),
    ),
    Pattern(
        "note-mark-order",
        re.compile(rf"(?<=\w\w\w)(?P<here>[.,;:]){NOTED}"),
        "the mark of the note stands after the mark of punctuation.",
        "French and Russian set it before: `mot[^1].`",
        languages=among("fr", "ru"),
        needs=(NOTED,),
    ),
    Pattern(
        "comma-before-bracket",
        re.compile(r"(?<=[^\W\d_]{2}),(?=[ \n]\([^\W\d_]{3})"),
        "a comma before the bracket.",
        kinds=PROSE,
        own=True,
        needs=(", (", ",\n("),
    ),
)

BRACKETS = re.compile(r"[()\[\]]")
PAIRS = {")": "(", "]": "["}
ENUMERATOR = re.compile(r"(?:^|[\s(,;])\w{1,4}['’]?$|[:;=][-o^]?$")
"""What stands before a closing bracket that none opens: `a)`, or a smile."""


def find(passage: Passage) -> Iterator[Find]:
    """Yield what is wrong with the marks of a passage."""
    yield from find_all(PATTERNS, passage)
    if passage.kind in PROSE:
        yield from _find_unpaired(passage)


def _find_unpaired(passage: Passage) -> Iterator[Find]:
    opened: list[tuple[str, int]] = []
    for match in BRACKETS.finditer(passage.text):
        mark, at = match[0], match.start()
        if mark in "([":
            opened.append((mark, at))
        elif opened and opened[-1][0] == PAIRS[mark]:
            opened.pop()
        elif not ENUMERATOR.search(passage.text[max(0, at - 8) : at]):
            yield Find("bracket-unpaired", at, at + 1, f"{mark} closes what was not opened.")
    for mark, at in opened:
        yield Find("bracket-unpaired", at, at + 1, f"{mark} is not closed in this paragraph.")
