"""An essay that is being served, by the command itself, for the tests in a browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.reading import ROOT

PATIENCE = 120.0  # s, on a machine that has much else to do


@dataclass
class Served:
    """The process, and where its page is."""

    process: subprocess.Popen[str]
    address: str

    def end(self) -> tuple[int, str, float]:
        """Interrupt it as Ctrl-C does; return its exit code, what it said then, and how long it took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said, time.monotonic() - started


@contextmanager
def served(essay: Path, *arguments: str, **environment: str) -> Iterator[Served]:
    """Serve an essay at a free port."""
    command = [
        sys.executable,
        str(ROOT / "build.py"),
        "serve",
        "--essay",
        str(essay),
        "--port",
        "0",
        *arguments,
    ]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment}, start_new_session=True
    )
    try:
        assert process.stderr is not None
        found = None
        hangs = threading.Timer(PATIENCE, process.kill)
        hangs.daemon = True
        hangs.start()
        while not found:
            line = process.stderr.readline()
            assert line, "it ended"
            found = re.search(r"http://\S+/", line)
        hangs.cancel()
        yield Served(process, found[0])
    finally:
        process.kill()
        process.communicate()


def wait_for(fact: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < end, "this has not come about"
        time.sleep(0.02)


def shown(page: Page, pane: str) -> str:
    """Return which state of a pane is shown; the page's policy lets no predicate be evaluated in it."""
    return page.locator("body").get_attribute(f"data-shown{pane}") or ""


def is_idle(page: Page) -> bool:
    """Tell whether everything was made."""
    return page.locator(".now").text_content() == "Up to date"
