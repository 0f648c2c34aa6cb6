"""A desk to lay out pieces of text on: the press's own style sheet and faces, and a view of every step."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any

from press.breaks import Fit
from press.design import face_rule, make_design
from press.editions.pages import SHEETS
from press.editions.paper import drop_last_spaces, take_in_spaces, to_footnotes
from press.fonts import instance
from press.layout import SCHEME, Compositor, Layout
from press.layout.draft import Draft
from press.layout.fitting import fit_paragraphs
from press.layout.justification import justify_lines
from press.layout.laid import Laid
from press.layout.origin import Origin
from press.layout.paragraph import Paragraph
from press.layout.survey import Survey, survey
from press.pandoc import read_markdown, write_html
from press.settings import Settings
from press.templating import Templates, root_rule
from tests.reading import ROOT

Element = Any  # WeasyPrint has no type hints

SQUARE = b'<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><path d="M0 0h100v100H0z"/></svg>'
WORDS = (
    "The commission was to find out what had been taken from the village in the spring, and by whom, "
    "since the accounts that were given of it did not agree with one another in any single figure."
)


@cache
def make_compositor() -> Compositor:
    """Make the compositor of the pamphlet, with the faces for Greek and code."""
    design = make_design(Settings(title="A"), ROOT)
    resources = {f"{SCHEME}square": (SQUARE, "image/svg+xml")}
    faces = ""
    for use, cut in design.cuts("Ω", code=True).items():
        url = f"{SCHEME}font/{use}"
        resources[url] = (instance(cut), "font/ttf")
        faces += face_rule(cut.face.family, cut, url)
    return Compositor(faces + root_rule(design.paper_values()) + Templates(ROOT).style(*SHEETS), resources)


def part(body: str, language: str = "en-GB") -> str:
    """Return a chapter's HTML as the template makes it, without a heading."""
    return (
        f'<html lang="{language}"><head><title>A</title></head><body>'
        f'<section class="part chapter" id="one" data-work="A">{body}</section></body></html>'
    )


def from_markdown(text: str) -> str:
    """Return the body of a chapter, adapted to paper as the pamphlet does it."""
    blocks, _ = read_markdown(text)
    return drop_last_spaces(write_html([take_in_spaces(to_footnotes(blocks))])[0])


def words(count: int, start: int = 0) -> str:
    """Return so many words of plain text."""
    known = WORDS.split()
    return " ".join(known[(start + place) % len(known)] for place in range(count))


class Desk:
    """A piece of text, its tree open to changes, with as much done to it as a test wants."""

    def __init__(self, body: str, *, first: int = 1, language: str = "en-GB", css: str = "") -> None:
        self.compositor, self.first = make_compositor(), first
        self.html = part(body, language)
        self.source = self.compositor._read(self.html)
        self.root = self.source.etree_element
        self.origin = Origin(self.root)
        side = "right" if first % 2 else "left"
        count = f"@page :first {{ counter-reset: page {first} }} :root {{ break-before: {side} }}"
        self.sheets = [*self.compositor.sheets, self.compositor._sheet(count + css)]
        self.draft = Draft(self.root)

    def pages(self) -> list[Any]:
        """Lay the text out as it is now."""
        pages: list[Any] = self.compositor._render(self.source, self.sheets).pages
        return pages

    def look(self) -> Survey:
        """Lay it out and go over the pages."""
        return survey(self.pages(), self.compositor.ruler)

    def fit(self) -> Survey:
        """Choose the lines of all paragraphs, and look."""
        fit_paragraphs(self.draft, self.pages(), self.compositor.ruler)
        return self.look()

    def finish(self, *paragraphs: Paragraph) -> list[Any]:
        """Write the lines of paragraphs, lay the text out and spread its lines."""
        for paragraph in paragraphs:
            paragraph.write(paragraph.choose(), {})
        pages = self.pages()
        justify_lines(pages, {item.element: item for item in paragraphs}, self.compositor.ruler)
        return pages

    def compose(self) -> Layout:
        """Lay the untouched text out as the pamphlet does, with all mends."""
        return self.compositor.compose(self.html, first=self.first)

    @cached_property
    def laid(self) -> Laid:
        """What the first layout tells."""
        return Laid(self.pages())

    def paragraph(self, element: Element | None = None) -> Paragraph:
        """Read a paragraph, by default the first one."""
        if element is None:
            element = next(element for element in self.laid.fragments if element.tag == "p")
        return Paragraph(element, self.laid, self.compositor.ruler)

    def find(self, name: str) -> Element:
        """Return the element with an id."""
        return next(element for element in self.root.iter() if element.get("id") == name)


def looked_over(layout: Layout) -> Survey:
    """Go over the pages of a finished layout."""
    return survey(layout.pages.pages, make_compositor().ruler)


def gaps(paragraph: Paragraph, fit: Fit) -> list[float]:
    """Return the spaces planned for each line but the last, in em."""
    measure, found = paragraph.measure, []
    start, spaces, hang = 0.0, 0, measure.hang
    for line, item in enumerate(fit.breaks):
        room = measure.width(line) + hang + item.hang - (item.end - start) * fit.sets[line].widening
        count = item.spaces - spaces
        found.append(room / count / measure.em if count and not item.forced else float("nan"))
        start, spaces, hang = item.start, item.start_spaces, item.start_hang
    return found


def letters(tree: Element | str) -> str:
    """Return the text of an element, or a text, without spaces and soft hyphens."""
    text = tree if isinstance(tree, str) else "".join(tree.itertext())
    return "".join(letter for letter in text if not letter.isspace() and letter != "\u00ad")
