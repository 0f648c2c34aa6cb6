"""A hostile author: whatever gets past the gate is shown to a browser, where it must do nothing."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from press import pandoc
from press.errors import BrokenMarkup, ForeignContent, MissingImage
from press.machine import find_browser
from tests.foreign.test_gate import html_of

pytestmark = pytest.mark.slow

ATTACKS = (Path(__file__).parent / "attacks.txt").read_text(encoding="utf-8").split("\n%%\n")
CONTEXTS = (
    "{}",
    "x^[y {} z]",
    "| a |\n|---|\n| {} |\n",
    "> {}\n",
    "# x {}\n",
    "![{}](plan.svg)",
    "<b>{}</b>",
)
JUDGE = """() => {
  const found = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (/^(audio|base|button|embed|form|frame|iframe|link|meta|object|script|source|style|svg|video)$/i
        .test(element.localName)) found.push(element.localName);
    for (const {name, value} of element.attributes) {
      if (/^on/i.test(name)) found.push(name);
      if (name == "style" && /url|image|@|expression|position/i.test(value)) found.push(value);
      if (!/^((xlink:)?href|src(set)?|(form)?action|data|poster|background|cite)$/i.test(name)) continue;
      let url; try { url = new URL(value, "https://own.test/") } catch { continue }
      const led = name == "href" || name == "cite";
      if (!/^(https?|mailto|tel|ftp|urn):$/.test(url.protocol) || (!led && url.host != "own.test"))
        found.push(value);
    }
  }
  return found }"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


def judge(browser: Browser, pieces: list[str]) -> list[str]:
    """Return what runs, fetches or leads astray in any of some pieces of HTML."""
    page = browser.new_page()
    page.add_init_script("alert = () => document.body.append(document.createElement('script'))")
    page.route("**/*", lambda route: route.abort())
    found = []
    for piece in pieces:
        page.set_content(f'<!DOCTYPE html><meta charset="utf-8"><body>{piece}', wait_until="commit")
        found += [f"{fault} in {piece}" for fault in page.evaluate(JUDGE)]
    page.close()
    return found


def written(markdown: str) -> str:
    """Return what a chapter comes to, or nothing where it is refused."""
    try:
        return html_of(markdown)
    except (BrokenMarkup, ForeignContent, MissingImage):
        return ""


def test_what_passes_does_nothing(browser: Browser) -> None:
    cases = [context.format(attack) for attack in ATTACKS for context in CONTEXTS]
    with ThreadPoolExecutor() as pool:
        pieces = [piece for piece in pool.map(written, cases) if piece]
    assert 0 < len(pieces) < len(cases) / 2
    assert judge(browser, pieces) == []


def test_without_the_gate_they_would_do_something(browser: Browser) -> None:
    pieces = [pandoc.write_html([pandoc.read_markdown(attack)[0]])[0] for attack in ATTACKS]
    assert len(judge(browser, pieces)) > len(ATTACKS) / 2
