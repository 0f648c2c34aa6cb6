"""A finished reading PDF measured as a typographer would, each fault named by page, file and line.

    pdf bytes ─ glyphs · codes ─┐
              ─ structure ──────┴─ lines ─ sheets ─► Reading ─ notes · spacing · breaks · pages ─► Report

The reading relies on structure types, marked-content ids and the place, size and font of glyphs, and
on the page's measures; on nothing that only one program writes.
"""

from __future__ import annotations

from press.design import Design
from press.errors import FailedCheck, Place, Problem
from press.model import Manuscript
from press.places import Places
from press.typography.lines import Line
from press.typography.measures import MEASURES, Measure, find_bar
from press.typography.report import Fault, Report, Row
from press.typography.sheets import Reading, Spot, read_pdf

__all__ = ["MEASURES", "Fault", "Line", "Reading", "Report", "Row", "measure", "read_pdf"]

ENOUGH = 24
"""A line with fewer letters is looked for together with the line before it."""


def measure(pdf: bytes, design: Design, manuscript: Manuscript) -> Report:
    """Measure a reading PDF: each row of `measures.MEASURES`, with the places that count towards it.

    Raises FailedCheck when the PDF is not tagged, since nothing tells notes from text then.
    """
    reading = read_pdf(pdf, design.page)
    if not any(sheet.lines for sheet in reading.sheets):
        raise FailedCheck(Problem("the PDF is not tagged.", "Measure the reading PDF, which is."))
    locator = Locator(reading, manuscript)
    return Report(tuple(_row(measured, reading, locator) for measured in MEASURES))


def _row(measured: Measure, reading: Reading, locator: Locator) -> Row:
    value, spots = measured.look(reading)
    ordered = sorted(spots, key=lambda spot: (spot.page, spot.line.baseline if spot.line else 0.0))
    faults = tuple(
        Fault(
            measured.rule,
            spot.fact,
            measured.remedy,
            reading.sheets[spot.page].label,
            spot.page + 1,
            spot.words,
            locator.find(spot),
        )
        for spot in ordered
    )
    return Row(measured.rule, measured.name, measured.unit, value, find_bar(measured, reading.page), faults)


class Locator:
    """Finds the manuscript's line for a spot on paper."""

    def __init__(self, reading: Reading, manuscript: Manuscript) -> None:
        self._paragraphs = {paragraph[0].block: paragraph for paragraph in reading.paragraphs}
        self._calls = {
            (reading.chapter(line), reference): line for line in reading.text for reference in line.references
        }
        self._reading = reading
        self._chapters = Places(manuscript.chapters)
        self._works = Places([manuscript.bibliography.source])

    def find(self, spot: Spot) -> Place | None:
        """Return the place: a work cited in the bibliography, all else in the chapters."""
        if spot.line is None:
            return None
        words = self._words(spot)
        if spot.line.role == "bibliography":
            return self._works.find(words)
        if spot.line.role != "note":
            return self._chapters.find(words)
        return self._chapters.find(words, whole=True) or self._call(spot)

    def _words(self, spot: Spot) -> str:
        assert spot.line is not None
        paragraph = self._paragraphs[spot.line.block]
        at = paragraph.index(spot.line)
        before = paragraph[at - 1].text if at and len(spot.line.text) < ENOUGH else ""
        return f"{before} {spot.line.text}"

    def _call(self, spot: Spot) -> Place | None:
        """Return the place of a note's reference: a note made from a citation stands nowhere else."""
        assert spot.line is not None
        number = self._paragraphs[spot.line.block][0].words[0].text.strip(".")
        call = self._calls.get((self._reading.chapter(spot.line), number))
        return self._chapters.find(call.text) if call else None
