"""Work done beside other work, on another core: in a process forked off this one, or in threads."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import copy_context
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import TypeVar

from press.errors import PressError

PATIENCE = 0.5  # s for a thread to end
STANDSTILL = 120.0  # s for which a forked process may do nothing, or wait for pandoc
THREADS = Path("/proc/self/task")

R = TypeVar("R")
T = TypeVar("T")


def begin(function: Callable[[], R]) -> Callable[[], R]:
    """Begin to work something out, and return the function that waits for it.

    It may look at everything that is there already; what it changes is seen by nobody, and only its result
    comes back. An error is raised where it is waited for. Without a core to spare, or where a process cannot
    safely be forked, the work is done when it is waited for.
    """

    def work(take: Callable[[], None]) -> R:
        take()
        return function()

    return begin_early(work)(None)


def begin_early(function: Callable[[Callable[[], T]], R]) -> Callable[[T], Callable[[], R]]:
    """Begin work, as `begin` does, that wants something which is not known yet.

    The function is given another that waits for it. Returned is what hands it over once it is known, and
    returns in turn the function that waits for the result.
    """
    if not can_fork():
        return lambda value: lambda: function(lambda: value)
    context = multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_work, args=(lambda: function(there.recv), here, there), daemon=True)
    process.start()
    there.close()

    def hand_over(value: T) -> Callable[[], R]:
        with suppress(ConnectionError):  # it was killed, as is seen where it is waited for
            here.send(value)
        return lambda: wait(value)

    def wait(value: T) -> R:
        outcome: tuple[R, None] | tuple[None, Exception]
        try:
            if not _answers(here, process):
                raise EOFError
            outcome = here.recv()
        except (EOFError, ConnectionError):  # it was killed, perhaps for want of memory, or it hangs
            process.kill()
            outcome = function(lambda: value), None
        process.kill()  # its work is done
        process.join()
        if outcome[1] is not None:
            raise outcome[1]
        return outcome[0]

    return hand_over


def _answers(here: Connection, process: ForkProcess) -> bool:
    """Wait for a forked process, as long as it does something; tell whether it has anything to say."""
    before = -1
    while not here.poll(STANDSTILL):
        now = _ticks(process)
        if now == before:
            return False
        before = now
    return True


def _ticks(process: ForkProcess) -> int:
    """Return what a process has had of the processor until now (proc(5): utime and stime)."""
    state = Path(f"/proc/{process.pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    return int(state[11]) + int(state[12])


def spread(function: Callable[[T], R], items: Iterable[T]) -> list[R]:
    """Call a function for each item, in several threads, all with the memory of this one (press.memory)."""
    jobs = [(copy_context(), item) for item in items]
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda job: job[0].run(function, job[1]), jobs))


@contextmanager
def importing(*modules: str) -> Iterator[None]:
    """Import modules in a thread, while this one does something else, such as waiting for pandoc.

    What is wrong with one is told to whoever imports it next.
    """

    def bring_in() -> None:
        for module in modules:
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

    A fork of several threads has the locks that the others hold and not those who would release them. Pango
    has threads that Python does not know of: one is waited for a moment, until it has ended or waits for work
    itself. On macOS libraries of the system do not survive a fork.
    """
    if sys.platform != "linux" or cores() == 1 or threading.active_count() > 1:
        return False
    until = time.monotonic() + PATIENCE
    while any(map(_is_busy, THREADS.iterdir())):
        if time.monotonic() > until:
            return False
        time.sleep(0.002)
    return True


def _is_busy(thread: Path) -> bool:
    """Tell whether a thread other than this may hold a lock; one that waits for work sleeps on a futex."""
    if thread.name == str(threading.get_native_id()):
        return False
    try:
        return "futex" not in (thread / "wchan").read_text()
    except OSError:  # it has ended meanwhile
        return False


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
