"""The galley as heights: pieces become blocks of `press.pagination`, paragraphs with the ways to set them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from press.breaks import FORBIDDEN, Fit, find_ratio
from press.geometry import LINE
from press.layout.division import find_stays
from press.layout.galley import Link, Piece, count_common, is_kept, space_at_top, space_below, space_between
from press.layout.notes import MOST, MOST_TOGETHER, NOTE_LINE, RULE, SHORTEST_DIVIDED
from press.layout.paragraph import NotFitted, Paragraph
from press.layout.survey import NoteBox, Survey
from press.pagination.blocks import IMPOSSIBLE, Block, Note, Setting, Sheet

Element = Any  # WeasyPrint has no type hints

LOOSEST = 0.42  # em: the widest spaces of a paragraph that is set in a line more
HOPELESS = {True: 1.4, False: 1.1}
"""How far the spaces of a whole paragraph would be stretched, or shrunk, for it to be no use to try."""
HALVES = ("blockquote", "dl", "ol", "ul")
"""What may stand half a line off the grid, between spaces of half a line."""
OPENED = {"blockquote": LINE / 2, **dict.fromkeys((".table", "dl", "figure", "h2", "ol", "ul"), LINE)}
"""What can be set with so much more space above it, where it does not stand in another such.

Half a line would bring the lines of a list, which are of the text's size, off those of the facing page.
"""
OPEN_COST, SUNK_COST = 1e5, 6e5
"""What that costs; and opening the space below a chapter's title, where other chapters have less."""
SHOWN, SHOWN_COST = {".table", "figure"}, 5e4
"""What stands in a wider space as well as in a narrow one, and what opening that costs."""
LETTERS_A_LINE = 70  # of a note, about
UNSEEN = "\xad‐"  # soft hyphens, and those that a line's end puts in


def make_sheet(seen: Survey) -> Sheet:
    """Return the page that the text is set on."""
    height = seen.frames[0].foot - seen.frames[0].top
    return Sheet(height, RULE, NOTE_LINE, MOST * height, MOST_TOGETHER * height + RULE)


