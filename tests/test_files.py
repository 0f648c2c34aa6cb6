from __future__ import annotations

import errno
import fcntl
import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from press.dates import EPOCH, edition_time
from press.errors import BadSetting, DiskFull, InputChanged, NotWritable, UnreadableFile
from press.files import ASIDE, explain_reading, write
from press.model import Artifact


def artifact(name: str, data: bytes = b"new") -> Artifact:
    return Artifact("pdf", name, "application/pdf", data)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_editions_replace_those_of_the_same_name_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    paths = write([artifact("a.pdf"), artifact("b.pdf")], tmp_path)
    assert [path.read_bytes() for path in paths] == [b"new", b"new"]
    assert names(tmp_path) == ["a.pdf", "b.pdf"]


def test_a_folder_is_made_and_the_umask_holds(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        (path,) = write([artifact("a.pdf")], tmp_path / "deep" / "er")
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_a_killed_build_left_is_removed(tmp_path: Path) -> None:
    (tmp_path / f"{ASIDE}123-0").write_bytes(b"half")
    write([artifact("a.pdf")], tmp_path)
    assert names(tmp_path) == ["a.pdf"]


def test_the_seal_is_put_in_place_last_and_is_none_of_the_editions(tmp_path: Path) -> None:
    paths = write([artifact("a.pdf")], tmp_path, lambda: artifact("manifest.json", b"{}"))
    assert [path.name for path in paths] == ["a.pdf"]
    assert names(tmp_path) == ["a.pdf", "manifest.json"]


def test_a_seal_that_refuses_leaves_everything_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")

    def refuse() -> Artifact:
        raise InputChanged

    with pytest.raises(InputChanged):
        write([artifact("a.pdf")], tmp_path, refuse)
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_a_build_waits_for_another_one_that_writes_there(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    waited: list[float] = []
    other = threading.Timer(0.3, os.close, [folder])
    other.start()
    write([artifact("a.pdf")], tmp_path, waits=lambda: waited.append(time.monotonic()))
    assert len(waited) == 1
    assert time.monotonic() - waited[0] > 0.1
    other.join()


def test_the_lock_of_a_killed_build_is_gone_with_it(tmp_path: Path) -> None:
    hold = "import fcntl, os, sys, time; fcntl.flock(os.open(sys.argv[1], os.O_RDONLY), fcntl.LOCK_EX); "
    hold += "print(flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", hold, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
    write([artifact("a.pdf")], tmp_path, waits=lambda: pytest.fail("it waited"))


def test_a_folder_of_an_edition_s_name_is_told_before_anything_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    (tmp_path / "b.pdf").mkdir()
    with pytest.raises(NotWritable, match=r"b\.pdf is a folder"):
        write([artifact("a.pdf"), artifact("b.pdf")], tmp_path)
    assert (tmp_path / "a.pdf").read_bytes() == b"old"


@pytest.mark.parametrize("limit", [0, 1000, 4096])
def test_a_file_that_may_not_grow_leaves_the_last_edition(tmp_path: Path, limit: int) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, before[1]))
    try:
        with pytest.raises(DiskFull, match="the last editions are as they were"):
            write([artifact("c.pdf", b""), artifact("a.pdf", bytes(5000))], tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert (tmp_path / "a.pdf").read_bytes() == b"old"
    assert names(tmp_path) == ["a.pdf"]


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(NotWritable, match="--out DIR"):
        write([artifact("a.pdf")], tmp_path / "out")


def test_what_cannot_be_read_is_not_said_to_be_unwritable() -> None:
    chapter = Path("manuscript/01.md")
    gone = explain_reading(FileNotFoundError(errno.ENOENT, "gone"), chapter)
    assert isinstance(gone, InputChanged)
    assert str(gone).startswith("manuscript/01.md: is no longer there.")
    closed = explain_reading(PermissionError(errno.EACCES, "Permission denied"), chapter)
    assert isinstance(closed, UnreadableFile)
    assert "cannot be read: permission denied" in str(closed)
    assert isinstance(explain_reading(OSError(errno.ENOSPC, "No space left"), chapter), DiskFull)


@pytest.mark.parametrize(
    ("date", "expected"), [("2026", "2026-01-01"), ("2026-11", "2026-11-01"), ("2026-11-23", "2026-11-23")]
)
def test_an_edition_is_dated_by_the_essay(date: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert edition_time(date).strftime("%Y-%m-%d") == expected
    assert edition_time("") == EPOCH


def test_source_date_epoch_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert edition_time("2026").isoformat() == "1970-01-02T00:00:00+00:00"


@pytest.mark.parametrize("epoch", ["now", "1e9", "9" * 30, "2026-11-23"])
def test_a_source_date_epoch_that_is_none_is_told(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(BadSetting, match="SOURCE_DATE_EPOCH"):
        edition_time("2026")
