"""The editions by name. Each is a function of the work in hand that returns Artifacts."""

from __future__ import annotations

from collections.abc import Callable

from press.beside import begin
from press.editions.work import Tell as Tell
from press.editions.work import Work as Work
from press.model import Artifact

Made = tuple[Artifact, ...]
Make = Callable[[Work], Made]


def _pdf(work: Work) -> Made:
    pamphlet = work.pamphlet
    _ = pamphlet.written  # which all of them are made from
    reading = begin(pamphlet.reading)
    printed = (pamphlet.press(), pamphlet.booklet(), *pamphlet.jacket())
    return (reading(), *printed)


def _booklet(work: Work) -> Made:
    return (work.pamphlet.booklet(),)


def _epub(work: Work) -> Made:
    from press.editions.epub import make_epub  # noqa: PLC0415  draws its cover with the layout engine

    return make_epub(work)


def _html(work: Work) -> Made:
    from press.editions.web import make_html  # noqa: PLC0415  as the e-book

    return (make_html(work),)


EDITIONS: dict[str, Make] = {"pdf": _pdf, "booklet": _booklet, "epub": _epub, "html": _html}
