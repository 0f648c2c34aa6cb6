"""How soon the web page is seen: beside its bare text, and an empty page, opened from disk in Chromium.

python -m bench.first_paint out/essay.html

Printed are the first paint by the clock and the main thread's own time until then, in ms, the best of nine.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from press.machine import find_browser

TIMES, WIDTHS = 9, (390, 1400)
PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
DRESS = re.compile(r"<(style|script)\b.*?</\1>", re.DOTALL)


def measure(browser: Browser, address: str, width: int) -> tuple[float, float]:
    """Return when a page was first painted, and what the main thread had done by then; both in ms."""
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(address)
    while (painted := page.evaluate(PAINT)) is None:
        page.wait_for_timeout(10)
    metrics = {item["name"]: item["value"] for item in session.send("Performance.getMetrics")["metrics"]}
    page.context.close()
    return float(painted), 1000 * float(metrics["TaskDuration"])


def main(path: Path) -> None:
    """Measure a page, its bare text and an empty page in turn, and print the best of each."""
    html = path.read_text(encoding="utf-8")
    pages = {"the page": html, "its bare text": DRESS.sub("", html), "an empty page": "<!DOCTYPE html><p>A"}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        files = {name: Path(folder) / f"{number}.html" for number, name in enumerate(pages)}
        for name, file in files.items():
            file.write_text(pages[name], encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for width in WIDTHS:
            found: dict[str, list[tuple[float, float]]] = {name: [] for name in files}
            for _ in range(TIMES):
                for name, file in files.items():
                    found[name].append(measure(browser, file.as_uri(), width))
            for name, times in found.items():
                clock, thread = (min(column) for column in zip(*times, strict=True))
                print(f"{width:5} px  {name:14} painted after {clock:4.0f} ms, {thread:4.0f} ms of work")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
