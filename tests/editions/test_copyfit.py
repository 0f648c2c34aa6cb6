"""A small pamphlet a few lines over its sheets, drawn back; and one that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.design import make_design
from press.document import compose
from press.editions.pages import Pages, set_pages
from press.manuscript import load
from press.templating import Templates
from tests.layout.desk import words

OVER, TOO_MUCH, FULL = (14, 57), (14, 63), (12, 57)
"""Texts of `tell` that have seven lines on a page too many, too many lines, and none."""
ABOUT = "title: A few lines over\nauthors: [A. B.]\ncopyfit: {}\n"


def set_essay(folder: Path, body: str, *, copyfit: bool = True) -> Pages:
    """Lay out an essay of one chapter."""
    manuscript = folder / "manuscript"
    manuscript.mkdir(exist_ok=True)
    (manuscript / "essay.yaml").write_text(ABOUT.format(str(copyfit).lower()), encoding="utf-8")
    (manuscript / "01-one.md").write_text(f"# One\n\n{body}\n", encoding="utf-8")
    (folder / "references.bib").write_text("", encoding="utf-8")
    essay = load(folder)
    return set_pages(compose(essay), make_design(essay.settings, folder), Templates(folder))


def tell(paragraphs: int, size: int) -> str:
    """Return paragraphs of about so many words, every third one followed by a quotation."""
    told = []
    for place in range(paragraphs):
        told.append(words(size + place % 5 * 7, place))
        if place % 3 == 1:
            told.append("> " + words(40, place))
    return "\n\n".join(told)


@pytest.mark.slow
def test_a_pamphlet_a_few_lines_over_is_drawn_back(tmp_path: Path) -> None:
    over = set_essay(tmp_path, tell(*OVER), copyfit=False)
    drawn = set_essay(tmp_path, tell(*OVER))
    assert over.blanks == 3
    assert over.copyfit == ""
    assert drawn.blanks == 0
    assert len(drawn.starts) == len(over.starts) - 4
    assert drawn.copyfit.startswith("copyfit: 13 → 12 pages")
    assert drawn.layout.findings == ()


@pytest.mark.slow
def test_what_is_in_the_way_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    body = tell(*TOO_MUCH)
    over, same = set_essay(tmp_path, body, copyfit=False), set_essay(tmp_path, body)
    assert same.copyfit.startswith("copyfit: 13 pages are not 12: ")
    assert same.copyfit.endswith(" lines too many")
    assert [start.words for start in same.starts] == [start.words for start in over.starts]


@pytest.mark.slow
def test_a_pamphlet_that_fills_its_sheets_is_left_alone(tmp_path: Path) -> None:
    full = set_essay(tmp_path, tell(*FULL))
    assert full.blanks == 0
    assert full.copyfit == "copyfit: 12 pages fill their sheets"
