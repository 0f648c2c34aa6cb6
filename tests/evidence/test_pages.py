from __future__ import annotations

import pytest

from press.evidence import NOT_ESTABLISHED
from press.evidence.pages import agree, read_citation

READ = [
    (", p. 35", "p. 35", ""),
    (", p. 35, emphasis added", "p. 35", "emphasis added"),
    (", pp. xii–xv", "pp. xii–xv", ""),
    (", 35", "35", ""),
    ("[p. 3]", "p. 3", "[ ]"),
    (", page not established", NOT_ESTABLISHED, ""),
    (", page not established, my italics", NOT_ESTABLISHED, "my italics"),
    (", Seite nicht ermittelt", NOT_ESTABLISHED, ""),
    (", o. S.", NOT_ESTABLISHED, ""),
    (", page non établie", NOT_ESTABLISHED, ""),
    (", страница не установлена", NOT_ESTABLISHED, ""),
    (", Lecture 1", "Lecture 1", ""),
    (", ch. 3", "ch. 3", ""),
    (", m. 2", "m. 2", ""),
    (", vol. 2, p. 35–6", "p. 35–6", "vol. 2"),
    (", {vol. 1}, inside front cover", "vol. 1", "inside front cover"),
    (", 17 May 1844", "17 May 1844", ""),
    (", S. 12 f.", "S. 12 f.", ""),
    (", с. 14", "с. 14", ""),
    (", emphasis added", "", "emphasis added"),
    ("", "", ""),
    (", p. ", "", "p."),
]


@pytest.mark.parametrize(("suffix", "page", "note"), READ, ids=[suffix for suffix, _, _ in READ])
def test_a_citation_names_its_page(suffix: str, page: str, note: str) -> None:
    citation = read_citation("key", suffix)
    assert (citation.page, citation.note) == (page, note)


AGREE: list[tuple[str, str, bool | None]] = [
    ("35", "p. 35", True),
    ("35–36", "p. 36", True),
    ("35", "pp. 30-40", True),
    ("35", "pp. 12, 35", True),
    ("36", "35 f.", True),
    ("99", "pp. 35 ff.", True),
    ("138", "pp. 129–38", True),
    ("xiii", "p. xii–xv", True),
    ("XIII", "xiii", True),
    ("35", "p. 36", False),
    ("12", "p. xii", False),
    ("139", "pp. 129–38", False),
    ("Lecture 1", "lecture 1", True),
    ("Lecture 1", "Lecture 2", False),
    ("35", "ch. 3", None),
    ("Lecture 1", "p. 1", None),
    ("35", "p. 35n", True),
    ("1:35", "p. 35", None),
    ("9" * 40, "9" * 40, True),
]


@pytest.mark.parametrize(("one", "other", "same"), AGREE)
def test_places_of_one_kind_agree_or_do_not(one: str, other: str, same: bool | None) -> None:
    assert agree(one, other) is same
    assert agree(other, one) is same
