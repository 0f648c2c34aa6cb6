"""A book made line by line: a tagged PDF in which each line stands where a test wants it.

Its one face is Helvetica with every letter half an em wide, so widths can be counted. Lines are
numbered from 0 at the page's top; lengths are in px.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.geometry import LINE, TEXT, Page

PAGE = Page(559.375, 793.6875, top=72.0, bottom=109.6875, inner=64.0, outer=80.0, lines=34)
FIRST = 13.0  # px: how far the first baseline is below the page's top margin
WORDS = ("which", "about", "their", "stands", "lines", "pages", "wordy", "print", "paper", "letter", "after")
"""Eleven words of 57 letters: on the full measure their spaces are .227 em."""


@dataclass
class Tag:
    """A structure element; its kids are elements, or page and id of marked content."""

    kind: str
    kids: list[Tag | tuple[int, int]] = field(default_factory=list)

    def add(self, kind: str) -> Tag:
        """Put an element into this one."""
        tag = Tag(kind)
        self.kids.append(tag)
        return tag


@dataclass(frozen=True)
class Setting:
    """How a line is set: the type's size, the width of a space, and how far it is indented."""

    size: float = TEXT
    gap: float | None = None
    x: float = 0.0


class Book:
    """Pages, the first of them a recto."""

    def __init__(self) -> None:
        self.pages: list[list[str]] = []
        self.document = Tag("Document")
        self.marks = 0

    @property
    def left(self) -> float:
        """Where the page's text begins."""
        return PAGE.outer if len(self.pages) % 2 == 0 else PAGE.inner

    def turn(self, folio: str = "", head: str = "") -> None:
        """Begin a page."""
        self.pages.append([])
        self.marks = 0
        if folio:
            self._text(None, PAGE.height - 60, folio, Setting())
        if head:
            self._text(None, 48, head, Setting())

    def open(self, folio: str, title: str = "The claim", head: str = "") -> None:
        """Begin a chapter on a page of its own, its title on line 2."""
        self.turn(folio, head)
        self.line(self.document.add("H1"), 2, title, size=30)

    def paragraph(self, kind: str = "P") -> Tag:
        """Begin a paragraph."""
        return self.document.add(kind)

    def fill(self, tag: Tag, first: float, count: int) -> None:
        """Set full lines of a paragraph from a line on."""
        for number in range(count):
            self.full(tag, first + number)

    def full(self, tag: Tag, number: float, text: str = " ".join(WORDS)) -> None:
        """Set a line to the width of the measure."""
        letters, gaps = len(text.replace(" ", "")), text.count(" ")
        self.line(tag, number, text, gap=(PAGE.measure - letters * TEXT / 2) / gaps)

    def line(self, tag: Tag, number: float, text: str, **how: float) -> None:
        """Set a line, as `Setting` says."""
        self._text(tag, PAGE.top + FIRST + number * LINE, text, Setting(**how))

    def note(self, tag: Tag, number: str, at: float, text: str = "A note of some words.") -> Tag:
        """Set a note within the paragraph of its reference, at a line of the page."""
        note = tag.add("Note")
        self.line(note, at, f"{number}. {text}", size=10.5)
        return note

    def call(self, tag: Tag, number: str, line: float, x: float) -> None:
        """Set a note's raised figure."""
        self.line(tag.add("Reference"), line - 0.25, number, size=7, x=x)

    def rule(self, y: float, height: float = 0.5, width: float = PAGE.measure) -> None:
        """Draw a rule or, when it is high, a picture; `y` is its top."""
        self.pages[-1].append(f"{self.left} {y} {width} {height} re f")

    def _text(self, tag: Tag | None, y: float, text: str, how: Setting) -> None:
        size, x = how.size, self.left + how.x
        move = (size / 2 - (size / 2 if how.gap is None else how.gap)) / size * 1000
        words = [f"({word} )" for word in text.split()]
        pieces = f" {move:.6f} ".join([*words[:-1], words[-1].replace(" ", "")])
        begin = "/Artifact BMC"
        if tag is not None:
            begin = f"/Span <</MCID {self.marks}>> BDC"
            tag.kids.append((len(self.pages) - 1, self.marks))
            self.marks += 1
        self.pages[-1].append(f"{begin} BT /F {size} Tf 1 0 0 -1 {x} {y} Tm [{pieces}] TJ ET EMC")

    def data(self) -> bytes:
        """Return the PDF."""
        pdf = pikepdf.new()
        font = pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                FirstChar=32,
                Widths=Array([500] * 95),
            )
        )
        width, height = PAGE.width * 0.75, PAGE.height * 0.75
        for content in self.pages:
            page = pdf.add_blank_page(page_size=(width, height))
            page.Resources = Dictionary(Font=Dictionary(F=font))
            page.Contents = pdf.make_stream(f"0.75 0 0 -0.75 0 {height} cm\n{chr(10).join(content)}".encode())
        root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        root.K = _element(pdf, self.document, root)
        pdf.Root.StructTreeRoot = root
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def _element(pdf: pikepdf.Pdf, tag: Tag, parent: Any) -> Any:
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + tag.kind), P=parent, K=Array()))
    for kid in tag.kids:
        if isinstance(kid, Tag):
            element.K.append(_element(pdf, kid, element))
        else:
            element.K.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[kid[0]].obj, MCID=kid[1]))
    return element
