"""What reviewers did to a Word text: their changes are accepted, their comments told and left out."""

from __future__ import annotations

from typing import Any

from press.ast import Node, attributes, classes, each, rewrite, stringify
from press.conversion.losses import Losses

SPACE = {"t": "Space"}
GAP = {"t": "Str", "c": "\ue003"}
"""Stands where words were deleted, until the spaces around them are settled."""
CLOSING = tuple(".,;:!?)]’”")
LONGEST = 120  # letters of a comment that are told


def accept_changes(blocks: list[Node], losses: Losses) -> list[Node]:
    """Return the text as it is when every change is accepted, with a sign where a comment stood."""
    counts = {"insertion": 0, "deletion": 0}

    def settle(node: Node) -> list[Node] | None:
        if node["t"] != "Span":
            return None
        for kind in classes(node):
            if kind in counts:
                counts[kind] += 1
                return _rewrite(node["c"][1]) if kind == "insertion" else [GAP]
            if kind == "comment-start":
                return [losses.sign(_comment(node))]
            if kind in {"comment-end", "paragraph-insertion"}:
                return []
        return None

    def _rewrite(tree: list[Node]) -> list[Node]:
        result: list[Node] = rewrite(tree, settle)
        return result

    settled: list[Node] = _close_gaps(_rewrite(_join(blocks)))
    if any(counts.values()):
        losses.tell(
            f"changes were accepted: {counts['insertion']} insertions, {counts['deletion']} deletions"
        )
    return settled


def _close_gaps(tree: Any) -> Any:
    """Take away the space that stood before a deletion, where another or a mark now follows."""
    if isinstance(tree, dict):
        return {key: _close_gaps(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for at, item in enumerate(tree):
        if item != GAP:
            out.append(_close_gaps(item))
            continue
        following = next((node for node in tree[at + 1 :] if node != GAP), None)
        if out and out[-1] == SPACE and (following is None or _closes_up(following)):
            out.pop()
    return out


def _closes_up(node: Node) -> bool:
    return node == SPACE or (node["t"] == "Str" and node["c"].startswith(CLOSING))


def _comment(node: Node) -> str:
    words = " ".join(stringify(node["c"][1]).split())
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST]} …"
    return f"a comment by {attributes(node).get('author', 'somebody')} is left out: “{shown}”"


def _join(tree: Any) -> Any:
    """Join paragraphs of which the end of the first was deleted."""
    if isinstance(tree, dict):
        return {key: _join(value) for key, value in tree.items()}
    if not isinstance(tree, list):
        return tree
    out: list[Any] = []
    for item in map(_join, tree):
        if out and _ends_deleted(out[-1]) and isinstance(item, dict) and item.get("t") in {"Para", "Plain"}:
            out[-1] = {"t": "Para", "c": [*_without_end(out[-1]["c"]), {"t": "Space"}, *item["c"]]}
        else:
            out.append(item)
    return out


def _ends_deleted(block: object) -> bool:
    return (
        isinstance(block, dict)
        and block.get("t") in {"Para", "Plain"}
        and any("paragraph-deletion" in classes(node) for node in each(block["c"], "Span"))
    )


def _without_end(inlines: list[Node]) -> list[Node]:
    return [node for node in inlines if node["t"] != "Span" or "paragraph-deletion" not in classes(node)]
