"""The cover of a pamphlet that is glued: back, spine and front on one sheet, with bleed around it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from press.cover.back import make_back
from press.cover.front import Sheet, lay_out_sheet, make_cover
from press.cover.inks import Making, Over, print_inks
from press.cover.spine import make_spine
from press.design import Design
from press.geometry import parse_length
from press.layout import Layout
from press.model import Document
from press.templating import Templates


@dataclass(frozen=True)
class Jacket:
    """The sheet as one laid-out page, which says what was noticed; lengths in px.

    `folds` are the two folds' distances from the left trim edge; `spine` is what lies between.
    """

    layout: Layout
    width: float
    height: float
    spine: float
    folds: tuple[float, float]
    bleed: float


def lay_out_jacket(document: Document, design: Design, templates: Templates, pages: int) -> Jacket:
    """Lay out the cover sheet of a pamphlet of so many pages, not counting the four of the cover.

    The front's drawing goes on over the spine, so that a fold a little beside its place shows no gap;
    a spine with text is of the accent altogether. Raises BadSetting as make_back does.
    """
    settings, page = document.settings, design.page
    inks, bleed = print_inks(settings), parse_length(settings.bleed) / design.scale
    spine, findings = make_spine(design, pages)
    reach = spine.width / 2 if spine.title else spine.width  # what is hidden should not show at the fold
    making = Making(inks, Over(bleed, bleed, bleed, reach))
    front = make_cover(design, page.width, page.height, making)
    back = make_back(design, page.width, page.height, making, document.mark)
    width = 2 * page.width + spine.width
    values = {
        "settings": settings,
        "cover": front,
        "back": back,
        "spine": spine,
        "bleed": bleed,
    }
    sheet = Sheet("print/jacket.html.jinja", values, width, page.height, inks, bleed, back.resources)
    layout = lay_out_sheet(sheet, design, templates)
    layout = replace(layout, findings=(*layout.findings, *findings))
    folds = (page.width, page.width + spine.width)
    return Jacket(layout, width, page.height, spine.width, folds, bleed)
