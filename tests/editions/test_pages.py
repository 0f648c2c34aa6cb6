"""The pamphlet's pages: their labels, the leaves that the binding wants, and how the text fills them."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from press.design import make_design
from press.document import compose
from press.editions.pamphlet import Pamphlet, page_labels
from press.manuscript import load
from press.model import Artifact
from press.templating import Templates
from tests.layout.desk import words
from tests.printed import ESSAYS, print_pdf
from tests.reading import Editions, Page, read_pdf

pytestmark = pytest.mark.slow

FRONT = ["Cover", "Inside cover", "i", "ii", "iii", "iv", "v", "vi"]


@dataclass(frozen=True)
class Made:
    """An essay's pamphlet."""

    pamphlet: Pamphlet
    reading: Artifact

    @property
    def labels(self) -> list[str]:
        """What the page map calls the pages."""
        return [start.label for start in self.reading.starts]

    @property
    def blank(self) -> list[bool]:
        """Which pages have nothing drawn on them."""
        with pikepdf.open(io.BytesIO(self.reading.data)) as pdf:
            return [
                not any(
                    str(step.operator) in {"Tj", "TJ", "Do", "f", "S"}
                    for step in pikepdf.parse_content_stream(page)
                )
                for page in pdf.pages
            ]


Maker = Callable[..., Made]


@pytest.fixture
def make(tmp_path: Path) -> Maker:
    """Return a maker of pamphlets of chapters with so many words, under settings."""

    def maker(*chapters: int, **settings: str) -> Made:
        folder = tmp_path / "manuscript"
        folder.mkdir(parents=True)
        lines = {"title": "A", "authors": "B", "ink": "black", **settings}
        text = "".join(f"{key}: {value}\n" for key, value in lines.items())
        (folder / "essay.yaml").write_text(text)
        (tmp_path / "references.bib").write_text("")
        for number, count in enumerate(chapters, start=1):
            (folder / f"{number:02}.md").write_text(f"# Chapter {number} {{#c{number}}}\n\n{words(count)}\n")
        manuscript = load(tmp_path)
        design = make_design(manuscript.settings, tmp_path)
        pamphlet = Pamphlet(compose(manuscript), design, Templates(tmp_path))
        return Made(pamphlet, pamphlet.reading())

    return maker


def read_labels(data: bytes) -> list[str]:
    """Return the labels that a reader shows."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [page.label for page in pdf.pages]


# ---- Labels --------------------------------------------------------------------------------------


def test_every_page_of_the_essay_has_the_label_that_is_printed_on_it(
    editions: Editions, pages: list[Page]
) -> None:
    check_labels(read_labels(editions.pdf.read_bytes()), pages)


def test_every_page_of_the_long_essay_has_the_label_that_is_printed_on_it(
    tmp_path: Path,
) -> None:
    long = print_pdf(ESSAYS["long"])
    (tmp_path / "long.pdf").write_bytes(long.pdf.data)
    labels = read_labels(long.pdf.data)
    assert labels == [start.label for start in long.pdf.starts]
    check_labels(labels, read_pdf(tmp_path / "long.pdf"))


def test_a_book_s_pages_are_let_go_and_its_files_are_the_same(
    make: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = make(400).pamphlet
    monkeypatch.setattr("press.editions.pamphlet.MANY", len(kept.pages.starts) - 1)
    book = Pamphlet(kept.document, kept.design, kept.templates)
    assert [book.reading().data, book.press_data] == [kept.reading().data, kept.press_data]
    assert kept.pages.layout.pages.pages
    assert not book.pages.layout.pages.pages


def check_labels(labels: list[str], pages: list[Page]) -> None:
    """Hold a file's labels against the folios on its pages."""
    assert labels[:8] == FRONT
    assert labels[-1] == "Back cover"
    printed = 0
    for label, page in zip(labels[2:-1], pages[2:-1], strict=True):
        folios = [line.text for line in page.foot]
        assert folios in ([label], []), label
        printed += bool(folios)
    numbered = [label for label in labels if label.isdecimal()]
    assert numbered == [str(number) for number in range(1, len(numbered) + 1)]
    assert printed > len(numbered) - 4


