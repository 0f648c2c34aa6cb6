"""Every judge passes a sound book or page and finds what is wrong with a spoiled one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from press.checks.ebook import validate
from press.machine import find_browser
from tests.judges.ace import run_ace
from tests.judges.nu import run_nu
from tests.judges.readability import run_readability
from tests.judges.readers import SYSTEMS, Link, Note, Reading, read

pytestmark = pytest.mark.slow

Spoils = dict[str, tuple[str, str, str]]

XHTML = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="en" xml:lang="en">
<head><title>{title}</title></head>
<body>{body}</body>
</html>
"""
FIRST = """<section epub:type="chapter" role="doc-chapter"><h1>First</h1>
<p><span epub:type="pagebreak" role="doc-pagebreak" id="page-1" aria-label=" 1. "></span>The first chapter
has a note.<a epub:type="noteref" role="doc-noteref" href="#note-1">1</a>
<img src="dot.svg" alt="A dot"/></p>
<aside epub:type="footnote" role="doc-footnote" id="note-1"><p>Its words are these.</p></aside>
</section>"""
SECOND = """<section epub:type="chapter" role="doc-chapter"><h1>Second</h1><h2 id="further">Further</h2>
<p><span epub:type="pagebreak" role="doc-pagebreak" id="page-2" aria-label=" 2. "></span>The second has
none.</p></section>"""
CONTENTS = """<nav epub:type="toc" role="doc-toc"><h1>Contents</h1><ol>
<li><a href="first.xhtml">First</a></li>
<li><a href="second.xhtml">Second</a><ol><li><a href="second.xhtml#further">Further</a></li></ol></li>
</ol></nav>
<nav epub:type="page-list" role="doc-pagelist" aria-label="Pages"><ol>
<li><a href="first.xhtml#page-1">1</a></li><li><a href="second.xhtml#page-2">2</a></li></ol></nav>
<nav epub:type="landmarks" aria-label="Landmarks"><ol>
<li><a epub:type="bodymatter" href="first.xhtml">Text</a></li></ol></nav>"""
PACKAGE = """<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" xml:lang="en" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:2b9b9e4e-6a5a-4b7e-9c43-3d1a5a1c7d11</dc:identifier>
<dc:title>A book</dc:title><dc:language>en</dc:language><dc:creator>Nobody</dc:creator>
<dc:source id="paper">urn:isbn:9780306406157</dc:source>
<meta property="pageBreakSource">urn:isbn:9780306406157</meta>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta><meta property="schema:accessMode">visual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">alternativeText</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityFeature">pageNavigation</meta>
<meta property="schema:accessibilityFeature">pageBreakMarkers</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">All of it can be heard.</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>
<item id="first" href="first.xhtml" media-type="application/xhtml+xml"/>
<item id="second" href="second.xhtml" media-type="application/xhtml+xml"/>
<item id="dot" href="dot.svg" media-type="image/svg+xml"/>
</manifest>
<spine><itemref idref="first"/><itemref idref="second"/></spine>
</package>
"""
FILES = {
    "META-INF/container.xml": '<?xml version="1.0"?>'
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>'
    '<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    "package.opf": PACKAGE,
    "nav.xhtml": XHTML.format(title="Contents", body=CONTENTS),
    "first.xhtml": XHTML.format(title="First", body=FIRST),
    "second.xhtml": XHTML.format(title="Second", body=SECOND),
    "dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle r="9"/></svg>',
}


def make_book(path: Path, spoils: Spoils) -> Path:
    """Write a small e-book; each spoil replaces words of one file."""
    files = dict(FILES)
    for file, old, new in spoils.values():
        assert files[file].count(old) == 1
        files[file] = files[file].replace(old, new)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, text in files.items():
            archive.writestr(name, text)
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_book(tmp_path_factory.mktemp("sound") / "book.epub", {})


def test_the_sound_book_is_sound(sound: Path) -> None:
    assert validate(sound) == []


# ---- Ace -----------------------------------------------------------------------------------------

SHUTTING_OUT: Spoils = {
    "image-alt (critical)": ("first.xhtml", ' alt="A dot"', ""),
    "heading-order (moderate)": ("second.xhtml", '<h2 id="further">Further</h2>', '<h4 id="further">F</h4>'),
    "metadata-accessibilitysummary (moderate)": (
        "package.opf",
        '<meta property="schema:accessibilitySummary">All of it can be heard.</meta>',
        "",
    ),
    "color-contrast (serious)": (
        "second.xhtml",
        "The second has",
        '<b style="color:#ccc">The second</b> has',
    ),
    "epub-type-has-matching-role (moderate)": ("second.xhtml", ' role="doc-chapter"', ""),
}


def test_ace_passes_a_sound_book_and_says_what_it_sees(sound: Path) -> None:
    report = run_ace(sound)
    assert report.violations == ()
    assert "schema:accessibilitySummary" in report.metadata["present"]
    assert re.findall(r"<li>(\w+)", report.contents) == ["First", "Second", "Further"]
    headings = [("h1", "First"), ("h1", "Second"), ("h2", "Further"), ("h1", "Contents")]
    assert re.findall(r'"toc-(h\d)">(\w+)', report.headings) == headings
    assert report.properties["hasPageBreaks"]


