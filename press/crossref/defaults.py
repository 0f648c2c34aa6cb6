"""Every setting of pandoc-crossref with its default value, as pandoc metadata.

The names and values are those of its manual, https://lierdakil.github.io/pandoc-crossref/. A string
holds `$$variable$$` where a template does. What only LaTeX output reads (`cref`, `listings`) is left out.
"""

from __future__ import annotations

from typing import Any

from press.ast import Node, attr, text

from .tree import LINE_BREAK, SPACE

ALIASES = {"eqnLabels": "eqLabels", "adjustSectionIdentifiers": "autoSectionLabels"}
"""Names that stand for another: a former name, and the name in the 0.4 series."""


def _string(value: str) -> Node:
    return {"t": "MetaString", "c": value}


def _flag(value: bool) -> Node:
    return {"t": "MetaBool", "c": value}


def _strings(*values: str) -> Node:
    return {"t": "MetaList", "c": [_string(value) for value in values]}


def _blocks(*blocks: Node) -> Node:
    return {"t": "MetaBlocks", "c": list(blocks)}


def _variable(name: str) -> Node:
    return {"t": "Math", "c": [{"t": "DisplayMath"}, name]}


def _plain(*inlines: Node) -> Node:
    return {"t": "Plain", "c": list(inlines)}


def _title(words: str) -> Node:
    return _blocks({"t": "Header", "c": [1, attr(), text(words)]})


def _item(title: str) -> Node:
    number = [_variable(title), _variable("i"), _variable("listItemTitleDelim")]
    return _blocks(_plain(*number, SPACE, _variable("t"), LINE_BREAK))


def _cell(*blocks: Node) -> list[Any]:
    return [attr(), {"t": "AlignDefault"}, 1, 1, list(blocks)]


def _equation_table() -> Node:
    # Word centres the number only when the cell says so.
    centred = {"t": "RawBlock", "c": ["openxml", '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>']}
    row = [attr(), [_cell(_plain(_variable("t"))), _cell(centred, _plain(_variable("i")))]]
    widths = [
        [{"t": "AlignCenter"}, {"t": "ColWidth", "c": 0.9}],
        [{"t": "AlignRight"}, {"t": "ColWidth", "c": 0.1}],
    ]
    body = [attr(), 0, [], [row]]
    return {"t": "Table", "c": [attr(), [None, []], widths, [attr(), []], [body], [attr(), []]]}


_CAPTION = "$$i$$$$titleDelim$$ $$t$$"
_REFERENCE = "$$p$$\N{NO-BREAK SPACE}$$i$$"

DEFAULTS: dict[str, Node] = {
    "chapters": _flag(False),
    "chaptersDepth": _string("1"),
    "numberSections": _flag(False),
    "sectionsDepth": _string("0"),
    "codeBlockCaptions": _flag(False),
    "autoSectionLabels": _flag(False),
    "autoEqnLabels": _flag(False),
    "tableEqns": _flag(False),
    "setLabelAttribute": _flag(False),
    "equationNumberTeX": _string("\\qquad"),
    "listOfMetadata": _flag(False),
    "preserveAltText": _flag(False),
    "figureTitle": _string("Figure"),
    "tableTitle": _string("Table"),
    "listingTitle": _string("Listing"),
    "titleDelim": _string(":"),
    "secHeaderDelim": _string(" "),
    "ccsDelim": _string(", "),
    "ccsLabelSep": _string(" — "),
    "subfigGrid": _flag(False),
    "subfigColumns": _flag(False),
    "lofTitle": _title("List of Figures"),
    "lotTitle": _title("List of Tables"),
    "lolTitle": _title("List of Listings"),
    "lofItemTitle": _string(""),
    "lotItemTitle": _string(""),
    "lolItemTitle": _string(""),
    "listItemTitleDelim": _string("."),
    "figPrefix": _strings("fig.", "figs."),
    "eqnPrefix": _strings("eq.", "eqns."),
    "tblPrefix": _strings("tbl.", "tbls."),
    "lstPrefix": _strings("lst.", "lsts."),
    "secPrefix": _strings("sec.", "secs."),
    "chapDelim": _string("."),
    "rangeDelim": _string("-"),
    "pairDelim": _string(", "),
    "lastDelim": _string(", "),
    "refDelim": _string(", "),
    "linkReferences": _flag(False),
    "nameInLink": _flag(False),
    "figLabels": _string("arabic"),
    "subfigLabels": _string("alpha a"),
    "eqLabels": _string("arabic"),
    "tblLabels": _string("arabic"),
    "lstLabels": _string("arabic"),
    "secLabels": _string("arabic"),
    "figureTemplate": _string("$$figureTitle$$ " + _CAPTION),
    "tableTemplate": _string("$$tableTitle$$ " + _CAPTION),
    "listingTemplate": _string("$$listingTitle$$ " + _CAPTION),
    "secHeaderTemplate": _string("$$i$$$$secHeaderDelim[n]$$$$t$$"),
    "subfigureTemplate": _string("$$figureTitle$$ " + _CAPTION + ". $$ccs$$"),
    "subfigureChildTemplate": _string("$$i$$"),
    "ccsTemplate": _string("$$i$$$$ccsLabelSep$$$$t$$"),
    "eqnIndexTemplate": _string("($$i$$)"),
    "eqnInlineTemplate": _string("$$e$$$$equationNumberTeX$${$$i$$}"),
    "eqnInlineTableTemplate": _string("$$e$$"),
    "eqnDisplayTemplate": _string("$$e$$"),
    "eqnBlockTemplate": _blocks(_equation_table()),
    "eqnBlockInlineMath": _flag(False),
    "figPrefixTemplate": _string(_REFERENCE),
    "eqnPrefixTemplate": _string(_REFERENCE),
    "tblPrefixTemplate": _string(_REFERENCE),
    "lstPrefixTemplate": _string(_REFERENCE),
    "secPrefixTemplate": _string(_REFERENCE),
    "refIndexTemplate": _string("$$i$$$$suf$$"),
    "subfigureRefIndexTemplate": _string("$$i$$$$suf$$ ($$s$$)"),
    "lofItemTemplate": _item("lofItemTitle"),
    "lotItemTemplate": _item("lotItemTitle"),
    "lolItemTemplate": _item("lolItemTitle"),
}
