"""What could not be carried over. A sign in the text says where, until the chapter is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from press.ast import Node

OPEN, CLOSE = "\ue000", "\ue001"
SIGN = re.compile(f"{OPEN}(\\d+){CLOSE}")


@dataclass
class Losses:
    """What is to be told, in the order of its signs, and apart from that what has no place of its own."""

    facts: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)

    def sign(self, fact: str) -> Node:
        """Note a loss and return the sign for its place."""
        self.facts.append(fact)
        return {"t": "Str", "c": f"{OPEN}{len(self.facts) - 1}{CLOSE}"}

    def tell(self, fact: str) -> None:
        """Note what concerns the whole text, once."""
        if fact not in self.whole:
            self.whole.append(fact)


def take_signs(text: str) -> tuple[str, dict[int, int]]:
    """Return a chapter's text without signs, and the line of each of them by its number."""
    lines: list[str] = []
    places: dict[int, int] = {}
    for line in text.split("\n"):
        at = len(lines) + 1
        places.update({int(number): at for number in SIGN.findall(line)})
        plain = SIGN.sub("", line)
        if plain.strip() or plain == line:
            lines.append(plain.rstrip() if plain != line else line)
        elif lines and not lines[-1]:  # a paragraph of signs alone: its empty line goes too
            lines.pop()
    text = "\n".join(lines).rstrip("\n") + "\n"
    last = text.count("\n")
    return text, {number: min(line, last) for number, line in places.items()}


def without_signs(words: Iterable[str]) -> str:
    """Return words without the signs among them."""
    return SIGN.sub("", "".join(words))
