"""Essays printed in this process: the reading PDF with its page map, once for all tests of a run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from press.design import make_design
from press.document import compose
from press.editions.pamphlet import Pamphlet
from press.layout import Compositor, Layout
from press.layout.desk import Desk
from press.manuscript import load
from press.model import Artifact, Document, Part
from press.register import publish
from press.templating import Templates
from tests.reading import ROOT

ESSAYS = {"essay": ROOT, **{name: ROOT / "tests" / "data" / name for name in ("long", "features")}}


@dataclass(frozen=True)
class Printed:
    """An essay, its reading PDF, the text of each page as it was drawn, and how often parts were laid out."""

    document: Document
    pdf: Artifact
    pages: tuple[str, ...]
    layouts: tuple[int, ...]

    def part(self, identifier: str) -> Part:
        """Return a part."""
        return next(part for part in self.document.parts if part.identifier == identifier)


@cache
def print_pdf(root: Path) -> Printed:
    """Print an essay's reading PDF."""
    manuscript = load(root)
    document = publish(manuscript, compose(manuscript))
    with count_layouts() as layouts:
        pdf = Pamphlet(document, make_design(manuscript.settings, root), Templates(root)).reading()
    with pypdfium2.PdfDocument(pdf.data) as file:
        # PDFium gives a hyphen at a line's end as U+FFFE.
        pages = tuple(page.get_textpage().get_text_range().replace("\ufffe", "") for page in file)
    return Printed(document, pdf, pages, tuple(layouts))


@contextmanager
def count_layouts() -> Iterator[list[int]]:
    """Count how often each part is laid out with its lines fitted."""
    counts: list[int] = []
    compose, look = Compositor.compose, Desk.look

    def composed(self: Compositor, html: str, **more: Any) -> Layout:
        counts.append(0)
        return compose(self, html, **more)

    def looked(self: Desk) -> Any:
        counts[-1] += 1
        return look(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Compositor, "compose", composed)
        patch.setattr(Desk, "look", looked)
        yield counts
