"""Every file that an edition is made from, and when one of them changes.

The files are looked at again and again, some forty times a second, instead of asking the operating system
to tell: that is done with in a fifth of a millisecond, needs no package, and sees what is saved on network
drives, in containers and by editors that write a new file and rename it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from press.templating import HERE

PAUSE = 0.025  # s between two looks
QUIET = 0.012  # s in which nothing may change, so that no file is read that is half written
IGNORED = ("~", ".swp", ".swx", ".tmp", ".part", ".pyc")
Snapshot = dict[str, tuple[int, int, int]]
"""By path: when it was changed (ns), how long it is, and which file it is."""


def look(essay: Path) -> Snapshot:
    """Return the state of all inputs: manuscript/, templates, and the files in the essay's own folder."""
    found: Snapshot = {}
    for folder, deep in (
        (essay, False),
        (essay / "manuscript", True),
        (essay / "templates", True),
        (HERE, True),
    ):
        for entry in _files(str(folder), deep=deep):
            try:
                state = entry.stat()
            except OSError:  # removed since it was listed
                continue
            found[entry.path] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return found


def _files(folder: str, *, deep: bool) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:  # there is no such folder, or no longer
        return
    for entry in entries:
        if entry.name.startswith((".", "#")) or entry.name.endswith(IGNORED):
            continue
        if deep and entry.is_dir():
            yield from _files(entry.path, deep=True)
        elif entry.is_file():
            yield entry


def saved_at(new: Snapshot, old: Snapshot) -> float:
    """Return when the newest of the files that differ was saved, in seconds since 1970."""
    times = [state[0] for path, state in new.items() if old.get(path) != state]
    return max(times, default=time.time_ns()) / 1e9


class Watch:
    """Looks at the inputs of an essay. `seen` is the state that was last taken note of."""

    def __init__(self, essay: Path) -> None:
        self.essay = essay
        self.seen: Snapshot = {}

    def has_changed(self) -> bool:
        """Tell whether anything was saved since the last look that was taken note of."""
        return look(self.essay) != self.seen

    def take(self) -> float:
        """Take note of a change, once it is complete, and return when it was saved."""
        before, now = self.seen, look(self.essay)
        while True:
            time.sleep(QUIET)
            then, now = now, look(self.essay)
            if then == now:
                break
        self.seen = now
        return saved_at(now, before)

    def wait(self, seconds: float, stop: Callable[[], bool]) -> bool:
        """Wait for a change for so long; tell whether there was one."""
        end = time.monotonic() + seconds
        while not stop():
            if self.has_changed():
                return True
            if time.monotonic() >= end:
                return False
            time.sleep(PAUSE)
        return False
