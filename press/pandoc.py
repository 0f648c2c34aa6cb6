"""The only caller of pypandoc: Markdown to syntax tree, citations, syntax tree to HTML."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from sys import intern
from typing import Any

import pypandoc

from press import limits, memory
from press.errors import (
    BrokenBibliography,
    MissingLibrary,
    PandocFailed,
    Place,
    PressError,
    Problem,
    TooMuch,
    UnknownStyle,
)
from press.memory import remembered

Node = dict[str, Any]

API_VERSION = [1, 23, 1, 1]
CHOSEN, OWN = "PYPANDOC_PANDOC", Path(pypandoc.__file__).parent / "files" / "pandoc"
if OWN.is_file():
    # Of several pandocs pypandoc takes the newest, which it finds by running each. The one that comes with it
    # is the same on every machine.
    os.environ.setdefault(CHOSEN, str(OWN))
SYNTAX = "markdown"
SPACE: Node = {"t": "Space"}
MEMORY = "3g"
RUNTIME = ("+RTS", f"-M{MEMORY}", "-RTS")
"""An option of the Haskell runtime; a chapter of 2 MB takes 0.4 GB."""
BAD_BIBLIOGRAPHY, OUT_OF_MEMORY = 25, 251
"""Exit codes: pandoc's PandocBibliographyError, and the runtime's own for an exhausted heap."""
LONG = "Make the essay or its bibliography shorter."
SLOW = "Look for brackets, backticks or quotation marks that are opened many times and never closed."


@cache
def version() -> str:
    """Return pandoc's version, such as 3.9."""
    return str(pypandoc.get_pandoc_version())


@remembered
def read_markdown(text: str, path: Path | None = None) -> tuple[list[Node], list[str]]:
    """Return a chapter's blocks and pandoc's warnings. A chapter's own YAML metadata is left out."""
    out, warnings = _convert(text, SYNTAX, "json", [], path)
    try:
        blocks: list[Node] = _read_tree(out, path)["blocks"]
    except TooMuch as error:
        raise limits.place_of(
            error, text, lambda part: _read_tree(_convert(part, SYNTAX, "json", [], path)[0], path)
        ) from None
    return blocks, warnings


@remembered
def read_metadata(values: Mapping[str, Any]) -> Node:
    """Return plain values as pandoc's metadata, their strings read as Markdown."""
    if not values:
        return {}
    out, _ = _convert(f"---\n{json.dumps(values)}\n...\n", SYNTAX, "json", [], None)
    meta: Node = json.loads(out)["meta"]
    return meta


def cite(
    blocks: list[Node], bibliography: Path, style: Path, language: str, nocite: list[str]
) -> tuple[list[Node], list[str]]:
    """Run citeproc: citations become notes or text, and a Div #refs holds the bibliography."""
    return _cite(blocks, _File.read(bibliography), _File.read(style), language, nocite)


@dataclass(frozen=True)
class _File:
    """A file that pandoc is to read, known by what it holds."""

    data: bytes
    suffix: str
    path: Path = field(compare=False)

    @classmethod
    def read(cls, path: Path) -> _File:
        return cls(path.read_bytes(), path.suffix, path)


@remembered
def _cite(
    blocks: list[Node], bibliography: _File, style: _File, language: str, nocite: list[str]
) -> tuple[list[Node], list[str]]:
    keys = " ".join(f"@{key}" for key in nocite)
    meta = {
        "lang": {"t": "MetaString", "c": language},
        "link-citations": {"t": "MetaBool", "c": True},
        "nocite": {"t": "MetaInlines", "c": _nocite(keys)},
    }
    arguments = ["--citeproc", f"--bibliography={bibliography.path}", f"--csl={style.path}"]
    try:
        out, warnings = _convert(
            json.dumps(document(blocks, meta)), "json", "json", arguments, bibliography.path
        )
    except PandocFailed as error:
        if "CiteprocParseError" not in str(error):
            raise
        fact = f"is not a CSL style that works: {error.problems[0].fact.partition('Error: ')[2]}"
        raise UnknownStyle.at(
            style.path, None, fact, "Get it anew from the Zotero style repository."
        ) from None
    resolved: list[Node] = json.loads(out, object_hook=_share)["blocks"]
    return resolved, warnings


def write_html(segments: list[list[Node]]) -> list[str]:
    """Return the HTML of each list of blocks, well-formed as XML, by one call of pandoc."""
    return memory.recall_each(_write_html, segments)


def _write_html(segments: list[list[Node]]) -> list[str]:
    mark = "<!--press:cut-->"
    blocks: list[Node] = []
    for segment in segments:
        blocks += [*segment, {"t": "RawBlock", "c": ["html", mark]}]
    return [piece.strip() for piece in try_html(blocks)[0].split(mark)[:-1]]


