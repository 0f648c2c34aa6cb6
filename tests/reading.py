"""Finished editions, printed and read back: what is on the pages, in the book and in the web page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
PX = 96 / 72  # px to a point
CITED_ON = re.compile(r"Cited\son\spp?\.[\s\d,]+\.")
"""What paper adds to the bibliography."""
RAISED = 8.0  # px: the largest size of raised figures and letters


@dataclass(frozen=True)
class Editions:
    """A folder of finished editions, and what the press said while it made them."""

    folder: Path

    @cached_property
    def html(self) -> Path:
        """The web page."""
        (path,) = self.folder.glob("*.html")
        return path

    @cached_property
    def slug(self) -> str:
        """The name that the finished files have in common."""
        return self.html.stem

    @property
    def epub(self) -> Path:
        """The e-book."""
        return self.folder / f"{self.slug}.epub"

    @property
    def pdf(self) -> Path:
        """The reading PDF."""
        return self.folder / f"{self.slug}.pdf"

    @property
    def press(self) -> Path:
        """The press PDF."""
        return self.folder / f"{self.slug}-press.pdf"

    @property
    def booklet(self) -> Path:
        """The pages imposed for folding."""
        return self.folder / f"{self.slug}-booklet.pdf"

    @cached_property
    def said(self) -> str:
        """Warnings."""
        return (self.folder / "said").read_text(encoding="utf-8")


def print_editions(essay: Path, out: Path) -> Editions:
    """Run the press on an essay, for all editions."""
    command = [sys.executable, str(ROOT / "build.py"), "--quiet", "--essay", str(essay), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    (out / "said").write_text(done.stderr, encoding="utf-8")
    return Editions(out)


@dataclass(frozen=True)
class Glyph:
    """A letter on a page; lengths are in px from the page's upper left corner."""

    text: str
    font: str
    size: float
    x0: float
    x1: float
    baseline: float


@dataclass(frozen=True)
class Line:
    """Letters on one baseline, and the raised ones that go with them."""

    glyphs: tuple[Glyph, ...]
    raised: tuple[Glyph, ...] = ()

    @cached_property
    def text(self) -> str:
        """The letters without the raised ones."""
        return "".join(glyph.text for glyph in self.glyphs).strip()

    @cached_property
    def seen(self) -> list[Glyph]:
        """The letters without spaces."""
        return [glyph for glyph in self.glyphs if not glyph.text.isspace()]

    @property
    def x0(self) -> float:
        """Where the first letter begins."""
        return self.seen[0].x0

    @property
    def x1(self) -> float:
        """Where the last letter, be it raised, ends."""
        return max(glyph.x1 for glyph in (*self.seen, *self.raised))

    @property
    def baseline(self) -> float:
        """How far below the page's top the line stands."""
        return self.glyphs[0].baseline

    @cached_property
    def size(self) -> float:
        """The size of most letters."""
        return Counter(glyph.size for glyph in self.seen).most_common(1)[0][0]

    @cached_property
    def font(self) -> str:
        """The font of most letters."""
        return Counter(glyph.font for glyph in self.seen).most_common(1)[0][0]

    @cached_property
    def references(self) -> list[str]:
        """The raised figures, from left to right; figures that touch are one."""
        words: list[str] = []
        end = -1.0
        raised = (glyph for glyph in self.raised if not glyph.text.isspace())
        for glyph in sorted(raised, key=lambda glyph: glyph.x0):
            if words and glyph.x0 - end < 1:
                words[-1] += glyph.text
            else:
                words.append(glyph.text)
            end = glyph.x1
        return words

    def first_word_width(self) -> float:
        """Return the width of the first word."""
        word: list[Glyph] = []
        for glyph in self.glyphs:
            if glyph.text.isspace() and word:
                break
            word.append(glyph)
        return word[-1].x1 - word[0].x0


