"""Mozilla's Readability, which makes Firefox's reader view, on a page in Chromium."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from press.checks.nu import MODULES

SCRIPTS = ("Readability.js", "Readability-readerable.js")
PARSE = """() => {
  const { title, byline, lang, content } = new Readability(document.cloneNode(true)).parse()
  return { title, byline, lang, html: content, offered: isProbablyReaderable(document) }
}"""


@dataclass(frozen=True)
class Article:
    """A page in reader view."""

    title: str
    byline: str | None
    lang: str | None
    html: str
    offered: bool
    """Whether a browser would offer the view at all."""


def run_readability(browser: Browser, html: Path) -> Article:
    """Read a web page as reader views do, with its own scripts run before."""
    page = browser.new_page()
    page.goto(html.resolve().as_uri())
    source = "\n".join((MODULES / "@mozilla" / "readability" / name).read_text() for name in SCRIPTS)
    article = page.evaluate(f"(() => {{ {source}\nreturn ({PARSE})() }})()")
    page.close()
    return Article(**article)
