"""The pipeline: from an essay's folder to its editions.

    load ─► Manuscript ─ compose ─► Document ─ editions ─► Artifacts ─ inspect ─► Findings ─ write ─► files

The commands of the front door join it with a terminal, `serve` with a browser.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from press.beside import begin, importing
from press.checks import inspect
from press.design import Design, make_design
from press.document import compose
from press.editions import EDITIONS, Work
from press.files import write
from press.manifest import Record, prove_stock, take_stock, update_manifest
from press.manuscript import load
from press.model import Artifact, Document, Finding, Manuscript, Stamp
from press.progress import Progress
from press.register import publish
from press.rules import judge
from press.templating import Templates

NAMES = ("pdf", "epub", "html")
"""What is printed when nothing is named; the pamphlet's booklet comes with its PDF."""
SCREENS = ("epub", "html")
"""Editions that are not printed."""


@dataclass(frozen=True)
class Essay:
    """An essay that was read: its manuscript, its looks, its one document, and the record of its inputs."""

    manuscript: Manuscript
    design: Design
    templates: Templates
    document: Document
    record: Record

    def work(self) -> Work:
        """Return what its editions are made from."""
        return Work(self.document, self.design, self.templates)


@dataclass(frozen=True)
class Made:
    """What was made of an essay, and what was found out about it."""

    essay: Essay
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]


def read(
    folder: Path, progress: Progress, *, trusted: bool = False, edition: str = "", screens: bool = True
) -> Essay:
    """Load an essay or one of its editions, and compose it; `trusted` lets it bring templates of its own.

    Where nothing is made for `screens`, its notes are not read a second time as they have them.
    """
    with progress.stage("reading"):
        manuscript = load(folder, edition)
        design = make_design(manuscript.settings, folder)
        templates = Templates(folder, trusted=trusted)
    with progress.stage("composing"):
        document = publish(manuscript, compose(manuscript, screens=screens))
        record = take_stock(manuscript, document, design)
        document = replace(document, stamp=Stamp(record.edition, str(record.brief)))
    return Essay(manuscript, design, templates, document, record)


def read_to_print(
    folder: Path,
    progress: Progress,
    *,
    trusted: bool = False,
    edition: str = "",
    names: Sequence[str] = NAMES,
) -> Essay:
    """Read an essay as `read` does, for editions of these names, and bring in the layout engine meanwhile."""
    screens = any(name in SCREENS for name in names)
    with importing("press.layout"):
        return read(folder, progress, trusted=trusted, edition=edition, screens=screens)


def make(essay: Essay, names: Sequence[str], progress: Progress, *, thorough: bool) -> Made:
    """Make the editions of these names and inspect them, thoroughly or quickly; nothing is written yet."""
    artifacts = make_editions(essay.work(), names, progress)
    with progress.stage("checking"):
        findings = judge(essay.manuscript, essay.document, thorough=thorough)
        findings += inspect(essay.manuscript, essay.document, artifacts, thorough=thorough)
    return Made(essay, tuple(artifacts), tuple(findings))


def make_editions(work: Work, names: Sequence[str], progress: Progress) -> list[Artifact]:
    """Make the editions of these names, in their order.

    Those for screens want of the pamphlet only its pages; once it is laid out they are made beside it, while
    it is drawn.
    """
    started: dict[str, Callable[[], tuple[Artifact, ...]]] = {}
    if set(names) - set(SCREENS):
        with progress.stage("pages"):
            _ = work.pamphlet.pages
        started = {name: begin(partial(EDITIONS[name], work)) for name in names if name in SCREENS}
    artifacts: list[Artifact] = []
    for name in names:
        with progress.stage(name):
            artifacts += started[name]() if name in started else EDITIONS[name](work)
    return artifacts


def keep(made: Made, out: Path, progress: Progress) -> dict[Path, Artifact]:
    """Write the editions and the folder's manifest; return the editions' paths.

    Raises InputChanged when the essay is not what they were made from any more, so that of two builds the
    one that began before a change never takes the place of the one that began after it.
    """
    record = made.essay.record

    def seal() -> Artifact:
        prove_stock(record, made.essay.manuscript.root)
        return update_manifest(made.artifacts, record, out)

    def waits() -> None:
        progress.say(f"Another build is writing into {out}; this one waits for it.")

    with progress.stage("writing"):
        paths = write(made.artifacts, out, seal, waits)
    return dict(zip(paths, made.artifacts, strict=True))
