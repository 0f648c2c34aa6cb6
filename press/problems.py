"""What is said of a mistake: the place, the fact and what to do about it, fit to be printed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey instead of showing: control characters, turns of direction, halves of signs."""


def shown(text: str) -> str:
    """Return a text as it may be printed, what is UNSEEN by its number."""
    return UNSEEN.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


@dataclass(frozen=True, order=True)
class Place:
    """A file, as the reader would type its name, a line and in it a column, both counted from 1."""

    path: Path
    line: int | None = None
    column: int | None = None

    def __str__(self) -> str:
        steps = (self.path, self.line, self.column)
        return shown(":".join(str(step) for step in steps if step is not None)).replace("\n", "\\u000a")


@dataclass(frozen=True)
class Problem:
    """One fact at one place, with its remedy."""

    fact: str
    remedy: str = ""
    place: Place | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "fact", shown(self.fact))
        object.__setattr__(self, "remedy", shown(self.remedy))

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.fact}{' ' + self.remedy if self.remedy else ''}"


def did_you_mean(word: str, known: Iterable[str], *, among: str = "") -> str:
    """Return a remedy that names the nearest known words, or `among` when none is near."""
    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.6)
    return f"Did you mean {' or '.join(near)}?" if near else among
