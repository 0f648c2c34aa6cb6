"""The only caller of WeasyPrint: HTML and CSS in, pages out, and every note proved to be on its page.

a first layout ─┬─ lines ─► ways to set each paragraph ─┐
└─ pages ─► the chapter in one column ──┴─► a plan ─► the tree ─► the second layout

lines     laid ─ flat ─ openings (ruler · hyphens · optical) ─ paragraph ─ fitting, by `press.breaks`
pages     survey · galley ─ blocks ─ planner ─ enacting (sending · division), by `press.pagination`
the desk  desk, with the draft on it: plans until all comes out as planned; notes, where nothing does
finished  justification · finishing · width · origin (where each page begins)
engine    drawing · hints · references · repeats · waiting: what is changed in WeasyPrint while it works
"""

from __future__ import annotations

import gc
import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import unquote

import pypdfium2

from press.errors import BrokenTemplate, MissingLibrary, Problem
from press.machine import explain_missing_libraries, loading_by_name
from press.memory import remembered
from press.model import Finding

try:
    with redirect_stdout(io.StringIO()), loading_by_name():  # WeasyPrint prints how to install it
        from weasyprint import CSS, HTML
        from weasyprint.document import Document as Pages
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        from press.layout.desk import Desk
        from press.layout.drawing import exact_text
        from press.layout.finishing import paint_in_order, trim_bars
        from press.layout.fitting import tell_left_alone
        from press.layout.hints import hints
        from press.layout.justification import justify_lines
        from press.layout.notes import MOST_TOGETHER, judge
        from press.layout.origin import Origin, Start
        from press.layout.references import listing_pages_once
        from press.layout.repeats import breaking_once
        from press.layout.ruler import Ruler
        from press.layout.waiting import keep_waiting
        from press.layout.width import find_too_wide
except OSError as error:
    raise MissingLibrary(
        Problem(
            f"the layout engine cannot load a shared library: {error}.".replace("\n", " "),
            explain_missing_libraries(),
        )
    ) from None

keep_waiting()
SCHEME = "press:"
HELD = ("data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")
"""How the address of a picture begins that a drawing holds within itself (press.images has weighed it)."""
UNDRAWN = re.compile(rf"Failed to (?:render SVG image|load image at) '?{SCHEME}(.*?)(?:': .*)?", re.DOTALL)
OWN = f"""
@page {{ @footnote {{ max-height: {MOST_TOGETHER:.0%} }} }}
"""
"""The most that notes take of a page.

Without that, all pieces of a long note that are carried over pile up on the next page.
"""
CLOSER = """
.line-block, .listing, .table, blockquote, dl, figure, ol, pre, section > .formula, ul {
  margin-bottom: 9px;
  margin-top: 9px;
}
ol ol, ol ul, ul ol, ul ul, blockquote blockquote { margin: 0 }
"""
"""Half a line of space around what is set off from the text, in place of a line."""


@dataclass(frozen=True)
class Draw:
    """To draw a chapter back to so many pages; `closer` gives what is set off from the text less space."""

    pages: int
    closer: bool = False


@dataclass(frozen=True)
class Layout:
    """Laid-out pages and what was noticed on the way.

    `starts` tells where each page begins; `fill` how much of the last one is filled, from 0 to 1.
    """

    pages: Pages
    findings: tuple[Finding, ...] = ()
    starts: tuple[Start, ...] = ()
    fill: float = 1.0

    @property
    def places(self) -> dict[str, int]:
        """The page, counted from 0, on which each named element begins."""
        names: dict[str, int] = {}
        for number, page in enumerate(self.pages.pages):
            names = dict.fromkeys(page.anchors, number) | names
        return names

    def write(self) -> tuple[bytes, tuple[Finding, ...]]:
        """Return the pages as a PDF with hints in its tags, and everything that was noticed.

        It is not compressed, since it is only taken apart again.
        """
        with _listen() as said, hints(), exact_text(), listing_pages_once():
            data: bytes = self.pages.write_pdf(pdf_variant="pdf/a-3a", uncompressed_pdf=True)
        return data, (*self.findings, *_findings(said))

    def let_go(self) -> None:
        """Forget the pages, once they are written: those of a long book take most of its memory."""
        self.pages.pages.clear()
        gc.collect()

    def write_some(self, pages: Sequence[Any]) -> bytes:
        """Return some of the pages as a PDF that is only to be looked at."""
        with _listen(), exact_text():
            return bytes(self.pages.copy(pages).write_pdf(uncompressed_pdf=True))

    def picture(self, page: int) -> bytes:
        """Return a page as a PNG, a pixel for each px; pages are counted from 0."""
        out = io.BytesIO()
        with pypdfium2.PdfDocument(self.write_some([self.pages.pages[page]])) as pdf:
            pdf[0].render(scale=96 / 72).to_pil().save(out, "PNG", optimize=True)
        return out.getvalue()


