"""An essay's words as they are read, paragraph by paragraph, without markup, pictures and notes' numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from press.ast import Node, each, rewrite, stringify
from press.model import Document, Part

LEAVES = ("Para", "Plain", "Header", "CodeBlock")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph, heading, cell or note; `note` is its number in its part, 0 for what is no note.

    `part` is the place of its part among all, from 0.
    """

    part: int
    note: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(self.words)


def read_texts(document: Document) -> list[Paragraph]:
    """Return the paragraphs of the parts on paper, in reading order; a part's notes come after its text."""
    return [
        paragraph
        for place, part in enumerate(document.parts)
        for paragraph in _of_part(place, part)
        if paragraph.words
    ]


def _of_part(place: int, part: Part) -> Iterator[Paragraph]:
    yield Paragraph(place, 0, _words({"t": "Plain", "c": _bare(part.title)}))
    for leaf in each(_bare(part.blocks), *LEAVES):
        yield Paragraph(place, 0, _words(leaf))
    for number, note in enumerate(each(part.blocks, "Note"), start=1):
        words = [word for leaf in each(note["c"], *LEAVES) for word in _words(leaf)]
        yield Paragraph(place, number, tuple(words))


def _words(leaf: Node) -> tuple[str, ...]:
    text = leaf["c"][1] if leaf["t"] == "CodeBlock" else stringify(leaf)
    return tuple(text.replace("\u00ad", "").split())


def _bare(tree: list[Node]) -> list[Node]:
    """Return a tree without its notes and without pictures, whose words nobody sees on paper."""
    result: list[Node] = rewrite(tree, lambda node: [] if node["t"] in {"Note", "Image"} else None)
    return result
