"""Labels: each given once, and every reference and link to one seen to lead somewhere."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from typing import Any

from press import crossref, pandoc
from press.ast import Attr, Node, attr_of, each, identifier, rewrite, with_attr
from press.errors import (
    BadSetting,
    DanglingReference,
    DuplicateLabel,
    Place,
    Problem,
    UnknownSetting,
    did_you_mean,
)
from press.model import KEY_END, Finding, Manuscript, Source

RESERVED = {"bibliography", "contents", "refs", "text", "toc"}
"""Identifiers that the press itself gives."""
CAPTION = "A label is numbered where there is a caption, or a formula that stands alone."
UNNUMBERED = "Take .unnumbered off its heading, or link to it: [its title](#{})."


def settle(chapters: Sequence[Source], read: Sequence[list[Node]]) -> list[list[Node]]:
    """Give headings of one title in several chapters an identifier each, as pandoc does within a chapter.

    Raises DuplicateLabel for an identifier that was written twice.
    """
    counted = Counter(identifier(node) for blocks in read for node in each(blocks) if identifier(node))
    twice = [name for name, times in counted.items() if times > 1]
    problems = [problem for name in twice for problem in duplicates(name, chapters)]
    if problems:
        raise DuplicateLabel(*problems)
    taken = RESERVED | {name for name in twice if any(_written(name, chapter) for chapter in chapters)}
    out = []
    for chapter, blocks in zip(chapters, read, strict=True):
        names = {identifier(node) for node in each(blocks) if identifier(node)}
        again = {name for name in names & taken if not _written(name, chapter)}
        new = {name: _free(name, taken | set(counted)) for name in again}
        taken |= names | set(new.values())
        out.append(_renamed(blocks, new) if new else blocks)
    return out


def _free(name: str, taken: set[str]) -> str:
    return next(other for number in count(2) if (other := f"{name}-{number}") not in taken)


def _renamed(blocks: list[Node], new: dict[str, str]) -> list[Node]:
    def rename(node: Node) -> list[Node] | None:
        if node["t"] == "Header" and identifier(node) in new:
            own: Attr = [new[identifier(node)], *attr_of(node)[1:]]
            return [with_attr({"t": "Header", "c": rewrite(node["c"], rename)}, own)]
        if node["t"] == "Link" and node["c"][2][0][1:] in new and node["c"][2][0][0] == "#":
            attributes, inlines, (target, title) = node["c"]
            return [{"t": "Link", "c": [attributes, inlines, [f"#{new[target[1:]]}", title]]}]
        return None

    result: list[Node] = rewrite(blocks, rename)
    return result


def _written(name: str, chapter: Source) -> list[Place]:
    """Return where a chapter gives a label."""
    return chapter.places(rf"\{{[^}}\n]*#{re.escape(name)}(?![\w:.-])")


def duplicates(name: str, chapters: Sequence[Source]) -> list[Problem]:
    """Return a problem for each place but the first where a label is given."""
    places = [place for chapter in chapters for place in _written(name, chapter)]
    remedy = "Give one of the two another name."
    return [Problem(f"the label {name} is taken by {places[0]}.", remedy, place) for place in places[1:]]


def cross_reference(manuscript: Manuscript, blocks: list[Node]) -> list[Node]:
    """Resolve cross-references. Raises DuplicateLabel or DanglingReference, with every place."""
    settings, chapters = manuscript.settings, manuscript.chapters
    _check_options(manuscript)
    engine = crossref.choose(settings.crossref, pandoc.version())
    try:
        options: Any = pandoc.read_metadata(settings.crossref_options)
        resolved, troubles = engine(pandoc.document(blocks, options), "html")
    except BadSetting as error:
        at = settings.where("crossref_options")
        raise BadSetting(*(replace(problem, place=at) for problem in error.problems)) from None
    labels = labels_of(blocks)
    doubled, dangling = [], []
    for trouble in troubles:
        if trouble.kind == "duplicate":
            remedy = "Give one of the two another name."
            fallback = Problem(f"the label {trouble.label} is given twice.", remedy)
            doubled += duplicates(trouble.label, chapters) or [fallback]
        else:
            dangling += _dangling(trouble, labels, chapters)
    if doubled:
        raise DuplicateLabel(*doubled)
    if dangling:
        raise DanglingReference(*dangling)
    out: list[Node] = resolved["blocks"]
    return out


def labels_of(blocks: list[Node]) -> list[str]:
    """Return the labels that a cross-reference can name."""
    kinds = ("eq:", "fig:", "lst:", "sec:", "tbl:")
    return [name for node in each(blocks) if (name := identifier(node)).startswith(kinds)]


def _dangling(trouble: crossref.Trouble, labels: list[str], chapters: Sequence[Source]) -> list[Problem]:
    label = trouble.label
    if trouble.kind == "unnumbered":
        fact, remedy = f"@{label} refers to a heading without a number.", UNNUMBERED.format(label)
    elif trouble.note:
        fact, remedy = f"@{label} refers to what has no number: {trouble.note}.", CAPTION
    else:
        fact = f"@{label} refers to nothing."
        remedy = did_you_mean(label, labels, among=f"Label what it refers to with {{#{label}}}.")
    pattern = rf"(?<![\w\\])@\{{?(?i:{label[:1]}){re.escape(label[1:])}{KEY_END}"
    places = [place for chapter in chapters for place in chapter.places(pattern)]
    return [Problem(fact, remedy, place) for place in places] or [Problem(fact, remedy)]


def _check_options(manuscript: Manuscript) -> None:
    """Raise UnknownSetting for an option near to another one and not the variable of a template."""
    options, problems = manuscript.settings.crossref_options, []
    for name in options:
        near = difflib.get_close_matches(name[:1].lower() + name[1:], crossref.OPTIONS, n=1, cutoff=0.8)
        if name[:1].lower() + name[1:] in crossref.OPTIONS or not near or f"$${name}$$" in str(options):
            continue
        place = manuscript.settings.where("crossref_options", name)
        fact = f"unknown setting `crossref_options.{name}`."
        problems.append(Problem(fact, f"Did you mean {near[0]}?", place))
    if problems:
        raise UnknownSetting(*problems)


def check_links(chapters: Sequence[Source], read: Sequence[list[Node]]) -> Iterator[Finding]:
    """Yield links to files, which no edition brings along. Raises DanglingReference for dead ones."""
    known = {identifier(node) for node in each(read)}
    for node in each(read, "RawBlock", "RawInline"):
        known |= set(re.findall(r"\bid\s*=\s*[\"']?([^\s\"'>]+)", node["c"][1]))
    dead = []
    for chapter, blocks in zip(chapters, read, strict=True):
        for target in dict.fromkeys(node["c"][2][0] for node in each(blocks, "Link")):
            places = chapter.places(rf"\]\(\s*<?{re.escape(target)}|^\[.*\]:\s*<?{re.escape(target)}(?!\S)")
            place = next(iter(places), Place(chapter.path))
            if target.startswith("#") and target[1:] not in known:
                remedy = did_you_mean(target[1:], known, among=f"Label its target {{{target}}}.")
                dead.append(Problem(f"the link {target} leads nowhere.", remedy, place))
            elif not re.match(r"#|//|[A-Za-z][\w+.-]*:", target):
                fact = f"the link {target or '()'} leads to a file, which no edition brings along."
                yield Finding("link-to-file", "warning", Problem(fact, "Link to a label: {#…}.", place))
    if dead:
        raise DanglingReference(*dead)
