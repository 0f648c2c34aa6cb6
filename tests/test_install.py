"""The set-up: what it asks of a machine, what it says when it cannot have it, and what it installs."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tarfile
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from press import install, machine
from press.errors import DiskFull, MissingLibrary, NotWritable, PressError, Problem

ROOT = Path(__file__).parent.parent
PINS = [ROOT / name for name in install.PURPOSES.values()]
NOWHERE = machine.Need("the quill", ("quill", "pen", "pen", ""), lambda: False)


def requirements(path: Path) -> list[str]:
    """Return the requirements of a file, each with its hashes on one line."""
    lines = path.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


# ---- Requirement files ---------------------------------------------------------------------------


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_hashed(path: Path) -> None:
    lines = requirements(path)
    assert lines
    for line in lines:
        assert re.fullmatch(r"[a-z0-9-]+==\S+( ; [^-]+?)?( +--hash=sha256:[0-9a-f]{64})+", line), line[:100]


@pytest.mark.parametrize("path", PINS, ids=lambda path: path.name)
def test_requirement_files_hold_no_addresses_or_paths(path: Path) -> None:
    assert not re.search(r"://|index-url|find-links|file:| /|\.whl", path.read_text(encoding="utf-8"))


def test_each_requirement_file_holds_the_lesser_one() -> None:
    lesser: set[str] = set()
    for path in PINS:
        these = {line.split(" ")[0] for line in requirements(path)}
        assert lesser < these
        lesser = these


def test_the_requirement_files_hold_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = {"print": project["project"]["dependencies"], **project["dependency-groups"]}
    for purpose, asked in groups.items():
        pinned = {line.split("==")[0] for line in requirements(ROOT / install.PURPOSES[purpose])}
        names = {re.split("[=<>]", one)[0].lower().replace("_", "-") for one in asked if isinstance(one, str)}
        assert names <= pinned


def test_npm_s_packages_are_pinned_and_hashed_and_hold_no_index_s_address() -> None:
    packages = npm_lists()[1]["packages"]
    asked = packages.pop("")
    assert asked["dependencies"]
    for name, package in packages.items():
        assert re.fullmatch(r"\d+\.\d+\.\d+\S*", package["version"]), name
        assert re.fullmatch(r"sha512-[A-Za-z0-9+/]{86}==", package["integrity"]), name
        assert "resolved" not in package, name


def test_package_lock_json_holds_what_package_json_asks_for_and_why() -> None:
    asked, locked = npm_lists()
    for group in ("dependencies", "devDependencies"):
        assert asked[group] == locked["packages"][""][group]
        for name in asked[group]:
            assert f"node_modules/{name}" in locked["packages"]
            (why,) = (line for line in asked["//"] if line.startswith(f"{name}: "))
            assert re.search(r"(MIT|Apache-2\.0|BSD-2-Clause)", why)


def test_the_checks_take_one_package_from_npm() -> None:
    packages = npm_lists()[1]["packages"]
    assert [name for name, package in packages.items() if not package.get("dev")] == [
        "",
        "node_modules/vnu-jar",
    ]


def npm_lists() -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what package.json and package-lock.json hold."""
    asked, locked = (json.loads((ROOT / name).read_text()) for name in ("package.json", "package-lock.json"))
    return asked, locked


# ---- What the machine has ------------------------------------------------------------------------


def test_a_library_that_is_there_loads() -> None:
    assert machine.can_load(["libnone-such-0", "c"])


def test_a_library_that_is_not_there_does_not_load() -> None:
    assert not machine.can_load(["libnone-such-0", "none-such", "libnone-such.so.0"])


def test_the_libraries_have_the_names_weasyprint_tries() -> None:
    spec = find_spec("weasyprint")
    assert spec
    assert spec.origin
    ffi = (Path(spec.origin).parent / "text" / "ffi.py").read_text(encoding="utf-8")
    for variable, names in machine.LIBRARIES.items():
        call = re.search(rf"^{variable} = _dlopen\((.*?)\)", ffi, re.DOTALL | re.MULTILINE)
        assert call
        assert re.findall("'(.*?)'", call[1]) == names.split()


@pytest.mark.parametrize("program", ["Chromium", "Ghostscript", "git", "zsh", "fish"])
def test_only_the_tests_need_a_browser_ghostscript_and_shells(program: str) -> None:
    assert program not in {need.name for need in machine.needs_of("print", with_uv=False)}
    assert program not in {need.name for need in machine.needs_of("check", with_uv=False)}
    assert program in {need.name for need in machine.needs_of("test", with_uv=False)}


