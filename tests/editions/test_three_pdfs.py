"""One layout, three PDFs: every page holds the same words in all of them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from press.imposition import plan_sheets
from tests.reading import Editions, letters

pytestmark = pytest.mark.slow
Box = tuple[float, float, float, float]


def words_in(page: pypdfium2.PdfPage, box: Box) -> str:
    """Return the letters that stand within a box of a page: left, bottom, right, top in pt."""
    left, bottom, right, top = box
    text = page.get_textpage().get_text_bounded(left=left, bottom=bottom, right=right, top=top)
    return letters(text.replace("\ufffe", "").replace("\u00ad", ""))


def texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as pdf:
        return [words_in(page, page.get_trimbox()) for page in pdf]


def test_the_press_pdf_has_the_reading_pdf_s_pages(editions: Editions) -> None:
    reading = texts(editions.pdf)
    assert texts(editions.press) == reading
    assert len(reading) % 4 == 0


def test_the_booklet_has_them_two_by_two(editions: Editions) -> None:
    reading = texts(editions.pdf)
    plan = plan_sheets(len(reading), back_cover=True)
    sides = [side for sheet in plan for side in (sheet.front, sheet.back)]
    with pypdfium2.PdfDocument(editions.booklet) as pdf:
        assert len(pdf) == len(sides)
        for page, pages in zip(pdf, sides, strict=True):
            width, height = page.get_size()
            halves = ((0, 0, width / 2, height), (width / 2, 0, width, height))
            for half, index in zip(halves, pages, strict=True):
                assert words_in(page, half) == ("" if index is None else reading[index])
