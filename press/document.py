"""compose(): one resolved document out of the manuscript's chapters.

Each chapter is parsed alone, so that its notes and links are its own and a warning has a name to
go with; then cross-references, citations and quotation marks are settled over the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press import (
    alternatives,
    anchors,
    citations,
    foreign,
    images,
    labels,
    markup,
    outline,
    pandoc,
    terms,
)
from press.ast import Node, classes, div, each, identifier, rewrite, stringify
from press.beside import spread
from press.errors import NoChapters, Place, Problem, UnknownSetting, did_you_mean
from press.memory import remembered
from press.model import Document, Finding, Image, Manuscript, Part, Source
from press.settings import Settings

LEAVES = ("Para", "Plain", "Header", "CodeBlock")


def compose(manuscript: Manuscript, *, screens: bool = True) -> Document:
    """Return the essay as one syntax tree with cross-references and citations resolved.

    Where it is not for `screens`, it may have on them what it has on paper.
    """
    settings = manuscript.settings
    read = spread(_read, manuscript.chapters)
    findings = [
        _warning("pandoc", text, source)
        for source, (_, said) in zip(manuscript.chapters, read, strict=True)
        for text in said
    ]
    chapters = as_read = [blocks for blocks, _ in read]
    findings += _empty(manuscript, chapters)
    chapters, pictures, said_of_them = _look_over(manuscript, chapters)
    findings += said_of_them
    chapters = labels.settle(manuscript.chapters, chapters)
    findings += labels.check_links(manuscript.chapters, chapters)
    chapters = alternatives.settle(manuscript.chapters, chapters)
    whole = labels.cross_reference(manuscript, [div(blocks, "chapter") for blocks in chapters])
    citations.check_keys(manuscript, whole, labels.labels_of(whole))
    paper, screen, said = citations.resolve(manuscript, whole, screens=screens)
    findings += [_warning("citeproc", text, manuscript.bibliography.source) for text in said]
    foreign.look_over_whole(manuscript, paper, pictures)
    if screen is not paper:
        foreign.look_over_whole(manuscript, screen, pictures)
    words = _words(settings)
    parts = _parts(paper, manuscript, words)
    screen_parts = parts if screen is paper else _parts(screen, manuscript, words)
    mark = images.open_mark(settings, manuscript.root)
    count = _count_words(parts)
    return Document(
        settings, words, parts, screen_parts, pictures, mark, count, tuple(findings), tuple(as_read)
    )


@remembered
def _read(source: Source) -> tuple[list[Node], list[str]]:
    """Return a chapter's blocks without its author's comments, and pandoc's warnings."""
    blocks, said = pandoc.read_markdown(source.text, source.path)
    return markup.without_comments(blocks), said


def _look_over(
    manuscript: Manuscript, chapters: list[list[Node]]
) -> tuple[list[list[Node]], dict[str, Image], list[Finding]]:
    """Go over what the chapters bring with them; return them without HTML for links, and their pictures."""
    foreign.look_over(manuscript.chapters, chapters, manuscript.settings.allow)
    pictures: dict[str, Image] = {}
    findings: list[Finding] = []
    linked: list[list[Node]] = []
    for source, blocks in zip(manuscript.chapters, chapters, strict=True):
        apart, one, said = _look_over_one(source, blocks)
        findings += said
        pictures |= images.collect(source, apart, manuscript.folder)
        linked.append(one)
    return linked, pictures, findings


@remembered
def _look_over_one(source: Source, blocks: list[Node]) -> tuple[list[Node], list[Node], list[Finding]]:
    """Return a chapter with what is from elsewhere set apart, the same with links, and what is to be said."""
    apart = foreign.set_apart(blocks)
    linked = markup.with_ticks(markup.with_links(apart))
    return apart, linked, [*markup.look_over(source, apart), *outline.find_skipped(source, apart)]


def _empty(manuscript: Manuscript, chapters: list[list[Node]]) -> Iterator[Finding]:
    """Yield the chapters without a word. Raises NoChapters when that is all of them."""
    if not any(chapters):
        raise NoChapters.at(manuscript.folder, None, "has no text in any chapter.", "Write something.")
    for source, blocks in zip(manuscript.chapters, chapters, strict=True):
        if not blocks:
            yield Finding("empty-chapter", "warning", Problem("has no text.", "", Place(source.path)))


def _warning(rule: str, text: str, source: Source) -> Finding:
    line = re.search(r"\bline (\d+)", text)
    return Finding(
        rule,
        "warning",
        Problem(" ".join(text.split()), "", Place(source.path, int(line[1]) if line else None)),
    )


def _words(settings: Settings) -> dict[str, str]:
    """Return the press's words. Raises UnknownSetting for one of the essay's own that it does not use."""
    problems = [
        Problem(
            f"unknown setting `terms.{name}`.",
            did_you_mean(name, terms.WORDS["en"], among=f"Known here: {', '.join(terms.WORDS['en'])}."),
            settings.where("terms", name),
        )
        for name in settings.terms
        if name not in terms.WORDS["en"]
    ]
    if problems:
        raise UnknownSetting(*problems)
    return terms.words_for(settings.language, settings.terms)


def _parts(blocks: list[Node], manuscript: Manuscript, words: dict[str, str]) -> tuple[Part, ...]:
    """Cut the tree into parts and give the finished chapters their numbers."""
    settings = manuscript.settings
    blocks = [
        done
        for place, block in enumerate(blocks, start=1)
        for done in _finish(block, settings.language, f"table-{place}")
    ]
    parts: list[Part] = []
    number = 0
    for chapter, source in zip(blocks, manuscript.chapters, strict=False):
        for part in _chapter_parts(chapter["c"][1], source.path.stem):
            numbered = part.number is not None
            number += numbered
            name = part.identifier or f"part-{len(parts) + 1}"
            parts.append(Part(name, part.title, part.blocks, number if numbered else None))
    for extra in blocks[len(manuscript.chapters) :]:
        if identifier(extra) == "refs" and extra["c"][1]:
            title = settings.bibliography_title or words["bibliography"]
            parts.append(Part("bibliography", [{"t": "Str", "c": title}], [extra], None, "bibliography"))
    return anchors.name_paragraphs(parts)


@remembered
def _finish(block: Node, language: str, table: str) -> list[Node]:
    """Return a resolved chapter, or what else stands on the first level, as the editions have it.

    `table` begins the names of its tables that have no label.
    """
    cited = citations.gather_table_notes(citations.part_links(foreign.settle([block])), table)
    return terms.localise_quotes(_without_empty_spans(cited), language)


def _chapter_parts(blocks: list[Node], name: str) -> Iterator[Part]:
    """Yield a part for each heading of the first level; `number` only tells whether it is to have one."""
    heading: Node | None = None
    body: list[Node] = []
    for block in [*blocks, None]:
        if block is not None and not (block["t"] == "Header" and block["c"][0] == 1):
            body.append(block)
            continue
        if heading is not None:
            # A heading without an identifier is no author's: it stands over a list of figures or tables.
            numbered = identifier(heading) and "unnumbered" not in classes(heading)
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
    return sum(_words_in(part.blocks) + len(stringify(part.title).split()) for part in chapters)


@remembered
def _words_in(blocks: list[Node]) -> int:
    return sum(len(stringify(leaf).split()) for leaf in each(_without_notes(blocks), *LEAVES))


def _without_notes(blocks: list[Node]) -> list[Node]:
    result: list[Node] = rewrite(blocks, lambda node: [] if node["t"] == "Note" else None)
    return result
