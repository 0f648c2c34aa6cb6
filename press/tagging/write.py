"""Writing the new structure tree into the PDF, by PDF 1.7 for PDF/UA-1 or by PDF 2.0 for PDF/UA-2."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from press.tagging.tree import Annotation, Mark, Node, Tree

PDF_1_7 = "http://iso.org/pdf/ssn"
PDF_2_0 = "http://iso.org/pdf2/ssn"
ONLY_IN_1_7 = {"Art", "BlockQuote", "TOC", "TOCI", "Quote", "Reference", "BibEntry", "Code"}
"""Types that PDF 2.0 takes from the namespace of PDF 1.7 (ISO 32000-2, 14.8.6)."""
SPANS = {"colspan": "ColSpan", "rowspan": "RowSpan"}


@dataclass(frozen=True)
class Standard:
    """How a standard names things: other types, what stands for what, kinds of lists it lacks."""

    renamed: Mapping[str, str] = field(default_factory=dict)
    role_map: Mapping[str, str] = field(default_factory=dict)
    numberings: Mapping[str, str] = field(default_factory=dict)
    namespaces: bool = False


STANDARDS: Mapping[str, Standard] = {
    "ua-1": Standard(
        role_map={"Em": "Span", "Strong": "Span", "Title": "P"},
        numberings={"Description": "None", "Ordered": "Decimal", "Unordered": "Disc"},
    ),
    "ua-2": Standard(renamed={"Note": "FENote"}, namespaces=True),
}
"""By `pdf_standard` of essay.yaml: ISO 14289-1 with ISO 32000-1, and ISO 14289-2 with ISO 32000-2."""


@dataclass
class Writer:
    """Makes the elements of one PDF. `made` has the object of each, `owners` the element of each mark."""

    pdf: pikepdf.Pdf
    standard: Standard
    made: dict[Node, Object] = field(default_factory=dict)
    owners: dict[Mark, Object] = field(default_factory=dict)
    annotations: list[tuple[Object, Object]] = field(default_factory=list)
    spaces: dict[str, Object] = field(default_factory=dict)

    def write(self, tree: Tree) -> None:
        """Put the tree in place of the old one."""
        root = self.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        if self.standard.namespaces:
            for name in (PDF_2_0, PDF_1_7):
                space = Dictionary(Type=Name.Namespace, NS=String(name))
                self.spaces[name] = self.pdf.make_indirect(space)
            root.Namespaces = Array([*self.spaces.values()])
        if self.standard.role_map:
            pairs = {f"/{name}": Name(f"/{other}") for name, other in self.standard.role_map.items()}
            root.RoleMap = Dictionary(pairs)
        root.K = Array([self._emit(tree.document, root)])
        for node, element in self.made.items():
            targets = [self.made[other] for other in node.refers_to if other in self.made]
            if targets:
                element.Ref = Array(targets)
        self._index(root)
        self.pdf.Root.StructTreeRoot = root
        self._clear_annotations()

    def _emit(self, node: Node, parent: Object) -> Object:
        role = self.standard.renamed.get(node.role, node.role)
        element = self.pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{role}"), P=parent))
        self.made[node] = element
        if self.standard.namespaces:
            element.NS = self.spaces[PDF_1_7 if role in ONLY_IN_1_7 else PDF_2_0]
        page = node.page()
        if page is not None:
            element.Pg = self.pdf.pages[page].obj
        for key in ("Alt", "Lang"):
            if key in node.attributes:
                element[f"/{key}"] = node.attributes[key]
        if node.identifier:
            element.ID = String(node.identifier)
        if attributes := self._attributes(node):
            element.A = attributes[0] if len(attributes) == 1 else Array(attributes)
        element.K = Array([self._kid(kid, element, page) for kid in node.kids])
        return element

    def _kid(self, kid: Node | Mark | Annotation, element: Object, page: int | None) -> Object | int:
        if isinstance(kid, Node):
            return self._emit(kid, element)
        where = self.pdf.pages[kid.page].obj
        if isinstance(kid, Annotation):
            self.annotations.append((kid.object, element))
            return Dictionary(Type=Name.OBJR, Obj=kid.object, Pg=where)
        self.owners[kid] = element
        return kid.mcid if kid.page == page else Dictionary(Type=Name.MCR, Pg=where, MCID=kid.mcid)

    def _attributes(self, node: Node) -> list[Object]:
        """Return an element's attribute objects, one for each owner."""
        found: list[Object] = [node.layout] if node.layout is not None else []
        if "ListNumbering" in node.attributes:
            kind = str(node.attributes["ListNumbering"])
            kind = self.standard.numberings.get(kind, kind)
            found.append(Dictionary(O=Name.List, ListNumbering=Name(f"/{kind}")))
        table = {f"/{name}": int(node.record[key]) for key, name in SPANS.items() if key in node.record}
        scope = {"/Scope": Name(f"/{node.attributes['Scope']}")} if "Scope" in node.attributes else {}
        if table or scope:
            found.append(Dictionary({"/O": Name.Table, **table, **scope}))
        if node.role == "Note" and self.standard.namespaces:
            found.append(Dictionary(O=Name.FENote, NoteType=Name.Footnote))
        return found

    def _index(self, root: Object) -> None:
        """Write the ways back: from marks and annotations to elements, from names to elements."""
        numbers: list[object] = []
        owners: dict[int, dict[int, Object]] = defaultdict(dict)
        for mark, element in self.owners.items():
            owners[mark.page][mark.mcid] = element
        for index, page in enumerate(self.pdf.pages):
            mine = owners[index]
            page.obj.StructParents, page.obj.Tabs = index, Name.S
            row = Array([mine.get(mcid) for mcid in range(max(mine, default=-1) + 1)])
            numbers.extend([index, self.pdf.make_indirect(row)])
        for index, (annotation, element) in enumerate(self.annotations, start=len(self.pdf.pages)):
            annotation.StructParent = index
            numbers.extend([index, element])
        root.ParentTree = self.pdf.make_indirect(Dictionary(Nums=Array(numbers)))
        root.ParentTreeNextKey = len(numbers) // 2
        named = sorted((node.identifier, element) for node, element in self.made.items() if node.identifier)
        if named:
            names = Array([part for name, element in named for part in (String(name), element)])
            limits = Array([String(named[0][0]), String(named[-1][0])])
            root.IDTree = self.pdf.make_indirect(Dictionary(Names=names, Limits=limits))

    def _clear_annotations(self) -> None:
        """Take from the pages the links that no element holds any more."""
        kept = {annotation.objgen for annotation, _ in self.annotations}
        for page in self.pdf.pages:
            if "/Annots" in page.obj:
                page.obj.Annots = Array(
                    [each for each in page.obj.Annots if each.Subtype != Name.Link or each.objgen in kept]
                )
