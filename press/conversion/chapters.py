"""Chapters: where the headings of a text are, and what lies between them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from press.ast import Node, stringify
from press.conversion.losses import Losses, without_signs
from press.conversion.tidying import is_whole_line

LONGEST_HEADING = 80  # letters; a longer line in bold is a sentence
LONGEST_NAME = 40


@dataclass(frozen=True)
class Part:
    """A chapter: the blocks from its heading on."""

    blocks: list[Node]

    @property
    def title(self) -> str:
        """The words of its heading."""
        return without_signs(stringify(self.blocks[0]["c"][2]))

    @property
    def is_bare(self) -> bool:
        """Whether it has nothing but its heading."""
        return len(self.blocks) == 1


def find_title(blocks: list[Node], title: str, authors: Sequence[str]) -> tuple[list[Node], str]:
    """Return the text without title and authors above it, and its title, where nothing else tells it."""
    known = {_letters(name) for name in (title, *authors)} - {""}
    while blocks and blocks[0]["t"] in {"Header", "Para"} and _letters(_words(blocks[0])) in known:
        blocks = blocks[1:]
    first = blocks[0] if blocks else None
    levels = [node["c"][0] for node in blocks if node["t"] == "Header"]
    alone = levels and levels.count(min(levels)) == 1 and len(levels) > 1
    if first and first["t"] == "Header" and not title and alone and first["c"][0] == min(levels):
        return blocks[1:], stringify(first["c"][2])
    return blocks, title


def _words(block: Node) -> str:
    return without_signs(stringify(block["c"]))


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def split(blocks: list[Node], title: str, losses: Losses) -> list[Part]:
    """Return the chapters, each with its heading of the first level, and none that leaves out a level.

    A text without headings has them where a short line stands all in bold; else it is one chapter. What
    stands before the first heading becomes a chapter of the essay's title.
    """
    if not any(node["t"] == "Header" for node in blocks):
        blocks = _find_bold(blocks, losses)
    blocks = _level(blocks)
    parts: list[list[Node]] = []
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] == 1:
            parts.append([block])
        elif parts:
            parts[-1].append(block)
        else:
            words = [{"t": "Str", "c": title}]
            kind = ["unnumbered"] if len(blocks) > 1 and _has_top(blocks) else []
            parts.append([{"t": "Header", "c": [1, ["", kind, []], words]}, block])
    return [Part(part) for part in parts]


def _has_top(blocks: list[Node]) -> bool:
    return any(block["t"] == "Header" and block["c"][0] == 1 for block in blocks)


def _find_bold(blocks: list[Node], losses: Losses) -> list[Node]:
    out, count = [], 0
    for block in blocks:
        words = stringify(block["c"]).strip() if is_whole_line(block, "Strong") else ""
        if words and len(words) <= LONGEST_HEADING and not words.endswith((".", ",", ";", ":")):
            count += 1
            out.append({"t": "Header", "c": [1, ["", [], []], block["c"][0]["c"]]})
        else:
            out.append(block)
    if count:
        losses.tell(f"the text has no headings; {count} lines in bold became those")
    return out


def _level(blocks: list[Node]) -> list[Node]:
    """Return the text with headings of the first level on, each at most one below that before it."""
    top = min((block["c"][0] for block in blocks if block["t"] == "Header"), default=1)
    out, before = [], 0
    for block in blocks:
        if block["t"] == "Header":
            before = min(block["c"][0] - top, before) + 1
            block = {"t": "Header", "c": [before, *block["c"][1:]]}  # noqa: PLW2901
        out.append(block)
    return out


def name_of(number: int, title: str) -> str:
    """Return the name of a chapter's file."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", re.sub("['’]", "", plain)).strip("-")
    if len(slug) > LONGEST_NAME:
        slug = slug[: LONGEST_NAME + 1].rpartition("-")[0] or slug[:LONGEST_NAME]
    return f"{number:02d}-{slug or 'chapter'}.md"
