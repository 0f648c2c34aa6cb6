"""Numbering tables and listings, whose caption takes the number."""

from __future__ import annotations

from press.ast import Attr, Node, attributes, div, identifier, para, text

from .ledger import Run
from .templates import fill
from .tree import Nodes, flat, is_blank, is_format, trailing_label


def caption_with(run: Run, template: str, number: Nodes, title: Nodes) -> Nodes:
    """Return a caption made from a template, a number and the author's words."""
    return fill(run.settings.inlines(template), {"i": number, "t": title}, run.settings)


def retitled(caption: list[object], title: Nodes) -> list[object]:
    """Return a Caption with another first block of text."""
    short, blocks = caption
    first, *rest = blocks if isinstance(blocks, list) else [{"t": "Plain"}]
    kind = "Para" if first["t"] == "Para" else "Plain"
    return [short, [{"t": kind, "c": title}, *rest]]


def title_of(caption: list[object]) -> Nodes | None:
    """Return the words of a Caption's first block, or None when it has no block."""
    blocks = caption[1]
    return flat(blocks[:1]) if isinstance(blocks, list) and blocks else None


def number_table(run: Run, node: Node) -> Node | None:
    """Return a table, or a Div around one, with its number; None for one that takes none."""
    outer, table = _table_in(node)
    title = title_of(table["c"][1]) if table is not None else None
    if table is None or not title or not outer[0].startswith("tbl:"):
        return None
    label, classes, pairs = outer
    number = run.spell(run.enter("tbl", label, dict(pairs), title).index)
    new: Attr = [label, classes, run.labelled(pairs, number)]
    caption = retitled(table["c"][1], caption_with(run, "tableTemplate", number, title))
    own = new if node is table else table["c"][0]
    numbered: Node = {"t": "Table", "c": [own, caption, *table["c"][2:]]}
    return numbered if node is table else {"t": "Div", "c": [new, [numbered]]}


def _table_in(node: Node) -> tuple[Attr, Node | None]:
    if node["t"] == "Div":
        inner = node["c"][1]
        alone = len(inner) == 1 and inner[0]["t"] == "Table"
        return node["c"][0], inner[0] if alone else None
    return node["c"][0], node


def labelled_by_caption(node: Node) -> Node | None:
    """Return a Div with the label that a table's caption ends in, around the table without it."""
    title = title_of(node["c"][1]) or []
    label = trailing_label(title, "tbl")
    if not label:
        return None
    words = title[:-1]
    while words and is_blank(words[-1]):
        words.pop()
    table: Node = {"t": "Table", "c": [node["c"][0], retitled(node["c"][1], words), *node["c"][2:]]}
    return div([table], identifier=label)


def number_code(run: Run, node: Node) -> Node | None:
    """Return a code block that has a label and a caption as a numbered listing, or None."""
    given = attributes(node)
    if not identifier(node).startswith("lst:") or "caption" not in given:
        return None
    return _listing(run, node["c"][0], node["c"][1], text(given["caption"]))


def number_listing(run: Run, node: Node) -> Node | None:
    """Return a Div of class `listing`, with a caption and a code block, as a numbered listing, or None."""
    (label, classes, pairs), blocks = node["c"]
    if not label.startswith("lst:") or classes[:1] != ["listing"]:
        return None
    if [block["t"] for block in blocks] != ["Para", "CodeBlock"] or identifier(blocks[1]):
        return None
    _, code_classes, code_pairs = blocks[1]["c"][0]
    merged = list(dict.fromkeys([*classes[1:], *code_classes]))
    return _listing(run, [label, merged, [*pairs, *code_pairs]], blocks[1]["c"][1], blocks[0]["c"])


def _listing(run: Run, attr: Attr, code: str, title: Nodes) -> Node:
    label, classes, pairs = attr
    number = run.spell(run.enter("lst", label, dict(pairs), title).index)
    caption = para(caption_with(run, "listingTemplate", number, title))
    if is_format(run.target, "docx"):
        caption = div([caption], custom_style="Caption")
    kept = [pair for pair in run.labelled(pairs, number) if pair[0] != "caption"]
    block: Node = {"t": "CodeBlock", "c": [["", classes, kept], code]}
    return div([caption, block], "listing", *classes, identifier=label)
