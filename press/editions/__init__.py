"""The editions by name. Each is a function of document, design and templates that returns Artifacts."""

from __future__ import annotations

from collections.abc import Callable

from press.design import Design
from press.model import Artifact, Document
from press.templating import Templates

Made = tuple[Artifact, ...]
Make = Callable[[Document, Design, Templates], Made]


def _pdf(document: Document, design: Design, templates: Templates) -> Made:
    from press.editions.pamphlet import make_pamphlet  # noqa: PLC0415  the layout engine takes .7 s to import

    return make_pamphlet(document, design, templates)


def _booklet(document: Document, design: Design, templates: Templates) -> Made:
    from press.editions.pamphlet import make_booklet  # noqa: PLC0415  as the pamphlet

    return make_booklet(document, design, templates)


def _epub(document: Document, design: Design, templates: Templates) -> Made:
    from press.editions.epub import make_epub  # noqa: PLC0415  draws its cover with the layout engine

    return (make_epub(document, design, templates),)


def _html(document: Document, design: Design, templates: Templates) -> Made:
    from press.editions.web import make_html  # noqa: PLC0415  as the others

    return (make_html(document, design, templates),)


EDITIONS: dict[str, Make] = {"pdf": _pdf, "booklet": _booklet, "epub": _epub, "html": _html}
