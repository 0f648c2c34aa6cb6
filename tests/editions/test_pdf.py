"""The pamphlet, read back from the finished file."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from press.geometry import make_page
from tests.reading import Editions, Page, broken_early, follows, pdf_text

pytestmark = pytest.mark.slow
A5 = make_page("A5")


def text_pages(pages: list[Page]) -> list[Page]:
    """Return the pages from the first chapter on, without the blank ones at the end and the back cover."""
    first = next(page.number for page in pages if page.heading == "The claim")
    last = max(page.number for page in pages[:-1] if page.objects)
    return pages[first - 1 : last]


def test_the_press_said_nothing(editions: Editions) -> None:
    assert editions.said == ""


def test_every_page_is_a5(pages: list[Page]) -> None:
    assert all(abs(page.width - A5.width) < 0.2 and abs(page.height - A5.height) < 0.2 for page in pages)


def test_the_front_matter_stands_where_it_does_in_books(pages: list[Page]) -> None:
    words = [" ".join(line.text for line in page.lines) for page in pages[:9]]
    assert "Penny" in words[0]
    assert words[2] == "IN FOR A PENNY"
    assert "Opposition" in words[4]
    assert "Creative Commons" in words[5]
    assert words[6].startswith("Contents")
    assert words[6].endswith(" v")
    assert [page.objects for page in pages if page.number in {2, 4, 8}] == [0, 0, 0]
    assert pages[8].heading == "The claim"


def test_folios_count_from_the_first_chapter_and_stand_outside(pages: list[Page]) -> None:
    for number, page in enumerate(text_pages(pages), start=1):
        (folio,) = page.foot
        assert folio.text == str(number)
        outer = page.width - folio.x1 if page.number % 2 else folio.x0
        assert abs(outer - A5.outer) < 1


def test_the_contents_give_the_page_of_every_chapter(pages: list[Page]) -> None:
    opened = {page.heading: page.foot[0].text for page in text_pages(pages) if page.heading}
    contents = {}
    for line in pages[6].lines:
        if found := re.fullmatch(r"(?:\d+\s*)?(.+?)[\s.]+(\d+)", line.text):
            contents[found[1].strip()] = found[2]
    assert contents == opened
    assert len(opened) == 13


def test_running_heads_name_the_work_and_the_chapter_but_not_on_openings(pages: list[Page]) -> None:
    chapter = ""
    for page in text_pages(pages):
        chapter = page.heading or chapter
        heads = [line.text for line in page.head]
        expected = [] if page.heading else [chapter] if page.number % 2 else ["IN FOR A PENNY"]
        assert heads == expected


def test_every_note_stands_on_the_page_of_its_reference(pages: list[Page]) -> None:
    total = 0
    for page in text_pages(pages):
        assert page.references == list(page.notes), page.number
        total += len(page.notes)
    assert total >= 50


def test_only_the_essay_s_faces_are_used(pages: list[Page]) -> None:
    fonts = {glyph.font.split("-")[0] for page in pages for glyph in page.glyphs}
    assert fonts == {"Spectral", "Jost"}


def test_lines_stand_on_the_grid(pages: list[Page]) -> None:
    lines = [line for page in text_pages(pages) for line in page.body if round(line.size, 1) == 13.5]
    first = min(line.baseline for line in lines)
    on_grid = sum(abs((line.baseline - first + 9) % 18 - 9) < 1 for line in lines)
    assert on_grid / len(lines) >= 0.95


def test_no_line_is_broken_early(pages: list[Page]) -> None:
    for page in text_pages(pages):
        lines = [line for line in page.body if round(line.size, 1) == 13.5]
        right = page.width - (A5.outer if page.number % 2 else A5.inner)
        for first, second in pairwise(lines):
            if follows(first, second) and second.x0 - first.x0 < 1 and first.text[-1] not in ".?!’:":
                assert not broken_early([first, second], right), (page.number, first.text)


def test_a_note_s_reference_never_begins_a_line(pages: list[Page]) -> None:
    for page in text_pages(pages):
        for line in page.body:
            assert all(glyph.x0 > line.x0 for glyph in line.raised if glyph.text.isdigit())


def test_a_drop_cap_stands_on_its_third_line(pages: list[Page]) -> None:
    for page in text_pages(pages):
        for glyph in page.glyphs:
            if glyph.font.startswith("Jost") and glyph.size > 55:
                baselines = sorted({line.baseline for line in page.body if round(line.size, 1) == 13.5})
                assert min(abs(glyph.baseline - baseline) for baseline in baselines) < 0.6


def test_bold_headings_have_the_widths_of_the_bold(pages: list[Page]) -> None:
    (line,) = [
        line
        for page in pages
        for line in page.body
        if line.text == "A witness from the Right" and line.size > 25
    ]
    assert 11.0 < (line.x1 - line.x0) / line.size < 11.3  # 9.8 em by the widths of the regular


def test_no_ibid_in_the_default_style(editions: Editions) -> None:
    assert "bid." not in pdf_text(editions.pdf)
