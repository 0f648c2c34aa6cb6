"""Reading systems in Chromium: what they list of an e-book, show of it, and complain of.

Two are at hand as libraries from npm: epub.js, which many shops and libraries build their web readers
on, and foliate-js, that of Foliate and Readest. Each has a page here whose `reader` opens the book,
shows a chapter, and brings up the notes of the chapter shown.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Route

from press.checks.nu import MODULES

SYSTEMS = {"epub.js": "epubjs.html", "Foliate": "foliate.html"}
PHONE, TABLET = (390, 844), (820, 1180)  # px: an iPhone 14's page and an iPad Air's
HERE = Path(__file__).parent
ADDRESS = "http://reader/"  # answered from files below, never from a network
OWN = ("warning: An iframe which has both allow-scripts and allow-same-origin",)
"""How complaints begin that are of Foliate itself, which shows any book in such a frame."""


@dataclass(frozen=True)
class Link:
    """A line of one of the book's lists, and whether there is something where it leads."""

    label: str
    href: str
    leads: bool


@dataclass(frozen=True)
class Note:
    """A note that comes up over the page."""

    mark: str
    text: str
    type: str | None
    hidden: bool
    """Left out of the chapter itself, since it comes up."""


@dataclass(frozen=True)
class Chapter:
    """A file of the spine as it is shown; `notes` are those that come up, if asked for."""

    href: str
    text: str
    notes: tuple[Note, ...]
    picture: bytes
    """PNG of the first page."""


@dataclass(frozen=True)
class Reading:
    """What a reading system makes of a book."""

    title: str
    toc: tuple[Link, ...]
    pages: tuple[Link, ...]
    landmarks: tuple[Link, ...]
    chapters: tuple[Chapter, ...]
    complaints: tuple[str, ...]
    """Errors and warnings of the console, and requests for what is not in the book."""


def read(
    browser: Browser, system: str, epub: Path, size: tuple[int, int] = PHONE, *, notes: bool = False
) -> Reading:
    """Open a book in one of SYSTEMS on a screen of a size in px, and show every chapter."""
    complaints: list[str] = []
    with open_page(browser, epub, size, complaints) as page:
        page.goto(ADDRESS + SYSTEMS[system], wait_until="load")
        page.wait_for_function("window.reader")
        book = page.evaluate("reader.open()")
        chapters = []
        for index, href in enumerate(book["spine"]):
            try:
                chapters.append(_show(page, index, href, notes=notes))
            except Error as error:
                complaints.append(f"error: {href}: {error.message}")
    lists = {name: tuple(Link(**link) for link in book[name]) for name in ("toc", "pages", "landmarks")}
    return Reading(book["title"], chapters=tuple(chapters), complaints=tuple(complaints), **lists)


def _show(page: Page, index: int, href: str, *, notes: bool) -> Chapter:
    text = page.evaluate("(index) => reader.show(index)", index)
    picture = page.screenshot()
    found: list[dict[str, Any]] = page.evaluate("(index) => reader.notes(index)", index) if notes else []
    return Chapter(href, text, tuple(Note(**note) for note in found), picture)


@contextmanager
def open_page(browser: Browser, epub: Path, size: tuple[int, int], complaints: list[str]) -> Iterator[Page]:
    """Give a page to which the readers, their libraries and the book are served, and nothing else."""

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS).partition("?")[0]
        own = HERE / name
        file = epub if name == "book.epub" else own if own.is_file() else MODULES / name
        if not route.request.url.startswith(ADDRESS) or not file.is_file():
            complaints.append(f"asked for {route.request.url}")
            route.abort()
        else:
            kind = mimetypes.guess_type(file.name)[0]
            route.fulfill(body=file.read_bytes(), content_type=kind or "application/octet-stream")

    def hear(message: ConsoleMessage) -> None:
        said = f"{message.type}: {message.text}"
        if message.type in {"error", "warning"} and not said.startswith(OWN):
            complaints.append(said)

    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, device_scale_factor=1)
    context.route("**/*", serve)
    page = context.new_page()
    page.on("console", hear)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    try:
        yield page
    finally:
        context.close()
