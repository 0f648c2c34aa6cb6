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
from press.ast import ATTR_AT, Attr, Node, attr_of, each, identifier, rewrite, with_attr
from press.errors import (
    BadSetting,
    DanglingReference,
    DuplicateLabel,
    Place,
    Problem,
    UnknownSetting,
    did_you_mean,
)
from press.foreign import scheme_of, tags_of
from press.memory import remembered
from press.model import CODE, KEY_END, Finding, Manuscript, Source

RESERVED = {"bibliography", "cite", "cite-heading", "contents", "refs", "register", "text", "toc"}
"""Identifiers that the press itself gives."""
MADE = re.compile(
    r"(?:note|reference)-\d+-\d+|notes-\d+|page-(?:\d+|[cdilmvx]+)|p-[0-9a-f]+(?:-\d+)?"
    r"|(?:ref|cited)-.+|table(?:-\d+)*-note-[a-z]+|quotation-\d+|quoted-(?:\d+|(?:from|work)-.+)"
)
"""Those that it makes of numbers and keys: of notes, pages, paragraphs, works, quotations, tables."""
RENAME = "Give it another name."
CAPTION = "A label is numbered where there is a caption, or a formula that stands alone."
UNNUMBERED = "Take .unnumbered off its heading, or link to it: [its title](#{})."


def settle(chapters: Sequence[Source], read: Sequence[list[Node]]) -> list[list[Node]]:
    """Give headings of one title in several chapters an identifier each, as pandoc does within a chapter.

    Raises DuplicateLabel for an identifier that was written twice, or that the press itself gives.
    """
    given = [_given(chapter, blocks) for chapter, blocks in zip(chapters, read, strict=True)]
    counted = sum(given, Counter[str]())
    titles = [identifier(node) for node in each(read, "Header") if node["c"][0] == 1]
    openings = {f"{title}-{word}" for title in titles for word in ("heading", "number")}
    own = RESERVED | {name for name in counted if name in openings or MADE.fullmatch(name)}
    twice = [name for name, times in counted.items() if times > 1]
    problems = [problem for name in twice for problem in duplicates(name, chapters)]
    problems += [problem for name in twice for problem in _like_headings(name, chapters, given)]
    for name in sorted(own):
        fact = f"the label {name} is one that the press itself gives."
        problems += [Problem(fact, RENAME, place) for place in _all_written(name, chapters)]
    if problems:
        raise DuplicateLabel(*dict.fromkeys(problems))
    taken = own | {name for name in twice if _all_written(name, chapters)}
    out = []
    for chapter, blocks in zip(chapters, read, strict=True):
        names = {identifier(node) for node in each(blocks, *ATTR_AT) if identifier(node)}
        again = {name for name in names & taken if not _written(name, chapter)}
        new = {name: _free(name, taken | set(counted)) for name in again}
        taken |= names | set(new.values())
        out.append(_renamed(blocks, new) if new else blocks)
    return out


@remembered
def _given(chapter: Source, blocks: list[Node]) -> Counter[str]:
    """Count the identifiers of a chapter, those in HTML by hand too."""
    names = [identifier(node) for node in each(blocks, *ATTR_AT)]
    names += [tag.get("id") for tag, _ in tags_of(chapter, blocks) if tag.shape != "close"]
    return Counter(filter(None, names))


def _like_headings(name: str, chapters: Sequence[Source], given: Sequence[Counter[str]]) -> Iterator[Problem]:
    """Yield the labels, written once, that a heading of the same chapter has got from its title."""
    for chapter, names in zip(chapters, given, strict=True):
        places = _written(name, chapter)
        if names[name] > 1 >= len(places):
            place = next(iter(places), Place(chapter.path))
            yield Problem(f"the label {name} is also that of a heading of its chapter.", RENAME, place)


def _free(name: str, taken: set[str]) -> str:
    stem = f"heading-{name}" if MADE.fullmatch(name) else name
    return next(other for number in count(2) if (other := f"{stem}-{number}") not in taken)


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
    """Return where a chapter gives a label: in braces, or in HTML by hand."""
    if name not in chapter.text:
        return []
    text, own = CODE.sub(_blank, chapter.text), re.escape(name)
    end = r"(?=[\"'\s/>}])"
    pattern = (
        rf"\{{[^{{}}]*?(?:#{own}(?![\w:.-])|(?<![\w-])id\s*=\s*[\"']?{own}{end})"
        rf"|<[A-Za-z][^<>]*?\sid\s*=\s*[\"']?{own}{end}"
    )
    ends = (text.count("\n", 0, match.end()) for match in re.finditer(pattern, text))
    return [Place(chapter.path, lines + 1) for lines in ends]


def _blank(code: re.Match[str]) -> str:
    """Blank out code and comments, but not HTML nor the line above a block of code, which has its label."""
    head = code[0].partition("\n")[0] if code["fence"] else ""
    return code[0] if "{=html}" in head else head + re.sub(r"[^\n]", " ", code[0][len(head) :])


def _all_written(name: str, chapters: Sequence[Source]) -> list[Place]:
    return [place for chapter in chapters for place in _written(name, chapter)]


def duplicates(name: str, chapters: Sequence[Source]) -> list[Problem]:
    """Return a problem for each place but the first where a label is given."""
    places = _all_written(name, chapters)
    remedy = "Give one of the two another name."
    return [Problem(f"the label {name} is taken by {places[0]}.", remedy, place) for place in places[1:]]


def cross_reference(manuscript: Manuscript, blocks: list[Node]) -> list[Node]:
    """Resolve cross-references. Raises DuplicateLabel or DanglingReference, with every place."""
    settings, chapters = manuscript.settings, manuscript.chapters
    _check_options(manuscript)
    engine = crossref.choose(settings.crossref, pandoc.version())
    try:
        words = crossref.words_of(settings.language)
        options: Any = pandoc.read_metadata(words | settings.crossref_options)
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
    return [name for node in each(blocks, *ATTR_AT) if (name := identifier(node)).startswith(kinds)]


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
    known = {name for chapter, blocks in zip(chapters, read, strict=True) for name in _given(chapter, blocks)}
    dead = []
    for chapter, blocks in zip(chapters, read, strict=True):
        for target, places in _targets(chapter, blocks).items():
            if target.startswith("#") and target[1:] not in known:
                remedy = did_you_mean(target[1:], known, among=f"Label its target {{{target}}}.")
                dead += [Problem(f"the link {target} leads nowhere.", remedy, place) for place in places]
            elif not target.startswith("#") and not scheme_of(target):
                fact = f"the link {target or '()'} leads to a file, which no edition brings along."
                for place in places:
                    problem = Problem(fact, "Link to a label: {#…}.", place)
                    yield Finding("link-to-file", "warning", problem, text=target)
    if dead:
        raise DanglingReference(*dead)


@remembered
def _targets(chapter: Source, blocks: list[Node]) -> dict[str, list[Place]]:
    """Return where a chapter's links lead, each with the lines on which it stands."""
    targets: dict[str, list[Place]] = {}
    for tag, place in tags_of(chapter, blocks):
        if tag.get("href") and tag.shape != "close":
            targets.setdefault(tag.get("href"), []).append(place)
    for target in dict.fromkeys(node["c"][2][0] for node in each(blocks, "Link")):
        own = re.escape(target)
        pattern = rf"\]\(\s*<?{own}|(?m:^)[ ]*\[.*\]:\s*<?{own}(?![^>\s])|\shref\s*=\s*[\"']{own}[\"']"
        places = dict.fromkeys([*targets.get(target, []), *chapter.places(pattern)])
        targets[target] = list(places) or [Place(chapter.path)]
    return targets
