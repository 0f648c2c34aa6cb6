"""What `new --ci` puts into an essay: a workflow and a hook, each run as GitHub and Git would run them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

import build
from press import scaffold
from tests.reading import ROOT

IDENTITY = {
    **dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "Ann"),
    **dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "ann@example.org"),
    "GIT_CONFIG_GLOBAL": "/dev/null",
}


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    """A new essay, kept in Git, whose hook is turned on."""
    folder = tmp_path / "essay"
    assert build.main(["new", str(folder), "--ci", "--quiet", "--title", "On Tea"]) == 0
    git(folder, "init", "--quiet")
    git(folder, "config", "core.hooksPath", ".githooks")
    return folder


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # A make or a hook that runs these tests must not pass its own surroundings on.
    env = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "MAKE", "MFLAGS"))}
    command = ["git", *arguments]
    return subprocess.run(
        command, cwd=folder, env=env | IDENTITY, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_the_hook_stops_a_commit_with_a_mistake_and_no_other(essay: Path) -> None:
    git(essay, "add", ".")
    done = git(essay, "commit", "--message", "Begin")
    assert done.returncode == 0, done.stderr
    chapter = essay / "manuscript" / "01-a-first-chapter.md"
    chapter.write_text(chapter.read_text(encoding="utf-8") + "\nAs [@nobody2000] says.\n", encoding="utf-8")
    done = git(essay, "commit", "--all", "--message", "Say more")
    assert done.returncode != 0
    assert "[@nobody2000] is not in" in done.stderr
    assert len(git(essay, "log", "--oneline").stdout.splitlines()) == 1


def test_the_hook_finds_the_press_by_its_variable(essay: Path, tmp_path: Path) -> None:
    python = tmp_path / "elsewhere" / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$@"\n')
    python.chmod(0o755)
    env = {**os.environ, "ESSAY_PRESS": str(tmp_path / "elsewhere")}
    done = subprocess.run(
        [essay / scaffold.HOOK], cwd=essay, env=env, capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{tmp_path}/elsewhere/build.py check --manuscript --quiet --essay .\n"


@pytest.mark.slow
def test_the_workflow_s_commands_check_and_print_the_essay(essay: Path, tmp_path: Path) -> None:
    workflow = yaml.safe_load((essay / scaffold.WORKFLOW).read_text(encoding="utf-8"))
    steps = workflow["jobs"]["print"]["steps"]
    places = {step["with"]["path"] for step in steps if step.get("uses", "").startswith("actions/checkout@")}
    assert places == {"essay", "press"}
    fetch_press(tmp_path / "press")
    env = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    for step in steps:
        if "run" in step:
            command = ["bash", "-e", "-c", step["run"]]
            done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
            assert done.returncode == 0, done.stdout + done.stderr
    (kept,) = (step["with"]["path"] for step in steps if "upload-artifact" in step.get("uses", ""))
    assert {path.name for path in tmp_path.glob(kept)} >= {"on-tea.pdf", "on-tea.epub", "on-tea.html"}


def fetch_press(folder: Path) -> None:
    """Put the press where the workflow has it, with the set-up that is here."""
    for name in ("press", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.is_file():
            shutil.copy2(path, folder / path.name)
    (folder / ".venv").symlink_to(ROOT / ".venv")


@pytest.mark.parametrize(
    ("origin", "repository"),
    [
        ("https://github.com/ann/a-press.git", "ann/a-press"),
        ("git@github.com:ann/a.press", "ann/a.press"),
        ("https://example.org/ann/a-press", scaffold.ELSEWHERE),
        ("", scaffold.ELSEWHERE),
    ],
)
def test_the_workflow_fetches_the_press_from_where_its_clone_is_from(
    origin: str, repository: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    git(tmp_path, "init", "--quiet")
    if origin:
        git(tmp_path, "remote", "add", "origin", origin)
    monkeypatch.setattr(scaffold, "PRESS", tmp_path)
    assert scaffold._repository() == repository


def test_what_the_readme_shows_is_what_new_makes() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    model = (ROOT / "templates" / "new" / "ci" / scaffold.WORKFLOW).read_text(encoding="utf-8")
    for step in yaml.safe_load(model.replace("$$", "$"))["jobs"]["print"]["steps"]:
        if "run" in step:
            assert step["run"] in readme
    assert "git config core.hooksPath .githooks" in readme
