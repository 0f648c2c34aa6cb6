"""The numbering pass: one walk from the top down that counts, and writes numbers into captions."""

from __future__ import annotations

from collections.abc import Callable

from press.ast import Node, rewrite

from .captioned import labelled_by_caption, number_code, number_listing, number_table
from .equations import is_numbered, number_equation, number_equation_block
from .figures import number_figure
from .headings import number_heading
from .ledger import Run
from .subfigures import number_group
from .tree import Nodes


def number_all(run: Run, blocks: Nodes) -> Nodes:
    """Number everything in the blocks; what is numbered is not looked into for more."""

    def visit(node: Node) -> Nodes | None:
        handle = _HANDLERS.get(node["t"])
        numbered = handle(run, node) if handle else None
        return None if numbered is None else [numbered]

    numbered: Nodes = rewrite(blocks, visit)
    return numbered


def _figure(run: Run, node: Node) -> Node | None:
    return number_figure(run, node) if node["c"][0][0].startswith("fig:") else None


def _div(run: Run, node: Node) -> Node | None:
    for handle in (number_group, number_table, number_listing):
        if (numbered := handle(run, node)) is not None:
            return numbered
    return None


def _table(run: Run, node: Node) -> Node | None:
    wrapped = labelled_by_caption(node)
    return number_table(run, node if wrapped is None else wrapped)


def _span(run: Run, node: Node) -> Node | None:
    return number_equation(run, node) if is_numbered(run, node) else None


def _paragraph(run: Run, node: Node) -> Node | None:
    alone = len(node["c"]) == 1 and is_numbered(run, node["c"][0])
    return number_equation_block(run, node["c"][0]) if alone and run.settings.flag("tableEqns") else None


_HANDLERS: dict[str, Callable[[Run, Node], Node | None]] = {
    "Header": number_heading,
    "Figure": _figure,
    "Div": _div,
    "Table": _table,
    "CodeBlock": number_code,
    "Span": _span,
    "Para": _paragraph,
}
