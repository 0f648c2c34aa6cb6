"""Numbering figures, alone or as parts of a group."""

from __future__ import annotations

from press.ast import Node, attributes, classes, identifier, text

from .captioned import caption_with, retitled, title_of
from .ledger import Run
from .tree import Nodes, flat

PART_TEMPLATE = "subfigureChildTemplate"
"""The setting for the caption of a figure in a group."""


def number_figure(run: Run, node: Node) -> Node | None:
    """Return a figure with its number, or None for one without a caption."""
    (label, names, pairs), caption, content = node["c"]
    title = title_of(caption)
    if title is None:
        return None
    image = sole_image(content)
    given = {**(attributes(image) if image else {}), **attributes(node)}
    entry = run.enter("fig", label, given, title)
    number = run.spell(entry.index)
    shown = caption_with(run, run.figure_template, number, title)
    if image is not None and image["c"][1] == title and not run.settings.flag("preserveAltText"):
        # pandoc takes an alternative text that only repeats the caption to be no such text.
        content = [{"t": "Plain", "c": [{"t": "Image", "c": [image["c"][0], shown, image["c"][2]]}]}]
    captioned = _captioned(run, caption, shown, image)
    listed = [[], captioned[1]] if entry.hidden else captioned
    return {"t": "Figure", "c": [[label, names, run.labelled(pairs, number)], listed, content]}


def _captioned(run: Run, caption: list[object], shown: Nodes, image: Node | None) -> list[object]:
    in_group = run.figure_template == PART_TEMPLATE
    if in_group and image is not None and "nocaption" in classes(image):
        return [None, []]
    return retitled(caption, shown)


def sole_image(content: Nodes) -> Node | None:
    """Return the image of a figure that holds one image and nothing else."""
    inlines = flat(content)
    return inlines[0] if len(inlines) == 1 and inlines[0]["t"] == "Image" else None


def figure_around(image: Node) -> Node:
    """Return the figure that pandoc makes of an image alone in its paragraph."""
    pairs = image["c"][0][2]
    alternative = attributes(image).get("alt")
    caption = image["c"][1]
    placed = [pair for pair in pairs if pair[0] == "latex-placement"]
    kept = [pair for pair in pairs if pair[0] not in {"latex-placement", "alt"}]
    words = caption if alternative is None else text(alternative)
    bare: Node = {"t": "Image", "c": [["", classes(image), kept], words, image["c"][2]]}
    outer = [identifier(image), [], placed]
    body = [{"t": "Plain", "c": [bare]}]
    return {"t": "Figure", "c": [outer, [None, [{"t": "Plain", "c": caption}]], body]}