def make_note(note: Element, box: NoteBox | None) -> Note:
    """Return a note's height; about that of one that was lost."""
    if box is None:
        letters = len(" ".join("".join(note.itertext()).split()))
        return Note(NOTE_LINE * (letters // LETTERS_A_LINE + 1))
    if len(box.lines) < SHORTEST_DIVIDED:
        return Note(box.height)
    return Note(box.height, len(box.lines), find_stays(box.lines))


def make_block(before: Piece | None, piece: Piece, after: Piece | None) -> Block:
    """Return a piece as a block with its own lines, and the notes apart."""
    heights = piece.heights
    even = all(abs(height - heights[0]) < 1 / 16 for height in heights)
    block = Block(
        [],
        height=heights[0],
        heights=() if even else tuple(heights),
        above=_space_above(before, piece),
        head=space_at_top(before, piece),
        foot=space_below(piece, after),
        grid=(LINE / 2 if any(map(piece.is_in, HALVES)) else LINE) if piece.on_grid else 0.0,
        keep=bool(after and is_kept(piece, after)),
        whole=piece.kind == "solid"
        or any(link.style["break_inside"] in {"avoid", "avoid-page"} for link in piece.chain),
    )
    if piece.kind == "rows":
        block.solid, block.least, block.again = True, 1, piece.border[0] + sum(heights[: piece.head])
        block.shut |= set(range(1, piece.head + 1))
    if before:
        block.open_up, block.open_cost = _opening(before, piece)
    return block


def _opening(before: Piece, piece: Piece) -> tuple[float, float]:
    """Return how much space can be opened above a piece, and what that costs."""
    common = count_common(before, piece)
    around, begun = ([*map(_kind_of, part)] for part in (piece.chain[:common], piece.chain[common:]))
    if before.element.tag == "h1":
        return LINE, SUNK_COST
    if (
        not begun
        or begun[0] not in OPENED
        or before.element.tag in OPENED
        or any(tag in HALVES for tag in around)
    ):
        return 0.0, 0.0
    return OPENED[begun[0]], SHOWN_COST if begun[0] in SHOWN else OPEN_COST


def _kind_of(link: Link) -> str:
    """Return an element's tag, or the class of what holds a table and its caption."""
    return ".table" if "table" in (link.element.get("class") or "").split() else str(link.element.tag)


def _space_above(before: Piece | None, piece: Piece) -> float:
    """Return the space above a piece: as seen where both are on one page, else as the styles have it."""
    if before and before.rank + 1 == piece.rank and before.pages[-1] == piece.pages[0]:
        return piece.tops[0] - before.bottoms[-1]
    return space_between(before, piece)


def own_setting(piece: Piece, number: dict[Element, int]) -> Setting:
    """Return the way in which a piece was set."""
    calls = tuple(
        (line, tuple(number[note] for note in notes)) for line, notes in enumerate(piece.calls) if notes
    )
    last = len(piece.pages) - 1
    return Setting(len(piece.pages), 0.0, calls, frozenset(piece.hyphens - {last}))


class Fitted:
    """A paragraph with the ways to set it; its notes by how many letters follow their references.

    `settings`, `fits` and `avoided` go together; a fit that is not worked out yet is None.
    """

    def __init__(self, paragraph: Paragraph, calls: set[Element], number: dict[Element, int]) -> None:
        self.paragraph = paragraph
        self.calls = [(after, number[note]) for note, after in _letters_after(paragraph.element, calls)]
        self.letters = [0]
        for item in reversed(paragraph.characters):
            self.letters.append(self.letters[-1] + (item.slot is not None and _letters(item.text)))
        self.letters.reverse()
        self.begin()

    def begin(self) -> None:
        """Begin with the best way to set it, and guesses of those in a line less and a line more."""
        self.base = self.paragraph.choose()
        self.fits: list[Fit | None] = [self.base]
        self.avoided = [frozenset[int]()]
        self.settings = [self.setting(self.base)]
        for more in (-1, 1):
            cost, lines = self.guess(self.base.lines + more), self.base.lines + more
            if cost < IMPOSSIBLE:
                calls = tuple((min(line, lines - 1), notes) for line, notes in self.settings[0].calls)
                self.settings.append(Setting(lines, cost, calls, guess=True))
                self.fits.append(None)
                self.avoided.append(frozenset())

    def indent(self, indent: float) -> None:
        """Let the first line begin further in, or out, than it was measured."""
        paragraph = self.paragraph
        if len(paragraph.measure.first) <= 1 and indent != paragraph.measure.indent:
            first = (paragraph.measure.rest - indent,) if indent else ()
            paragraph.measure = replace(paragraph.measure, first=first, indent=indent)
            paragraph._known.clear()
            self.begin()

    def setting(self, fit: Fit) -> Setting:
        """Return a way to set it."""
        after = [self.letters[item.position] for item in fit.breaks]
        lines: dict[int, tuple[int, ...]] = {}
        for letters, note in self.calls:
            line = sum(others > letters for others in after)
            lines[line] = (*lines.get(line, ()), note)
        doubtful = frozenset(line for line, item in enumerate(fit.breaks) if item.flagged)
        cost = 0.0 if fit is self.base else max(1e3, fit.demerits - self.base.demerits)
        return Setting(fit.lines, cost, tuple(sorted(lines.items())), frozenset(), doubtful)

    def guess(self, lines: int) -> float:
        """Return about how many demerits that many lines cost, at the least."""
        measure, last = self.paragraph.measure, self.paragraph.last
        more = lines > self.base.lines
        if lines < 1 or not last.spaces or any(item.forced for item in self.base.breaks):
            return IMPOSSIBLE
        room = sum(measure.width(line) for line in range(lines - 1 if more else lines))
        ratio = find_ratio(last.end, last.spaces, room + more * measure.shortest, measure.em)
        ratio = max(0.0, ratio if more else -ratio)
        if ratio > HOPELESS[more]:
            return IMPOSSIBLE
        return max(1e3, lines * (1 + 100 * ratio**3) ** 2 - self.base.demerits)

    def work_out(self, which: int) -> None:
        """Work out a guess: it is a way to set it, or none."""
        guess = self.settings[which]
        fit = self.fits[which] = self._choose(guess.lines, frozenset())
        self.settings[which] = self.setting(fit) if fit else guess._replace(cost=IMPOSSIBLE, guess=False)

    def avoid_hyphen(self, which: int, line: int) -> None:
        """Add a way to set it in which a line does not end in a hyphen, if there is one."""
        setting, fit = self.settings[which], self.fits[which]
        self.settings[which] = setting._replace(
            hyphens=setting.hyphens | {line}, doubtful=setting.doubtful - {line}
        )
        if fit:
            avoided = self.avoided[which] | {fit.breaks[line].position}
            other = self._choose(fit.lines, avoided)
            if other:
                self.settings.append(self.setting(other))
                self.fits.append(other)
                self.avoided.append(avoided)

    def _choose(self, lines: int, avoid: frozenset[int]) -> Fit | None:
        """Return breaks in so many lines, none at the places to be avoided, unless they are too bad."""
        try:
            other = self.paragraph.choose(avoid=set(avoid), lines=lines)
        except NotFitted:
            return None
        is_longer = lines > self.base.lines
        return None if other.demerits >= FORBIDDEN or (is_longer and other.loosest > LOOSEST) else other


def _letters_after(element: Element, notes: set[Element]) -> Iterator[tuple[Element, int]]:
    """Yield each note of a paragraph, and how many letters of the paragraph follow its reference."""
    found: list[tuple[Element, int]] = []
    whole = _count_letters(element, notes, 0, found)
    yield from ((note, whole - before) for note, before in found)


def _count_letters(
    element: Element, notes: set[Element], count: int, found: list[tuple[Element, int]]
) -> int:
    count += _letters(element.text)
    for child in element:
        if child in notes:
            found.append((child, count))
        elif isinstance(child.tag, str):
            count = _count_letters(child, notes, count, found)
        count += _letters(child.tail)
    return count


def _letters(text: str | None) -> int:
    return sum(not letter.isspace() and letter not in UNSEEN for letter in text or "")
