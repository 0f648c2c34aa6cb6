"""A series: every essay under a folder, each by a process of its own, as many at a time as there are cores.

A failed essay does not stop the others. When the press is told to stop, all end with it (press.interrupt).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from press.beside import cores
from press.errors import NoManuscript
from press.progress import Stage

BUILD = Path(__file__).resolve().parent.parent / "build.py"
ABOUT = Path("manuscript") / "essay.yaml"
LEFT_OUT = {"out", "node_modules", "__pycache__"}
PAUSE = 0.05  # s between two looks at the processes


@dataclass(frozen=True)
class Result:
    """What became of an essay: its exit code, how long it took, and what the press said of it."""

    essay: Path
    code: int
    seconds: float
    said: tuple[str, ...]

    @property
    def last(self) -> str:
        """The last thing that the press said, or nothing."""
        return self.said[-1] if self.said else ""


@dataclass
class Job:
    """An essay that is being built."""

    essay: Path
    process: subprocess.Popen[bytes]
    said: IO[bytes]
    started: float = field(default_factory=time.perf_counter)

    def finish(self) -> Result:
        """Return what became of it."""
        self.said.seek(0)
        lines = self.said.read().decode("utf-8", "replace").splitlines()
        self.said.close()
        return Result(self.essay, self.process.returncode, time.perf_counter() - self.started, tuple(lines))


def find_essays(folder: Path) -> list[Path]:
    """Return the folders of the essays under a folder, in the order of their names.

    Nothing is looked for within an essay, nor in hidden folders. Raises NoManuscript when there is none.
    """
    essays = list(_find(folder))
    if not essays:
        remedy = "An essay is a folder with manuscript/essay.yaml; `build.py new DIR` begins one."
        raise NoManuscript.at(folder, None, "there is no essay under it.", remedy)
    return essays


def _find(folder: Path) -> Iterator[Path]:
    if (folder / ABOUT).is_file():
        yield folder
    elif folder.is_dir():
        for child in sorted(folder.iterdir()):
            if child.is_dir() and not child.name.startswith(".") and child.name not in LEFT_OUT:
                yield from _find(child)


def build(essays: Sequence[Path], options: Sequence[str], outs: Sequence[Path], stage: Stage) -> list[Result]:
    """Build essays with these arguments of the front door, into these folders; return what became of each."""
    waiting = list(zip(essays, outs, strict=True))
    running: list[Job] = []
    done: list[Result] = []
    try:
        while waiting or running:
            while waiting and len(running) < cores():
                running.append(_start(*waiting.pop(0), options))
            time.sleep(PAUSE)
            ended = [job for job in running if job.process.poll() is not None]
            running = [job for job in running if job not in ended]
            done += [job.finish() for job in ended]
            stage.step(len(done), ", ".join(job.essay.name for job in running))
    finally:
        for job in running:
            job.process.kill()
            job.process.wait()
            job.said.close()
    return sorted(done, key=lambda result: essays.index(result.essay))


def _start(essay: Path, out: Path, options: Sequence[str]) -> Job:
    said = tempfile.TemporaryFile()  # noqa: SIM115  closed with the job
    command = [sys.executable, str(BUILD), *options, "--essay", str(essay), "--out", str(out)]
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT)
    return Job(essay, process, said)
