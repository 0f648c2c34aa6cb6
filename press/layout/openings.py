"""Where a paragraph's lines may end, and how wide it is up to there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from weasyprint.text.line_break import get_log_attrs

from press.breaks import COMPOUND, DASH, HYPHEN, Break
from press.layout.flat import LINE_END, Character
from press.layout.hyphens import find_divisions
from press.layout.optical import hang_at_end, hang_at_start
from press.layout.ruler import Ruler

Style = Any  # WeasyPrint has no type hints

SPACES = " \u00a0"
DASHES = "–—"
"""What no line begins with."""
UNENDED = {*SPACES, "—", LINE_END}
"""What no line begins with after a letter: an em dash stays with the word before it.

Chicago Manual of Style, 17th ed., 6.90.
"""


class _Run(NamedTuple):
    """A run of letters of one style: where it begins and ends, how wide it is and what stands before it."""

    start: int
    end: int
    whole: float
    before: float
    spaces: int


class Openings:
    """Finds the places, in the order of the text; `style` is the paragraph's own.

    `compounds` may be divided in their parts, too. Widths leave the spaces out; where a space is of another
    face than the paragraph's, what it is wider or narrower counts as a letter's width.
    """

    def __init__(
        self, characters: Sequence[Character], style: Style, ruler: Ruler, *, compounds: bool = False
    ) -> None:
        self.characters, self.style, self.ruler = characters, style, ruler
        self.text = "".join(item.text for item in characters)
        self.space = ruler.space(style)
        self.allowed = get_log_attrs(self.text, style["lang"])
        whole = find_divisions(self.text, self._style_at)
        self.divisible = dict.fromkeys(whole, HYPHEN)
        if compounds:
            parts = find_divisions(self.text, self._style_at, compounds=True)
            self.divisible = dict.fromkeys(parts, COMPOUND) | self.divisible
        self.found: list[Break] = []
        width, spaces = 0.0, 0
        for start, end in self._runs():
            width, spaces = self._pass(start, end, width, spaces)
        self.last = Break(len(self.text), width, spaces, width, spaces)

    def hang_at_start(self, place: int) -> float:
        """Return how much of a line that begins at a place hangs out of the column."""
        item = self.characters[place] if place < len(self.characters) else None
        return hang_at_start(item.text, item.style, self.ruler) if item and item.slot else 0.0

    def hang_at_end(self, place: int, insert: str = "") -> float:
        """Return how much of a line that ends before a place hangs out."""
        item = self.characters[place - 1]
        return hang_at_end(insert or item.text, item.style, self.ruler) if item.slot else 0.0

    def _pass(self, start: int, end: int, width: float, spaces: int) -> tuple[float, int]:
        """Go over a space, something of a fixed width, or a run of letters; return the width after it."""
        item = self.characters[start]
        if item.slot is None:
            if item.text == LINE_END:
                hang = self.hang_at_start(end)
                self.found.append(Break(start, width, spaces, width, spaces, start_hang=hang, forced=True))
            return width + item.width, spaces
        if item.text in SPACES:
            more = self.ruler.space(item.style) - self.space
            if item.text == " " and self.text[end] not in DASHES:
                hangs = self.hang_at_end(start), self.hang_at_start(end)
                self.found.append(
                    Break(start, width, spaces, width + more, spaces + 1, hang=hangs[0], start_hang=hangs[1])
                )
            return width + more, spaces + 1
        run = _Run(start, end, self.ruler(self.text[start:end], item.style), width, spaces)
        for at in range(start + 1, end + 1):
            divided = at in self.divisible and at < end
            if divided or self._may_end(at):
                self.found.append(self._inside(run, at, divided=divided))
        return width + run.whole, spaces

    def _may_end(self, at: int) -> bool:
        """Tell whether a line may end before a character without a hyphen of ours."""
        return (
            at < len(self.text)
            and self.text[at] not in UNENDED
            and self.text[at - 1] != "\xad"
            and self.characters[at].slot is not None
            and bool(self.allowed[at].is_line_break)
        )

    def _inside(self, run: _Run, at: int, *, divided: bool) -> Break:
        """Return the break within, or at the end of, a run of letters of one style."""
        style = self.characters[run.start].style
        hyphen = style["hyphenate_character"] if divided else ""
        rest = self.ruler(self.text[at : run.end], style) if at < run.end else 0.0
        left = self.ruler(self.text[run.start : at].replace("\xad", "") + hyphen, style)
        return Break(
            at,
            run.before + left,
            run.spaces,
            run.before + run.whole - rest,
            run.spaces,
            self.divisible[at] if hyphen else DASH,
            bool(hyphen) or self.text[at - 1] in "-‐",
            hyphen,
            self.hang_at_end(at, hyphen),
            self.hang_at_start(at),
        )

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield start and end of each space, each fixed thing, and each run of letters of one style."""
        start, count = 0, len(self.characters)
        while start < count:
            first, end = self.characters[start], start + 1
            if first.slot is not None and first.text not in SPACES:
                while end < count and self._goes_on(self.characters[end], first):
                    end += 1
            yield start, end
            start = end

    @staticmethod
    def _goes_on(item: Character, first: Character) -> bool:
        return item.slot is not None and item.style is first.style and item.text not in SPACES

    def _style_at(self, place: int) -> Style | None:
        item = self.characters[place]
        return item.style if item.slot else None
