#!/usr/bin/env python3
"""Print an essay: manuscript/ and references.bib in; pamphlet, e-book and web page out.

./build.py                     every edition of the essay in this folder, into out/
./build.py pdf                 the pamphlet alone: reading PDF, press PDF, booklet
./build.py epub html --essay ../other --out ../finished
./build.py check               every rule and validator, over the manuscript and the editions
./build.py COMMAND --help      what a command does, with examples

Exit codes: 0 done; 1 something was found, and told; 2 the command line is wrong; 10 and up a mistake in
the essay or on this machine, listed in README.md; 130 interrupted.
"""

import _signal  # type: ignore[import-not-found]  # all that `signal` is made of, without the 5 ms that it imports

if __name__ == "__main__":
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        # While nothing is begun, Ctrl-C ends it as other signals do, and needs no putting away.
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    _signal.pthread_sigmask(_signal.SIG_UNBLOCK, [_signal.SIGINT])  # see take_own_python

import sys

if sys.version_info < (3, 11):  # noqa: UP036  the system's own may be any
    print(
        f"error: this is Python {sys.version.split()[0]}; the press needs 3.11 or later. "
        "If you have a later one, name it: make PYTHON=python3.12",
        file=sys.stderr,
    )
    sys.exit(29)

import gc
import os
import tempfile
from pathlib import Path

from press.commands import parse
from press.errors import MissingLibrary, PressError, Problem
from press.interrupt import Interrupted, find_stop, leave, obey
from press.progress import Progress
from press.scratch import keep_scratch

SELDOM = (1_000_000, 20, 50)
"""When to look for rings of objects. The press's trees hold few, and looking took a seventh of its time."""
BROKEN_PIPE = 141  # what a shell says of a program that was stopped by SIGPIPE
INTERRUPTED = 130  # what a shell says of a program that was stopped by Ctrl-C: 128 + SIGINT


def main(argv: list[str] | None = None) -> int:
    """Run a command; the one place where an error becomes an exit code."""
    try:
        arguments = parse(sys.argv[1:] if argv is None else argv, __doc__ or "")
        with keep_scratch():
            return int(arguments.run(arguments, Progress(quiet=arguments.quiet)))
    except BrokenPipeError:
        return BROKEN_PIPE  # whoever read what is printed, such as `head`, has enough
    except (PressError, OSError, ImportError) as caught:
        if find_stop(caught):
            raise
        error = as_the_press_s(caught)
        for problem in error.problems:
            print(f"error: {problem}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt as stopped:
        return stopped.exit_code if isinstance(stopped, Interrupted) else INTERRUPTED


def as_the_press_s(caught: PressError | OSError | ImportError) -> PressError:
    """Return the press's own error for what was caught. Raises what is a fault of the press itself again."""
    if isinstance(caught, ImportError):
        if (caught.name or "press").partition(".")[0] == "press":
            raise caught
        return of_the_set_up(str(caught.name))
    return of_the_system(caught) if isinstance(caught, OSError) else caught


def of_the_set_up(package: str) -> MissingLibrary:
    """Say that this Python lacks a package, and which Python has it."""
    root = Path(__file__).resolve().parent
    is_own = Path(sys.prefix) == root / ".venv"
    remedy = (
        "Run make in the press's folder, which installs it; python3 build.py doctor says what else is amiss."
    )
    if not is_own and (root / ".venv" / ".print").exists():
        remedy = f"Call the press with its own Python: {root / '.venv' / 'bin' / 'python'} build.py …"
    return MissingLibrary(Problem(f"the Python {sys.executable} lacks the package {package}.", remedy))


def of_the_system(error: OSError) -> PressError:
    """Return the press's error for one of the operating system's outside the output folder."""
    from press.files import explain, explain_reading  # noqa: PLC0415  --help must not wait for the imports

    path, temporary = Path(str(error.filename or tempfile.gettempdir())), Path(tempfile.gettempdir())
    return explain(error, path) if path.is_relative_to(temporary) else explain_reading(error, path)


def take_own_python() -> None:
    """Go on with the Python of .venv, where that is set up. `doctor` is content with any."""
    own = Path(__file__).resolve().parent / ".venv"
    is_set_up = (own / ".print").exists() and (own / "bin" / "python").exists()
    if is_set_up and Path(sys.prefix).resolve() != own.resolve() and sys.argv[1:2] != ["doctor"]:
        # Python shows a trace of Ctrl-C while it starts; so that one waits for the first line of this file.
        _signal.pthread_sigmask(_signal.SIG_BLOCK, [_signal.SIGINT])
        os.execv(own / "bin" / "python", [str(own / "bin" / "python"), *sys.argv])


if __name__ == "__main__":
    take_own_python()
    obey()
    gc.set_threshold(*SELDOM)
    leave(main())
