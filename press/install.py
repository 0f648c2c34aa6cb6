"""The set-up: the Python packages in .venv, and what the press needs of the machine.

The system's own Python runs it, with the standard library alone:

    python3 press/install.py print|check|test

Each purpose includes the one before it: `print` is for the editions, `check` for `make check`,
`test` for the tests. Packages are the pinned ones of the purpose's requirement file, by uv where it
is installed, else by pip. The machine's part is asked of apt-get where that may be used without a
password; elsewhere a message gives the command.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    # For a script, Python looks for modules beside it first, where it would take our ast.py for its own.
    sys.path[0] += "/.."

import ctypes
import ctypes.util
import errno
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from press.errors import DiskFull, MissingLibrary, NotWritable, PressError, Problem

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)

PURPOSES = {
    "print": "requirements.txt",
    "check": "requirements-check.txt",
    "test": "requirements-test.txt",
}
"""What .venv can be for, from the least to the most, each with its pinned packages."""

COMMANDS = {
    "Debian, Ubuntu": "sudo apt-get install --no-install-recommends",
    "Fedora": "sudo dnf install",
    "Arch": "sudo pacman -S",
    "macOS": "brew install",
}
"""How each system installs a package; the order is that of `Need.packages`."""


class Need(NamedTuple):
    """Something that the machine has, or gets from its own packages."""

    name: str
    packages: tuple[str, str, str, str]
    """The package on Debian, on Fedora, on Arch and in Homebrew; "" where it is always there."""
    is_there: Callable[[], bool]


# ---- What the machine must have ------------------------------------------------------------------

LIBRARIES = {
    "pango": "libpango-1.0-0 pango-1.0-0 pango-1.0 libpango-1.0.so.0 libpango-1.0.dylib libpango-1.0-0.dll",
    "pangoft2": "libpangoft2-1.0-0 pangoft2-1.0-0 pangoft2-1.0"
    " libpangoft2-1.0.so.0 libpangoft2-1.0.dylib libpangoft2-1.0-0.dll",
    "harfbuzz_subset": "libharfbuzz-subset-0 harfbuzz-subset harfbuzz-subset-0.0"
    " libharfbuzz-subset.so.0 libharfbuzz-subset.0.dylib libharfbuzz-subset-0.dll",
}
"""The names under which WeasyPrint looks for its libraries (weasyprint/text/ffi.py, version 70.0).

The others it loads come with these. It runs without harfbuzz_subset too, but thirty times slower.
"""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def can_load(names: Sequence[str]) -> bool:
    """Say whether a shared library is found under one of its names, in WeasyPrint's way."""
    # Asking for a library's file takes other programs and their time, so the names come first.
    for file in chain(names, map(ctypes.util.find_library, names)):
        with suppress(OSError):
            if file:
                ctypes.CDLL(file)
                return True
    return False


def needs_of(purpose: str, *, with_uv: bool) -> list[Need]:
    """List what the machine must have for a purpose."""
    needs = library_needs()
    if not with_uv:
        venv = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        needs.append(Need("Python's ensurepip", (venv, "", "", ""), _has_ensurepip))
    if purpose == "test":
        chromium = "chromium-browser" if _is_ubuntu() else "chromium"
        needs.append(Need("Chromium", (chromium, "chromium", "chromium", "chromium"), _has_browser))
    return needs


def library_needs() -> list[Need]:
    """List the shared libraries that WeasyPrint needs, each with the package that has it."""
    return [
        _library("pango", "libpango-1.0-0", "pango"),
        _library("pangoft2", "libpangoft2-1.0-0", "pango"),
        _library("harfbuzz_subset", "libharfbuzz-subset0", "harfbuzz"),
    ]


def _library(name: str, debian: str, elsewhere: str) -> Need:
    packages = (debian, elsewhere, elsewhere, elsewhere)
    return Need(f"the {name} library", packages, lambda: can_load(LIBRARIES[name].split()))


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome, which draws pages for tests and pictures."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _has_browser() -> bool:
    return find_browser() is not None


