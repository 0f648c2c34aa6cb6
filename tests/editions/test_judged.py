"""The real essay's e-book and web page before their outside judges: none has anything to say.

EPUBCheck judges the e-book in test_epub.py, axe the web page in test_web.py; Ace runs axe on the e-book.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from press.machine import find_browser
from press.manuscript import load
from tests.judges.ace import Report, run_ace
from tests.judges.nu import run_nu
from tests.judges.readability import Article, run_readability
from tests.judges.readers import PHONE, SYSTEMS, TABLET, read
from tests.reading import ROOT, Editions

pytestmark = pytest.mark.slow

SIZES = {"phone": PHONE, "tablet": TABLET}
CERTIFIED = {"a11y:certifiedBy", "a11y:certifierCredential", "a11y:certifierReport"}
"""Metadata that only who certifies a book can give."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


def pages_of(epub: Path) -> dict[str, str]:
    """Return the pages of an e-book, by the names of their files."""
    with zipfile.ZipFile(epub) as archive:
        return {
            name.rpartition("/")[2]: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith(".xhtml")
        }


def titles() -> list[str]:
    """Return the headings of the manuscript's chapters, in plain letters."""
    lines = (re.search(r"^# +(.+?)(?: *\{.*\})?$", chapter.text, re.M) for chapter in load(ROOT).chapters)
    return [line[1] for line in lines if line]


# ---- The e-book ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def report(editions: Editions) -> Report:
    return run_ace(editions.epub)


def test_ace_has_nothing_to_say_of_the_e_book(report: Report) -> None:
    assert report.violations == ()


def test_ace_finds_all_the_metadata_on_accessibility(report: Report) -> None:
    assert set(report.metadata["missing"]) <= CERTIFIED
    assert report.metadata["empty"] == []
    assert report.properties["hasPageBreaks"]


def test_ace_sees_every_chapter_in_the_contents_and_in_the_headings(report: Report) -> None:
    assert len(titles()) > 8
    for title in titles():
        assert title in report.contents
        assert title in report.headings


def test_nu_has_nothing_to_say_of_the_e_book_s_pages(editions: Editions) -> None:
    assert run_nu(editions.epub) == []


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("system", SYSTEMS)
def test_a_reading_system_shows_the_whole_book_without_complaint(
    system: str, size: str, browser: Browser, editions: Editions
) -> None:
    reading = read(browser, system, editions.epub, SIZES[size])
    assert reading.complaints == ()
    assert reading.title == load(ROOT).settings.title
    for links in (reading.toc, reading.pages, reading.landmarks):
        assert links
        assert [link for link in links if not link.leads] == []
    labels = [link.label for link in reading.toc]
    assert not [title for title in titles() if not any(label.endswith(title) for label in labels)]
    pages = pages_of(editions.epub)
    assert {chapter.href.rpartition("/")[2] for chapter in reading.chapters} == set(pages)
    for chapter in reading.chapters:
        body = fromstring(pages[chapter.href.rpartition("/")[2]]).find("{*}body")
        assert body is not None
        assert chapter.text.split() == "".join(body.itertext()).split()
        with Image.open(io.BytesIO(chapter.picture)) as picture:
            assert picture.size == SIZES[size]
            shades = picture.convert("L").histogram()
            assert any(shades[:64]), chapter.href  # ink
            assert any(shades[192:]), chapter.href  # on paper


def test_every_note_of_the_e_book_comes_up_with_its_words(browser: Browser, editions: Editions) -> None:
    pages = pages_of(editions.epub)
    shown = 0
    for chapter in read(browser, "Foliate", editions.epub, notes=True).chapters:
        page = pages[chapter.href.rpartition("/")[2]]
        notes = [note for note in chapter.notes if note.type in {"footnote", "endnote"}]
        assert len(notes) == page.count('epub:type="noteref"')
        for note in notes:
            assert note.text.split() != note.mark.split()
            assert len(re.findall(r"\w+", note.text)) > 2, note
        shown += len(notes)
    assert shown > 50


# ---- The web page --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def article(browser: Browser, editions: Editions) -> Article:
    return run_readability(browser, editions.html)


def test_nu_has_nothing_to_say_of_the_web_page(editions: Editions) -> None:
    assert run_nu(editions.html) == []


def test_reader_view_is_offered_and_knows_what_the_page_is(article: Article) -> None:
    settings = load(ROOT).settings
    assert article.offered
    assert article.title.startswith(settings.title)
    assert article.lang == settings.language
    assert article.byline == ", ".join(settings.authors)


def test_reader_view_has_every_chapter_picture_and_table(article: Article, editions: Editions) -> None:
    for title in titles():
        assert f">{title}<" in article.html
    page = editions.html.read_text(encoding="utf-8")
    for tag in ("table", "figcaption", "blockquote"):
        assert article.html.count(f"<{tag}") == page.count(f"<{tag}") > 0


def test_in_reader_view_every_note_is_an_ordinary_one(article: Article) -> None:
    """Each mark leads to a note that is there, after the words it belongs to and not among them."""
    marks = re.findall(r'<a [^>]*role="doc-noteref"[^>]*>', article.html)
    assert len(marks) > 50
    paragraphs = re.findall(r"<p\b.*?</p>", article.html, re.S)
    for mark in marks:
        (note,) = re.findall(r'href="#(.+?)"', mark)
        assert article.html.count(f' id="{note}"') == 1, note
        (paragraph,) = (one for one in paragraphs if mark in one)
        assert f' id="{note}"' not in paragraph, note
