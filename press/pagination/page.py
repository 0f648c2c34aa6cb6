"""One page: where it may end, from where it begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil
from typing import Any, NamedTuple

from press.geometry import LINE
from press.pagination.blocks import EXACT, IMPOSSIBLE, Block, Choice, Note, PageEnd, Setting, Sheet, Start

FEWEST = 4  # lines on the last page of a chapter
LACKS = (0.0, 6e4, 3e5, 3e6)
"""Demerits of a page that lacks so many lines; `FAR_SHORT` are those of each line more."""
FAR_SHORT = 3e6
SHORT = 2  # lines: what a page lacks beyond these counts as one more
STUB = 3.5e5  # each line that a last page has less than `FEWEST`
DOUBTFUL = 3e4  # a page's end in a hyphen, which other breaks may spare
DIVIDED_NOTE = 4e4  # a long note that runs on
UNKEPT, OVERFULL = 1e8, 1e9  # a heading alone at the foot; what is taller than a page
LEAST_NOTE = 2  # lines of a note on each side of a division
OPENED = ((1, 1), (2, 6))
"""How often a space is opened, and what times the cost: twice only where a page would lack three lines."""
MOST_SHIFT = 3 * LINE  # how far the blocks of one page may be pushed up or down together
WINDOW = 3.5 * LINE  # a page is not ended earlier where it can be ended later


class _Row(NamedTuple):
    """A way to have set the blocks so far: demerits, and its choices as a chain."""

    cost: float
    chain: tuple[Any, ...]


class _Set(NamedTuple):
    """A block set down: its setting, top and bottom, and the height of the notes before and after it."""

    number: int
    which: int
    top: float
    bottom: float
    noted: float
    after: float


def _may_end(block: Block, setting: Setting, done: int) -> bool:
    """Tell whether a page may end within a block, after so many of its lines."""
    inside = block.least <= done <= setting.lines - block.least
    return inside and done - 1 not in setting.hyphens and done not in block.shut


@dataclass
class PageSearch:
    """Goes over the blocks from a page's beginning to the places where it may end."""

    blocks: Sequence[Block]
    notes: Sequence[Note]
    sheet: Sheet
    start: Start
    found: dict[tuple[Start, int], PageEnd] = field(default_factory=dict)
    resort: PageEnd | None = None
    """The last place at which the page may end although it is short, should there be no other."""
    ends: list[PageEnd] = field(default_factory=list)
    reach: int = 0

    def look(self) -> None:
        """Find the best end of each kind: `ends`; and `reach`, the last block that was looked at."""
        start, sheet, noted = self.start, self.sheet, 0.0
        if start.note >= 0:
            noted = sheet.rule + (start.rest - self.pending) * sheet.note_line
        rows = {0.0: _Row(0.0, ())}
        number = start.block
        while rows and number < len(self.blocks):
            rows, noted = self.place(number, rows, noted)
            number += 1
        if number == len(self.blocks):
            for bottom, row in rows.items():
                self.end_chapter(bottom, row, noted)
        self.ends = list(self.found.values()) or ([self.resort] if self.resort else [])
        self.reach = number

    @cached_property
    def pending(self) -> int:
        """The lines of a note that was carried over to this page which go on to the next one.

        It comes in pieces of as many lines as one note may take of a page, and as many of them as all may.
        """
        sheet, rest = self.sheet, self.start.rest if self.start.note >= 0 else 0
        most, room = int(sheet.one_note // sheet.note_line), (sheet.all_notes - sheet.rule) / sheet.note_line
        here = min(rest, most)
        while here < rest and here + min(most, rest - here) <= room:
            here += min(most, rest - here)
        return rest - here

    # ---- Blocks, one below the other ----

    def place(self, number: int, rows: dict[float, _Row], noted: float) -> tuple[dict[float, _Row], float]:
        """Set a block below all that may stand above it; return where it may end, and the notes' height."""
        block, first = self.blocks[number], number == self.start.block
        going_on = first and self.start.line > 0
        below: dict[float, _Row] = {}
        after = noted
        for which in [self.start.setting] if going_on else range(len(block.settings)):
            setting = block.settings[which]
            if setting.cost >= IMPOSSIBLE and not going_on:
                continue
            line = self.start.line if going_on else 0
            called = [one for at, calls in setting.calls if at >= line for one in calls]
            after = self.with_notes(noted, called)
            rise = block.rise(line, setting.lines)
            for top, row in rows.items():
                for y, choice, cost in self.tops(number, top, which):
                    new = row if going_on else _Row(row.cost + cost + setting.cost, (row.chain, choice))
                    self.set_down(_Set(number, which, y, y + rise, noted, after), new, below)
        return self.near_best(below), after

    def tops(self, number: int, top: float, which: int) -> Iterator[tuple[float, Choice, float]]:
        """Yield where a block may begin, what is chosen with that, and its demerits."""
        block = self.blocks[number]
        if number == self.start.block:
            yield (block.again if self.start.line else block.head), Choice(number, which, 0, 0.0), 0.0
            return
        plain = top + block.above
        y = ceil((plain - EXACT) / block.grid) * block.grid if block.grid else plain
        pad = y - plain if y - plain > EXACT else 0.0
        yield y, Choice(number, which, 0, pad), 0.0
        if block.open_up:
            for times, price in OPENED:
                choice = Choice(number, which, times, pad)
                yield y + times * block.open_up, choice, price * block.open_cost

    def set_down(self, item: _Set, row: _Row, below: dict[float, _Row]) -> None:
        """Set a block down at a place, and end the page within or after it where that may be."""
        block, is_last = self.blocks[item.number], item.number + 1 == len(self.blocks)
        room, after = self.sheet.height - item.after, Start(item.number + 1)
        if item.bottom + block.foot > room - WINDOW and not block.whole:
            self.end_within(item, row)
        if item.bottom + block.foot > room + EXACT:
            if item.number == self.start.block:
                self.give_up(after, row, item.bottom, OVERFULL)
            return
        if not is_last and not block.keep and block.settings[item.which].lines not in block.shut:
            if item.bottom > room - WINDOW:
                self.end(after, row, item.bottom, item.after)
            else:
                self.resort = self.make_end(after, row, item.bottom, item.after)
        elif not is_last:
            self.give_up(after, row, item.bottom, UNKEPT)
        if item.bottom not in below or row.cost < below[item.bottom].cost:
            below[item.bottom] = row

    def near_best(self, below: dict[float, _Row]) -> dict[float, _Row]:
        """Leave out the ways that are far from the best."""
        if len(below) < 2:  # noqa: PLR2004
            return below
        middle = min(below, key=lambda y: below[y].cost)
        return {y: row for y, row in below.items() if abs(y - middle) <= MOST_SHIFT}

    def with_notes(self, height: float, called: Sequence[int]) -> float:
        """Return the height of the notes with those that are called now: without end while one must go on."""
        if not called:
            return height
        whole = (height or self.sheet.rule) + sum(self.notes[one].height for one in called)
        return float("inf") if self.pending or whole > self.sheet.all_notes else whole

    # ---- Where the page may end ----

    def end_within(self, item: _Set, row: _Row) -> None:
        """End the page after each line of a block after which it may, if all of its lines have no room.

        If they had, the layout engine would not break it.
        """
        block, setting = self.blocks[item.number], self.blocks[item.number].settings[item.which]
        calls, y, noted = dict(setting.calls), item.top, item.noted
        begin = self.start.line if item.number == self.start.block else 0
        places: list[tuple[Start, _Row, float, float]] = []
        for done in range(begin + 1, setting.lines + 1):
            y += block.rise(done - 1, done)
            before, called = noted, calls.get(done - 1, ())
            noted = self.with_notes(noted, called)
            if y + noted > self.sheet.height + EXACT:
                if called:
                    self.divide_note(item, row, done, y, before)
                break
            if _may_end(block, setting, done):
                price = _Row(row.cost + DOUBTFUL, row.chain) if done - 1 in setting.doubtful else row
                places.append((Start(item.number, done, item.which), price, y, noted))
        else:
            if y + block.foot + noted <= self.sheet.height + EXACT:
                return
        for place in places:
            if place is not places[-1] and not self.can_choose(block, setting, place[0].line):
                continue
            if place[2] > self.sheet.height - place[3] - WINDOW:
                self.end(*place)
            else:
                self.resort = self.make_end(*place)

    def can_choose(self, block: Block, setting: Setting, done: int) -> bool:
        """Tell whether a page may end within a block before it must: what is left is to fit on the next."""
        return not block.solid and block.rise(done, setting.lines) <= self.sheet.height

    def divide_note(self, item: _Set, row: _Row, done: int, y: float, noted: float) -> None:
        """End the page with as much of the last note called on a line as there is room for.

        That is at the next place where the page may end, if no note is called before that.
        """
        sheet, block = self.sheet, self.blocks[item.number]
        setting, calls = block.settings[item.which], dict(block.settings[item.which].calls)
        called, last = calls[done - 1], self.notes[calls[done - 1][-1]]
        before = self.with_notes(noted, called[:-1]) or sheet.rule
        while done < setting.lines and not _may_end(block, setting, done):
            if done in calls:
                return
            y, done = y + block.rise(done, done + 1), done + 1
        if done == setting.lines and block.keep:
            return
        room = min(sheet.height - y, sheet.all_notes) - before
        stay = min(int((room + EXACT) // sheet.note_line), last.lines - LEAST_NOTE) if room > 0 else 0
        stay = last.stay[stay] if stay > 0 else 0
        if stay >= LEAST_NOTE and not self.pending:
            place = Start(item.number, done, item.which)
            place = Start(item.number + 1) if done == setting.lines else place
            after = place._replace(note=called[-1], rest=last.lines - stay)
            cost = row.cost + DIVIDED_NOTE + (DOUBTFUL if done - 1 in setting.doubtful else 0.0)
            self.end(after, _Row(cost, row.chain), y, before + stay * sheet.note_line, stay)

    def end(self, after: Start, row: _Row, bottom: float, noted: float, split: int = 0) -> None:
        """Take an end of the page among those found."""
        new = self.make_end(after, row, bottom, noted, split)
        known = self.found.get((new.after, new.foot))
        if known is None or new.cost < known.cost:
            self.found[new.after, new.foot] = new

    def make_end(self, after: Start, row: _Row, bottom: float, noted: float, split: int = 0) -> PageEnd:
        """Return an end of the page."""
        more = self.lengthen(bottom, noted)
        room = self.sheet.height - noted - more * self.sheet.note_line - bottom
        lacks = 0 if split else max(0, int((room + EXACT) // LINE))
        most, steps = len(LACKS) - 1, lacks + (not split and lacks >= SHORT and room > lacks * LINE + EXACT)
        cost = row.cost + LACKS[min(steps, most)] + FAR_SHORT * max(0, steps - most)
        end = PageEnd(after, cost, lacks, noted > 0, _unchain(row.chain), bottom, split)
        return self.carry(end if split else end._replace(gap=room), more)

    def lengthen(self, bottom: float, noted: float) -> int:
        """Return how many lines more of a note stand on this page than would have to."""
        room = min(self.sheet.height - bottom, self.sheet.all_notes) - noted
        more = max(0, min(int((room + EXACT) // self.sheet.note_line), self.pending))
        return more - 1 if more and self.pending - more == 1 else more

    def carry(self, end: PageEnd, more: int) -> PageEnd:
        """Return an end of the page with what is on it of a note from the page before, and what goes on."""
        if self.start.note < 0:
            return end
        here = self.start.rest - self.pending + more
        if here < self.start.rest:
            end = end._replace(after=end.after._replace(note=self.start.note, rest=self.start.rest - here))
        return end._replace(carried=here)

    def end_chapter(self, bottom: float, row: _Row, noted: float) -> None:
        """End the chapter on this page."""
        stub = max(0.0, (FEWEST * LINE - bottom) / LINE) if self.start.block else 0.0
        cost = row.cost + STUB * stub
        end = PageEnd(Start(len(self.blocks)), cost, 0, noted > 0, _unchain(row.chain), bottom)
        end = self.carry(end, self.lengthen(bottom, noted))
        known = self.found.get((end.after, 0))
        if known is None or cost < known.cost:
            self.found[end.after, 0] = end

    def give_up(self, after: Start, row: _Row, bottom: float, price: float) -> None:
        """End the page where it should not end, if there is no other way."""
        if self.resort is None or self.resort.cost >= UNKEPT:
            end = PageEnd(after, row.cost + price, 0, True, _unchain(row.chain), bottom)
            self.resort = self.carry(end, 0)


def _unchain(chain: tuple[Any, ...]) -> tuple[Choice, ...]:
    found: list[Choice] = []
    while chain:
        chain, choice = chain
        found.append(choice)
    return tuple(reversed(found))
