"""The lines of a chapter, put together to passages: what Markdown makes a paragraph, a heading, a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from press.rules.type.markup import GONE, PICTURE, THING

Kind = Literal["paragraph", "heading", "item", "cell", "caption", "note", "verse", "term", "code"]
Span = tuple[int, int]

QUOTED = re.compile(r"[ ]{0,3}(?:>[ ]?)+")
FENCE = re.compile(r"[ ]*:{3,}")
HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+(.*?)[ \t#\x00]*$", re.DOTALL)
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
RULE = re.compile(r"[ ]{0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
DASHED = re.compile(r"[ \t]*(?=.*[=-]{2})[|+:=\t -]+$")
ITEM = re.compile(
    r"\s*(?:[-+*•]|\(?(?:#|\d{1,9}|[a-z]|[ivxlcdm]{1,7})[.)]|\(?[A-Z](?:\)|\.(?=[ ]{2}))|\(@[\w-]*\))[ \t]+"
)
MEANING = re.compile(r"[ ]{0,3}[:~][ \t]+")
CAPTION = re.compile(r"[ ]{0,3}(?:[Tt]able)?:[ \t]+")
NOTE = re.compile(r"\[\^[^\]\s]+\]:[ \t]*")
DEEP = re.compile(r"(?:[ ]{4}|\t)")
CELL = re.compile(r"\|")
GAP = re.compile(r"[ ]{2,}")


@dataclass
class Piece:
    """Lines of one passage, as stretches of the marked text, before they are put together."""

    kind: Kind
    spans: list[Span]
    quoted: bool = False


@dataclass(frozen=True)
class Line:
    """A line from `start` to `end` in the marked text, its quotation marks of a block quotation cut off."""

    text: str
    start: int
    end: int
    quoted: bool

    @property
    def blank(self) -> bool:
        """Whether it has no letters."""
        return not self.text.strip()

    def span(self, skip: int = 0) -> Span:
        """Return its stretch without the first characters and the blanks after them, its end included."""
        rest = self.text[skip:]
        lead = len(rest) - len(rest.lstrip(" \t"))
        return self.start + skip + lead, self.end + 1


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for line in text.split("\n"):
        mark = QUOTED.match(line)
        skip = mark.end() if mark else 0
        yield Line(line[skip:], at + skip, at + len(line), bool(mark))
        at += len(line) + 1


def _blocks(text: str) -> Iterator[list[Line]]:
    """Yield runs of lines between blank lines, fences, rules and headings, which stand alone."""
    block: list[Line] = []
    for line in _lines(text):
        bare = line.text.replace(GONE, "")
        alone = bool(FENCE.match(bare) or HEADING.match(bare))
        if not bare.strip() and line.text.strip():
            continue  # a comment or a tag, which parts nothing
        if line.blank or alone or (block and block[-1].quoted and not line.quoted and _opens(bare)):
            if block:
                yield block
            block = [] if line.blank or alone else [line]
            if HEADING.match(bare):
                yield [line]
        elif UNDERLINE.match(bare) and len(block) == 1 and _is_title(block[0].text):
            yield [*block, line]
            block = []
        else:
            block.append(line)
    if block:
        yield block


def _is_title(text: str) -> bool:
    """Tell a title that is underlined from the head of a table, and from a list."""
    bare = text.replace(GONE, "").strip()
    return not ("|" in bare or GAP.search(bare) or DASHED.match(bare) or ITEM.match(bare))


def _opens(bare: str) -> bool:
    return bool(ITEM.match(bare) or HEADING.match(bare))


def cut(text: str) -> Iterator[Piece]:
    """Yield the passages of a chapter without markup (press.rules.type.markup), in order."""
    context: Kind = "paragraph"
    blocks = list(_blocks(text))
    within_table = False
    for place, block in enumerate(blocks):
        bare = [line.text.replace(GONE, "") for line in block]
        following = blocks[place + 1][0].text if place + 1 < len(blocks) else ""
        dashed = [bool(DASHED.match(line)) for line in bare]
        if within_table or (any(dashed) and len(block) > 1 and _is_table(bare, dashed)):
            yield from _cells(block, dashed)
            within_table = (within_table and not dashed[-1]) or (
                not within_table and dashed[0] and not dashed[-1] and sum(dashed) == 1 and "|" not in bare[0]
            )
            continue
        for piece in _prose(block, bare, context, following):
            yield piece
            if not DEEP.match(block[0].text):
                context = piece.kind


def _is_table(bare: list[str], dashed: list[bool]) -> bool:
    """Tell a table from a heading with its line below."""
    if dashed[0]:
        return not RULE.match(bare[0]) or sum(dashed) > 1
    return len(bare) > 2 or "|" in bare[0] or bool(GAP.search(bare[0].strip()))  # noqa: PLR2004


def _cells(block: list[Line], dashed: list[bool]) -> Iterator[Piece]:
    for line, is_rule in zip(block, dashed, strict=True):
        if is_rule:
            continue
        if mark := CAPTION.match(line.text):
            yield Piece("caption", [line.span(mark.end())])
            continue
        border = CELL if "|" in line.text else GAP
        at = 0
        for edge in (*border.finditer(line.text), None):
            end = edge.start() if edge else len(line.text)
            start = at + len(line.text[at:end]) - len(line.text[at:end].lstrip(" \t"))
            if line.text[start:end].strip(GONE + " \t"):
                yield Piece("cell", [(line.start + start, line.start + end)])
            at = edge.end() if edge else end


def _prose(block: list[Line], bare: list[str], context: Kind, following: str) -> Iterator[Piece]:
    """Yield the passages of a block that is no table."""
    first = block[0]
    quoted = first.quoted
    if mark := HEADING.match(first.text):
        yield Piece("heading", [(first.start + mark.start(1), first.start + mark.end(1))], quoted)
    elif "".join(bare).strip() == THING or (
        DEEP.match(first.text) and context not in ("item", "note", "term")
    ):
        yield Piece("code", [])
    elif re.match(r"\|(?:\s|$)", bare[0]):
        yield Piece("verse", [(line.start + 1, line.end + 1) for line in block], quoted)
    elif len(block) > 1 and UNDERLINE.match(bare[1]):
        yield Piece("heading", [first.span()], quoted)
    elif not (len(block) == 1 and RULE.match(bare[0])):
        yield from _running(block, bare, context, following)


def _running(block: list[Line], bare: list[str], context: Kind, following: str) -> Iterator[Piece]:
    """Yield paragraphs, items, notes, terms and their meanings, and captions."""
    first = block[0]
    kind: Kind = context if DEEP.match(first.text) else "paragraph"
    skip = 0
    if mark := NOTE.match(first.text):
        kind, skip = "note", mark.end()
    elif mark := CAPTION.match(first.text):
        kind, skip = "caption", mark.end()
    elif MEANING.match(following) or (len(bare) > 1 and MEANING.match(bare[1])):
        kind = "term"
    elif bare[0].startswith(PICTURE):
        kind = "caption"
    piece = Piece(kind, [], first.quoted)
    for number, line in enumerate(block):
        mark = ITEM.match(line.text) if number == 0 or piece.kind == "item" else None
        mark = mark if kind in ("paragraph", "item") else None
        begun = mark or (MEANING.match(line.text) if number else None)
        if begun:
            if piece.spans:
                yield piece
            piece = Piece("item", [], line.quoted)
            skip = begun.end()
        piece.spans.append(line.span(skip))
        skip = 0
    yield piece
