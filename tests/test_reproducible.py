"""The same essay gives the same bytes, wherever, whenever and by whomever it is printed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest

from tests.reading import ROOT, Editions

DATA = ROOT / "tests" / "data"
HERE = {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC", "USER": "ann", "LANG": "C", "COLUMNS": "40"}
THERE = {
    "PYTHONHASHSEED": "4242",
    "LC_ALL": "de_DE.UTF-8",
    "TZ": "Pacific/Auckland",
    "USER": "bo",
    "LANG": "ru_RU.UTF-8",
    "COLUMNS": "200",
}


@dataclass(frozen=True)
class Desk:
    """A place to print at: a copy of an essay, and an environment of its own."""

    essay: Path
    env: dict[str, str]
    umask: int

    @classmethod
    def set_up(cls, source: Path, folder: Path, env: dict[str, str], umask: int, date: int) -> Desk:
        """Copy an essay; its files are dated in seconds since 1970."""
        essay = folder / "an essay"
        for name in ("manuscript", "references.bib"):
            place = shutil.copytree if (source / name).is_dir() else shutil.copy
            essay.mkdir(parents=True, exist_ok=True)
            place(source / name, essay / name)
        for path in essay.rglob("*"):
            os.utime(path, (date, date))
        (folder / "home").mkdir()
        return cls(essay, {**os.environ, **env, "HOME": str(folder / "home")}, umask)

    def run(self, *arguments: str, cwd: Path | None = None) -> str:
        """Run the press and return what it prints."""
        done = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), *arguments],
            env=self.env,
            umask=self.umask,
            cwd=cwd or self.essay,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name != "said"}


def desks(source: Path, tmp_path: Path) -> tuple[Desk, Desk]:
    here = Desk.set_up(source, tmp_path / "here", HERE, 0o022, 946_684_800)
    return here, Desk.set_up(source, tmp_path / "dort, über" / "den Bergen", THERE, 0o077, 1_700_000_000)


@pytest.mark.slow
def test_a_checked_essay_is_the_same_everywhere_and_so_are_the_reports(tmp_path: Path) -> None:
    here, there = desks(DATA / "minimal", tmp_path)
    reports = [desk.run("check", "--format", "json") for desk in (here, there)]
    assert reports[0] == reports[1]
    assert read_all(here.essay / "out") == read_all(there.essay / "out")
    evidence = [desk.run("evidence", "--manuscript", "--format", "json") for desk in (here, there)]
    assert evidence[0] == evidence[1]


@pytest.mark.slow
def test_editions_made_apart_over_older_ones_are_those_made_together(tmp_path: Path) -> None:
    here, there = desks(DATA / "features", tmp_path)
    whole, pieces = tmp_path / "whole", tmp_path / "pieces"
    here.run("--essay", str(here.essay), "--out", str(whole), cwd=ROOT)
    pieces.mkdir()
    (pieces / "features.pdf").write_bytes(b"of another day")
    (pieces / "manifest.json").write_text("{}")
    place = os.path.relpath(there.essay, tmp_path)
    for name in ("html", "booklet", "epub", "pdf"):
        there.run(name, "--essay", place, "--out", "pieces", cwd=tmp_path)
    assert read_all(whole) == read_all(pieces)


@pytest.mark.slow
def test_the_date_can_be_given_from_outside(tmp_path: Path) -> None:
    here, there = desks(DATA / "minimal", tmp_path)
    here.run("html")
    for desk in (here, there):
        desk.env["SOURCE_DATE_EPOCH"] = "1700000000"
        desk.run("--out", "dated")
    dated = read_all(here.essay / "dated")
    assert dated == read_all(there.essay / "dated")
    manifest = json.loads(dated["manifest.json"])
    (record,) = manifest["records"].values()
    assert record["time"] == "2023-11-14T22:13:20Z"
    undated = json.loads((here.essay / "out" / "manifest.json").read_text())
    assert record["edition"] not in {other["edition"] for other in undated["records"].values()}
    with pikepdf.open(here.essay / "dated" / "minimal.pdf") as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20231114221320Z"


@pytest.mark.slow
def test_the_real_essay_is_the_same_elsewhere(editions: Editions, tmp_path: Path) -> None:
    _, there = desks(ROOT, tmp_path)
    there.run()
    assert read_all(editions.folder) == read_all(there.essay / "out")
