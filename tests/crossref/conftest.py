"""Pandoc for the tests of the cross-reference pass."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import Any

import pypandoc
import pytest


def run_pandoc(source: str, *options: str) -> str:
    """Run pandoc on a text."""
    command = [pypandoc.get_pandoc_path(), *options]
    done = subprocess.run(
        command, input=source, capture_output=True, check=True, encoding="utf-8", timeout=30
    )
    return done.stdout


@pytest.fixture(scope="session")
def parse() -> Callable[..., dict[str, Any]]:
    """Return a reader of Markdown; other arguments are options for pandoc."""

    def reader(source: str, *options: str) -> dict[str, Any]:
        document: dict[str, Any] = json.loads(run_pandoc(source, "-f", "markdown", "-t", "json", *options))
        return document

    return reader


@pytest.fixture(scope="session")
def write() -> Callable[..., str]:
    """Return a writer, of plain text unless another format is named."""

    def writer(ast: dict[str, Any], to: str = "plain") -> str:
        return run_pandoc(json.dumps(ast), "-f", "json", "-t", to, "--wrap=none").strip("\n")

    return writer
