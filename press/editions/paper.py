"""Fitting the syntax tree to paper: notes that the layout can float, openings, spaces, tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from press.anchors import is_name
from press.ast import LEAVES, Node, attr, each, rewrite, span, stringify

CapStyle = Callable[[str, bool], str]

NOTE_BLOCKS = ("Para", "Plain", "LineBlock")
OPENING_WORDS, OPENING_LETTERS = 3, 16
"""An opening in small caps is at least so many words and letters long, if the sentence is."""
SMALL_WORDS = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "but",
    "by",
    "for",
    "from",
    "in",
    "into",
    "of",
    "on",
    "or",
    "the",
    "to",
}
SHORTEST_WITH_DROP_CAP = 200  # letters: three lines and some
FEW_ROWS = 8
CONTENTS_AT = {"Emph": -1, "Strong": -1, "SmallCaps": -1, "Span": 1, "Link": 1, "Cite": 1}
"""Where inline elements keep their contents (-1: they hold nothing else); none that draws lines on spaces."""
NO_ROOM = {"Code", "Image", "Strikeout", "Subscript", "Superscript", "Underline"}
"""Inline elements that hold no text, or would show a space that they were given."""
TAKING = NO_ROOM | set(CONTENTS_AT)


def to_footnotes(blocks: list[Node]) -> list[Node]:
    """Turn notes into inline spans that the layout floats to the foot of their page.

    A note's paragraphs are set one after the other with a break between them. White space inside a
    floated footnote is not collapsed, so line ends become spaces.
    """

    def place(node: Node) -> list[Node] | None:
        if node["t"] == "SoftBreak":
            return [{"t": "Space"}]
        if node["t"] in ("Para", "Plain"):
            return [{"t": node["t"], "c": rewrite(node["c"], place)}]
        if node["t"] != "Note":
            return None
        inlines: list[Node] = []
        for leaf in each(node["c"], *NOTE_BLOCKS, "CodeBlock"):
            if inlines:
                inlines.append(span([], "note-paragraph"))
            inlines += _leaf_inlines(leaf)
        return [span(rewrite(inlines, place), "footnote")]

    result: list[Node] = rewrite(blocks, place)
    return result


def take_in_spaces(tree: Any) -> Any:
    """Move a space before an element into the element, or into one made for the two of them.

    WeasyPrint 70 breaks a line after its first word where the text before an element fits but for
    its last space, since it takes that space for overflow.
    """
    if isinstance(tree, dict):
        if tree.get("t") in LEAVES:
            return tree
        return {key: take_in_spaces(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for item in tree:
        new = take_in_spaces(item)
        kind = item.get("t") if isinstance(item, dict) else None
        if kind in TAKING and out and out[-1] == {"t": "Space"}:
            space = out.pop()
            new = span([space, new]) if kind in NO_ROOM else _put_first(space, new, CONTENTS_AT[kind])
        out.append(new)
    return out


def drop_last_spaces(html: str) -> str:
    """Drop the white space before the end of a div, on account of which a line may break too early.

    It is a last space as in `take_in_spaces`: that of an entry of the bibliography, as pandoc writes it.
    """
    return re.sub(r"\s+(?=</div>)", "", html)


def _put_first(space: Node, node: Node, at: int) -> Node:
    if at < 0:
        return {"t": node["t"], "c": [space, *node["c"]]}
    contents = list(node["c"])
    contents[at] = [space, *contents[at]]
    return {"t": node["t"], "c": contents}


def mark_short_tables(blocks: list[Node]) -> list[Node]:
    """Give the class `whole` to tables that are to stay on one page: those of a few rows."""

    def mark(node: Node) -> list[Node] | None:
        if node["t"] != "Div" or "table" not in node["c"][0][1]:
            return None
        rows = sum(len(body[3]) for table in each(node["c"][1], "Table") for body in table["c"][4])
        (name, classes, pairs), inside = node["c"]
        return [
            {"t": "Div", "c": [[name, [*classes, *(["whole"] if rows <= FEW_ROWS else [])], pairs], inside]}
        ]

    result: list[Node] = rewrite(blocks, mark)
    return result


def _leaf_inlines(leaf: Node) -> list[Node]:
    if leaf["t"] == "CodeBlock":
        return [{"t": "Code", "c": leaf["c"]}]
    if leaf["t"] == "LineBlock":
        lines = [[*line, {"t": "LineBreak"}] for line in leaf["c"]]
        return [inline for line in lines for inline in line][:-1]
    inlines: list[Node] = leaf["c"]
    return inlines


def set_opening(blocks: list[Node], kind: str, cap_style: CapStyle | None = None) -> list[Node]:
    """Mark a chapter's first paragraph: a drop cap where it begins with a letter, then small caps.

    `cap_style` gives the CSS of a drop cap by its letter, and by whether that is a word of its own.
    """
    if not blocks or blocks[0]["t"] != "Para" or kind == "plain":
        return blocks
    name = [node for node in blocks[0]["c"][:1] if is_name(node)]
    lead, rest = _split_opening(blocks[0]["c"][len(name) :])
    if not lead:
        return blocks
    inlines: list[Node] = []
    first = lead[0]["c"]
    if kind == "drop-cap" and first[0].isalpha() and len(stringify(blocks[0])) >= SHORTEST_WITH_DROP_CAP:
        cap = first[0].upper()
        own = {"style": cap_style(cap, not first[1:])} if cap_style else {}
        # A word of one letter takes its space along, for those who hear or copy the text.
        inlines.append(span([{"t": "Str", "c": cap if first[1:] else f"{cap}\u00a0"}], "drop-cap", **own))
        lead = [{"t": "Str", "c": first[1:]}, *lead[1:]] if first[1:] else lead[2:]
    if rest and rest[0]["t"] == "Space":  # Left outside, it makes the layout engine break the line before it.
        lead, rest = [*lead, rest[0]], rest[1:]
    inlines.append(span(lead, "opening-words"))
    paragraph = {"t": "Para", "c": [*name, *inlines, *rest]}
    return [
        {
            "t": "Div",
            "c": [attr("", "opening", *(["with-drop-cap"] if len(inlines) > 1 else [])), [paragraph]],
        },
        *blocks[1:],
    ]


def _split_opening(inlines: list[Node]) -> tuple[list[Node], list[Node]]:
    """Split off the first words, up to the first mark of punctuation or enough of them."""
    letters = words = 0
    for index, node in enumerate(inlines):
        if node["t"] != "Str":
            if node["t"] != "Space":
                return inlines[:index], inlines[index:]
            continue
        letters, words = letters + len(node["c"]), words + 1
        if (words >= OPENING_WORDS and letters >= OPENING_LETTERS) or not node["c"][-1].isalnum():
            end = _before_small_words(inlines, index + 1)
            return inlines[:end], inlines[end:]
    return inlines, []


def _before_small_words(inlines: list[Node], end: int) -> int:
    """Return where an opening is to end so that it does not on a word that leads to the next."""
    while end > OPENING_WORDS and inlines[end - 1].get("c") in SMALL_WORDS:
        end -= 2  # the word, and the space before it
    return end
