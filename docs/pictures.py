"""Takes the README's pictures from the finished editions in out/: `make pictures`."""

from __future__ import annotations

import io
import re
import sys
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path
from statistics import pstdev

import pypdfium2
from PIL import Image, ImageOps
from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from press.machine import find_browser  # noqa: E402  the press is run from its folder, not installed
from press.pipeline import Essay, read  # noqa: E402
from press.progress import Progress  # noqa: E402
from press.typography import Line, Reading, measure, read_pdf  # noqa: E402

GROUND = "#8a8782"
GAP = 24  # px
SPREADS = (0, 4, 5, 7)
"""Which spreads are shown, counted from the cover."""


def spread_pictures(pdf_file: Path) -> list[Image.Image]:
    """Return the chosen spreads of the pamphlet; the cover is a page alone."""
    with pypdfium2.PdfDocument(pdf_file) as pdf:
        pages = [page.render(scale=1.1).to_pil().convert("RGB") for page in pdf]
    spreads = [pages[:1], *(pages[start : start + 2] for start in range(1, len(pages), 2))]
    return [side_by_side(spreads[number], gap=1) for number in SPREADS]


def press_pictures(press: Path, booklet: Path) -> list[Image.Image]:
    """Return a page as the printer gets it, with its marks, and the outer sheet of the booklet."""
    pictures = []
    for file, page in ((press, 10), (booklet, 0)):
        with pypdfium2.PdfDocument(file) as pdf:
            pictures.append(pdf[page].render(scale=0.95).to_pil().convert("RGB"))
    return pictures


SET = ("greedy", "total-fit")
"""The two ways to break lines, as `linebreaking:` calls them."""
SHOWN = {
    "word-space": "mean space between words",
    "word-space-deviation": "its deviation from line to line",
    "loosest": "the loosest line",
    "tightest": "the tightest line",
    "hyphenated": "lines that end in a hyphen",
}
SCALE = 2.4  # pixels for each pt
AIR = 8  # px around a paragraph: what hangs in the margin is to be seen


def set_both_ways(essay: Essay) -> dict[str, bytes]:
    """Return the reading PDF with lines broken one after the other, and over whole paragraphs."""
    made = {}
    for way in SET:
        settings = essay.document.settings.model_copy(update={"linebreaking": way})
        work = replace(essay, document=replace(essay.document, settings=settings)).work()
        made[way] = work.pamphlet.reading().data
    return made


def find_example(greedy: Reading, fitted: Reading) -> tuple[list[Line], list[Line]]:
    """Return the paragraph whose lines gain most by being fitted, of those on one page both times.

    Not one with a line that is as loose as nobody would let pass.
    """
    pairs = {}
    after = {_words(lines): lines for lines in fitted.paragraphs}
    for lines in greedy.paragraphs:
        others = after.get(_words(lines))
        if others and _is_typical(lines) and _on_one_page(lines, others):
            pairs[_unevenness(lines) - _unevenness(others)] = lines, others
    return pairs[max(pairs)]


LONG = 7  # lines of a paragraph that is worth looking at
LOOSEST = 0.6  # em between words


def _is_typical(lines: list[Line]) -> bool:
    long = lines[0].role == "body" and len(lines) >= LONG
    return long and max(_gap(line) for line in lines[:-1]) < LOOSEST and lines[1].x0 < lines[0].x0


def _words(lines: list[Line]) -> str:
    return re.sub(r"\W", "", "".join(line.text for line in lines))


def _on_one_page(*paragraphs: list[Line]) -> bool:
    return all(len({line.page for line in lines}) == 1 for lines in paragraphs)


def _unevenness(lines: list[Line]) -> float:
    return pstdev([_gap(line) for line in lines[:-1]])


def _gap(line: Line) -> float:
    return sum(line.spaces) / max(len(line.spaces), 1)


def cut_out(pdf: bytes, lines: list[Line]) -> Image.Image:
    """Return the picture of a paragraph."""
    with pypdfium2.PdfDocument(pdf) as file:
        page = file[lines[0].page].render(scale=SCALE).to_pil().convert("RGB")
    scale = SCALE * 72 / 96
    size = lines[0].size
    left, right = min(line.x0 for line in lines) - AIR, max(line.right for line in lines) + AIR
    top, foot = lines[0].baseline - size * 0.8, lines[-1].baseline + size * 0.4  # nothing of other lines
    cut = page.crop(tuple(round(edge * scale) for edge in (left, top, right, foot)))
    return ImageOps.expand(cut, (0, round(AIR / 2 * scale), 0, 0), "white")


