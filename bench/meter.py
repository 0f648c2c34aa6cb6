"""What a command costs: time by the clock, time of the processors, and the most memory that it took."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Cost:
    """Seconds by the clock, seconds of all processors together, and MB of the largest process."""

    clock: float
    processor: float
    memory: float

    def least(self, other: Cost) -> Cost:
        """Return the lesser of each: what another program took of the machine counts for neither."""
        return Cost(
            min(self.clock, other.clock),
            min(self.processor, other.processor),
            min(self.memory, other.memory),
        )


class FailedRun(Exception):
    """A command that ended with an error; its last words are the message."""


def run(command: Sequence[str], folder: Path, more: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder and return its cost, its children's included. Raises FailedRun."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | (more or {}),
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode(errors="replace").strip()
            raise FailedRun(f"{' '.join(map(str, command))}: {words[-2000:]}")
    return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