def test_ghostscript_is_there_and_each_system_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (need,) = (need for need in machine.needs_of("test", with_uv=True) if need.name == "Ghostscript")
    assert need.is_there()
    for command in ("apt-get install --no-install-recommends", "dnf install", "pacman -S", "brew install"):
        assert f"{command} ghostscript" in machine.remedy_for([need])
    monkeypatch.setenv("PATH", "/nowhere")
    assert not need.is_there()


def test_uv_needs_no_ensurepip() -> None:
    assert "Python's ensurepip" in {need.name for need in machine.needs_of("print", with_uv=False)}
    assert "Python's ensurepip" not in {need.name for need in machine.needs_of("print", with_uv=True)}


# ---- What it says --------------------------------------------------------------------------------


def test_missing_libraries_are_explained_for_every_system() -> None:
    said = machine.remedy_for(machine.library_needs())
    debian = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    assert f"sudo apt-get install --no-install-recommends {debian}\n" in said
    assert "sudo dnf install pango harfbuzz\n" in said
    assert "sudo pacman -S pango harfbuzz\n" in said
    assert "brew install pango harfbuzz" in said


def test_a_system_that_lacks_nothing_gets_no_command() -> None:
    assert "macOS" not in machine.remedy_for([NOWHERE])


def test_an_old_python_is_refused() -> None:
    with pytest.raises(MissingLibrary, match=r"this is Python 3\.9; the press needs 3\.11 or later"):
        install.require_python((3, 9))


def test_what_is_missing_and_cannot_be_installed_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "find_root", lambda: None)
    with pytest.raises(MissingLibrary, match=r"^this machine lacks the quill\. Install"):
        machine.provide([NOWHERE])


def test_apt_get_fetches_its_lists_only_after_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log"
    apt = tmp_path / "apt-get"
    apt.write_text(
        f'#!/bin/sh\necho "$*" >>{log}\ntest -e {tmp_path}/works || {{ echo no quills >&2; exit 1; }}\n'
    )
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(machine, "find_root", list)
    with pytest.raises(MissingLibrary):
        machine.provide([NOWHERE])
    assert [line.split("=90 ")[1] for line in log.read_text().splitlines()] == [
        "install --no-install-recommends quill",
        "update",
        "install --no-install-recommends quill",
    ]
    assert "no quills" in capfd.readouterr().out

    (tmp_path / "works").touch()
    log.unlink()
    machine.apt_install([], ["quill"])
    assert len(log.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (PressError(Problem("It broke.")), 1, "It broke."),
        (OSError(28, "No space left on device", ".venv"), DiskFull.exit_code, "No space left on device"),
        (
            PermissionError(13, "Permission denied", ".venv"),
            NotWritable.exit_code,
            ".venv: Permission denied.",
        ),
        (KeyboardInterrupt(), 130, "Run make again"),
    ],
    ids=["known", "disk full", "not writable", "interrupted"],
)
def test_a_failure_is_told_without_a_traceback(
    error: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: str) -> None:
        raise error

    monkeypatch.setattr(install, "set_up", fail)
    assert install.main(["print"]) == code
    told = "".join(capsys.readouterr())
    assert said in told
    assert "Traceback" not in told


@pytest.mark.parametrize("arguments", [[], ["everything"]])
def test_wrong_arguments_get_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert install.main(arguments) == 2
    assert "print|check|test" in capsys.readouterr().out


def test_it_runs_as_a_script_beside_modules_named_like_the_library_s() -> None:
    script = ROOT / "press" / "install.py"
    run = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert run.stdout.startswith("usage:"), run.stderr


# ---- Python's packages ---------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project whose folder has a space in its name, with nothing to install in it."""
    root = tmp_path / "my essay"
    root.mkdir()
    for name in (*install.PURPOSES.values(), *install.NPM_LISTS):
        (root / name).touch()
    monkeypatch.setattr(install, "ROOT", root)
    monkeypatch.setattr(install, "provide", lambda _: None)
    return root


def test_a_stamp_that_holds_is_left_alone(project: Path) -> None:
    venv = project / ".venv"
    venv.mkdir()
    install.write_stamps(venv, "print")
    os.utime(venv / ".print", (2e9, 2e9))
    install.write_stamps(venv, "test")
    assert (venv / ".print").stat().st_mtime == 2e9
    assert (venv / ".check").exists()
    assert (venv / ".test").exists()


