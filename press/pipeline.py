"""The pipeline: from an essay's folder to its editions.

    load ─► Manuscript ─ compose ─► Document ─ editions ─► Artifacts ─ inspect ─► Findings ─ write ─► files

The commands of the front door join it with a terminal, `serve` with a browser.
"""

from __future__ import annotations

import glob
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from press.checks import inspect
from press.design import Design, make_design
from press.document import compose
from press.editions import EDITIONS, Work
from press.files import write
from press.manuscript import load
from press.model import Artifact, Document, Finding, Manuscript
from press.progress import Progress
from press.register import publish
from press.rules import judge
from press.templating import Templates

NAMES = ("pdf", "epub", "html")
"""What is printed when nothing is named; the pamphlet's booklet comes with its PDF."""


@dataclass(frozen=True)
class Essay:
    """An essay that was read: its manuscript, how it is to look, and its one document."""

    manuscript: Manuscript
    design: Design
    templates: Templates
    document: Document

    def work(self, beside: frozenset[str] = frozenset()) -> Work:
        """Return what its editions are made from; `beside` names the files that will lie next to them."""
        return Work(self.document, self.design, self.templates, beside)


@dataclass(frozen=True)
class Made:
    """What was made of an essay, and what was found out about it."""

    essay: Essay
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]


def read(folder: Path, progress: Progress) -> Essay:
    """Load an essay and compose it."""
    with progress.stage("reading"):
        manuscript = load(folder)
        design = make_design(manuscript.settings, folder)
        templates = Templates(folder)
    with progress.stage("composing"):
        document = publish(manuscript, compose(manuscript))
    return Essay(manuscript, design, templates, document)


def make(folder: Path, out: Path, names: Sequence[str], progress: Progress, *, thorough: bool) -> Made:
    """Make the editions of these names and inspect them, thoroughly or quickly; nothing is written yet."""
    essay = read(folder, progress)
    work = essay.work(files_beside(essay.document.settings.slug, names, out))
    artifacts: list[Artifact] = []
    for name in names:
        with progress.stage(name):
            artifacts += EDITIONS[name](work)
    with progress.stage("checking"):
        findings = judge(essay.manuscript, essay.document, thorough=thorough)
        findings += inspect(essay.manuscript, essay.document, artifacts, thorough=thorough)
    return Made(essay, tuple(artifacts), tuple(findings))


def keep(made: Made, out: Path, progress: Progress) -> dict[Path, Artifact]:
    """Write the editions and return their paths."""
    with progress.stage("writing"):
        paths = write(made.artifacts, out)
    return dict(zip(paths, made.artifacts, strict=True))


def files_beside(slug: str, names: Sequence[str], out: Path) -> frozenset[str]:
    """Name the editions that will lie in the output folder: those made now, and those that are there."""
    made = {f"{slug}.{name}" for name in names if name in NAMES}
    made |= {f"{slug}-cover.png"} if "epub" in names else set()
    found = [*out.glob(f"{glob.escape(slug)}.*"), *out.glob(f"{glob.escape(slug)}-cover.png")]
    return frozenset(made | {path.name for path in found})
