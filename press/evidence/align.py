"""A segment of a quotation laid beside a transcript, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from press.evidence.library import Library
from press.evidence.records import Difference, DifferenceKind, Passage
from press.evidence.words import Segment, Words, joined, small_words, stops_of

SLACK = 8
"""Words of the transcript looked at before and after a segment's likeliest place, at the least."""
HEAVY = 4
"""A word of so many letters has its full weight."""
AROUND = 2  # words on each side of a difference


@dataclass(frozen=True)
class Step:
    """Words of a passage, from and to, and what a segment has for them. They are numbers of words."""

    same: bool
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True)
class Piece:
    """Where a segment stands in a passage, and how it fits; `likeness` is 1 when all words do."""

    segment: Segment
    passage: int
    start: int
    end: int
    steps: tuple[Step, ...]
    likeness: float


def align(library: Library, segment: Segment, place: int, passage: int) -> Piece:
    """Lay a segment beside a passage at its likeliest place."""
    first, last = library.bounds(passage)
    own = segment.words.small
    count = len(own)
    if first <= place and library.words[place : place + count] == own and place + count <= last:
        at = place - first
        return Piece(segment, passage, at, at + count, (Step(True, at, at + count, 0, count),), 1.0)
    slack = SLACK + count // 4
    low, high = max(first, place - slack), min(last, place + count + slack)
    theirs = library.words[low:high]
    codes = SequenceMatcher(None, theirs, own, autojunk=False).get_opcodes()
    steps = _draw_together(_trim([Step(tag == "equal", *numbers) for tag, *numbers in codes]), theirs)
    steps = [_settle(step, theirs, segment) for step in steps]
    fitting = sum(weigh(own[step.start : step.end]) for step in steps if step.same)
    shift = low - first
    moved = tuple(
        Step(step.same, step.first + shift, step.last + shift, step.start, step.end) for step in steps
    )
    start, end = (moved[0].first, moved[-1].last) if moved else (0, 0)
    return Piece(segment, passage, start, end, moved, fitting / weigh(own))


def _trim(steps: list[Step]) -> list[Step]:
    """Take away what stands before and after a segment in the passage."""
    if steps and steps[0].start == steps[0].end:
        steps = steps[1:]
    if steps and steps[-1].start == steps[-1].end:
        steps = steps[:-1]
    if len(steps) > 1 and not (one := steps[0]).same:
        first = max(one.first, one.last - (one.end - one.start))
        steps = [Step(False, first, one.last, one.start, one.end), *steps[1:]]
    if len(steps) > 1 and not (one := steps[-1]).same:
        last = min(one.last, one.first + (one.end - one.start))
        steps = [*steps[:-1], Step(False, one.first, last, one.start, one.end)]
    return steps


def _draw_together(steps: list[Step], theirs: list[str]) -> list[Step]:
    """Bring the first and the last words as near to the others as they stand in the passage.

    A first word such as “the” was found at its first place, which may be some words too early.
    """
    for edge, gap, backwards in ((0, 1, True), (-1, -2, False)):
        if len(steps) < len("abc") or not steps[edge].same:
            continue
        one, between = steps[edge], steps[gap]
        count, own = one.last - one.first, between.end - between.start
        places = range(between.first + (0 if backwards else own), between.last - count + 1 - own * backwards)
        for at in reversed(places) if backwards else places:
            if theirs[at : at + count] == theirs[one.first : one.last]:
                steps[edge] = Step(True, at, at + count, one.start, one.end)
                first, last = (at + count, between.last) if backwards else (between.first, at)
                steps[gap] = Step(False, first, last, between.start, between.end)
                break
    return [step for step in steps if step.first < step.last or step.start < step.end]


def weigh(words: list[str]) -> int:
    """Return the weight of some words: short ones stand everywhere, and tell less."""
    return sum(min(len(word), HEAVY) for word in words)


def _settle(step: Step, theirs: list[str], segment: Segment) -> Step:
    """Take words as the same that are only divided otherwise, or have letters in brackets."""
    if step.same or step.start == step.end:
        return step
    there, here = theirs[step.first : step.last], segment.words.small[step.start : step.end]
    same = len(there) != len(here) and joined(there) == joined(here)
    if len(there) == len(here):
        same = all(
            one == other or _mends(segment.mended.get(step.start + at), one)
            for at, (one, other) in enumerate(zip(there, here, strict=True))
        )
    return Step(same, step.first, step.last, step.start, step.end)


def _mends(letters: tuple[str, str] | None, word: str) -> bool:
    return letters is not None and word.startswith(letters[0]) and word.endswith(letters[1])


def differences(piece: Piece, passage: Passage, words: Words) -> Iterator[Difference]:
    """Yield how a segment differs from its passage."""
    teller = _Teller(piece, passage, words)
    for step in piece.steps:
        if step.same and step.last - step.first == step.end - step.start:
            yield from teller.same(step)
        elif not step.same:
            yield teller.other(step)
    yield from teller.emphasis()


