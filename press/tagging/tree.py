"""The structure tree while it is rebuilt: elements, and at their ends marks on pages and annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Dictionary, Object

Record = Mapping[str, Any]
"""What a structure element came from, as `press.layout.hints` describes it."""


@dataclass(frozen=True, order=True)
class Mark:
    """Marked content: a page, counted from 0, and its number there (MCID)."""

    page: int
    mcid: int


@dataclass(frozen=True, eq=False)
class Annotation:
    """An annotation on a page, counted from 0."""

    page: int
    object: Object


Leaf = Mark | Annotation


@dataclass(eq=False)
class Node:
    """A structure element. `role` is its type, by the names of PDF 1.7.

    `record` tells the HTML element it came from, `attributes` are entries of the finished element,
    `refers_to` the elements of its Ref. `picture` is where an image stands: left, top, right and bottom
    in px from the upper left of the trim; `layout` says the same in the finished element.
    """

    role: str
    record: Record = field(default_factory=dict)
    kids: list[Node | Leaf] = field(default_factory=list)
    attributes: dict[str, Object | str] = field(default_factory=dict)
    picture: list[float] = field(default_factory=list)
    layout: Dictionary | None = None
    refers_to: list[Node] = field(default_factory=list)
    identifier: str = ""

    @property
    def tag(self) -> str:
        """The HTML element, or an empty string."""
        return str(self.record.get("tag", ""))

    @property
    def classes(self) -> list[str]:
        """The classes of the HTML element."""
        return str(self.record.get("class", "")).split()

    def nodes(self, *roles: str) -> list[Node]:
        """Return the elements right below, of the given types or of all."""
        return [kid for kid in self.kids if isinstance(kid, Node) and (not roles or kid.role in roles)]

    def walk(self) -> Iterator[Node]:
        """Yield this element and all below it in reading order."""
        yield self
        for kid in self.nodes():
            yield from kid.walk()

    def leaves(self) -> Iterator[Leaf]:
        """Yield the marks and annotations below in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.leaves()
            else:
                yield kid

    def marks(self) -> Iterator[Mark]:
        """Yield the marks below in reading order."""
        return (leaf for leaf in self.leaves() if isinstance(leaf, Mark))

    def page(self) -> int | None:
        """Return the page on which the element begins, or None when it holds nothing."""
        return next((leaf.page for leaf in self.leaves()), None)

    def first(self, role: str) -> Node | None:
        """Return the first element of a type, this one or one below."""
        return next((node for node in self.walk() if node.role == role), None)


@dataclass
class Tree:
    """The whole: the document, what belongs to no element, and where the names of HTML stand.

    `artifacts` has a reason for each mark that is not content: `leader`, `repeated`, `decoration`, or
    the margin box such as `@top-left`. `pointed` has for each new link the element it leads to.
    """

    document: Node = field(default_factory=lambda: Node("Document"))
    artifacts: dict[Mark, str] = field(default_factory=dict)
    anchors: dict[str, Node] = field(default_factory=dict)
    pointed: list[tuple[Object, Node]] = field(default_factory=list)

    def parents(self) -> dict[Node, Node]:
        """Return the element above each."""
        return {kid: node for node in self.document.walk() for kid in node.nodes()}

    def discard(self, node: Node, reason: str) -> None:
        """Make all that an element holds an artifact."""
        self.artifacts |= dict.fromkeys(node.marks(), reason)
        node.kids = []


def gather(kids: list[Node | Leaf], loose: Callable[[Node | Leaf], bool], role: str) -> list[Node | Leaf]:
    """Put each run of loose kids into an element of its own."""
    out: list[Node | Leaf] = []
    open_: Node | None = None
    for kid in kids:
        if not loose(kid):
            open_ = None
            out.append(kid)
            continue
        if open_ is None:
            open_ = Node(role)
            out.append(open_)
        open_.kids.append(kid)
    return out
