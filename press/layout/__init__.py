"""The only caller of WeasyPrint: HTML and CSS in, pages out, and every note proved to be on its page."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from typing import Any

import pypdfium2

from press.errors import BrokenTemplate, MissingLibrary, Problem
from press.machine import explain_missing_libraries
from press.model import Finding

try:
    with redirect_stdout(io.StringIO()):  # WeasyPrint prints how to install it
        from weasyprint import CSS, HTML
        from weasyprint.document import Document as Pages
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

        from press.layout import notes
except OSError as error:
    raise MissingLibrary(
        Problem(
            f"the layout engine cannot load a shared library: {error}.".replace("\n", " "),
            explain_missing_libraries(),
        )
    ) from None

SCHEME = "press:"
MOST_LAYOUTS = 12


@dataclass(frozen=True)
class Layout:
    """Laid-out pages and what was noticed on the way."""

    pages: Pages
    findings: tuple[Finding, ...]

    def write(self) -> tuple[bytes, tuple[Finding, ...]]:
        """Return the pages as a PDF, and everything that was noticed."""
        with _listen() as said:
            data: bytes = self.pages.write_pdf()
        return data, (*self.findings, *_findings(said))

    def picture(self, page: int) -> bytes:
        """Return a page as a PNG, a pixel for each px; pages are counted from 0."""
        out = io.BytesIO()
        with pypdfium2.PdfDocument(self.pages.copy([self.pages.pages[page]]).write_pdf()) as pdf:
            pdf[0].render(scale=96 / 72).to_pil().save(out, "PNG", optimize=True)
        return out.getvalue()


class Shelf(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no type hints
    """Hands out the resources it was given, by name, and nothing else from anywhere."""

    def __init__(self, resources: Mapping[str, tuple[bytes, str]]) -> None:
        super().__init__(allowed_protocols=())
        self.resources = resources

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:  # noqa: ARG002
        """Return a resource; stop the layout for one that is not on the shelf."""
        if url not in self.resources:
            raise FatalURLFetchingError(f"{url} is not part of the essay")
        data, media_type = self.resources[url]
        return URLFetcherResponse(url, data, {"Content-Type": media_type})


def lay_out(html: str, css: str, resources: Mapping[str, tuple[bytes, str]]) -> Layout:
    """Lay pages out, again where a note is astray.

    `resources` holds bytes and media type by URL (`press:…`). Raises NotesAstray when a footnote
    stays lost, early or out of order; a late one is a finding.
    """
    fonts, shelf = FontConfiguration(), Shelf(resources)
    profiles: dict[str, Any] = {}
    with _listen() as said:
        sheet = CSS(
            string=css, font_config=fonts, color_profiles=profiles, url_fetcher=shelf, base_url=SCHEME
        )
        source = HTML(string=html, url_fetcher=shelf, base_url=SCHEME)
        sent: set[Any] = set()
        for _ in range(MOST_LAYOUTS):
            pages = source.render(font_config=fonts, stylesheets=[sheet], color_profiles=profiles)
            placed = notes.find_notes(pages)
            if not notes.send_on(placed, sent):
                break
    return Layout(pages, (*_findings(said), *notes.judge(placed)))


def _findings(said: list[str]) -> list[Finding]:
    return [Finding("layout", "warning", Problem(text)) for text in dict.fromkeys(said)]


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