@dataclass(frozen=True)
class Page:
    """A page of a PDF, counted from 1; sizes in px."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    objects: int
    pictures: int

    @cached_property
    def lines(self) -> list[Line]:
        """The lines from top to bottom; a table's cells that stand side by side are one line."""
        rows: list[list[Glyph]] = []
        for glyph in sorted(self.glyphs, key=lambda glyph: (glyph.baseline, glyph.x0)):
            if rows and glyph.baseline - rows[-1][0].baseline < 0.5:
                rows[-1].append(glyph)
            else:
                rows.append([glyph])
        lines: list[Line] = []
        waiting: list[Glyph] = []
        for row in rows:
            if all(glyph.text.isspace() for glyph in row):
                continue
            ordered = tuple(sorted(row, key=lambda glyph: glyph.x0))
            if all(glyph.size < RAISED for glyph in row):
                waiting += ordered
                continue
            near = tuple(glyph for glyph in waiting if ordered[0].baseline - glyph.baseline < RAISED)
            lines.append(Line(ordered, near))
            waiting = []
        return lines

    @cached_property
    def body(self) -> list[Line]:
        """The lines between running head and folio."""
        return [line for line in self.lines if 70 < line.baseline < self.height - 100]

    @property
    def head(self) -> list[Line]:
        """What stands above the text."""
        return [line for line in self.lines if line.baseline <= 70]

    @property
    def foot(self) -> list[Line]:
        """What stands below the text."""
        return [line for line in self.lines if line.baseline >= self.height - 100]

    @cached_property
    def notes(self) -> dict[str, str]:
        """The footnotes by number."""
        found: dict[str, str] = {}
        number = ""
        for line in self.body:
            if round(line.size, 1) != 10.5 or not line.font.startswith("Spectral"):
                number = ""
                continue
            if start := re.match(r"(\d+)\.\s+", line.text):
                number = start[1]
                found[number] = line.text[start.end() :]
            elif number:
                found[number] += "\n" + line.text
        return found

    @cached_property
    def references(self) -> list[str]:
        """The raised figures of the text, in reading order."""
        return [word for line in self.body for word in line.references if word.isdigit()]

    @cached_property
    def heading(self) -> str:
        """The chapter's title, on the page where it opens."""
        return " ".join(line.text for line in self.body if round(line.size) == 30)


def read_pdf(path: Path) -> list[Page]:
    """Read a PDF's pages."""
    with pdfplumber.open(path) as pdf:
        return [_read_page(number, page) for number, page in enumerate(pdf.pages, start=1)]


def _read_page(number: int, page: pdfplumber.page.Page) -> Page:
    glyphs = tuple(
        Glyph(
            char["text"].replace("\u00a0", " "),
            char["fontname"].split("+")[-1],
            round(char["size"] * PX, 2),
            char["x0"] * PX,
            char["x1"] * PX,
            (float(page.height) - char["matrix"][5]) * PX,
        )
        for char in page.chars
    )
    drawn = len(page.rects) + len(page.curves) + len(page.lines) + len(page.images)
    pictures = len(page.images) + len(page.curves)
    return Page(
        number, float(page.width) * PX, float(page.height) * PX, glyphs, drawn + len(glyphs), pictures
    )


def pdf_text(path: Path) -> str:
    """Return the text of a PDF, page after page."""
    with pypdfium2.PdfDocument(path) as pdf:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)


def follows(first: Line, second: Line) -> bool:
    """Tell whether a line stands on the line of text next below another."""
    return abs(second.baseline - first.baseline - 18) < 0.5 and second.size == first.size


def broken_early(lines: list[Line], right: float) -> list[str]:
    """Return the lines that had room for the first word of the next."""
    return [
        first.text
        for first, second in pairwise(lines)
        if right - first.x1 > second.first_word_width() + 5 and first.text[-1] not in "-/‐"
    ]


def letters(text: str) -> str:
    """Return only the letters and figures of a text, to look for it across line ends and hyphens."""
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())


def processor_time() -> float:
    """Return the seconds that processors have worked for this process and for programs that it waited for.

    Unlike a clock it does not go on while other tests run.
    """
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def crowd() -> float:
    """Return how many times longer things may take than on a quiet machine: running programs a core."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
