"""What the press is made of, each part examined: is it there, which version, and how is it mended."""

from __future__ import annotations

import ctypes
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import Distribution
from pathlib import Path

from press.doctor.packages import find_npm_packages, find_packages, packages_folder, python_of
from press.doctor.pins import Pin, is_same, read_npm_pins, read_pins
from press.install import OLDEST_PYTHON, PURPOSES, holds, is_sound
from press.machine import LIBRARIES, Need, find_browser, find_library, mend, needs_of

NEEDED_FOR = {"print": "printing", "check": "make check", "test": "make test", "extra": "optional"}
"""What each purpose is called. Nobody misses what is optional."""
MOST_NAMED = 4
SECONDS = 60  # what a program gets to say its version, and the press to start

EXTRA: dict[str, tuple[Sequence[str], str]] = {
    "make": (("make", "--version"), "the commands of the README"),
    "git": (("git", "--version"), "comparing editions, and the hook"),
    "uv": (("uv", "--version"), "a faster set-up"),
    "pandoc-crossref": (("pandoc-crossref", "--version"), "crossref: pandoc-crossref"),
    "hunspell": (("hunspell", "--version"), "spelling: true"),
}
"""Programs that the press does without: how each says its version, and what it is for."""
TESTING: dict[str, Sequence[str]] = {
    "Ghostscript": ("gs", "--version"),
    "Hunspell": ("hunspell", "--version"),
    "git": ("git", "--version"),
    "zsh": ("zsh", "--version"),
    "fish": ("fish", "--version"),
}
VERSIONS = {"pango": ("pango", "pango_version_string"), "pangoft2": ("pango", "pango_version_string")}
HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib")


@dataclass(frozen=True)
class Part:
    """One thing, its version if it has one, what needs it, and, where it is at fault, why and the remedy."""

    name: str
    version: str
    purpose: str
    fault: str = ""
    mend: str = ""


def set_up(purpose: str) -> str:
    """Return the command that sets a purpose up."""
    if not shutil.which("make"):
        return f"python3 press/install.py {purpose}"
    return "make" if purpose == "print" else f"make {purpose}"


def is_fit(parts: Sequence[Part]) -> bool:
    """Say whether the main job, printing, can be done."""
    return not any(part.fault and part.purpose == "print" for part in parts)


def examine(root: Path) -> list[Part]:
    """Examine everything; the folder is the press's own."""
    parts = [_python(), *_environment(root), *_machine(), *_programs()]
    order = list(NEEDED_FOR)
    return sorted(parts, key=lambda part: order.index(part.purpose))


def _python() -> Part:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] >= OLDEST_PYTHON:
        return Part("Python", version, "print")
    oldest = ".".join(map(str, OLDEST_PYTHON))
    need = Need("Python", ("python3", "python3", "python", "python"), lambda: False)
    return Part("Python", version, "print", f"the press needs {oldest} or later", mend([need]))


# ---- .venv -----------------------------------------------------------------------------------------


def _environment(root: Path) -> Iterator[Part]:
    venv = root / ".venv"
    if not is_sound(venv, with_uv=True):
        fault = "it is broken" if venv.exists() else "there is none"
        yield Part("the folder .venv", python_of(venv), "print", fault, set_up("print"))
        return
    yield Part("the folder .venv", python_of(venv), "print")
    there, pins = find_packages(venv), read_pins(root)
    lists = {purpose: _list(root, purpose, pins, there) for purpose in PURPOSES}
    yield from lists.values()
    yield from _npm(root)
    if not lists["print"].fault:
        yield _pandoc(venv)
        yield _press(root)


