"""The works quoted, as a heading names them: author and short title, as Chicago's later notes have them."""

from __future__ import annotations

from collections.abc import Sequence

from press import pandoc
from press.ast import Node, each, para, rewrite
from press.citations import without_stop
from press.model import Manuscript
from press.styles import find_style
from press.terms import localise_quotes

STYLE = "chicago-notes-bibliography"
"""The essay's own style may know no titles in the text, or numbers alone."""


def name_sources(manuscript: Manuscript, keys: Sequence[str]) -> dict[str, list[Node]]:
    """Return the short form of each work."""
    if not keys:
        return {}
    settings, path = manuscript.settings, manuscript.bibliography.source.path
    style = find_style(STYLE, manuscript.root, settings.where("csl"))
    twice = [*keys, *keys]  # The first note of a work has its long form.
    resolved, _ = pandoc.cite([para([_cite(key)]) for key in twice], path, style, settings.language, [])
    notes = [next(each(block, "Note"), None) for block in resolved[: len(twice)]]
    return {
        key: localise_quotes(_short(note, key), settings.language)
        for key, note in zip(keys, notes[-len(keys) :], strict=True)
    }


def _cite(key: str) -> Node:
    citation = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": [],
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": key}]]}


def _short(note: Node | None, key: str) -> list[Node]:
    inlines = note["c"][0]["c"] if note else [{"t": "Str", "c": key}]

    def unlink(node: Node) -> list[Node] | None:
        if node["t"] in {"Link", "Span"}:
            inside: list[Node] = rewrite(node["c"][1], unlink)
            return inside
        return None

    return without_stop(rewrite(inlines, unlink))
