"""Citations: every key checked, then citeproc, then notes to tables gathered under their table."""

from __future__ import annotations

import re
import tempfile
from itertools import chain, count, groupby
from pathlib import Path

from press import pandoc
from press.ast import Node, attr, each, rewrite, stringify
from press.beside import spread
from press.errors import Place, Problem, UnknownCitation, did_you_mean
from press.model import KEY_END, Manuscript
from press.skeleton import put_back, take_out
from press.styles import has_ibid, without_ibid

ADD = "Add it there."


def check_keys(manuscript: Manuscript, blocks: list[Node], labels: list[str]) -> None:
    """Raise UnknownCitation, with every place, when a chapter cites a key that the .bib file lacks.

    `blocks` holds a block for each chapter; `labels`, those of cross-references, may be what was meant.
    """
    known, path = manuscript.bibliography.keys, manuscript.bibliography.source.path
    problems: list[Problem] = []
    for chapter, block in zip(manuscript.chapters, blocks, strict=False):
        cited = {citation["citationId"] for node in each(block, "Cite") for citation in node["c"][0]}
        found = [
            Problem(f"[@{key}] is not in {path}.", did_you_mean(key, [*known, *labels], among=ADD), place)
            for key in sorted(cited - set(known))
            for place in chapter.places(rf"(?<![\w\\])@\{{?{re.escape(key)}{KEY_END}")
            or [Place(chapter.path)]
        ]
        problems += sorted(found, key=lambda problem: (problem.place and problem.place.line) or 0)
    for key in manuscript.settings.nocite:
        if key != "*" and key not in known:
            place = manuscript.settings.where("nocite")
            problems.append(
                Problem(f"nocite: {key} is not in {path}.", did_you_mean(key, known, among=ADD), place)
            )
    if problems:
        raise UnknownCitation(*problems)


def resolve(
    manuscript: Manuscript, blocks: list[Node], *, screens: bool = True
) -> tuple[list[Node], list[Node], list[str]]:
    """Run citeproc for paper, and without "ibid." for `screens` and for notes to tables.

    Returns both lists of blocks (one and the same when the style has no "ibid.", or nothing is to be without)
    and the warnings.
    """
    settings, source = manuscript.settings, manuscript.bibliography.source.path

    skeleton = take_out(blocks)

    def run(style: Path) -> tuple[list[Node], list[str]]:
        resolved, said = pandoc.cite(skeleton.blocks, source, style, settings.language, settings.nocite)
        return put_back(resolved, skeleton.taken), said

    citing = [place for place, block in enumerate(blocks) if any(each(list(each(block, "Table")), "Cite"))]
    if not has_ibid(manuscript.style) or not (screens or citing):
        paper, warnings = run(manuscript.style)
        return paper, paper, warnings
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "without-ibid.csl"
        plain.write_bytes(without_ibid(manuscript.style))
        (paper, warnings), (screen, _) = spread(run, (manuscript.style, plain))
    paper = [
        _with_tables_of(screen[place], block) if place in citing else block
        for place, block in enumerate(paper)
    ]
    return paper, screen if screens else paper, warnings


def _with_tables_of(screen: Node, paper: Node) -> Node:
    """Take the tables of the version without "ibid.": a note under a table follows none in the text."""
    tables = each(screen, "Table")

    def swap(node: Node) -> list[Node] | None:
        return [next(tables)] if node["t"] == "Table" else None

    result: Node = rewrite(paper, swap)
    return result


def part_links(blocks: list[Node]) -> list[Node]:
    """Part each link to a work cited around the address within it, since a link cannot hold another."""

    def part(node: Node) -> list[Node] | None:
        if node["t"] != "Link" or not node["c"][2][0].startswith("#ref-"):
            return None
        attributes, inlines, target = node["c"]
        pieces: list[Node] = []
        for inner, group in groupby(inlines, key=lambda inline: inline["t"] == "Link"):
            inside = list(group)
            pieces += inside if inner else [{"t": "Link", "c": [attributes, inside, target]}]
        return pieces

    result: list[Node] = rewrite(blocks, part)
    return result


def gather_table_notes(blocks: list[Node], unlabelled: str = "table") -> list[Node]:
    """Set the notes of each table at its foot, by letters, as Chicago 18, 3.77 and 3.80, has it.

    A cell that holds nothing but citations shows them in place. Elsewhere in the table a note
    becomes a raised letter; equal notes share one. The notes follow as a Div.table-notes.
    `unlabelled` begins the names of tables that have no label.
    """
    taken = {node["c"][0][0] for node in each(blocks, "Table")}
    names = chain([unlabelled], (f"{unlabelled}-{number}" for number in count(2)))
    free = (name for name in names if name not in taken)

    def gather(node: Node) -> list[Node] | None:
        if node["t"] != "Table":
            return None
        notes: dict[str, tuple[str, list[Node]]] = {}
        name = node["c"][0][0] or next(free)
        table = rewrite([node["c"]], lambda inner: _letter(inner, notes, name))[0]
        lettered = [_table_note(letter, inlines, name) for letter, inlines in notes.values()]
        foot = [{"t": "Div", "c": [attr("", "table-notes", role="note"), lettered]}] if lettered else []
        wrapped: Node = {"t": "Div", "c": [attr("", "table"), [{"t": "Table", "c": table}, *foot]]}
        return [wrapped]

    result: list[Node] = rewrite(blocks, gather)
    return result


def _letter(node: Node, notes: dict[str, tuple[str, list[Node]]], table: str) -> list[Node] | None:
    if node["t"] in ("Plain", "Para") and _only_citations(node["c"]):
        inlines = rewrite(node["c"], _in_place)
        return [{"t": node["t"], "c": inlines}]
    if node["t"] != "Note":
        return None
    text = stringify(node["c"])
    if text not in notes:
        inlines = [inline for block in node["c"] if block["t"] in ("Para", "Plain") for inline in block["c"]]
        notes[text] = (nth_letter(len(notes)), inlines)
    letter = notes[text][0]
    mark: Node = {
        "t": "Link",
        "c": [attr("", "table-note-mark"), [{"t": "Str", "c": letter}], [f"#{table}-note-{letter}", ""]],
    }
    return [{"t": "Superscript", "c": [mark]}]


def nth_letter(index: int) -> str:
    """Return a, b, … z, aa, ab, … for 0, 1, 2."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(97 + rest) + letters
    return letters


def _table_note(letter: str, inlines: list[Node], table: str) -> Node:
    mark: Node = {"t": "Superscript", "c": [{"t": "Str", "c": letter}]}
    body = [mark, {"t": "Str", "c": "\u2009"}, *inlines]
    return {"t": "Div", "c": [attr(f"{table}-note-{letter}", "table-note"), [{"t": "Para", "c": body}]]}


def _only_citations(inlines: list[Node]) -> bool:
    kinds = {node["t"] for node in inlines}
    return "Cite" in kinds and kinds <= {"Cite", "Space", "SoftBreak"}


def _in_place(node: Node) -> list[Node] | None:
    if node["t"] != "Note":
        return None
    inlines: list[Node] = [
        inline for block in node["c"] if block["t"] in ("Para", "Plain") for inline in block["c"]
    ]
    return without_stop(inlines)


def without_stop(inlines: list[Node]) -> list[Node]:
    """Return inlines without their closing full stop."""
    if not inlines:
        return inlines
    *rest, last = inlines
    if last["t"] == "Str" and last["c"].endswith("."):
        return [*rest, {"t": "Str", "c": last["c"][:-1]}]
    return inlines
