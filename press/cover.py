"""The cover: the title broken into lines and sized to fill the page, for any page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise

from press.design import Design, face_rule
from press.fonts import instance, measure
from press.layout import SCHEME, Layout, lay_out
from press.model import Document
from press.templating import Templates, root_rule

MARGIN = 0.075  # of the page's width
LARGEST, SMALLEST = 0.165, 0.05  # size of the title's type, of the page's width
TIGHT = -0.02  # letter-spacing of the title in em
ROOM = 0.30  # share of the page's height that the title may take
LEADING = 0.94  # line height of the title in em
NEARLY = 0.85  # how much size an even break of lines may cost
SHORT_WORD, HANGING = 2, 0.3  # letters of a word that should not end a line, and what it costs in evenness


@dataclass(frozen=True)
class Cover:
    """A page in px, and the title's lines with the size of their type in px."""

    width: float
    height: float
    lines: tuple[str, ...]
    size: float


def make_cover(design: Design, width: float, height: float) -> Cover:
    """Break the title so that its type is about as large as the page allows, its lines about as long."""
    words = design.settings.title.split()
    cut = design.cuts()["display-black"]
    choices: list[tuple[float, float, tuple[str, ...]]] = []
    for count in range(1, min(len(words), 5) + 1):
        for cuts in combinations(range(1, len(words)), count - 1):
            edges = (0, *cuts, len(words))
            lines = tuple(" ".join(words[start:end]) for start, end in pairwise(edges))
            widths = [measure(cut, line) + TIGHT * len(line) for line in lines]
            size = min(
                width * (1 - 2 * MARGIN) / max(widths), width * LARGEST, height * ROOM / (count * LEADING)
            )
            hanging = sum(len(line.split()[-1]) <= SHORT_WORD for line in lines[:-1])
            choices.append((size, min(widths) / max(widths) - HANGING * hanging, lines))
    largest = max(size for size, _, _ in choices)
    size, _, lines = max(
        (choice for choice in choices if choice[0] >= NEARLY * largest), key=lambda choice: choice[1]
    )
    return Cover(width, height, lines, round(max(size, width * SMALLEST), 2))


def lay_out_cover(
    document: Document, design: Design, templates: Templates, width: int, height: int
) -> Layout:
    """Lay out the cover as a page of the given size in px."""
    page = make_cover(design, width, height)
    cuts = {name: design.cuts()[name] for name in ("display", "display-black")}
    resources = {f"{SCHEME}{name}": (instance(cut), "font/ttf") for name, cut in cuts.items()}
    faces = "".join(face_rule(cut.face.family, cut, f"{SCHEME}{name}") for name, cut in cuts.items())
    values = {**design.paper_values(), "page-width": f"{width}px", "page-height": f"{height}px"}
    css = (
        faces + root_rule(values) + templates.style("shared/tokens.css", "print/cover.css", "print/essay.css")
    )
    html = templates.render(
        "print/cover-page.html.jinja", settings=document.settings, terms=document.terms, cover=page
    )
    return lay_out(html, css, resources)
