"""The desk on which a piece of the essay is laid out, and laid out again until its pages are right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from press.layout import notes
from press.layout.draft import Draft
from press.layout.enacting import take_back, write_plan
from press.layout.fitting import fit_paragraphs, keep_plan
from press.layout.galley import read_galley
from press.layout.planner import Planner
from press.layout.ruler import Ruler
from press.layout.survey import Survey, survey

Element = Any  # WeasyPrint has no type hints
Pages = Any
Look = tuple[Pages, Survey]

MOST_PLANS = 5
"""So often a plan is made and tried: each takes one layout."""
MOST_LAYOUTS, MOST_PAGES = 60, 1500
"""So often, and so many pages in all, a text is laid out again for its notes."""
MENDS = (keep_plan, notes.divide_tall, notes.fill_divided, notes.gather)
"""Faults of finished pages, each with its mend in the tree; the first one found is mended in each layout."""


class Desk:
    """One document's tree, and what lays it out as it is now."""

    def __init__(self, root: Element, ruler: Ruler, render: Callable[[], Pages]) -> None:
        self.draft, self.ruler, self.render, self.layouts = Draft(root), ruler, render, 0

    def look(self) -> Look:
        """Lay the text out and go over the pages."""
        self.layouts += 1
        pages = self.render()
        return pages, survey(pages.pages, self.ruler)

    def fit(self, *, recto: bool, pages: int | None = None) -> Look:
        """Choose lines and pages after a first layout, and lay out by that; `recto` tells of the first page.

        There are as many pages as are best, or as are asked for if that can be.
        Where it does not come out as planned, it is planned anew. In the end the layout engine has its way,
        and notes are brought to their references.
        """
        made, seen = self.look()
        fit_paragraphs(self.draft, made.pages, self.ruler)
        planner = Planner(self.draft, read_galley(made.pages), seen, recto)
        for _ in range(MOST_PLANS):
            if not (planner.make_plan(pages) or (pages and planner.make_plan())):
                break
            write_plan(planner)
            made, seen = self.look()
            if planner.learn(made.pages, seen):
                return made, seen
        take_back(planner)
        return self.gather()

    def gather(self) -> Look:
        """Lay out, and again as long as notes and references are apart."""
        pages, seen = self.look()
        for _ in range(min(MOST_LAYOUTS, max(1, MOST_PAGES // len(seen.frames)))):
            if not any(mend(self.draft, seen) for mend in MENDS):
                break
            pages, seen = self.look()
        return pages, seen
