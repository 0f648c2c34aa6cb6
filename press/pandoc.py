"""The only caller of pypandoc: Markdown to syntax tree, citations, syntax tree to HTML."""

from __future__ import annotations

import json
import logging
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pypandoc

from press import memory
from press.errors import BrokenBibliography, MissingLibrary, PandocFailed, Place, Problem, UnknownStyle
from press.memory import remembered

# pypandoc writes to the terminal by itself unless its log has a handler.
logging.getLogger("pypandoc").handlers = [logging.NullHandler()]

Node = dict[str, Any]

API_VERSION = [1, 23, 1, 1]
SYNTAX = "markdown"


@cache
def version() -> str:
    """Return pandoc's version, such as 3.9."""
    return str(pypandoc.get_pandoc_version())


@remembered
def read_markdown(text: str, path: Path | None = None) -> tuple[list[Node], list[str]]:
    """Return a chapter's blocks and pandoc's warnings. A chapter's own YAML metadata is left out."""
    out, warnings = _convert(text, SYNTAX, "json", [], path)
    blocks: list[Node] = json.loads(out)["blocks"]
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
    resolved: list[Node] = json.loads(out)["blocks"]
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
    with _listen() as warnings:
        try:
            out = pypandoc.convert_text(text, target, source, arguments, verify_format=False)
        except RuntimeError as error:
            raise _explain(str(error), path) from None
        except OSError as error:
            fact = f"pandoc cannot be run: {' '.join(str(error).split())}"
            raise MissingLibrary(Problem(fact, "Run make, which installs it.")) from None
    return out, warnings


@contextmanager
def _listen() -> Iterator[list[str]]:
    """Collect what pypandoc logs in this thread: pandoc's own warnings."""
    here, heard = threading.get_ident(), []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.thread == here and record.levelno >= logging.WARNING:
                heard.append(record.getMessage())

    ear, log = Ear(), logging.getLogger("pypandoc")
    log.addHandler(ear)
    log.propagate = False
    try:
        yield heard
    finally:
        log.removeHandler(ear)


def _explain(message: str, path: Path | None) -> PandocFailed | BrokenBibliography:
    """Turn pypandoc's report of pandoc's death into an error at its place."""
    match = re.match(r'Pandoc died with exitcode "(-?\d+)" during conversion: (.*)', message, re.DOTALL)
    code, said = (int(match[1]), match[2]) if match else (0, message)
    said = " ".join(said.split())
    line = re.search(r"line (\d+)", said)
    place = Place(path, int(line[1]) if line else None) if path else None
    if code == 25:  # noqa: PLR2004  PandocBibliographyError
        return BrokenBibliography(Problem(f"cannot be read: {said}", "Look at the entry it names.", place))
    remedy = "What it could not do stands on or near that line." if line else "Run make again."
    return PandocFailed(Problem(f"pandoc stopped (exit code {code}): {said.rstrip('.')}.", remedy, place))
