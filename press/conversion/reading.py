"""The file that is imported: its syntax tree, what it says of itself, and the pictures within it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from defusedxml.ElementTree import ParseError, fromstring

from press import pandoc
from press.ast import Node, each, stringify
from press.conversion.losses import Losses
from press.errors import PandocFailed, UnreadableText, did_you_mean
from press.foreign import scheme_of
from press.model import Source

FORMATS = {
    ".docx": "docx+citations+styles",
    ".odt": "odt",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}
"""How pandoc is to read each kind of file."""
INNER = {".docx": "word/{}", ".odt": "{}"}
"""Where a file that is an archive keeps the pictures that its text names."""
DC = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True)
class Text:
    """A text as it was read. `picture` returns a picture's bytes by its address, or None."""

    path: Path
    blocks: list[Node]
    title: str
    authors: tuple[str, ...]
    language: str
    references: Node | None
    bibliography: str
    picture: Callable[[str], bytes | None]


def read(path: Path, losses: Losses) -> Text:
    """Read a file. Raises UnreadableText when it is not there, of no known kind, or broken."""
    kind = path.suffix.lower()
    if kind not in FORMATS:
        known = ", ".join(FORMATS)
        remedy = did_you_mean(kind, FORMATS, among=f"Save it as one of {known}.")
        raise UnreadableText.at(
            path, None, f"the press cannot read {kind or 'a file without an ending'}.", remedy
        )
    if not path.is_file():
        raise UnreadableText.at(path, None, "there is no such file.", "Look at its name.")
    if kind not in INNER:
        Source.read(path)  # says where it is not UTF-8
    try:
        document, warnings = pandoc.read_document(path, FORMATS[kind])
    except PandocFailed as error:
        fact = f"is no {kind} file that can be read: {error.problems[0].fact}"
        raise UnreadableText.at(path, None, fact, "Open it in its own program and save it anew.") from None
    for warning in warnings:
        losses.tell(f"pandoc says: {' '.join(warning.split())}")
    meta, blocks = document["meta"], document["blocks"]
    title, authors, language = _about(path, kind, losses)
    return Text(
        path,
        blocks,
        _plain(meta, "title") or title,
        _names(meta) or authors,
        _plain(meta, "lang") or _plain(meta, "language") or language,
        meta.get("references"),
        _bibliography(path, _plain(meta, "bibliography"), losses),
        _finder(path, kind),
    )


def _plain(meta: Node, key: str) -> str:
    return stringify(meta.get(key, [])).strip() or _strings(meta.get(key))


def _strings(value: Node | None) -> str:
    return str(value["c"]).strip() if value and value["t"] == "MetaString" else ""


def _names(meta: Node) -> tuple[str, ...]:
    value = meta.get("author")
    if not value:
        return ()
    items = value["c"] if value["t"] == "MetaList" else [value]
    return tuple(name for item in items if (name := stringify(item).strip() or _strings(item)))


# ---- What an archive says of itself ----------------------------------------------------------------


def _about(path: Path, kind: str, losses: Losses) -> tuple[str, tuple[str, ...], str]:
    """Return title, authors and language of an archive, where its text does not tell them."""
    if kind == ".docx":
        language = re.search(r'<w:lang\b[^>]*?w:val="([\w-]+)"', _part(path, "word/styles.xml"))
        core = _dublin_core(_part(path, "docProps/core.xml"))
        return core.get("title", ""), (), language[1] if language else ""
    if kind == ".odt":
        core = _dublin_core(_part(path, "meta.xml"))
        if remarks := _part(path, "content.xml").count("<office:annotation "):
            losses.tell(f"{remarks} comments are left out; pandoc does not read those of OpenDocument")
        people = tuple(name.strip() for name in core.get("creator", "").split(";") if name.strip())
        return core.get("title", ""), people, core.get("language", "")
    return "", (), ""


def _part(path: Path, name: str) -> str:
    """Return a file of an archive as text, or an empty string."""
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode("utf-8", "replace") if name in archive.namelist() else ""


def _dublin_core(xml: str) -> dict[str, str]:
    """Return the Dublin Core elements of a file of metadata."""
    try:
        tree = fromstring(xml or "<none/>")
    except ParseError:
        return {}
    return {
        one.tag.removeprefix(DC): (one.text or "").strip() for one in tree.iter() if one.tag.startswith(DC)
    }


# ---- What lies in it and beside it -----------------------------------------------------------------


def _finder(path: Path, kind: str) -> Callable[[str], bytes | None]:
    """Return what finds a picture: within an archive, or below the folder of a text."""
    if kind in INNER:

        def find_within(address: str) -> bytes | None:
            name = INNER[kind].format(address.removeprefix("./"))
            with zipfile.ZipFile(path) as archive:
                return archive.read(name) if name in archive.namelist() else None

        return find_within

    def find_beside(address: str) -> bytes | None:
        if scheme_of(address):
            return None
        file = path.parent / unquote(address.partition("?")[0])
        return file.read_bytes() if file.is_file() else None

    return find_beside


def _bibliography(path: Path, name: str, losses: Losses) -> str:
    """Return the text of the BibTeX file that a Markdown text names, if it lies there."""
    if not name:
        return ""
    file = path.parent / name
    if file.suffix == ".bib" and file.is_file():
        return Source.read(file).text
    losses.tell(f"the bibliography {name} is no BibTeX file beside the text; its works are missing")
    return ""


def cited_keys(blocks: list[Node]) -> list[str]:
    """Return the keys of all citations, once each, in the order of the text."""
    keys = (one["citationId"] for cite in each(blocks, "Cite") for one in cite["c"][0])
    return list(dict.fromkeys(keys))
