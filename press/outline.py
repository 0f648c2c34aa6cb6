"""The order of headings: none is more than one level below the one before it.

Who hears an essay goes from heading to heading, and looks for the level that is left out (WCAG 2.2, 1.3.1,
technique G141). A chapter is a level of its own, so its first heading may be of the first or the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.ast import Node, each, stringify
from press.errors import Place, Problem
from press.model import Finding, Source

HEADING = re.compile(r"^[ >\t]*(?:(#{1,6})(?!#)(.*)|(?=\S)(.+)\n[ >\t]*(=+|-+)[ \t]*$)", re.MULTILINE)
"""A heading as Markdown writes it: behind signs, or over a line."""


def find_skipped(chapter: Source, blocks: list[Node]) -> Iterator[Finding]:
    """Yield the headings that leave out a level."""
    before, at = 1, 0
    for node in each(blocks, "Header"):
        level, title = node["c"][0], stringify(node["c"][2])
        place, at = _find(chapter, level, title, at)
        if level > before + 1:
            fact = f"the heading “{title}” is of level {level}, after one of level {before}."
            remedy = f"Write it {'#' * (before + 1)}, or put a heading of that level before it."
            yield Finding("heading-skipped", "warning", Problem(fact, remedy, place), text=title)
        before = level


def _find(chapter: Source, level: int, title: str, at: int) -> tuple[Place, int]:
    """Return where a heading stands, looking from a place of the text on, and where it ends."""
    words = re.findall(r"\w+", title)
    for match in HEADING.finditer(chapter.prose, at):
        signs, over = match[1] or "", match[4] or "="
        written = len(signs) or "=-".index(over[0]) + 1
        if written == level and set(words[:1]) <= set(re.findall(r"\w+", match[0])):
            start = match.start(2) if signs else match.start(3)
            return Place(chapter.path, chapter.text.count("\n", 0, start) + 1), match.end()
    return Place(chapter.path), at
