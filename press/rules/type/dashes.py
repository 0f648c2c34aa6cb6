"""Dashes: hyphens in their place, two of them, and the manner of the language.

`--` and `---` are dashes already: pandoc makes them so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.rules.rule import Rule
from press.rules.type.finds import Find, Pattern, among, find_all
from press.rules.type.passages import Passage
from press.rules.type.spaces import PROSE

RULES: tuple[Rule, ...] = (
    Rule(
        "dash-doubled",
        "warning",
        "Two long dashes in a row.",
        "In print a gap or a thick joint shows between them.",
        "Write one; where letters or a name are left out, write the long one, ⸺ (U+2E3A).",
    ),
    Rule(
        "dash-in-range",
        "warning",
        "A hyphen between two numbers that begin and end something: pages, years.",
        "A range takes the longer dash; a hyphen joins.",
        "Write `--` or – between the numbers.",
    ),
    Rule(
        "hyphen-for-dash",
        "warning",
        "A hyphen with spaces on both sides.",
        "A hyphen joins words; what parts them is a dash.",
        "Write `--` (–) or `---` (—).",
    ),
    Rule(
        "dash-spacing",
        "warning",
        "A dash with a space on one side only.",
        "It looks like a slip, and a line may end before the dash or after it.",
        "Set a space on both sides or on none.",
    ),
    Rule(
        "dash-of-language",
        "warning",
        "A dash between words that is not set as the language does: one without spaces in German, French or "
        "Russian, a short one in Russian, a long one in German.",
        "German parts with –, Russian with —, French with either, and all of them with spaces.",
        "Write ` – ` in German, ` — ` in Russian, either in French.",
    ),
    Rule(
        "dash-mixed",
        "warning",
        "Breaks in an essay's own sentences made now by one dash, now by another.",
        "Readers look for a difference in meaning where there is none.",
        "Take ` – `, ` — ` or `—`, and keep to it.",
    ),
)

PATTERNS = (
    Pattern("dash-doubled", re.compile(r"—[ ]?[—–]+|–[ ]?—+"), "two dashes in a row.", needs=("—",)),
    Pattern(
        "hyphen-for-dash",
        re.compile(r"(?<=[^\s\d|-])[ \n\u00a0](?P<here>-)[ \n\u00a0](?=[^\s\d-])"),
        "a hyphen where a dash is meant.",
        kinds=PROSE,
        needs=("- ", "-\n", "-\u00a0"),
    ),
    Pattern(
        "dash-spacing",
        re.compile(r"(?<=[^\W\d_])(?P<here>[–—][ \n])(?=[^\W\d_])|(?<=[^\W\d_])[ \n][–—](?=[^\W\d_])"),
        "a space on one side of the dash only.",
        kinds=PROSE,
        needs=tuple("–—"),
    ),
    Pattern(
        "dash-of-language",
        re.compile(r"(?<=[^\W\d_])—(?=[^\W\d_])"),
        "a dash without spaces.",
        languages=among("de", "fr", "ru"),
        kinds=PROSE,
        needs=("—",),
    ),
    Pattern(
        "dash-of-language",
        re.compile(r"(?<=[^\W\d_])[ \u00a0](?P<here>[–])[ \n](?=[^\W\d_])"),
        "a short dash; Russian sets the long one.",
        "Write — (`---`).",
        languages=among("ru"),
        kinds=PROSE,
        needs=("–",),
    ),
    Pattern(
        "dash-of-language",
        re.compile(r"(?<=[^\W\d_])[ \u00a0](?P<here>[—])[ \n](?=[^\W\d_])"),
        "a long dash; German sets the short one.",
        "Write – (`--`).",
        languages=among("de"),
        kinds=PROSE,
        needs=("—",),
    ),
    Pattern(
        "dash-in-range",
        re.compile(r"(?<=pp\. )[ivxlc]{1,7}(?P<here>-)[ivxlc]{1,7}\b"),
        "a hyphen within the range.",
        languages=among("en"),
        needs=("pp. ",),
    ),
)
NUMBERS = re.compile(r"(?<![\w.,/:+\-–—#])(\d{1,4})-(\d{1,4})(?![\w/\-–—:]|[.,]\d)")
NO_RANGE = re.compile(
    r"(?:\b[A-Z]{2,}|\b(?:[Tt]el|[Pp]hone|[Ff]ax|[Cc]all|[Ss]core|by|won|lost|vote)\.?),?[ \n:(]{1,2}$"
)
"""What stands before two numbers that are no range: a standard, a telephone, the score of a game."""
FEWEST_BREAKS = 3
"""Of two breaks nobody can say which is the slip."""
STYLES = {
    "spaced short dashes (` – `)": re.compile(r"(?<=[^\s\d])[ \n\u00a0]–[ \n\u00a0](?=[^\s\d])"),
    "spaced long dashes (` — `)": re.compile(r"(?<=[^\s\d])[ \n\u00a0]—[ \n\u00a0](?=[^\s\d])"),
    "long dashes without spaces (`—`)": re.compile(r"(?<=[^\W\d_])—(?=[^\W\d_])"),
}


def find(passage: Passage) -> Iterator[Find]:
    """Yield what is wrong with the dashes of a passage."""
    yield from find_all(PATTERNS, passage)
    for match in NUMBERS.finditer(passage.text):
        first, last = match.groups()
        full = first[: max(0, len(first) - len(last))] + last
        at = match.end(1)
        before = passage.text[max(0, match.start() - 16) : match.start()]
        if int(full) > int(first) and not first.startswith("0") and not NO_RANGE.search(before):
            yield Find("dash-in-range", at, at + 1, f"a hyphen between {first} and {last}.")


def find_mixed(passages: Sequence[Passage]) -> Iterator[tuple[Passage, Find]]:
    """Yield the rarer kinds of break, once each, at the first place; quotations are others' text."""
    found: dict[str, list[tuple[Passage, int, int]]] = {}
    for passage in passages:
        if passage.quoted or passage.kind not in PROSE:
            continue
        for style, pattern in STYLES.items():
            for match in pattern.finditer(passage.text):
                at = match.start()
                if passage.language_at(at) == passage.language and not _is_quoted(passage, at):
                    found.setdefault(style, []).append((passage, *match.span()))
    if len(found) > 1 and sum(map(len, found.values())) >= FEWEST_BREAKS:
        usual = max(found, key=lambda style: len(found[style]))
        for style, places in found.items():
            if style != usual:
                passage, start, end = places[0]
                fact = f"{len(places)} of the essay’s breaks are {style}, {len(found[usual])} are {usual}."
                yield passage, Find("dash-mixed", start, end, fact)


def _is_quoted(passage: Passage, at: int) -> bool:
    """Tell whether more quotation marks were opened than closed before a place."""
    before = passage.text[:at]
    opened = sum(before.count(mark) for mark in "“„«") - sum(before.count(mark) for mark in "”»")
    return bool(before.count('"') % 2) or opened > 0
