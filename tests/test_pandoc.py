"""What calls pandoc: which one of several, and what its tree takes of memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from press.ast import each
from press.pandoc import read_markdown, version
from tests.reading import ROOT

NEWER = "#!/bin/sh\necho pandoc 99.1\n"
TOLD = "from press import pandoc; print(pandoc.version(), pandoc.read_markdown('so')[0])"


def test_the_pandoc_that_comes_along_is_taken_even_if_another_is_newer(tmp_path: Path) -> None:
    other = tmp_path / "pandoc"
    other.write_text(NEWER, encoding="utf-8")
    other.chmod(0o755)
    env = {name: value for name, value in os.environ.items() if name != "PYPANDOC_PANDOC"}
    env["PATH"] = f"{tmp_path}{os.pathsep}{env['PATH']}"
    command = [sys.executable, "-c", TOLD]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == f"{version()} [{{'t': 'Para', 'c': [{{'t': 'Str', 'c': 'so'}}]}}]"


def test_equal_words_and_types_are_one_string() -> None:
    blocks, _ = read_markdown("A day and *a day* and a day.")
    days = [node for node in each(blocks, "Str") if node["c"] == "day"]
    assert len(days) == 2
    assert days[0]["c"] is days[1]["c"]
    assert days[0]["t"] is days[1]["t"]
