"""What no edition carries, or the press writes otherwise: frames, styles by hand, links within the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from press.ast import Node, attributes, classes, each, identifier, rewrite, stringify
from press.conversion.losses import Losses
from press.foreign import Tag, read_tags, scheme_of
from press.foreign.rules import MEDIA, link_fault, tag_faults

KEPT_CLASSES = {"smallcaps", "underline", "mark"}
CONTENTS = re.compile(r"(?i)(toc( heading|\s*\d+)|contents \d+|contents heading)$")
"""Styles of a table of contents in Word and in LibreOffice."""
LEFT_ALONE = {"Code", "CodeBlock", "Math"}
LONGEST = 60  # letters of an address or a tag that are told


def tidy(blocks: list[Node], losses: Losses) -> list[Node]:
    """Return a text with nothing but what chapters are made of."""
    linked = {node["c"][2][0][1:] for node in each(blocks, "Link") if node["c"][2][0].startswith("#")}
    headings = {identifier(node) for node in each(blocks, "Header")} & linked
    return [block for block in Tidier(losses, headings).tidy(blocks) if not _is_empty(block)]


def _is_empty(block: Node) -> bool:
    return block["t"] in {"Para", "Plain", "Header", "BlockQuote"} and not any(
        node["t"] in {"Str", "Image", "Math", "Code", "RawInline", "Cite", "Note"}
        for node in each(block["c"])
    )


@dataclass(frozen=True)
class Tidier:
    """Goes over a text, a method for each kind of node. `headings` are the names that links call."""

    losses: Losses
    headings: set[str]

    def tidy(self, tree: Any) -> Any:
        """Return a list of nodes, tidied."""
        return self._paired(rewrite(tree, self._settle))

    def _settle(self, node: Node) -> list[Node] | None:
        kind = node["t"]
        if kind in LEFT_ALONE:
            return [node]
        if kind == "SoftBreak":
            return [{"t": "Space"}]
        settle: dict[str, Callable[[Node], list[Node]]] = {
            "Div": self._frame,
            "Span": self._words,
            "Para": self._line,
            "Plain": self._line,
            "Header": self._heading,
            "Link": self._link,
            "Table": self._table,
            "RawInline": self._raw,
            "RawBlock": self._raw,
        }
        return settle[kind](node) if kind in settle else None

    def _frame(self, node: Node) -> list[Node]:
        """Take the frame away; a table of contents goes with it, as the press makes its own."""
        if CONTENTS.match(attributes(node).get("custom-style", "")) or "toc" in classes(node):
            self.losses.tell("the table of contents is left out; the press makes its own")
            return []
        inner: list[Node] = self.tidy(node["c"][1])
        return inner

    def _words(self, node: Node) -> list[Node]:
        inner: list[Node] = self.tidy(node["c"][1])
        kept = [name for name in classes(node) if name in KEPT_CLASSES]
        language = attributes(node).get("lang")
        if not inner or not (kept or language):
            return inner
        return [{"t": "Span", "c": [["", kept, [["lang", language]] if language else []], inner]}]

    def _line(self, node: Node) -> list[Node]:
        """Take away the spaces at the ends, such as the one behind the number of a note in Word."""
        inner = list(self.tidy(node["c"]))
        while inner and inner[0]["t"] == "Space":
            inner.pop(0)
        while inner and inner[-1]["t"] == "Space":
            inner.pop()
        return [{"t": node["t"], "c": inner}]

    def _heading(self, node: Node) -> list[Node]:
        """Take from a heading what its own style gives it: bold, and a name that nothing calls."""
        level, (name, _, _), inlines = node["c"]
        inner = self.tidy(inlines)
        while len(inner) == 1 and inner[0]["t"] in {"Strong", "Emph", "Underline"}:
            inner = inner[0]["c"]
        return [{"t": "Header", "c": [level, [name if name in self.headings else "", [], []], inner]}]

    def _link(self, node: Node) -> list[Node]:
        address, inner = node["c"][2][0], self.tidy(node["c"][1])
        if address.startswith("#"):
            if address[1:] not in self.headings:
                return list(inner)
        elif not scheme_of(address):
            fact = f"the link to the file {address[:LONGEST]} is left out, not its words"
            return [*inner, self.losses.sign(fact)]
        elif link_fault(address):
            fact = f"the link to {address[:LONGEST]} is left out, not its words"
            return [*inner, self.losses.sign(fact)]
        return [{"t": "Link", "c": [["", [], []], inner, [address, ""]]}]

    def _table(self, node: Node) -> list[Node]:
        """Forget the widths of columns, which were those of another page."""
        _, caption, columns, *rest = node["c"]
        free = [[alignment, {"t": "ColWidthDefault"}] for alignment, _ in columns]
        return [{"t": "Table", "c": [["", [], []], self.tidy(caption), free, *self.tidy(rest)]}]

    def _raw(self, node: Node) -> list[Node]:
        """Leave out HTML that no edition carries."""
        syntax, text = node["c"]
        shown = " ".join(text.split())[:LONGEST]
        fact = f"HTML that no edition carries is left out: {shown}"
        if text.lstrip().startswith("<!--"):
            fact = f"a comment is left out: {shown}"
        elif syntax != "html":
            fact = f"{syntax} by hand is left out: {shown}"
        elif _is_allowed(node):
            return [node]
        sign = self.losses.sign(fact)
        return [sign] if node["t"] == "RawInline" else [{"t": "Para", "c": [sign]}]

    def _paired(self, tree: Any) -> Any:
        """Leave out the HTML of a line that is opened or closed elsewhere."""
        if not isinstance(tree, list):
            return tree
        waiting: list[tuple[int, str]] = []
        alone: set[int] = set()
        for at, node in enumerate(tree):
            for tag in _tags(node):
                if tag.shape == "open":
                    waiting.append((at, tag.name))
                elif tag.shape == "close" and waiting and waiting[-1][1] == tag.name:
                    waiting.pop()
                elif tag.shape == "close":
                    alone.add(at)
        for at in sorted(alone | {at for at, _ in waiting}):
            shown = tree[at]["c"][1][:LONGEST]
            tree[at] = self.losses.sign(f"HTML that is not closed in its line is left out: {shown}")
        return tree


def _tags(node: object) -> list[Tag]:
    """Return the tags of HTML in a line."""
    is_raw = isinstance(node, dict) and node.get("t") == "RawInline"
    return list(read_tags(node["c"][1])) if is_raw and isinstance(node, dict) else []


def _is_allowed(node: Node) -> bool:
    """Tell whether HTML by hand may stay: known, well-formed, calling no file, a block closed in itself."""
    tags = list(read_tags(node["c"][1]))
    depth = sum({"open": 1, "close": -1}.get(tag.shape, 0) for tag in tags)
    return (
        (node["t"] == "RawInline" or not depth)
        and all(tag.is_sound and not list(tag_faults(tag, ())) for tag in tags)
        and not any(tag.name in MEDIA for tag in tags)
    )


def is_whole_line(block: Node, kind: str) -> bool:
    """Tell whether a paragraph is nothing but one node of a kind, and says something."""
    return (
        block["t"] == "Para" and [node["t"] for node in block["c"]] == [kind] and bool(stringify(block["c"]))
    )