def test_ace_tells_of_what_shuts_readers_out_grave_or_not(tmp_path: Path) -> None:
    report = run_ace(make_book(tmp_path / "book.epub", SHUTTING_OUT))
    for rule, (file, *_) in SHUTTING_OUT.items():
        assert any(line.startswith(f"{file}: {rule}: ") for line in report.violations), rule
    assert len(report.violations) == len(SHUTTING_OUT)
    assert report.metadata["missing"][0] == "schema:accessibilitySummary"


def test_ace_does_not_pass_in_silence_over_what_is_no_book(tmp_path: Path) -> None:
    (tmp_path / "book.epub").write_text("no book")
    with pytest.raises(AssertionError, match=r"(?i)error"):
        run_ace(tmp_path / "book.epub")


# ---- Nu ------------------------------------------------------------------------------------------


def test_nu_reads_an_e_book_s_pages(sound: Path, tmp_path: Path) -> None:
    assert run_nu(sound) == []
    old, new = "<h1>First</h1>", "<h1>First</h1><center>One</center>"
    (said,) = run_nu(make_book(tmp_path / "book.epub", {"given up": ("first.xhtml", old, new)}))
    assert said.startswith("first.xhtml:5: The “center” element is obsolete.")


# ---- Reader view ---------------------------------------------------------------------------------

TEXT = "<p>" + "A paragraph is a text, of some length, with commas, as essays have. " * 6 + "</p>\n"
ARTICLE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>A title</title>
<meta name="author" content="Nobody"></head><body><main><h1>A title</h1>{TEXT * 8}
<p>With a note.<a href="#note" id="call">1</a></p>{TEXT}<%s id="note"><p>Its words are these.</p></%s></main>
</body></html>"""


def test_reader_view_shows_an_article_and_leaves_out_what_is_aside(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(ARTICLE % ("div", "div"))
    article = run_readability(browser, tmp_path / "page.html")
    assert (article.title, article.byline, article.lang, article.offered) == ("A title", "Nobody", "en", True)
    assert "A paragraph is a text" in article.html
    assert "Its words are these" in article.html
    (tmp_path / "page.html").write_text(ARTICLE % ("aside", "aside"))
    assert "Its words are these" not in run_readability(browser, tmp_path / "page.html").html


def test_reader_view_is_not_offered_for_a_page_with_little_text(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(ARTICLE.replace(TEXT, "") % ("div", "div"))
    assert not run_readability(browser, tmp_path / "page.html").offered


# ---- Reading systems -----------------------------------------------------------------------------


def lists(reading: Reading) -> dict[str, list[tuple[str, bool]]]:
    """Return what a reading's lists say, and which of it leads somewhere."""
    named: dict[str, tuple[Link, ...]] = {
        "contents": reading.toc,
        "pages": reading.pages,
        "landmarks": reading.landmarks,
    }
    return {name: [(link.label, link.leads) for link in links] for name, links in named.items()}


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_reading_system_opens_a_sound_book(system: str, browser: Browser, sound: Path) -> None:
    reading = read(browser, system, sound)
    assert reading.complaints == ()
    assert reading.title == "A book"
    assert lists(reading) == {
        "contents": [("First", True), ("Second", True), ("Further", True)],
        "pages": [("1", True), ("2", True)],
        "landmarks": [("bodymatter", True)],
    }
    assert [chapter.href for chapter in reading.chapters] == ["first.xhtml", "second.xhtml"]
    assert "The first chapter" in reading.chapters[0].text
    assert "The second has" in reading.chapters[1].text
    assert reading.chapters[0].picture != reading.chapters[1].picture


def test_notes_come_up_in_foliate(browser: Browser, sound: Path) -> None:
    first, second = read(browser, "Foliate", sound, notes=True).chapters
    assert first.notes == (Note("1", "Its words are these.", "footnote", hidden=True),)
    assert second.notes == ()


LEADING_ASTRAY: Spoils = {
    "no chapter": ("nav.xhtml", '<a href="second.xhtml">', '<a href="third.xhtml">'),
    "no place": ("nav.xhtml", "second.xhtml#page-2", "second.xhtml#page-3"),
    "no picture": ("first.xhtml", "dot.svg", "dash.svg"),
    "a script": ("second.xhtml", "</head>", "<script>throw new Error('a fault')</script></head>"),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_a_reading_system_complains_of_is_told(system: str, browser: Browser, tmp_path: Path) -> None:
    reading = read(browser, system, make_book(tmp_path / "book.epub", LEADING_ASTRAY))
    assert lists(reading)["contents"] == [("First", True), ("Second", False), ("Further", True)]
    assert lists(reading)["pages"] == [("1", True), ("2", False)]
    assert "error: no picture: A dot" in reading.complaints
    assert any(re.search(r"a fault|script", complaint) for complaint in reading.complaints)


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_chapter_that_cannot_be_shown_is_told(system: str, browser: Browser, tmp_path: Path) -> None:
    spoils = {"no file": ("package.opf", 'href="second.xhtml"', 'href="third.xhtml"')}
    reading = read(browser, system, make_book(tmp_path / "book.epub", spoils))
    assert any("third.xhtml" in complaint for complaint in reading.complaints)
    assert len(reading.chapters) == 1
