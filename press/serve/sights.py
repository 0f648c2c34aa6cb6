"""Pictures of the pamphlet's pages, drawn when they are looked at, and kept while a page stays as it is."""

from __future__ import annotations

import io
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from typing import Any

import pypdfium2

SCALE = 1.5 * 96 / 72  # pixels to the point: 144 to the inch, which a screen shows sharp at half the size
TOGETHER = 6  # pages that are written as one PDF: its faces are cut down once for all of them
MOMENT, LONGEST_REST = 0.08, 1.0  # s
AROUND = 160  # letters on each side of a place on a page by which its paragraph is found


@dataclass
class Sheet:
    """Some pages as a PDF, written when one of them is first looked at."""

    write: Callable[[], bytes]
    lock: threading.Lock
    pictures: dict[int, bytes] = field(default_factory=dict)

    @cached_property
    def pdf(self) -> pypdfium2.PdfDocument:
        """The PDF, ready to be drawn."""
        return pypdfium2.PdfDocument(self.write())

    def picture(self, page: int) -> bytes:
        """Return a page as a PNG; pages are counted from 0."""
        with self.lock:
            if page not in self.pictures:
                out = io.BytesIO()
                image = self.pdf[page].render(scale=SCALE, rev_byteorder=True).to_pil()
                image.save(out, "PNG", compress_level=1)
                self.pictures[page] = out.getvalue()
            return self.pictures[page]

    def words_at(self, page: int, x: float, y: float) -> str:
        """Return the text around a place, in shares of the page's width and height from its top left."""
        with self.lock:
            leaf = self.pdf[page]
            width, height = leaf.get_size()
            text = leaf.get_textpage()
            at = text.get_index(x * width, (1 - y) * height, 30, 12)
            if at is None:
                return ""
            return str(text.get_text_range(max(at - AROUND // 4, 0), AROUND))


@dataclass(frozen=True)
class Sight:
    """A page as the browser knows it: by a number that no other page ever has."""

    number: int
    sheet: Sheet
    page: int

    def picture(self) -> bytes:
        """Return the page as a PNG."""
        return self.sheet.picture(self.page)


class Sights:
    """All pages that may be asked for: those of the last drafts, and those of the fitted pamphlet.

    `lock` is held while the layout engine or PDFium is at work, neither of which does two things at a time.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self._numbers = count(1)
        self._drafts: list[dict[int, tuple[Any, Sight]]] = [{}, {}]
        self._fitted: list[Sight] = []
        self._asked = 0.0

    def take(self, pages: Sequence[Any], write: Callable[[Sequence[Any]], bytes]) -> list[Sight]:
        """Take over laid-out pages; those that were there before keep their numbers and their pictures."""
        before, now = self._drafts[0], dict[int, tuple[Any, Sight]]()
        new: list[Any] = []
        for page in pages:
            if id(page) in before:
                now[id(page)] = before[id(page)]
                now |= self._write(new, write)
                new = []
                continue
            new.append(page)
            if len(new) == TOGETHER:
                now |= self._write(new, write)
                new = []
        now |= self._write(new, write)
        self._drafts = [now, before]
        return [now[id(page)][1] for page in pages]

    def _write(
        self, pages: list[Any], write: Callable[[Sequence[Any]], bytes]
    ) -> dict[int, tuple[Any, Sight]]:
        sheet = Sheet(lambda: write(pages), self.lock)
        return {id(page): (page, Sight(next(self._numbers), sheet, at)) for at, page in enumerate(pages)}

    def take_pdf(self, pdf: bytes, pages: int) -> list[Sight]:
        """Take over the fitted pamphlet, which has so many pages."""
        sheet = Sheet(lambda: pdf, self.lock)
        self._fitted = [Sight(next(self._numbers), sheet, page) for page in range(pages)]
        return self._fitted

    def find(self, number: int) -> Sight | None:
        """Return a page by its number, if it may still be asked for."""
        drafts = [sight for layout in self._drafts for _, sight in list(layout.values())]
        self._asked = time.monotonic()
        return next((sight for sight in [*drafts, *self._fitted] if sight.number == number), None)

    def rest(self) -> None:
        """Leave the machine to those who draw, until for a moment no page was asked for."""
        end = time.monotonic() + LONGEST_REST
        time.sleep(MOMENT)
        while time.monotonic() < end and (self.lock.locked() or time.monotonic() - self._asked < MOMENT):
            time.sleep(MOMENT / 4)
