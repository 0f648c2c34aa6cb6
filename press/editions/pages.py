"""The pamphlet's pages: front matter, chapters and back cover, each laid out alone and joined.

A chapter begins on a page of its own, so it can be laid out, and laid out again, without the others; only
its first folio must be known. The front matter comes last, when the contents can be filled in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from press.ast import Node, rewrite
from press.cover import for_press, make_back, make_cover
from press.design import Design, face_rule
from press.editions.copyfit import SHEET, Laid, count_excess, find_draws
from press.editions.paper import (
    drop_last_spaces,
    mark_short_tables,
    set_opening,
    take_in_spaces,
    to_footnotes,
)
from press.editions.parts import make_html_parts, to_roman
from press.editions.quoted import fill_in_quoted, quoted_pages
from press.editions.ties import hold_together
from press.editions.work import Tell
from press.editions.works import fill_in_pages, name_places
from press.equations import draw_equations
from press.fonts import instance
from press.layout import SCHEME, Draw, Layout, join, make_compositor
from press.layout.origin import Start
from press.memory import remembered
from press.model import Document, PageStart, Part
from press.templating import Templates, root_rule

SHEETS = ("shared/tokens.css", "shared/prose.css", "print/print.css", "print/cover.css", "print/essay.css")
COVER = ("Cover", "Inside cover")
DIGITS = "0123456789"
BACK = ("Inside back cover", "Back cover")
"""What the pages of the cover are called, which have no folio."""


@dataclass(frozen=True)
class Pages:
    """The laid-out pamphlet, covers included. `starts` has an entry a page.

    `blanks` are the leaves that the binding wants before the back cover; `last` is how much of the last
    page of text is filled, from 0 to 1; `families` are the faces that the pages were to be set in; `quoted`
    are the pages on which quotations begin, by the quotation's number, from 1; `copyfit` tells how the text
    was drawn back to its sheets, if that was asked for.
    """

    layout: Layout
    starts: tuple[PageStart, ...]
    blanks: int
    last: float
    families: tuple[str, ...]
    quoted: Mapping[int, str]
    copyfit: str = ""


def set_pages(
    document: Document, design: Design, templates: Templates, tell: Tell = lambda *_: None
) -> Pages:
    """Lay out the whole pamphlet, and tell how far it is."""
    setter = _Setter(document, design, templates)
    text = setter.chapters(tell=tell)
    front = setter.front(text.first_folios)
    count = len(front.pages.pages)
    saddle, told = document.settings.binding == "saddle", ""
    if document.settings.copyfit and saddle:
        text, told = setter.draw_back(text, count + 1)
        front = setter.front(text.first_folios)
    starts = text.starts
    # The back cover is the last page of a folded sheet; with a spine it is a leaf of its own.
    blanks = -(count + len(starts) + 1) % SHEET if saddle else (count + len(starts)) % 2
    leaves = [setter.leaf() for _ in range(blanks if saddle else blanks + 1)]
    ends = BACK[1:] if saddle else BACK
    labels = [*COVER, *(to_roman(number).lower() for number in range(1, count - len(COVER) + 1))]
    after = [*(str(len(starts) + number) for number in range(1, blanks + 1)), *ends]
    back = join([*leaves, setter.back()])
    layout = join([front, *text.layouts, back])
    return Pages(
        replace(layout, findings=(*setter.compositor.said, *layout.findings)),
        (*_label(labels, front.starts), *starts, *_label(after, back.starts)),
        blanks,
        text.layouts[-1].fill,
        setter.families,
        quoted_pages(text.folios),
        told,
    )


@dataclass
class _Text:
    """Chapters, register and bibliography as they are laid out, with the leaves between them.

    `starts` are their pages, `folios` what stands on which.
    """

    layouts: list[Layout] = field(default_factory=list)
    starts: list[PageStart] = field(default_factory=list)
    folios: dict[str, str] = field(default_factory=dict)
    chapters: list[Laid] = field(default_factory=list)

    @property
    def first_folios(self) -> list[str]:
        """The folio on which each part begins, also one of which nothing is to be read."""
        return [str(chapter.first) for chapter in self.chapters]


class _Setter:
    """Lays out one piece after the other, all with one style sheet."""

    def __init__(self, document: Document, design: Design, templates: Templates) -> None:
        self.document, self.design, self.templates = document, design, templates
        self.resources = {
            f"{SCHEME}{name}": (image.data, image.media_type) for name, image in document.images.items()
        }
        parts = name_places(document.parts)
        self.parts = make_html_parts(parts, document.settings, lambda part, _: self._adapt(part))
        self.values: dict[str, Any] = {
            "settings": document.settings,
            "terms": document.terms,
            "parts": self.parts,
            "families": (design.text.name, design.display.name),
            "stamp": document.stamp,
        }
        making = for_press(document.settings)
        size = design.page.width, design.page.height
        self.values["cover"] = make_cover(design, *size, making)
        back = make_back(design, *size, making, document.mark)
        self.values["back"] = back
        self.resources |= back.resources
        self.texts = [self._render("part", part=part) for part in self.parts]
        front = self._render("front", folios=dict.fromkeys((part.identifier for part in self.parts), "0"))
        characters = "".join([front, *self.texts, self._render("back"), *document.terms.values(), DIGITS])
        faces, cuts = "", design.cuts(set(characters), code="<code" in characters)
        for use, cut in cuts.items():
            url = f"{SCHEME}font/{use}"
            self.resources[url] = (instance(cut), "font/ttf")
            faces += face_rule(cut.face.family, cut, url)
        self.families = tuple({cut.face.family for cut in cuts.values()})
        values = {**design.paper_values(), **making.inks.values()}
        css = faces + root_rule(values) + templates.style(*SHEETS)
        fitted = document.settings.linebreaking == "total-fit"
        self.compositor = make_compositor(css, self.resources, fitted=fitted)

    def _render(self, name: str, **more: Any) -> str:
        return self.templates.render(f"print/{name}.html.jinja", **self.values, **more)

    def chapters(self, draws: Mapping[int, Draw] | None = None, tell: Tell = lambda *_: None) -> _Text:
        """Lay out chapters, register and bibliography, each from the next folio on.

        Some, by their number, are drawn back.
        """
        text = _Text()
        for number, html in enumerate(self.texts):
            tell(number, len(self.texts))
            if self.document.settings.chapters_start == "recto" and len(text.starts) % 2:
                text.layouts.append(self.leaf())
                text.starts.append(PageStart(str(len(text.starts) + 1)))
            filled = fill_in_pages(html, text.folios, self.document.terms)
            filled = drop_last_spaces(fill_in_quoted(filled, text.folios, self.document.terms))
            first = len(text.starts) + 1
            laid = self.compositor.compose(filled, first=first, draw=(draws or {}).get(number))
            text.layouts.append(laid)
            text.chapters.append(Laid(filled, first, laid))
            labels = [str(len(text.starts) + place) for place, _ in enumerate(laid.starts, start=1)]
            text.folios |= {name: labels[page] for name, page in laid.places.items()}
            text.starts += _label(labels, laid.starts)
        return text

    def draw_back(self, text: _Text, others: int) -> tuple[_Text, str]:
        """Draw a text back that is a few lines over its sheets, if it can be; tell what was done.

        `others` are the pages before and after it.
        """
        before = len(text.starts) + others
        over = before % SHEET
        if not over:
            return text, f"copyfit: {before} pages fill their sheets"

        def compose(chapter: Laid, draw: Draw) -> Layout:
            return self.compositor.compose(chapter.html, first=chapter.first, draw=draw)

        draws = find_draws(text.chapters, over, compose)
        drawn = self.chapters(draws) if len(draws) == over else text
        after = len(drawn.starts) + others
        if before - after == over:
            closer = sum(draw.closer for draw in draws.values())
            spaces = f", less space around what is set off in {closer} of the chapters" if closer else ""
            return drawn, f"copyfit: {before} → {after} pages{spaces}"
        excess = count_excess(text.chapters, draws, over, self.design.page.lines)
        return text, f"copyfit: {before} pages are not {before - over}: {excess} lines too many"

    def front(self, first_folios: Sequence[str]) -> Layout:
        """Lay out cover and front matter, as many pages as bring the first chapter onto a recto."""
        folios = {part.identifier: folio for part, folio in zip(self.parts, first_folios, strict=True)}
        front = self.compositor.compose_plain(self._render("front", folios=folios))
        return join([front, self.leaf()]) if len(front.pages.pages) % 2 else front

    def leaf(self) -> Layout:
        """Lay out a blank page."""
        return self.compositor.compose_plain(self._render("leaf"))

    def back(self) -> Layout:
        """Lay out the back cover."""
        return self.compositor.compose_plain(self._render("back"))

    def _adapt(self, part: Part) -> list[Node]:
        settings = self.document.settings
        opening = settings.opening if part.role == "chapter" and part.title else ""
        blocks = draw_equations(part.blocks, self.resources)
        return _fit_to_paper(blocks, opening, settings.language, self.design)


@remembered
def _fit_to_paper(blocks: list[Node], opening: str, language: str, design: Design) -> list[Node]:
    """Return a part's blocks as paper has them; `opening` is how a chapter is to open."""
    blocks = to_footnotes(blocks)
    if opening:
        blocks = set_opening(
            blocks, opening, lambda letter, is_word: design.drop_cap_style(letter, is_word=is_word)
        )
    blocks = hold_together(blocks, language)
    addressed: list[Node] = rewrite(mark_short_tables(blocks), _address_image)
    spaced: list[Node] = take_in_spaces(addressed)
    return spaced


def _label(labels: Sequence[str], starts: Sequence[Start]) -> list[PageStart]:
    """Name pages, and tell what begins on each."""
    return [
        PageStart(label, start.part, start.offset, start.words)
        for label, start in zip(labels, starts, strict=True)
    ]


def _address_image(node: Node) -> list[Node] | None:
    """Give an image its place on the layout's shelf."""
    if node["t"] != "Image" or node["c"][2][0].startswith(SCHEME):
        return None
    attributes, inlines, (name, title) = node["c"]
    return [{"t": "Image", "c": [attributes, inlines, [SCHEME + name, title]]}]
