"""The formatted reference, in the essay's own style."""

from __future__ import annotations

import re
import tempfile
from itertools import pairwise
from pathlib import Path

from markupsafe import Markup, escape

from press import pandoc
from press.ast import Node, classes, each, rewrite, stringify
from press.citing.entry import Entry, to_csl_json

SPACE: Node = {"t": "Space"}
NUMBER = re.compile(r"\W*\d+\W*|\[[^\]]*\]")
DISPLAYED = {"csl-block", "csl-left-margin", "csl-right-inline", "csl-indent"}


def format_reference(entry: Entry, style: Path, language: str) -> Markup:
    """Return the entry as the style's bibliography has it, or its first note where it has none.

    Of a style that has no words for so bare an entry it is the title. The HTML is text with marks and links,
    to stand in a paragraph, well-formed as XML. Two calls of pandoc.
    """
    citation = {
        "citationId": entry["id"],
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    cited: Node = {"t": "Para", "c": [{"t": "Cite", "c": [[citation], []]}]}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "entry.json"
        path.write_text(to_csl_json(entry), encoding="utf-8")
        blocks, _ = pandoc.cite([cited], path, style, language, [])
    listed = [div for div in each(blocks, "Div") if "csl-entry" in classes(div)]
    inlines = _inlines(listed or list(each(blocks, "Note")) or blocks)
    return Markup(pandoc.write_html([[{"t": "Plain", "c": inlines}]])[0]) or escape(entry["title"])


def _inlines(blocks: list[Node]) -> list[Node]:
    """Return the words of an entry as one line: without its number in the list and links to itself.

    A style may set parts of an entry on lines of their own (CSL 1.0.2, `display`).
    """

    def unwrap(node: Node) -> list[Node] | None:
        if node["t"] == "Span" and DISPLAYED.intersection(classes(node)):
            return [SPACE, *rewrite(node["c"][1], unwrap), SPACE]
        if node["t"] == "Link" and node["c"][2][0].startswith("#"):
            return list(rewrite(node["c"][1], unwrap))
        return None

    inlines: list[Node] = []
    for block in each(blocks, "Para", "Plain"):
        first, *rest = block["c"]
        is_number = first["t"] == "Span" and NUMBER.fullmatch(stringify(first).strip())
        inlines += [SPACE, *rewrite(rest if is_number else [first, *rest], unwrap), SPACE]
    return [node for node, after in pairwise(inlines) if node != SPACE or after != SPACE][1:]
