"""The pamphlet's pages on screens: a mark at the very letter with which each printed page begins.

The letters of an edition's finished HTML are counted as those of the pamphlet are (`press.layout.origin`).
Where the text differs, as by an "ibid." that only paper has, the page's first words are looked for nearby.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from press.memory import remembered
from press.model import PageStart, Part

if TYPE_CHECKING:
    from press.editions.parts import HtmlPart

Draw = Callable[[str, bool], str]
"""Makes the mark of a page, by its label, and by whether it stands within a link."""

TOKEN = re.compile(
    r"""<!--.*?-->|<(?P<close>/)?(?P<name>[\w:-]+)(?P<rest>(?:[^<>"']|"[^"]*"|'[^']*')*)>|&\#?\w+;|[^<&]+|.""",
    re.DOTALL | re.VERBOSE,
)
CLASS = re.compile(r"""\bclass=["']([^"']*)["']""")
NOT_TEXT = {"note", "note-reference", "cited-at", "proof", "remote", "varies"}
"""Classes of what screens add to the text, or have otherwise than paper."""
PICTURES = {"img", "math"}
UNDIVIDED = {"figure", "table"}
"""Elements within which a mark has no place before their first letter."""
VOID = {"br", "col", "hr", "img", "input", "source", "track", "wbr"}
UNSEEN = dict.fromkeys(map(ord, "\u00ad\u2060"))
FEWEST = 8  # letters by which a place is known again


@dataclass(frozen=True)
class Spot:
    """A place in HTML where a mark may stand."""

    at: int
    in_link: bool


@dataclass(frozen=True)
class Run:
    """A piece of text between tags: the number of its first letter, and what is written in the HTML there.

    `hold` is where a mark for its first letter stands, when that is not before the letter itself.
    """

    first: int
    written: str
    at: int
    hold: int | None
    in_link: bool


@dataclass
class Letters:
    """The letters of a part's HTML, and the runs that they stand in."""

    text: str = ""
    runs: list[Run] = field(default_factory=list)

    def spot(self, letter: int) -> Spot:
        """Return where a mark for a letter may stand; letters are counted from 0."""
        run = self.runs[bisect_right(self.runs, letter, key=lambda run: run.first) - 1]
        if letter == run.first and run.hold is not None:
            return Spot(run.hold, run.in_link)
        if run.written[0] in "<&":  # a picture, or an entity, which cannot be divided
            return Spot(run.at, run.in_link)
        places = [place for place, sign in enumerate(run.written) if _seen(sign)]
        return Spot(run.at + places[letter - run.first], run.in_link)


@dataclass(frozen=True)
class Folios:
    """The printed pages, and how the medium marks where one begins."""

    starts: tuple[PageStart, ...] = ()
    draw: Draw = lambda label, _: label

    def mark(self, part: str, body: str) -> tuple[Markup, Markup]:
        """Return a part's HTML, marked where pages begin in it, and the marks of those that begin with it."""
        own = [start for start in self.starts if start.part == part and start.offset is not None]
        first = "".join(self.draw(start.label, False) for start in own if not start.offset)
        within = [start for start in own if start.offset]
        letters = read_letters(body) if within else Letters()
        for start in reversed(within):
            spot = letters.spot(find_place(letters.text, start))
            body = body[: spot.at] + self.draw(start.label, spot.in_link) + body[spot.at :]
        return Markup(body), Markup(first)


@dataclass(frozen=True)
class Listed:
    """A page as a list of pages has it: its label, and the number of the part it is in, counted from 1."""

    label: str
    place: int

    @property
    def identifier(self) -> str:
        """The id of its mark."""
        return page_id(self.label)


def list_pages(starts: Iterable[PageStart], parts: Sequence[HtmlPart | Part]) -> list[Listed]:
    """Return the pages that begin within the parts, in order."""
    places = {part.identifier: place for place, part in enumerate(parts, start=1)}
    return [Listed(start.label, places[start.part]) for start in starts if start.part in places]


def front_pages(starts: Iterable[PageStart], parts: Sequence[HtmlPart]) -> dict[str, list[str]]:
    """Return the labels of the other pages, by what begins on them, such as `title-page`."""
    others: dict[str, list[str]] = {}
    names = {part.identifier for part in parts}
    for start in starts:
        if start.part not in names and start.offset == 0:
            others.setdefault(start.part, []).append(start.label)
    return others


def page_id(label: str) -> str:
    """Return the identifier of a page's mark."""
    return f"page-{label}"


def find_place(text: str, start: PageStart) -> int:
    """Return the index of a page's first letter: where it was counted, or where its words stand nearest."""
    offset = min(start.offset or 0, len(text) - 1)
    for length in range(len(start.words), FEWEST - 1, -1):
        words = start.words[:length]
        if text.startswith(words, offset):
            return offset
        before, after = text.rfind(words, 0, offset + length), text.find(words, offset)
        near = [place for place in (before, after) if place >= 0]
        if near:
            return min(near, key=lambda place: abs(place - offset))
    return offset


@remembered
def read_letters(body: str) -> Letters:
    """Count the letters of a part's HTML, which is well-formed as XML."""
    pieces: list[str] = []
    runs: list[Run] = []
    count, walk = 0, _Walk()
    for token in TOKEN.finditer(body):
        name = token["name"]
        if name:
            walk.step(name, token["rest"] or "", closes=bool(token["close"]), at=token.start())
            if name not in PICTURES or token["close"]:
                continue
        elif token[0].startswith("<!--"):
            continue
        letters = _seen("\ufffc" if name else html.unescape(token[0]))
        if letters and not walk.is_silent(name):
            runs.append(Run(count, token[0], token.start(), walk.let_go(), walk.in_link))
            pieces.append(letters)
            count += len(letters)
    return Letters("".join(pieces), runs)


def _seen(text: str) -> str:
    """Return the letters of a text: what is neither white nor unseen."""
    return "".join(text.translate(UNSEEN).split())


class _Walk:
    """Where in the tree of elements a reader of HTML stands."""

    def __init__(self) -> None:
        self.open: list[tuple[str, bool]] = []
        """The open elements, and whether each is no part of the text."""
        self.hold: int | None = None
        """Where the outermost undivided element begins, as long as no letter of it was read."""

    @property
    def in_link(self) -> bool:
        return any(name == "a" for name, _ in self.open)

    def step(self, name: str, rest: str, *, closes: bool, at: int) -> None:
        """Go into an element, or out of it."""
        if closes:
            while self.open and self.open.pop()[0] != name:
                pass
            return
        if name in UNDIVIDED and not any(outer in UNDIVIDED for outer, _ in self.open):
            self.hold = at
        if name in VOID or rest.endswith("/"):
            return
        classes = CLASS.search(rest)
        silent = bool(NOT_TEXT & set(classes[1].split())) if classes else False
        self.open.append((name, silent or name == "math"))

    def is_silent(self, picture: str | None) -> bool:
        """Tell whether what is read here is no part of the text; a formula is, as a whole."""
        outer = self.open[:-1] if picture == "math" else self.open
        return any(silent for _, silent in outer)

    def let_go(self) -> int | None:
        """Return where a mark for the letter read here is to stand, if not before the letter."""
        hold, self.hold = self.hold, None
        return hold
