"""The records that pass from stage to stage. All are frozen; no stage changes another's."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from press.errors import Place, Problem

if TYPE_CHECKING:
    from press.settings import Settings

Node = dict[str, Any]


@dataclass(frozen=True)
class Finding:
    """What a check says of one place. An error stops the build; a warning does not."""

    rule: str
    severity: Literal["error", "warning"]
    problem: Problem

    def __str__(self) -> str:
        return f"{self.severity}: {self.problem} [{self.rule}]"


@dataclass(frozen=True)
class Source:
    """A text file of the essay, as it was read."""

    path: Path
    text: str

    def place(self, pattern: str, nth: int = 0) -> Place:
        """Return the place where a regular expression matches for the nth time (from 0)."""
        for index, match in enumerate(re.finditer(pattern, self.text)):
            if index == nth:
                return Place(self.path, self.text.count("\n", 0, match.start()) + 1)
        return Place(self.path)


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
    """A chapter, or the bibliography: a heading of the first level and what follows it."""

    identifier: str
    title: list[Node]
    blocks: list[Node]
    number: int | None = None
    role: Literal["chapter", "bibliography"] = "chapter"


@dataclass(frozen=True)
class Document:
    """The essay as a resolved pandoc syntax tree, cut into parts.

    `parts` is for paper; `screen_parts` is the same without "ibid.", for media in which a note is
    read alone. The two are one object when the citation style has no "ibid.".
    """

    settings: Settings
    terms: Mapping[str, str]
    parts: tuple[Part, ...]
    screen_parts: tuple[Part, ...]
    images: Mapping[str, Image]
    words: int
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Artifact:
    """A finished edition: bytes, what they are called, and on paper the faces it was to be set in."""

    edition: str
    name: str
    media_type: str
    data: bytes
    pages: int | None = None
    faces: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = field(default=())
