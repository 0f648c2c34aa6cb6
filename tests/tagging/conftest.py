"""The real essay and the one with every feature, typeset once and tagged by both standards."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path

import pytest

from press.design import make_design
from press.document import compose
from press.editions.pages import set_pages
from press.manuscript import load
from press.model import Document
from press.templating import Templates
from tests.reading import ROOT
from tests.tagging.tags import VERSIONS, Standard, finish

ESSAYS = {"essay": ROOT, "features": ROOT / "tests" / "data" / "features"}


@dataclass(frozen=True)
class Typeset:
    """An essay, its pages as WeasyPrint wrote them, and the finished files by standard."""

    document: Document
    raw: bytes
    finished: dict[Standard, bytes]


def typeset(root: Path) -> Typeset:
    manuscript = load(root)
    document = compose(manuscript)
    pages = set_pages(document, make_design(manuscript.settings, root), Templates(root))
    with warnings.catch_warnings():
        # WeasyPrint 70 leaves the file of its colour profile open.
        warnings.simplefilter("ignore", ResourceWarning)
        raw, _ = pages.layout.write()
    finished = {standard: finish(raw, standard, manuscript.settings) for standard in VERSIONS}
    return Typeset(document, raw, finished)


@pytest.fixture(scope="session")
def essay() -> Typeset:
    """The real essay."""
    return typeset(ESSAYS["essay"])


@pytest.fixture(scope="session")
def features() -> Typeset:
    """The essay with every feature."""
    return typeset(ESSAYS["features"])
