"""The shape that ISO 32000-1, 14.8.4 wants of lists, tables, figures, contents and headings."""

from __future__ import annotations

from collections.abc import Callable

from pikepdf import Array, Dictionary, Name, String

from press.errors import Problem, UnreadableTags
from press.tagging.links import target_of
from press.tagging.notes import Canvas
from press.tagging.roles import GROUPING, HEADINGS, INLINE
from press.tagging.tree import Leaf, Mark, Node, Tree, gather

NUMBERINGS = {
    "circle": "Circle",
    "decimal": "Decimal",
    "decimal-leading-zero": "Decimal",
    "disc": "Disc",
    "lower-alpha": "LowerAlpha",
    "lower-latin": "LowerAlpha",
    "lower-roman": "LowerRoman",
    "square": "Square",
    "upper-alpha": "UpperAlpha",
    "upper-latin": "UpperAlpha",
    "upper-roman": "UpperRoman",
}
"""List-style-type to ListNumbering (ISO 32000-1, table 347)."""
LANGUAGE_IS_SET = ("html", "body")


def shape(tree: Tree, canvas: Canvas) -> None:
    """Bring every element into its proper shape, from the inside out."""
    _shape(tree.document, tree, canvas)
    _set_levels(tree)
    _find_title(tree)


def _shape(node: Node, tree: Tree, canvas: Canvas) -> None:
    for kid in node.nodes():
        _shape(kid, tree, canvas)
    if node.record.get("lang") and "::" not in node.tag and node.tag not in LANGUAGE_IS_SET:
        node.attributes["Lang"] = String(node.record["lang"])
    if node.role in SHAPES:
        SHAPES[node.role](node, tree)
    if node.picture:
        node.layout = Dictionary(
            O=Name.Layout,
            BBox=Array(canvas.box(node.page() or 0, node.picture)),
            Placement=Name.Block if _is_block(node) else Name.Inline,
        )


def _is_block(node: Node) -> bool:
    return node.tag == "figure" or "display" in node.classes or node.tag.endswith("svg")


def _list(node: Node, _: Tree) -> None:
    if node.nodes("BibEntry"):
        node.kids = [Node("LI", {}, _entry(kid)) if isinstance(kid, Node) else kid for kid in node.kids]
    elif node.tag == "dl":
        node.kids = _pairs(node)
    else:
        _take_in_lists(node)
    style = str(node.record.get("numbering", ""))
    labelled = any(item.nodes("Lbl") for item in node.nodes("LI"))
    fallback = "Description" if node.tag == "dl" else "Ordered" if node.tag == "ol" else "Unordered"
    node.attributes["ListNumbering"] = NUMBERINGS.get(style, fallback) if labelled else "None"


def _entry(entry: Node) -> list[Node | Leaf]:
    """Return label and body of an entry of the bibliography; numbered styles have a label."""
    labels = [kid for kid in entry.kids if isinstance(kid, Node) and kid.role == "Lbl"]
    entry.kids = [kid for kid in entry.kids if kid not in labels]
    return [*labels, Node("LBody", {}, [entry])]


def _pairs(node: Node) -> list[Node | Leaf]:
    """Return an item for each term of a definition list with its definitions."""
    items: list[Node | Leaf] = []
    for kid in node.nodes("Lbl", "LBody"):
        item = items[-1] if items else None
        if not isinstance(item, Node) or (kid.role == "Lbl" and item.nodes("LBody")):
            item = Node("LI")
            items.append(item)
        body = item.nodes("LBody")
        if kid.role == "LBody" and body:
            body[0].kids += [Node("Div", {}, kid.kids)] if kid.kids else []
        else:
            item.kids.append(kid)
    return items


def _take_in_lists(node: Node) -> None:
    """Put a list that WeasyPrint left beside its item back into the item, where it is drawn."""
    items: list[Node | Leaf] = []
    for kid in node.kids:
        if not (isinstance(kid, Node) and kid.role == "L" and items and isinstance(items[-1], Node)):
            items.append(kid)
            continue
        body = items[-1].first("LBody") or items[-1]
        first = min(kid.marks(), default=None)
        after = (
            at
            for at, other in enumerate(body.kids)
            if first is not None and min(_marks(other), default=first) > first
        )
        body.kids.insert(next(after, len(body.kids)), kid)
    node.kids = items


def _marks(kid: Node | Leaf) -> list[Mark]:
    return list(kid.marks()) if isinstance(kid, Node) else [kid] if isinstance(kid, Mark) else []


