"""Links: one element for each, with an annotation for each of its lines, that says where it leads."""

from __future__ import annotations

from itertools import groupby

from pikepdf import Array, Name, Object, String

from press.tagging.tree import Annotation, Node, Tree

Box = tuple[float, float, float, float]
LEAST = 8.0  # points: the least height of a link; a raised one, set in lines of no height, has none
NARROW = 0.5  # points


def settle_links(tree: Tree) -> None:
    """Give each link the annotations of all that is in it, one for each line.

    WeasyPrint makes an annotation for each box inside a link. What belongs to no link is dropped.
    """
    for node in list(tree.document.walk()):
        if node.role == "Link" and node.tag == "a":
            found = [leaf for leaf in node.leaves() if isinstance(leaf, Annotation)]
            _drop(node)
            node.kids += _by_line(_with_width(found))
            _describe(node)
    for node in tree.document.walk():
        if node.role != "Link":
            node.kids = [kid for kid in node.kids if not isinstance(kid, Annotation)]


def target_of(node: Node, tree: Tree) -> Node | None:
    """Return the element to which a link, or the first link inside an element, leads."""
    for leaf in node.leaves():
        if isinstance(leaf, Annotation) and isinstance(leaf.object.get(Name.Dest), String):
            return tree.anchors.get(str(leaf.object.Dest))
    return None


def _drop(node: Node) -> None:
    """Take the annotations out of an element."""
    for inner in node.walk():
        inner.kids = [kid for kid in inner.kids if not isinstance(kid, Annotation)]


def _with_width(found: list[Annotation]) -> list[Annotation]:
    """Leave out what is only an end of a line, where the link had no room to begin."""
    wide = [each for each in found if box_of(each.object)[2] - box_of(each.object)[0] > NARROW]
    return wide or found


def _by_line(found: list[Annotation]) -> list[Annotation]:
    """Join the annotations that stand side by side in a line into its first."""
    out: list[Annotation] = []
    for _, group in groupby(found, key=lambda annotation: annotation.page):
        lines: list[tuple[Annotation, Box]] = []
        for annotation in group:
            box = box_of(annotation.object)
            at = next((at for at, (_, other) in enumerate(lines) if _beside(box, other)), None)
            if at is None:
                lines.append((annotation, box))
            else:
                lines[at] = (lines[at][0], _union(box, lines[at][1]))
        for annotation, (left, bottom, right, top) in lines:
            more = max(0, LEAST - (top - bottom)) / 2
            box = (left, bottom - more, right, top + more)
            annotation.object.Rect = Array([round(side, 3) for side in box])
            out.append(annotation)
    return out


def box_of(annotation: Object) -> Box:
    """Return left, bottom, right, top of an annotation in points."""
    x0, y0, x1, y1 = (float(side) for side in annotation.Rect)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _beside(one: Box, other: Box) -> bool:
    """Tell whether two boxes share a line: they overlap by half of the lower one's height."""
    overlap = min(one[3], other[3]) - max(one[1], other[1])
    return overlap > min(one[3] - one[1], other[3] - other[1]) / 2


def _union(one: Box, other: Box) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _describe(node: Node) -> None:
    """Say in words what the link is: its text, else that of its picture, else its address as it is."""
    pictures = [str(inner.record.get("alt", "")) for inner in node.walk()]
    words = str(node.record.get("text", "")) or " ".join(filter(None, pictures))
    for kid in node.kids:
        if isinstance(kid, Annotation) and words:
            kid.object.Contents = String(words)
