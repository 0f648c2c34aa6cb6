"""Opens finished web pages in a real browser, for the tests of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FloatRect, Locator, Page, sync_playwright

from press.machine import find_browser

NARROW, WIDE = 390, 1400


@contextmanager
def launched() -> Iterator[Browser]:
    """Yield a browser of the system."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def opened(
    browser: Browser, html: Path, width: int = WIDE, *, target: str = "", **options: Any
) -> Iterator[Page]:
    """Yield a page of a width in px, at a target; the options are those of the browser's contexts."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.goto(html.resolve().as_uri() + target)
    yield page
    context.close()


def box_of(element: Locator) -> FloatRect:
    """Return where an element is shown: x, y, width and height in px."""
    box = element.bounding_box()
    assert box is not None
    return box


def middle_of_first_line(page: Page, selector: str) -> tuple[float, float]:
    """Return the middle of the first line of an element, which the middle of its box may miss."""
    page.locator(selector).first.scroll_into_view_if_needed()
    x, y = page.locator(selector).first.evaluate(
        "link => { const line = link.getClientRects()[0];"
        " return [line.x + line.width / 2, line.y + line.height / 2] }"
    )
    return x, y
