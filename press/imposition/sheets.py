"""The pages and the printer's marks drawn on the sheets. Lengths are in pt, those of settings in px."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.fonts import Cut
from press.imposition.marks import HALVES, Place, draw_guides, draw_marks
from press.imposition.plan import Sheet, measure_creep, plan_sheets
from press.imposition.stock import Stock, find_stock
from press.marks import number, registration_colour
from press.metadata import PRESS, About, write_metadata

POINT = 72 / 96  # of a px
ALIKE = 0.1  # pt by which pages of one size may differ
KEPT = frozenset(("/Type", "/Pages", "/OutputIntents", "/OCProperties"))
"""What stays of the catalogue: the inks and, should there be any, which layers print."""

DUPLEX = {"short-edge": Name.DuplexFlipShortEdge, "long-edge": Name.DuplexFlipLongEdge}
"""What a viewer asks of the printer (ISO 32000-2, 12.2)."""

Edge = Literal["short-edge", "long-edge"]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Folding:
    """How a booklet is folded. `paper` is the thickness and `inner` the pages' inner margin, in px.

    `trim` is the pages' size as essay.yaml says it; by it the sheet is chosen. `signature` is the most
    pages of a signature, 0 for all together; `flip` the edge over which the printer turns the sheets.
    With `back_cover` the last page is on the outside, and blanks come before it. `face` letters the line
    beside the pages.
    """

    about: About
    face: Cut
    trim: str
    paper: float
    inner: float
    signature: int = 0
    flip: Edge = "short-edge"
    back_cover: bool = False


@dataclass(frozen=True)
class Booklet:
    """The finished sheets, a page for each side, and how they came out.

    `creep` is how far the innermost pages were moved, in px.
    """

    data: bytes
    plan: tuple[Sheet, ...]
    stock: Stock
    creep: float


def impose(data: bytes, folding: Folding) -> Booklet:
    """Impose a press PDF's pages, two beside each other, on sheets to be printed on both sides.

    Each page is cut at its bleed and, towards the spine, at the fold; what lies beyond, such as marks
    and slug, does not come along. The sheets are PDF/X-4 as the pages were. Raises ValueError when
    there are no pages, when they are not of one size, or when no sheet holds two of them.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        plan = plan_sheets(len(pdf.pages), signature=folding.signature, back_cover=folding.back_cover)
        press = _Press(pdf, folding, plan)
        for place, sheet in enumerate(plan):
            press.print_side(place, sheet, "front")
            press.print_side(place, sheet, "back")
        del pdf.pages[: len(press.sources)]
        for key in pdf.Root.keys() - KEPT:
            del pdf.Root[key]
        pdf.Root.ViewerPreferences = Dictionary(Duplex=DUPLEX[folding.flip], PrintScaling=Name("/None"))
        write_metadata(pdf, folding.about, PRESS, "booklet")
        out = io.BytesIO()
        mode = pikepdf.ObjectStreamMode.generate
        pdf.save(out, deterministic_id=True, force_version="1.6", object_stream_mode=mode)
    creep = max(press.creep(sheet) for sheet in plan) / POINT
    return Booklet(out.getvalue(), plan, press.stock, creep)


