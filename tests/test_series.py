"""A series: all essays under a folder at once, none in the way of another, and none left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from press.errors import FailedCheck, NoManuscript
from press.interrupt import find_children
from press.series import find_essays
from tests.reading import ROOT, crowd

MINIMAL = ROOT / "tests" / "data" / "minimal"


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """Three essays, one with a space in its name, one deeper, one that cannot be built."""
    folder = tmp_path / "all essays"
    for name in ("one", "deep/and broken", "deep/two"):
        shutil.copytree(MINIMAL, folder / name, ignore=shutil.ignore_patterns("out"))
    chapter = next((folder / "deep" / "and broken" / "manuscript").glob("*.md"))
    chapter.write_text(f"{chapter.read_text()}\n\nNo such work [@none].\n")
    return folder


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "build.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_essays_are_found_by_their_settings_and_not_within_one_another(series: Path) -> None:
    for name in ("one/inner", ".hidden", "out"):
        shutil.copytree(MINIMAL, series / name, ignore=shutil.ignore_patterns("out"))
    (series / "no essay").mkdir()
    found = [str(path.relative_to(series)) for path in find_essays(series)]
    assert found == ["deep/and broken", "deep/two", "one"]
    assert find_essays(series / "one") == [series / "one"]


def test_a_folder_without_essays_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoManuscript, match="no essay under it"):
        find_essays(tmp_path)
    assert run("all", "--series", tmp_path / "gone").returncode == NoManuscript.exit_code


@pytest.mark.slow
def test_a_failed_essay_stops_no_other_and_all_are_told_once(series: Path, tmp_path: Path) -> None:
    done = run("html", "--series", series, "--out", tmp_path / "out")
    assert done.returncode == FailedCheck.exit_code
    made = sorted(str(path.relative_to(tmp_path / "out")) for path in (tmp_path / "out").rglob("*.html"))
    assert made == ["deep/two/minimal.html", "one/minimal.html"]
    lines = done.stderr.splitlines()
    assert f"  {series}/deep/and broken: failed with 18" in lines
    assert [line for line in lines if line.startswith(f"  {series}/one: ") and " words, " in line]
    assert lines[lines.index(f"{series}/deep/and broken:") + 1].startswith("  error: ")
    assert lines[-1].startswith("2 of 3 essays are printed, ")
    assert "\x1b" not in done.stderr


@pytest.mark.slow
def test_all_end_with_the_press_within_a_second(series: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "all", "--series", str(series)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd=ROOT) as press:
        deadline = time.monotonic() + 60
        while not (children := find_children(press.pid)):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        time.sleep(0.5)
        children = find_children(press.pid)
        assert children
        started = time.monotonic()
        os.kill(press.pid, signal.SIGINT)  # to the press alone, not to its group as a terminal would
        assert press.wait(timeout=10) == 130
        assert time.monotonic() - started < crowd()
    assert [process for process in children if _is_alive(process)] == []


def _is_alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in {"Z", "X"}
