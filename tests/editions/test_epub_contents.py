"""What the e-book says of itself: its lists, its marks, its roles, read back from the finished file."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from defusedxml.ElementTree import fromstring

from press.checks.ebook import validate
from tests.reading import ROOT, Editions

pytestmark = pytest.mark.slow
XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
ODD = """Text without a heading, *with* [слово]{lang=ru} in it.[^1]

[^1]: A note.

|                |                |
|----------------|----------------|
| extraordinary  | strengthening  |

## One

#### Two levels down from there
"""


@dataclass(frozen=True)
class Book:
    """An e-book, unpacked."""

    path: Path

    @cached_property
    def files(self) -> dict[str, str]:
        """Its texts by name."""
        with zipfile.ZipFile(self.path) as archive:
            names = [name for name in archive.namelist() if not name.endswith((".png", ".woff2"))]
            return {name.removeprefix("EPUB/"): archive.read(name).decode() for name in names}

    @property
    def pages(self) -> dict[str, str]:
        """Its pages."""
        return {name: text for name, text in self.files.items() if name.endswith(".xhtml")}

    @property
    def chapters(self) -> dict[str, str]:
        """Its chapters."""
        return {name: text for name, text in self.pages.items() if name.startswith("chapter-")}

    @property
    def package(self) -> str:
        """Its package document."""
        return self.files["package.opf"]

    def nav(self, kind: str) -> list[tuple[str, str, str]]:
        """Return the lines of a list: label, target, epub:type."""
        (found,) = (
            nav for nav in fromstring(self.files["nav.xhtml"]).iter(f"{XHTML}nav") if nav.get(TYPE) == kind
        )
        return [
            ("".join(link.itertext()), link.get("href", ""), link.get(TYPE, ""))
            for link in found.iter(f"{XHTML}a")
        ]

    def meta(self, name: str) -> list[str]:
        """Return what the package says under a name."""
        return re.findall(rf'<meta property="{name}"[^>]*>([^<]*)</meta>', self.package)


@pytest.fixture(scope="module")
def book(editions: Editions) -> Book:
    return Book(editions.epub)


@pytest.fixture(scope="module")
def features(print_once: Callable[[str, Path], Editions]) -> Book:
    return Book(print_once("features", ROOT / "tests" / "data" / "features").epub)


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Book, str]:
    """An essay without headings, author and publisher, and what was said of it."""
    essay = tmp_path_factory.mktemp("odd")
    (essay / "manuscript").mkdir()
    (essay / "manuscript" / "01-text.md").write_text(ODD)
    (essay / "manuscript" / "essay.yaml").write_text("title: Odd\npage_numbers: false\ncontents: false\n")
    (essay / "references.bib").touch()
    command = [sys.executable, str(ROOT / "build.py"), "epub", "--essay", str(essay)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    (told,) = (line for line in done.stderr.splitlines() if line.startswith("The e-book"))
    return Book(essay / "out" / "essay.epub"), told


# ---- Printed pages -------------------------------------------------------------------------------


def test_every_mark_of_a_page_is_listed_once_in_both_lists(book: Book) -> None:
    marks = [
        (name, *found)
        for name, text in book.pages.items()
        for found in re.findall(r'epub:type="pagebreak"[^>]*? id="([^"]+)" aria-label="([^"]+)"', text)
    ]
    listed = book.nav("page-list")
    assert len(listed) == len(marks) > 30
    assert {target for _, target, _ in listed} == {f"{name}#{identifier}" for name, identifier, _ in marks}
    called = {f"{name}#{identifier}": label for name, identifier, label in marks}
    assert all(called[target] in (label, f"Page {label}") for label, target, _ in listed)
    old = re.findall(r'<pageTarget .*?<text>(.*?)</text>.*?src="(.*?)"', book.files["toc.ncx"])
    assert old == [(label, target) for label, target, _ in listed]
    labels = [label for label, _, _ in listed]
    assert labels[:6] == ["Cover", "i", "iii", "iv", "v", "1"]
    numbers = [label for label in labels if label.isdigit()]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert f'name="dtb:totalPageCount" content="{len(listed)}"' in book.files["toc.ncx"]
    assert f'name="dtb:maxPageNumber" content="{len(numbers)}"' in book.files["toc.ncx"]


def test_the_printed_edition_is_named(book: Book, features: Book) -> None:
    (named,) = book.meta("pageBreakSource")
    assert named.startswith("In for a Penny: Did Stalin")
    assert named.endswith("The Essay Press, 2026, A5")
    assert features.meta("pageBreakSource") == ["urn:isbn:9783161484100"]


def test_old_readers_come_to_places_in_their_order(book: Book) -> None:
    order = [int(number) for number in re.findall(r'playOrder="(\d+)"', book.files["toc.ncx"])]
    assert sorted(order) == list(range(1, len(order) + 1))
    titles = re.findall(r"<navPoint .*?<text>(.*?)</text>", book.files["toc.ncx"])
    assert titles[:3] == ["1 The claim", "What would have to be true", "2 A witness from the Right"]


def test_an_essay_that_wants_no_page_numbers_has_none(odd: tuple[Book, str]) -> None:
    book, _ = odd
    assert all(
        word not in text for text in book.files.values() for word in ("page-list", "pagebreak", "pageList")
    )
    assert book.meta("pageBreakSource") == []
    assert not {"pageNavigation", "pageBreakMarkers"} & set(book.meta("schema:accessibilityFeature"))
    assert "dtb:totalPageCount" not in book.files["toc.ncx"]


# ---- What each thing is --------------------------------------------------------------------------


def test_each_chapter_has_one_heading_of_the_first_level_and_is_named_by_it(
    book: Book, features: Book, odd: tuple[Book, str]
) -> None:
    for text in (text for each in (book, features, odd[0]) for text in each.chapters.values()):
        root = fromstring(text)
        assert len(list(root.iter(f"{XHTML}h1"))) == 1
        identifiers = {element.get("id") for element in root.iter() if element.get("id")}
        names = [name for word in re.findall(r'aria-labelledby="([^"]+)"', text) for name in word.split()]
        assert names
        assert set(names) <= identifiers


def test_the_contents_list_sections_too(book: Book) -> None:
    contents = book.nav("toc")
    assert [label for label, _, _ in contents][:3] == [
        "1 The claim",
        "What would have to be true",
        "2 A witness from the Right",
    ]
    headings = sum(len(re.findall(r"<h2 id=", text)) for text in book.chapters.values())
    assert len(contents) == len(book.chapters) + headings


def test_the_landmarks_are_complete(book: Book, features: Book, odd: tuple[Book, str]) -> None:
    usual = ["cover", "titlepage", "copyright-page", "toc", "bodymatter"]
    section = re.compile(r'<section class="part[^>]*? epub:type="([\w-]+)"')
    for each in (book, features):
        kinds = [kind for text in each.chapters.values() for kind in section.findall(text)]
        back = [kind for kind in kinds if kind != "chapter"]
        assert [kind for _, _, kind in each.nav("landmarks")] == [*usual, *back]
        assert back[-1] == "bibliography"
    assert [kind for _, _, kind in features.nav("landmarks")][5:7] == ["loi", "lot"]
    assert [kind for _, _, kind in odd[0].nav("landmarks")] == [kind for kind in usual if kind != "toc"]
    assert 'idref="item-nav-xhtml"' not in odd[0].package


def test_notes_are_called_by_name_and_stand_under_a_heading(book: Book) -> None:
    for text in book.chapters.values():
        calls = re.findall(r'<a [^>]*epub:type="noteref"[^>]*aria-label="Note (\d+)">(\d+)</a>', text)
        assert len(calls) == text.count('epub:type="noteref"')
        assert all(name == mark for name, mark in calls)
        sections = re.findall(r'<section class="notes"[^>]*role="doc-endnotes".*?<h2[^>]*>Notes</h2>', text)
        assert len(sections) == bool(calls)
        assert text.count("ibid") == text.count("Ibid") == 0


def test_foreign_words_say_their_language_twice(odd: tuple[Book, str]) -> None:
    assert '<span lang="ru" xml:lang="ru">слово</span>' in odd[0].chapters["chapter-01.xhtml"]
    for text in odd[0].pages.values():
        assert len(re.findall(r'\slang="', text)) == text.count(' xml:lang="')


# ---- What can be told of it ----------------------------------------------------------------------


def test_the_claim_is_made_by_who_publishes_and_only_where_it_holds(
    book: Book, odd: tuple[Book, str]
) -> None:
    assert book.meta("dcterms:conformsTo") == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert book.meta("a11y:certifiedBy") == ["The Essay Press"]
    assert odd[0].meta("dcterms:conformsTo") == odd[0].meta("a11y:certifiedBy") == []
    assert "Some tables have no header cells." in odd[0].meta("schema:accessibilitySummary")[0]


def test_why_no_claim_is_made_is_told_on_the_terminal(odd: tuple[Book, str]) -> None:
    assert odd[1] == (
        "The e-book does not claim to be accessible: a table has no header cells; headings leave out a level;"
        " it has no list of the printed pages; nobody stands for it."
    )


def test_epubcheck_has_nothing_to_say_of_odd_books(features: Book, odd: tuple[Book, str]) -> None:
    assert validate(features.path) == []
    assert validate(odd[0].path) == []


# ---- Looks ---------------------------------------------------------------------------------------


def test_the_reader_s_own_type_and_night_rule(book: Book) -> None:
    css = re.sub(r"/\*.*?\*/", "", book.files["style.css"], flags=re.DOTALL)
    assert not re.search(
        r"font-size:[^;]*\d(px|pt)|!important|@media|@supports|var\(|display: (flex|grid)", css
    )
    assert set(re.findall(r"(?<![-\w])color:\s*([^;]+);", css)) == {"inherit"}


def test_every_class_of_the_style_sheet_is_used(book: Book, features: Book) -> None:
    sheet = (ROOT / "templates" / "epub" / "epub.css").read_text()
    named = set(re.findall(r"\.([a-z][\w-]*)(?=[^{};]*\{)", re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)))
    texts = "".join((*book.pages.values(), *features.pages.values()))
    used = {name for classes in re.findall(r'class="([^"]*)"', texts) for name in classes.split()}
    assert named <= used | {"svg"}  # the end of a file's name


def test_long_words_of_tables_may_be_divided_and_others_not(odd: tuple[Book, str]) -> None:
    text = odd[0].chapters["chapter-01.xhtml"]
    assert "<td>extraordin\u00adary</td>" in text
    assert text.count("\u00ad") == len(re.findall(r"\w\u00ad\w", text)) < 5


def test_it_is_small_and_its_cover_is_a_file_too(editions: Editions, book: Book) -> None:
    assert book.path.stat().st_size < 500_000
    cover = (editions.folder / f"{editions.slug}-cover.png").read_bytes()
    with zipfile.ZipFile(book.path) as archive:
        assert archive.read("EPUB/images/cover.png") == cover
