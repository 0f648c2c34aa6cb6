"""The works cited: each entry of the bibliography leads back to where it is first cited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from press.ast import Node, classes, identifier, link, rewrite, with_attr
from press.model import Part

ENTRY = "ref-"
WORDS = {"Str", "Emph", "Strong", "Quoted", "SmallCaps"}


def link_back(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Name the first citation of each work, and make the entry's first word a link to it."""
    cited: set[str] = set()

    def name(node: Node) -> list[Node] | None:
        if node["t"] != "Link" or not node["c"][2][0].startswith(f"#{ENTRY}"):
            return None
        key = node["c"][2][0][1:]
        if key in cited or identifier(node):
            return None
        cited.add(key)
        return [with_attr(node, [_place(key), *node["c"][0][1:]])]

    named = [replace(part, blocks=rewrite(part.blocks, name)) for part in parts]
    return tuple(replace(part, blocks=_tie(part.blocks, cited)) for part in named)


def _place(key: str) -> str:
    return f"cited-{key.removeprefix(ENTRY)}"


def _tie(blocks: list[Node], cited: set[str]) -> list[Node]:
    def tie(node: Node) -> list[Node] | None:
        if node["t"] != "Div" or "csl-entry" not in classes(node) or identifier(node) not in cited:
            return None
        attributes, inside = node["c"]
        return [{"t": "Div", "c": [attributes, _with_link(inside, f"#{_place(attributes[0])}")]}]

    result: list[Node] = rewrite(blocks, tie)
    return result


def _with_link(blocks: list[Node], target: str) -> list[Node]:
    """Return an entry whose first word is a link."""
    done = False

    def wrap(node: Node) -> list[Node] | None:
        nonlocal done
        if done or node["t"] == "Link":
            return [node]
        if node["t"] not in WORDS:
            return None
        done = True
        return [link([node], target)]

    result: list[Node] = rewrite(blocks, wrap)
    return result
