"""The serving press as a writer meets it: real saves, seen in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Frame, Page

from tests.editions.webpage import launched
from tests.reading import ROOT, crowd
from tests.serve.served import Served, is_idle, served, shown, wait_for

pytestmark = pytest.mark.slow
SETTINGS = "title: Words to Come\nauthors: A. Writer\nslug: words\nfonts: {text: eb-garamond}\n"
FILLER = "A sentence that stands here so that the page is long enough to be scrolled. " * 12
FIRST = "# The first\n\n" + "".join(f"Paragraph {number} begins. {FILLER}\n\n" for number in range(12))
SECOND = "# The second\n\nIt cites somebody [@writer2001, 7].\n"
BIB = "@book{writer2001, author = {Writer, Ann}, title = {A Title}, publisher = {Press}, date = {2001}}\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def essay(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "essay"
    (folder / "manuscript").mkdir(parents=True)
    (folder / "manuscript" / "essay.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "manuscript" / "01-first.md").write_text(FIRST, encoding="utf-8")
    (folder / "manuscript" / "02-second.md").write_text(SECOND, encoding="utf-8")
    (folder / "references.bib").write_text(BIB, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the editor writes down what it was asked to open."""
    return tmp_path_factory.mktemp("editor") / "opened"


@pytest.fixture(scope="module")
def press(essay: Path, log: Path) -> Iterator[Served]:
    program = log.with_name("editor")
    program.write_text(f'#!/bin/sh\necho "$@" > {log}\n', encoding="utf-8")
    program.chmod(0o755)
    with served(essay, VISUAL=str(program)) as press:
        yield press