@dataclass(frozen=True)
class _Source:
    """A page to be placed: its trim and its bleed."""

    page: pikepdf.Page
    trim: Box
    bleed: Box

    @classmethod
    def read(cls, page: pikepdf.Page) -> _Source:
        """Read a page's boxes."""
        return cls(page, _read_box(page.trimbox), _read_box(page.bleedbox))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the trimmed page."""
        return self.trim[2] - self.trim[0], self.trim[3] - self.trim[1]

    @property
    def over(self) -> float:
        """How far the bleed goes over the trim, where it goes farthest."""
        return max(abs(edge - trim) for edge, trim in zip(self.bleed, self.trim, strict=True))


class _Press:
    """Prints the sides of sheets into a PDF, after the pages that it takes from it."""

    def __init__(self, pdf: pikepdf.Pdf, folding: Folding, plan: Sequence[Sheet]) -> None:
        self.pdf, self.folding, self.plan = pdf, folding, plan
        self.sources = [_Source.read(page) for page in pdf.pages]
        self.width, self.height = self.sources[0].size
        for place, source in enumerate(self.sources, start=1):
            if max(abs(source.size[0] - self.width), abs(source.size[1] - self.height)) > ALIKE:
                raise ValueError(f"page {place} is not of the size of page 1")
        self.stock = find_stock(self.width / POINT, self.height / POINT, folding.trim)
        self.sides = round(self.stock.width * POINT, 4), round(self.stock.height * POINT, 4)
        self.bleed = max(source.over for source in self.sources)
        # The other side of a sheet is upright when one turns it like a leaf, about an upright edge.
        self.is_turned = (folding.flip == "long-edge") == self.stock.is_wide
        self.in_signature = Counter(sheet.signature for sheet in plan)

    @cached_property
    def colour(self) -> pikepdf.Object:
        """The colour space of the marks, one for all sheets."""
        return self.pdf.make_indirect(registration_colour(self.pdf))

    def creep(self, sheet: Sheet) -> float:
        """Return how far a sheet's pages are moved, in pt."""
        return measure_creep(sheet, self.folding.paper, self.folding.inner) * POINT

    def print_side(self, place: int, sheet: Sheet, side: Literal["front", "back"]) -> None:
        """Add one side of a sheet; `place` counts the sheets."""
        across, up = self.sides
        creep, foot = self.creep(sheet), (up - self.height) / 2
        spread = (across / 2 - self.width + creep, foot, across / 2 + self.width - creep, foot + self.height)
        drawn, forms = self._pages(sheet, side, spread)
        around = self._place(place, sheet, side, spread)
        marks = draw_marks(around)
        drawn += marks + draw_guides(around)
        if side == "back" and self.is_turned:
            drawn = f"-1 0 0 -1 {number(across)} {number(up)} cm\n".encode() + drawn
        page = self.pdf.add_blank_page(page_size=self.sides)
        page.obj.Resources = Dictionary(XObject=Dictionary(forms))
        if marks:
            page.obj.Resources.ColorSpace = Dictionary(Marks=self.colour)
        page.obj.Contents = self.pdf.make_stream(drawn)
        page.obj.TrimBox, page.obj.BleedBox = self._box(0), self._box(self.bleed)

    def _pages(
        self, sheet: Sheet, side: Literal["front", "back"], spread: Box
    ) -> tuple[bytes, Mapping[str, pikepdf.Object]]:
        """Return how the two pages of a side are drawn, and the drawings of each."""
        drawn, forms = b"", {}
        pages, creep = sheet.front if side == "front" else sheet.back, self.creep(sheet)
        for name, half, page in zip(("/L", "/R"), HALVES, pages, strict=True):
            if page is None:
                continue
            source = self.sources[page]
            forms[name] = self._form(source, half, creep)
            across = spread[half] - source.trim[half]
            up = spread[1] - source.trim[1]
            drawn += f"q 1 0 0 1 {number(across)} {number(up)} cm {name} Do Q\n".encode()
        return drawn, forms

    def _form(self, source: _Source, half: int, creep: float) -> pikepdf.Object:
        """Return a page as a drawing, cut at the bleed and at the fold; `half` is its outer edge."""
        box, fold = list(source.bleed), 2 - half
        box[fold] = source.trim[fold] + (creep if fold == 0 else -creep)
        form = source.page.as_form_xobject(handle_transformations=False)
        form.BBox = Array([round(edge, 4) for edge in box])
        return self.pdf.make_indirect(form)

    def _place(self, place: int, sheet: Sheet, side: str, spread: Box) -> Place:
        """Return what the marks of a side are drawn by."""
        signatures, line = len(self.in_signature), f"Sheet {place + 1} of {len(self.plan)}, {side}"
        if signatures > 1:
            line += f", signature {sheet.signature + 1} of {signatures}"
        # A cover is on the first and the last signature; no bar is to show on its spine.
        covered = self.folding.back_cover and sheet.signature in {0, signatures - 1}
        has_bar = signatures > 1 and side == "front" and sheet.position == 0 and not covered
        return Place(
            self.sides,
            spread,
            self.bleed,
            line,
            self.folding.face,
            is_inside=side == "back",
            bar=sheet.signature if has_bar else None,
        )

    def _box(self, over: float) -> Array:
        """Return a box around the outermost sheet's pages, the same for all, and no larger than the sheet."""
        (across, up), width = self.sides, 2 * self.width
        left = max(round((across - width) / 2 - over, 4), 0)
        bottom = max(round((up - self.height) / 2 - over, 4), 0)
        return Array([left, bottom, round(across - left, 4), round(up - bottom, 4)])


def _read_box(box: pikepdf.Array) -> Box:
    left, bottom, right, top = (float(edge) for edge in box)
    return left, bottom, right, top
