"""What each HTML element is in a structure tree, by the names of ISO 32000-1, 14.8.4."""

from __future__ import annotations

from press.tagging.tree import Record

ROLES: dict[str, str] = {
    "a": "Link",
    "article": "Art",
    "aside": "Sect",
    "b": "Strong",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "cite": "Em",
    "code": "Code",
    "dd": "LBody",
    "dfn": "Em",
    "dl": "L",
    "dt": "Lbl",
    "em": "Em",
    "figcaption": "Caption",
    "figure": "Figure",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "i": "Em",
    "img": "Figure",
    "kbd": "Code",
    "li": "LI",
    "main": "Part",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "q": "Quote",
    "samp": "Code",
    "section": "Sect",
    "strong": "Strong",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
    "var": "Em",
    "{http://www.w3.org/2000/svg}svg": "Figure",
    "footnote-call": "Reference",
    "footnote-marker": "Lbl",
    "marker": "Lbl",
}
"""HTML elements, and the pseudo-elements that are more than decoration. What is not here dissolves into
the element around it."""

WITH_LANGUAGE = {"div": "Div", "span": "Span"}
"""Elements that are only there to say in which language their text is."""
IN_CONTENTS: dict[str, str] = {"ol": "TOC", "ul": "TOC", "li": "TOCI", "marker": "Lbl"}
CLASSES: dict[str, str] = {
    "csl-bib-body": "L",
    "csl-entry": "BibEntry",
    "csl-left-margin": "Lbl",
    "formula": "Formula",
    "note-paragraph": "Break",
    "register-entry": "BibEntry",
    "register-list": "L",
    "table-note": "Note",
}
"""Elements known by a class: a bibliography of citeproc, formulas drawn as pictures, notes."""

GROUPING = {"Document", "Part", "Art", "Sect", "Div", "BlockQuote"}
"""Types that hold no text of their own (ISO 32000-1, 14.8.4.2)."""
INLINE = {"Link", "Em", "Strong", "Span", "Quote", "Code", "Reference", "Note", "Lbl", "Formula", "Figure"}
"""Types that may stand in a line; a figure or a formula there is one of its characters."""
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
DECORATION = {"presentation", "none"}
PICTURES = ("img", "{http://www.w3.org/2000/svg}svg")
ARTIFACT = "Artifact"
BREAK = "Break"
"""Stands where a paragraph of a note begins, and is gone in the end."""


def role_of(record: Record, *, in_contents: bool) -> str | None:
    """Return an element's type, `Artifact` for what is none, or None for what dissolves.

    A footnote is known by being floated to the foot, whatever its classes are.
    """
    if not record or _is_decoration(record):
        return ARTIFACT if record else None
    element, _, pseudo = str(record["tag"]).partition("::")
    if pseudo:
        return ARTIFACT if "data-continues" in record else ROLES.get(pseudo)
    if record.get("float"):
        return "Note"
    names = str(record.get("class", "")).split()
    found = [CLASSES[name] for name in names if name in CLASSES]
    if in_contents:
        found = ["Lbl"] if "number" in names else [IN_CONTENTS.get(element, ""), *found]
    of_language = WITH_LANGUAGE.get(element) if record.get("lang") else None
    return next(filter(None, found), None) or of_language or ROLES.get(element)


def _is_decoration(record: Record) -> bool:
    """Tell leaders, margin boxes, rules and pictures that say nothing of themselves."""
    tag = str(record.get("tag", ""))
    return bool(
        "margin" in record
        or record.get("leader")
        or record.get("aria-hidden") == "true"
        or record.get("role") in DECORATION
        or tag.partition("::")[0] == "hr"
        or (tag == "img" and record.get("alt") == "")
    )


def is_contents(record: Record) -> bool:
    """Tell whether an element is a table of contents."""
    names = {*str(record.get("class", "")).split(), record.get("id"), record.get("role")}
    return record.get("tag") == "nav" or bool(names & {"toc", "TOC", "doc-toc"})
