"""Progress: moving lines and bars on a terminal, plain ones in a pipe; colours where they are wanted."""

from __future__ import annotations

import io
import os
import pty
import re
import signal
import time
from collections.abc import Iterator
from typing import TextIO

import pytest

from press.colours import wants_colour
from press.progress import Progress


class Terminal:
    """A terminal to write to, and what was seen on it."""

    def __init__(self) -> None:
        self.here, there = pty.openpty()
        self.stream: TextIO = os.fdopen(there, "w")

    def read(self) -> str:
        self.stream.flush()
        os.set_blocking(self.here, False)
        seen = b""
        try:
            while piece := os.read(self.here, 65536):
                seen += piece
        except BlockingIOError:
            pass
        return seen.decode()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    terminal = Terminal()
    yield terminal
    terminal.stream.close()
    os.close(terminal.here)


def test_a_long_stage_moves_while_it_works(terminal: Terminal) -> None:
    progress = Progress(stream=terminal.stream)
    with progress.stage("pages"):
        until = time.monotonic() + 0.7
        while time.monotonic() < until:
            pass
    seen = terminal.read()
    assert len(re.findall(r"\r\x1b\[K  pages [⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]  [01] s", seen)) >= 2
    assert re.search(r"\r\x1b\[K  pages +0\.\d\d s\r\n$", seen)
    assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_a_stage_within_another_and_one_that_fails_leave_no_alarm_behind(terminal: Terminal) -> None:
    progress = Progress(stream=terminal.stream)
    with pytest.raises(ValueError, match="no"), progress.stage("outer"), progress.stage("inner"):
        raise ValueError("no")
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert "stopped" in terminal.read()


def test_what_is_counted_is_a_bar_that_fits_the_terminal(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    with Progress(stream=terminal.stream).stage("essays", 4) as stage:
        stage.step(1, "a very long name of an essay that would break the line")
    seen = terminal.read()
    assert f"  essays {'━' * 6}{'─' * 18} 1/4  0 s  a very" in seen
    assert all(len(line) < 60 for line in seen.replace("\x1b[K", "").split("\r"))


def test_a_pipe_gets_a_plain_line_when_a_stage_is_done() -> None:
    stream = io.StringIO()
    with Progress(stream=stream).stage("essays", 2) as stage:
        stage.step(1, "one")
    assert re.fullmatch(r"  essays {22}  0\.\d\d s\n", stream.getvalue())


def test_a_dumb_terminal_gets_plain_lines(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with Progress(stream=terminal.stream).stage("pages"):
        pass
    assert "\x1b" not in terminal.read()


@pytest.mark.parametrize(
    ("environment", "on_terminal", "in_pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR": "0"}, False, False),
        ({"TERM": "dumb"}, False, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
    ],
)
def test_colours_are_as_the_environment_wants_them(
    environment: dict[str, str],
    on_terminal: bool,
    in_pipe: bool,
    terminal: Terminal,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert wants_colour(terminal.stream) is on_terminal
    assert wants_colour(io.StringIO()) is in_pipe