def _item(node: Node, _: Tree) -> None:
    labels = node.nodes("Lbl")
    rest: list[Node | Leaf] = [kid for kid in node.kids if kid not in labels]
    node.kids = [*labels, Node("LBody", {}, rest)]


def _contents_item(node: Node, tree: Tree) -> None:
    """Make an entry of the contents: its number, the reference with its link, what stands below it."""
    labels, below = node.nodes("Lbl"), node.nodes("TOC")
    rest: list[Node | Leaf] = [kid for kid in node.kids if kid not in labels and kid not in below]
    target = target_of(node, tree)
    if target is not None:
        node.refers_to = [target]
    node.kids = [*labels, Node("Reference", {}, rest), *below]


def _table(node: Node, _: Tree) -> None:
    if not node.nodes("TBody"):
        for head in node.nodes("THead"):
            head.role = "TBody"
    node.kids.sort(key=lambda kid: not (isinstance(kid, Node) and kid.role == "Caption"))


def _figure(node: Node, _: Tree) -> None:
    """Make one figure of a picture and the figure around it; several stay each its own, in a section.

    A Div would not do: for PDF/UA-2 its caption counts as that of the element around it.
    """
    inner = [each for each in node.walk() if each is not node and each.role == "Figure"]
    if node.tag != "figure":
        _picture(node, _)
        return
    if len(inner) != 1:
        node.role = "Sect"
        return
    picture = inner[0]
    node.attributes["Alt"], node.layout = picture.attributes["Alt"], picture.layout
    if node.layout is not None:
        node.layout.Placement = Name.Block
    holder = next(each for each in node.walk() if picture in each.kids)
    at = holder.kids.index(picture)
    holder.kids[at : at + 1] = picture.kids
    node.kids.sort(key=lambda kid: isinstance(kid, Node) and kid.role == "Caption")


def _picture(node: Node, _: Tree) -> None:
    """Give a picture, of a formula or of anything else, its alternative text."""
    words = str(node.record.get("alt", ""))
    if not words:
        fact = f"page {(node.page() or 0) + 1}: a picture has no alternative text."
        raise UnreadableTags(Problem(fact, "Give it one in the template, or aria-hidden if it says nothing."))
    node.attributes["Alt"] = String(words)


def _head_rows(node: Node, _: Tree) -> None:
    _set_scope(node, "Column")


def _body_rows(node: Node, _: Tree) -> None:
    _set_scope(node, "Row")


def _set_scope(rows: Node, scope: str) -> None:
    """Say of each head of a table whether it is that of its column or of its row."""
    given = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}
    for cell in rows.walk():
        if cell.role == "TH":
            cell.attributes["Scope"] = given.get(str(cell.record.get("scope")), scope)


SHAPES: dict[str, Callable[[Node, Tree], None]] = {
    "Figure": _figure,
    "Formula": _picture,
    "L": _list,
    "LI": _item,
    "Table": _table,
    "TBody": _body_rows,
    "TFoot": _body_rows,
    "THead": _head_rows,
    "TOCI": _contents_item,
}


def _set_levels(tree: Tree) -> None:
    """Let the headings begin at H1 and skip no level (ISO 14289-1, 7.4.2)."""
    above: list[tuple[int, int]] = []
    for node in tree.document.walk():
        if node.role in HEADINGS:
            level = int(node.role[1])
            while above and above[-1][0] >= level:
                above.pop()
            new = above[-1][1] + 1 if above else 1
            above.append((level, new))
            node.role = f"H{new}"


def _find_title(tree: Tree) -> None:
    """Name the title on the title page, as PDF 2.0 can (ISO 32000-2, 14.8.4.3)."""
    for page in tree.document.walk():
        if "title-page" in page.classes:
            for node in page.nodes("P"):
                if "title" in node.classes:
                    node.role = "Title"


def prune(node: Node) -> None:
    """Drop elements that hold nothing, and put text that stands bare in a group into paragraphs."""
    for kid in node.nodes():
        prune(kid)
    node.kids = [
        kid for kid in node.kids if not isinstance(kid, Node) or kid.kids or kid.role in ("TD", "TH")
    ]
    if node.role in GROUPING:
        node.kids = gather(node.kids, lambda kid: not isinstance(kid, Node) or _in_line(kid), "P")


def _in_line(node: Node) -> bool:
    """Tell whether an element belongs into a paragraph; pictures and notes to tables stand by themselves."""
    apart = "table-note" in node.classes or (node.role == "Figure" and _is_block(node))
    return node.role in INLINE and not apart
