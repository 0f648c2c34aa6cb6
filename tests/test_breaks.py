"""Total fit, held against every way there is to break a short paragraph, and against its own promises."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest

from press.breaks import HYPHEN as PENALTY
from press.breaks import Break, Fit, Measure, find_ratio, fit, search, setting, widen, without

EM, HYPHEN = 13.5, 4.0
"""The text's size and its hyphen, in px."""
IDEAL, LEAST = setting.IDEAL * EM, (setting.IDEAL - setting.SHRINK) * EM
START = Break(0, 0.0, 0, 0.0, 0)


@dataclass(frozen=True)
class Words:
    """A paragraph of words of known widths, as `fit` takes it."""

    candidates: list[Break]
    last: Break

    @classmethod
    def of(cls, *words: float | tuple[float, ...]) -> Words:
        """Make one; a word of several widths may be divided between them."""
        found: list[Break] = []
        width, spaces, position = 0.0, 0, 0
        for number, word in enumerate(words):
            if number:
                found.append(Break(position, width, spaces, width, spaces + 1))
                spaces += 1
                position += 1
            pieces = word if isinstance(word, tuple) else (word,)
            for piece in pieces[:-1]:
                width, position = width + piece, position + 1
                found.append(Break(position, width + HYPHEN, spaces, width, spaces, PENALTY, True, "‐"))
            width, position = width + pieces[-1], position + 1
        return cls(found, Break(position, width, spaces, width, spaces))

    def fit(self, measure: Measure, lines: int | None = None) -> Fit | None:
        """Break it."""
        return fit(self.candidates, self.last, measure, lines=lines)


def lines_of(width: float, *first: float, indent: float = 0.0) -> Measure:
    return Measure(first, width, EM, indent)


def gaps(found: Fit, measure: Measure) -> list[float]:
    """Return the spaces of each line but the last, in px; infinite where there are none."""
    ends = [START, *found.breaks]
    return [
        (measure.width(line) - (end.end - start.start) * found.sets[line].widening)
        / (end.spaces - start.start_spaces)
        if end.spaces > start.start_spaces
        else float("inf")
        for line, (start, end) in enumerate(pairwise(ends))
    ]


# ---- Against all ways there are ------------------------------------------------------------------


def every_way(
    words: Words, measure: Measure, flex: float, way: tuple[Break, ...] = ()
) -> Iterator[tuple[Break, ...]]:
    """Yield every row of breaks whose lines are not too full."""
    before = way[-1] if way else START
    for at in (*words.candidates, words.last):
        if at.position <= before.position:
            continue
        letters, spaces = at.end - before.start, at.spaces - before.start_spaces
        if letters * (1 - flex) + spaces * LEAST > measure.width(len(way)):
            continue
        if letters + spaces * measure.narrow > measure.width(len(way)):
            continue
        if at is words.last:
            yield way
        else:
            yield from every_way(words, measure, flex, (*way, at))


def ratios(way: Sequence[Break], words: Words, measure: Measure, flex: float) -> Iterator[float]:
    """Yield by what part of what they may give or take the spaces and letters of each line differ."""
    for line, (start, end) in enumerate(pairwise([START, *way, words.last])):
        letters, spaces = end.end - start.start, end.spaces - start.start_spaces
        more = measure.width(line) - letters - spaces * IDEAL
        give = spaces * EM * (setting.STRETCH if more > 0 else setting.SHRINK) + letters * flex
        ratio = more / give if spaces else setting.NO_SPACES
        yield min(ratio, 0.0) if end is words.last else ratio


def is_loose(line: int, way: Sequence[Break], words: Words, measure: Measure, flex: float) -> bool:
    """Tell whether a line's spaces are wider than they are to be, its letters being as wide as they may."""
    start, end = list(pairwise([START, *way, words.last]))[line]
    spaces = end.spaces - start.start_spaces
    room = measure.width(line) - (end.end - start.start) * (1 + flex)
    return not spaces or room / spaces > search.LOOSE * EM


