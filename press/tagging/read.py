"""Reading the structure tree that WeasyPrint wrote, with the records left on it, as a tree of elements.

WeasyPrint has an element for each box. Here the boxes of one HTML element become one, whether lines,
pages or blocks inside it had split it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Name, Object

from press.errors import Problem, UnreadableTags
from press.tagging.roles import ARTIFACT, PICTURES, is_contents, role_of
from press.tagging.tree import Annotation, Leaf, Mark, Node, Record, Tree

KEY = "/WP"
REPEATED = ("THead", "TFoot")
"""Parts of a table that stand again on each of its pages."""


@dataclass(frozen=True)
class Place:
    """Where the reading is: in which element, on which page, and whether in a table of contents."""

    node: Node | None
    page: int
    in_contents: bool = False
    reason: str = ""


@dataclass
class Reader:
    """Goes over the old tree once. `seen` has the element made for each HTML element."""

    pages: dict[tuple[int, int], int]
    tree: Tree = field(default_factory=Tree)
    seen: dict[tuple[str, int, str], Node] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    hinted: bool = False

    def visit(self, element: Object, place: Place) -> None:
        """Add an element and all below it."""
        record: Record = json.loads(str(element[KEY])) if KEY in element else {}
        page = self.pages[element.Pg.objgen] if "/Pg" in element else place.page
        self.hinted = self.hinted or bool(record)
        here = self._enter(record, Place(place.node, page, place.in_contents, place.reason))
        if here.node is not None:
            if "id" in record:
                self.tree.anchors.setdefault(record["id"], here.node)
            if record.get("tag") in PICTURES and "/A" in element:
                here.node.picture = here.node.picture or [float(side) for side in element.A.BBox]
        for kid in _kids(element):
            if isinstance(kid, int) or kid.get(Name.Type) == Name.OBJR:
                self._keep(Mark(page, kid) if isinstance(kid, int) else Annotation(page, kid.Obj), here)
            else:
                self.visit(kid, here)

    def _keep(self, leaf: Leaf, place: Place) -> None:
        if place.node is not None:
            place.node.kids.append(leaf)
        elif isinstance(leaf, Mark):
            self.tree.artifacts[leaf] = place.reason

    def _enter(self, record: Record, place: Place) -> Place:
        """Return the place inside an element, made now or when another box of it was met."""
        in_contents = place.in_contents or is_contents(record)
        role = role_of(record, in_contents=in_contents)
        if place.node is None or role is None:
            return Place(place.node, place.page, in_contents, place.reason)
        if role == ARTIFACT:
            return Place(None, place.page, in_contents, _reason(record))
        number = self._number(record)
        key = (role, number, str(record["tag"]))
        node = self.seen.get(key)
        if node is not None and role in REPEATED and node.page() != place.page:
            return Place(None, place.page, in_contents, "repeated")
        if node is None:
            node = self.seen[key] = Node(role, {**record, "n": number})
            place.node.kids.append(node)
        return Place(node, place.page, in_contents)

    def _number(self, record: Record) -> int:
        """Return the number of an HTML element; what continues another has that one's."""
        number = int(record["n"])
        if "::" not in record["tag"] and "id" in record:
            self.numbers.setdefault(record["id"], number)
        return self.numbers.get(str(record.get("data-continues", "")), number)

    def margins(self, pdf: pikepdf.Pdf) -> None:
        """Note the marks of the margin boxes, whose elements hang in the parent tree alone."""
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        for page, owners in zip(numbers[::2], numbers[1::2], strict=True):
            if not isinstance(owners, Array):
                continue
            for mcid, owner in enumerate(owners):
                box = _margin(owner)
                if box:
                    self.tree.artifacts[Mark(int(page), mcid)] = box


def read(pdf: pikepdf.Pdf) -> Tree:
    """Return the structure of a PDF written under `press.layout.hints`.

    Raises UnreadableTags when no record is found in it, as when WeasyPrint has changed.
    """
    reader = Reader({page.obj.objgen: index for index, page in enumerate(pdf.pages)})
    for top in pdf.Root.StructTreeRoot.K:
        for element in _kids(top):
            if not isinstance(element, int):
                reader.visit(element, Place(reader.tree.document, 0))
    if not reader.hinted:
        fact = "the layout engine left no records on the pages' structure."
        raise UnreadableTags(Problem(fact, "Install the version of WeasyPrint that pyproject.toml names."))
    reader.margins(pdf)
    return reader.tree


def _kids(element: Object) -> Iterator[Object | int]:
    kids = element.get("/K", Array())
    yield from kids if isinstance(kids, Array) else [kids]


def _reason(record: Record) -> str:
    return str(record.get("margin") or ("leader" if record.get("leader") else "decoration"))


def _margin(owner: Object) -> str:
    """Return the name of the margin box around an element, or an empty string."""
    for element in (owner, owner.get("/P")):
        if element is not None and KEY in element:
            return str(json.loads(str(element[KEY])).get("margin", ""))
    return ""
