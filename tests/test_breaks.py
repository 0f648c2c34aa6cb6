"""Total fit, held against every way there is to break a short paragraph, and against its own promises."""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest

from press import breaks
from press.breaks import Break, Fit, Measure, fit, without

EM, SPACE, HYPHEN = 13.5, 3.4, 4.0
"""The text's size, its face's space and hyphen, in px."""
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
                found.append(Break(position, width + HYPHEN, spaces, width, spaces, breaks.HYPHEN, True, "‐"))
            width, position = width + pieces[-1], position + 1
        return cls(found, Break(position, width, spaces, width, spaces))

    def fit(self, measure: Measure, lines: int | None = None) -> Fit | None:
        """Break it."""
        return fit(self.candidates, self.last, measure, lines=lines)


def lines_of(width: float, *first: float, indent: float = 0.0) -> Measure:
    return Measure(first, width, SPACE, EM, indent)


def gaps(found: Fit, measure: Measure) -> list[float]:
    """Return the spaces of each line but the last, in px; infinite where there are none."""
    ends = [START, *found.breaks]
    return [
        (measure.width(line) - (end.end - start.start)) / (end.spaces - start.start_spaces)
        if end.spaces > start.start_spaces
        else float("inf")
        for line, (start, end) in enumerate(pairwise(ends))
    ]


# ---- Against all ways there are ------------------------------------------------------------------


def every_way(words: Words, measure: Measure, way: tuple[Break, ...] = ()) -> Iterator[tuple[Break, ...]]:
    """Yield every row of breaks whose lines are not too full."""
    before = way[-1] if way else START
    for at in (*words.candidates, words.last):
        if at.position <= before.position:
            continue
        spaces = at.spaces - before.start_spaces
        if at.end - before.start + spaces * measure.least > measure.width(len(way)):
            continue
        if at is words.last:
            yield way
        else:
            yield from every_way(words, measure, (*way, at))


def ratios(way: Sequence[Break], words: Words, measure: Measure) -> Iterator[float]:
    """Yield by what part of what they may give or take the spaces of each line differ from the ideal."""
    for line, (start, end) in enumerate(pairwise([START, *way, words.last])):
        spaces = end.spaces - start.start_spaces
        room = measure.width(line) - (end.end - start.start)
        more = room / spaces - measure.ideal if spaces else 20 * SPACE
        if end is words.last:
            more = min(more, 0.0) if spaces else 0.0
        yield more / (SPACE * (breaks.STRETCH if more > 0 else breaks.SHRINK))


def count_demerits(way: Sequence[Break], words: Words, measure: Measure) -> float:
    """Count the demerits of a whole paragraph, as the module's constants say."""
    total, tightness, run = 0.0, 1, 0
    for at, ratio in zip((*way, words.last), ratios(way, words, measure), strict=True):
        total += (1 + min(100 * abs(ratio) ** 3, breaks.WORST) + at.penalty) ** 2
        if at is not words.last and measure.ideal + ratio * breaks.STRETCH * SPACE > breaks.LOOSE * EM:
            total += breaks.LOOSE_LINE
        run = run + 1 if at.flagged else 0
        total += breaks.IN_A_ROW * max(run - 1, 0) ** 3
        total += breaks.FORBIDDEN * (run > breaks.MOST_IN_A_ROW)
        total += breaks.UNEVEN * (abs(tightness - bisect(breaks.CLASSES, ratio)) > 1)
        tightness = bisect(breaks.CLASSES, ratio)
    if way:
        length = words.last.end - way[-1].start
        length += (words.last.spaces - way[-1].start_spaces) * measure.ideal
        total += breaks.FORBIDDEN * (length < max(breaks.RUNT * EM, 1.5 * measure.indent))
        total += breaks.FORBIDDEN / 10 * bool(way[-1].insert)
    return total


def best_of_all(words: Words, measure: Measure, lines: int | None) -> float | None:
    """Return the least demerits that any way has, or None where there is none."""
    ways = [way for way in every_way(words, measure) if lines in (None, len(way) + 1)]
    for tolerance in breaks.TOLERANCES[: 2 if lines else None]:
        within = [way for way in ways if max(ratios(way, words, measure)) <= tolerance]
        if within:
            return min(count_demerits(way, words, measure) for way in within)
    return None


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
        assert found.demerits == pytest.approx(count_demerits(found.breaks, words, measure))
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
    assert all(measure.least - 1e-9 <= gap < 0.6 * EM for gap in widths)
    assert found.loosest == pytest.approx(max(widths, default=0.0) / EM)
    positions = [item.position for item in found.breaks]
    assert positions == sorted(set(positions))
    assert "---" not in "".join("-" if item.insert else " " for item in found.breaks)


def test_a_paragraph_of_one_line_has_no_break_and_the_rest_is_left() -> None:
    words, measure = Words.of(40, 40), lines_of(200.0)
    found = words.fit(measure)
    assert found is not None
    assert (found.breaks, found.lines, found.loosest) == ((), 1, 0.0)
    assert found.fill == pytest.approx(200 - 80 - measure.ideal)


def test_spaces_of_a_full_last_line_close_up_and_nothing_is_left() -> None:
    words, measure = Words.of(40, 40), lines_of(82.5)
    found = words.fit(measure)
    assert found is not None
    assert found.lines == 1
    assert found.fill == 0.0


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
    found = even.fit(lines_of(13 * 28.0 + 12 * breaks.IDEAL * SPACE))
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
    measure = lines_of(4 * 32 + 20 + HYPHEN + 4 * breaks.IDEAL * SPACE)
    found = words.fit(measure)
    assert found is not None
    runs = "".join("-" if item.insert else " " for item in found.breaks)
    assert "---" not in runs
    assert "-" in runs


def test_a_runt_is_avoided_where_it_can_be() -> None:
    # Twenty words fill a line; the last one would stand alone, and is short.
    words, measure = Words.of(*[18.0] * 20, 17.0), lines_of(20 * 18.0 + 19 * breaks.IDEAL * SPACE)
    found = words.fit(measure)
    assert found is not None
    assert found.lines == 2
    assert words.last.end - found.breaks[-1].start > breaks.RUNT * EM


def test_a_last_line_is_longer_than_the_indent_and_a_half() -> None:
    words = Words.of(*[18.0] * 20, 36.0)
    full = 20 * 18.0 + 19 * breaks.IDEAL * SPACE
    short, long = words.fit(lines_of(full)), words.fit(lines_of(full, indent=30.0))
    assert short is not None
    assert long is not None
    assert words.last.end - short.breaks[-1].start == 36
    assert words.last.end - long.breaks[-1].start > 45


def test_no_word_is_divided_into_the_last_line_where_there_is_another_way() -> None:
    words = Words.of(*[18.0] * 20, (20.0, 40.0))
    found = words.fit(lines_of(20 * 18 + 20 + HYPHEN + 20 * breaks.IDEAL * SPACE))
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


def test_a_fault_is_taken_only_where_wider_spaces_are_worse() -> None:
    # The first attempt's spaces leave the last word alone; somewhat wider ones take it another for company.
    ideal, stretch = breaks.IDEAL * SPACE, 1.1 * breaks.TOLERANCES[0] * breaks.STRETCH * SPACE
    word = 12 * stretch - ideal
    words, measure = Words.of(*[word] * 14, 12.0), lines_of(14 * word + 13 * ideal)
    found = words.fit(measure)
    assert found is not None
    assert gaps(found, measure) == [pytest.approx(ideal + stretch)]
    assert words.last.end - found.breaks[-1].start == pytest.approx(word + 12)


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
