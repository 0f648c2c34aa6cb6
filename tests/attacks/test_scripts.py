"""A script that the essay allows runs as its author wrote it, and no other one does."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

import build
from press.machine import find_browser
from tests.attacks.essays import CHAPTER, YAML, add, make_essay

pytestmark = pytest.mark.slow
CODE = 'document.title = "<img/>" + "<br />" // <col/> “quoted” -- and so on...'


def test_a_script_that_is_allowed_runs_whatever_it_holds(tmp_path: Path) -> None:
    essay = make_essay(tmp_path)
    add(YAML, "allow: script\n")(essay)
    add(CHAPTER, f"\nBefore it.\n\n<script>{CODE}</script>\n")(essay)
    assert build.main(["html", "--quiet", "--essay", str(essay)]) == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto((essay / "out" / "minimal.html").as_uri())
        assert page.title().startswith("<img")
        page.evaluate(
            "document.body.append(Object.assign(document.createElement('script'), {text: 'pwned = 1'}))"
        )
        assert page.evaluate("typeof pwned") == "undefined"
        browser.close()
    assert len(said) == 1, said
