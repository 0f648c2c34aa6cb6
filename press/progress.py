"""What the terminal shows while the press works: a line per stage with its time."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """Writes to a stream: rewriting lines on a terminal, plain ones in a pipe, none when quiet."""

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self.stream = stream or sys.stderr
        self.quiet = quiet
        self.live = self.stream.isatty()

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage of the work."""
        started = time.perf_counter()
        if self.live and not self.quiet:
            self.stream.write(f"  {name} …")
            self.stream.flush()
        done = False
        try:
            yield
            done = True
        finally:
            if not self.quiet:
                self._close(name, time.perf_counter() - started, done=done)

    def _close(self, name: str, seconds: float, *, done: bool) -> None:
        start = "\r\x1b[K" if self.live else ""
        self.stream.write(f"{start}  {name:<28}{seconds:6.2f} s{'' if done else '  stopped'}\n")
        self.stream.flush()

    def say(self, text: str) -> None:
        """Write a line."""
        if not self.quiet:
            self.stream.write(f"{text}\n")
            self.stream.flush()
