"""A trial: an input is put into the minimal essay, which comes to an edition or to an error with a reason."""

from __future__ import annotations

import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from press.design import make_design
from press.document import compose
from press.editions import EDITIONS, Work
from press.errors import BrokenTemplate, PressError, UndefinedInTemplate, shown
from press.manuscript import load
from press.register import publish
from press.rules import judge
from press.templating import Templates

MINIMAL = Path(__file__).resolve().parent.parent / "data" / "minimal"
PLACES = {
    "chapter": "manuscript/02-answer.md",
    "bibliography": "references.bib",
    "settings": "manuscript/essay.yaml",
    "transcript": "manuscript/transcripts/cohen1973.md",
    "drawing": "manuscript/figures/plan.svg",
}
LIMIT = 240  # s: a busy machine is no hang


class Hangs(Exception):
    """An input took longer than it may."""


@contextmanager
def _watch(seconds: int) -> Iterator[None]:
    def ring(*_: object) -> None:
        raise Hangs(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def attempt(kind: str, text: str, editions: Sequence[str] = ()) -> str:
    """Print the minimal essay with a file of a kind replaced; return what came of it.

    Raises whatever is no error of the press's, Hangs where it takes too long, and AssertionError for an error
    that says nothing or what a terminal would obey.
    """
    with tempfile.TemporaryDirectory() as folder:
        essay = Path(folder) / "essay"
        shutil.copytree(MINIMAL, essay)
        path = essay / PLACES[kind]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            with _watch(LIMIT):
                return _print(essay, editions)
        except PressError as caught:
            error = caught
    if isinstance(error, BrokenTemplate | UndefinedInTemplate):
        raise AssertionError(f"the press's own templates are blamed: {error}")
    facts = [problem.fact for problem in error.problems]
    assert facts
    assert all(facts)
    assert all(shown(str(problem)) == str(problem) for problem in error.problems)
    return type(error).__name__


def _print(essay: Path, editions: Sequence[str]) -> str:
    manuscript = load(essay)
    document = compose(manuscript)
    findings = judge(manuscript, document)
    assert all(shown(str(finding)) == str(finding) for finding in findings)
    if editions:
        design = make_design(manuscript.settings, essay)
        work = Work(publish(manuscript, document), design, Templates(essay))
        assert all(artifact.data for name in editions for artifact in EDITIONS[name](work))
    return "printed"
