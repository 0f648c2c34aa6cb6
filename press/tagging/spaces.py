"""Spaces between the words of two lines, which the layout engine leaves out at line ends.

A tagged PDF's text has a space wherever words part (ISO 32000-1, 14.8.2.5); without it a reader that
goes by the tags runs the last word of a line and the first of the next together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from press.tagging.content import SOFT_HYPHEN, Chunk
from press.tagging.roles import INLINE
from press.tagging.tree import Mark, Node

IN_FLOW = INLINE - {"Note"}
DASHES = "-\u2010\u2013\u2014/"
"""Marks after which a line may break within a word, or between words without a space."""

RAISED = 0.75  # of the larger letters' size: how far apart two lines are at least

Flow = list[tuple[Mark, str]]
"""The marks of a paragraph in reading order, each with the words of the link or code it is in."""


def find_spaces(document: Node, chunks: Mapping[Mark, Chunk]) -> dict[Mark, bytes]:
    """Return the marks that want a space after them, with the space as their font writes it."""
    spaces: dict[Mark, bytes] = {}
    for flow in _flows(document):
        seen = [(mark, words) for mark, words in flow if mark in chunks and chunks[mark].text]
        for (first, words), (second, _) in pairwise(seen):
            one, other = chunks[first], chunks[second]
            if one.space and _is_new_line(first, second, chunks) and _parts(one.text, other.text, words):
                spaces[first] = one.space
    return spaces


def _flows(node: Node) -> Iterator[Flow]:
    """Yield the marks of each paragraph, table cell or the like below an element."""
    flow: Flow = []
    inner: list[Node] = []
    _collect(node, "", flow, inner)
    if flow:
        yield flow
    for other in inner:
        yield from _flows(other)


def _collect(node: Node, words: str, flow: Flow, inner: list[Node]) -> None:
    for kid in node.kids:
        if isinstance(kid, Mark):
            flow.append((kid, words))
        elif isinstance(kid, Node) and kid.role in IN_FLOW:
            _collect(kid, str(kid.record.get("text", "")) or words, flow, inner)
        elif isinstance(kid, Node):
            inner.append(kid)


def _is_new_line(first: Mark, second: Mark, chunks: Mapping[Mark, Chunk]) -> bool:
    """Tell whether the second mark stands in another line: a raised figure or a drop cap does not."""
    one, other = chunks[first], chunks[second]
    apart = abs(other.y - one.y)
    return first.page != second.page or apart > RAISED * max(one.size, other.size) or other.x <= one.x


def _parts(one: str, other: str, words: str) -> bool:
    """Tell whether a line end parts two words.

    Not after a hyphen or dash, unless a space stands before it, and not within a long address, which
    may break anywhere: `words` is the whole of it.
    """
    if one[-1].isspace() or other[0].isspace() or one[-1] == SOFT_HYPHEN:
        return False
    if words and one.strip() + other.strip() in words:
        return False
    return one[-1] not in DASHES or one[-2:-1].isspace()
