"""The record of what an edition is made from, and the brief form of it that the edition carries."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

ID = 12  # hexadecimal digits of an edition's ID: of a million editions two are alike once in 563 times
BRIEF = 8  # of a hash within an edition, where it is only compared with its like
SAFE = {letter: f"\\u{ord(letter):04x}" for letter in "<>&'"}
HEX = re.compile(f"[0-9a-f]{{{ID}}}")


@dataclass(frozen=True)
class Record:
    """What an edition is made from.

    `essay` and `press` are the SHA-256 of files by their names; `settings` are those of values that
    essay.yaml gives, as JSON; `components` are versions. `time` is the edition's, in UTC; `is_dated` tells
    that it was given from outside.
    """

    essay: Mapping[str, str]
    press: Mapping[str, str]
    settings: Mapping[str, str]
    components: Mapping[str, str]
    time: str
    is_dated: bool = False

    @cached_property
    def edition(self) -> str:
        """The edition's ID."""
        files = {**self.essay, **{f"press/{name}": value for name, value in self.press.items()}}
        lines = [f"{value}  {name}\n" for name, value in sorted(files.items())]
        if self.is_dated:
            lines.append(f"{self.time}  SOURCE_DATE_EPOCH\n")
        return sha256("".join(lines).encode(errors="surrogateescape")).hexdigest()[:ID]

    @cached_property
    def name(self) -> str:
        """What tells it from every other record, those of other components included."""
        return sha256(json.dumps(self.as_json(), sort_keys=True).encode()).hexdigest()[:ID]

    def as_json(self) -> dict[str, Any]:
        """Return the whole record."""
        return {
            "edition": self.edition,
            "time": self.time,
            "essay": dict(self.essay),
            "press": dict(self.press),
            "settings": dict(self.settings),
            "components": dict(self.components),
        }

    @cached_property
    def brief(self) -> Brief:
        """The brief form: short hashes, and one for all of the press's files of a kind."""
        kinds: dict[str, list[str]] = {}
        for name, value in sorted(self.press.items()):
            kinds.setdefault(name.partition("/")[0], []).append(f"{value}  {name}\n")
        return Brief(
            self.edition,
            self.time,
            {name: value[:BRIEF] for name, value in self.essay.items()},
            {kind: sha256("".join(lines).encode()).hexdigest()[:BRIEF] for kind, lines in kinds.items()},
            {name: value[:BRIEF] for name, value in self.settings.items()},
            dict(self.components),
        )


@dataclass(frozen=True)
class Brief:
    """A record as an edition carries it."""

    edition: str
    time: str
    essay: Mapping[str, str]
    press: Mapping[str, str]
    settings: Mapping[str, str]
    components: Mapping[str, str]

    def __str__(self) -> str:
        """Return it as JSON on one line, in letters that XML and HTML hold as they are."""
        text = json.dumps(vars(self), sort_keys=True, separators=(",", ":"))
        return "".join(SAFE.get(letter, letter) for letter in text)


def read_brief(text: str) -> Brief | None:
    """Read what an edition carries; None where that is no record."""
    try:
        found = json.loads(text)
        mappings = {name: dict(found[name]) for name in ("essay", "press", "settings", "components")}
        brief = Brief(found["edition"], found["time"], **mappings)
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    plain = all(isinstance(value, str) for mapping in mappings.values() for value in mapping.values())
    return brief if plain and HEX.fullmatch(str(brief.edition)) and isinstance(brief.time, str) else None
