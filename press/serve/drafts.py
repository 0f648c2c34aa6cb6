"""The stages of the pipeline as they serve a writer: what they returned is remembered, from save to save.

A draft is the essay itself, but for two things: its lines are broken one after the other, and it has no
edition ID. All stages are those of every printing; only here does a Memory stand behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from press.design import Design, make_design
from press.document import compose
from press.editions.pages import Pages
from press.editions.work import Known, Told, Work
from press.manuscript import load
from press.memory import Memory
from press.model import Artifact, Document, Finding, Manuscript
from press.places import Places
from press.register import publish
from press.rules import judge
from press.settings import Settings
from press.templating import HERE, Templates

GREEDY = {"linebreaking": "greedy", "copyfit": False}


@dataclass(frozen=True)
class Draft:
    """An essay that was read. `document` is as it is drafted, `fitted` as it is printed."""

    manuscript: Manuscript
    design: Design
    templates: Templates
    document: Document

    @property
    def greedy(self) -> Document:
        """The document with its lines broken one after the other."""
        return replace(self.document, settings=copy_settings(self.document.settings, GREEDY))

    @property
    def named(self) -> list[Path]:
        """The files and folders that essay.yaml names."""
        settings, root = self.manuscript.settings, self.manuscript.root
        names = [settings.bibliography, settings.csl, settings.icc, settings.publisher_mark]
        names += [getattr(settings.fonts, use) for use in ("text", "display", "mono", "fallback")]
        return [root / settings.manuscript, *(root / name for name in names if "." in name or "/" in name)]

    def knowing(self, known: Known) -> Told:
        """Return the work in hand where these are the pages."""
        return Told(self.greedy, self.design, self.templates, known=known)


def copy_settings(settings: Settings, changes: Mapping[str, object]) -> Settings:
    """Return settings with some of them changed; where they stand in essay.yaml stays known."""
    return settings.model_copy(update=dict(changes))


@dataclass
class Drafts:
    """Makes an essay, or one of its editions, again and again. All of it is called by one thread."""

    folder: Path
    trusted: bool = False
    edition: str = ""
    memory: Memory = field(default_factory=Memory)
    _templates: tuple[object, Templates] | None = None

    @contextmanager
    def at_work(self, pulse: Callable[[], None]) -> Iterator[None]:
        """Remember what is made within; `pulse` is called before anything takes time, and may raise."""
        with self.memory.at_work(pulse):
            yield

    def read(self) -> Draft:
        """Load the essay and compose it."""
        manuscript = load(self.folder, self.edition)
        design = make_design(manuscript.settings, self.folder)
        document = publish(manuscript, compose(manuscript))
        return Draft(manuscript, design, self._find_templates(), document)

    def _find_templates(self) -> Templates:
        """Return the templates, read again when one of them was added, removed or changed."""
        files = [path for folder in (self.folder / "templates", HERE) for path in sorted(folder.rglob("*"))]
        state = [(path, path.stat().st_mtime_ns) for path in files if path.is_file()]
        if self._templates is None or self._templates[0] != state:
            self._templates = state, Templates(self.folder, trusted=self.trusted)
        return self._templates[1]


def make_web(draft: Draft, known: Known) -> str:
    """Return the web edition."""
    from press.editions.web import make_html  # noqa: PLC0415  it brings the layout engine

    return make_html(draft.knowing(known)).data.decode()


def make_book(draft: Draft, known: Known) -> tuple[Artifact, ...]:
    """Return the e-book and its cover."""
    from press.editions.epub import make_epub  # noqa: PLC0415  as above

    return make_epub(draft.knowing(known))


def make_pages(draft: Draft) -> Pages:
    """Lay out the pamphlet, greedily."""
    return Work(draft.greedy, draft.design, draft.templates).pamphlet.pages


def find_all(draft: Draft, noticed: Iterable[Finding]) -> list[Finding]:
    """Return what the rules find in the manuscript, and what was noticed while its pages were laid out."""
    places = Places(draft.manuscript.chapters)
    return [*judge(draft.manuscript, draft.document), *map(places.give_place, noticed)]
