"""The nodes of a chapter sorted by type, for rules that ask for them again and again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from press.ast import ATTR_AT, LEAVES, Node, identifier
from press.model import Source

Nodes = Mapping[str, Sequence[Node]]
"""The nodes of a chapter in reading order, by type."""


@dataclass(frozen=True)
class Chapter:
    """A chapter as it is written and as it was read; `nodes` are those of `blocks` at any depth."""

    source: Source
    blocks: list[Node]
    nodes: Nodes

    def labelled(self) -> Iterator[Node]:
        """Yield the nodes with an identifier."""
        for kind in ATTR_AT:
            yield from (node for node in self.nodes[kind] if identifier(node))


def read(source: Source, blocks: list[Node]) -> Chapter:
    """Sort the nodes of a chapter by type, in one walk: rules ask for them again and again."""
    nodes: dict[str, list[Node]] = defaultdict(list)
    waiting: list[Any] = [blocks]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += [part for part in reversed(item) if isinstance(part, dict | list)]
        elif "t" not in item:
            waiting += [part for part in reversed(item.values()) if isinstance(part, dict | list)]
        elif item["t"] not in LEAVES:
            nodes[item["t"]].append(item)
            if isinstance(item.get("c"), list):
                waiting.append(item["c"])
    return Chapter(source, blocks, nodes)