def line_pictures() -> tuple[list[Image.Image], str]:
    """Return a paragraph set in both ways, and the table of what was measured over the whole essay."""
    essay = read(HERE.parent, Progress(quiet=True))
    made = set_both_ways(essay)
    readings = [read_pdf(made[way], essay.design.page) for way in SET]
    examples = find_example(*readings)
    pictures = [cut_out(made[way], lines) for way, lines in zip(SET, examples, strict=True)]
    reports = [
        {row.rule: row for row in measure(made[way], essay.design, essay.manuscript).rows} for way in SET
    ]
    head = ["| over the whole essay | left: line by line | right: fitted |", "|---|---|---|"]
    rows = [
        f"| {name} | {reports[0][rule].shown} | {reports[1][rule].shown} |" for rule, name in SHOWN.items()
    ]
    return pictures, "\n".join([*head, *rows])


def tell_in_readme(table: str) -> None:
    """Write the table into the README, between its marks."""
    readme = HERE.parent / "README.md"
    text = readme.read_text(encoding="utf-8")
    marked = re.compile("(?<=<!-- lines -->\n).*?(?=<!-- /lines -->)", re.DOTALL)
    readme.write_text(marked.sub(lambda _: f"{table}\n", text), encoding="utf-8")


def side_by_side(pictures: list[Image.Image], gap: int = GAP) -> Image.Image:
    """Set pictures in a row."""
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) - 1)
    row = Image.new("RGB", (width, max(picture.height for picture in pictures)), GROUND)
    left = 0
    for picture in pictures:
        row.paste(picture, (left, 0))
        left += picture.width + gap
    return row


def mount(pictures: list[Image.Image], columns: int) -> Image.Image:
    """Mount pictures in rows on a ground."""
    rows = [side_by_side(pictures[start : start + columns]) for start in range(0, len(pictures), columns)]
    width, height = max(row.width for row in rows), sum(row.height + GAP for row in rows) + GAP
    board = Image.new("RGB", (width + 2 * GAP, height), GROUND)
    top = GAP
    for row in rows:
        board.paste(row, ((board.width - row.width) // 2, top))
        top += row.height + GAP
    return board


def screenshot(
    browser: Browser, url: str, size: tuple[int, int], scheme: str, target: str = ""
) -> Image.Image:
    """Return what a reader sees of a page, scrolled to a target."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(url + target)
    data = page.screenshot()
    context.close()
    return Image.open(io.BytesIO(data)).convert("RGB")


def web_pictures(browser: Browser, html: Path) -> list[Image.Image]:
    """Return the web page: wide, and on a phone at night."""
    url = html.resolve().as_uri()
    return [
        screenshot(browser, url, (1180, 760), "light", "#sec:ryutin"),
        screenshot(browser, url, (380, 760), "light"),
        screenshot(browser, url, (380, 760), "dark", "#sec:left"),
    ]


MARGINS = "body { margin: 2em 8% } body:has(.cover, img[role=doc-cover]) { margin: 0 }"
"""What a reading system puts around the pages."""


def book_pictures(browser: Browser, epub: Path) -> list[Image.Image]:
    """Return pages of the e-book at the size of a reader."""
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(epub) as archive:
        archive.extractall(folder)
        with (Path(folder) / "EPUB" / "style.css").open("a", encoding="utf-8") as style:
            style.write(MARGINS)
        names = ("cover.xhtml", "nav.xhtml", "chapter-02.xhtml")
        return [
            screenshot(browser, (Path(folder) / "EPUB" / name).as_uri(), (460, 700), "light")
            for name in names
        ]


def save(picture: Image.Image, name: str) -> None:
    """Save a picture with few colours: it is mostly type."""
    picture.quantize(96).save(HERE / name, optimize=True)
    print(f"docs/{name}: {picture.width} × {picture.height}")


def main() -> None:
    """Take all pictures."""
    out = HERE.parent / "out"
    epub, html = (next(out.glob(f"*.{kind}")) for kind in ("epub", "html"))
    pdf, press, booklet = (epub.with_name(f"{epub.stem}{end}.pdf") for end in ("", "-press", "-booklet"))
    save(mount(spread_pictures(pdf), columns=2), "spreads.png")
    save(mount(press_pictures(press, booklet), columns=2), "press.png")
    examples, table = line_pictures()
    save(mount(examples, columns=2), "lines.png")
    tell_in_readme(table)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        save(mount(web_pictures(browser, html), columns=3), "web.png")
        save(mount(book_pictures(browser, epub), columns=3), "ebook.png")
        browser.close()


if __name__ == "__main__":
    main()
