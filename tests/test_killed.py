"""Builds that are killed, that come together, and that find no room: the last good editions stay."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.killing import Victim, kill_many, sums
from tests.reading import ROOT

MINIMAL = ROOT / "tests" / "data" / "minimal"
SMALL = 300_000  # bytes: less than the editions of the small essay

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def victim(tmp_path_factory: pytest.TempPathFactory) -> Victim:
    return Victim(MINIMAL, tmp_path_factory.mktemp("victim"), "html", "epub")


def test_a_killed_build_leaves_each_file_old_or_new(victim: Victim) -> None:
    seed = time.time_ns()
    tally = kill_many(8, victim, random.Random(seed))
    assert not tally.torn, f"seed {seed}"
    assert tally.while_writing, f"seed {seed}"  # or this test would prove little
    assert victim.mend() == victim.states[0]


def test_two_builds_at_once_do_not_mix(victim: Victim) -> None:
    victim.mend()
    victim.turn(1)
    with subprocess.Popen(victim.command) as first, subprocess.Popen(victim.command) as second:
        assert (first.wait(), second.wait()) == (0, 0)
    assert sums(victim.out) == victim.states[1]


def test_of_two_builds_the_one_that_is_out_of_date_gives_way(victim: Victim) -> None:
    victim.mend()
    victim.turn(1)
    command = [part for part in victim.command if part != "--quiet"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as late:
        assert late.stderr is not None
        for line in late.stderr:
            if line.lstrip().startswith("epub"):
                break
        victim.turn(0)
        said = late.stderr.read()
    assert late.returncode == 45
    assert "01-claim.md: was changed while the editions were made." in said
    assert sums(victim.out) == victim.states[0]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "build.py", "--quiet", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_a_full_disk_keeps_the_last_good_editions(tmp_path: Path) -> None:
    """On a file system of its own where that can be made, else under a limit on the size of files."""
    disk = tmp_path / "disk"
    disk.mkdir()
    is_mounted, out = mount(disk), disk / "out"
    try:
        assert run("html", "--essay", MINIMAL, "--out", out).returncode == 0
        last = sums(out)
        print_again = run if is_mounted else limited
        done = print_again("--essay", str(MINIMAL), "--out", str(out))
        assert done.returncode == 28
        assert "Free some space; the last editions are as they were." in done.stderr
        assert "Traceback" not in done.stderr
        assert sums(out) == last
        assert {path.name for path in out.iterdir()} == set(last)
    finally:
        if is_mounted:
            subprocess.run(["umount", str(disk)], check=True)


def mount(disk: Path) -> bool:
    if os.geteuid():
        return False
    options = ["-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(disk)]
    return subprocess.run(["mount", *options], capture_output=True, check=False).returncode == 0


def limited(*arguments: str) -> subprocess.CompletedProcess[str]:
    script = f'ulimit -f {SMALL // 2048}; exec "$@"'
    command = ["sh", "-c", script, "sh", sys.executable, str(ROOT / "build.py"), "--quiet", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_a_folder_that_cannot_be_written_to_keeps_the_last_good_editions(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("html", "--essay", MINIMAL, "--out", out).returncode == 0
    last = sums(out)
    (out / "minimal.epub").mkdir()  # A folder in the way stops root, too, whom no permission stops.
    done = run("--essay", MINIMAL, "--out", out)
    assert done.returncode == 27
    assert "Traceback" not in done.stderr
    (out / "minimal.epub").rmdir()
    assert sums(out) == last