def count_demerits(way: Sequence[Break], words: Words, measure: Measure, flex: float) -> float:
    """Count the demerits of a whole paragraph, as the module's constants say."""
    total, tightness, run = 0.0, 1, 0
    found = ratios(way, words, measure, flex)
    for line, (at, ratio) in enumerate(zip((*way, words.last), found, strict=True)):
        total += (1 + min(100 * abs(ratio) ** 3, search.WORST) + at.penalty) ** 2
        total += search.LOOSE_LINE * (ratio > 1 and is_loose(line, way, words, measure, flex))
        run = run + 1 if at.flagged else 0
        total += search.IN_A_ROW * max(min(run, search.MOST_IN_A_ROW + 1) - 1, 0) ** 3
        total += search.FORBIDDEN * (run > search.MOST_IN_A_ROW)
        total += search.UNEVEN * (abs(tightness - bisect(search.CLASSES, ratio)) > 1)
        tightness = bisect(search.CLASSES, ratio)
    if way:
        length = words.last.end - way[-1].start
        length += (words.last.spaces - way[-1].start_spaces) * IDEAL
        short = 1 - length / measure.shortest
        total += search.BAD_END * (1 + short) * (short > 0)
        total += search.BAD_END * way[-1].flagged
    return total


def loosest(way: Sequence[Break], words: Words, measure: Measure, flex: float) -> float:
    """Return the widest spaces of a way's full lines in em, its letters drawn as wide as they are to be."""
    widest = 0.0
    found = ratios(way, words, measure, flex)
    for line, (start, end) in enumerate(pairwise([START, *way])):
        letters, spaces = end.end - start.start, end.spaces - start.start_spaces
        wide = setting.widen(next(found), flex) if spaces else 1.0
        widest = max(widest, (measure.width(line) - letters * wide) / max(spaces, 1) / EM)
    return widest


def best_of_all(words: Words, measure: Measure, lines: int | None) -> float | None:
    """Return the least demerits that any way has, or None where there is none."""
    best: tuple[float, float] | None = None
    for tolerance, flex, hole in search.ATTEMPTS[: 2 if lines else None]:
        if best is None or (best[0] >= search.FORBIDDEN and best[1] >= hole):
            ways = [way for way in every_way(words, measure, flex) if lines in (None, len(way) + 1)]
            counts = [
                (count_demerits(way, words, measure, flex), loosest(way, words, measure, flex))
                for way in ways
                if max(ratios(way, words, measure, flex)) <= tolerance
            ]
            best = min([*counts, *([best] if best is not None else [])], default=None)
    return best[0] if best else None


