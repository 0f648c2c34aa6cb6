"""Finding the words of a node in the chapter that it was read from."""

from __future__ import annotations

import re
from typing import Any

from press.ast import each, stringify
from press.errors import Place
from press.model import Source

WORD = re.compile(r"[^\W_]+")
FIRST_WORDS = 6
BETWEEN = r"[\W_]{1,400}?"
"""What may stand between two words: spaces, stops, markup, the lines of a table."""


def words_of(tree: Any) -> str:
    """Return the words of a tree, those of its cells and items parted by spaces."""
    leaves = list(each(tree, "Plain", "Para"))
    return " ".join(map(stringify, leaves)) if leaves else stringify(tree)


def place_of(source: Source, tree: Any) -> Place:
    """Return where the first words of a tree stand, or the chapter where they are not found."""
    words = WORD.findall(words_of(tree))[:FIRST_WORDS]
    found = re.search(BETWEEN.join(words), source.prose) if words else None
    return source.place_at(found.start()) if found else Place(source.path)


def first_words(tree: Any) -> str:
    """Return the first words of a tree as they are read."""
    words = words_of(tree).split()
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")


def fold(text: str) -> str:
    """Return the letters and figures of a text, in small letters."""
    return "".join(WORD.findall(text)).casefold()
