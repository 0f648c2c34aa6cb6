"""Remembering what pure functions returned, in a process that lives on and asks for much the same again.

    @remembered
    def read_markdown(text, path): ...

    with memory.at_work():
        read_markdown(text, path)       # calls the function once, however often it is asked

A function so marked is an ordinary one until a Memory is at work, as one is in `serve` alone. Arguments are
compared for being equal, letter for letter, and not by a digest; what is the same object needs no comparing,
so that a chain of such functions costs little where nothing has changed. What they are given and return is
shared and so must never be changed in place, and a function that reads a file must be given its contents.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

PLAIN = (str, bytes, int, float, Path, type(None))
"""Types of arguments by which a call is looked up at once; the others are compared in turn."""
TURNS = 6
"""How many finished builds a result is kept for without being asked for: an edit taken back costs nothing."""


@dataclass
class _Kept:
    arguments: tuple[Any, ...]
    result: Any
    turn: int


@dataclass
class Memory:
    """What was returned so far, by function and arguments."""

    turn: int = 0
    _pulse: Callable[[], None] | None = None
    _kept: dict[Any, list[_Kept]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def at_work(self, pulse: Callable[[], None] | None = None) -> Iterator[None]:
        """Let this memory serve all remembered functions that are called within, in this thread.

        `pulse` is called before each of them that is to take time. Where it raises, the work is abandoned and
        all that was done before is kept.
        """
        token, self._pulse = _AT_WORK.set(self), pulse
        try:
            yield
        finally:
            _AT_WORK.reset(token)
            self._pulse = None

    def recall(self, function: Callable[..., R], arguments: tuple[Any, ...]) -> R:
        """Return what a function returned for equal arguments, or call it. Errors are not remembered."""
        key = (function, *(argument if isinstance(argument, PLAIN) else None for argument in arguments))
        found = self.find(key, arguments)
        if found is not None:
            return cast("R", found.result)
        if self._pulse is not None:
            self._pulse()
        return self.keep(key, arguments, function(*arguments))

    def find(self, key: tuple[Any, ...], arguments: tuple[Any, ...]) -> _Kept | None:
        """Return what is kept for arguments; `key` is the function and those by which it is looked up."""
        with self._lock:
            kept = self._kept.get(key, [])
            for place, one in enumerate(kept):
                if one.arguments == arguments:
                    one.turn = self.turn
                    kept.insert(0, kept.pop(place))
                    return one
        return None

    def keep(self, key: tuple[Any, ...], arguments: tuple[Any, ...], result: R) -> R:
        """Keep a result, and return it."""
        with self._lock:
            self._kept.setdefault(key, []).insert(0, _Kept(arguments, result, self.turn))
        return result

    def end_turn(self) -> None:
        """Forget what was not asked for in the last builds; to be called after each that was finished."""
        with self._lock:
            self.turn += 1
            oldest = self.turn - TURNS
            kept = {key: [one for one in found if one.turn >= oldest] for key, found in self._kept.items()}
            self._kept = {key: found for key, found in kept.items() if found}


_AT_WORK: ContextVar[Memory | None] = ContextVar("memory", default=None)


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a pure function whose results a Memory at work may keep."""

    @wraps(function)
    def recall(*arguments: P.args, **named: P.kwargs) -> R:
        memory = _AT_WORK.get()
        if memory is None:
            return function(*arguments, **named)
        if named:
            return cast("R", memory.recall(_by_name, (function, arguments, named)))
        return memory.recall(function, arguments)

    return recall


def recall_each(function: Callable[[list[T]], list[R]], items: list[T]) -> list[R]:
    """Return what a function makes of items, one for one; it is called once, for those not remembered."""
    memory = _AT_WORK.get()
    if memory is None:
        return function(items)
    known = [memory.find((function,), (item,)) for item in items]
    new = [item for item, found in zip(items, known, strict=True) if found is None]
    made = iter(function(new) if new else [])
    return [
        memory.keep((function,), (item,), next(made)) if found is None else found.result
        for item, found in zip(items, known, strict=True)
    ]


def _by_name(function: Callable[..., R], arguments: tuple[Any, ...], named: dict[str, Any]) -> R:
    return function(*arguments, **named)
