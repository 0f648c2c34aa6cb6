"""Bringing equations, listings and tables into one form before they are numbered.

An equation becomes a Span that has its label, a code block with a caption paragraph a Div of class
`listing`, raw LaTeX commands one block for each list. What is numbered after this is a single node.
"""

from __future__ import annotations

from press.ast import Attr, Node, attr, div, identifier, para, span
from press.memory import remembered

from .settings import Settings
from .tree import SPACE, Nodes, is_blank, map_lists, string, trailing_label

LISTS = {"\\listoffigures": "fig", "\\listoftables": "tbl", "\\listoflistings": "lst"}
"""The commands for lists, each with the kind of what it lists."""

_MARKS = ([string("Listing:"), SPACE], [string(":"), SPACE])


def prepare(blocks: Nodes, settings: Settings) -> Nodes:
    """Return the blocks in the form that the numbering pass reads."""
    flags = settings.flag("autoEqnLabels"), settings.flag("codeBlockCaptions"), settings.flag("tableEqns")
    if all(block["t"] == "Div" for block in blocks):  # chapters, which have nothing to do with each other
        return [node for block in blocks for node in _prepare([block], *flags)]
    return _prepare(blocks, *flags)


@remembered
def _prepare(blocks: Nodes, automatic: bool, captions: bool, apart: bool) -> Nodes:
    def change(nodes: Nodes) -> Nodes:
        nodes = _split_lists(_span_equations(nodes, automatic=automatic))
        nodes = _set_apart(nodes) if apart else nodes
        return _caption_code(nodes) if captions else nodes

    return map_lists(blocks, change)


def display_math(node: Node) -> str | None:
    """Return the TeX of a Span that holds one display equation and nothing else."""
    if node["t"] != "Span" or len(node["c"][1]) != 1:
        return None
    inner = node["c"][1][0]
    return str(inner["c"][1]) if _is_display(inner) else None


def _is_display(node: Node) -> bool:
    return node["t"] == "Math" and str(node["c"][0]["t"]) == "DisplayMath"


def _span_equations(nodes: Nodes, *, automatic: bool) -> Nodes:
    out: Nodes = []
    at = 0
    while at < len(nodes):
        node = _unwrapped(nodes[at])
        at += 1
        if not _is_display(node):
            out.append(node)
            continue
        after = at
        while after < len(nodes) and is_blank(nodes[after]):
            after += 1
        label = trailing_label(nodes[after : after + 1], "eq")
        at = after + 1 if label else at
        out.append(span([node], identifier=label) if label or automatic else node)
    return out


def _unwrapped(node: Node) -> Node:
    # Inside a Span that the author wrote, the equation has just been given one of its own.
    inner = node["c"][1] if node["t"] == "Span" else []
    if len(inner) != 1 or display_math(inner[0]) is None or inner[0]["c"][0] != attr():
        return node
    return {"t": "Span", "c": [node["c"][0], inner[0]["c"][1]]}


def _set_apart(nodes: Nodes) -> Nodes:
    out: Nodes = []
    for node in nodes:
        out += _paragraphs(node["c"]) if node["t"] == "Para" else [node]
    return out


def _paragraphs(inlines: Nodes) -> Nodes:
    runs: list[Nodes] = [[]]
    for node in inlines:
        if display_math(node) is None:
            runs[-1].append(node)
        else:
            runs += [[node], []]
    trimmed = [_trimmed(run) for run in runs]
    return [para(run) for run in trimmed if run] if len(runs) > 1 else [para(inlines)]


def _trimmed(inlines: Nodes) -> Nodes:
    start, end = 0, len(inlines)
    while start < end and is_blank(inlines[start]):
        start += 1
    while end > start and is_blank(inlines[end - 1]):
        end -= 1
    return inlines[start:end]


def _caption_code(nodes: Nodes) -> Nodes:
    out: Nodes = []
    at = 0
    while at < len(nodes):
        listing = _listing(nodes[at : at + 2])
        out.append(nodes[at] if listing is None else listing)
        at += 1 if listing is None else 2
    return out


def _listing(pair: Nodes) -> Node | None:
    if {node["t"] for node in pair} != {"CodeBlock", "Para"}:
        return None
    block, paragraph = sorted(pair, key=lambda node: str(node["t"]))
    mark = next((mark for mark in _MARKS if paragraph["c"][:2] == mark), None)
    if mark is None:
        return None
    caption: Nodes = paragraph["c"][2:]
    label = identifier(block)
    if not label.startswith("lst:"):
        label, caption = trailing_label(caption, "lst"), _trimmed(caption[:-1])
    unlabelled: Attr = ["", *block["c"][0][1:]]
    code: Node = {"t": "CodeBlock", "c": [unlabelled, block["c"][1]]}
    return div([para(caption), code], "listing", identifier=label) if label else None


def _split_lists(nodes: Nodes) -> Nodes:
    out: Nodes = []
    for node in nodes:
        commands = _commands(node) if node["t"] in {"RawBlock", "Para"} else []
        out += [{"t": "RawBlock", "c": ["tex", command]} for command in commands] if commands else [node]
    return out


def _commands(node: Node) -> list[str]:
    # Commands that stand close together may have been read as one block, or as a line of text.
    pieces = [node] if node["t"] == "RawBlock" else node["c"]
    raw = [piece for piece in pieces if not is_blank(piece)]
    if not all(piece["t"].startswith("Raw") and piece["c"][0] in {"tex", "latex"} for piece in raw):
        return []
    words = " ".join(piece["c"][1] for piece in raw).split()
    return words if all(word in LISTS for word in words) else []
