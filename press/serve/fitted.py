"""The pamphlet as it will be printed, its lines and pages fitted, made in a process of its own.

Fitting takes many times as long as a draft. Done by another process it can be broken off at once when the
writer saves, and does not hold up the drafts.

The two share a folder: the process reads `given`, and writes `made`.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from press.editions.work import Known
from press.errors import PressError, Problem
from press.serve.drafts import Draft

ROOT = Path(__file__).resolve().parent.parent.parent
GIVEN, MADE = "given", "made"
START = "import sys; from press.serve.fitted import fit; fit(sys.argv[1])"
NICE = 5  # how far it stands back behind other programs


@dataclass(frozen=True)
class Fitted:
    """The fitted pamphlet as a PDF, or why there is none."""

    pdf: bytes = b""
    known: Known = field(default_factory=Known)
    problems: tuple[Problem, ...] = ()


class Fitting:
    """The process at work on a draft."""

    def __init__(self, draft: Draft, *, trusted: bool) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="fitting-")
        folder = Path(self._folder.name)
        job = (draft.document, draft.design, draft.templates.essay.resolve(), trusted)
        (folder / GIVEN).write_bytes(pickle.dumps(job))
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    @property
    def is_done(self) -> bool:
        """Whether the process has ended."""
        return self._process.poll() is not None

    def take(self) -> Fitted | None:
        """Return what was made, if the process came to its end, and put everything away."""
        made = Path(self._folder.name) / MADE
        # What is read here was written by our own process, into a folder of ours alone.
        result = pickle.loads(made.read_bytes()) if self._process.poll() == 0 else None
        self.stop()
        return result if isinstance(result, Fitted) else None

    def stop(self) -> None:
        """End the process, if it has not ended, and remove its files."""
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()


def fit(name: str) -> None:
    """Lay out the document in a folder and write the result there."""
    os.nice(NICE)
    folder = Path(name)
    from press.editions.work import Work  # noqa: PLC0415  the layout engine takes a while to import
    from press.templating import Templates  # noqa: PLC0415  as above

    document, design, essay, trusted = pickle.loads((folder / GIVEN).read_bytes())
    try:
        pages = Work(document, design, Templates(essay, trusted=trusted)).pamphlet.pages
        made = Fitted(pages.layout.write()[0], Known(pages.starts, dict(pages.quoted)))
    except PressError as error:
        made = Fitted(problems=error.problems)
    aside = folder / f"{MADE}.new"
    aside.write_bytes(pickle.dumps(made))
    aside.rename(folder / MADE)
