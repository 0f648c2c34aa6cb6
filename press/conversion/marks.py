"""Quotation marks as the press wants them typed: straight. An apostrophe that looks like one stays."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import Any

from press.ast import Node, stringify

DOUBLE, SINGLE = "“”„«»‟", "‘‚‹›‛"
OPENING = ("«", "‹")
INSIDE = re.compile(r"(?<=[«‹])[\u00a0\u202f\u2009 ]+|[\u00a0\u202f\u2009 ]+(?=[»›])")
APOSTROPHE = re.compile(r"(?<=\S)’|’(?!\w)")
GUILLEMETS = str.maketrans(dict.fromkeys(DOUBLE, '"') | dict.fromkeys(SINGLE, "'"))
AT = "\ue002"
"""Stands for an @ that would begin a citation, until the chapter is written."""
CITING = re.compile(r"(?<![\w.])@(?=[\w{])")
OUTER = re.compile(r"“[^”]*”|‘.*?’(?!\w)")
"""A quotation with what is quoted within it."""
SINGLES = re.compile("[‘’“”]")
TURNED = {"‘": "“", "’": "”", "“": "‘", "”": "’"}
KEPT = {"Code", "CodeBlock", "Math", "RawInline", "RawBlock"}
"""Nodes whose words are no prose."""
SPACES = {"Space", "SoftBreak"}


def turn_british(blocks: list[Node]) -> list[Node]:
    """Return a text whose outer marks are double, where they were mostly single.

    A single mark on either side is typed where a quotation stands within another; which of both the essay's
    language has outside is the press's to know.
    """
    counts = Counter(match[0][0] for block in blocks for match in OUTER.finditer(_text(block)))
    return [Turner().turn(block) for block in blocks] if counts["‘"] > counts["“"] else blocks


def _text(block: Node) -> str:
    return stringify(block, notes=True)


class Turner:
    """Changes single marks for double ones and back, through a block; `inside` counts what is open."""

    def __init__(self) -> None:
        self.inside = 0

    def turn(self, tree: Any) -> Any:
        """Return a tree, turned."""
        if isinstance(tree, dict):
            if tree.get("t") == "Str":
                return {"t": "Str", "c": SINGLES.sub(self._change, tree["c"])}
            return tree if tree.get("t") in KEPT else {key: self.turn(value) for key, value in tree.items()}
        return [self.turn(item) for item in tree] if isinstance(tree, list) else tree

    def _change(self, match: re.Match[str]) -> str:
        mark = match[0]
        if mark == "‘":
            self.inside += 1
        elif mark == "’":
            after = match.string[match.end() : match.end() + 1]
            if not self.inside or after.isalnum():
                return mark  # an apostrophe
            self.inside -= 1
        return TURNED[mark]


def straighten(tree: Any) -> Any:
    """Return a tree whose quotation marks are straight; code keeps its own."""
    if isinstance(tree, dict):
        if tree.get("t") == "Str":
            return {"t": "Str", "c": straighten_text(tree["c"])}
        if tree.get("t") == "Quoted":
            return {"t": "Span", "c": [["", ["quoted", tree["c"][0]["t"]], []], straighten(tree["c"][1])]}
        return tree if tree.get("t") in KEPT else {key: straighten(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for node in _close_up(tree):
        new = straighten(node)
        out += _unquoted(new) if isinstance(new, dict) and _was_quoted(new) else [new]
    return out


def straighten_text(text: str) -> str:
    """Return words with straight marks.

    A right single mark within or after a word is an apostrophe or closes a quotation, and may be straight;
    before a word it is an apostrophe that the press would take for an opening mark, and stays.
    """
    return CITING.sub(AT, APOSTROPHE.sub("'", INSIDE.sub("", text)).translate(GUILLEMETS))


def _close_up(nodes: list[Any]) -> list[Any]:
    """Take away the spaces within French marks."""
    drop = set()
    for at, (one, other) in enumerate(pairwise(nodes)):
        if not (isinstance(one, dict) and isinstance(other, dict)):
            continue
        if one.get("t") == "Str" and one["c"].endswith(OPENING) and other.get("t") in SPACES:
            drop.add(at + 1)
        if other.get("t") == "Str" and other["c"].startswith(("»", "›")) and one.get("t") in SPACES:
            drop.add(at)
    return [node for at, node in enumerate(nodes) if at not in drop]


def _was_quoted(node: Node) -> bool:
    return node.get("t") == "Span" and node["c"][0][1][:1] == ["quoted"]


def _unquoted(node: Node) -> list[Node]:
    mark: Node = {"t": "Str", "c": "'" if node["c"][0][1][1] == "SingleQuote" else '"'}
    return [mark, *node["c"][1], mark]


def letters(text: str) -> str:
    """Return a text as it is compared before and after: without spaces, and all marks of quotation alike."""
    return re.sub(r"[\s\u00a0\u202f\u2009\u200b]+", "", re.sub(f"[{DOUBLE}{SINGLE}’'\"]", "'", text))
