"""Work beside other work gives what it would have given in its turn."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

import pytest

from press.beside import cores, importing
from press.errors import DiskFull
from tests.reading import ROOT

CAN = sys.platform == "linux" and cores() > 1
BEGIN = """
import os, signal, threading, time
from pathlib import Path
from press.beside import begin
from press.errors import DiskFull, Problem
here = os.getpid()
"""


def alone(code: str) -> str:
    """Return what is printed by a process that has no thread but its own, as the workers of a test run do."""
    command = [sys.executable, "-c", BEGIN + code]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def test_it_is_done_in_another_process() -> None:
    assert alone("print(begin(os.getpid)() != here)") == str(CAN)


def test_a_result_is_that_of_the_function() -> None:
    result = '["a", b"b", {1: Path("c")}]'
    assert alone(f"print(begin(lambda: {result})() == {result})") == "True"


def test_an_error_comes_with_its_problems() -> None:
    code = """
def fail():
    raise DiskFull(Problem("no room."), Problem("none at all.", "Free some."))
try:
    begin(fail)()
except DiskFull as error:
    print(error.problems == (Problem("no room."), Problem("none at all.", "Free some.")))
"""
    assert alone(code) == "True"


def test_what_was_killed_is_done_again() -> None:
    assert alone("print(begin(lambda: 7 if os.getpid() == here else os.kill(os.getpid(), 9))())") == "7"


def test_who_does_not_leave_is_not_waited_for() -> None:
    """Its work is done, and it hangs in what is done at a process's end."""
    code = """
from multiprocessing.util import Finalize
def work():
    Finalize(None, time.sleep, args=[60], exitpriority=1)
    return 7
print(begin(work)())
"""
    started = time.monotonic()
    assert alone(code) == "7"
    assert time.monotonic() - started < 30


def test_a_module_is_imported_beside_other_work() -> None:
    sys.modules.pop("this", None)
    with redirect_stdout(io.StringIO()), importing("this"):
        pass
    assert "this" in sys.modules


def test_what_is_wrong_with_a_module_is_told_to_who_imports_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = "from press.errors import DiskFull, Problem\nraise DiskFull(Problem('no room.'))\n"
    (tmp_path / "without_room.py").write_text(fault, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with importing("without_room"):
        pass
    with pytest.raises(DiskFull):
        import_module("without_room")


def test_a_process_of_several_threads_is_not_forked() -> None:
    code = """
done = threading.Event()
thread = threading.Thread(target=done.wait)
thread.start()
wait = begin(os.getpid)
done.set()
thread.join()
print(wait() == here)
"""
    assert alone(code) == "True"


@pytest.mark.parametrize(
    ("thread", "is_forked"),
    [
        ("ctypes.CDLL(None).usleep, 60_000_000", False),
        ("ctypes.CDLL(None).usleep, 100_000", True),
        ("held.acquire,", True),
    ],
    ids=["it works on", "it ends", "it waits for work"],
)
def test_a_thread_that_python_does_not_know_of_is_waited_for(thread: str, *, is_forked: bool) -> None:
    code = f"""
import _thread, ctypes
held = _thread.allocate_lock()
held.acquire()
def work(call, *arguments):
    call(*arguments)
_thread.start_new_thread(work, ({thread}))
time.sleep(.02)
assert threading.active_count() == 1
print(begin(os.getpid)() != here)
"""
    assert alone(code) == str(is_forked and CAN)


def test_what_is_known_later_is_handed_over() -> None:
    code = """
from press.beside import begin_early
def work(take):
    return os.getpid() != here, take() + 1
print(begin_early(work)(6)())
"""
    assert alone(code) == f"({CAN}, 7)"


def test_what_was_killed_before_it_was_handed_anything_is_done_again() -> None:
    code = """
from press.beside import begin_early
def work(take):
    if os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return len(take())
hand_over = begin_early(work)
time.sleep(1)
print(hand_over("x" * 10_000_000)())
"""
    assert alone(code) == "10000000"


def test_a_process_that_hangs_is_not_waited_for() -> None:
    code = """
from press import beside
beside.STANDSTILL = 0.2
lock = threading.Lock()
def work():
    if os.getpid() != here:
        lock.acquire()
        lock.acquire()
    return "done"
def think():
    until = time.process_time() + 0.7
    while time.process_time() < until: pass
    return os.getpid() != here
print(begin(work)(), begin(think)())
"""
    assert alone(code) == f"done {CAN}"
