"""The tags of HTML by hand, read strictly, each with its line.

What is not a tag of XHTML to the letter is no tag but a fault, so that no two programs can read it
differently: an XML parser, a browser and this one.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from press.ast import LEAVES, Node
from press.errors import Place
from press.model import Source

RAW = ("RawBlock", "RawInline")
WEB = "for the web"
"""The format of fragments for the web page alone: a name that Markdown cannot write."""
TEX = ("tex", "latex")
"""Formats of fragments in which lists and formulas are written. Others reach no edition."""
NAME = r"[A-Za-z_][\w:.-]*"
PAIR = rf"\s+({NAME})\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')"
PAIRS = re.compile(PAIR, re.ASCII)
TAG = re.compile(rf"<(?P<end>/?)(?P<name>{NAME})(?P<pairs>(?:{PAIR})*)\s*(?P<void>/?)>", re.ASCII)
SCRIPT = re.compile(
    rf"<(?P<name>script)(?P<pairs>(?:{PAIR})*)\s*>(?P<code>(?:(?!</script|<!--).)*)</script\s*>",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
"""A whole script: what stands in it is no XHTML."""
LIKE_A_TAG = re.compile(rf"</?({NAME}|[!?])", re.ASCII)
VOID = {"br", "col", "hr", "img", "source", "wbr"}
"""Elements that a browser never closes."""

Shape = Literal["open", "close", "empty", "script", "broken"]


@dataclass(frozen=True)
class Tag:
    """A tag of a fragment, from `start` to `end`; its attributes have their entities resolved.

    A script is one tag with its `code`. What only begins like a tag is `broken`.
    """

    name: str
    shape: Shape
    start: int
    end: int
    pairs: tuple[tuple[str, str], ...] = ()
    code: str = ""

    def get(self, key: str) -> str:
        """Return an attribute, or an empty string."""
        return dict(self.pairs).get(key, "")

    @property
    def is_sound(self) -> bool:
        """Whether XML parsers and browsers understand it alike."""
        if self.shape == "script":
            return True
        if self.shape == "broken" or (self.shape == "close" and self.pairs):
            return False
        return (self.name in VOID) == (self.shape == "empty")


def read_tags(fragment: str) -> Iterator[Tag]:
    """Yield the tags of a fragment of HTML, and everything else in it that begins with `<`."""
    at = fragment.find("<")
    while at >= 0:
        tag = _read_tag(fragment, at)
        yield tag
        at = fragment.find("<", tag.end)


def _read_tag(fragment: str, at: int) -> Tag:
    if script := SCRIPT.match(fragment, at):
        pairs = _pairs(script["pairs"])
        return Tag(script["name"], "script", at, script.end(), pairs, script["code"])
    match = TAG.match(fragment, at)
    if match is None:
        like = LIKE_A_TAG.match(fragment, at)
        return Tag(like[1] if like else "", "broken", at, at + 1)
    shape: Shape = "close" if match["end"] else "empty" if match["void"] else "open"
    if match["end"] and match["void"]:
        shape = "broken"
    return Tag(match["name"], shape, at, match.end(), _pairs(match["pairs"]))


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, html.unescape(one or other)) for name, one, other in PAIRS.findall(text))


class Finder:
    """Finds the fragments of HTML of a chapter in its text, one after the other in reading order."""

    def __init__(self, chapter: Source) -> None:
        self.chapter, self.at = chapter, 0

    def find(self, fragment: str) -> int | None:
        """Return where a fragment begins, or None. Pandoc may have written it anew, or left out a comment."""
        text = fragment.strip()
        like = LIKE_A_TAG.search(text)
        begins = (like[0], like[0][:3]) if like else ()
        for words in dict.fromkeys((text, text.partition("\n")[0], *begins)):
            for where in (self.chapter.prose, self.chapter.text):
                found = where.find(words, self.at)
                found = where.find(words) if found < 0 else found
                if found >= 0:
                    self.at = found + len(words)
                    return found
        return None


def _locate(items: Iterable[object], finder: Finder) -> list[tuple[Node, int | None]]:
    """Return each raw fragment with the place in its chapter's text, in reading order."""
    found: list[tuple[Node, int | None]] = []
    for item in items:
        if isinstance(item, list):
            found += _locate(item, finder)
        elif isinstance(item, dict) and (kind := item.get("t")) not in LEAVES:
            here = finder.at
            found += [(item, finder.find(item["c"][1]))] if kind in RAW else _locate(item.values(), finder)
            if kind == "Note":  # its text stands elsewhere in the chapter
                finder.at = here
    return found


def tags_of(chapter: Source, blocks: list[Node]) -> Iterator[tuple[Tag, Place]]:
    """Yield each tag that is written by hand in a chapter, with its line."""
    for node, start in _locate(blocks, Finder(chapter)):
        kind, fragment = node["c"]
        lead = len(fragment) - len(fragment.lstrip())
        for tag in read_tags(fragment) if kind == "html" else ():
            line = None
            if start is not None:
                line = chapter.text.count("\n", 0, start) + fragment.count("\n", lead, tag.start) + 1
            yield tag, Place(chapter.path, line)
