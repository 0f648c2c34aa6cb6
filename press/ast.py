"""Walking, reading and rebuilding pandoc's JSON syntax tree.

A node is a dict with a type `t` and, mostly, contents `c`, as pandoc-types 1.23 defines them
(https://hackage.haskell.org/package/pandoc-types). Nothing here changes a node in place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import is_
from typing import Any

Node = dict[str, Any]
Attr = list[Any]  # [identifier, [classes], [[key, value]]]
Visit = Callable[[Node], list[Node] | None]

ATTR_AT = {
    "Header": 1,
    "CodeBlock": 0,
    "Code": 0,
    "Div": 0,
    "Span": 0,
    "Link": 0,
    "Image": 0,
    "Figure": 0,
    "Table": 0,
}
"""Where each type that has attributes keeps them in its contents."""

LEAVES = {"Str", "Space", "SoftBreak", "LineBreak"}
"""Types that hold no other node: most of a text, and not worth going into."""


def rewrite(tree: Any, visit: Visit) -> Any:
    """Rebuild a tree from the top down.

    `visit` sees every node that stands in a list. None keeps the node and goes on into it; a list
    takes the node's place, and is not gone into. What nothing is changed in is not copied.
    """
    if isinstance(tree, dict):
        changed = {key: new for key, value in tree.items() if (new := rewrite(value, visit)) is not value}
        return {**tree, **changed} if changed else tree
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for item in tree:
        kind = item.get("t") if isinstance(item, dict) else None
        new = None if kind is None else visit(item)
        if new is not None:
            out += new
        elif kind in LEAVES or not item:
            out.append(item)
        else:
            out.append(rewrite(item, visit))
    same = len(out) == len(tree) and all(map(is_, out, tree))
    return tree if same else out


def each(tree: Any, *types: str) -> Iterator[Node]:
    """Yield the nodes of the given types (all, when none is given) in reading order."""
    found: list[Node] = []
    _collect([tree], frozenset(types), found)
    return iter(found)


def _collect(items: Iterable[Any], wanted: frozenset[str], found: list[Node]) -> None:
    # A list that is filled is four times as fast as generators within generators.
    for item in items:
        if isinstance(item, dict):
            kind = item.get("t")
            if kind in wanted if wanted else kind is not None:
                found.append(item)
            if kind not in LEAVES:
                _collect(item.values(), wanted, found)
        elif isinstance(item, list) and item:
            _collect(item, wanted, found)


def attr_of(node: Node) -> Attr:
    """Return a node's [identifier, classes, pairs], empty for a type that has none."""
    at = ATTR_AT.get(node["t"])
    return ["", [], []] if at is None else node["c"][at]


def identifier(node: Node) -> str:
    """Return a node's identifier, or an empty string."""
    return str(attr_of(node)[0])


def classes(node: Node) -> list[str]:
    """Return a node's classes."""
    return list(attr_of(node)[1])


def attributes(node: Node) -> dict[str, str]:
    """Return a node's key-value attributes."""
    return dict(attr_of(node)[2])


def with_attr(node: Node, new: Attr) -> Node:
    """Return the node with other attributes."""
    contents = list(node["c"])
    contents[ATTR_AT[node["t"]]] = new
    return {"t": node["t"], "c": contents}


def stringify(tree: Any, *, notes: bool = False) -> str:
    """Return the plain text of a tree; that of notes only when asked for."""
    words: list[str] = []
    _collect_words([tree], {"RawInline", "RawBlock"} if notes else {"RawInline", "RawBlock", "Note"}, words)
    return "".join(words)


def _collect_words(items: Iterable[Any], silent: set[str], words: list[str]) -> None:
    for item in items:
        if isinstance(item, list):
            _collect_words(item, silent, words)
            continue
        kind = item.get("t") if isinstance(item, dict) else None
        if kind == "Str":
            words.append(item["c"])
        elif kind in LEAVES:
            words.append(" ")
        elif kind in ("Code", "Math"):
            words.append(item["c"][1])
        elif kind == "Quoted":
            marks = "‘’" if item["c"][0]["t"] == "SingleQuote" else "“”"
            words.append(marks[0])
            _collect_words(item["c"][1], silent, words)
            words.append(marks[1])
        elif kind == "Cite":
            _collect_words(item["c"][1], silent, words)
        elif isinstance(item, dict) and kind not in silent:
            _collect_words(item.values(), silent, words)


def text(string: str) -> list[Node]:
    """Return inlines for a plain string: words with spaces between them."""
    out: list[Node] = []
    for index, word in enumerate(string.split(" ")):
        if index:
            out.append({"t": "Space"})
        if word:
            out.append({"t": "Str", "c": word})
    return out


def attr(identifier: str = "", *classes: str, **pairs: str) -> Attr:
    """Build attributes; an underscore in a name becomes a hyphen."""
    return [identifier, list(classes), [[key.replace("_", "-"), value] for key, value in pairs.items()]]


def span(inlines: list[Node], *classes: str, identifier: str = "", **pairs: str) -> Node:
    """Build a Span."""
    return {"t": "Span", "c": [attr(identifier, *classes, **pairs), inlines]}


def div(blocks: list[Node], *classes: str, identifier: str = "", **pairs: str) -> Node:
    """Build a Div."""
    return {"t": "Div", "c": [attr(identifier, *classes, **pairs), blocks]}


def para(inlines: list[Node]) -> Node:
    """Build a paragraph."""
    return {"t": "Para", "c": inlines}


def link(inlines: list[Node], target: str, *classes: str, identifier: str = "", **pairs: str) -> Node:
    """Build a Link."""
    return {"t": "Link", "c": [attr(identifier, *classes, **pairs), inlines, [target, ""]]}


def raw(fragment: str, *, block: bool = False) -> Node:
    """Build a fragment of HTML that pandoc passes through."""
    return {"t": "RawBlock" if block else "RawInline", "c": ["html", fragment]}