@pytest.mark.parametrize(
    "labels",
    [
        ["Cover", "Inside cover", "i", "ii", "iii", "1", "2", "3", "Back cover"],
        ["i", "ii", "1", "2", "4", "5"],
        ["Cover", "Cover"],
        ["7"],
        [str(number) for number in range(1, 120)],
    ],
)
def test_labels_are_read_back_as_they_were_given(labels: list[str]) -> None:
    pdf = pikepdf.new()
    for _ in labels:
        pdf.add_blank_page()
    pdf.Root.PageLabels = page_labels(labels)
    assert [page.label for page in pdf.pages] == labels


def test_labels_that_count_on_take_one_entry() -> None:
    tree = page_labels(["Cover", "i", "ii", "iii", "1", "2", "3"])
    assert tree == Dictionary(
        Nums=[
            *(0, Dictionary(P=String("Cover"))),
            *(1, Dictionary(S=Name.r, St=1)),
            *(4, Dictionary(S=Name.D, St=1)),
        ]
    )


# ---- Bookmarks -----------------------------------------------------------------------------------


def test_the_bookmarks_are_the_chapters_on_their_pages(editions: Editions, pages: list[Page]) -> None:
    opened = [(page.heading, page.number) for page in pages if page.heading and page.number > 8]
    with pikepdf.open(editions.pdf) as pdf, pdf.open_outline() as outline:
        places: dict[Any, int] = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        found = []
        for item in outline.root:
            destination: Any = item.destination
            found.append((item.title.replace("\u00a0", " "), places[destination[0].objgen]))
    chapters = [(title, number) for title, number in found if number > 8]
    assert [number for _, number in chapters] == [number for _, number in opened]
    assert [title for title, _ in chapters] == [title for title, _ in opened]


# ---- The binding ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chapters", "blanks", "copyfit"),
    [
        (1, 2, "10 pages: 2 over 8, 2 blank"),
        (2, 1, "11 pages: 3 over 8, 1 blank"),
        (3, 0, "12 pages: no sheet to spare, 0 blank"),
        (4, 3, "13 pages: 1 over 12, 3 blank"),
    ],
)
def test_a_folded_pamphlet_ends_on_a_back_cover_at_the_end_of_a_sheet(
    chapters: int, blanks: int, copyfit: str, make: Maker
) -> None:
    made = make(*[40] * chapters)
    pages = 8 + chapters + blanks + 1
    assert made.reading.pages == pages
    assert pages % 4 == 0
    numbered = [str(number) for number in range(1, chapters + blanks + 1)]
    assert made.labels == read_labels(made.reading.data) == [*FRONT, *numbered, "Back cover"]
    assert made.blank[-1 - blanks : -1] == [True] * blanks
    assert not any(made.blank[8:][:chapters])
    assert made.reading.summary.startswith(f"{copyfit}; the last page of text is ")
    assert 15 < int(made.reading.summary.split()[-2].removesuffix("%")) < 40


@pytest.mark.parametrize(("chapters", "blanks"), [(1, 1), (2, 0), (3, 1)])
def test_a_glued_pamphlet_ends_on_a_leaf_of_its_own_for_the_back_cover(
    chapters: int, blanks: int, make: Maker
) -> None:
    made = make(*[40] * chapters, binding="perfect")
    numbered = [str(number) for number in range(1, chapters + blanks + 1)]
    assert made.labels == [*FRONT, *numbered, "Inside back cover", "Back cover"]
    assert len(made.labels) % 2 == 0
    assert made.blank[-2 - blanks : -1] == [True] * (blanks + 1)
    cover, *others = made.pamphlet.jacket()
    assert cover.edition == "cover"
    assert not others


def test_the_last_page_is_the_fuller_the_more_there_is_on_it(make: Maker) -> None:
    assert make(260).pamphlet.pages.last > 0.6


# ---- Chapters on rectos --------------------------------------------------------------------------


def test_chapters_open_on_any_page_or_on_rectos(make: Maker) -> None:
    made = make(40, 40, 40, chapters_start="recto")
    starts = [start for start in reversed(made.reading.starts) if start.label.isdecimal()]
    opened = {start.part: start.label for start in starts if start.part}
    assert opened == {"c1": "1", "c2": "3", "c3": "5"}
    assert [place for place, blank in enumerate(made.blank) if blank] == [1, 3, 7, 9, 11, 13, 14]
    assert made.labels[8:13] == ["1", "2", "3", "4", "5"]


def test_no_leaf_is_put_in_where_the_chapter_before_ends_on_a_verso(make: Maker) -> None:
    made = make(500, 40, chapters_start="recto")
    assert [start.part for start in made.reading.starts[8:11]] == ["c1", "c1", "c2"]
