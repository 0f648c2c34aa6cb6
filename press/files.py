"""The only writer: every edition whole, or none at all and the last good ones untouched.

Of two builds into one folder one writes at a time. Only when all files lie on the disk under other names
are they renamed, so that a build that is killed leaves each of them either old or new; what else it leaves
the next one removes.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from press.errors import DiskFull, InputChanged, NotWritable, Place, Problem, UnreadableFile
from press.model import Artifact

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LOCKLESS = {errno.ENOLCK, errno.ENOTSUP, errno.EBADF, errno.EINVAL}
"""What file systems say that cannot lock a folder, some of networks among them."""
UNREADABLE = {errno.EACCES, errno.EPERM, errno.EISDIR, errno.ENOTDIR, errno.EIO, errno.ELOOP}
ASIDE = ".press-"
"""How the name of a file begins that is not yet finished."""


def write(
    artifacts: Sequence[Artifact],
    out: Path,
    seal: Callable[[], Artifact] | None = None,
    waits: Callable[[], None] = lambda: None,
) -> list[Path]:
    """Write editions into a folder and return their paths.

    `seal` makes a file that is put in place last; it is called when nobody else writes there, and
    may still refuse. `waits` is called when another build is writing. Raises NotWritable or DiskFull, and
    then leaves no litter.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _alone(out, waits) as folder:
            _write_all([*artifacts, *([seal()] if seal else [])], out, folder)
    except OSError as error:
        raise explain(error, out) from None
    return [out / artifact.name for artifact in artifacts]


def _write_all(artifacts: Sequence[Artifact], out: Path, folder: int) -> None:
    """Write files aside, then give all of them their names. `folder` is the folder, opened."""
    targets = [out / artifact.name for artifact in artifacts]
    for target in targets:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{target.name} is a folder", str(target))
    aside: list[Path] = []
    try:
        for number, artifact in enumerate(artifacts):
            aside.append(out / f"{ASIDE}{os.getpid()}-{number}")
            _write_aside(artifact.data, aside[-1])
        for source, target in zip(aside, targets, strict=True):
            if target is targets[-1]:
                os.fsync(folder)  # The last one must not be there before the others, even after a crash.
            source.replace(target)
        os.fsync(folder)
    finally:
        for path in aside:
            path.unlink(missing_ok=True)


def _write_aside(data: bytes, path: Path) -> None:
    """Write data to a new file, down to the disk."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _alone(out: Path, waits: Callable[[], None]) -> Iterator[int]:
    """Keep a folder to this build, and remove what a killed one left in it.

    The folder itself is locked: the lock ends with the process, however that ends, and leaves no file.
    """
    folder = os.open(out, os.O_RDONLY)
    try:
        if _lock(folder, waits):
            for path in out.glob(f"{ASIDE}*"):
                path.unlink(missing_ok=True)
        yield folder
    finally:
        os.close(folder)


def _lock(folder: int, waits: Callable[[], None]) -> bool:
    """Lock a folder; tell whether it can be locked at all."""
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        waits()
        fcntl.flock(folder, fcntl.LOCK_EX)
    except OSError as error:
        if error.errno not in LOCKLESS:
            raise
        return False
    return True


def explain(error: OSError, out: Path) -> DiskFull | NotWritable:
    """Return the press's error for one of the operating system's, met while writing into a folder."""
    reason = (error.strerror or str(error)).lower()
    if error.errno in FULL:
        return DiskFull(
            Problem(
                f"no room to write in {out}: {reason}.",
                "Free some space; the last editions are as they were.",
            )
        )
    return NotWritable(
        Problem(f"{out} cannot be written to: {reason}.", "Choose another folder with --out DIR.")
    )


def explain_reading(error: OSError, path: Path) -> InputChanged | UnreadableFile | DiskFull | NotWritable:
    """Return the press's error for one that was met outside the output folder, most likely while reading."""
    if error.errno == errno.ENOENT:
        remedy = "It was removed while it was wanted. Print again."
        return InputChanged(Problem("is no longer there.", remedy, Place(path)))
    if error.errno in UNREADABLE:
        reason = (error.strerror or str(error)).lower()
        return UnreadableFile(Problem(f"cannot be read: {reason}.", "See who may read it.", Place(path)))
    return explain(error, path)