def _is_ubuntu() -> bool:
    with suppress(OSError):
        return platform.freedesktop_os_release()["ID"] == "ubuntu"
    return False  # no such file: not a Linux


# ---- Getting it ----------------------------------------------------------------------------------


def provide(needs: Sequence[Need]) -> None:
    """See to it that the machine has everything, or raise MissingLibrary with the remedy."""
    missing = [need for need in needs if not need.is_there()]
    as_root = find_root() if missing and shutil.which("apt-get") else None
    if as_root is not None:
        packages = [need.packages[0] for need in missing]
        say(f"Installing {' '.join(packages)} with apt-get.")
        apt_install(as_root, packages)
        missing = [need for need in missing if not need.is_there()]
    if missing:
        fact = f"this machine lacks {', '.join(need.name for need in missing)}."
        raise MissingLibrary(Problem(fact, remedy_for(missing)))


def explain_missing_libraries() -> str:
    """Return the remedy for a library that WeasyPrint does not find."""
    needs = library_needs()
    return remedy_for([need for need in needs if not need.is_there()] or needs)


def remedy_for(missing: Sequence[Need]) -> str:
    """Return the command that installs what is missing, for each kind of system."""
    lines = ["Install what is missing, then run make again:"]
    for index, (system, command) in enumerate(COMMANDS.items()):
        packages = dict.fromkeys(need.packages[index] for need in missing if need.packages[index])
        if packages:
            lines.append(f"  {system + ':':<16}{command} {' '.join(packages)}")
    if sys.platform == "darwin":
        lines.append("and let Python see them: export DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib")
    return "\n".join(lines)


def find_root() -> list[str] | None:
    """Return what to put before a command that only root may run; None where that takes a password."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and not subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        return [sudo, "-n"]
    return None


def apt_install(as_root: Sequence[str], packages: Sequence[str]) -> None:
    """Install Debian packages; show apt-get's own words when it fails."""
    # Another installation may be under way, such as the system's nightly one: give it 90 seconds.
    apt = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-o", "DPkg::Lock::Timeout=90"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    # The lists of packages are fetched only when they are missing or too old to be of use.
    for command in (install, [*apt, "update"], install):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if command is install and not done.returncode:
            return
    say(done.stderr.strip())


# ---- Python's packages ---------------------------------------------------------------------------


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


def run(command: Sequence[str | Path]) -> None:
    """Run a command whose own words, if any, are for the reader; raise PressError when it fails."""
    env = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    if subprocess.run(command, check=False, env=env).returncode:
        raise PressError(Problem(f"this failed, for the reason above: {shlex.join(map(str, command))}"))


def write_stamps(venv: Path, purpose: str) -> None:
    """Write the stamp of a purpose, and those of the lesser ones where they are missing or old."""
    for lesser, pins in PURPOSES.items():
        stamp = venv / f".{lesser}"
        # A stamp that still holds is left alone: the editions would be out of date by a newer one.
        if lesser == purpose or not stamp.exists() or stamp.stat().st_mtime < (ROOT / pins).stat().st_mtime:
            stamp.touch()
        if lesser == purpose:
            return


# ---- The front door ------------------------------------------------------------------------------


def set_up(purpose: str) -> None:
    """Set everything up for a purpose; raise a PressError that says what is in the way."""
    require_python(sys.version_info[:2])
    uv = shutil.which("uv")
    venv = ROOT / ".venv"
    provide(needs_of(purpose, with_uv=bool(uv)))
    make_environment(venv, uv)
    install_packages(venv, uv, ROOT / PURPOSES[purpose])
    write_stamps(venv, purpose)


def require_python(version: tuple[int, int]) -> None:
    """Raise MissingLibrary when Python is too old."""
    if version < OLDEST_PYTHON:
        this, oldest = (".".join(map(str, numbers)) for numbers in (version, OLDEST_PYTHON))
        fact = f"this is Python {this}; the press needs {oldest} or later."
        raise MissingLibrary(Problem(fact, "If you have a later one, name it: make PYTHON=python3.12"))


def say(line: str) -> None:
    """Tell the reader what is being done, before it is done."""
    print(line, flush=True)


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