class _Teller:
    def __init__(self, piece: Piece, passage: Passage, words: Words) -> None:
        self.segment, self.passage, self.theirs = piece.segment, passage, words
        self.own = piece.segment.words
        self.steps = piece.steps
        self.spots = [(start, end, passage.emendations[number]) for start, end, number in passage.spots]

    def other(self, step: Step) -> Difference:
        """Tell of words that are not the same."""
        kind: DifferenceKind = "changed"
        was, now = self.theirs.written(step.first, step.last), self.own.written(step.start, step.end)
        if step.start == step.end:
            kind = "bracket" if step.start in self.segment.brackets else "missing"
            now = f"[{self.segment.brackets[step.start]}]" if kind == "bracket" else ""
        elif step.first == step.last:
            kind = "added"
        if self._is_not_emended(step):
            kind = "not-emended"
        return self._tell(kind, was, now, step)

    def same(self, step: Step) -> Iterator[Difference]:
        """Tell of capitals and stops among words that are the same."""
        for offset in range(step.last - step.first):
            there, here = step.first + offset, step.start + offset
            one = Step(True, there, there + 1, here, here + 1)
            free = here == 0 or here in self.segment.brackets or here in self.segment.mended
            was, now = self.theirs.word(there), self.own.word(here)
            if was != now and not free:
                kind: DifferenceKind = "not-emended" if self._is_not_emended(one) else "capital"
                yield self._tell(kind, was, now, one)
            if offset + 1 < step.last - step.first and here + 1 not in self.segment.brackets:
                before, after = self.theirs.stops(there), self.own.stops(here)
                if before != after and "…" not in self.theirs.text[self.theirs.ends[there] :][:4]:
                    emended = self._has_stops_put_right(
                        self.theirs.ends[there], self.theirs.starts[there + 1]
                    )
                    kind = "not-emended" if emended else "punctuation"
                    yield self._tell(kind, f"{was}{before}", f"{now}{after}", one)

    def emphasis(self) -> Iterator[Difference]:
        """Tell of words whose emphasis was added or taken away. Where all is emphasised, it is a style."""
        count = len(self.own.small)
        if not self.own.emphasis and not self.theirs.emphasis:
            return
        pairs = [
            (step.first + at, step.start + at)
            for step in self.steps
            if step.last - step.first == step.end - step.start
            for at in range(step.end - step.start)
        ]
        here = {own for _, own in pairs if self.own.emphasised(own)}
        there = {own for other, own in pairs if self.theirs.emphasised(other)}
        numbers = {own: other for other, own in pairs}
        kinds: list[tuple[DifferenceKind, set[int]]] = [("emphasis-dropped", there - here)]
        if len(here) < count:
            kinds.append(("emphasis-added", here - there))
        for kind, found in kinds:
            for first, last in _runs(sorted(found)):
                step = Step(True, numbers[first], numbers[last - 1] + 1, first, last)
                yield self._tell(kind, "", self.own.written(first, last), step)

    def _tell(self, kind: DifferenceKind, was: str, now: str, step: Step) -> Difference:
        count = len(self.own.small)
        at = self.own.starts[min(step.start, count - 1)]
        before = self.own.written(max(0, step.start - AROUND), step.start)
        after = self.own.written(step.end, min(count, step.end + AROUND))
        return Difference(kind, was, now, before, after, at)

    def _has_stops_put_right(self, start: int, end: int) -> bool:
        """Tell whether an emendation changed the stops of a place."""
        return any(
            first <= start and end <= last and stops_of(one.transcript) != stops_of(one.reading)
            for first, last, one in self.spots
        )

    def _is_not_emended(self, step: Step) -> bool:
        """Tell whether a segment keeps the transcript's words where an emendation was recorded."""
        if not self.spots or not self.theirs.starts:
            return False
        here = joined(self.own.small[step.start : step.end])
        last = min(step.last, len(self.theirs.starts)) - 1
        at = self.theirs.starts[min(step.first, len(self.theirs.starts) - 1)]
        to = self.theirs.ends[last] if step.first < step.last else at
        for start, end, emendation in self.spots:
            if start <= at and to <= max(end, at if at <= end + 1 else end) and start - 1 <= to <= end + 1:
                slip, reading = small_words(emendation.transcript), small_words(emendation.reading)
                there = joined(self.theirs.small[step.first : step.last])
                if joined(slip) == joined(reading).replace(there, here, 1) or (not there and here in slip):
                    return True
        return False


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs of following numbers, from and to."""
    start = 0
    for index in range(1, len(numbers) + 1):
        if index == len(numbers) or numbers[index] != numbers[index - 1] + 1:
            yield numbers[start], numbers[index - 1] + 1
            start = index
