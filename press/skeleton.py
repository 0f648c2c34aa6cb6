"""The skeleton of an essay: its citations, what stands right beside them, and nothing else.

Citeproc looks at the citations, in their order, and at the signs of punctuation and quotation marks next to
them. All the rest can be taken out before and put back after: so citeproc has less to read, and where a text
was changed that stands beside no citation it has nothing to do at all.

    take_out(blocks)  ->  Skeleton(blocks, taken)     a stand-in for each stretch that was taken
    put_back(resolved, taken)  ->  blocks             the stretches in the places of their stand-ins
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from press.ast import LEAVES, Node, stringify

FORMAT = "press-kept"
BLOCK: Node = {"t": "RawBlock", "c": [FORMAT, ""]}
INLINE: Node = {"t": "RawInline", "c": [FORMAT, ""]}
"""Stand-ins, all alike: that a paragraph more or less is taken out leaves the skeleton as it was."""
BLOCKS = {
    *("BlockQuote", "BulletList", "CodeBlock", "DefinitionList", "Div", "Figure", "Header", "HorizontalRule"),
    *("LineBlock", "OrderedList", "Para", "Plain", "RawBlock", "Table"),
}
WHOLE = {"Cite", "Note"}
"""Nodes of which nothing is taken out."""
BEFORE = 2
"""What stands before a citation and is looked at: a space, and what that follows."""


@dataclass(frozen=True)
class Skeleton:
    """Blocks with stand-ins, and the stretches that they stand for, in reading order."""

    blocks: list[Node]
    taken: list[list[Node]]


def take_out(blocks: list[Node]) -> Skeleton:
    """Take out all that is not near a citation."""
    citing: set[int] = set()
    _note_citing(blocks, citing)
    taken: list[list[Node]] = []
    return Skeleton(_thin(blocks, citing, taken), taken)


def put_back(resolved: list[Node], taken: list[list[Node]]) -> list[Node]:
    """Return resolved blocks with what was taken out."""
    rest = iter(taken)
    result: list[Node] = _fill(resolved, rest)
    if next(rest, None) is not None:
        raise AssertionError("citeproc lost a part of the text")
    return result


def _note_citing(tree: Any, citing: set[int]) -> bool:
    """Note the nodes that are or hold a citation; tell whether there was any."""
    found = False
    if isinstance(tree, list):
        for item in tree:
            found = _note_citing(item, citing) or found
    elif isinstance(tree, dict):
        kind = tree.get("t")
        if kind in LEAVES:
            return False
        found = kind == "Cite" or _note_citing(tree.get("c"), citing)
        if found:
            citing.add(id(tree))
    return found


def _thin(tree: Any, citing: set[int], taken: list[list[Node]]) -> Any:
    if isinstance(tree, dict):
        if id(tree) not in citing or tree["t"] in WHOLE:
            return tree
        return {"t": tree["t"], "c": _thin(tree["c"], citing, taken)}
    if not isinstance(tree, list):
        return tree
    if not any(id(item) in citing for item in tree):
        return [_thin(item, citing, taken) for item in tree]
    inlines = tree[0]["t"] not in BLOCKS
    kept = _near(tree, citing, inlines=inlines)
    out: list[Any] = []
    begin = 0
    for place in [*sorted(kept), len(tree)]:
        if place > begin or not inlines:
            taken.append(tree[begin:place])
            out.append(INLINE if inlines else BLOCK)
        out += [_thin(item, citing, taken) for item in tree[place : place + 1]]
        begin = place + 1
    return out


def _near(items: list[Node], citing: set[int], *, inlines: bool) -> set[int]:
    """Return the places in a list that stay: those of citations, and of what they may move or change."""
    kept: set[int] = set()
    for place, item in enumerate(items):
        if id(item) not in citing:
            continue
        kept |= {place, *(range(max(place - BEFORE, 0), place) if inlines else ())}
        after = place + 1
        while inlines and after < len(items):
            kept.add(after)
            if any(map(str.isalnum, stringify(items[after]))):
                break
            after += 1
    return kept


def _fill(tree: Any, rest: Iterator[list[Node]]) -> Any:
    if isinstance(tree, dict):
        return {key: _fill(value, rest) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for item in tree:
        if item in (BLOCK, INLINE):
            out += next(rest)
        else:
            out.append(_fill(item, rest))
    return out
