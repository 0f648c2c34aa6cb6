"""Small tools on lists of pandoc nodes that the rest of the pass is built from.

The walk in `press.ast` sees one node at a time; an equation and its label, or a caption and its code
block, are neighbours, so the pass also needs a walk that sees whole lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain
from typing import Any

from press.ast import LEAVES, Node

Nodes = list[Node]
Pairs = list[list[str]]

SPACE: Node = {"t": "Space"}
LINE_BREAK: Node = {"t": "LineBreak"}


def string(words: str) -> Node:
    """Build a Str, spaces and all."""
    return {"t": "Str", "c": words}


def is_blank(node: Node) -> bool:
    """Tell whether an inline is a space or a soft line break."""
    return node["t"] in {"Space", "SoftBreak"}


def map_lists(nodes: Nodes, change: Callable[[Nodes], Nodes]) -> Nodes:
    """Rebuild nodes from the bottom up, giving every list of nodes to `change`."""
    rebuilt = _mapped(nodes, change)
    return rebuilt if isinstance(rebuilt, list) else nodes


def _mapped(tree: object, change: Callable[[Nodes], Nodes]) -> object:
    if isinstance(tree, dict):
        if tree.get("t") in LEAVES:
            return tree
        return {key: _mapped(value, change) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    rebuilt: list[Any] = [_mapped(item, change) for item in tree]
    if rebuilt and all(isinstance(item, dict) and "t" in item for item in rebuilt):
        return change(rebuilt)
    return rebuilt


def joined(parts: Iterable[Nodes], separator: Nodes) -> Nodes:
    """Put a separator between runs of inlines."""
    held = list(parts)
    between = [[*part, *separator] for part in held[:-1]]
    return smooth(chain.from_iterable([*between, *held[-1:]]))


def smooth(inlines: Iterable[Node]) -> Nodes:
    """Merge neighbouring words and neighbouring spaces, as pandoc's own reader leaves them."""
    out: Nodes = []
    for node in inlines:
        last = out[-1]["t"] if out else ""
        if last == node["t"] == "Str":
            out[-1] = string(out[-1]["c"] + node["c"])
        elif not (last == node["t"] == "Space"):
            out.append(node)
    return out


def flat(blocks: Nodes) -> Nodes:
    """Return the inlines of blocks, with a line break between blocks."""
    return joined((_inlines_of(block) for block in blocks), [LINE_BREAK])


def _inlines_of(block: Node) -> Nodes:
    read = _READERS.get(block["t"])
    return list(read(block["c"])) if read else []


_READERS: dict[str, Callable[[Any], Nodes]] = {
    "Plain": lambda contents: contents,
    "Para": lambda contents: contents,
    "Header": lambda contents: contents[2],
    "LineBlock": lambda contents: joined(contents, [LINE_BREAK]),
    "Div": lambda contents: flat(contents[1]),
    "Figure": lambda contents: flat(contents[2]),
    "BlockQuote": flat,
    "CodeBlock": lambda contents: [{"t": "Code", "c": contents}],
}


def trailing_label(inlines: Nodes, kind: str) -> str:
    """Return x from a last word `{#x}` with a label of that kind, or an empty string."""
    last = inlines[-1] if inlines else SPACE
    words = last["c"] if last["t"] == "Str" else ""
    return words[2:-1] if words.startswith("{#" + kind + ":") and words.endswith("}") else ""


def is_format(target: str, name: str) -> bool:
    """Tell whether a target such as `docx+styles` is the named format."""
    return re.split("[+-]", target, maxsplit=1)[0] == name
