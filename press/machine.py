"""What the press needs of the machine: three shared libraries, and some programs for its tests.

Only the standard library is used here: this runs before anything is installed.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from press.errors import MissingLibrary, Problem

COMMANDS = {
    "Debian, Ubuntu": "sudo apt-get install --no-install-recommends",
    "Fedora": "sudo dnf install",
    "Arch": "sudo pacman -S",
    "macOS": "brew install",
}
"""How each system installs a package; the order is that of `Need.packages`."""
FAMILIES = {
    "Debian, Ubuntu": {"debian", "ubuntu"},
    "Fedora": {"fedora", "rhel", "centos"},
    "Arch": {"arch"},
}
"""How each Linux names itself and its forebears in os-release(5)."""


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

DICTIONARIES = ("/usr/share/hunspell", "/usr/share/myspell/dicts", "/Library/Spelling")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_library(names: Sequence[str]) -> ctypes.CDLL | None:
    """Return the shared library that is found under one of its names, in WeasyPrint's way."""
    # Asking for a library's file takes other programs and their time, so the names come first.
    for file in chain(names, map(ctypes.util.find_library, names)):
        with suppress(OSError):
            if file:
                return ctypes.CDLL(file)
    return None


def can_load(names: Sequence[str]) -> bool:
    """Say whether a shared library is found under one of its names."""
    return find_library(names) is not None


@contextmanager
def loading_by_name() -> Iterator[None]:
    """Have shared libraries loaded meanwhile under their files' names alone, where the press's own are.

    WeasyPrint tries thirty others, and for each of them cffi has `ctypes.util.find_library` run ldconfig, a
    compiler and a linker: four tenths of the time that its import takes.
    """
    find = ctypes.util.find_library
    try:
        if sys.platform == "linux":
            ctypes.util.find_library = lambda name: None  # noqa: ARG005  its own name for it
            if not all(can_load(names.split()) for names in LIBRARIES.values()):
                ctypes.util.find_library = find
        yield
    finally:
        ctypes.util.find_library = find


def needs_of(purpose: str, *, with_uv: bool) -> list[Need]:
    """List what the machine must have for a purpose."""
    needs = library_needs()
    if not with_uv:
        venv = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        needs.append(Need("Python's ensurepip", (venv, "", "", ""), _has_ensurepip))
    if purpose == "test":
        chromium = "chromium-browser" if _is_ubuntu() else "chromium"
        atomic = ("libatomic1", "libatomic", "gcc-libs", "")
        needs.append(Need("the atomic library", atomic, _has_atomic))  # Playwright's driver wants it
        # Its tests separate the press PDF into plates with it, as printers do.
        needs.append(Need("Ghostscript", ("ghostscript",) * 4, partial(_has_program, "gs")))
        needs.append(Need("Hunspell", ("hunspell",) * 4, partial(_has_program, "hunspell")))
        needs += [_dictionary("en", "GB"), _dictionary("en", "US")]
        # Versions of an essay are kept in git; shells are asked what they complete.
        needs += [Need(name, (name,) * 4, partial(_has_program, name)) for name in ("git", "zsh", "fish")]
        needs.append(Need("Chromium", (chromium, "chromium", "chromium", "chromium"), _has_browser))
    return needs


def _dictionary(language: str, country: str) -> Need:
    """Return the need of a dictionary of Hunspell's."""
    debian, underscored = f"hunspell-{language}-{country.lower()}", f"{language}_{country}"
    packages = (debian, f"hunspell-{language}-{country}", f"hunspell-{underscored.lower()}", "")
    paths = [Path(folder) / f"{underscored}.dic" for folder in DICTIONARIES]
    return Need(f"the dictionary {underscored}", packages, lambda: any(path.exists() for path in paths))


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


def _has_program(name: str) -> bool:
    return shutil.which(name) is not None


def find_browser() -> str | None:
    """Return the path of an installed Chromium or Chrome, which draws pages for tests and pictures."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def _has_browser() -> bool:
    return find_browser() is not None


def _has_atomic() -> bool:
    return sys.platform != "linux" or can_load(["libatomic.so.1"])


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


def mend(missing: Sequence[Need]) -> str:
    """Return the command that installs what is missing on this system, or on each where it is not known."""
    here = find_system()
    lines = []
    for index, (system, command) in enumerate(COMMANDS.items()):
        packages = dict.fromkeys(need.packages[index] for need in missing if need.packages[index])
        if packages and here in {system, ""}:
            lines.append(f"{command} {' '.join(packages)}" + ("" if here else f"  ({system})"))
    if here == "macOS":
        lines.append("export DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib")
    return "\n".join(lines)


def find_system() -> str:
    """Return which of the systems of `COMMANDS` this is, or an empty string."""
    if sys.platform == "darwin":
        return "macOS"
    with suppress(OSError):
        about = platform.freedesktop_os_release()
        names = {about["ID"], *about.get("ID_LIKE", "").split()}
        return next((system for system, family in FAMILIES.items() if names & family), "")
    return ""  # no such file: not a Linux


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


def say(line: str) -> None:
    """Tell the reader what is being done, before it is done."""
    print(line, flush=True)
