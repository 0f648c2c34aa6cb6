"""Numbering groups of figures, `<div id="fig:group">`, and laying them out."""

from __future__ import annotations

import re
from dataclasses import replace

from press.ast import Node, attr, attributes, classes, div, rewrite
from press.errors import BadSetting, Problem

from .captioned import caption_with
from .figures import PART_TEMPLATE, figure_around, number_figure
from .ledger import Entry, Ledger, Run
from .templates import fill
from .tree import Nodes, Pairs, flat, is_format, joined

_WHOLE = 0.99  # of the text's width: pandoc leaves the width of a table out when it is all of it


def number_group(run: Run, node: Node) -> Node | None:
    """Return a Div with a figure's label as a group of figures or one figure, or None for another Div."""
    label, blocks = node["c"][0][0], node["c"][1]
    caption = _caption_of(blocks[-1]) if blocks and label.startswith("fig:") else None
    if caption is None:
        return None
    match blocks:
        case [{"t": "Figure", "c": [["", [], []], _, content]}, _]:
            whole = [node["c"][0], [None, [{"t": "Para", "c": caption}]], content]
            return number_figure(run, {"t": "Figure", "c": whole})
    return _group(run, node, caption)


def _group(run: Run, node: Node, caption: Nodes) -> Node:
    (label, names, pairs), blocks = node["c"]
    group = run.enter("fig", label, attributes(node), caption)
    number = run.spell(group.index)
    children = Ledger(hiding=run.ledger.hiding)
    within = replace(run, ledger=children, figure_template=PART_TEMPLATE, figure_labels="subfigLabels")
    content = _number_parts(within, blocks[:-1])
    variables = {"i": number, "t": caption, "ccs": _collected(run, children.entries)}
    shown = fill(run.settings.inlines("subfigureTemplate"), variables, run.settings)
    run.ledger.adopt(group, children)
    outer = [label, ["subfigures", *names], run.labelled(pairs, number)]
    body = _laid_out(run, content)
    return {"t": "Figure", "c": [outer, [None, [{"t": "Para", "c": shown}]], body]}


def _caption_of(block: Node) -> Nodes | None:
    if block["t"] == "Div" and "caption" in classes(block) and len(block["c"][1]) == 1:
        block = block["c"][1][0]
    return block["c"] if block["t"] == "Para" else None


def _number_parts(run: Run, blocks: Nodes) -> Nodes:
    def visit(node: Node) -> Nodes | None:
        if node["t"] == "Para" and len(node["c"]) == 1 and node["c"][0]["t"] == "Image":
            node = figure_around(node["c"][0])
        if node["t"] == "Figure":
            numbered = number_figure(run, node)
            return None if numbered is None else [numbered]
        if node["t"] == "Para":
            return [{"t": "Para", "c": [_number_image(run, inline) for inline in node["c"]]}]
        return None

    numbered: Nodes = rewrite(blocks, visit)
    return numbered


def _number_image(run: Run, node: Node) -> Node:
    if node["t"] != "Image":
        return node
    (label, names, pairs), title, target = node["c"]
    number = run.spell(run.enter("fig", label, attributes(node), title).index)
    shown = caption_with(run, run.figure_template, number, title)
    return {"t": "Image", "c": [[label, names, run.labelled(pairs, number)], shown, target]}


def _collected(run: Run, parts: list[Entry]) -> Nodes:
    titled = sorted((part for part in parts if part.title), key=lambda part: part.index[-1].number)
    captions = [caption_with(run, "ccsTemplate", run.spell(part.index), part.title) for part in titled]
    return joined(captions, run.settings.inlines("ccsDelim"))


def _laid_out(run: Run, blocks: Nodes) -> Nodes:
    if not blocks:
        return blocks
    if run.settings.flag("subfigGrid"):
        return [_grid(run, blocks, _widths(blocks[0]))]
    if run.settings.flag("subfigColumns"):
        widths = _widths(blocks[0])
        return [shown for block in blocks for shown in _columns(block, widths)]
    return blocks


def _images(block: Node) -> Nodes:
    return [inline for inline in flat([block]) if inline["t"] == "Image"]


def _widths(row: Node) -> list[float]:
    given = [_width(image) for image in _images(row)]
    left = _WHOLE - sum(width or 0 for width in given)
    unset = sum(1 for width in given if not width)
    return [width or left / unset for width in given]


def _width(image: Node) -> float:
    width = attributes(image).get("width")
    if width is None:
        return 0
    if (percent := re.fullmatch(r"(\d+(?:\.\d+)?)%", width)) is None:
        fact = f"the image {image['c'][2][0]} of a row of figures is {width} wide."
        raise BadSetting(Problem(fact, "Give the width in percent."))
    return float(percent[1]) / 100


def _shares(images: Nodes, widths: list[float]) -> list[float]:
    # The first row sets the widths; an image that it has no place for is as wide as its last.
    return [widths[min(at, len(widths) - 1)] if widths else _WHOLE for at in range(len(images))]


def _percent(width: float) -> str:
    return f"{round(width * 100, 10)}%"


def _resized(image: Node, width: str | None) -> Node:
    label, names, pairs = image["c"][0]
    sized: Pairs = [] if width is None else [["width", width]]
    kept = [*sized, *(pair for pair in pairs if pair[0] != "width")]
    return figure_around({"t": "Image", "c": [[label, names, kept], *image["c"][1:]]})


def _grid(run: Run, blocks: Nodes, widths: list[float]) -> Node:
    in_word = is_format(run.target, "docx")  # where 100% is that of the page, not of the cell
    rows = []
    for block in blocks:
        images = _images(block) if block["t"] == "Para" else []
        sizes = [_percent(share) if in_word else "100%" for share in _shares(images, widths)]
        cells = [_resized(image, size) for image, size in zip(images, sizes, strict=True)]
        cells = cells if block["t"] == "Para" else [block]
        rows.append([attr(), [[attr(), {"t": "AlignDefault"}, 1, 1, [cell]] for cell in cells]])
    columns = [[{"t": "AlignCenter"}, {"t": "ColWidth", "c": width}] for width in widths]
    body = [attr(), 0, [], rows]
    return {"t": "Table", "c": [attr(), [None, []], columns, [attr(), []], [body], [attr(), []]]}


def _columns(block: Node, widths: list[float]) -> Nodes:
    if block["t"] != "Para":
        return [block]
    images = _images(block)
    columns = [
        div([_resized(image, None)], "column", width=_percent(share))
        for image, share in zip(images, _shares(images, widths), strict=True)
    ]
    return [div(columns, "columns")] if columns else []
