"""The printed pages in an e-book: the mark where each begins, and how lists of pages have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from press.citing import title_of
from press.editions.chapters import chapter_file
from press.editions.pagelist import Listed, page_id
from press.settings import Settings

MARK = Markup('<span epub:type="pagebreak" role="doc-pagebreak" id="{}" aria-label="{}"></span>')
COVER = "cover"
FRONT = {
    "cover.xhtml": (COVER,),
    "title.xhtml": ("half-title", "title-page"),
    "imprint.xhtml": ("imprint",),
    "nav.xhtml": ("contents",),
}
"""What begins on the pages of the pamphlet that each file before the chapters stands for."""


@dataclass(frozen=True)
class Folio:
    """A printed page: its label, how it is called aloud, and where it begins in the e-book."""

    label: str
    name: str
    target: str

    @property
    def mark(self) -> Markup:
        """The mark where it begins."""
        return MARK.format(self.target.partition("#")[2], self.name)

    @property
    def kind(self) -> str:
        """Its type in an NCX (ANSI/NISO Z39.86-2005, 8.4.4): a number, a Roman number, or else `special`."""
        if self.label.isdigit():
            return "normal"
        return "front" if re.fullmatch("[ivxlcdm]+", self.label) else "special"


def draw_mark(label: str, word: str) -> str:
    """Return the mark of a page within a chapter; `word` is what a page is called."""
    return str(MARK.format(page_id(label), f"{word} {label}"))


def list_front(front: Mapping[str, Sequence[str]], terms: Mapping[str, str]) -> dict[str, list[Folio]]:
    """Return the pages before the chapters by the file that stands for them. The cover has a name alone."""

    def folio(file: str, what: str, label: str) -> Folio:
        target = f"{file}#{page_id(label)}"
        if what == COVER:
            return Folio(terms["cover"], terms["cover"], target)
        return Folio(label, f"{terms['page']} {label}", target)

    return {
        file: [folio(file, what, label) for what in kinds for label in front.get(what, ())]
        for file, kinds in FRONT.items()
    }


def list_all(
    front: Mapping[str, Sequence[Folio]], pages: Iterable[Listed], terms: Mapping[str, str]
) -> list[Folio]:
    """Return all pages in the order of the pamphlet."""
    before = [folio for folios in front.values() for folio in folios]
    return before + [
        Folio(page.label, f"{terms['page']} {page.label}", f"{chapter_file(page.place)}#{page.identifier}")
        for page in pages
    ]


def name_source(settings: Settings) -> str:
    """Name the printed edition: by its ISBN, else by what a title page says, and by its size.

    A source without an identifier is named by words (DAISY's Accessible Publishing Knowledge Base, Page
    Source). `none` would mean pages that were made up for the e-book alone.
    """
    if settings.isbn:
        return f"urn:isbn:{settings.isbn.replace('-', '').replace(' ', '')}"
    told = (settings.edition, settings.publisher, settings.date, settings.trim)
    facts = (title_of(settings), *settings.authors, *told)
    return ", ".join(filter(None, facts))
