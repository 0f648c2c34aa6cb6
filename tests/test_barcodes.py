from __future__ import annotations

import io
import re

import pypdfium2
import pytest
import segno
from PIL import Image

from press.barcodes import (
    EAN_BARS,
    EAN_HEAD,
    EAN_HEIGHT,
    EAN_LARGEST,
    EAN_MODULE,
    EAN_QUIET,
    EAN_SMALLEST,
    QR_QUIET,
    QR_SMALLEST,
    Lettering,
    ean13_modules,
    ean13_size,
    ean13_svg,
    qr_matrix,
    qr_module,
    qr_svg,
)
from press.geometry import MM
from press.layout import lay_out
from tests.barcode_reader import read_ean13

PLAIN = Lettering("serif", lambda text: len(text) / 2)
ISBNS = ["978-0-306-40615-7", "9781402894626", "979-10-90636-07-1", "978-3-16-148410-0"]
URLS = ["https://a.org", "https://press.example.org/in-for-a-penny/", "https://example.org/" + "essay/" * 20]
DOTS = 16  # of the picture to a px


def draw(svg: str, width: float, height: float) -> Image.Image:
    """Set a drawing on a white page of its own size and rasterise the finished PDF."""
    layout = lay_out(svg, f"@page {{ size: {width}px {height}px; margin: 0 }} body {{ margin: 0 }}", {})
    assert not layout.findings
    with pypdfium2.PdfDocument(io.BytesIO(layout.pages.write_pdf())) as pdf:
        picture: Image.Image = pdf[0].render(scale=DOTS * 96 / 72).to_pil().convert("L")
    return picture


@pytest.mark.parametrize("isbn", ISBNS)
@pytest.mark.parametrize("module", [EAN_SMALLEST, EAN_MODULE, EAN_LARGEST])
def test_the_bars_of_a_finished_page_are_read_as_the_isbn(isbn: str, module: float) -> None:
    picture = draw(ean13_svg(isbn, PLAIN, module), *ean13_size(module))
    for height in (0.1, 0.5, 0.9):  # a scanner may cross the bars anywhere
        row = round((EAN_HEAD + EAN_HEIGHT * height) * module * DOTS)
        values = picture.crop((0, row, picture.width, row + 1)).tobytes()
        assert read_ean13(values) == isbn.replace("-", "")


def test_bars_and_quiet_zones_have_the_sizes_of_the_standard() -> None:
    assert 0.33 * 0.8 <= EAN_SMALLEST / MM < EAN_LARGEST / MM <= 0.33 * 2
    assert pytest.approx(0.33, abs=0.001) == EAN_MODULE / MM
    assert pytest.approx(22.85, abs=0.1) == EAN_HEIGHT * EAN_MODULE / MM
    width, _ = ean13_size()
    picture = draw(ean13_svg(ISBNS[0], PLAIN), *ean13_size())
    row = picture.crop((0, 40 * DOTS, picture.width, 40 * DOTS + 1))
    left, _, right, _ = Image.eval(row, lambda value: 255 - value).getbbox() or (0, 0, 0, 0)
    assert left == pytest.approx(EAN_QUIET[0] * EAN_MODULE * DOTS, abs=1)
    assert width * DOTS - right == pytest.approx(EAN_QUIET[1] * EAN_MODULE * DOTS, abs=1)


def test_neighbouring_modules_are_one_bar() -> None:
    bars = re.findall(r"M([\d.]+) [\d.]+h(\d)v", ean13_svg(ISBNS[0], PLAIN))
    ends = [float(x) + float(width) for x, width in bars]
    assert all(float(x) > end for (x, _), end in zip(bars[1:], ends, strict=False))
    assert len(bars) == 30  # two in each digit, two in each guard
    assert sum(int(width) for _, width in bars) == ean13_modules(ISBNS[0]).count("1")
    assert len(ean13_modules(ISBNS[0])) == EAN_BARS


def test_the_isbn_stands_as_typed_and_is_no_markup() -> None:
    assert ">ISBN 978-0-306-40615-7</text>" in ean13_svg(ISBNS[0], PLAIN)
    assert ">ISBN 9781402894626</text>" in ean13_svg(ISBNS[1], PLAIN)


@pytest.mark.parametrize("module", [0.5, 1.3, 3.0])
def test_bars_that_no_till_reads_are_refused(module: float) -> None:
    with pytest.raises(ValueError, match="module"):
        ean13_svg(ISBNS[0], PLAIN, module)


@pytest.mark.parametrize("url", URLS)
def test_the_code_of_a_finished_page_is_the_library_s(url: str) -> None:
    side = 140.0
    matrix, module = qr_matrix(url), qr_module(url, side)
    count = len(matrix) + 2 * QR_QUIET
    assert side - count / 16 <= count * module <= side
    picture = draw(qr_svg(url, side), count * module, count * module)
    step = module * DOTS
    read = [
        [picture.getpixel((int((x + 0.5) * step), int((y + 0.5) * step))) == 0 for x in range(count)]
        for y in range(count)
    ]
    code = segno.make(url, error="m", micro=False, boost_error=False)
    assert read == [[bool(value) for value in row] for row in code.matrix_iter(border=QR_QUIET)]


def test_a_qr_code_has_no_seams() -> None:
    side = 140.0
    count = len(qr_matrix(URLS[1])) + 2 * QR_QUIET
    module = qr_module(URLS[1], side)
    picture = draw(qr_svg(URLS[1], side), count * module, count * module)
    finder = picture.crop(tuple(int(edge * module * DOTS) + 1 for edge in (6, 6, 8.9, 8.9)))  # type: ignore[arg-type]
    assert finder.getextrema() == (0, 0)


def test_an_address_too_long_for_its_place_is_refused() -> None:
    with pytest.raises(ValueError, match=r"there are 2\d"):
        qr_svg("https://example.org/" + "a" * 300, 90.0)
    with pytest.raises(ValueError, match="more than a QR code holds"):
        qr_matrix("a" * 5000)
    assert qr_module("https://example.org", 90.0) >= QR_SMALLEST
