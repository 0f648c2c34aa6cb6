"""Numbers and how they are spelled: 1, IV, c, or an item of a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from press.ast import Node

from .settings import Settings, as_text, wrong_kind
from .tree import Nodes, joined, string

KINDS = {"fig": "fig", "eq": "eqn", "tbl": "tbl", "lst": "lst", "sec": "sec"}
"""What a label may begin with, and how the reference settings of that kind begin."""

_ROMAN = {
    "M": 1000, "CM": 900, "D": 500, "CD": 400, "C": 100, "XC": 90,
    "L": 50, "XL": 40, "X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1,
}  # fmt: skip


class Part(NamedTuple):
    """One number, and its spelling when that is not plain digits."""

    number: int
    label: str | None = None


Index = tuple[Part, ...]
"""A full number: those of the chapters an item stands in, then its own."""


def kind_of(label: str) -> str | None:
    """Return the kind of a label, its first letter in either case, or None for another key."""
    prefix, colon, _ = label.partition(":")
    kind = prefix[:1].lower() + prefix[1:]
    return kind if colon and kind in KINDS else None


def spelled(index: Index, delimiter: Nodes) -> Nodes:
    """Return a number as inlines; a part with an empty label is passed over."""
    parts = (str(number) if label is None else label for number, label in index)
    return joined(([string(part)] for part in parts if part), delimiter)


def item_label(settings: Settings, name: str, number: int) -> str | None:
    """Return the spelling that a setting such as `figLabels` gives to a number."""
    scheme = settings.value(name)
    return None if scheme is None else _apply(name, scheme, number)


def section_label(settings: Settings, level: int, number: int) -> str | None:
    """Return the spelling of a section's number at its level."""
    by_level = settings.item("secLevelLabels", level - 1)
    own = None if by_level is None else _apply("secLevelLabels", by_level, number)
    return item_label(settings, "secLabels", number) if own is None else own


def roman(number: int) -> str:
    """Return a number in Roman numerals, or in digits when it has none."""
    if number < 1:
        return str(number)
    out = ""
    for numeral, worth in _ROMAN.items():
        out += numeral * (number // worth)
        number %= worth
    return out


_SCHEMES: dict[str, Callable[[int], str | None]] = {
    "arabic": lambda _: None,
    "roman": roman,
    "lowercase roman": lambda number: roman(number).lower(),
}


def _apply(name: str, scheme: Node, number: int) -> str | None:
    if scheme["t"] == "MetaList":
        names: Nodes = scheme["c"]
        return as_text(name, names[min(max(number, 1), len(names)) - 1]) if names else None
    words = as_text(name, scheme)
    if words in _SCHEMES:
        return _SCHEMES[words](number)
    first = words.removeprefix("alpha ")
    if first == words or not first:
        raise wrong_kind(name, scheme, "arabic, roman, lowercase roman, alpha and a letter, or a list")
    return chr(ord(first[0]) + number - 1) if number > 0 else str(number)