def random_words(seed: int) -> tuple[Words, Measure]:
    """Make a short paragraph and a measure; sometimes with an indent, or beside a drop cap."""
    dice = random.Random(seed)
    words: list[float | tuple[float, ...]] = []
    for _ in range(dice.randint(1, 11)):
        pieces = dice.choice([1, 1, 1, 2])
        words.append(tuple(dice.uniform(6, 40) for _ in range(pieces)))
    first = dice.choice([(), (82.0,), (70.0, 70.0, 70.0)])
    return Words.of(*words), lines_of(dice.choice([90.0, 110.0, 140.0]), *first, indent=18.0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("more", [None, -1, 0, 1])
def test_no_way_is_better_than_the_one_found(seed: int, more: int | None) -> None:
    words, measure = random_words(seed)
    free = words.fit(measure)
    lines = None if more is None or free is None else max(free.lines + more, 1)
    found, best = words.fit(measure, lines), best_of_all(words, measure, lines)
    assert (found is None) == (best is None)
    if found is not None:
        assert found.demerits == pytest.approx(best)
        assert lines in (None, found.lines)


# ---- What it promises of any paragraph -----------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_a_long_paragraph_keeps_to_its_measure(seed: int) -> None:
    dice = random.Random(seed)
    words = Words.of(
        *(
            tuple(dice.uniform(8, 30) for _ in range(dice.choice([1, 1, 2, 3])))
            for _ in range(dice.randint(30, 200))
        )
    )
    measure = lines_of(415.0, 397.0, indent=18.0)
    found = words.fit(measure)
    assert found is not None
    widths = gaps(found, measure)
    assert all(measure.least - 0.05 <= gap < 0.6 * EM for gap in widths)
    assert found.loosest == pytest.approx(max(widths, default=0.0) / EM)
    assert all(0.97 <= line.widening <= 1.03 for line in found.sets)
    assert [line.space is None for line in found.sets[:-1]] == [True] * (found.lines - 1)
    positions = [item.position for item in found.breaks]
    assert positions == sorted(set(positions))
    assert "---" not in "".join("-" if item.insert else " " for item in found.breaks)


def test_a_paragraph_of_one_line_has_no_break_and_the_ideal_spaces() -> None:
    found = Words.of(40, 40).fit(lines_of(200.0))
    assert found is not None
    assert (found.breaks, found.lines, found.loosest) == ((), 1, 0.0)
    (line,) = found.sets
    assert line.widening == 1
    assert line.space == pytest.approx(IDEAL)


def test_letters_and_spaces_of_a_full_last_line_close_up_to_fill_it() -> None:
    found = Words.of(40, 40).fit(lines_of(82.0))
    assert found is not None
    assert found.lines == 1
    (line,) = found.sets
    assert line.space is None
    assert 1 - setting.FLEX <= line.widening < 1


@pytest.mark.parametrize("width", [415.0, 300.0])
def test_so_many_lines_as_are_asked_for(width: float) -> None:
    words, measure = Words.of(*[25.0, 31.0, 18.0, 40.0] * 40), lines_of(width)
    free = words.fit(measure)
    assert free is not None
    for lines in (free.lines - 1, free.lines, free.lines + 1):
        found = words.fit(measure, lines)
        if found is not None:
            assert found.lines == lines
            assert found.demerits >= free.demerits - 1e-6
    assert words.fit(measure, free.lines) == free
    assert words.fit(measure, 2 * free.lines) is None
    assert words.fit(measure, free.lines // 2) is None


def test_a_word_is_divided_only_where_the_spaces_would_be_bad() -> None:
    even = Words.of(*[(14.0, 14.0)] * 30)
    found = even.fit(lines_of(13 * 28.0 + 12 * IDEAL))
    assert found is not None
    assert not any(item.insert for item in found.breaks)
    uneven = Words.of(60.0, (40.0, 40.0), 60.0, 30.0)
    found = uneven.fit(lines_of(60 + 40 + HYPHEN + 3.0))
    assert found is not None
    assert found.breaks[0].insert == "‐"


def test_no_more_than_two_lines_in_a_row_end_in_a_hyphen_where_there_is_another_way() -> None:
    # Each line is full to a hair with a divided word; undivided words leave wide but possible spaces.
    word = (20.0, 12.0)
    words = Words.of(*[word] * 40)
    measure = lines_of(4 * 32 + 20 + HYPHEN + 4 * IDEAL)
    found = words.fit(measure)
    assert found is not None
    runs = "".join("-" if item.insert else " " for item in found.breaks)
    assert "---" not in runs
    assert "-" in runs


def test_a_runt_is_avoided_where_it_can_be() -> None:
    # Twenty words fill a line; the last one would stand alone, and is short.
    words, measure = Words.of(*[18.0] * 20, 30.0), lines_of(20 * 18.0 + 19 * IDEAL)
    found = words.fit(measure)
    assert found is not None
    assert found.lines == 2
    assert words.last.end - found.breaks[-1].start > setting.RUNT * EM


def test_a_last_line_is_longer_than_the_indent_and_a_quarter() -> None:
    words = Words.of(*[18.0] * 20, 56.0)
    full = 20 * 18.0 + 19 * IDEAL
    short, long = words.fit(lines_of(full)), words.fit(lines_of(full, indent=48.0))
    assert short is not None
    assert long is not None
    assert words.last.end - short.breaks[-1].start == 56
    assert words.last.end - long.breaks[-1].start > 1.25 * 48


def test_no_word_is_divided_into_the_last_line_where_there_is_another_way() -> None:
    words = Words.of(*[18.0] * 20, (20.0, 40.0))
    found = words.fit(lines_of(20 * 18 + 20 + HYPHEN + 20 * IDEAL))
    assert found is not None
    assert found.breaks[-1].insert == ""


def test_lines_beside_a_drop_cap_are_shorter() -> None:
    words, measure = Words.of(*[22.0] * 60), lines_of(300.0, 250.0, 250.0, 250.0)
    found = words.fit(measure)
    assert found is not None
    lengths = [end.end - start.start for start, end in pairwise([START, *found.breaks])]
    assert max(lengths[:3]) < 250 < min(lengths[3:])
    assert max(gaps(found, measure)) < 0.44 * EM


@pytest.mark.parametrize(
    "words",
    [Words.of(120.0), Words.of(30.0, 120.0, 30.0), Words.of((110.0, 30.0), 20.0)],
    ids=["alone", "among others", "divided"],
)
def test_there_is_no_way_for_a_word_wider_than_the_line(words: Words) -> None:
    assert words.fit(lines_of(100.0)) is None


def test_letters_give_more_only_where_there_is_a_fault_otherwise() -> None:
    # With letters two per cent narrower the last word is still alone; with three per cent all is one line.
    widths = [80.0, 80.0, 80.0, 80.0, 20.0]
    narrowest = sum(widths) * (1 - setting.FLEX) + 4 * LEAST
    words = Words.of(*widths)
    roomy, close = words.fit(lines_of(narrowest + 0.1)), words.fit(lines_of(narrowest - 1.0))
    assert roomy is not None
    assert close is not None
    assert [roomy.lines, close.lines] == [1, 1]
    assert roomy.sets[0].widening >= 1 - setting.FLEX
    assert 1 - 1.5 * setting.FLEX <= close.sets[0].widening < 1 - setting.FLEX


@pytest.mark.parametrize(("space", "most"), [(0.44, 2), (0.47, 3)])
def test_letters_give_most_only_where_there_is_a_hole_otherwise(space: float, most: int) -> None:
    # Three words to a line, and no fourth; the last line has room for all of its own.
    words = Words.of(*[60.0] * 8)
    found = words.fit(lines_of(3 * 60.0 * (1 + 2 * setting.FLEX) + 2 * space * EM))
    assert found is not None
    assert found.lines == 3
    assert {one.widening for one in found.sets[:2]} == {1 + most * setting.FLEX}
    assert found.loosest < search.HOLE


def test_very_wide_spaces_are_taken_rather_than_none_but_not_for_a_number_of_lines() -> None:
    words, measure = Words.of(30.0, 30.0, 90.0, 30.0), lines_of(100.0)
    found = words.fit(measure)
    assert found is not None
    assert found.loosest > 1
    assert words.fit(measure, found.lines) is None


def test_candidates_are_left_out_by_their_position() -> None:
    words, measure = Words.of(*[28.0] * 40), lines_of(300.0)
    free = words.fit(measure)
    assert free is not None
    first = free.breaks[0].position
    other = fit(list(without(words.candidates, {first})), words.last, measure)
    assert other is not None
    assert first not in {item.position for item in other.breaks}


# ---- Hard breaks, hanging marks, the layout engine's own measure ------------------------------------


def test_a_line_ends_at_a_hard_break_and_is_not_spread() -> None:
    words = Words.of(*[28.0] * 30)
    at = words.candidates[13]._replace(forced=True, start_spaces=words.candidates[13].spaces)
    words.candidates[13] = at
    measure = lines_of(300.0)
    found = words.fit(measure)
    assert found is not None
    place = found.breaks.index(at)
    assert found.sets[place].space == pytest.approx(IDEAL)
    assert [line.space is None for line in found.sets].count(False) == 2
    assert found.demerits < search.FORBIDDEN


def test_a_mark_that_hangs_makes_room_at_either_side() -> None:
    words, measure = Words.of(*[28.0] * 12), lines_of(300.0)
    plain = words.fit(measure)
    hanging = fit([at._replace(hang=2.5, start_hang=2.0) for at in words.candidates], words.last, measure)
    assert plain is not None
    assert hanging is not None
    assert [at.position for at in hanging.breaks] == [at.position for at in plain.breaks]
    assert hanging.sets[0].widening > plain.sets[0].widening
    assert hanging.loosest > plain.loosest


def test_no_line_is_wider_than_the_layout_engine_can_set_it() -> None:
    words = Words.of(200.0, 99.0, 28.0, 60.0)
    free, bound = (words.fit(Measure((), 298.0 + HYPHEN, EM, narrow=narrow)) for narrow in (0.0, 0.25 * EM))
    assert free is not None
    assert bound is not None
    assert free.breaks[0].end == 299
    assert bound.breaks[0].end == 200


def test_what_a_line_has_over_is_shared_by_its_spaces_and_letters() -> None:
    assert find_ratio(300.0, 10, 300 + 10 * IDEAL, EM) == pytest.approx(0)
    tight = 300 * (1 - setting.FLEX) + 10 * LEAST
    assert find_ratio(300.0, 10, tight, EM) == pytest.approx(-1)
    loose = 300 * (1 + setting.FLEX) + 10 * (setting.IDEAL + setting.STRETCH) * EM
    assert find_ratio(300.0, 10, loose, EM) == pytest.approx(1)
    assert [widen(ratio) for ratio in (-1, 0, 0.5, 1, 7)] == [0.98, 1, 1.01, 1.02, 1.02]
