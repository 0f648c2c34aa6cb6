"""Spaces between the words of two lines, which the layout engine leaves out at line ends.

A tagged PDF's text has a space wherever words part (ISO 32000-1, 14.8.2.5); without it a reader that
goes by the tags runs the last word of a line and the first of the next together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.tagging.content import SOFT_HYPHEN, Chunk
from press.tagging.roles import INLINE
from press.tagging.tree import Mark, Node, Tree

IN_FLOW = INLINE - {"Lbl", "Note"}
DASHES = "-\u2010\u2013\u2014/"
"""Marks after which a line may break within a word, or between words without a space."""

RAISED = 0.75  # of the larger letters' size: how far apart two lines are at least

Flow = list[tuple[Mark, str]]
"""The marks of a paragraph in reading order, each with the words of the link or code it is in."""


def find_spaces(tree: Tree, chunks: Mapping[Mark, Chunk]) -> dict[Mark, bytes]:
    """Return the marks that want a space after them, with the operators that show it.

    Words part at line ends, at marks of white space alone, which WeasyPrint does not draw, and where
    the dots of a leader were.
    """
    spaces: dict[Mark, bytes] = {}
    for flow in _flows(tree.document):
        first, words, apart = None, "", False
        for mark, around in flow:
            chunk = chunks[mark]
            if chunk.blank and not chunk.text:
                apart = True
            if not chunk.text:
                continue
            if first is not None and chunks[first].space and _ends(chunks[first].text, chunk.text):
                between = apart or tree.artifacts.get(Mark(mark.page, mark.mcid - 1)) == "leader"
                broken = _is_new_line(first, mark, chunks) and _parts(chunks[first].text, chunk.text, words)
                if between or broken:
                    spaces[first] = chunks[first].space
            first, words, apart = mark, around, False
    return spaces


def _ends(one: str, other: str) -> bool:
    """Tell whether a mark ends without a space, and the next begins without one."""
    return not (one[-1].isspace() or other[0].isspace() or one[-1] == SOFT_HYPHEN)


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
    if words and one.strip() + other.strip() in words:
        return False
    return one[-1] not in DASHES or one[-2:-1].isspace()
