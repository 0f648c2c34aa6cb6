"""The bars hold: the essay and the long test essay, measured in their finished PDFs."""

from __future__ import annotations

import pytest

from press.design import SUBHEADING, make_design
from press.geometry import LINE
from press.manuscript import load
from press.typography import measure, read_pdf
from tests.printed import ESSAYS, print_pdf


@pytest.mark.slow
@pytest.mark.parametrize("name", ["essay", "long"])
def test_every_bar_is_held(name: str) -> None:
    root = ESSAYS[name]
    manuscript = load(root)
    report = measure(print_pdf(root).pdf.data, make_design(manuscript.settings, root), manuscript)
    assert report.ok, str(report)
    assert all(fault.place for fault in report.faults)


@pytest.mark.slow
def test_subheadings_of_the_display_face_stand_on_the_grid() -> None:
    root = ESSAYS["long"]
    page = make_design(load(root).settings, root).page
    reading = read_pdf(print_pdf(root).pdf.data, page)
    headings = [line for line in reading.text if line.role == "heading" and line.size == SUBHEADING]
    off = [(line.baseline - reading.origin + LINE / 2) % LINE - LINE / 2 for line in headings]
    assert len(off) > 20
    assert max(map(abs, off)) < 1 / 16, "px"
