from __future__ import annotations

from pathlib import Path

import pytest

from press.cover import MARGIN, TIGHT, make_cover
from press.design import make_design
from press.fonts import measure
from press.settings import Settings

TITLES = [
    ("In for a Penny", ("In for", "a Penny")),
    ("Hope", ("Hope",)),
    ("What Is to Be Done?", None),
    ("The Eighteenth Brumaire of Louis Bonaparte", None),
    ("Donaudampfschifffahrtsgesellschaftskapitän", None),
]


@pytest.mark.parametrize(("title", "lines"), TITLES)
@pytest.mark.parametrize(("width", "height"), [(559.375, 793.6875), (1600, 2560)])
def test_the_title_is_broken_evenly_and_fits(
    title: str, lines: tuple[str, ...] | None, width: float, height: float
) -> None:
    design = make_design(Settings(title=title), Path())
    cover = make_cover(design, width, height)
    assert " ".join(cover.lines) == title
    assert lines is None or cover.lines == lines
    cut = design.cuts()["display-black"]
    if len(title.split()) > 1 or len(title) < 20:
        assert all(
            (measure(cut, line) + TIGHT * len(line)) * cover.size <= width * (1 - 2 * MARGIN) + 0.1
            for line in cover.lines
        )
