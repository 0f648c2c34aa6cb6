"""Rules on headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from press.ast import Node, classes, each, stringify
from press.errors import Place
from press.model import Source
from press.rules.rule import Hit, Rule
from press.rules.structure.text import fold
from press.rules.tree import Chapter

RULES: tuple[Rule, ...] = (
    Rule(
        "chapter-untitled",
        "warning",
        "A chapter's text that begins without a heading of the first level, while others have one.",
        "It is missing from the contents, and its text seems to belong to the chapter before.",
        "Begin the file with `# Its title`.",
    ),
    Rule(
        "heading-empty",
        "warning",
        "A heading without a word.",
        "It leaves a gap in print and an empty line in the contents.",
        "Write its words, or take its `#` away.",
    ),
    Rule(
        "section-empty",
        "warning",
        "A heading with nothing below it, neither text nor a smaller heading.",
        "A heading promises something; perhaps its text was lost or is still to be written.",
        "Write the section, or take its heading away.",
    ),
    Rule(
        "heading-stop",
        "warning",
        "A heading that ends with a full stop, a comma or a colon.",
        "A heading stands alone and needs no stop.",
        "Take the stop away.",
    ),
    Rule(
        "heading-number",
        "warning",
        "A number typed into a heading: `# 3. The turn`, `# Chapter 3`.",
        "The press numbers the chapters, so that it is printed twice, and may differ.",
        "Take the number away. A chapter without one is `# Its title {.unnumbered}`.",
    ),
    Rule(
        "heading-alone",
        "warning",
        "A heading at once below another one, and the only one of its section.",
        "Both stand over the same text; to divide is to make two at least.",
        "Join the two into one, or give the rest of the section a heading too.",
    ),
    Rule(
        "heading-duplicate",
        "warning",
        "Two headings of the same words in one section.",
        "In the contents the reader cannot tell one from the other.",
        "Give one of them other words.",
    ),
    Rule(
        "heading-deep",
        "warning",
        "A heading of the fourth level or below.",
        "An essay's reader loses count after the third, and they look all the same.",
        "Make it one of the third level, or begin the paragraph with a few words in italics.",
    ),
)

LINE = re.compile(r"^[ >]{0,9}(#{1,6})[ \t]*(.*)$|^([^\n]+)\n[ ]{0,3}(=+|-+)[ \t]*$", re.MULTILINE)
ATTRIBUTES = re.compile(r"\{[^}\n]*\}\s*$")
STOP = re.compile(r"(?:[^\W\d_]{4,}|\d)[”’\"')]?[.]$|[,:;]$")
ORDINAL = re.compile(r"\d[.]$")
NUMBER = re.compile(
    r"(?i)(?:(?:chapter|kapitel|chapitre|capítulo|capitolo|глава|розділ|part|teil)\s+(?:\d{1,2}|[ivxlc]{1,6})"
    r"(?:[.:)]\s|\s*[—–-]\s|$)|\d{1,2}(?:\.\d{1,2})*[.)]\s+|\d{1,2}\.\d{1,2}\s+|(?-i:[IVX]{2,5})[.)]\s+)"
)
DEEPEST = 3


@dataclass(frozen=True)
class Heading:
    """A heading of a chapter, with its level, its words, and what follows it at once."""

    node: Node
    level: int
    words: str
    place: Place
    follower: Node | None


Family = tuple[Heading, list[Heading]]
"""A heading, and those of the next level below it."""


def look(chapters: Sequence[Chapter]) -> Iterator[Hit]:
    """Yield what is wrong with the headings of each chapter."""
    titled = any(node["c"][0] == 1 for chapter in chapters for node in chapter.nodes["Header"])
    for chapter in chapters:
        source, blocks = chapter.source, chapter.blocks
        if titled and blocks and not (blocks[0]["t"] == "Header" and blocks[0]["c"][0] == 1):
            yield from _untitled(source, blocks)
        headings = _read(source, blocks)
        for heading in headings:
            yield from _form(heading)
        yield from _family(headings)


def _untitled(source: Source, blocks: list[Node]) -> Iterator[Hit]:
    if blocks[0]["t"] not in ("RawBlock", "HorizontalRule", "Div"):
        first = re.search(r"\S", source.prose)
        place = source.place_at(first.start() if first else 0)
        yield Hit("chapter-untitled", place, "the chapter begins without a title.", source.path.name)


def _read(source: Source, blocks: list[Node]) -> list[Heading]:
    """Return the headings of a chapter in their order, those within a quotation or a Div left out."""
    lines = iter(list(LINE.finditer(source.prose)))
    found = []
    for block, after in zip_longest(blocks, blocks[1:]):
        if block["t"] == "Header":
            words = stringify(block["c"][2]).strip()
            place = _place(source, lines, block["c"][0], fold(words))
            found.append(Heading(block, block["c"][0], words, place, after))
    return found


def _place(source: Source, lines: Iterator[re.Match[str]], level: int, letters: str) -> Place:
    """Return where the next line stands that is a heading of these letters."""
    for line in lines:
        deep = len(line[1]) if line[1] else 1 + line[4].startswith("-")
        text = ATTRIBUTES.sub("", line[2] if line[1] else line[3])
        if deep == level and fold(text)[: len(letters)] == letters:
            return source.place_at(line.start())
    return Place(source.path)


def _form(heading: Heading) -> Iterator[Hit]:
    place, words = heading.place, heading.words
    if not words and not any(each(heading.node["c"][2], "Image", "Math", "Cite")):
        yield Hit("heading-empty", place, "a heading has no words.", "#" * heading.level)
        return
    after = heading.follower
    if after is None or (after["t"] == "Header" and after["c"][0] <= heading.level):
        yield Hit("section-empty", place, f"nothing stands below “{words}”.", words)
    if STOP.search(words) and not ORDINAL.search(words):
        yield Hit("heading-stop", place, f"the heading “{words}” ends with a stop.", words)
    if NUMBER.match(words) and "unnumbered" not in classes(heading.node):
        yield Hit("heading-number", place, f"the heading “{words}” has its number typed.", words)
    if heading.level > DEEPEST:
        yield Hit("heading-deep", place, f"“{words}” is a heading of level {heading.level}.", words)


def _family(headings: list[Heading]) -> Iterator[Hit]:
    """Yield headings that are alone under theirs, or have the words of a sister."""
    above: list[Family] = []
    families: list[Family] = []
    for heading in headings:
        while above and above[-1][0].level >= heading.level:
            above.pop()
        if above:
            above[-1][1].append(heading)
        above.append((heading, []))
        families.append(above[-1])
    for mother, sisters in families:
        if len(sisters) == 1 and mother.follower is sisters[0].node:
            fact = f"“{sisters[0].words}” is the only heading below “{mother.words}”."
            yield Hit("heading-alone", sisters[0].place, fact, sisters[0].words)
        seen: dict[str, Heading] = {}
        for sister in sisters:
            first = seen.setdefault(fold(sister.words), sister)
            if first is not sister and sister.words:
                fact = f"“{sister.words}” is also the heading of line {first.place.line}."
                yield Hit("heading-duplicate", sister.place, fact, sister.words)
