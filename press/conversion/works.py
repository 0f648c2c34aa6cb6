"""Citations that a program of references left in the text, and the bibliography that they bring."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from press import pandoc
from press.ast import Node, each, rewrite, stringify
from press.conversion.losses import Losses

LOCATORS: dict[str, tuple[str, str, str]] = {
    "en": ("p.", "pp.", "chap."),
    "de": ("S.", "S.", "Kap."),
    "fr": ("p.", "p.", "chap."),
    "es": ("p.", "pp.", "cap."),
    "ru": ("с.", "с.", "гл."),
}
"""What the citation styles of a language call a page, pages and a chapter."""
LOCATOR = re.compile(r"^,?\s*(page|chapter)\s+(\S.*)$")
SEVERAL = re.compile(r"[-–,&]")
NOTES_STYLE, TEXT_STYLE = "chicago-notes-bibliography", "chicago-author-date"


def name_works(references: Node | None) -> tuple[dict[str, str], Node | None]:
    """Return a key after author and year for each work's own, and the works with the new ones."""
    if references is None:
        return {}, None
    keys: dict[str, str] = {}
    works = []
    for work in references["c"]:
        fields = work["c"]
        new = _key(fields, set(keys.values()))
        keys[_text(fields.get("id"))] = new
        works.append({"t": "MetaMap", "c": {**fields, "id": {"t": "MetaString", "c": new}}})
    return keys, {"t": "MetaList", "c": works}


def _key(fields: Mapping[str, Node], taken: set[str]) -> str:
    people = fields.get("author") or fields.get("editor")
    first = people["c"][0]["c"] if people and people["t"] == "MetaList" and people["c"] else {}
    name = _text(first.get("family") or first.get("literal")) if isinstance(first, dict) else ""
    name = name or _text(fields.get("title"))
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall("[a-z]+", plain)
    year = re.search(r"\d{4}", _text(fields.get("issued")))
    stem = f"{words[0] if words else 'work'}{year[0] if year else ''}"
    suffixes = ("", *"abcdefghijklmnopqrstuvwxyz")
    return next((stem + end for end in suffixes if stem + end not in taken), f"{stem}-{len(taken)}")


def _text(value: Node | None) -> str:
    if value is None:
        return ""
    return str(value["c"]) if value["t"] == "MetaString" else stringify(value)


def write_works(references: Node | None) -> str:
    """Return the works as BibLaTeX."""
    return pandoc.write_bibliography(references) if references else ""


def settle_citations(
    blocks: list[Node], keys: Mapping[str, str], known: Sequence[str], language: str, losses: Losses
) -> tuple[list[Node], str]:
    """Return the text with its citations as the press writes them, and the style that fits them.

    A note that holds nothing but citations becomes those: in a style of notes the press makes the note. What
    is cited of no work that is known stays as its words.
    """
    found = {"notes": 0, "text": 0}

    def settle(node: Node) -> list[Node] | None:
        if node["t"] == "Note":
            cites = _only_cites(node)
            inner = rewrite(node["c"], settle)
            found["notes"] += bool(list(each(node["c"], "Cite")))
            inner = inner if cites else rewrite(inner, _named_in_text)
            return _bare(inner) if cites else [{"t": "Note", "c": inner}]
        if node["t"] != "Cite":
            return None
        cited, shown = node["c"]
        missing = [one["citationId"] for one in cited if keys.get(one["citationId"]) not in known]
        if missing:
            fact = f"no work is known by the key {', '.join(missing)}; the citation is plain words now"
            return [*shown, losses.sign(fact)]
        found["text"] += 1
        return [{"t": "Cite", "c": [[_cited(one, keys, language) for one in cited], shown]}]

    settled: list[Node] = rewrite(blocks, settle)
    return settled, NOTES_STYLE if found["notes"] or not found["text"] else TEXT_STYLE


def _named_in_text(node: Node) -> list[Node] | None:
    """Write a citation within a note without brackets, as the press wants it there."""
    if node["t"] != "Cite":
        return None
    first, *others = node["c"][0]
    if first["citationPrefix"] or first["citationMode"]["t"] != "NormalCitation":
        return None
    suffix = first["citationSuffix"]
    if suffix[:1] == [{"t": "Str", "c": ","}]:
        suffix = suffix[2:]
    first = {**first, "citationMode": {"t": "AuthorInText"}, "citationSuffix": suffix}
    return [{"t": "Cite", "c": [[first, *others], node["c"][1]]}]


def _only_cites(note: Node) -> bool:
    inlines = [one for block in note["c"] for one in block["c"]] if len(note["c"]) == 1 else []
    rest = stringify([one for one in inlines if one["t"] != "Cite"]).strip(" .;")
    return any(one["t"] == "Cite" for one in inlines) and not rest


def _bare(blocks: list[Node]) -> list[Node]:
    """Return the citations of a note as one, before which a space stands."""
    cites = [one for one in blocks[0]["c"] if one["t"] == "Cite"]
    cited = [one for cite in cites for one in cite["c"][0]]
    if not cites:
        return [{"t": "Note", "c": blocks}]
    return [{"t": "Space"}, {"t": "Cite", "c": [cited, []]}]


def _cited(one: Node, keys: Mapping[str, str], language: str) -> Node:
    """Return a cited work by its new key, its page as the language's styles understand it."""
    suffix = stringify(one["citationSuffix"]).strip()
    found = LOCATOR.match(suffix)
    words: list[Any] = one["citationSuffix"]
    if found:
        page, pages, chapter = LOCATORS.get(language[:2], LOCATORS["en"])
        label = chapter if found[1] == "chapter" else pages if SEVERAL.search(found[2]) else page
        words = _inlines(f", {label} {found[2]}")
    elif suffix:
        words = _inlines(suffix if suffix.startswith(",") else f", {suffix}")
    return {**one, "citationId": keys[one["citationId"]], "citationSuffix": words}


def _inlines(text: str) -> list[Node]:
    out: list[Node] = []
    for word in text.replace(",", ", ", 1).split() if text.startswith(",") else text.split():
        out += [{"t": "Space"}, {"t": "Str", "c": word}]
    return out[1:]
