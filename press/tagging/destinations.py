"""Where links and bookmarks lead, as PDF/UA-2 wants it: to an element of the structure, not a page alone.

PDF 2.0 lets an action name both (ISO 32000-2, 12.6.4.2): D, the place on a page, for readers that know
no other, and SD, the element. PDF/UA-2, 8.8, asks for the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from press.tagging.roles import HEADINGS
from press.tagging.tree import Node, Tree


def to_structure(pdf: pikepdf.Pdf, tree: Tree, made: Mapping[Node, Object]) -> None:
    """Make every destination within the file a structure destination as well."""
    names = _names(pdf)
    anchors = {name: made.get(node) for name, node in tree.anchors.items()}
    pointed = {annotation.objgen: made[node] for annotation, node in tree.pointed}
    whole = made[tree.document]
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()):
            if "/Dest" in annotation:
                name = str(annotation.Dest) if isinstance(annotation.Dest, String) else ""
                place = names[name] if name else annotation.Dest
                element = pointed.get(annotation.objgen) or anchors.get(name) or whole
                _go_to(annotation, place, element)
    _mend_names(pdf, {name: element or whole for name, element in anchors.items()}, whole)
    headings = [node for node in tree.document.walk() if node.role in HEADINGS]
    for entry in _entries(pdf):
        title = " ".join(str(entry.Title).split())
        found = next((node for node in headings if node.record.get("text") == title), None)
        if found is not None:
            del headings[: headings.index(found) + 1]
        _go_to(entry, entry.Dest, made[found] if found is not None else whole)


def _go_to(thing: Object, place: Object, element: Object) -> None:
    """Let a link or bookmark lead to a place and to the element that stands there."""
    thing.A = Dictionary(S=Name.GoTo, D=Array(place), SD=_of_element(place, element))
    del thing["/Dest"]


def _of_element(place: Object, element: Object) -> Array:
    """Return the destination with the element in place of the page."""
    return Array([element, *list(Array(place))[1:]])


def _names(pdf: pikepdf.Pdf) -> dict[str, Object]:
    if "/Dests" not in pdf.Root.get("/Names", {}):
        return {}
    return dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())


def _mend_names(pdf: pikepdf.Pdf, anchors: Mapping[str, Object], whole: Object) -> None:
    if "/Dests" not in pdf.Root.get("/Names", {}):
        return
    tree = pikepdf.NameTree(pdf.Root.Names.Dests)
    for name, place in list(tree.items()):
        tree[name] = Dictionary(D=Array(place), SD=_of_element(place, anchors.get(name, whole)))


def _entries(pdf: pikepdf.Pdf) -> Iterator[Object]:
    """Yield the bookmarks in their order."""
    waiting = [pdf.Root.get("/Outlines", Dictionary()).get("/First")]
    while waiting:
        entry = waiting.pop()
        if entry is not None:
            waiting += [entry.get("/Next"), entry.get("/First")]
            yield entry
