"""The doctor, as it is asked on machines where something is missing; it has the standard library alone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from press import install, machine
from press.doctor import components, examine, is_fit, parts
from press.doctor.packages import find_packages, licence_of
from press.doctor.pins import Pin, holds, is_same, read_npm_pins, read_pins
from press.errors import MissingLibrary
from tests.reading import ROOT

BARE = [str(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info[1]}"), "-S"]
"""The Python below that of the tests, without any package."""
LISTS = (*install.PURPOSES.values(), *install.NPM_LISTS)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone, as far as the doctor looks at it, in a folder with a space in its name."""
    root = tmp_path / "a press"
    shutil.copytree(ROOT / "press", root / "press", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "templates" / "new", root / "templates" / "new")
    for name in ("build.py", *LISTS):
        shutil.copy(ROOT / name, root / name)
    return root


def ask(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [*BARE, str(clone / "build.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=clone)


@pytest.mark.slow
def test_before_the_set_up_it_says_that_the_press_cannot_print_and_what_to_do(clone: Path) -> None:
    done = ask(clone, "doctor")
    assert (done.returncode, done.stderr) == (MissingLibrary.exit_code, "")
    assert "✗ the folder .venv                             there is none\n" in done.stdout
    assert "    mend it: make\n" in done.stdout
    assert done.stdout.endswith("The press cannot print yet. Mend what is marked ✗.\n")


@pytest.mark.slow
@pytest.mark.parametrize("command", [["html"], ["check"], ["new", "essay"], ["typography"]])
def test_without_packages_every_command_says_what_to_do(command: list[str], clone: Path) -> None:
    done = ask(clone, *command)
    assert done.returncode == MissingLibrary.exit_code
    assert "lacks the package" in done.stderr
    assert "Run make in the press's folder" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_another_python_than_the_press_s_own_is_led_to_it(clone: Path) -> None:
    (clone / ".venv").mkdir()
    (clone / ".venv" / ".print").touch()
    assert f"{clone / '.venv' / 'bin' / 'python'} build.py …" in ask(clone, "html").stderr


@pytest.mark.slow
def test_packages_that_are_missing_or_other_ones_are_named(clone: Path) -> None:
    venv = clone / ".venv"
    subprocess.run([BARE[0], "-m", "venv", "--without-pip", venv], check=True)
    (folder,) = (venv / "lib").glob("python3.*/site-packages")
    (folder / "Jinja2-1.0.dist-info").mkdir()
    (folder / "Jinja2-1.0.dist-info" / "METADATA").write_text("Name: Jinja2\nVersion: 1.0\n")
    told = json.loads(ask(clone, "doctor", "--format", "json").stdout)
    assert not told["fit"]
    by_name = {part["name"]: part for part in told["parts"]}
    wanted = [pin for pin in read_pins(ROOT) if pin.purpose == "print"]
    packages = by_name["the packages of requirements.txt"]
    assert f"{len(wanted)} of {len(wanted)} are missing or other ones: annotated-types" in packages["fault"]
    assert packages["mend"] == "make"
    for pin in wanted:  # as pinned, all but one
        (folder / f"{pin.name}.dist-info").mkdir()
        (folder / f"{pin.name}.dist-info" / "METADATA").write_text(
            f"Name: {pin.name}\nVersion: {pin.version}\n"
        )
    shutil.rmtree(folder / "jinja2.dist-info")
    (only,) = [part.fault for part in examine(clone) if part.name == "the packages of requirements.txt"]
    assert only == f"1 of {len(wanted)} are missing or other ones: jinja2 3.1.6 is 1.0"


@pytest.mark.slow
def test_here_everything_is_as_pinned() -> None:
    found = examine(ROOT)
    assert is_fit(found)
    assert [part for part in found if part.fault] == []
    versions = {part.name: part.version for part in found}
    assert versions["pandoc"] == "3.9"
    assert all(versions[f"the {name} library"] for name in ("pango", "pangoft2", "harfbuzz_subset"))


@pytest.mark.parametrize("purpose", ["print", "check", "test"])
def test_every_need_of_the_set_up_is_examined(purpose: str) -> None:
    asked = {need.name for need in machine.needs_of(purpose, with_uv=True)}
    assert asked <= {part.name for part in parts._machine()}


@pytest.mark.parametrize(
    ("system", "command"),
    [
        ("Debian, Ubuntu", "sudo apt-get install --no-install-recommends libpango-1.0-0"),
        ("Fedora", "sudo dnf install pango"),
        ("Arch", "sudo pacman -S pango"),
        ("macOS", "brew install pango\nexport DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib"),
    ],
)
def test_a_missing_library_is_mended_by_the_command_of_the_system(
    system: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "find_system", lambda: system)
    assert machine.mend(machine.library_needs()[:1]) == command


def test_on_an_unknown_system_every_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "find_system", lambda: "")
    told = machine.mend(machine.library_needs()[:1]).splitlines()
    assert [line.rpartition("  ")[2] for line in told] == [f"({system})" for system in machine.COMMANDS]


def test_a_missing_library_keeps_the_press_from_printing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "LIBRARIES", {**machine.LIBRARIES, "pango": "libnosuch.so.0"})
    found = list(parts._machine())
    assert not is_fit(found)
    assert [part.fault for part in found if part.name == "the pango library"] == ["it is not installed"]


def test_a_compiled_package_that_does_not_load_is_told_with_its_last_word(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text("#!/bin/sh\necho Traceback >&2\necho 'ImportError: wrong ELF class' >&2\nexit 1\n")
    python.chmod(0o755)
    part = parts._press(tmp_path)
    assert part.fault == "it does not start: ImportError: wrong ELF class"


def test_what_is_pinned_is_what_is_installed() -> None:
    there = find_packages(ROOT / ".venv")
    pins = read_pins(ROOT)
    assert {pin.purpose for pin in pins} == set(install.PURPOSES)
    for pin in pins:
        assert is_same(there[pin.name].version, pin.version), pin.name


def test_every_component_has_its_version_and_licence() -> None:
    found = components(ROOT)
    assert len(found) == len(read_pins(ROOT)) + len(read_npm_pins(ROOT))
    assert [one for one in found if not one.version or not one.licence] == []


def test_the_licence_is_that_of_the_metadata() -> None:
    there = find_packages(ROOT / ".venv")
    said = {name: licence_of(name, there[name]) for name in ("lxml", "weasyprint", "pikepdf")}
    assert said == {"lxml": "BSD-3-Clause", "weasyprint": "BSD License", "pikepdf": "MPL-2.0"}


@pytest.mark.parametrize(
    ("marker", "here"),
    [
        ("", True),
        (f"sys_platform == '{sys.platform}'", True),
        ("sys_platform == 'plan9'", False),
        ("implementation_name != 'PyPy'", True),
        (f"implementation_name != '{sys.implementation.name}'", False),
    ],
)
def test_a_package_for_another_system_is_not_wanted(marker: str, here: bool) -> None:
    assert holds(marker) is here


@pytest.mark.parametrize(
    ("version", "other", "same"), [("2.5", "2.005", True), ("1.0", "1", True), ("1.10", "1.1", False)]
)
def test_versions_are_compared_as_numbers(version: str, other: str, same: bool) -> None:
    assert is_same(version, other) is same


def test_pins_are_read_once_each() -> None:
    pins = read_pins(ROOT)
    assert len({pin.name for pin in pins}) == len(pins)
    assert Pin("weasyprint", "70.0", "print") in pins
