"""The web page as a whole: one file that asks for nothing, fits every screen, and shuts nobody out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.editions.webpage import NARROW, WIDE, launched, opened
from tests.judges.nu import run_nu
from tests.judges.readability import run_readability
from tests.reading import ROOT, Editions

pytestmark = pytest.mark.slow
WIDTHS = (320, 390, 768, 1024, 1344, 1400, 2560, 3840)
LARGEST, LONGEST_SCRIPT = 300_000, 5_000  # bytes
LINES = """() => {
  const counts = []
  for (const paragraph of document.querySelectorAll('.chapter > p[id]')) {
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT), range = document.createRange()
    let node, count = 0, line = null
    while (node = walker.nextNode()) for (let at = 0; at < node.length; at++) {
      range.setStart(node, at); range.setEnd(node, at + 1)
      const box = range.getBoundingClientRect()
      if (!box.height || node.parentElement.closest('.note-reference')) continue
      if (line !== null && box.top - line > 9) { counts.push(count); count = 0; line = box.top }
      line ??= box.top
      count++
    }
    if (counts.length > 150) break
  }
  return counts
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module", params=["essay", "features"])
def html(request: pytest.FixtureRequest, print_once: Callable[[str, Path], Editions]) -> Path:
    folder = ROOT if request.param == "essay" else ROOT / "tests" / "data" / "features"
    return print_once(request.param, folder).html


def listen(page: Page) -> list[str]:
    """Return a list that grows by what a page asks for and says."""
    heard: list[str] = []
    page.on("request", lambda request: heard.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    return heard


def test_it_asks_for_nothing_and_says_nothing(browser: Browser, html: Path) -> None:
    page = browser.new_page()
    heard, address = listen(page), html.resolve().as_uri()
    page.goto(address)
    loaded = "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded').length)"
    assert page.evaluate(loaded) >= 4
    assert [url for url in heard if not url.startswith("data:")] == [address]
    page.close()


def test_its_policy_forbids_the_network_and_foreign_scripts(browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html) as page:
        tried = page.evaluate(
            """async () => {
              const broken = []
              addEventListener('securitypolicyviolation', event => broken.push(event.effectiveDirective))
              await fetch('https://example.org/').catch(() => broken.push('fetch failed'))
              const script = document.createElement('script')
              script.textContent = 'window.foreign = true'
              const image = document.createElement('img')
              image.src = 'https://example.org/a.png'
              const form = document.createElement('style')
              form.textContent = 'main { display: none }'
              document.body.append(script, image, form)
              await new Promise(resolve => setTimeout(resolve, 200))
              const hidden = getComputedStyle(document.querySelector('main')).display === 'none'
              return [broken.sort(), Boolean(window.foreign), hidden]
            }"""
        )
    assert tried == [
        ["connect-src", "fetch failed", "img-src", "script-src-elem", "style-src-elem"],
        False,
        False,
    ]


def test_it_is_small(editions: Editions) -> None:
    html = editions.html.read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    assert len(html.encode()) < LARGEST
    assert len(scripts) == 2
    assert 0 < sum(len(script.encode()) for script in scripts) <= LONGEST_SCRIPT


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(width: int, browser: Browser, html: Path) -> None:
    with opened(browser, html, width) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_are_as_long_as_is_good_to_read(width: int, browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, width) as page:
        counts = sorted(page.evaluate(LINES))
    middle = counts[len(counts) // 2]
    least, most = (60, 75) if width >= 768 else (34, 75)
    assert len(counts) > 100
    assert least <= middle <= most


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [320, NARROW, WIDE])
def test_nobody_is_shut_out(width: int, dark: bool, browser: Browser, html: Path) -> None:
    with opened(browser, html, width, color_scheme="dark" if dark else "light", bypass_csp=True) as page:
        results = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}})
        assert results.violations_count == 0, results.generate_report()


def test_the_checker_of_html_finds_nothing(html: Path) -> None:
    assert run_nu(html) == []


def test_reader_views_keep_notes_and_works_and_leave_out_the_rest(browser: Browser, html: Path) -> None:
    page = html.read_text(encoding="utf-8")
    article = run_readability(browser, html)
    shown = re.sub(r"<[^>]+>", "", article.html)
    notes = re.findall(r'id="note-\d+-\d+" role="doc-footnote">\s*(.*?)</(?:p|div)>', page, re.DOTALL)
    works = re.findall(r'class="csl-entry"[^>]*>(.*?)(?:<span class="cited-at"|</div>)', page, re.DOTALL)
    for kept in (*notes, *works):
        words = re.sub(r"<[^>]+>", "", kept).split()
        assert " ".join(words[1:]) in " ".join(shown.split())
    assert notes
    assert works
    assert article.offered
    for left_out in ("¶", "Cite this", "BibTeX", "min read"):
        assert left_out not in shown


def test_ids_are_unique_and_links_lead_somewhere(html: Path) -> None:
    text = html.read_text(encoding="utf-8")
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("target", ["", "#sec:left", "#reference-3-2"])
def test_nothing_moves_while_it_opens(width: int, target: str, browser: Browser, editions: Editions) -> None:
    with opened(browser, editions.html, width) as page:
        page.add_init_script(
            "window.moved = [];"
            "const note = list => moved.push(...list.getEntries().map(entry => entry.value));"
            "new PerformanceObserver(note).observe({ type: 'layout-shift', buffered: true })"
        )
        page.goto("about:blank")
        page.goto(editions.html.resolve().as_uri() + target)
        page.wait_for_timeout(500)
        assert page.evaluate("moved") == []
