"""Every file that an edition is made from, and when one of them changes.

The files are looked at again and again, some thirty times a second, instead of asking the operating system
to tell: a look takes about a millisecond, needs no package, and sees what is saved on network drives, in
containers and by editors that write a new file and rename it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from press.templating import HERE

PAUSE = 0.03  # s between two looks
QUIET = 0.012  # s in which nothing may change, so that no file is read that is half written
IGNORED = ("~", ".swp", ".swx", ".tmp", ".part", ".pyc")
Snapshot = dict[str, tuple[int, int, int]]
"""By path: when it was changed (ns), how long it is, and which file it is."""


def look(essay: Path, named: Iterable[Path] = ()) -> Snapshot:
    """Return the state of all inputs: manuscript/, templates, files in the essay's folder, and `named`.

    These are files or folders that essay.yaml names, wherever they lie.
    """
    found: Snapshot = {}
    own = {essay: False, essay / "manuscript": True, essay / "templates": True, HERE: True}
    folders = own | {path: True for path in named if path.is_dir() and path not in own}
    files = [
        (entry.path, entry.stat) for folder, deep in folders.items() for entry in _files(folder, deep=deep)
    ]
    for path, stat in [*files, *((str(path), path.stat) for path in named if path.is_file())]:
        with suppress(OSError):  # removed since it was listed
            state = stat()
            found[path] = (state.st_mtime_ns, state.st_size, state.st_ino)
    return found


def _files(folder: Path | str, *, deep: bool) -> Iterator[os.DirEntry[str]]:
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
        self.named: tuple[Path, ...] = ()
        """What essay.yaml names besides."""

    def has_changed(self) -> bool:
        """Tell whether anything was saved since the last look that was taken note of."""
        return look(self.essay, self.named) != self.seen

    def take(self) -> float:
        """Take note of a change, once it is complete, and return when it was saved."""
        before, now = self.seen, look(self.essay, self.named)
        while True:
            time.sleep(QUIET)
            then, now = now, look(self.essay, self.named)
            if then == now:
                break
        self.seen = now
        return saved_at(now, before)

    def name(self, paths: Iterable[Path]) -> None:
        """Look at these too from now on; they are as they were when they were read."""
        named = tuple(paths)
        if named != self.named:
            self.named = named
            extra = look(self.essay, named)
            self.seen = self.seen | {path: state for path, state in extra.items() if path not in self.seen}

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
