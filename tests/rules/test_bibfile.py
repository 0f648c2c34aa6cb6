"""The entries of references.bib are read as BibTeX reads them, with the place of every field."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.model import Bibliography, Source
from press.rules.works.bibfile import Entry, read


def entries(text: str) -> dict[str, Entry]:
    return {entry.key: entry for entry in read(Bibliography(Source(Path("a.bib"), text), {}))}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("{A {Nested} Title}", "A {Nested} Title"),
        ('"In {"}quotation{"} marks"', 'In {"}quotation{"} marks'),
        ("1977", "1977"),
        ("norton", "W. W. Norton"),
        ('norton # " and " # {Sons}', "W. W. Norton and Sons"),
        (r"{Lantern \& \{Rudd\}}", r"Lantern \& \{Rudd\}"),
        ("{}", ""),
    ],
)
def test_a_value_is_read(written: str, value: str) -> None:
    found = entries(
        f"@string{{norton = {{W. W. Norton}}}}\n@book{{a,\n  title = {written},\n  date = 1977\n}}\n"
    )
    assert found["a"].fields["title"].value == value
    assert found["a"].fields["date"].value == "1977"


def test_places_are_those_of_the_first_letters() -> None:
    entry = entries("% a remark\n@Book{a,\n  Title = {A Title},\n}\n")["a"]
    title = entry.fields["title"]
    assert str(entry.place()) == "a.bib:2:7"
    assert str(entry.place(title.name_at)) == "a.bib:3:3"
    assert str(entry.place(title.value_at)) == "a.bib:3:12"


def test_comments_and_preambles_hold_no_entries() -> None:
    text = """@comment{
@book{a, title={x}}
}
@preamble{"\\newcommand{}"}
% @book{b, title={x}}
@book(c, title={x})
"""
    assert set(entries(text)) == {"c"}


def test_names_of_bibtex_are_those_of_biblatex() -> None:
    entry = entries("@PhdThesis{a, school={Paris}, year=1975, journal={J}, address={Lyon}}")["a"]
    assert entry.type == "thesis"
    assert set(entry.fields) == {"institution", "date", "journaltitle", "location"}


def test_a_part_takes_the_fields_of_the_work_around_it() -> None:
    text = """@incollection{part, title={A Part}, crossref={Whole}, pages={3--29}}
@collection{whole, title={The Whole}, editor={Ed}, pages={400}, xdata={house}}
@xdata{house, publisher={The House}}"""
    part = entries(text)["part"]
    assert [part.text(name) for name in ("title", "booktitle", "editor", "publisher", "pages")] == [
        *("A Part", "The Whole", "Ed", "The House", "3--29")
    ]


def test_a_circle_of_parents_ends() -> None:
    found = entries("@book{a, crossref={b}, title={A}}\n@book{b, crossref={a}, editor={Ed}}")
    assert found["a"].text("editor") == "Ed"
    assert found["b"].text("booktitle") == "A"


@pytest.mark.parametrize(
    "text", ["", "@", "@book", "@book{", "@book{a", "@book{a, title", "@book{a, title={", '@book{a, t="']
)
def test_what_is_broken_is_passed_over(text: str) -> None:
    assert all(not entry.fields or "t" in min(entry.fields) for entry in entries(text).values())
