"""What is on a finished sheet, and in the file: pages cut at bleed and fold, marks, and nothing else."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from typing import get_args

import pikepdf
import pypdfium2
import pytest
import weasyprint
from pikepdf import Name
from PIL import Image, ImageChops, ImageFilter

from press.geometry import parse_trim
from press.imposition import Folding, impose
from press.imposition.sheets import Edge
from tests.imposition.paper import BLEED, FACE, POINT, folding, make_pages
from tests.reading import processor_time

pytestmark = pytest.mark.slow

FLIPS = get_args(Edge)
DOTS = 2  # of a picture to a pt
RED, WHITE, CYAN = (237, 28, 36), (255, 255, 255), (0, 173, 239)
LETTERS = """<style>
@font-face { font-family: it; src: url("%s") }
@page { size: 5.5in 8.5in; margin: .6in }
body { font: 11pt/15pt it; margin: 0 }
section { break-after: page }
h1 { background: #cde; font-size: 20pt }
</style>"""


def pictures(data: bytes, dots: int = DOTS) -> list[Image.Image]:
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.render(scale=dots).to_pil().convert("RGB") for page in pdf]


def reds(picture: Image.Image) -> int:
    """Count the dots in the red that lies beyond the bleed of the pages.

    Lines of one or two dots are left out: the renderer cuts to whole dots.
    """
    red, green, blue = picture.split()
    strong = red.point(lambda value: 255 * (value > 180))
    weak = ImageChops.lighter(green, blue).point(lambda value: 255 * (value < 140))
    return ImageChops.multiply(strong, weak).filter(ImageFilter.MinFilter(3)).histogram()[255]


def is_cyan(picture: Image.Image, x: float, y: float) -> bool:
    """Whether a point, in pt from the sheet's lower left corner, is in the pages' spot ink."""
    colour = picture.getpixel((round(x * DOTS), picture.height - 1 - round(y * DOTS)))
    assert isinstance(colour, tuple)
    return colour[0] < 60 and colour[2] > 200


def covered(trim: str, how: Folding, count: int = 16) -> list[Image.Image]:
    return pictures(impose(make_pages(count, trim), how).data)


def test_the_red_of_the_pages_is_seen_where_it_is() -> None:
    assert all(reds(picture) > 50_000 for picture in pictures(make_pages(4)))


@pytest.mark.parametrize("flip", FLIPS)
@pytest.mark.parametrize("trim", ["A5", "A6", "B6", "octavo", "digest", "pocket", "80 x 299 mm"])
def test_nothing_beyond_the_bleed_of_a_page_shows(trim: str, flip: Edge) -> None:
    how = replace(folding(trim, paper=4), flip=flip)
    assert [reds(picture) for picture in covered(trim, how, 8)] == [0] * 4


@pytest.mark.parametrize("creep", [0.0, 8.0])
def test_bleed_stays_on_the_outer_edges_and_ends_at_the_fold(creep: float) -> None:
    width, height = (side * POINT for side in parse_trim("B6"))
    for place, picture in enumerate(covered("B6", folding("B6", paper=creep))):
        across, up = (side / DOTS for side in picture.size)
        moved = place // 2 * creep * POINT
        left, right = across / 2 - width + moved, across / 2 + width - moved
        foot, head, middle = (up - height) / 2, (up + height) / 2, up / 2
        assert is_cyan(picture, left - BLEED + 1, middle)
        assert not is_cyan(picture, left - BLEED - 1, middle)
        assert is_cyan(picture, right + BLEED - 1, middle)
        assert not is_cyan(picture, right + BLEED + 1, middle)
        for x in (left + 20, right - 20):
            assert is_cyan(picture, x, foot - BLEED + 1)
            assert is_cyan(picture, x, head + BLEED - 1)
            assert not is_cyan(picture, x, foot - BLEED - 1)
        # The pages' own rim, 9 pt within the trim, goes over the fold with the creep.
        rim = max(9 - moved, 0)
        for side in (-1, 1):
            assert is_cyan(picture, across / 2 + side * (rim - 1), middle) == (rim > 1)
            assert not is_cyan(picture, across / 2 + side * (rim + 1), middle)


@pytest.mark.parametrize("flip", FLIPS)
def test_a_set_text_looks_on_the_sheet_as_on_its_page(flip: Edge) -> None:
    """Half-letter pages on letter sheets lie on whole points, so that the pictures are alike."""
    text = "<p>Waltz, bad nymph, for quick jigs vex: office fjord.</p>" * 9
    html = LETTERS % FACE.face.path.as_uri()
    html += "".join(f"<section><h1>Page {number}</h1>{text}</section>" for number in range(1, 9))
    data = weasyprint.HTML(string=html).write_pdf()
    booklet = impose(data, replace(folding("half-letter", paper=0), flip=flip))
    pages, sides = pictures(data), pictures(booklet.data)
    width, height = pages[0].size
    printed = [side for sheet in booklet.plan for side in (sheet.front, sheet.back)]
    planned = [(page, half) for side in printed for half, page in enumerate(side)]
    for place, (page, half) in enumerate(planned):
        assert page is not None
        side = sides[place // 2]
        if flip == "long-edge" and place // 2 % 2:
            side = side.rotate(180)
        inner = (6 * DOTS, 0, width - 6 * DOTS, height)  # without the ticks in the fold
        seen = side.crop((half * width, 0, (half + 1) * width, height)).crop(inner)
        # Turned letters fall on the grid otherwise; a dot to the point, they are as grey as before.
        different = ImageChops.difference(seen.reduce(DOTS), pages[page].crop(inner).reduce(DOTS))
        assert sum(different.convert("L").histogram()[64:]) == 0


def test_inks_and_pictures_are_in_the_file_once() -> None:
    source = make_pages(40, "B6")
    booklet = impose(source, folding("B6"))
    outlines = 20 * 2_500  # bytes: each side's own line
    assert len(booklet.data) < len(source) + 40 * 150 + outlines
    with pikepdf.open(io.BytesIO(booklet.data)) as pdf:
        kinds = Counter(
            str(thing.get("/Subtype", thing.get("/Type", "")))
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)
        )
        assert (kinds["/Image"], kinds["/Type1"], kinds["/Form"]) == (1, 1, 40)
        assert (
            sum(isinstance(thing, pikepdf.Array) and thing[0] == "/Separation" for thing in pdf.objects) == 2
        )


def test_the_file_holds_the_sheets_and_nothing_for_screens() -> None:
    booklet = impose(make_pages(12), folding())
    with pikepdf.open(io.BytesIO(booklet.data)) as pdf:
        assert len(pdf.pages) == 6
        assert pdf.pdf_version == "1.6"
        assert not pdf.check_pdf_syntax()
        assert not any(thing.get("/Subtype") == Name.Link for thing in pdf.objects if hasattr(thing, "get"))
        assert set(pdf.Root) == {"/Type", "/Pages", "/Lang", "/Metadata", "/ViewerPreferences"}
        assert all("/Annots" not in page for page in pdf.pages)
        assert str(pdf.trailer.Info.Title) == "On Paper"
        assert b"PDF/X-4" in pdf.Root.Metadata.read_bytes()


def test_output_intents_come_along() -> None:
    with pikepdf.open(io.BytesIO(make_pages(4))) as pdf:
        pdf.Root.OutputIntents = pikepdf.Array([pikepdf.Dictionary(S=Name("/GTS_PDFX"))])
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary())
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(io.BytesIO(impose(out.getvalue(), folding()).data)) as pdf:
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"
        assert "/Outlines" not in pdf.Root


@pytest.mark.parametrize(
    ("flip", "asked"),
    [("short-edge", Name.DuplexFlipShortEdge), ("long-edge", Name.DuplexFlipLongEdge)],
)
def test_a_viewer_is_asked_to_print_at_full_size_on_both_sides(flip: Edge, asked: Name) -> None:
    booklet = impose(make_pages(4), replace(folding(), flip=flip))
    with pikepdf.open(io.BytesIO(booklet.data)) as pdf:
        assert pdf.Root.ViewerPreferences.Duplex == asked
        assert pdf.Root.ViewerPreferences.PrintScaling == Name("/None")


@pytest.mark.parametrize("trim", ["A5", "A6", "B6", "octavo", "digest", "80 x 299 mm"])
def test_boxes_lie_within_each_other(trim: str) -> None:
    booklet = impose(make_pages(12, trim), folding(trim))
    with pikepdf.open(io.BytesIO(booklet.data)) as pdf:
        assert len({str(page.TrimBox) for page in pdf.pages}) == 1
        for page in pdf.pages:
            media, bleed, trimmed = (
                [float(edge) for edge in box] for box in (page.MediaBox, page.BleedBox, page.TrimBox)
            )
            for outer, inner in ((media, bleed), (bleed, trimmed)):
                assert outer[0] <= inner[0] < inner[2] <= outer[2]
                assert outer[1] <= inner[1] < inner[3] <= outer[3]
            assert media[2:] == pytest.approx(
                [booklet.stock.width * POINT, booklet.stock.height * POINT], abs=1e-3
            )


@pytest.mark.parametrize("signature", [0, 16])
def test_the_same_pages_make_the_same_bytes(signature: int) -> None:
    how = replace(folding("B6"), signature=signature)
    assert impose(make_pages(36, "B6"), how).data == impose(make_pages(36, "B6"), how).data


def test_forty_pages_take_less_than_a_third_of_a_second() -> None:
    data, taken = make_pages(40, "B6"), []
    for _ in range(3):
        started = processor_time()
        impose(data, folding("B6"))
        taken.append(processor_time() - started)
    assert min(taken) < 0.3


def test_pages_of_several_sizes_are_refused() -> None:
    with pikepdf.open(io.BytesIO(make_pages(4))) as pdf:
        pdf.pages[2].TrimBox = pikepdf.Array([50, 50, 300, 500])
        out = io.BytesIO()
        pdf.save(out)
    with pytest.raises(ValueError, match="page 3 is not of the size of page 1"):
        impose(out.getvalue(), folding())


def test_a_file_without_pages_is_refused() -> None:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.save(out)
    with pytest.raises(ValueError, match="no pages"):
        impose(out.getvalue(), folding())
