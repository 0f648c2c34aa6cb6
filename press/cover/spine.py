"""The spine of a pamphlet that is glued: how wide it is, and what may be read on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from press.cover.front import FOOT, TRACKING
from press.cover.lines import join_names, widths_in
from press.design import Design
from press.errors import Problem
from press.geometry import MM, parse_paper
from press.model import Finding
from press.terms import words_for

THINNEST = 5 * MM
"""Narrowest spine with text: so Youcanprint, a printer; another, Bookmobile, wishes for 6.4 mm (1/4 in)."""

CLEAR = 1.5875  # mm: 1/16 in on each side of the letters, by which a fold may miss its place
LARGEST = 0.038  # size of the title, of the page's width
SMALLEST, STEP = 8.5, 0.25  # px: 6.4 pt; how finely smaller sizes are tried
CAPITALS, SMALLEST_CAPITALS = 0.62, 8.0  # size of authors and publisher: em of the title; px, 6 pt
GAP = 1.6  # em of the title, between title and authors and at least before the publisher

ASCENDING = frozenset(
    ("ca", "cs", "de", "es", "et", "fr", "hr", "hu", "it", "pl", "pt", "ro", "ru", "sk", "sl", "uk")
)
"""Languages whose books read up the spine; others read down it, as ISO 6357 recommends."""


@dataclass(frozen=True)
class Spine:
    """A spine: its width and, where there is room, its text, in px.

    `size` is that of the title, `small` that of authors and publisher, in capitals; `shift` moves the
    title's line down so that its capitals stand in the middle.
    """

    width: float
    length: float
    size: float = 0
    small: float = 0
    shift: float = 0
    title: str = ""
    authors: str = ""
    publisher: str = ""
    ascending: bool = False


def spine_width(pages: int, thickness: float) -> float:
    """Return the width of a spine: half as many leaves as pages, each as thick as the paper.

    The unit is that of the thickness. The cover's own board is not counted, as printers do not.
    """
    return ceil(pages / 2) * thickness


def make_spine(design: Design, pages: int) -> tuple[Spine, list[Finding]]:
    """Compose the spine of a pamphlet of so many pages; what does not fit on it is left out and said."""
    settings = design.settings
    thickness = parse_paper(settings.paper)
    whole = spine_width(pages, thickness)
    width, length = whole / design.scale, design.page.height * (1 - 2 * FOOT)
    if whole < THINNEST:
        enough = 2 * ceil(THINNEST / thickness)
        fact = (
            f"the spine is {whole / MM:.1f} mm: too thin for text, which needs {THINNEST / MM:.0f} mm"
            f" (about {enough} pages of {settings.paper})."
        )
        return Spine(width, length), [_finding(design, fact, "Nothing is printed on it.")]
    cut = design.cuts()["display-black"]
    most = min((width - 2 * CLEAR * MM) / cut.face.capitals, design.page.width * LARGEST)
    for title, authors, publisher in _texts(design):
        if size := _fit(design, (title, authors, publisher), most, length):
            # The middle of a line is that of ascender and descender, not of the capitals.
            shift = (cut.face.capitals - cut.face.ascent + cut.face.descent) / 2 * size
            up = settings.language.partition("-")[0].lower() in ASCENDING
            sizes = (round(size, 2), round(_small(size), 2), round(shift, 2))
            return Spine(width, length, *sizes, title, authors, publisher, up), []
    fact = f"the title is too long for a spine of {length / MM:.0f} mm."
    remedy = "Give the essay a short_title; nothing is printed on the spine."
    return Spine(width, length), [_finding(design, fact, remedy)]


def _texts(design: Design) -> Sequence[tuple[str, str, str]]:
    """Return what the spine might say, the fullest first."""
    settings = design.settings
    short = settings.short_title or settings.title
    joiner = words_for(settings.language, settings.terms)["and"]
    authors = " ".join(join_names(settings.authors, joiner))
    return (
        (settings.title, authors, settings.publisher),
        (short, authors, settings.publisher),
        (short, authors, ""),
        (short, "", ""),
    )


def _fit(design: Design, texts: tuple[str, str, str], most: float, length: float) -> float:
    """Return the largest size at which title, authors and publisher fit on the spine, or 0."""
    cuts = design.cuts()
    heavy, capitals = widths_in(cuts["display-black"]), widths_in(cuts["display"], TRACKING, capitals=True)
    title, *others = texts
    size = most
    while size >= SMALLEST:
        needed = heavy(title) * size
        needed += sum(capitals(text) * _small(size) + GAP * size for text in others if text)
        if needed <= length:
            return size
        size -= STEP
    return 0.0


def _small(size: float) -> float:
    return max(CAPITALS * size, min(size, SMALLEST_CAPITALS))


def _finding(design: Design, fact: str, remedy: str) -> Finding:
    return Finding("spine", "warning", Problem(fact, remedy, design.settings.where("binding")))
