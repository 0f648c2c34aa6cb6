"""The letters of a part, counted in pandoc's syntax tree: what a page's place in the text is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from press.ast import Node, classes

QUOTES = {"SingleQuote": "‘%s’", "DoubleQuote": "“%s”"}


def count_letters(blocks: list[Node]) -> str:
    """Return the letters of a part's blocks without notes, spaces, soft hyphens and word joiners.

    Nor is there what the media have each otherwise (`varies`). A picture or formula counts as one letter.

    They come in the order in which HTML has them: a table's caption before its rows, a figure's after
    its pictures.
    """
    text = "".join(_walk(blocks))
    return "".join(letter for letter in text if not letter.isspace() and letter not in "\u00ad\u2060")


def _walk(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _walk(item)
    elif isinstance(node, dict):
        yield from _KINDS.get(node["t"], _contents)(node)


def _contents(node: Node) -> Iterator[str]:
    """Yield what an element of attributes and contents, or of contents alone, holds."""
    yield from _walk([item for item in node.get("c", []) if isinstance(item, list | dict)])


def _text(node: Node) -> Iterator[str]:
    yield node["c"] if isinstance(node["c"], str) else node["c"][-1]


def _nothing(_: Node) -> Iterator[str]:
    yield from ()


def _picture(_: Node) -> Iterator[str]:
    yield "\ufffc"


def _quoted(node: Node) -> Iterator[str]:
    kind, inlines = node["c"]
    yield QUOTES[kind["t"]] % "".join(_walk(inlines))


def _last(node: Node) -> Iterator[str]:
    yield from _walk(node["c"][-1])


def _span(node: Node) -> Iterator[str]:
    yield from () if "varies" in classes(node) else _walk(node["c"][-1])


def _link(node: Node) -> Iterator[str]:
    yield from _walk(node["c"][1])


def _figure(node: Node) -> Iterator[str]:
    _, (_, caption), blocks = node["c"]
    yield from _walk(blocks)
    yield from _walk(caption)


def _table(node: Node) -> Iterator[str]:
    _, (_, caption), _, (_, head), bodies, (_, foot) = node["c"]
    yield from _walk(caption)
    for rows in [head, *(rows for body in bodies for rows in body[2:]), foot]:
        for _, cells in rows:
            for cell in cells:
                yield from _walk(cell[-1])


_KINDS: dict[str, Callable[[Node], Iterator[str]]] = {
    **dict.fromkeys(("Str", "Code", "CodeBlock"), _text),
    **dict.fromkeys(("Image", "Math"), _picture),
    **dict.fromkeys(("Note", "RawInline", "RawBlock"), _nothing),
    **dict.fromkeys(("Cite", "Div", "Header", "OrderedList"), _last),
    "Figure": _figure,
    "Link": _link,
    "Quoted": _quoted,
    "Span": _span,
    "Table": _table,
}
