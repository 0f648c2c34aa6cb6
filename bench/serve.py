"""How soon a save is seen: this essay served, read in a real browser, one paragraph changed again and again.

python -m bench.serve              the essay in this folder
python -m bench.serve --times 9    more saves, of which the best and the median are told

    save → web       until the changed words are in the web edition's frame and painted
    save → pages     until the picture of the changed page has been swapped
    warm rebuild     the pamphlet after one changed paragraph, in the serving process, against a cold one of
                     the same greedy lines: reading, composing and laying out, without imports

The load of the machine is told with the times: on a machine that does something else, take the best.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Locator, Page, sync_playwright

from press.machine import find_browser
from press.serve.drafts import Drafts, make_pages

ROOT = Path(__file__).resolve().parent.parent
TIMES = 7
SEEN = "words => document.body.textContent.includes(words)"
PATIENCE = 300.0  # s
LOOK = 0.005  # s between two looks: whoever asks without end takes a core from the press
PAUSE = 1.5  # s between two saves, so that each begins when the one before is done
WORDS = ("and", "so", "it", "went", "on", "from", "day", "to", "day")


@contextmanager
def copied() -> Iterator[Path]:
    """Copy the essay, since its text is to be changed."""
    with tempfile.TemporaryDirectory() as folder:
        essay = Path(folder) / "essay"
        shutil.copytree(ROOT / "manuscript", essay / "manuscript")
        shutil.copy(ROOT / "references.bib", essay)
        yield essay


class Chapter:
    """A chapter one of whose paragraphs is changed."""

    def __init__(self, essay: Path) -> None:
        self.path = sorted((essay / "manuscript").glob("*.md"))[2]
        self.text = self.path.read_text(encoding="utf-8")
        self.at = self.text.index(". ", len(self.text) // 3) + 1

    def change(self, number: int) -> str:
        """Save it with some words more, and return these."""
        words = f"Number {number} {' '.join(WORDS[: number % len(WORDS)])}"
        self.path.write_text(f"{self.text[: self.at]} {words}.{self.text[self.at :]}", encoding="utf-8")
        return words


def wait_for(fact: Callable[[], object]) -> float:
    """Return when something has come about."""
    end = time.perf_counter() + PATIENCE
    while not fact():
        if time.perf_counter() > end:
            raise TimeoutError("this has not come about")
        time.sleep(LOOK)
    return time.perf_counter()


def watch_saves(page: Page, chapter: Chapter, times: int) -> tuple[list[float], list[float]]:
    """Save again and again; return when the web edition and the pages were seen, in s."""
    web, pages = [], []
    frame = next(frame for frame in page.frames if frame.url.endswith("/web"))
    body = page.locator("body")
    picture = page.locator(".spreads img").nth(10)
    for number in range(times):
        wait_for(lambda: page.locator(".now").text_content() == "Up to date")
        picture.scroll_into_view_if_needed()
        time.sleep(PAUSE)
        before = body.get_attribute("data-shownpages")
        started = time.perf_counter()
        words = chapter.change(number)
        web.append(wait_for(partial(frame.evaluate, SEEN, words)) - started)
        pages.append(wait_for(partial(differs, body, before)) - started)
    return web, pages


def differs(body: Locator, before: str | None) -> bool:
    """Tell whether the page shows other pages than before."""
    return body.get_attribute("data-shownpages") != before


def serve_and_watch(essay: Path, times: int) -> tuple[list[float], list[float]]:
    """Serve the essay and read it in a browser."""
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--essay", str(essay), "--port", "0"]
    with (
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as press,
        sync_playwright() as playwright,
    ):
        found = re.search(r"http://\S+/", press.stderr.readline() if press.stderr else "")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.goto(found[0] if found else "")
        wait_for(lambda: page.locator(".now").text_content() == "Up to date")
        result = watch_saves(page, Chapter(essay), times)
        browser.close()
        press.kill()
    return result


def rebuild(essay: Path, times: int) -> tuple[list[float], list[float]]:
    """Return how long the pamphlet takes after a change: where much is remembered, and where nothing is."""
    drafts, chapter = Drafts(essay), Chapter(essay)
    warm, cold = [], []
    with drafts.at_work(lambda: None):
        make_pages(drafts.read())
    for number in range(times):
        chapter.change(number)
        started = time.perf_counter()
        with drafts.at_work(lambda: None):
            make_pages(drafts.read())
            drafts.memory.end_turn()
        warm.append(time.perf_counter() - started)
        started = time.perf_counter()
        make_pages(Drafts(essay).read())
        cold.append(time.perf_counter() - started)
    return warm, cold


def told(name: str, seconds: list[float]) -> str:
    """Return a line of the table."""
    return f"{name:34}{min(seconds):7.2f} s{statistics.median(seconds):9.2f} s"


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="Measure how soon a save is seen.")
    parser.add_argument("--times", type=int, default=TIMES)
    times = parser.parse_args().times
    load = os.getloadavg()[0]
    with copied() as essay:
        web, pages = serve_and_watch(essay, times)
    with copied() as essay:
        warm, cold = rebuild(essay, max(times // 2, 2))
    print(f"{os.cpu_count()} cores, load {load:.1f} before, {os.getloadavg()[0]:.1f} after; {times} saves")
    print(f"{'':34}{'best':>9}{'median':>11}")
    print(told("save → web edition in the browser", web))
    print(told("save → pamphlet's pages there", pages))
    print(told("pamphlet, warm rebuild", warm))
    print(told("pamphlet, cold, greedy", cold))
    best, middle = min(warm) / min(cold), statistics.median(warm) / statistics.median(cold)
    print(f"{'warm / cold':34}{best:7.2f}  {middle:9.2f}")


if __name__ == "__main__":
    main()
