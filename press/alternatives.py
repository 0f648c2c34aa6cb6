"""Alternative texts: what an image says to those who do not see it, found or asked for.

Three kinds of image, by the place where they stand:

    ![its caption](a.svg){alt="…"}         a figure: `alt` says what is to be seen
    Text, ![what it shows](a.svg), text     an image in a line: the words in brackets are its text
    ![](a.svg){.decorative}                 a decoration: it says nothing, and no reader hears of it

Pandoc takes a figure's caption for its alternative text where there is none, so that it would be heard
twice. HTML 5 (4.8.4.4) and WCAG 2.2 (1.1.1) ask for a text that stands in for the picture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from press.ast import Node, attributes, classes, each, identifier, rewrite, stringify
from press.errors import MissingAlternative, Place, Problem
from press.memory import remembered
from press.model import Source

DECORATIVE = "decorative"
SUBFIGURES = "fig:"
"""How the identifier of a Div of subfigures begins, in which brackets hold captions (pandoc-crossref)."""


def settle(sources: Sequence[Source], chapters: Sequence[list[Node]]) -> list[list[Node]]:
    """Return the chapters with every decoration marked as one, for HTML and for the PDF's tags.

    Raises MissingAlternative, with every such place, when an image has no text of its own.
    """
    settled = [_settle(source, blocks) for source, blocks in zip(sources, chapters, strict=True)]
    if problems := [problem for _, found in settled for problem in found]:
        raise MissingAlternative(*problems)
    return [blocks for blocks, _ in settled]


@remembered
def _settle(chapter: Source, blocks: list[Node]) -> tuple[list[Node], list[Problem]]:
    return rewrite(blocks, _mark_decoration), list(_look_over(chapter, blocks))


def _look_over(chapter: Source, blocks: list[Node]) -> Iterator[Problem]:
    seen = Counter[str]()
    for image, caption in _images(blocks, None):
        name = image["c"][2][0]
        seen[name] += 1
        if fault := _fault(image, caption):
            fact, remedy = fault
            place = _place(chapter, name, seen[name])
            yield Problem(f"the image {unquote(name)} has {fact}.", remedy, place)


def _images(tree: object, caption: str | None) -> Iterator[tuple[Node, str | None]]:
    """Yield each image with its caption, or None for one that has none."""
    if isinstance(tree, list):
        for item in tree:
            yield from _images(item, caption)
    elif isinstance(tree, dict):
        kind = tree.get("t", "")
        if kind == "Image":
            own = None if caption is None else caption or stringify(tree["c"][1])
            yield tree, own
        elif kind == "Figure":
            yield from _images(tree["c"][2], stringify(list(each(tree["c"][1], "Plain", "Para"))))
        elif kind == "Div" and identifier(tree).startswith(SUBFIGURES):
            yield from _images(tree["c"][1], "")
        else:
            for value in tree.values():
                yield from _images(value, caption)


def _fault(image: Node, caption: str | None) -> tuple[str, str] | None:
    """Return what an image's text lacks, and the remedy."""
    name = image["c"][2][0]
    given = attributes(image).get("alt", stringify(image["c"][1])).strip()
    if caption is None:
        if given or _is_decoration(image):
            return None
        remedy = f"Write ![what it shows]({name}), or ![]({name}){{.{DECORATIVE}}} if it says nothing."
        return "no alternative text", remedy
    remedy = f'Say what is to be seen: ![caption]({name}){{alt="…"}}.'
    if not given:
        return "no alternative text", remedy
    if _letters(given) == _letters(caption):
        return "no alternative text but its caption over again", remedy
    return None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _is_decoration(image: Node) -> bool:
    return DECORATIVE in classes(image) or attributes(image).get("role") in ("presentation", "none")


def _mark_decoration(node: Node) -> list[Node] | None:
    if node["t"] != "Image" or not _is_decoration(node):
        return None
    (name, names, pairs), _, target = node["c"]
    others = [[key, value] for key, value in pairs if key not in ("alt", "role")]
    marked = [name, names, [*others, ["alt", ""], ["role", "presentation"]]]
    return [{"t": "Image", "c": [marked, [], target]}]


def _place(chapter: Source, name: str, count: int) -> Place:
    """Return where an image is called, the time that is counted from 1."""
    pattern = rf"\]\(\s*<?(?:{re.escape(name)}|{re.escape(unquote(name))})"
    found = list(re.finditer(pattern, chapter.prose))
    if len(found) < count:
        return chapter.place(re.escape(name))
    return Place(chapter.path, chapter.text.count("\n", 0, found[count - 1].start()) + 1)
