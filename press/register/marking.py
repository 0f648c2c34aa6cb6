"""Marks at the beginnings of quotations, for paper, or behind their ends, for screens."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from press.ast import Node
from press.model import Part
from press.register.finding import INNER, LINES, SILENT, Found

FOLLOWING = re.compile(r"""(?:[.,;:!?…)\]}›‹’‘”»“«"']|[\xa0\u202f][»:;!?])+""")
"""What may stand between the last word of a quotation and its mark; German closes with “, Danish with «.
French sets a space before its closing mark and before high marks."""
Cuts = dict[int, list[tuple[int, bool, int]]]
"""By node, the places where a mark is wanted: whether it is to follow what comes, and its number."""
Draw = Callable[[int], Node]
"""Makes the mark of a quotation by its number, from 1."""


def mark_beginnings(parts: Sequence[Part], found: dict[int, Found], draw: Draw) -> tuple[Part, ...]:
    """Set a mark before the first letter of each quotation."""
    cuts: Cuts = {}
    for number, place in found.items():
        cuts.setdefault(place.first.node, []).append((place.first.at, False, number))
    return _mark(parts, cuts, draw)


def mark_ends(parts: Sequence[Part], found: dict[int, Found], draw: Draw) -> tuple[Part, ...]:
    """Set a mark behind each quotation, behind its marks of punctuation, its note or its citation."""
    cuts: Cuts = {}
    for number, place in found.items():
        cuts.setdefault(place.last.node, []).append((place.last.at + 1, True, number))
    return _mark(parts, cuts, draw)


def _mark(parts: Sequence[Part], cuts: Cuts, draw: Draw) -> tuple[Part, ...]:
    marker = _Marker(cuts, draw)
    return tuple(
        replace(part, blocks=marker.blocks(part.blocks)) if part.role == "chapter" else part for part in parts
    )


@dataclass
class _Marker:
    """Rebuilds blocks with marks. `waiting` are those that are to stand behind what may follow."""

    cuts: Cuts
    draw: Draw
    waiting: list[Node] = field(default_factory=list)
    rests: list[Node] = field(default_factory=list)
    """What was parted, kept so that no other node gets its `id`."""
    in_link: int = 0

    def blocks(self, tree: Any) -> Any:
        if isinstance(tree, list):
            return [self.blocks(item) for item in tree]
        if not isinstance(tree, dict):
            return tree
        kind = tree.get("t")
        if kind in LINES:
            return {"t": kind, "c": self._whole(tree["c"])}
        if kind == "Header":
            return {"t": kind, "c": [*tree["c"][:2], self._whole(tree["c"][2])]}
        if kind == "LineBlock":
            return {"t": kind, "c": [self._whole(line) for line in tree["c"]]}
        return {key: self.blocks(value) for key, value in tree.items()}

    def _whole(self, inlines: list[Node]) -> list[Node]:
        kept, self.waiting = self.waiting, []
        out = [*self._line(inlines), *self.waiting]
        self.waiting = kept
        return out

    def _line(self, inlines: list[Node]) -> list[Node]:
        out: list[Node] = []
        queue = list(inlines)
        while queue:
            if self.waiting and not self.in_link and not self._follows(queue, out):
                out += self.waiting
                self.waiting = []
            elif not self.waiting or self.in_link:
                out += self._one(queue.pop(0), queue)
        return out

    def _follows(self, queue: list[Node], out: list[Node]) -> bool:
        """Move what belongs before the waiting marks from the queue to the line; tell whether any did."""
        node = queue[0]
        if node["t"] == "Str":
            taken = FOLLOWING.match(node["c"])
            if not taken:
                return False
            rest = node["c"][taken.end() :]
            queue[:1] = self._rest(rest, self.cuts.get(id(node), []), taken.end())
            out.append({"t": "Str", "c": taken[0]})
            return True
        if node["t"] == "Space" and len(queue) > 1 and _is_bracketed(queue[1]):
            out += [queue.pop(0), queue.pop(0)]
            return True
        if node["t"] in {"Cite", "Note"}:
            out += self._one(queue.pop(0), queue)
            return True
        return False

    def _one(self, node: Node, queue: list[Node]) -> list[Node]:
        kind = node["t"]
        if kind == "Note":
            return [{"t": "Note", "c": self.blocks(node["c"])}]
        if id(node) in self.cuts:
            return self._cut(node, queue)
        if kind in SILENT or not isinstance(node.get("c"), list):
            return [node]
        self.in_link += kind == "Link"
        inside = self._line(node["c"][INNER[kind]] if kind in INNER else node["c"])
        self.in_link -= kind == "Link"
        if kind not in INNER:
            return [{"t": kind, "c": inside}]
        contents = list(node["c"])
        contents[INNER[kind]] = inside
        return [{"t": kind, "c": contents}]

    def _cut(self, node: Node, queue: list[Node]) -> list[Node]:
        """Part a text at the places of its marks; what follows the last one goes back to the queue."""
        if not self.cuts[id(node)]:
            return [node]
        if node["t"] != "Str":  # code or a formula, which cannot be parted
            self.waiting += [self.draw(number) for _, follows, number in self.cuts[id(node)] if follows]
            return [self.draw(number) for _, follows, number in self.cuts[id(node)] if not follows] + [node]
        out: list[Node] = []
        done, text, cuts = 0, node["c"], sorted(self.cuts[id(node)])
        while cuts and not self.waiting:
            at, follows, number = cuts.pop(0)
            out += [{"t": "Str", "c": text[done:at]}] if at > done else []
            done = at
            if follows:
                self.waiting.append(self.draw(number))
            else:
                out.append(self.draw(number))
        queue[:0] = self._rest(text[done:], cuts, done)
        return out

    def _rest(self, text: str, cuts: list[tuple[int, bool, int]], done: int) -> list[Node]:
        """Return what is left of a text, with the marks that are still wanted in it."""
        if not text:
            return []
        self.rests.append({"t": "Str", "c": text})
        self.cuts[id(self.rests[-1])] = [(at - done, follows, number) for at, follows, number in cuts]
        return self.rests[-1:]


def _is_bracketed(node: Node) -> bool:
    """Tell whether a node is a citation in brackets, not one that is part of the sentence."""
    return node["t"] == "Cite" and bool(node["c"][0][0]["citationMode"]["t"] != "AuthorInText")
