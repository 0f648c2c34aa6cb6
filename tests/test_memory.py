"""What the serving process remembers: the same results as without, and each made once."""

from __future__ import annotations

import pytest

from press import memory
from press.beside import spread
from press.memory import TURNS, Memory, remembered

Calls = list[object]


@remembered
def double(number: int, calls: Calls) -> list[int]:
    calls.append(number)
    return [number, number]


class Log(list[object]):
    """A list that is equal to any other, so that calls can be counted in it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Log)

    __hash__ = None


def test_without_a_memory_a_function_is_an_ordinary_one() -> None:
    calls = Log()
    double(1, calls)
    double(1, calls)
    assert list(calls) == [1, 1]


def test_equal_arguments_are_answered_with_the_very_same_object() -> None:
    calls = Log()
    with Memory().at_work():
        assert double(1, calls) is double(1, calls)
        double(2, calls)
        assert double(number=1, calls=calls) is double(number=1, calls=calls)
    assert list(calls) == [1, 2, 1]


def test_trees_are_told_apart_by_what_they_hold() -> None:
    @remembered
    def first(tree: list[dict[str, str]]) -> str:
        return tree[0]["c"]

    with Memory().at_work():
        assert [first([{"c": word}]) for word in ("a", "b", "a")] == ["a", "b", "a"]


def test_errors_are_met_anew() -> None:
    calls: list[int] = []

    @remembered
    def fail() -> None:
        calls.append(1)
        raise ValueError("again")

    with Memory().at_work():
        for _ in range(2):
            with pytest.raises(ValueError, match="again"):
                fail()
    assert len(calls) == 2


def test_what_nobody_asks_for_any_more_is_forgotten() -> None:
    calls, kept = Log(), Memory()
    with kept.at_work():
        for _ in range(TURNS):
            double(1, calls)
            kept.end_turn()
        for _ in range(TURNS + 1):
            kept.end_turn()
        double(1, calls)
    assert list(calls) == [1, 1]


def test_threads_share_the_memory_of_who_sent_them() -> None:
    calls = Log()
    with Memory().at_work():
        double(3, calls)
        assert spread(lambda number: double(number, calls), [3, 3, 4]) == [[3, 3], [3, 3], [4, 4]]
    assert list(calls) == [3, 4]


def test_of_many_items_only_the_new_ones_are_made() -> None:
    made: list[list[str]] = []

    def make(items: list[str]) -> list[str]:
        made.append(items)
        return [item.upper() for item in items]

    with Memory().at_work():
        assert memory.recall_each(make, ["a", "b"]) == ["A", "B"]
        assert memory.recall_each(make, ["a", "c", "b"]) == ["A", "C", "B"]
        assert memory.recall_each(make, ["b"]) == ["B"]
    assert memory.recall_each(make, ["b"]) == ["B"]
    assert made == [["a", "b"], ["c"], ["b"]]
