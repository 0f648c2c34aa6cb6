"""Lists of figures, tables and listings, in place of the LaTeX commands for them."""

from __future__ import annotations

from press.ast import Node, div, link, rewrite

from .labels import spelled
from .ledger import Entry, Ledger
from .prepare import LISTS
from .references import index_template
from .settings import Settings
from .templates import fill
from .tree import Nodes

_NAMES = {
    "fig": ("lof", "list-of-figures"),
    "tbl": ("lot", "list-of-tables"),
    "lst": ("lol", "list-of-listings"),
}
"""How the settings for a list begin, and the metadata field for the list."""


def insert_lists(blocks: Nodes, ledger: Ledger, settings: Settings) -> Nodes:
    """Put a list in place of each command for one."""

    def visit(node: Node) -> Nodes | None:
        kind = LISTS.get(node["c"][1].strip()) if node["t"] == "RawBlock" else None
        if kind is None or node["c"][0] not in {"tex", "latex"}:
            return None
        return list_of(kind, ledger, settings)

    inserted: Nodes = rewrite(blocks, visit)
    return inserted


def list_fields(ledger: Ledger, settings: Settings) -> dict[str, Nodes]:
    """Return the lists by the metadata field that each goes into, where the settings ask for it."""
    if not settings.flag("listOfMetadata"):
        return {}
    return {field: list_of(kind, ledger, settings) for kind, (_, field) in _NAMES.items()}


def list_of(kind: str, ledger: Ledger, settings: Settings) -> Nodes:
    """Return the title and the items of a list."""
    prefix, _ = _NAMES[kind]
    listed = [entry for entry in ledger.entries if entry.kind == kind and not entry.hidden]
    template = settings.blocks(f"{prefix}ItemTemplate")
    items = [block for entry in listed for block in fill(template, _variables(entry, settings), settings)]
    return [*settings.blocks(f"{prefix}Title"), div(_merged(items), "list", f"list-of-{kind}")]


def _variables(entry: Entry, settings: Settings) -> dict[str, Nodes]:
    delimiter = settings.inlines("chapDelim")
    title: Nodes = rewrite(entry.title, lambda node: [] if node["t"] == "Note" else None)
    raw = spelled(entry.index, delimiter)
    variables = {
        "lt": [link(title, f"#{entry.label}")] if entry.label else title,
        "ri": raw,
        "s": [] if entry.part is None else spelled(entry.part, delimiter),
        "suf": [],
        "t": title,
    }
    return {**variables, "i": fill(index_template(entry, settings), {**variables, "i": raw}, settings)}


def _merged(items: Nodes) -> Nodes:
    first = items[0] if items else {"t": ""}
    if first["t"] == "BulletList" and all(item["t"] == "BulletList" for item in items):
        return [{"t": "BulletList", "c": [entry for item in items for entry in item["c"]]}]
    if first["t"] == "OrderedList" and all(_style(item) == first["c"][0] for item in items):
        entries = [entry for item in items for entry in item["c"][1]]
        return [{"t": "OrderedList", "c": [first["c"][0], entries]}]
    return items


def _style(item: Node) -> object:
    return item["c"][0] if item["t"] == "OrderedList" else None
