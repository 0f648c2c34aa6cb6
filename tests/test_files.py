from __future__ import annotations

import os
from pathlib import Path

import pytest

from press.dates import EPOCH, edition_time
from press.files import write
from press.model import Artifact


def artifact(name: str, data: bytes = b"new") -> Artifact:
    return Artifact("pdf", name, "application/pdf", data)


def test_editions_replace_those_of_the_same_name_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    paths = write([artifact("a.pdf"), artifact("b.pdf")], tmp_path)
    assert [path.read_bytes() for path in paths] == [b"new", b"new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "b.pdf"]


def test_a_folder_is_made_and_the_umask_holds(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        (path,) = write([artifact("a.pdf")], tmp_path / "deep" / "er")
    finally:
        os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o640


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
