"""The records that pass from stage to stage. All are frozen; no stage changes another's."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from press.errors import NotUtf8, Place, Problem

if TYPE_CHECKING:
    from press.settings import Settings

Node = dict[str, Any]

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
"""Characters that XML, and so an e-book, cannot hold, and those that only a terminal would obey."""

KEY_END = r"(?!\w|[:.#$%&+?<>~/-]\w)"
"""What does not follow a citation key or a label: more of it."""

CODE = re.compile(
    r"<!--.*?-->|^[ >\t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^[ >\t]*(?P=fence)"
    r"|(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
"""Comments, blocks of code and code in a line, as Markdown writes them."""


@dataclass(frozen=True)
class Finding:
    """What a check says of one place. An error stops the build; a warning does not.

    Where it was made from a finished edition, `words` are those of the place, by which it is looked for in
    the manuscript; where it was made from the manuscript, `text` is what is written there. Where it is of a
    picture, `picture` is its name.
    """

    rule: str
    severity: Literal["error", "warning"]
    problem: Problem
    words: str = ""
    text: str = ""
    picture: str = ""

    def __str__(self) -> str:
        return f"{self.severity}: {self.problem} [{self.rule}]"


@dataclass(frozen=True)
class Source:
    """A text file of the essay, as it was read."""

    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> Source:
        """Read a file. Raises NotUtf8, at the line, when it is not plain text in UTF-8."""
        data = path.read_bytes()
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            fact = f"is not UTF-8: byte 0x{data[error.start]:02x}."
            raise NotUtf8.at(path, line, fact, "Save the file as UTF-8 in your editor.") from None
        if stray := CONTROL.search(text):
            line = text.count("\n", 0, stray.start()) + 1
            fact = f"is not plain text: it holds the control character U+{ord(stray[0]):04X}."
            raise NotUtf8.at(path, line, fact, "Remove it, or save the file as UTF-8 in your editor.")
        return cls(path, text.replace("\r\n", "\n"))

    @cached_property
    def prose(self) -> str:
        """The text with its code and comments blanked out."""
        return CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), self.text)

    def place_at(self, offset: int) -> Place:
        """Return the line and column of a character of the text, counted from 0."""
        line = self.line_at(offset)
        return Place(self.path, line, offset - self._line_starts[line - 1] + 1)

    def line_at(self, offset: int) -> int:
        """Return the line of a character of the text, counted from 0."""
        return bisect_right(self._line_starts, offset)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end.end() for end in re.finditer("\n", self.text))]

    def places(self, pattern: str) -> list[Place]:
        """Return the lines with a match of a regular expression outside code and comments."""
        lines = dict.fromkeys(self.line_at(match.start()) for match in re.finditer(pattern, self.prose))
        return [Place(self.path, line) for line in lines]

    def place(self, pattern: str) -> Place:
        """Return the first line with a match, or the file where there is none."""
        return next(iter(self.places(pattern)), Place(self.path))


@dataclass(frozen=True)
class Bibliography:
    """references.bib: its file and the line on which each key stands."""

    source: Source
    keys: Mapping[str, int]


@dataclass(frozen=True)
class Manuscript:
    """Everything an essay is made of, read and validated."""

    root: Path
    folder: Path
    settings: Settings
    chapters: tuple[Source, ...]
    bibliography: Bibliography
    style: Path


@dataclass(frozen=True)
class Image:
    """A picture of the essay; `data` is the file as it is. Width and height are in pixels."""

    name: str
    media_type: str
    data: bytes
    width: float
    height: float


@dataclass(frozen=True)
class Part:
    """A chapter, the register or the bibliography: a heading of the first level and what follows it."""

    identifier: str
    title: list[Node]
    blocks: list[Node]
    number: int | None = None
    role: Literal["chapter", "register", "bibliography"] = "chapter"


@dataclass(frozen=True)
class Stamp:
    """What an edition says of how it was made: its ID and, in short, what it is made from."""

    edition: str = ""
    record: str = ""


@dataclass(frozen=True)
class Document:
    """The essay as a resolved pandoc syntax tree, cut into parts.

    `parts` is for paper; `screen_parts` is the same without "ibid.", for media in which a note is
    read alone. The two are one object when the citation style has no "ibid.". `chapters` are the trees as
    they were read, before anything was resolved, one for each of the manuscript's chapters. `stamp` is empty
    where no edition is made of it.
    """

    settings: Settings
    terms: Mapping[str, str]
    parts: tuple[Part, ...]
    screen_parts: tuple[Part, ...]
    images: Mapping[str, Image]
    mark: Image | None
    words: int
    findings: tuple[Finding, ...] = ()
    chapters: tuple[list[Node], ...] = ()
    stamp: Stamp = Stamp()


@dataclass(frozen=True)
class PageStart:
    """A printed page: its label, and where in the essay it begins.

    `part` is a part's identifier, or what a page of the front matter or the cover is (`imprint`). `offset`
    is how many of its letters stand before the page, spaces, notes and heading not counted and a picture
    counted as one, U+FFFC; `words` are the next letters, without spaces. A blank page has none of them.
    """

    label: str
    part: str = ""
    offset: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Artifact:
    """A finished edition: bytes and what they are called.

    On paper also its pages, with the place where each begins, the faces it was to be set in, and a line
    on how it came out.
    """

    edition: str
    name: str
    media_type: str
    data: bytes
    pages: int | None = None
    faces: tuple[str, ...] = ()
    starts: tuple[PageStart, ...] = ()
    summary: str = ""
    findings: tuple[Finding, ...] = ()
