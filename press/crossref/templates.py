"""Filling templates, where display math names a variable: `$$figureTitle$$ $$i$$`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from press.ast import Node, rewrite, stringify

from .settings import Settings, as_inlines, integer
from .tree import Nodes, map_lists, smooth

_INDEXED = re.compile(r"([^\[]+)\[(.*)\]")


def fill(template: Nodes, variables: Mapping[str, Nodes], settings: Settings) -> Nodes:
    """Put values in place of a template's variables.

    A variable is one of those given, or else a metadata field. `field[n]` is the item of a list
    field at the value of the variable n. What is neither stays as it is. Values are not filled again.
    """

    def visit(node: Node) -> Nodes | None:
        if node["t"] != "Math" or node["c"][0]["t"] != "DisplayMath":
            return None
        return _value(node["c"][1], variables, settings)

    filled: Nodes = rewrite(template, visit)
    return filled if filled == template else map_lists(filled, smooth)


def _value(name: str, variables: Mapping[str, Nodes], settings: Settings) -> Nodes | None:
    if (indexed := _INDEXED.fullmatch(name)) is not None:
        counted = _value(indexed[2], variables, settings)
        index = None if counted is None else integer(stringify(counted))
        found = None if index is None else settings.item(indexed[1], index)
    elif name in variables:
        return variables[name]
    else:
        found = settings.value(name)
    return None if found is None else as_inlines(name, found)
