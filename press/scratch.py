"""A folder for the temporary files of one run, which is gone when the run is, however it ended."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = "essay-press-"
NEW = 60  # s: so young a folder may not be locked yet


@contextmanager
def keep_scratch() -> Iterator[Path]:
    """Have all temporary files made in one folder, those of other programs too; remove it at the end.

    The folder is locked as long as this process lives. One without a lock is of a run that was killed,
    and is removed.
    """
    whole = Path(tempfile.gettempdir())
    remove_old(whole)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=whole))
    descriptor = os.open(folder, os.O_RDONLY)
    with suppress(OSError):  # not every file system can lock
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    before = os.environ.get("TMPDIR")
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # If that is interrupted, `discard` still knows the folder.
        tempfile.tempdir = None
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
        os.close(descriptor)


def discard() -> None:
    """Remove this run's folder, if it has one, for a process that ends without unwinding."""
    folder = tempfile.tempdir
    if folder and Path(folder).name.startswith(PREFIX):
        shutil.rmtree(folder, ignore_errors=True)


def remove_old(whole: Path) -> None:
    """Remove the folders of runs that were killed."""
    for folder in whole.glob(f"{PREFIX}*"):
        with suppress(OSError):  # it is another user's, or was removed meanwhile
            if folder.is_symlink() or time.time() - folder.stat().st_mtime < NEW:
                continue
            descriptor = os.open(folder, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(descriptor)
