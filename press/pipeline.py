"""The pipeline: from an essay's folder to its editions.

    load ─► Manuscript ─ compose ─► Document ─ editions ─► Artifacts ─ inspect ─► Findings ─ write ─► files

The commands of the front door join it with a terminal, `serve` with a browser.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from press.beside import begin_early, can_fork, importing
from press.design import Design, make_design
from press.document import compose
from press.editions import EDITIONS, Tell, Work
from press.editions.work import Known, Told
from press.files import write
from press.manifest import Record, prove_stock, take_stock, update_manifest
from press.manuscript import load
from press.memory import Memory
from press.model import Artifact, Document, Finding, Manuscript, Stamp
from press.progress import Progress
from press.register import publish
from press.templating import Templates

NAMES = ("pdf", "epub", "html")
"""What is printed when nothing is named; the pamphlet's booklet comes with its PDF."""
SCREENS = ("epub", "html")
"""Editions that are not printed."""
LATER = ("press.editions.pamphlet", "press.checks", "press.rules")
"""What is wanted once an essay is read; the layout engine alone takes a third of a second to import."""


@dataclass(frozen=True)
class Essay:
    """An essay that was read: its manuscript, its looks, its one document, and the record of its inputs."""

    manuscript: Manuscript
    design: Design
    templates: Templates
    document: Document
    record: Record

    def work(self, tell: Tell = lambda *_: None) -> Work:
        """Return what its editions are made from; `tell` hears how far the pages are."""
        return Work(self.document, self.design, self.templates, tell)


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
        document = publish(manuscript, compose(manuscript, screens=screens), screens=screens)
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
    """Read an essay as `read` does, for editions of these names, and import meanwhile what comes after."""
    screens = any(name in SCREENS for name in names)
    with importing(*LATER):
        return read(folder, progress, trusted=trusted, edition=edition, screens=screens)


def make(essay: Essay, names: Sequence[str], progress: Progress, *, thorough: bool) -> Made:
    """Make the editions of these names and inspect them, thoroughly or quickly; nothing is written yet."""
    from press.checks import inspect  # noqa: PLC0415  imported meanwhile
    from press.rules import judge  # noqa: PLC0415

    artifacts = make_editions(essay.work(), names, progress)
    with progress.stage("checking"):
        findings = judge(essay.manuscript, essay.document, thorough=thorough)
        findings += inspect(essay.manuscript, essay.document, artifacts, thorough=thorough)
    return Made(essay, tuple(artifacts), tuple(findings))


def make_editions(work: Work, names: Sequence[str], progress: Progress) -> list[Artifact]:
    """Make the editions of these names, in their order.

    Those for screens want of the pamphlet only its pages, and are made beside it.
    """
    started: Callable[[], dict[str, tuple[Artifact, ...]]] | None = None
    screens = [name for name in names if name in SCREENS]
    if len(names) > len(screens):
        hand_over = begin_early(partial(_make_screens, work, screens)) if screens and can_fork() else None
        with progress.stage("pages") as stage:
            work = replace(work, tell=stage.measure)
            pages = work.pamphlet.pages
        started = hand_over and hand_over(Known(pages.starts, pages.quoted))
    made: dict[str, tuple[Artifact, ...]] = {}
    for name in names:
        with progress.stage(name):
            if started and name in screens:
                made |= started() if name not in made else {}
            else:
                made[name] = EDITIONS[name](work)
    return [artifact for name in names for artifact in made[name]]


def _make_screens(
    work: Work, names: Sequence[str], take_known: Callable[[], Known]
) -> dict[str, tuple[Artifact, ...]]:
    """Make the editions for screens, first without the pages, which are not known yet.

    What these do not touch, such as the faces and the cover, is remembered when they are made again.
    """
    with Memory().at_work():
        for known in (Known, take_known):
            told = Told(work.document, work.design, work.templates, known=known())
            made = {name: EDITIONS[name](told) for name in names}
    return made


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
