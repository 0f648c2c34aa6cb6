"""Ctrl-C and its like: the press ends within a second, and with it every program that it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import NoReturn

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
SIGNALLED = 128  # what a shell adds to the number of the signal that ended a program
GRACE = 0.4  # s to put away what was begun; whoever is not done by then is ended as he is
IMPORT = "<frozen importlib._bootstrap>"
"""What Python calls the file whose functions import all others."""
PROCESSES = Path("/proc")


class Interrupted(KeyboardInterrupt):
    """The press was told to stop; `exit_code` is what a shell says of a program ended by that signal."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.exit_code = SIGNALLED + number


def obey() -> None:
    """Let signals end the press, but for those that it was started to ignore, as `nohup` does."""
    sys.excepthook = _tell
    for name in SIGNALS:
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _Stop(os.getpid()))


class _Stop:
    """What a signal does. A process that was forked off the press ends without a word."""

    def __init__(self, press: int) -> None:
        self.press = press

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if os.getpid() != self.press:
            os._exit(SIGNALLED + number)
        for name in SIGNALS:
            signal.signal(getattr(signal, name), signal.SIG_IGN)
        # What is torn down halfway may complain of it; nobody is to read that.
        sys.unraisablehook = lambda _: None
        threading.excepthook = lambda _: None
        if _is_importing(frame):
            _end(SIGNALLED + number)
        end_children()
        last = threading.Timer(GRACE, _end, [SIGNALLED + number])
        last.daemon = True
        last.start()
        raise Interrupted(number)


def find_stop(error: BaseException | None) -> Interrupted | None:
    """Return what told the press to stop, where that made an error of another name.

    What is raised while a class is made comes out of Python 3.11 as a RuntimeError.
    """
    while error is not None and not isinstance(error, Interrupted):
        error = error.__cause__ or error.__context__
    return error


def leave(code: int) -> NoReturn:
    """End with an exit code, at once: to take apart what an essay was laid out with would take a while."""
    if code > SIGNALLED:
        from press.scratch import discard  # noqa: PLC0415  signals are to be obeyed before it is imported

        end_children()  # that a thread began after the signal
        discard()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:  # nobody reads on, or the disk is full
            if code <= SIGNALLED:
                sys.exit(code)  # which tells of it
    os._exit(code)


def _tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print what nobody caught, unless it comes of being told to stop, which ends the press."""
    if stop := find_stop(error):
        leave(stop.exit_code)
    sys.__excepthook__(kind, error, trace)


def _is_importing(frame: FrameType | None) -> bool:
    """Tell whether a module is being imported.

    Compiled ones may call Python while they begin; an error raised there is the death of the whole process,
    and is told at length.
    """
    while frame is not None and frame.f_code.co_filename != IMPORT:
        frame = frame.f_back
    return frame is not None


def _end(code: int) -> None:
    """End at once: where the press waits for a thread, or is in a library that heeds no signals."""
    from press.scratch import discard  # noqa: PLC0415  signals are to be obeyed before it is imported

    end_children()
    discard()
    if sys.stderr.isatty():
        os.write(sys.stderr.fileno(), b"\n")  # a stage may have its line there
    os._exit(code)


def end_children() -> None:
    """Kill the programs that this process started, and those that they started."""
    for process in reversed(find_children(os.getpid())):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)


def find_children(parent: int) -> list[int]:
    """Return the numbers of a process's children and their children, parents first."""
    children: dict[int, list[int]] = defaultdict(list)
    for process, its_parent in _all_processes():
        children[its_parent].append(process)
    found = list(children[parent])
    for process in found:
        found += children[process]
    return found


def _all_processes() -> list[tuple[int, int]]:
    """Return the number of every process and that of its parent."""
    if not PROCESSES.is_dir():  # macOS
        command = ["/bin/ps", "-A", "-o", "pid=,ppid="]
        rows = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
        return [(int(row.split()[0]), int(row.split()[1])) for row in rows]
    found = []
    for folder in PROCESSES.iterdir():
        if folder.name.isdecimal():
            with suppress(OSError):  # it has ended meanwhile
                # The name, in parentheses, may hold anything (proc(5)).
                state = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
                found.append((int(folder.name), int(state[1])))
    return found
