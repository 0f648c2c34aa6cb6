"""Reading settings from a document's metadata, in the kind that each use asks for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile

from press.ast import Node, attr, stringify, text
from press.errors import BadSetting, Problem

from .defaults import ALIASES, DEFAULTS
from .tree import Nodes, flat

_VARIABLE = re.compile(r"\$\$(.+?)\$\$")
_TRUTH = {"true": True, "false": False}


class Settings:
    """The settings of one document: its metadata over the defaults."""

    def __init__(self, meta: Mapping[str, Node]) -> None:
        """Lay the metadata over the defaults; a setting's own name goes before its alias."""
        renamed = {name: meta[alias] for alias, name in ALIASES.items() if alias in meta}
        self._values: dict[str, Node] = {**DEFAULTS, **renamed, **meta}

    def value(self, name: str) -> Node | None:
        """Return a setting, or any other metadata field, as it stands."""
        return self._values.get(name)

    def item(self, name: str, index: int) -> Node | None:
        """Return one value of a list, the last when it is too short; a single value is every value."""
        value = self.value(name)
        if value is None or value["t"] != "MetaList":
            return value
        held: Nodes = value["c"]
        return held[index if 0 <= index < len(held) else -1] if held else None

    def flag(self, name: str) -> bool:
        """Return a setting that is true or false."""
        value = self._values[name]
        if value["t"] == "MetaBool":
            return bool(value["c"])
        words = as_text(name, value)
        if words not in _TRUTH:
            raise wrong_kind(name, value, "true or false")
        return _TRUTH[words]

    def number(self, name: str) -> int:
        """Return a setting that is a whole number."""
        value = self._values[name]
        number = integer(as_text(name, value))
        if number is None:
            raise wrong_kind(name, value, "a whole number")
        return number

    def inlines(self, name: str) -> Nodes:
        """Return a setting that is a piece of text, or a template for one; empty when not set."""
        value = self.value(name)
        return [] if value is None else as_inlines(name, value)

    def blocks(self, name: str) -> Nodes:
        """Return a setting that is blocks, or a template for blocks."""
        value = self._values[name]
        if value["t"] == "MetaBlocks":
            return list(value["c"])
        return [_heading_or_plain(as_inlines(name, value))]

    def variant(self, name: str, key: str) -> Nodes:
        """Return a template that may be a map from kinds of label, with a `default`, to templates."""
        value = self._values[name]
        if value["t"] != "MetaMap":
            return as_inlines(name, value)
        chosen = value["c"].get(key) or value["c"].get("default")
        return [] if chosen is None else as_inlines(name, chosen)


def as_inlines(name: str, value: Node) -> Nodes:
    """Return a metadata value as inlines."""
    match value["t"]:
        case "MetaInlines":
            return list(value["c"])
        case "MetaBlocks":
            return flat(value["c"])
        case "MetaString":
            return _from_string(value["c"])
    raise wrong_kind(name, value, "text")


def as_text(name: str, value: Node) -> str:
    """Return a metadata value as plain text."""
    return str(value["c"]) if value["t"] == "MetaString" else stringify(as_inlines(name, value))


def integer(words: str) -> int | None:
    """Return the whole number that a text is, or None."""
    return int(words) if re.fullmatch(r"\s*-?\d+\s*", words) else None


def wrong_kind(name: str, value: Node, wanted: str) -> BadSetting:
    """Make the error for a setting whose value is of the wrong kind."""
    found = {"MetaBool": "true or false", "MetaList": "a list", "MetaMap": "a map"}.get(value["t"])
    shown = found or f"“{as_text(name, value)}”"
    return BadSetting(Problem(f"the cross-reference setting {name} is {shown}.", f"It must be {wanted}."))


def _from_string(words: str) -> Nodes:
    # A value that did not pass through the Markdown reader still has its variables spelled out.
    out: Nodes = []
    for at, piece in enumerate(_VARIABLE.split(words)):
        out += [{"t": "Math", "c": [{"t": "DisplayMath"}, piece]}] if at % 2 else text(piece)
    return out


def _heading_or_plain(inlines: Nodes) -> Node:
    # The manual writes list titles as "# Title", which the YAML reader leaves as text.
    first = inlines[0].get("c") if inlines else None
    level = len(list(takewhile(lambda mark: mark == "#", first))) if isinstance(first, str) else 0
    spaced = len(inlines) > 1 and inlines[1]["t"] == "Space"
    if level and level == len(first or "") and spaced:
        return {"t": "Header", "c": [level, attr(), inlines[2:]]}
    return {"t": "Plain", "c": inlines}
