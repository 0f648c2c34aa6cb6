"""The front cover: the title broken into lines and sized to fill the page, the drawing in what is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from press.cover.inks import Inks, Making, Over, for_screens
from press.cover.lines import break_lines, join_names, widths_in
from press.design import Design, face_rule
from press.fonts import instance
from press.layout import SCHEME, Layout, lay_out
from press.model import Document
from press.templating import Templates, root_rule
from press.terms import words_for

MARGIN = 0.075  # of the page's width
FOOT = 0.07  # of the page's height, below the text
LARGEST = 0.165  # size of the title's type, of the page's width
TIGHT = -0.02  # letter-spacing of the title in em
TRACKING = 0.16  # letter-spacing of capitals in em: --tracking
ROOM = 0.30  # share of the page's height that the title may take
LEADING = 0.94  # line height of the title in em
SLACK = 0.997  # of the width: our and the layout engine's measures differ by a hair
NEARLY = 0.85  # how much size an even break of lines may cost
MOST_LINES = 5
SHORT_WORD, HANGING = 2, 0.3  # letters of a word that should not end a line, and what it costs in evenness
SUBTITLE, SUBTITLE_LEADING, SMALLEST_SUBTITLE = 2.9, 1.3, 12.5  # hundredths of the width; em; px
SMALL, SMALL_LEADING, SMALLEST_SMALL = 1.75, 1.5, 8.5  # the same of the line of capitals
BAR = (4.6, 0.9, 2.5)  # hundredths of the width: above the bar, the bar, below it
AUTHORS_GAP = 4  # em of the capitals, above them


@dataclass(frozen=True)
class Cover:
    """A page in px with its colours, its lines of text with the sizes of their type in px.

    `floor` is how far down the drawing may go, which is where the text begins.
    """

    width: float
    height: float
    inks: Inks
    over: Over
    lines: tuple[str, ...]
    size: float
    subtitle: tuple[str, ...]
    subtitle_size: float
    authors: tuple[str, ...]
    small: float
    floor: float


def make_cover(design: Design, width: float, height: float, making: Making | None = None) -> Cover:
    """Compose the front cover of a page in px; it is for screens unless told otherwise."""
    settings = design.settings
    room, unit = width * (1 - 2 * MARGIN), width / 100
    plain = widths_in(design.cuts()["display"])
    capitals = widths_in(design.cuts()["display"], TRACKING, capitals=True)
    subtitle_size = max(SUBTITLE * unit, SMALLEST_SUBTITLE)
    small = max(SMALL * unit, SMALLEST_SMALL)
    lines, size = fit_title(design, room, height * ROOM, width * LARGEST)
    subtitle = break_lines(settings.subtitle.split(), room / subtitle_size, plain)
    joiner = words_for(settings.language, settings.terms)["and"]
    authors = break_lines(join_names(settings.authors, joiner), room / small, capitals)
    text = (
        len(lines) * LEADING * size
        + sum(BAR) * unit
        + len(subtitle) * SUBTITLE_LEADING * subtitle_size
        + (AUTHORS_GAP + len(authors) * SMALL_LEADING) * small * bool(authors)
    )
    making = making or for_screens(settings)
    return Cover(
        width,
        height,
        making.inks,
        making.over,
        lines,
        size,
        subtitle,
        round(subtitle_size, 2),
        authors,
        round(small, 2),
        round(height * (1 - FOOT) - text, 2),
    )


def fit_title(design: Design, width: float, height: float, largest: float) -> tuple[tuple[str, ...], float]:
    """Break the title so that its type is about as large as the room allows, its lines about as long.

    Return the lines and the size of their type in px, `largest` at most.
    """
    words = design.settings.title.split()
    measured = widths_in(design.cuts()["display-black"], TIGHT)
    choices: list[tuple[float, float, tuple[str, ...]]] = []
    for count in range(1, min(len(words), MOST_LINES) + 1):
        for cuts in combinations(range(1, len(words)), count - 1):
            edges = (0, *cuts, len(words))
            lines = tuple(" ".join(words[start:end]) for start, end in pairwise(edges))
            widths = [measured(line) for line in lines]
            size = min(width * SLACK / max(widths), largest, height / (count * LEADING))
            hanging = sum(len(line.split()[-1]) <= SHORT_WORD for line in lines[:-1])
            choices.append((size, min(widths) / max(widths) - HANGING * hanging, lines))
    best = max(size for size, _, _ in choices)
    size, _, lines = max(
        (choice for choice in choices if choice[0] >= NEARLY * best), key=lambda choice: choice[1]
    )
    return lines, int(size * 100) / 100


def lay_out_cover(
    document: Document, design: Design, templates: Templates, width: float, height: float
) -> Layout:
    """Lay out the front cover, for screens, as a page of the given size in px."""
    cover = make_cover(design, width, height)
    values = {"settings": document.settings, "cover": cover, "back": None}
    sheet = Sheet("print/cover-page.html.jinja", values, width, height, cover.inks)
    return lay_out_sheet(sheet, design, templates)


@dataclass(frozen=True)
class Sheet:
    """A page made of covers: its template and what that is given, its size and bleed in px."""

    template: str
    values: Mapping[str, object]
    width: float
    height: float
    inks: Inks
    bleed: float = 0
    resources: Mapping[str, tuple[bytes, str]] = field(default_factory=dict)


def lay_out_sheet(sheet: Sheet, design: Design, templates: Templates) -> Layout:
    """Lay out a page made of covers."""
    html = templates.render(sheet.template, **sheet.values)
    uses = ("text", "display", "display-black", "fallback")
    cuts = {use: cut for use, cut in design.cuts(html).items() if use in uses}
    shelf = {f"{SCHEME}font/{use}": (instance(cut), "font/ttf") for use, cut in cuts.items()}
    faces = "".join(face_rule(cut.face.family, cut, f"{SCHEME}font/{use}") for use, cut in cuts.items())
    root = {
        **design.paper_values(),
        **sheet.inks.values(),
        "page-width": f"{sheet.width}px",
        "page-height": f"{sheet.height}px",
    }
    css = (
        faces
        + root_rule(root)
        + f"@page {{ bleed: {sheet.bleed}px }}\n"
        + templates.style("shared/tokens.css", "print/cover.css", "print/essay.css")
    )
    return lay_out(html, css, {**shelf, **sheet.resources})
