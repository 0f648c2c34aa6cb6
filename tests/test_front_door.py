"""build.py as it is met on a terminal and in a pipe."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

import build
from press.settings import Settings
from tests.reading import processor_time

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "data" / "minimal"


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, ROOT / "build.py", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_help_has_examples_and_does_not_wait_for_the_imports() -> None:
    started = processor_time()
    done = run("--help")
    assert processor_time() - started < 0.5
    assert "./build.py epub html --essay" in done.stdout
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", ROOT / "build.py", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert not re.search(r"weasyprint|pydantic|pypandoc|jinja2", loaded.stderr)


def test_an_unknown_edition_is_refused() -> None:
    done = run("docx")
    assert done.returncode == 2
    assert "docx" in done.stderr


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == Settings.model_json_schema()


@pytest.mark.slow
def test_a_pipe_gets_plain_lines_with_times_and_a_summary(tmp_path: Path) -> None:
    done = run("html", "--essay", MINIMAL, "--out", tmp_path)
    assert done.returncode == 0
    assert "\x1b" not in done.stderr
    assert "\r" not in done.stderr
    for stage in ("reading", "composing", "html", "checking", "writing"):
        assert re.search(rf"^  {stage} +\d+\.\d\d s$", done.stderr, re.MULTILINE)
    (path,) = tmp_path.glob("*.html")
    assert re.search(rf"^{re.escape(str(path))}: \d+ kB$", done.stderr, re.MULTILINE)
    assert re.search(r"^[\d,]+ words, \d+ parts, \d+\.\d s$", done.stderr, re.MULTILINE)
    assert done.stdout == ""


@pytest.mark.slow
def test_quiet_is_quiet(tmp_path: Path) -> None:
    done = run("html", "--quiet", "--essay", MINIMAL, "--out", tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.slow
def test_a_terminal_sees_each_stage_begin_and_the_pages_grow(tmp_path: Path) -> None:
    here, there = pty.openpty()
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "booklet",
        "--essay",
        str(MINIMAL),
        "--out",
        str(tmp_path),
    ]
    done = subprocess.Popen(command, stderr=there, stdout=there, cwd=ROOT)
    os.close(there)
    seen = b""
    try:
        while piece := os.read(here, 4096):
            seen += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(here)
    assert done.wait() == 0
    assert "  composing …\r\x1b[K  composing ".encode() in seen
    for part in range(3):
        assert f"\r\x1b[K  pages {'━' * 8 * part:─<24} {part}/3  ".encode() in seen
