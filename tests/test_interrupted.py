"""Ctrl-C and SIGTERM at random moments: the press ends within a second, and its programs with it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from press.interrupt import PROCESSES, find_children
from press.scratch import NEW, PREFIX, remove_old
from tests.reading import ROOT, crowd

MINIMAL = ROOT / "tests" / "data" / "minimal"
SECONDS = 1.0
WHOLE = 3.0  # s: what the small essay takes, about


def start(*arguments: str | Path, scratch: Path) -> subprocess.Popen[str]:
    """Start the press in a session of its own, so that all its programs are known; Ctrl-C is not ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what is ignored here is ignored there
    return subprocess.Popen(
        [sys.executable, str(ROOT / "build.py"), *map(str, arguments)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, "TMPDIR": str(scratch)},
    )


def of_session(leader: int) -> Iterator[int]:
    """Yield the processes of a session."""
    for folder in PROCESSES.iterdir():
        if folder.name.isdecimal():
            try:
                state = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(state[3]) == leader and state[0] != "Z":
                yield int(folder.name)


def stop(process: subprocess.Popen[str], number: signal.Signals) -> None:
    """Send a signal, and see that the end is as it is to be."""
    started = time.perf_counter()
    process.send_signal(number)
    _, said = process.communicate(timeout=20)
    took = time.perf_counter() - started
    # While Python itself takes its leave, the signal ends it: to a shell that is the same.
    assert process.returncode in {128 + number, -number}, said
    assert took < SECONDS * crowd()
    assert "Traceback" not in said
    assert "Exception" not in said
    while list(of_session(process.pid)):  # a killed process takes its time to go
        assert time.perf_counter() - started < SECONDS * crowd()
        time.sleep(0.01)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_while_it_still_imports(number: signal.Signals) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as in start()
    code = f"import os, signal; from press.interrupt import obey; obey(); os.kill(os.getpid(), {number:d})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (128 + number, "", "")


WHERE = """
import os, signal, sys

class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        if name == {name!r}:
            os.kill(os.getpid(), signal.{signal})

sys.meta_path.insert(0, Finder)
"""
"""A module that Python imports before the press: it sends a signal where another one is imported."""


@pytest.mark.parametrize("name", ["gc", "press", "press.commands", "press.interrupt", "press.scratch"])
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_shows_no_trace_from_the_first_line_on(
    tmp_path: Path, name: str, number: signal.Signals
) -> None:
    (tmp_path / "sitecustomize.py").write_text(WHERE.format(name=name, signal=number.name))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as in start()
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "doctor", "--licences"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode in {128 + number, -number}, name
    assert (done.stdout, done.stderr) == ("", ""), name


def test_ctrl_c_while_one_python_gives_way_to_another_waits_for_the_first_line() -> None:
    blocked = "import os, signal, sys; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT]); "
    code = (
        blocked
        + "os.kill(os.getpid(), signal.SIGINT); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
    )
    command = [sys.executable, "-c", code, str(ROOT / "build.py"), "doctor"]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as in start()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (-signal.SIGINT, "", "")


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM] * 3)
def test_a_printing_ends_at_once(tmp_path: Path, number: signal.Signals) -> None:
    moment = random.uniform(0.2, WHOLE)
    with start("--essay", MINIMAL, "--out", tmp_path / "out", scratch=tmp_path) as process:
        try:
            process.wait(moment)
            assert process.returncode == 0
        except subprocess.TimeoutExpired:
            stop(process, number)
    assert [path.name for path in tmp_path.iterdir() if path.name != "out"] == [], f"after {moment} s"


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_check_ends_at_once_with_its_validators(tmp_path: Path, number: signal.Signals) -> None:
    process = start("check", "--essay", MINIMAL, "--out", tmp_path / "out", scratch=tmp_path)
    assert process.stderr is not None
    for line in process.stderr:
        if line.lstrip().startswith("html"):
            break
    while not find_children(process.pid):
        assert process.poll() is None, process.communicate()[1]
        time.sleep(0.01)
    time.sleep(random.uniform(0, 2))
    stop(process, number)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_raised_into_a_module_that_is_imported(tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text(
        "import os\ntry: os.kill(os.getpid(), 15)\nfinally: print('raised')\n"
    )
    code = "from press.interrupt import obey\nobey()\nimport module\n"
    path = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env=path)
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGTERM, "", "")


def test_it_ends_at_once_while_a_class_is_made() -> None:
    code = (
        "import os\nfrom press.interrupt import obey\nobey()\n"
        "class Field:\n  def __set_name__(self, *_): os.kill(os.getpid(), 15)\n"
        "class Record:\n  field = Field()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (128 + signal.SIGTERM, "", "")


def test_what_the_press_is_started_to_ignore_it_ignores() -> None:
    code = "import signal; from press.interrupt import obey; obey(); print(signal.getsignal(signal.SIGINT))"
    done = subprocess.run(
        ["sh", "-c", 'trap "" INT; exec "$@"', "sh", sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "SIG_IGN" in done.stdout or done.stdout.strip() == "1"


def test_children_are_found_with_theirs() -> None:
    with subprocess.Popen(["sh", "-c", "sleep 20 & echo; wait"], stdout=subprocess.PIPE) as shell:
        assert shell.stdout is not None
        shell.stdout.readline()
        children = find_children(shell.pid)
        assert len(children) == 1
        assert find_children(os.getpid())[-2:] == [shell.pid, *children]
        for child in (*children, shell.pid):
            os.kill(child, signal.SIGKILL)


def test_temporary_files_of_killed_runs_are_removed_and_those_of_others_are_not(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (f"{PREFIX}old", f"{PREFIX}young", "other"))
    for folder in (old, young, other):
        folder.mkdir()
        (folder / "file").write_text("")
    past = time.time() - 2 * NEW
    for folder in (old, other):
        os.utime(folder, (past, past))
    remove_old(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{PREFIX}young", "other"]