class Shelf(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type hints
    """Hands out the resources it was given, by name, and pictures that are their own address."""

    def __init__(self, resources: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=("data",))
        self.resources = resources

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """Return a resource; stop the layout for one that is not on the shelf."""
        if url.lower().startswith(HELD):
            return super().fetch(url, headers)
        if url not in self.resources:  # it may be quoted, and so may be the name that it goes by
            plain = unquote(url)
            url = next((name for name in self.resources if unquote(name) == plain), plain)
        if url not in self.resources:
            raise FatalURLFetchingError(f"{url} is not part of the essay")
        data, media_type = self.resources[url]
        return URLFetcherResponse(url, data, {"Content-Type": media_type})


class Compositor:
    """Lays out documents that share style sheet, faces and pictures.

    `resources` holds bytes and media type by URL (`press:…`). Where it is not `fitted`, paragraphs keep the
    layout engine's own lines, and pages its ends: a text is laid out once, and again only for its notes.
    """

    def __init__(self, css: str, resources: Mapping[str, tuple[bytes, str]], *, fitted: bool = True) -> None:
        self.fitted = fitted
        self.fonts, self.shelf, self.ruler = FontConfiguration(), Shelf(resources), Ruler()
        self.profiles: dict[str, Any] = {}
        self.pictures: dict[str, Any] = {}
        with _listen() as said:
            self.sheets = [self._sheet(css), self._sheet(OWN)]
        self.said = tuple(_findings(said))

    def _sheet(self, css: str) -> CSS:
        return CSS(
            string=css,
            font_config=self.fonts,
            color_profiles=self.profiles,
            url_fetcher=self.shelf,
            base_url=SCHEME,
        )

    @remembered
    def compose(self, html: str, *, first: int, draw: Draw | None = None) -> Layout:
        """Lay out a piece of the text whose pages are counted from a folio on; odd ones are rectos.

        Its pages are planned after a first layout, and come out as planned in the next: as many as are best,
        or as it is to be drawn back to, if it can be within the limits of good lines. Raises NotesAstray
        when a footnote stays lost, early or out of order; a late one is a finding.
        """
        source = self._read(html)
        count = f"@page :first {{ counter-reset: page {first} }}"
        side = f":root {{ break-before: {'right' if first % 2 else 'left'} }}"
        with _listen() as said, breaking_once(self.fonts):
            sheets = [*self.sheets, self._sheet(count + side + (CLOSER if draw and draw.closer else ""))]
            desk = Desk(source.etree_element, self.ruler, lambda: self._render(source, sheets))
            origin = Origin(source.etree_element)
            recto, wanted = first % 2 == 1, draw.pages if draw else None
            pages, seen = desk.fit(recto=recto, pages=wanted) if self.fitted else desk.gather()
        draft = desk.draft
        found = (*_findings(said), *judge(draft, seen, first), *find_too_wide(seen, first))
        found += tuple(tell_left_alone(draft))
        trim_bars(pages.pages)
        paint_in_order(pages.pages)
        justify_lines(pages.pages, draft.paragraphs, self.ruler)
        last = seen.frames[-1]
        fill = (seen.bottom(len(seen.frames) - 1) - last.top) / (last.foot - last.top)
        return Layout(pages, found, origin.starts(pages.pages), fill)

    @remembered
    def compose_plain(self, html: str) -> Layout:
        """Lay out what is designed page by page: covers and front matter."""
        source = self._read(html)
        with _listen() as said:
            pages = self._render(source, self.sheets)
        return Layout(pages, tuple(_findings(said)), Origin(source.etree_element).starts(pages.pages))

    def _read(self, html: str) -> HTML:
        return HTML(string=html, url_fetcher=self.shelf, base_url=SCHEME)

    def _render(self, source: HTML, sheets: list[CSS]) -> Pages:
        return source.render(
            font_config=self.fonts, stylesheets=sheets, color_profiles=self.profiles, cache=self.pictures
        )


@remembered
def make_compositor(
    css: str, resources: Mapping[str, tuple[bytes, str]], *, fitted: bool = True
) -> Compositor:
    """Return a compositor; where one is remembered, what it has laid out is too."""
    return Compositor(css, resources, fitted=fitted)


@remembered
def lay_out(html: str, css: str, resources: Mapping[str, tuple[bytes, str]]) -> Layout:
    """Lay out a document that stands alone, such as a cover."""
    compositor = Compositor(css, resources)
    layout = compositor.compose_plain(html)
    return replace(layout, findings=(*compositor.said, *layout.findings))


def join(layouts: Sequence[Layout]) -> Layout:
    """Return the pages of several documents of one compositor as those of one."""
    pages = [page for layout in layouts for page in layout.pages.pages]
    findings = tuple(finding for layout in layouts for finding in layout.findings)
    starts = tuple(start for layout in layouts for start in layout.starts)
    return Layout(layouts[0].pages.copy(pages), findings, starts)


def _findings(said: list[str]) -> list[Finding]:
    return [_explain(text) for text in dict.fromkeys(said)]


def _explain(text: str) -> Finding:
    """Return what the engine says; of a picture it knows the address alone."""
    undrawn = UNDRAWN.fullmatch(text)
    if undrawn is None:
        return Finding("layout", "warning", Problem(text))
    name = unquote(undrawn[1])
    fact = f"the picture {name} cannot be drawn: its place on paper is empty or half empty."
    return Finding(
        "layout", "warning", Problem(fact, "Export it anew, as plain SVG, PNG or JPEG."), picture=name
    )


@contextmanager
def _listen() -> Iterator[list[str]]:
    """Collect WeasyPrint's warnings. Raises BrokenTemplate where it asks for what is not on the shelf."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    ear, log = Ear(level=logging.WARNING), logging.getLogger("weasyprint")
    log.addHandler(ear)
    log.propagate = False
    try:
        yield heard
    except FatalURLFetchingError as error:
        remedy = "Only the pictures of the chapters are; a style sheet or template cannot call others."
        raise BrokenTemplate(Problem(f"{error}.", remedy)) from None
    finally:
        log.removeHandler(ear)
