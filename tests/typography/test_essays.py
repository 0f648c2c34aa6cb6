"""The bars hold: the essay and the long test essay, measured in their finished PDFs."""

from __future__ import annotations

import pytest

from press.design import make_design
from press.manuscript import load
from press.typography import measure
from tests.printed import ESSAYS, print_pdf


@pytest.mark.slow
@pytest.mark.parametrize("name", ["essay", "long"])
def test_every_bar_is_held(name: str) -> None:
    root = ESSAYS[name]
    manuscript = load(root)
    report = measure(print_pdf(root).pdf.data, make_design(manuscript.settings, root), manuscript)
    assert report.ok, str(report)
    assert all(fault.place for fault in report.faults)
