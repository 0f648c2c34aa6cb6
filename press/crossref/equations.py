"""Numbering equations, inside the formula or beside it."""

from __future__ import annotations

from press.ast import Node, attributes, div, stringify, with_attr

from .ledger import Run
from .prepare import display_math
from .templates import fill
from .tree import Nodes, string


def is_numbered(run: Run, node: Node) -> bool:
    """Tell whether a node is an equation that takes a number."""
    if display_math(node) is None:
        return False
    label = node["c"][0][0]
    return label.startswith("eq:") or (not label and run.settings.flag("autoEqnLabels"))


def number_equation(run: Run, node: Node) -> Node:
    """Return the Span of an equation with its number in it."""
    template = run.settings.inlines("eqnDisplayTemplate")
    typeset, number = _typeset(run, node, template)
    label, classes, pairs = node["c"][0]
    return {"t": "Span", "c": [[label, classes, run.labelled(pairs, number)], typeset]}


def number_equation_block(run: Run, node: Node) -> Node:
    """Return a Div of blocks in place of a paragraph that is one equation."""
    template = run.settings.blocks("eqnBlockTemplate")
    typeset, number = _typeset(run, node, template)
    label, classes, pairs = node["c"][0]
    return with_attr(div(typeset), [label, classes, run.labelled(pairs, number)])


def _typeset(run: Run, node: Node, template: Nodes) -> tuple[Nodes, Nodes]:
    settings = run.settings
    entry = run.enter("eq", node["c"][0][0], attributes(node), [])
    raw = run.spell(entry.index)
    number = fill(settings.inlines("eqnIndexTemplate"), {"i": raw}, settings)
    inside = "eqnInlineTableTemplate" if settings.flag("tableEqns") else "eqnInlineTemplate"
    style = {"t": "InlineMath" if settings.flag("eqnBlockInlineMath") else "DisplayMath"}

    def formula(inlines: Nodes) -> Nodes:
        return [{"t": "Math", "c": [style, stringify(inlines)]}]

    fixed = {"i": formula(number), "ri": formula(raw), "nmi": number, "nmri": raw}
    tex = [string(display_math(node) or "")]
    body = formula(fill(settings.inlines(inside), {**fixed, "e": tex, "t": tex}, settings))
    return fill(template, {**fixed, "e": body, "t": body}, settings), number
