"""Sheets printed, folded, nested and gathered in software, as hands do it with paper.

A point is a place on a sheet in pt, seen from the front with the sheet lying as it was fed; the back's
picture gets there by turning the sheet over the edge that the printer flips it on.
"""

from __future__ import annotations

import ctypes
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, Dictionary, Name

from press.errors import Place
from press.fonts import find_family
from press.geometry import MM, parse_trim
from press.imposition import Booklet, Folding
from press.metadata import about
from press.settings import Settings

POINT = 72 / 96
BLEED = 3 * MM * POINT
SLUG = 34.0  # pt beyond the bleed
TOKEN = (57.0, 83.0)  # pt from the trim's left and lower edge to the page's name
FACE = find_family("jost", Path(), Place(Path("essay.yaml"))).cut(400)
ABOUT = about(Settings(title="On Paper"))


def folding(trim: str = "A5", *, paper: float = 0.104 * MM, inner: float = 60.0) -> Folding:
    return Folding(ABOUT, FACE, trim, paper, inner)


@dataclass(frozen=True)
class Letter:
    """A character and the point where its glyph begins."""

    character: str
    x: float
    y: float


@dataclass(frozen=True)
class Seen:
    """A page of the folded booklet before a reader: its letters by their distance from the spine."""

    letters: tuple[Letter, ...]
    is_recto: bool

    @property
    def name(self) -> str | None:
        """What is printed on the page, read along its line."""
        return "".join(letter.character for letter in self.letters) or None

    @property
    def is_upright(self) -> bool:
        """Whether the letters go from left to right on a level line."""
        level = all(abs(letter.y - self.letters[0].y) < 0.001 for letter in self.letters)
        step = 1 if self.is_recto else -1
        across = [step * letter.x for letter in self.letters]
        return level and across == sorted(across)


def read_letters(data: bytes) -> list[tuple[float, float, list[Letter]]]:
    """Return width, height and letters of each side of paper, the letters in the order of printing."""
    sides = []
    with pypdfium2.PdfDocument(data) as pdf:
        for page in pdf:
            text, letters = page.get_textpage(), []
            x, y = ctypes.c_double(), ctypes.c_double()
            for place in range(text.count_chars()):
                character = chr(pdfium.FPDFText_GetUnicode(text, place))
                if character.isspace():
                    continue
                assert pdfium.FPDFText_GetCharOrigin(text, place, x, y)
                letters.append(Letter(character, x.value, y.value))
            sides.append((*page.get_size(), letters))
    return sides


def fold(booklet: Booklet, flip: str) -> list[Seen]:
    """Print a booklet on both sides, fold, nest and gather it, and leaf through it."""
    sides = read_letters(booklet.data)
    sheets = [(sides[place], sides[place + 1]) for place in range(0, len(sides), 2)]
    pages, start = [], 0
    for _, group in groupby(booklet.plan, lambda sheet: sheet.signature):
        nested = sheets[start : start + len(list(group))]
        start += len(nested)
        right = [_leaf(sheet, flip, is_right=True) for sheet in nested]
        left = [_leaf(sheet, flip, is_right=False) for sheet in reversed(nested)]
        pages += [page for leaf in (*right, *left) for page in leaf]
    assert start == len(sheets)
    return pages


def _leaf(
    sheet: tuple[tuple[float, float, list[Letter]], tuple[float, float, list[Letter]]],
    flip: str,
    *,
    is_right: bool,
) -> tuple[Seen, Seen]:
    """Return recto and verso of one half of a sheet whose left half was folded behind the right one."""
    (width, height, front), (_, _, back) = sheet
    over_upright_edge = (flip == "short-edge") == (width > height)
    through = [
        Letter(letter.character, width - letter.x, letter.y)
        if over_upright_edge
        else Letter(letter.character, letter.x, height - letter.y)
        for letter in back
    ]
    spine = width / 2
    on_front, on_back = (
        tuple(
            Letter(letter.character, abs(letter.x - spine), letter.y)
            for letter in face
            if (letter.x > spine) == is_right
        )
        for face in (front, through)
    )
    # The right half shows its front first. The left half, folded behind it, shows its back first.
    faces = (on_front, on_back) if is_right else (on_back, on_front)
    return Seen(faces[0], is_recto=True), Seen(faces[1], is_recto=False)


def distance(page: int, trim: str) -> float:
    """Return how far from the spine edge the name of a page begins, as the pages were made."""
    return TOKEN[0] if page % 2 == 0 else parse_trim(trim)[0] * POINT - TOKEN[0]


def name(page: int) -> str:
    return f"P{page:03}x"


@cache
def make_pages(count: int, trim: str = "A5") -> bytes:
    """Make a press PDF: pages with bleed in a spot ink, and beyond it marks and a slug in red."""
    width, height = (side * POINT for side in parse_trim(trim))
    around = BLEED + SLUG
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 0, 0, 0], N=1)
        spot = pdf.make_indirect(Array([Name.Separation, Name.Accent, Name.DeviceCMYK, tint]))
        noise = random.Random(1).randbytes(40_000)
        image = pdf.make_stream(
            noise,
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=200,
            Height=200,
            BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )
        for number in range(count):
            page = pdf.add_blank_page(page_size=(width + 2 * around, height + 2 * around))
            page.obj.TrimBox = Array([around, around, around + width, around + height])
            page.obj.BleedBox = Array([SLUG, SLUG, around + width + BLEED, around + height + BLEED])
            page.obj.Resources = Dictionary(
                Font=Dictionary(F=font), ColorSpace=Dictionary(Spot=spot), XObject=Dictionary(I=image)
            )
            page.obj.Contents = pdf.make_stream(_draw_page(number, width, height))
            link = Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=[50, 50, 90, 90], Dest=[page.obj, Name.Fit]
            )
            page.obj.Annots = Array([pdf.make_indirect(link)])
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _draw_page(number: int, width: float, height: float) -> bytes:
    """Draw red beyond the bleed, the spot ink over bleed and edge, white within, a picture and the name."""
    around, rim = BLEED + SLUG, 9.0
    whole = f"0 0 {width + 2 * around} {height + 2 * around}"
    bleed = f"{SLUG} {SLUG} {width + 2 * BLEED} {height + 2 * BLEED}"
    within = f"{around + rim} {around + rim} {width - 2 * rim} {height - 2 * rim}"
    x, y = around + TOKEN[0], around + TOKEN[1]
    return (
        f"0 1 1 0 k {whole} re f\n/Spot cs 1 scn {bleed} re f\n0 0 0 0 k {within} re f\n"
        f"q 40 0 0 40 {x} {y + 40} cm /I Do Q\n0 0 0 1 k BT /F 12 Tf {x} {y} Td ({name(number)}) Tj ET\n"
    ).encode()


def find_shifts(pages: Sequence[Seen], trim: str) -> list[float]:
    """Return by how much each page's name is nearer to the spine than the page was made, in pt."""
    return [distance(place, trim) - page.letters[0].x for place, page in enumerate(pages)]
