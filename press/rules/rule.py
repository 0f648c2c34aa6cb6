"""What a rule is, what it looks at, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from press.errors import Place
from press.model import Document, Manuscript

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Rule:
    """One thing to be asked of a manuscript.

    `finds` is what it finds, `why` what is wrong with that, and `mend` what to do about it, each a plain
    sentence or two. `severity` is what it is when essay.yaml does not say otherwise.
    """

    id: str
    severity: Severity
    finds: str
    why: str
    mend: str


@dataclass(frozen=True)
class Subject:
    """What the rules look at: the manuscript as it is written, and the document made of it."""

    manuscript: Manuscript
    document: Document


@dataclass(frozen=True)
class Hit:
    """A place that a rule found: the fact there, and the words concerned as they are written.

    `remedy` is given where more can be said than the rule's own `mend`.
    """

    rule: str
    place: Place
    fact: str
    text: str = ""
    remedy: str = ""


Look = Callable[[Subject], Iterable[Hit]]


@dataclass(frozen=True)
class Group:
    """Rules of one subject, and the function that looks for all of them in one go."""

    name: str
    rules: tuple[Rule, ...]
    look: Look
