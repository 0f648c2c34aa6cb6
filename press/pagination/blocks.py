"""What stands on pages, as heights alone; where a page ends, and what that costs. Lengths are in px."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from press.geometry import LINE

EXACT = 0.02  # px: less is rounding
ALMOST = LINE / 4  # px: a page that lacks a line but for less ends a line higher to the eye
IMPOSSIBLE = 1e6  # demerits of a way to set a block that is none


class Setting(NamedTuple):
    """A way to set a block: its lines, what that costs, the notes called on each line.

    No page may end after the lines `hyphens`; one that ends after one of `doubtful` needs other breaks. A
    guess is not worked out yet.
    """

    lines: int
    cost: float = 0.0
    calls: tuple[tuple[int, tuple[int, ...]], ...] = ()
    hyphens: frozenset[int] = frozenset()
    doubtful: frozenset[int] = frozenset()
    guess: bool = False


@dataclass
class Block:
    """What is not parted but between its lines, or rows.

    `above` is the space between it and what stands before it, `head` that above it at a page's top, `foot`
    what must have room below its last line; `heights` are those of its lines where they are not all `height`.
    `again` is the height of a table's head, said again on each page. It begins on a multiple of `grid`, and
    `open_up` is by how much the space above it may be widened, and at worst twice. A block is kept with the
    next one, or whole; a solid one is broken where it must be, as a table is.
    """

    settings: list[Setting]
    height: float = LINE
    heights: tuple[float, ...] = ()
    above: float = 0.0
    head: float = 0.0
    foot: float = 0.0
    again: float = 0.0
    grid: float = 0.0
    open_up: float = 0.0
    open_cost: float = 0.0
    keep: bool = False
    whole: bool = False
    solid: bool = False
    least: int = 2
    shut: set[int] = field(default_factory=set)
    """Lines, counted from 1, after which no page may end."""

    def rise(self, first: int, last: int) -> float:
        """Return the height of some of its lines."""
        return sum(self.heights[first:last]) if self.heights else (last - first) * self.height


class Note(NamedTuple):
    """A note's height and, where it may be divided, its lines, and how many stay where so many have room."""

    height: float
    lines: int = 0
    stay: tuple[int, ...] = ()


class Start(NamedTuple):
    """Where a page begins: a block, its lines before that, its setting; what is left of a note."""

    block: int
    line: int = 0
    setting: int = 0
    note: int = -1
    rest: int = 0


class Choice(NamedTuple):
    """What was chosen for a block that begins on a page.

    Its setting, how often space was opened above it, and the px put above it to bring it onto the grid.
    """

    block: int
    setting: int
    opened: int
    pad: float


class PageEnd(NamedTuple):
    """The end of a page: where the next one begins, demerits, the lines it lacks, whether it has notes.

    `split` are the lines that stay of a note that is divided here, `carried` those of one that came from the
    page before; `gap` are the px it lacks.
    """

    after: Start
    cost: float
    lacks: int
    noted: bool
    choices: tuple[Choice, ...]
    bottom: float
    split: int = 0
    carried: int = 0
    gap: float = 0.0

    @property
    def foot(self) -> int:
        """How many lines above the foot the page ends to the eye: notes, too, end it."""
        return 0 if self.noted and self.lacks <= 1 else max(self.lacks, int((self.gap + ALMOST) // LINE))


@dataclass(frozen=True)
class Sheet:
    """The page: its height, what stands above its notes, a note's line; the share of one note, and of all."""

    height: float
    rule: float
    note_line: float
    one_note: float
    all_notes: float


class Plan(NamedTuple):
    """A chapter's pages: where each begins and how it ends; what it all costs."""

    starts: tuple[Start, ...]
    ends: tuple[PageEnd, ...]
    cost: float