@remembered
def try_html(blocks: list[Node]) -> tuple[str, list[str]]:
    """Return the HTML of blocks and pandoc's warnings, which are the same in every edition."""
    arguments = ["--wrap=none", "--mathml", "--syntax-highlighting=none", "--email-obfuscation=none"]
    return _convert(json.dumps(document(blocks, {})), "json", "html5", arguments, None)


def read_document(path: Path, syntax: str) -> tuple[Node, list[str]]:
    """Return a whole document of another format, with its metadata, and pandoc's warnings.

    Changes and comments of Word are kept as Spans. Nothing is fetched, nor read beside the file.
    """
    out, warnings = _convert("", syntax, "json", ["--track-changes=all", str(path.resolve())], path)
    read: Node = json.loads(out)
    return read, warnings


def write_markdown(blocks: list[Node]) -> str:
    """Return blocks as Markdown with a line for each paragraph; quotation marks stay as they are."""
    syntax = f"{SYNTAX}-smart-simple_tables-multiline_tables-raw_attribute"
    return _convert(json.dumps(document(blocks, {})), "json", syntax, ["--wrap=none"], None)[0]


def write_bibliography(references: Node) -> str:
    """Return a list of works, as metadata of a document holds it, as BibLaTeX."""
    return _convert(json.dumps(document([], {"references": references})), "json", "biblatex", [], None)[0]


def _nocite(keys: str) -> list[Node]:
    if not keys:
        return []
    blocks = json.loads(_convert(keys, SYNTAX, "json", [], None)[0])["blocks"]
    inlines: list[Node] = blocks[0]["c"]
    return inlines


def document(blocks: list[Node], meta: Node) -> Node:
    """Return pandoc's whole document for blocks and metadata."""
    return {"pandoc-api-version": API_VERSION, "meta": meta, "blocks": blocks}


def _convert(
    text: str, source: str, target: str, arguments: list[str], path: Path | None
) -> tuple[str, list[str]]:
    """Run pandoc in its sandbox: it reads nothing but its input and the files of its arguments."""
    patience = limits.Patience("pandoc", limits.WHOLE_SECONDS, Place(path) if path else None, LONG)
    if source == SYNTAX:
        patience = replace(patience, seconds=limits.CHAPTER_SECONDS, remedy=SLOW)
    command = [_program(), *RUNTIME, "--sandbox", f"--from={source}", f"--to={target}", *arguments]
    try:
        done = limits.run(command, text, patience)
    except OSError as error:
        fact = f"pandoc cannot be run: {' '.join(str(error).split())}"
        raise MissingLibrary(Problem(fact, "Run make, which installs it.")) from None
    if done.returncode:
        raise _explain(done.returncode, done.stderr, path)
    return done.stdout, _warnings(done.stderr)


def _program() -> str:
    return os.environ.get(CHOSEN) or str(pypandoc.get_pandoc_path())


def _read_tree(out: str, path: Path | None) -> Node:
    """Return pandoc's JSON. Raises TooMuch where no stage could go through it."""
    try:
        tree: Node = json.loads(out, object_hook=_share)
        limits.check_tree(tree["blocks"], path)
    except RecursionError:
        raise limits.too_deep(path) from None
    return tree


def _share(node: Node) -> Node:
    """Let all spaces be one node, and equal words and names of types one string."""
    kind = node.get("t")
    if kind == "Space":
        return SPACE
    if kind == "Str":
        node["c"] = intern(node["c"])
    if kind is not None:
        node["t"] = intern(kind)
    return node


def _warnings(said: str) -> list[str]:
    """Return pandoc's warnings, each of which may go over several lines."""
    _, *pieces = re.split(r"^\[([A-Z]+)\] ", said, flags=re.MULTILINE)
    return [
        text.strip()
        for level, text in zip(pieces[::2], pieces[1::2], strict=True)
        if level in ("WARNING", "ERROR")
    ]


def _explain(code: int, said: str, path: Path | None) -> PressError:
    """Turn pandoc's death into an error at its place."""
    said = " ".join(said.split())
    line = re.search(r"line (\d+)", said)
    place = Place(path, int(line[1]) if line else None) if path else None
    if code == BAD_BIBLIOGRAPHY:
        return BrokenBibliography(Problem(f"cannot be read: {said}", "Look at the entry it names.", place))
    if code == OUT_OF_MEMORY:
        fact = f"pandoc wants more than the {MEMORY.removesuffix('g')} GB of memory that it may have."
        return TooMuch(Problem(fact, "Cut the file into shorter ones.", place))
    remedy = "What it could not do stands on or near that line." if line else "Run make again."
    return PandocFailed(Problem(f"pandoc stopped (exit code {code}): {said.rstrip('.')}.", remedy, place))
