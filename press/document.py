"""compose(): one resolved document out of the manuscript's chapters.

Each chapter is parsed alone, so that its notes and links are its own and a warning has a name to
go with; then cross-references, citations and quotation marks are settled over the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from press import citations, crossref, images, pandoc, terms
from press.ast import Node, classes, div, each, identifier, rewrite, stringify
from press.errors import DanglingReference, DuplicateLabel, Place, Problem, did_you_mean
from press.model import Document, Finding, Image, Manuscript, Part, Source

LEAVES = ("Para", "Plain", "Header", "CodeBlock")


def compose(manuscript: Manuscript) -> Document:
    """Return the essay as one syntax tree with cross-references and citations resolved."""
    settings = manuscript.settings
    with ThreadPoolExecutor() as pool:
        read = list(
            pool.map(lambda source: pandoc.read_markdown(source.text, source.path), manuscript.chapters)
        )
    findings = [
        _warning("pandoc", text, source)
        for source, (_, said) in zip(manuscript.chapters, read, strict=True)
        for text in said
    ]
    pictures: dict[str, Image] = {}
    for source, (blocks, _) in zip(manuscript.chapters, read, strict=True):
        pictures |= images.collect(source, blocks, manuscript.folder)
    whole = [div(blocks, "chapter") for blocks, _ in read]
    whole = _cross_reference(manuscript, whole)
    citations.check_keys(manuscript, whole)
    paper, screen, said = citations.resolve(manuscript, whole)
    findings += [_warning("citeproc", text, manuscript.bibliography.source) for text in said]
    words = terms.words_for(settings.language, settings.terms)
    parts = _parts(paper, manuscript, words)
    screen_parts = parts if screen is paper else _parts(screen, manuscript, words)
    return Document(settings, words, parts, screen_parts, pictures, _count_words(parts), tuple(findings))


def _warning(rule: str, text: str, source: Source) -> Finding:
    line = re.search(r"\bline (\d+)", text)
    return Finding(
        rule,
        "warning",
        Problem(" ".join(text.split()), "", Place(source.path, int(line[1]) if line else None)),
    )


def _cross_reference(manuscript: Manuscript, blocks: list[Node]) -> list[Node]:
    """Resolve cross-references; raise for labels that stand twice or nowhere."""
    options: Any = pandoc.read_metadata(manuscript.settings.crossref_options)
    engine = crossref.choose(manuscript.settings.crossref, pandoc.version())
    resolved, troubles = engine(pandoc.document(blocks, options), "html")
    labels = [identifier(node) for node in each(blocks) if identifier(node)]
    dangling, duplicate = [], []
    for trouble in troubles:
        if trouble.kind == "duplicate":
            duplicate.append(_duplicate(trouble.label, manuscript.chapters))
        else:
            fact = f"@{trouble.label} points to nothing."
            remedy = did_you_mean(trouble.label, labels, among=f"Label its target {{#{trouble.label}}}.")
            dangling += [
                Problem(fact, remedy, place)
                for place in _places(rf"@{re.escape(trouble.label)}(?![\w-])", manuscript.chapters)
            ]
    if duplicate:
        raise DuplicateLabel(*duplicate)
    if dangling:
        raise DanglingReference(*dangling)
    out: list[Node] = resolved["blocks"]
    return out


def _places(pattern: str, chapters: tuple[Source, ...]) -> list[Place]:
    flags = f"(?i){pattern}"
    return [
        chapter.place(flags, nth)
        for chapter in chapters
        for nth in range(len(re.findall(flags, chapter.text)))
    ]


def _duplicate(label: str, chapters: tuple[Source, ...]) -> Problem:
    places = _places(rf"\{{[^}}]*#{re.escape(label)}(?![\w-])", chapters)
    first = f" It is taken by {places[0]}." if places else ""
    return Problem(
        f"the label {label} stands twice.{first}",
        "Give one of the two another name.",
        places[-1] if places else None,
    )


def _parts(blocks: list[Node], manuscript: Manuscript, words: dict[str, str]) -> tuple[Part, ...]:
    """Cut the tree into parts and give the finished chapters their numbers."""
    settings = manuscript.settings
    blocks = terms.localise_quotes(
        _without_empty_spans(citations.gather_table_notes(blocks)), settings.language
    )
    parts: list[Part] = []
    number = 0
    for chapter, source in zip(blocks, manuscript.chapters, strict=False):
        for part in _chapter_parts(chapter["c"][1], source.path.stem):
            numbered = part.number is not None
            number += numbered
            parts.append(Part(part.identifier, part.title, part.blocks, number if numbered else None))
    for extra in blocks[len(manuscript.chapters) :]:
        if identifier(extra) == "refs" and extra["c"][1]:
            title = settings.bibliography_title or words["bibliography"]
            parts.append(Part("bibliography", [{"t": "Str", "c": title}], [extra], None, "bibliography"))
    return tuple(parts)


def _chapter_parts(blocks: list[Node], name: str) -> Iterator[Part]:
    """Yield a part for each heading of the first level; `number` only tells whether it is to have one."""
    heading: Node | None = None
    body: list[Node] = []
    for block in [*blocks, None]:
        if block is not None and not (block["t"] == "Header" and block["c"][0] == 1):
            body.append(block)
            continue
        if heading is not None:
            numbered = "unnumbered" not in classes(heading)
            yield Part(identifier(heading), heading["c"][2], body, 0 if numbered else None)
        elif body:
            yield Part(name, [], body)
        heading, body = block, []


def _without_empty_spans(blocks: list[Node]) -> list[Node]:
    """Drop the spans that citeproc leaves of a title's braces."""

    def unwrap(node: Node) -> list[Node] | None:
        if node["t"] == "Span" and node["c"][0] == ["", [], []]:
            inside: list[Node] = rewrite(node["c"][1], unwrap)
            return inside
        return None

    result: list[Node] = rewrite(blocks, unwrap)
    return result


def _count_words(parts: tuple[Part, ...]) -> int:
    """Count the words of the text, tables and captions, without notes and bibliography."""
    chapters = [part for part in parts if part.role == "chapter"]
    leaves = [
        leaf
        for part in chapters
        for leaf in [*each(_without_notes(part.blocks), *LEAVES), {"t": "Plain", "c": part.title}]
    ]
    return sum(len(stringify(leaf).split()) for leaf in leaves)


def _without_notes(blocks: list[Node]) -> list[Node]:
    result: list[Node] = rewrite(blocks, lambda node: [] if node["t"] == "Note" else None)
    return result
