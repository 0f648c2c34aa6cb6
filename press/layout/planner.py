"""The pages of a chapter planned before they are laid out: what goes on which, and what is done for that.

    first layout ─ galley · paragraphs ─► blocks ─ pagination ─► plan ─ enacting ─► second layout ─ learn

The first layout tells how high everything is. So the lines of all paragraphs, the pages' ends and the spaces
are chosen at once, and written into the tree together. Where the second layout has something else than
planned, what it shows is taken over, and the plan is made anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from press.layout import sending
from press.layout.blocks import Fitted, make_block, make_note, make_sheet, own_setting
from press.layout.draft import Draft
from press.layout.fitting import leave_alone, release
from press.layout.galley import EXACT, Piece, read_galley
from press.layout.notes import NOTE_LINE, Placed
from press.layout.survey import Survey
from press.pagination import Paginator
from press.pagination.blocks import Block, Note, Plan, Start

Element = Any  # WeasyPrint has no type hints

MOST_ROUNDS = 80  # in which what a plan only guesses is worked out


@dataclass
class Planner:
    """A chapter's pieces as blocks, and the plan for them. Kept from one layout to the next.

    `added` are the px that were put above a piece, by its number; `passed` tells over how many blocks a
    figure was sent on, `shut` where no page may end, by element; `spaces` are those that the style sheet has
    where more was put.
    """

    draft: Draft
    pieces: list[Piece]
    seen: Survey
    recto: bool
    fitted: dict[Element, Fitted] = field(default_factory=dict)
    added: dict[int, float] = field(default_factory=dict)
    passed: dict[Element, int] = field(default_factory=dict)
    shut: dict[Element, set[int]] = field(default_factory=lambda: defaultdict(set))
    spaces: dict[tuple[Element, str], float] = field(default_factory=dict)
    written: list[tuple[Element, tuple[str, ...]]] = field(default_factory=list)
    split: list[Element] = field(default_factory=list)
    plan: Plan = field(default_factory=lambda: Plan((), (), 0.0))

    def __post_init__(self) -> None:
        self.notes = [note for piece in self.pieces for calls in piece.calls for note in calls]
        self.number = {note: number for number, note in enumerate(self.notes)}
        self.box_of = {box.element: box for box in self.seen.notes}
        for piece in self.pieces:
            paragraph = self.draft.paragraphs.get(piece.element)
            if paragraph is not None and piece.kind == "lines":
                calls = {note for notes in piece.calls for note in notes}
                self.fitted[piece.element] = Fitted(paragraph, calls, self.number)
        self.blocks: list[Block] = []
        notes = [self._height_of(note) for note in self.notes]
        self.paginator = Paginator(self.blocks, notes, make_sheet(self.seen))
        self.make_blocks()

    def _height_of(self, note: Element) -> Note:
        """Return a note's height, as its lines were chosen."""
        made, paragraph = make_note(note, self.box_of.get(note)), self.draft.paragraphs.get(note)
        lines = paragraph.fit.lines if paragraph and paragraph.fit else 0
        return made._replace(height=lines * NOTE_LINE) if lines else made

    def make_blocks(self) -> None:
        """Make the pieces' blocks anew."""
        around = [None, *self.pieces, None]
        self.blocks = []
        for number, piece in enumerate(self.pieces):
            block = make_block(around[number], piece, around[number + 2])
            own = self.fitted.get(piece.element)
            block.settings = own.settings if own else [own_setting(piece, self.number)]
            block.above -= self.added.get(number, 0.0)
            block.foot -= min(block.foot, self.added.get(number + 1, 0.0))
            block.shut |= self.shut.get(piece.element, set())
            self.blocks.append(block)
        self.paginator.blocks, self.paginator.known = self.blocks, {}

    # ---- The plan ----

    def make_plan(self, pages: int | None = None) -> bool:
        """Choose the pages, with all that they ask of paragraphs worked out; tell whether that can be.

        There are as many as are best, where no number is asked for.
        """
        for _ in range(MOST_ROUNDS):
            plan = self.paginator.run(recto=self.recto, pages=pages)
            if plan is None:
                return False
            self.plan = plan
            if not self._work_out(plan) and not sending.send_on(self, plan):
                return True
        return False

    def _work_out(self, plan: Plan) -> bool:
        """Work out what a plan only guesses; tell whether there was anything."""
        changed: set[int] = set()
        for end in plan.ends:
            for choice in end.choices:
                if self.blocks[choice.block].settings[choice.setting].guess:
                    self.fitted[self.pieces[choice.block].element].work_out(choice.setting)
                    changed.add(choice.block)
            if self._spare_hyphen(end.after):
                changed.add(end.after.block)
        self.paginator.forget(changed)
        return bool(changed)

    def _spare_hyphen(self, after: Start) -> bool:
        """Look for other breaks where a page would end within a word; tell whether it would."""
        if not after.line or after.block >= len(self.blocks):
            return False
        setting = self.blocks[after.block].settings[after.setting]
        if setting.guess or after.line - 1 not in setting.doubtful:
            return False
        self.fitted[self.pieces[after.block].element].avoid_hyphen(after.setting, after.line - 1)
        return True

    # ---- What came of it ----

    def learn(self, pages: Sequence[Any], seen: Survey) -> bool:
        """Tell whether pages came out as planned; if not, take over what they show."""
        pieces = read_galley(pages)
        planned = [
            (self.pieces[start.block].element, start.line) if start.block < len(self.pieces) else None
            for start in self.plan.starts
        ]
        wrong = self._find_wrong(pieces, seen)
        found = _find_starts(pieces, len(pages))
        if planned == found and not wrong and not Placed(seen).astray():
            return True
        for element in wrong:
            release(self.draft, element)
            leave_alone(self.draft, element, "it came out in other lines than planned")
            self.fitted.pop(element, None)
        self.paginator.notes = [self._height_of(note) for note in self.notes]
        if not self._take_over(pieces) and not wrong:
            self._shut_first(planned, found)
        self.make_blocks()
        return False

    def _find_wrong(self, pieces: Sequence[Piece], seen: Survey) -> list[Element]:
        """Return the paragraphs, and notes, that have other lines than planned."""
        lines = {piece.element: len(piece.pages) for piece in pieces if piece.element in self.fitted}
        lines |= {box.element: len(box.lines) for box in seen.notes}
        return [
            element
            for element in [*self.fitted, *self.notes]
            if (paragraph := self.draft.paragraphs.get(element))
            and paragraph.fit
            and lines.get(element) != paragraph.fit.lines
        ]

    def _take_over(self, pieces: list[Piece]) -> bool:
        """Take over the heights and spaces that are seen; tell whether any was not known."""
        before = self.blocks
        self.pieces = pieces
        self.make_blocks()
        if len(before) != len(self.blocks):
            return True
        return any(
            abs(old.above - new.above) > EXACT or _differ(old, new)
            for old, new in zip(before, self.blocks, strict=True)
        )

    def _shut_first(self, planned: Sequence[Any], found: Sequence[Any]) -> None:
        """End no page any more where the first one that came out otherwise was to end."""
        pairs = zip(planned, found, strict=False)
        page = next((page for page, (one, two) in enumerate(pairs) if one != two), len(planned) - 1)
        start = self.plan.starts[page]
        number = start.block if start.line else start.block - 1
        line = start.line or (self.blocks[number].settings[0].lines if number >= 0 else 0)
        if number >= 0:
            self.shut[self.pieces[number].element].add(line)


def _differ(old: Block, new: Block) -> bool:
    """Tell whether two blocks that cannot be set in several ways are of other heights."""
    one, two = old.settings[0].lines, new.settings[0].lines
    return abs(old.rise(0, one) - new.rise(0, two)) > EXACT if len(new.settings) == 1 else False


def _find_starts(pieces: Sequence[Piece], pages: int) -> list[Any]:
    """Return with which line of which piece each page begins."""
    found: list[Any] = [None] * pages
    for piece in reversed(pieces):
        for line in range(len(piece.pages) - 1, -1, -1):
            found[piece.pages[line]] = (piece.element, line)
    return found
