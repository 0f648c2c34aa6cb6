"""What can be wrong with a document's labels, as the press and the filter report it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from press.ast import classes, each, identifier

from .headings import UNNUMBERED, section_label_of
from .tree import Nodes

Kind = Literal["undefined", "duplicate", "unnumbered"]

_WORDS: dict[Kind, str] = {
    "undefined": "Undefined cross-reference",
    "duplicate": "Duplicate label",
    "unnumbered": "Cross-reference to an unnumbered section",
}


@dataclass(frozen=True)
class Trouble:
    """One label and what is wrong with it; `note` says why a label that exists has no number."""

    kind: Kind
    label: str
    note: str = ""

    def __str__(self) -> str:
        return f"{_WORDS[self.kind]}: {self.label}{f' ({self.note})' if self.note else ''}"


def troubles(
    blocks: Nodes, missing: Iterable[str], duplicates: Iterable[str], *, automatic: bool
) -> list[Trouble]:
    """Return what is wrong, each thing once; `automatic` is whether headings are given `sec:`."""
    wanted = list(missing)
    named = _named(blocks, automatic=automatic) if wanted else {}
    undefined = [_undefined(label, named.get(label)) for label in wanted]
    doubled = [Trouble("duplicate", label) for label in duplicates]
    return list(dict.fromkeys([*doubled, *undefined]))


def _named(blocks: Nodes, *, automatic: bool) -> dict[str, tuple[str, list[str]]]:
    named: dict[str, tuple[str, list[str]]] = {}
    for node in each(blocks):
        label = identifier(node)
        if node["t"] == "Header":
            label = section_label_of(label, automatic=automatic)
        if label:
            named.setdefault(label, (node["t"], classes(node)))
    return named


def _undefined(label: str, holder: tuple[str, list[str]] | None) -> Trouble:
    if holder is None:
        return Trouble("undefined", label)
    what, names = holder
    if what == "Header" and UNNUMBERED in names:
        return Trouble("unnumbered", label)
    return Trouble("undefined", label, f"its {what} takes no number")
