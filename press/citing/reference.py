"""The formatted reference, in the essay's own style."""

from __future__ import annotations

import tempfile
from pathlib import Path

from markupsafe import Markup

from press import pandoc
from press.ast import Node, classes, each, rewrite
from press.citing.entry import Entry, to_csl_json


def format_reference(entry: Entry, style: Path, language: str) -> Markup:
    """Return the entry as the style's bibliography has it, or its first note where it has none.

    The HTML is text with marks and links, to stand in a paragraph, well-formed as XML. Two calls of pandoc.
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
    return Markup(pandoc.write_html([[{"t": "Plain", "c": inlines}]])[0])


def _inlines(blocks: list[Node]) -> list[Node]:
    """Return the words of an entry: without its number in the list, and without links to itself."""

    def strip(node: Node) -> list[Node] | None:
        if node["t"] == "Span" and "csl-left-margin" in classes(node):
            return []
        if node["t"] == "Link" and node["c"][2][0].startswith("#"):
            return list(rewrite(node["c"][1], strip))
        return None

    lines = [block["c"] for block in each(rewrite(blocks, strip), "Para", "Plain")]
    return [inline for line in lines for inline in ({"t": "Space"}, *line)][1:]
