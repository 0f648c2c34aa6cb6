"""Notes: each right after its reference in the tree, and linked with it both ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.tagging.links import target_of
from press.tagging.roles import BREAK
from press.tagging.tree import Annotation, Leaf, Node, Tree, gather

PT = 0.75  # points to a px
PRINTED = 4  # the flag of an annotation that is printed, as PDF/A wants it (ISO 19005-2, 6.3.2)
WORD_JOINER = "\u2060"


@dataclass(frozen=True)
class Canvas:
    """Turns px from the upper left corner of a page's trim into points of the PDF."""

    pdf: pikepdf.Pdf

    def box(self, page: int, rect: list[float]) -> list[float]:
        """Return left, bottom, right, top of a rectangle given as left, top, right, bottom."""
        obj = self.pdf.pages[page].obj
        left, _, _, top = (float(side) for side in obj.get("/TrimBox", obj.MediaBox))
        x0, y0, x1, y1 = rect
        sides = (left + x0 * PT, top - y1 * PT, left + x1 * PT, top - y0 * PT)
        return [round(side, 3) for side in sides]


@dataclass(frozen=True)
class End:
    """One end of a link between note and reference.

    `node` holds what is seen of it, `whole` is what is meant; `box` is in points.
    """

    node: Node
    whole: Node
    page: int
    box: list[float]


def tie_notes(tree: Tree, canvas: Canvas, terms: Mapping[str, str]) -> None:
    """Move each note behind its reference and link the two. `terms` has the words for the links."""
    above = tree.parents()
    notes = {node.record["n"]: node for node in tree.document.walk() if node.role == "Note"}
    references = [node for node in tree.document.walk() if node.tag.endswith("::footnote-call")]
    for count, reference in enumerate(references, start=1):
        note = notes.get(reference.record["n"])
        label = note.first("Lbl") if note else None
        if note is None or label is None:
            continue
        reference.identifier, note.identifier = f"reference-{count}", f"note-{count}"
        reference.refers_to, note.refers_to = [note], [reference]
        here, there = _end(reference, reference, canvas), _end(label, note, canvas)
        number = str(reference.record.get("text", count)).strip(WORD_JOINER + " ")
        _link(tree, canvas.pdf, (here, there), f"{terms['note']} {number}")
        _link(tree, canvas.pdf, (there, here), f"{terms['back_to_text']} ({number})")
        above[note].kids.remove(note)
        siblings = above[reference].kids
        siblings.insert(siblings.index(reference) + 1, note)
        note.kids = _paragraphs(note.kids)


def tie_table_notes(tree: Tree) -> None:
    """Let the notes below a table and the links that lead to them refer to each other."""
    notes = [node for node in tree.document.walk() if "table-note" in node.classes]
    for count, note in enumerate(notes, start=1):
        note.identifier = f"table-note-{count}"
    for link in [node for node in tree.document.walk() if node.role == "Link" and notes]:
        target = target_of(link, tree)
        if target in notes:
            link.refers_to.append(target)
            target.refers_to.append(link)


def _end(node: Node, whole: Node, canvas: Canvas) -> End:
    page = node.page() or 0
    return End(node, whole, page, canvas.box(page, node.record["rect"]))


def _link(tree: Tree, pdf: pikepdf.Pdf, ends: tuple[End, End], text: str) -> None:
    """Put what the first end holds into a link to the second."""
    here, there = ends
    page = pdf.pages[here.page].obj
    left, _, _, top = there.box
    annotation = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            F=PRINTED,
            Rect=Array(here.box),
            BS=Dictionary(W=0),
            Contents=String(text),
            Dest=Array([pdf.pages[there.page].obj, Name.XYZ, left, top, 0]),
        )
    )
    if "/Annots" not in page:
        page.Annots = Array()
    page.Annots.append(annotation)
    link = Node("Link", {"text": text}, [*here.node.kids, Annotation(here.page, annotation)])
    here.node.kids = [link]
    tree.pointed.append((annotation, there.whole))


def _paragraphs(kids: list[Node | Leaf]) -> list[Node | Leaf]:
    """Make paragraphs of a note's text; an empty element stands where one begins."""

    def loose(kid: Node | Leaf) -> bool:
        return not (isinstance(kid, Node) and kid.role in ("Lbl", BREAK))

    return [kid for kid in gather(kids, loose, "P") if not (isinstance(kid, Node) and kid.role == BREAK)]
