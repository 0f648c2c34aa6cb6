"""The web page in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from press.machine import find_browser
from tests.reading import Editions

pytestmark = pytest.mark.slow
WIDTHS = (320, 390, 768, 1100, 1280, 1400, 2560)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


def open_page(
    browser: Browser, editions: Editions, width: int, scheme: str = "light", *, script: bool = True
) -> Page:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
        bypass_csp=script,
    )
    page = context.new_page()
    page.goto(editions.html.resolve().as_uri())
    return page


def test_it_asks_for_nothing_and_says_nothing(browser: Browser, editions: Editions) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: asked.append(message.text))
    page.goto(editions.html.resolve().as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [editions.html.resolve().as_uri()]
    assert (
        page.evaluate(
            "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded').length)"
        )
        >= 4
    )
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways_and_no_note_lies_on_another(
    width: int, browser: Browser, editions: Editions
) -> None:
    page = open_page(browser, editions, width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = page.evaluate(
        "[...document.querySelectorAll('.note')].map(n => n.getBoundingClientRect().toJSON())"
    )
    shown = [box for box in boxes if box["height"]]
    assert bool(shown) == (width >= 1024)
    for first, second in pairwise(shown):
        assert second["top"] >= first["bottom"] - 1 or second["left"] >= first["right"]
    page.context.close()


def test_a_note_opens_by_a_tap_and_leads_back(browser: Browser, editions: Editions) -> None:
    page = open_page(browser, editions, 390, script=False)
    note = page.locator("#note-2-1")
    assert not note.is_visible()
    page.locator("#reference-2-1").click()
    assert note.is_visible()
    note.locator(".note-number").click()
    assert not note.is_visible()
    assert page.url.endswith("#reference-2-1")
    page.context.close()


def test_on_paper_the_notes_are_there(browser: Browser, editions: Editions) -> None:
    page = open_page(browser, editions, 390)
    page.emulate_media(media="print")
    assert page.locator("#note-2-1").is_visible()
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1400])
def test_nobody_is_shut_out(width: int, scheme: str, browser: Browser, editions: Editions) -> None:
    page = open_page(browser, editions, width, scheme)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    page.context.close()


def test_ids_are_unique_and_links_lead_somewhere(editions: Editions) -> None:
    html = editions.html.read_text(encoding="utf-8")
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)
    assert len(html) < 400_000
