"""The whole report: rows, places in the manuscript, table and JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from press.design import make_design
from press.errors import FailedCheck, Place
from press.manuscript import load
from press.model import Manuscript
from press.typography import MEASURES, Report, measure
from press.typography.report import Bar, Fault, Row
from tests.reading import ROOT
from tests.typography.paper import PAGE, Book


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    return load(ROOT)


def reported(book: Book, manuscript: Manuscript) -> Report:
    return measure(book.data(), replace(make_design(manuscript.settings, ROOT), page=PAGE), manuscript)


def test_a_fault_is_named_by_page_and_line(manuscript: Manuscript) -> None:
    book = Book()
    book.open("1")
    paragraph = book.paragraph()
    book.fill(paragraph, 6, PAGE.lines - 7)
    book.line(paragraph, PAGE.lines - 1, "had been his own idea from the")
    book.turn("2", "IN FOR A PENNY")
    book.line(paragraph, 0, "start")
    book.fill(book.paragraph(), 1, 8)
    report = reported(book, manuscript)
    rows = {row.rule: row for row in report.rows}
    (fault,) = rows["widow"].faults
    assert (fault.page, fault.sheet, fault.words) == ("2", 2, "start")
    assert fault.place == Place(manuscript.chapters[0].path, 5)
    assert not report.ok
    assert fault in report.faults
    assert str(fault.finding) == (
        f"warning: {fault.place}: page 2: a paragraph's last line stands alone: “start”. "
        "Change the length of a paragraph on the page or on one before it. [typography-widow]"
    )


def test_a_note_made_from_a_citation_is_found_at_its_reference(manuscript: Manuscript) -> None:
    book = Book()
    book.open("1")
    paragraph = book.paragraph()
    book.line(paragraph, 6, "his own idea from the start. The joke needs the reader")
    book.call(paragraph, "1", 6, 400)
    book.turn("2")
    book.note(paragraph, "1", 30, "Orwell, Animal Farm.")
    (fault,) = (row for row in reported(book, manuscript).rows if row.rule == "notes-late").__next__().faults
    assert fault.place == Place(manuscript.chapters[0].path, 5)
    assert fault.page == "2"


def test_a_work_cited_is_found_in_the_bibliography(manuscript: Manuscript) -> None:
    book = Book()
    book.open("1", "Works cited")
    entry = book.document.add("BibEntry")
    book.line(entry, 6, "Cohen, Stephen. Bukharin and the Bolshevik Revolution: A")
    book.line(entry, 7, "x.")
    rows = {row.rule: row for row in reported(book, manuscript).rows}
    (fault,) = rows["runt-in-note"].faults
    assert fault.place
    assert fault.place.path == manuscript.bibliography.source.path
    line = manuscript.bibliography.source.text.splitlines()[(fault.place.line or 0) - 1]
    assert "Revolution: A Political Biography" in line


def test_the_table_and_json_say_the_same(manuscript: Manuscript) -> None:
    book = Book()
    book.open("1", head="A head")
    book.fill(book.paragraph(), 6, 10)
    report = reported(book, manuscript)
    data = json.loads(report.to_json())
    assert [row["rule"] for row in data["measures"]] == [one.rule for one in MEASURES]
    table = str(report).splitlines()
    assert len([line for line in table[1:] if line][: len(MEASURES)]) == len(MEASURES)
    by_rule = {row["rule"]: row for row in data["measures"]}
    assert by_rule["word-space"]["value"] == pytest.approx(0.227, abs=0.001)
    assert by_rule["word-space"]["ok"] is True
    assert by_rule["opening-head"]["places"][0]["words"] == "A head"
    assert any("openings with a running head" in line and "FAULT" in line for line in table)
    assert "  page 1: the chapter's first page has a running head “A head”" in table


@pytest.mark.parametrize(
    ("value", "bar", "shown", "shown_bar", "ok"),
    [
        (0.2314, Bar(0.2, 0.25), ".231 em", ".200 em to .250 em", True),
        (0.2514, Bar(0.2, 0.25), ".251 em", ".200 em to .250 em", False),
        (None, Bar(high=0.062), "–", "≤ .062 em", None),
        (1.0, None, "1.000 em", "", None),
    ],
)
def test_rows_show_value_and_bar(
    value: float | None, bar: Bar | None, shown: str, shown_bar: str, ok: bool | None
) -> None:
    row = Row("word-space", "mean word space", "em", value, bar, ())
    assert (row.shown, row.shown_bar, row.ok) == (shown, shown_bar, ok)


def test_long_lines_are_shortened_in_findings() -> None:
    fault = Fault("runt", "it is short", "", "12", 14, "x" * 100)
    assert (
        str(fault.finding) == f"warning: page 12: it is short: “{'x' * 36} … {'x' * 36}”. [typography-runt]"
    )


def test_rules_are_told_apart() -> None:
    assert len({one.rule for one in MEASURES}) == len(MEASURES)


def test_a_pdf_without_tags_is_refused(manuscript: Manuscript) -> None:
    book = Book()
    book.turn("1")
    with pytest.raises(FailedCheck, match="not tagged"):
        reported(book, manuscript)
