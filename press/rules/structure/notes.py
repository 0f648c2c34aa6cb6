"""Rules on notes, lists and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from press.ast import Node, each, rewrite, stringify
from press.model import Source
from press.rules.rule import Hit, Rule
from press.rules.structure.text import first_words, place_of
from press.rules.tree import Chapter

RULES: tuple[Rule, ...] = (
    Rule(
        "note-called-twice",
        "warning",
        "A note whose mark, `[^1]`, stands at two places.",
        "Its text is printed twice, as two notes.",
        "Write a second note, or say “see note …” in words.",
    ),
    Rule(
        "note-empty",
        "warning",
        "A note without a word in it.",
        "The reader follows the mark and finds nothing.",
        "Write the note, or take its mark away.",
    ),
    Rule(
        "list-of-one",
        "warning",
        "A list with a single item.",
        "Often it is none: a line that begins with a year and a stop (“1917. …”) is read as a list.",
        "Write it as a paragraph; `1917\\.` keeps a number from making a list.",
    ),
    Rule(
        "link-text",
        "warning",
        "A link that says “here”, “click here” or “link”.",
        "On paper it says nothing, and one who hears the links of a page hears “here, here, here”.",
        "Set the link on the words that name its target.",
    ),
    Rule(
        "link-bare",
        "warning",
        "An address of the web in the running text that is no link.",
        "It stops the reader, breaks the line badly, and on screens it cannot be followed.",
        "Write `[what is there](https://…)`, or cite it as an `@online` of references.bib.",
    ),
)

HERE = {
    *(
        "here",
        "click here",
        "this link",
        "link",
        "this",
        "read more",
        "more",
        "source",
        "website",
        "this page",
    ),
    *("hier", "hier klicken", "dieser link", "mehr", "ici", "cliquez ici", "lien", "ce lien", "aquí", "qui"),
    *("здесь", "тут", "ссылка", "по ссылке", "link here"),
}
MARK = re.compile(r"(?<![\\\w`])\[\^([^\]\s^]+)\](?!:)|(?<=\w)\[\^([^\]\s^]+)\](?!:)")
TEXT = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:", re.MULTILINE)
NO_TEXT = re.compile(
    r"\^\[\s*\]|^ {0,3}\[\^[^\]\s]+\]:[ \t]*(?=\n[ \t]*\n(?![ \t]+\S)|\n {0,3}\[\^|\s*\Z)", re.MULTILINE
)
ADDRESS = re.compile(r"(?i)\bhttps?://[^\s<>]*[^\s<>.,;:!?)”’]")
LOOSE = re.compile(r"(?i)(?<![\w(<\"'/:.])https?://")
EXAMPLE = "Example"
"""The style of pandoc's numbered examples, which are counted through the whole essay."""


def look(chapters: Sequence[Chapter]) -> Iterator[Hit]:
    """Yield what is wrong with the notes, lists and links of each chapter."""
    for chapter in chapters:
        yield from _called(chapter.source)
        yield from _empty(chapter)
        yield from _lists(chapter)
        yield from _links(chapter)
        if LOOSE.search(chapter.source.prose):
            yield from _bare(chapter)


def _called(source: Source) -> Iterator[Hit]:
    known = {found[1] for found in TEXT.finditer(source.prose)}
    seen: dict[str, int] = {}
    for found in MARK.finditer(source.prose):
        name = found[1] or found[2]
        if name in seen and name in known:
            line = source.place_at(seen[name]).line
            fact = f"the note [^{name}] was called on line {line} already."
            yield Hit("note-called-twice", source.place_at(found.start()), fact, found[0])
        seen.setdefault(name, found.start())


def _empty(chapter: Chapter) -> Iterator[Hit]:
    if any(map(_is_blank, chapter.nodes["Note"])):
        source = chapter.source
        for found in NO_TEXT.finditer(source.prose):
            yield Hit("note-empty", source.place_at(found.start()), "a note has no text.", found[0].strip())


def _is_blank(note: Node) -> bool:
    return not stringify(note["c"]).strip() and not any(each(note["c"], "Image"))


def _lists(chapter: Chapter) -> Iterator[Hit]:
    for node in [*chapter.nodes["BulletList"], *chapter.nodes["OrderedList"]]:
        ordered = node["t"] == "OrderedList"
        items = node["c"][1] if ordered else node["c"]
        if len(items) == 1 and not (ordered and node["c"][0][1]["t"] == EXAMPLE):
            fact = f"the list that begins “{first_words(items)}” has one item."
            yield Hit("list-of-one", place_of(chapter.source, items), fact, first_words(items))


def _links(chapter: Chapter) -> Iterator[Hit]:
    source = chapter.source
    for link in chapter.nodes["Link"]:
        words = " ".join(stringify(link["c"][1]).split())
        if words.casefold().strip(" .,:›→»>") in HERE:
            target = link["c"][2][0]
            found = re.search(rf"\[{re.escape(words)}\]\(\s*<?{re.escape(target)}", source.prose)
            place = source.place_at(found.start()) if found else place_of(source, link["c"][1])
            yield Hit("link-text", place, f"a link says “{words}”.", words)


def _bare(chapter: Chapter) -> Iterator[Hit]:
    def drop(node: Node) -> list[Node] | None:
        return [] if node["t"] in ("Link", "Note", "Code", "CodeBlock") else None

    source, bare = chapter.source, rewrite(chapter.blocks, drop)
    for word in each(bare, "Str"):
        if found := ADDRESS.search(word["c"]):
            at = re.search(rf"(?<![(<\w/]){re.escape(found[0])}", source.prose)
            place = source.place_at(at.start()) if at else place_of(source, [word])
            yield Hit("link-bare", place, f"{found[0]} is typed out, and is no link.", found[0])
