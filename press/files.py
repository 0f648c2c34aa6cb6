"""The only writer: every edition whole, or none at all and the last good ones untouched."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from press.errors import DiskFull, NotWritable, Problem
from press.model import Artifact

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def write(artifacts: Sequence[Artifact], out: Path) -> list[Path]:
    """Write editions into a folder and return their paths.

    All are first written to temporary files there; only when every one lies on the disk are they
    renamed into place. Raises NotWritable or DiskFull, and then leaves no litter.
    """
    temporary: list[Path] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        temporary.extend(_write_aside(artifact.data, out) for artifact in artifacts)
        finished = [out / artifact.name for artifact in artifacts]
        for source, target in zip(temporary, finished, strict=True):
            source.replace(target)
    except OSError as error:
        raise explain(error, out) from None
    finally:
        for path in temporary:
            path.unlink(missing_ok=True)
    return finished


def _write_aside(data: bytes, folder: Path) -> Path:
    """Write data to a new file in a folder, down to the disk."""
    descriptor, name = tempfile.mkstemp(prefix=".press-", dir=folder)
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), 0o666 & ~_umask())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


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
