"""Numbering sections."""

from __future__ import annotations

from press.ast import Attr, Node, attributes

from .ledger import Run
from .templates import fill
from .tree import Nodes, string

UNNUMBERED = "unnumbered"


def number_heading(run: Run, node: Node) -> Node:
    """Count a heading, and write its number into it where the settings ask for it."""
    level, (identifier, classes, pairs), title = node["c"]
    given = attributes(node)
    label = section_label_of(identifier, automatic=run.settings.flag("autoSectionLabels"))
    run.ledger.open_section(level, given)
    if UNNUMBERED in classes:
        return _heading(level, [label, classes, pairs], title)
    number = run.spell(run.count_section(level, given))
    if label.startswith("sec:"):
        run.enter_section(label, title, written=label == identifier)
    shown = _titled(run, level, number, title) if _is_shown(run, level) else title
    return _heading(level, [label, classes, run.labelled(pairs, number)], shown)


def section_label_of(identifier: str, *, automatic: bool) -> str:
    """Return the label of a heading, given `sec:` when all headings are to have it."""
    return identifier if not automatic or identifier.startswith("sec:") else f"sec:{identifier}"


def _is_shown(run: Run, level: int) -> bool:
    if not run.settings.flag("numberSections"):
        return False
    depth = run.settings.number("sectionsDepth")
    return depth < 0 or level <= (depth or run.depth)


def _titled(run: Run, level: int, number: Nodes, title: Nodes) -> Nodes:
    variables = {"i": number, "n": [string(str(level - 1))], "t": title}
    return fill(run.settings.inlines("secHeaderTemplate"), variables, run.settings)


def _heading(level: int, attr: Attr, title: Nodes) -> Node:
    return {"t": "Header", "c": [level, attr, title]}
