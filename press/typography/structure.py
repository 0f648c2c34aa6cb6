"""A tagged PDF's structure tree: what element each piece of marked content belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

INLINE = {
    *("Span", "Em", "Strong", "Quote", "Code", "Link", "Reference", "Lbl", "Annot", "Sub", "Formula"),
    *("Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "NonStruct", "Private"),
}
"""Elements that stand in a line (ISO 32000-2, 14.8.4.7); all others begin lines of their own."""

NOTES = {"Note", "FENote"}
GROUPS = {"Document", "Part", "Art", "Sect", "Div", "Aside", "BlockQuote", "Table", "Figure", "NonStruct"}
"""Elements that hold paragraphs and no text (ISO 32000-2, 14.8.4.3)."""

ROLES = (
    ("contents", {"TOC", "TOCI"}),
    ("bibliography", {"BibEntry"}),
    ("caption", {"Caption", *NOTES}),
    ("figure", {"Figure"}),
    ("table", {"Table"}),
    ("heading", {"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"}),
    ("quotation", {"BlockQuote"}),
    ("list", {"L"}),
)
"""What a paragraph is, by the elements it stands in; the first that fits. All else is body."""


@dataclass(frozen=True, eq=False)
class Element:
    """A structure element, its number in reading order and the elements it stands in."""

    serial: int
    kind: str
    parent: Element | None = field(repr=False)

    @cached_property
    def line(self) -> list[Element]:
        """The element and those around it, from within."""
        return [self, *self.parent.line] if self.parent else [self]

    @cached_property
    def ancestry(self) -> list[str]:
        """The types of the same."""
        return [element.kind for element in self.line]

    @cached_property
    def block(self) -> Element:
        """The element that begins lines of its own: a note, or else a paragraph or cell."""
        around = (element for element in self.line if element.kind not in INLINE)
        return self.footnote or next(around, self)

    @cached_property
    def footnote(self) -> Element | None:
        """The note at the page's foot that the element is in: one that is tagged within a paragraph.

        A note below a table is tagged as one, too, but stands for itself.
        """
        notes = (one for one in self.line if one.kind in NOTES and one.parent)
        return next((one for one in notes if one.parent and one.parent.kind not in GROUPS), None)

    @cached_property
    def role(self) -> str:
        """What the element's text is for: a note, a row of `ROLES`, or body."""
        kinds = set(self.ancestry)
        return "note" if self.footnote else next((role for role, among in ROLES if kinds & among), "body")


@dataclass
class Tree:
    """The owner of each piece of marked content, by page index and id, and all elements in order."""

    owners: dict[tuple[int, int], Element] = field(default_factory=dict)
    elements: list[Element] = field(default_factory=list)


def read_tree(pdf: pikepdf.Pdf) -> Tree:
    """Read the tree. One without elements is returned for a PDF that is not tagged."""
    tree = Tree()
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return tree
    pages = {page.obj.objgen: index for index, page in enumerate(pdf.pages)}
    reader = Reader(tree, pages, _role_map(root))
    for kid in _kids(root):
        reader.visit(kid, None, -1)
    return tree


@dataclass(frozen=True)
class Reader:
    """Goes down a tree."""

    tree: Tree
    pages: dict[tuple[int, int], int]
    standard: dict[str, str]

    def visit(self, node: Any, parent: Element | None, page: int) -> None:
        """Record an element and what is in it."""
        page = self._page(node, page)
        kind = str(node.S)[1:]
        element = Element(len(self.tree.elements), self.standard.get(kind, kind), parent)
        self.tree.elements.append(element)
        for kid in _kids(node):
            if isinstance(kid, int):
                self.tree.owners[page, kid] = element
            elif kid.get("/Type") == "/MCR":
                self.tree.owners[self._page(kid, page), int(kid.MCID)] = element
            elif kid.get("/Type") != "/OBJR":
                self.visit(kid, element, page)

    def _page(self, node: Any, page: int) -> int:
        return self.pages.get(node.Pg.objgen, page) if "/Pg" in node else page


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _role_map(root: Any) -> dict[str, str]:
    """Return the standard type of each type the file made for itself, but for those known here."""
    known = INLINE.union(*(among for _, among in ROLES))
    pairs = {str(own)[1:]: str(standard)[1:] for own, standard in root.get("/RoleMap", {}).items()}
    return {own: standard for own, standard in pairs.items() if own not in known}
