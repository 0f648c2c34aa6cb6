"""The gate: everything foreign is told, each place with its line, before an edition is made."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import accumulate
from urllib.parse import unquote

from press.ast import ATTR_AT, Node, attr_of, each, rewrite, with_attr
from press.errors import ForeignContent, MissingAlternative, Place, Problem
from press.foreign.apart import PLAYED, set_pictures_apart
from press.foreign.rules import (
    EVERYWHERE,
    OWN,
    SIZES,
    Fault,
    is_allowed,
    node_faults,
    scheme_of,
    tag_faults,
    text_faults,
)
from press.foreign.tags import RAW, TEX, WEB, Tag, read_tags, tags_of
from press.memory import remembered
from press.model import CONTROL, Manuscript, Source

ADDRESS = re.compile(
    r"\]\(\s*(?:<([^>]*)>|([^)]*?)\s*(?:\"[^\"]*\"|'[^']*')?\s*\))"  # of a link or a picture
    r"|^[ \t>]*\[[^\]]+\]:\s*(?:<([^>]*)>|(\S+))"  # of a reference
    r"|<([A-Za-z][\w+.-]*:[^>]*)>",  # alone
    re.MULTILINE,
)
"""An address as Markdown writes it."""
ENTITY = re.compile(r"&#(?:(\d{1,7})|[xX]([0-9a-fA-F]{1,6}));")
"""A character by its number."""
ENOUGH = 40  # letters by which an address is looked for where no pattern finds it
NOT_IN_A_CHAPTER = "Write it in a chapter, where the press looks for its file."


def look_over(chapters: Sequence[Source], read: Sequence[list[Node]], allow: Collection[str]) -> None:
    """Raise ForeignContent, with every place, for what the chapters bring that no edition may carry.

    Raises MissingAlternative for a sound or a film, allowed by name, that does not say what it is.
    """
    looked = [_look_over(*one, tuple(allow)) for one in zip(chapters, read, strict=True)]
    if problems := [problem for found, _ in looked for problem in found]:
        raise ForeignContent(*_in_order(problems))
    if silent := [problem for _, found in looked for problem in found]:
        raise MissingAlternative(*silent)


@remembered
def _look_over(
    chapter: Source, blocks: list[Node], allow: tuple[str, ...]
) -> tuple[list[Problem], list[Problem]]:
    """Return what no edition may carry of a chapter, and its sounds and films without a title."""
    problems, silent = [], []
    for tag, place in tags_of(chapter, blocks):
        problems += [Problem(*fault, place) for fault in tag_faults(tag, allow)]
        silent += [Problem(*fault, place) for fault in _silent(tag, allow)]
    for node in each(blocks, *ATTR_AT):
        for key, value, fault in node_faults(node, allow):
            problems += [Problem(*fault, place) for place in _places(chapter, key, value)]
    for value, fault in _text_faults(blocks):
        problems += [Problem(*fault, place) for place in _places(chapter, "", value)]
    return problems, silent


def _silent(tag: Tag, allow: Collection[str]) -> Iterator[Fault]:
    address, told = tag.get("src"), (tag.get("title") or tag.get("aria-label")).strip()
    is_one = tag.name in PLAYED and tag.shape == "open" and (not address or is_allowed(address, allow))
    if is_one and not told:
        remedy = f'Say what is to be seen or heard: <{tag.name} title="…">.'
        yield f"the {tag.name} {address} has no alternative text.", remedy


def _in_order(problems: list[Problem]) -> list[Problem]:
    """Return problems once each, those of a file in the order of their lines."""
    files = list(dict.fromkeys(problem.place.path for problem in problems if problem.place))
    place = {problem: problem.place or Place(files[0]) for problem in problems}
    return sorted(place, key=lambda problem: (files.index(place[problem].path), place[problem].line or 0))


def _places(chapter: Source, key: str, value: str) -> list[Place]:
    """Return where Markdown writes an attribute, or an address where `key` is empty."""
    if not key and CONTROL.fullmatch(value):
        return _entities(chapter, ord(value)) or [Place(chapter.path)]
    if not key:
        lines = [
            chapter.prose.count("\n", 0, match.start()) + 1
            for match in ADDRESS.finditer(chapter.prose)
            if _letters(next((group for group in match.groups() if group), "")) == _letters(value)
        ]
        return [Place(chapter.path, line) for line in dict.fromkeys(lines)] or [_by_letters(chapter, value)]
    head = rf"(?<![\w:-])(?i:{re.escape(key)})\s*=\s*[\"']?"
    for pattern in (head + re.escape(value), head):
        if places := chapter.places(pattern):
            return places
        if match := re.search(pattern, chapter.text):  # of code
            return [Place(chapter.path, chapter.text.count("\n", 0, match.start()) + 1)]
    return [_by_letters(chapter, value)]


def _by_letters(chapter: Source, value: str) -> Place:
    """Return where words begin that Markdown writes in a way of its own, by their letters and figures."""
    wanted, lines = _letters(value)[:ENOUGH], [_letters(line) for line in chapter.text.split("\n")]
    at = "".join(lines).find(wanted) if wanted else -1
    return Place(chapter.path, bisect_right([0, *accumulate(map(len, lines))], at) if at >= 0 else None)


def _entities(chapter: Source, code: int) -> list[Place]:
    """Return where a character is written by its number."""
    lines = dict.fromkeys(
        chapter.text.count("\n", 0, entity.start()) + 1
        for entity in ENTITY.finditer(chapter.text)
        if (int(entity[1]) if entity[1] else int(entity[2], 16)) == code
    )
    return [Place(chapter.path, line) for line in lines]


def _letters(words: str) -> str:
    plain = html.unescape(unquote(words)).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


def look_over_whole(manuscript: Manuscript, blocks: list[Node], pictures: Iterable[str]) -> None:
    """Raise ForeignContent for what came with citations and cross-references; the chapters are looked over.

    `pictures` are those that the chapters call.
    """
    allow, called, source = (
        tuple(manuscript.settings.allow),
        frozenset(pictures),
        manuscript.bibliography.source,
    )
    faults = [fault for block in blocks for fault in _faults_in(block, allow, called)]
    problems = [Problem(*fault, _source_of(words, manuscript)) for words, fault in faults]
    problems += [
        Problem(*fault, Place(source.path)) for block in blocks for _, fault in _text_faults([block])
    ]
    if problems:
        raise ForeignContent(*_in_order(problems))


@remembered
def _faults_in(block: Node, allow: tuple[str, ...], pictures: frozenset[str]) -> list[tuple[str, Fault]]:
    """Return what a resolved chapter holds that no edition may carry, each with the words that tell it."""
    found: list[tuple[str, Fault]] = []
    for node in each(block, *ATTR_AT, *RAW):
        found += [(value, fault) for _, value, fault in node_faults(node, allow)]
        if node["t"] in RAW and node["c"][0] in ("html", WEB):
            fragment = node["c"][1]
            found += [(fragment, fault) for tag in read_tags(fragment) for fault in tag_faults(tag, allow)]
        if node["t"] == "Image" and not scheme_of(name := node["c"][2][0]) and name not in pictures:
            found.append((name, (f"the image {name} is called in no chapter.", NOT_IN_A_CHAPTER)))
    return found


@remembered
def _text_faults(blocks: list[Node]) -> list[tuple[str, Fault]]:
    return list(text_faults(blocks))


def _source_of(words: str, manuscript: Manuscript) -> Place:
    """Return the line of references.bib that holds some words, or the options of cross-references."""
    source = manuscript.bibliography.source
    wanted = _letters(re.sub(r"^https?://(?:doi\.org/)?", "", words))[:ENOUGH]
    for number, line in enumerate(source.text.split("\n"), start=1):
        if wanted and wanted in _letters(line):
            return Place(source.path, number)
    return manuscript.settings.where("crossref_options")


def settle(blocks: list[Node]) -> list[Node]:
    """Return the resolved blocks as the editions may have them.

    Fragments of other formats than HTML and TeX are dropped, attributes that are not on the list are made
    `data-` ones, and remote pictures set apart.
    """

    def keep(node: Node) -> list[Node] | None:
        if node["t"] in RAW and node["c"][0] not in ("html", WEB, *TEX):
            return []
        if node["t"] not in ATTR_AT or not (pairs := attr_of(node)[2]):
            return None
        known = EVERYWHERE | SIZES | OWN.get(node["t"], frozenset())
        named = [[key if key in known else _data(key), value] for key, value in pairs]
        if named == pairs:
            return None
        new: Node = with_attr(node, [*attr_of(node)[:2], named])
        return [{"t": new["t"], "c": rewrite(new["c"], keep)}]

    return set_pictures_apart(rewrite(blocks, keep))


def _data(key: str) -> str:
    return key if key.startswith(("aria-", "data-")) else f"data-{key}"
