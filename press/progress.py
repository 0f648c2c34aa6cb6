"""What the terminal shows while the press works: a line for each stage, with its time.

In a pipe each stage is a plain line when it is done. On a terminal its line is drawn at once; when it takes
longer than a moment it moves, and where there is something to count it is a bar.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TextIO

from press.errors import shown

MOMENT = 0.3  # s before a stage begins to move
BEAT = 0.1  # s between two movements
FACES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"
WIDTH = 28  # of a stage's name
BAR = 24  # letters of a bar
CLEAR = "\r\x1b[K"


def is_live(stream: TextIO) -> bool:
    """Tell whether a stream is a terminal on which lines can be written anew."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Stage:
    """A part of the work. `step` says how much of its count is done, and what is being done.

    Where only the work finds out how much there is to count, `measure` says it too.
    """

    def __init__(self, progress: Progress, name: str, count: int) -> None:
        self.progress, self.name, self.count = progress, name, count
        self.done, self.what = 0, ""
        self.started = time.perf_counter()

    @property
    def seconds(self) -> float:
        """How long it has taken until now."""
        return time.perf_counter() - self.started

    def step(self, done: int, what: str = "") -> None:
        """Show that so much of the count is done."""
        self.done, self.what = done, what
        self.draw()

    def measure(self, done: int, count: int) -> None:
        """Show that so much is done, of so much."""
        self.count = count
        self.step(done)

    def draw(self) -> None:
        """Draw the stage as it is, where its line can be written anew."""
        if self.progress.live and not self.progress.quiet:
            face = FACES[int(self.seconds / BEAT) % len(FACES)]
            text = f"  {self.name} {self._bar() if self.count else face}  {self.seconds:.0f} s  {self.what}"
            # Past the stream's buffer: this may interrupt somebody who is writing into it.
            self.progress.put(CLEAR + shown(text)[: shutil.get_terminal_size().columns - 1])

    def _bar(self) -> str:
        full = BAR * self.done // self.count
        return f"{'━' * full}{'─' * (BAR - full)} {self.done}/{self.count}"


class Progress:
    """Writes to a stream: rewriting lines on a terminal, plain ones in a pipe, none when quiet."""

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.quiet = quiet
        self.live = is_live(self.stream)

    @contextmanager
    def stage(self, name: str, count: int = 0) -> Iterator[Stage]:
        """Time a stage of the work, of which so many things are counted."""
        stage = Stage(self, name, count)
        if self.live and not self.quiet:
            self.stream.write(f"  {name} …")
            self.stream.flush()
        done = False
        try:
            with self._moving(stage):
                yield stage
            done = True
        finally:
            if not self.quiet:
                self._close(name, stage.seconds, done=done)

    @contextmanager
    def _moving(self, stage: Stage) -> Iterator[None]:
        """Let a stage's line move while its work is done, by the alarm of the operating system.

        A thread would be in the way of those who fork. Only the main thread may have the alarm, and a stage
        within another leaves it to that one.
        """
        can = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        if not (can and self.live) or self.quiet or signal.getsignal(signal.SIGALRM) is not signal.SIG_DFL:
            yield
            return
        press = os.getpid()

        def beat(_: int, __: FrameType | None) -> None:
            if os.getpid() == press:
                stage.draw()

        signal.signal(signal.SIGALRM, beat)
        signal.siginterrupt(signal.SIGALRM, False)
        signal.setitimer(signal.ITIMER_REAL, MOMENT, BEAT)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def put(self, text: str) -> None:
        """Write to the terminal at once."""
        os.write(self.stream.fileno(), text.encode(self.stream.encoding or "utf-8", "replace"))

    def _close(self, name: str, seconds: float, *, done: bool) -> None:
        start = CLEAR if self.live else ""
        self.stream.write(f"{start}  {name:<{WIDTH}}{seconds:6.2f} s{'' if done else '  stopped'}\n")
        self.stream.flush()

    def say(self, text: str) -> None:
        """Write a line."""
        if not self.quiet:
            self.stream.write(f"{shown(text)}\n")
            self.stream.flush()
