"""The reading PDF's structure: what a screen reader reads, in which order, as what.

    raw PDF ─ read ─► Tree ─ notes · links · shape ─► Tree ─ spaces · content · write · destinations ─► PDF

WeasyPrint tags boxes; a reader wants paragraphs, notes and contents. `press.layout.hints` leaves on
every box what it came from; here the tree is built anew from that, in the same file and without moving
a glyph.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pikepdf
from pikepdf import Dictionary

from press.errors import Problem, UnreadableTags
from press.tagging import content, destinations
from press.tagging.links import settle_links
from press.tagging.notes import Canvas, tie_notes, tie_table_notes
from press.tagging.read import read
from press.tagging.shape import prune, shape
from press.tagging.spaces import find_spaces
from press.tagging.tree import Mark, Tree
from press.tagging.write import STANDARDS, Writer

__all__ = ["STANDARDS", "retag"]

Words = Mapping[str, str]


def retag(pdf: pikepdf.Pdf, standard: Literal["ua-1", "ua-2"], terms: Words) -> None:
    """Give a PDF a new structure tree, by PDF/UA-1 or PDF/UA-2, in place.

    The PDF is one that WeasyPrint wrote under `press.layout.hints` as `pdf/a-3a`. `terms` has the
    essay's words `note` and `back_to_text`. Of PDF/A and PDF/UA only the declarations in the metadata
    are left to do. Raises UnreadableTags when the hints are not there.
    """
    rules, canvas = STANDARDS[standard], Canvas(pdf)
    content.mend_objects(pdf)
    chunks = content.read_chunks(pdf)
    tree = read(pdf)
    settle_links(tree)
    tie_notes(tree, canvas, terms)
    tie_table_notes(tree)
    spaces = _find_spaces_and_drop_blanks(tree, chunks)
    shape(tree, canvas)
    prune(tree.document)
    writer = Writer(pdf, rules)
    writer.write(tree)
    content.rewrite_contents(pdf, set(writer.owners), tree.artifacts, spaces)
    if rules.namespaces:
        destinations.to_structure(pdf, tree, writer.made)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _find_spaces_and_drop_blanks(tree: Tree, chunks: Mapping[Mark, content.Chunk]) -> dict[Mark, bytes]:
    """Drop the marks that show nothing, once they have told where a space is missing.

    Raises UnreadableTags when one is not in its page's own content: opacity sets it in a form of its own.
    """
    if hidden := sorted(mark.page + 1 for mark in tree.document.marks() if mark not in chunks):
        fact = f"page {hidden[0]}: text is drawn through `opacity`, where tags do not reach it."
        raise UnreadableTags(Problem(fact, "Take opacity out of the style sheet; mix the colour instead."))
    spaces = find_spaces(tree, chunks)
    for node in tree.document.walk():
        node.kids = [
            kid for kid in node.kids if not isinstance(kid, Mark) or chunks[kid].text or chunks[kid].drawn
        ]
    return spaces