def test_a_stamp_older_than_its_requirements_is_renewed(project: Path) -> None:
    venv = project / ".venv"
    venv.mkdir()
    install.write_stamps(venv, "print")
    os.utime(venv / ".print", (1, 1))
    install.write_stamps(venv, "check")
    assert (venv / ".print").stat().st_mtime > 1
    assert not (venv / ".test").exists()


@pytest.mark.slow
@pytest.mark.parametrize("installer", ["pip", "uv"])
def test_a_set_up_that_failed_is_made_anew_and_one_that_works_is_kept(
    installer: str, project: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    uv = str(Path(sys.executable).with_name("uv")) if installer == "uv" else None
    monkeypatch.setattr("shutil.which", lambda name: uv if name == "uv" else None)
    venv = project / ".venv"

    (project / "requirements.txt").write_text("jinja2==3.1.6\n")  # without a hash
    with pytest.raises(PressError, match=r"this failed, for the reason above: .* install "):
        install.set_up("print")
    assert "hash" in capfd.readouterr().err
    assert not (venv / ".print").exists()

    (project / "requirements.txt").write_text("")
    install.set_up("print")
    assert "Making .venv" in capfd.readouterr().out
    assert (venv / ".print").exists()

    install.set_up("print")
    assert "Making .venv" not in capfd.readouterr().out


# ---- npm's packages ------------------------------------------------------------------------------


@pytest.fixture
def with_npm(project: Path) -> Path:
    """A project whose environment has npm, and whose lists name a quill, and for the tests a pen."""
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    packages: dict[str, Any] = {}
    for name, more in (("quill", {}), ("pen", {"dev": True})):
        tarball = pack(project / f"{name}.tgz", name)
        digest = base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode()
        packages[f"node_modules/{name}"] = {
            "version": "1.0.0",
            "resolved": f"file:{tarball}",
            "integrity": f"sha512-{digest}",
            **more,
        }
    asked = {
        "dependencies": {"quill": f"file:{project}/quill.tgz"},
        "devDependencies": {"pen": f"file:{project}/pen.tgz"},
    }
    (project / "package.json").write_text(json.dumps(asked))
    lock = {"lockfileVersion": 3, "requires": True, "packages": {"": asked, **packages}}
    (project / "package-lock.json").write_text(json.dumps(lock))
    return project


def pack(path: Path, name: str) -> Path:
    """Write a package for npm, whose script would leave a file beside it."""
    script = {"postinstall": "node -e \"require('fs').writeFileSync('ran', '')\""}
    data = json.dumps({"name": name, "version": "1.0.0", "scripts": script}).encode()
    with tarfile.open(path, "w:gz") as archive:
        entry = tarfile.TarInfo("package/package.json")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    return path


def test_printing_takes_nothing_from_npm(with_npm: Path) -> None:
    install.install_from_npm(with_npm / ".venv", "print")
    assert not (with_npm / ".venv" / "npm").exists()


@pytest.mark.slow
def test_npm_installs_for_each_purpose_its_own_and_runs_no_script(
    with_npm: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    venv = with_npm / ".venv"
    there = {"check": {"quill"}, "test": {"quill", "pen"}}
    for purpose, names in there.items():
        install.install_from_npm(venv, purpose)
        folders = list((venv / "npm" / "node_modules").glob("[!.]*"))
        assert {folder.name for folder in folders} == names
        assert not any((folder / "ran").exists() for folder in folders)
    said = capfd.readouterr()
    assert (said.out, said.err) == ("Installing the packages of package-lock.json with npm.\n" * 2, "")


@pytest.mark.slow
def test_what_the_tests_have_from_npm_is_not_taken_away_by_the_checks(with_npm: Path) -> None:
    venv = with_npm / ".venv"
    install.install_from_npm(venv, "test")
    install.write_stamps(venv, "test")
    install.install_from_npm(venv, "check")
    assert (venv / "npm" / "node_modules" / "pen").exists()
    os.utime(venv / ".test", (1, 1))
    install.install_from_npm(venv, "check")
    assert not (venv / "npm" / "node_modules" / "pen").exists()


@pytest.mark.slow
def test_a_package_from_npm_that_is_another_than_the_pinned_one_is_refused(
    with_npm: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lock = with_npm / "package-lock.json"
    lock.write_text(re.sub(r"sha512-.{8}", "sha512-AAAAAAAA", lock.read_text(), count=1))
    with pytest.raises(PressError, match=r"this failed, for the reason above: .* ci "):
        install.install_from_npm(with_npm / ".venv", "check")
    assert "EINTEGRITY" in capfd.readouterr().err
