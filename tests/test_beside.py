"""Work beside other work gives what it would have given in its turn."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

import pytest

from press.beside import begin, can_fork, importing
from press.errors import DiskFull, Problem


def test_it_is_done_in_another_process_where_one_can_be_forked() -> None:
    assert (begin(os.getpid)() != os.getpid()) == can_fork()


def test_a_result_is_that_of_the_function() -> None:
    assert begin(lambda: ["a", b"b", {1: Path("c")}])() == ["a", b"b", {1: Path("c")}]


def test_an_error_comes_with_its_problems() -> None:
    def fail() -> None:
        raise DiskFull(Problem("no room."), Problem("none at all.", "Free some."))

    with pytest.raises(DiskFull) as caught:
        begin(fail)()
    assert caught.value.problems == (Problem("no room."), Problem("none at all.", "Free some."))


def test_what_was_killed_is_done_again() -> None:
    here = os.getpid()

    def die() -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return 7

    assert begin(die)() == 7


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
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    wait = begin(os.getpid)
    done.set()
    thread.join()
    assert wait() == os.getpid()