@pytest.fixture
def page(press: Served, browser: Browser, essay: Path) -> Iterator[Page]:
    """Open the page when everything stands as it was in the beginning."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    for path in essay.glob("manuscript/*.md"):
        if path.name not in {"01-first.md", "02-second.md"}:
            path.unlink()
    put(essay / "manuscript" / "01-first.md", FIRST)
    put(essay / "manuscript" / "02-second.md", SECOND)
    page.goto(press.address)
    wait_for(lambda: shown(page, "web") and shown(page, "pages") and is_idle(page))
    wait_for(lambda: "Paragraph 3 begins" in text_of(page) and "It cites somebody" in text_of(page))
    yield page
    context.close()
    assert faults == []


def put(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")


def web_of(page: Page) -> Frame:
    return next(frame for frame in page.frames if frame.url.endswith("/web"))


def text_of(page: Page) -> str:
    return str(web_of(page).evaluate("document.body.textContent"))


def pictures_of(page: Page) -> list[str]:
    return [str(image.get_attribute("src")) for image in page.locator(".spreads img").all()]


def test_a_save_is_seen_in_place_and_only_the_pages_that_changed_are_new(page: Page, essay: Path) -> None:
    web, pictures = web_of(page), pictures_of(page)
    web.evaluate("window.mark = 1")
    seen = web.locator("p", has_text="Paragraph 6 begins")
    seen.evaluate("paragraph => paragraph.scrollIntoView()")
    top = "paragraph => paragraph.getBoundingClientRect().top"
    before, state = seen.evaluate(top), shown(page, "pages")
    new = FIRST.replace(
        "Paragraph 0 begins.", "Paragraph nought begins with many more words than before." * 6
    )
    put(essay / "manuscript" / "01-first.md", new)
    wait_for(lambda: "Paragraph nought" in text_of(page))
    assert web.evaluate("window.mark") == 1, "the frame was loaded again"
    assert abs(seen.evaluate(top) - before) <= 1
    wait_for(lambda: shown(page, "pages") != state)
    now = pictures_of(page)
    assert len(now) == len(pictures)
    changed = [place for place, (one, two) in enumerate(zip(pictures, now, strict=True)) if one != two]
    assert 0 < len(changed) < len(now) / 2
    assert page.locator(".figures").text_content()


def test_an_error_names_its_line_and_the_last_good_edition_stays(page: Page, essay: Path) -> None:
    chapter = essay / "manuscript" / "02-second.md"
    put(chapter, SECOND.replace("writer2001", "writer2011"))
    error = page.locator(".error")
    wait_for(error.is_visible)
    assert error.locator(".place").text_content() == "manuscript/02-second.md:3"
    assert "writer2001" in str(error.text_content())
    assert "It cites somebody" in text_of(page)
    put(chapter, SECOND)
    wait_for(lambda: not error.is_visible())


def test_chapters_come_and_go(page: Page, essay: Path) -> None:
    new = essay / "manuscript" / "03-third.md"
    put(new, "# The third\n\nA chapter that was not there before.\n")
    wait_for(lambda: "A chapter that was not there before." in text_of(page))
    new.rename(new.with_name("00-preface.md"))
    wait_for(lambda: 0 < text_of(page).find("not there before") < text_of(page).find("Paragraph 3 begins"))
    new.with_name("00-preface.md").unlink()
    wait_for(lambda: "not there before" not in text_of(page))


def test_a_paragraph_tells_its_line_and_opens_there(page: Page, log: Path) -> None:
    web_of(page).locator("p", has_text="Paragraph 5 begins").click()
    spot = page.locator(".spot")
    wait_for(spot.is_visible)
    assert spot.locator("code").text_content() == "manuscript/01-first.md:13"
    spot.get_by_role("button", name="Open in editor").click()
    wait_for(lambda: not spot.is_visible())
    wait_for(lambda: log.exists() and "+13" in log.read_text(encoding="utf-8"))


def test_a_line_on_a_page_tells_where_it_is_written(page: Page) -> None:
    page.locator(".spreads img[alt='Page 1']").scroll_into_view_if_needed()
    image = page.locator(".spreads img[alt='Page 1']")
    box = image.bounding_box()
    assert box is not None
    image.click(position={"x": box["width"] / 2, "y": box["height"] * 0.6})
    code = page.locator(".spot code")
    wait_for(code.is_visible)
    assert re.fullmatch(r"manuscript/01-first\.md:\d+", str(code.text_content()))
    page.keyboard.press("Escape")
    assert not code.is_visible()


def test_panes_are_chosen_by_keys_and_one_by_one_where_it_is_narrow(page: Page) -> None:
    page.keyboard.press("3")
    page.keyboard.press("4")
    visible = [pane for pane in ("web", "pages", "book", "findings") if page.locator(f"#{pane}").is_visible()]
    assert visible == ["web", "pages", "book", "findings"]
    wait_for(lambda: shown(page, "book"))
    book = next(frame for frame in page.frames if "/book/" in frame.url)
    assert book.evaluate("document.querySelector('h1, h2').textContent") == "The first"
    page.locator("#book").get_by_role("button", name="On").click()
    wait_for(
        lambda: any("It cites" in str(frame.evaluate("document.body.textContent")) for frame in page.frames)
    )
    page.set_viewport_size({"width": 320, "height": 640})
    wait_for(lambda: page.locator(".pane:visible").count() == 1)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("1")
    assert page.locator("#web").is_visible()


@pytest.mark.parametrize("width", [320, 1400])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(press: Served, browser: Browser, width: int, scheme: Any) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    other = context.new_page()
    other.goto(press.address)
    wait_for(lambda: is_idle(other))
    for key in "1234" if width < 700 else "34":
        other.keyboard.press(key)
        found = Axe().run(other, options={"iframes": False}).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found] == []
    context.close()


def test_the_essay_s_page_is_locked_in(press: Served, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(press.address)
    wait_for(lambda: shown(page, "web"))
    web = web_of(page)
    assert web.evaluate("self.origin") == "null"
    reaching = "() => { try { return parent.document.title } catch (error) { return error.name } }"
    assert web.evaluate(reaching) == "SecurityError"
    fetching = "(address) => fetch(address).then(() => 'read', (error) => error.name)"
    assert web.evaluate(fetching, page.url) == "TypeError"
    page.close()


def test_what_is_printed_is_what_was_fitted(page: Page, essay: Path) -> None:
    """While nobody writes, the pamphlet is fitted; the next save brings the draft back."""
    kind = page.locator("#pages .kind")
    wait_for(lambda: kind.text_content() == "As it will be printed")
    wait_for(lambda: is_idle(page))
    assert page.locator(".spreads img").count() % 4 == 0
    put(essay / "manuscript" / "02-second.md", SECOND + "\nOne more paragraph.\n")
    wait_for(lambda: str(kind.text_content()).startswith("Draft"))
    wait_for(lambda: "One more paragraph." in text_of(page))


def test_ctrl_c_ends_it_at_once_and_leaves_nothing(essay: Path) -> None:
    with served(essay) as press:
        code, said, seconds = press.end()
        assert code == 130
        assert "Traceback" not in said
        assert seconds < 5 * crowd()
        group = subprocess.run(
            ["ps", "-o", "pid=", "-g", str(press.process.pid)], capture_output=True, check=False
        )
        assert group.stdout.split() == []


def test_a_port_in_use_is_said(essay: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        command = [sys.executable, str(ROOT / "build.py"), "serve", "--essay", str(essay), "--port", port]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 48
    assert f"port {port} is in use" in done.stderr
    assert "--port" in done.stderr


def test_what_is_no_essay_is_said(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--essay", str(tmp_path), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ})
    assert done.returncode == 10


def test_an_essay_that_is_broken_is_served_with_its_error(tmp_path: Path, browser: Browser) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "minimal", tmp_path / "essay")
    about = tmp_path / "essay" / "manuscript" / "essay.yaml"
    good = about.read_text(encoding="utf-8")
    about.write_text("titel: Broken\n", encoding="utf-8")
    with served(tmp_path / "essay") as press:
        page = browser.new_page()
        page.goto(press.address)
        wait_for(page.locator(".error").is_visible)
        about.write_text(good, encoding="utf-8")
        wait_for(lambda: not page.locator(".error").is_visible())
        wait_for(lambda: shown(page, "web"))
        page.close()