def _list(root: Path, purpose: str, pins: Sequence[Pin], there: dict[str, Distribution]) -> Part:
    """Compare a requirement file with what is installed."""
    wanted = [pin for pin in pins if pin.purpose == purpose]
    faults = [
        f"{pin.name} {pin.version}" + (f" is {there[pin.name].version}" if pin.name in there else "")
        for pin in wanted
        if pin.name not in there or not is_same(there[pin.name].version, pin.version)
    ]
    fault = f"{len(faults)} of {len(wanted)} are missing or other ones: {_named(faults)}" if faults else ""
    if not fault and not holds(root / ".venv", purpose):
        fault = "the set-up was not finished" if purpose == "print" else ""
    name = f"the packages of {PURPOSES[purpose]}"
    return Part(name, _count(len(wanted) - len(faults)), purpose, fault, set_up(purpose) if fault else "")


def _count(packages: int) -> str:
    return f"{packages} package{'' if packages == 1 else 's'}"


def _named(names: Sequence[str]) -> str:
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more


def _npm(root: Path) -> Iterator[Part]:
    pins = [pin for pin, _ in read_npm_pins(root)]
    there = find_npm_packages(root / ".venv", [pin.name for pin in pins])
    for purpose in ("check", "test"):
        wanted = [pin for pin in pins if pin.purpose == purpose]
        missing = [pin.name for pin in wanted if there.get(pin.name) != pin.version]
        fault = f"{len(missing)} of {len(wanted)} are missing: {_named(missing)}" if missing else ""
        count = _count(len(wanted) - len(missing))
        what = "npm’s packages" if purpose == "check" else "npm’s packages for the tests"
        yield Part(what, count, purpose, fault, set_up(purpose) if fault else "")


def _pandoc(venv: Path) -> Part:
    program = packages_folder(venv) / "pypandoc" / "files" / "pandoc"
    version = ask((str(program), "--version"))
    fault = "" if version else "it does not run"
    return Part("pandoc", version, "print", fault, "rm -rf .venv && make" if fault else "")


def _press(root: Path) -> Part:
    """Load everything that prints, as only a trial tells whether compiled packages fit the machine."""
    command = [str(root / ".venv" / "bin" / "python"), "-c", "import press.pipeline"]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        fault = f"it does not start within {SECONDS} seconds"
        return Part("the press", "", "print", fault, "rm -rf .venv && make")
    if not done.returncode:
        return Part("the press", "", "print")
    last = (done.stderr.strip().splitlines() or ["no word of why"])[-1]
    return Part("the press", "", "print", f"it does not start: {last}", "rm -rf .venv && make")


# ---- The machine -----------------------------------------------------------------------------------


def _machine() -> Iterator[Part]:
    seen: set[str] = set()
    for purpose in ("print", "test"):
        for need in needs_of(purpose, with_uv=True):
            if need.name not in seen:
                seen.add(need.name)
                there = need.is_there()
                version = _version_of(need.name) if there else ""
                fault = "" if there else "it is not installed"
                yield Part(need.name, version, purpose, fault, "" if there else mend([need]))


def _version_of(name: str) -> str:
    kind = name.removeprefix("the ").removesuffix(" library")
    if kind in LIBRARIES:
        if kind in VERSIONS:
            library, function = VERSIONS[kind]
            return _call(find_library(LIBRARIES[library].split()), function)
        return _call(find_library(HARFBUZZ), "hb_version_string")
    if name == "Chromium":
        return ask((find_browser() or name, "--version"))
    return ask(TESTING[name]) if name in TESTING else ""


def _call(library: ctypes.CDLL | None, function: str) -> str:
    """Return what a shared library says of its version."""
    with suppress(AttributeError):  # an older one has no such function
        if library:
            say = getattr(library, function)
            say.restype = ctypes.c_char_p
            return bytes(say()).decode()
    return ""


def _programs() -> Iterator[Part]:
    for name, (command, what) in EXTRA.items():
        version = ask(command) if shutil.which(command[0]) else ""
        yield Part(f"{name} ({what})", version or "not installed", "extra")


def ask(command: Sequence[str]) -> str:
    """Return the version that a program says first, or an empty string when it does not run."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+(?:\.\d+)+", done.stdout + done.stderr)
    return found[0] if found and not done.returncode else ""
