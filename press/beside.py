"""Work done beside other work, on another core: in a process forked off this one, or in threads."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from importlib import import_module
from multiprocessing.connection import Connection
from typing import TypeVar

from press.errors import PressError

R = TypeVar("R")
T = TypeVar("T")


def begin(function: Callable[[], R]) -> Callable[[], R]:
    """Begin to work something out, and return the function that waits for it.

    It may look at everything that is there already; what it changes is seen by nobody, and only its result
    comes back. An error is raised where it is waited for. Without a core to spare, or where a process cannot
    safely be forked, the work is done when it is waited for.
    """
    if not can_fork():
        return function
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(function, here, there), daemon=True)
    process.start()
    there.close()

    def wait() -> R:
        outcome: tuple[R, None] | tuple[None, Exception]
        try:
            outcome = here.recv()
        except EOFError:  # it was killed, perhaps for want of memory
            outcome = function(), None
        process.join()
        if outcome[1] is not None:
            raise outcome[1]
        return outcome[0]

    return wait


def spread(function: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Call a function for each item, in several threads, all with the memory of this one (press.memory)."""
    jobs = [(copy_context(), item) for item in items]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda job: job[0].run(function, job[1]), jobs))


@contextmanager
def importing(module: str) -> Iterator[None]:
    """Import a module in a thread, while this one does something else, such as waiting for pandoc.

    What is wrong with the module is told to whoever imports it next.
    """

    def bring_in() -> None:
        with suppress(PressError):
            import_module(module)

    thread = threading.Thread(target=bring_in)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def can_fork() -> bool:
    """Tell whether this process can be forked.

    A fork of several threads has the locks that the others hold and not those who would release them; and
    on macOS libraries of the system do not survive one.
    """
    return sys.platform == "linux" and cores() > 1 and threading.active_count() == 1


def cores() -> int:
    """Return how many processes can run at a time."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1  # macOS


def _work(function: Callable[[], object], here: Connection, there: Connection) -> None:
    here.close()
    with suppress(BrokenPipeError):  # whoever waited was killed
        try:
            there.send((function(), None))
        except BrokenPipeError:
            raise
        except Exception as error:  # whoever waits for the result gets it
            error.add_note(traceback.format_exc())
            there.send((None, error))
