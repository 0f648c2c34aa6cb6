"""The built-in pass as a filter on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from press.errors import BadSetting

ROOT = Path(__file__).parents[2]

Parse = Callable[..., dict[str, Any]]
Write = Callable[..., str]


def run(given: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the filter."""
    command = [sys.executable, "-m", "press.crossref", *arguments]
    return subprocess.run(
        command, input=given.encode(), capture_output=True, check=False, cwd=ROOT, timeout=30
    )


def test_sound_document(parse: Parse, write: Write) -> None:
    """A document comes out resolved, in UTF-8, and nothing is said."""
    done = run(json.dumps(parse("![Émigrés](a.png){#fig:a}\n\n“@fig:a”")), "html")
    assert (done.returncode, done.stderr) == (0, b"")
    assert write(json.loads(done.stdout)) == "[Figure 1: Émigrés]\n\n“fig.\N{NO-BREAK SPACE}1”"


def test_troubles_are_lines_and_the_document_is_written(parse: Parse, write: Write) -> None:
    """Troubles go to standard error; the output is whole and the exit code is 0."""
    source = "![A](a.png){#fig:a}\n\n![B](b.png){#fig:a}\n\n# P {#sec:p .unnumbered}\n\n@fig:none @sec:p"
    done = run(json.dumps(parse(source)))
    assert done.returncode == 0
    assert done.stderr.decode().splitlines() == [
        "press.crossref: Duplicate label: fig:a",
        "press.crossref: Undefined cross-reference: fig:none",
        "press.crossref: Cross-reference to an unnumbered section: sec:p",
    ]
    written = write(json.loads(done.stdout))
    assert written.endswith("fig.\N{NO-BREAK SPACE}¿fig:none? sec.\N{NO-BREAK SPACE}¿sec:p?")


@pytest.mark.parametrize(
    "given",
    ["", "{", "[]", "3", '{"meta": {}}', '{"meta": {}, "blocks": [{"t": "Header", "c": 1}]}', "\x00"],
)
def test_broken_input(given: str) -> None:
    """Input that is no document gives one line and an exit code, never a traceback."""
    done = run(given, "html")
    assert done.returncode != 0
    assert done.stdout == b""
    assert len(done.stderr.decode().splitlines()) == 1
    assert b"Traceback" not in done.stderr


def test_bad_setting(parse: Parse) -> None:
    """A setting of the wrong kind gives its own exit code."""
    done = run(json.dumps(parse("Text", "-MchaptersDepth:deep", "-Mchapters")), "html")
    assert done.returncode == BadSetting.exit_code
    assert len(done.stderr.decode().splitlines()) == 1
