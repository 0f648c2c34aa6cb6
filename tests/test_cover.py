from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import segno
from PIL import Image as Raster

from press.barcodes import QR_QUIET
from press.cover import (
    Back,
    Jacket,
    Making,
    Over,
    Sheet,
    for_press,
    for_screens,
    lay_out_cover,
    lay_out_jacket,
    lay_out_sheet,
    make_back,
    make_cover,
    make_spine,
    spine_width,
)
from press.cover.front import FOOT, MARGIN, TIGHT
from press.cover.inks import contrast
from press.cover.lines import break_lines, split_address
from press.design import Design, make_design
from press.errors import BadSetting
from press.fonts import measure
from press.geometry import MM, parse_paper
from press.layout import Layout
from press.model import Document, Image
from press.settings import Settings, load
from press.templating import Templates
from press.terms import words_for
from tests.barcode_reader import read_ean13

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
TITLES = [
    ("In for a Penny", ("In for", "a Penny")),
    ("Hope", ("Hope",)),
    ("What Is to Be Done?", None),
    ("The Eighteenth Brumaire of Louis Bonaparte", None),
    ("Donaudampfschifffahrtsgesellschaftskapitän", None),
    ("On the Reproduction of Capital and of Everything That Has Ever Been Called Property", None),
]
AUTHORS = ["Karl Marx", "Friedrich Engels", "Rosa Luxemburg", "Antonio Gramsci", "Alexandra Kollontai"]
BLURB = (
    "Did Stalin, having driven out the Left Opposition, carry out its plan? This essay returns to the "
    "witnesses: Ryutin, who called it robbery; Cohen and Lewin, who read the programmes; and the dates."
)
FULL: dict[str, Any] = {
    "title": "In for a Penny",
    "subtitle": "Did Stalin Take the Left Opposition’s Plan?",
    "authors": AUTHORS[:2],
    "publisher": "The Essay Press",
    "isbn": "978-0-306-40615-7",
    "price": "£4.00",
    "web": "https://press.example.org/in-for-a-penny/",
    "blurb": BLURB,
}
EXTRAS = ("publisher", "isbn", "price", "web", "blurb")
SUBSETS = [(), *((extra,) for extra in EXTRAS), ("isbn", "web"), ("publisher", "price", "isbn"), EXTRAS]
MARK = Image(
    "mark.svg", "image/svg+xml", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', 9, 9
)
TRIMS = ["A5", "A6", "half-letter", "80 x 120 mm", "210 x 297 mm"]
DOTS, FINE = 4, 8  # of a picture to a px


def essay(*extras: str, **settings: Any) -> Settings:
    """Settings with a title and authors, and those of the extras."""
    kept = {key: FULL[key] for key in ("title", "subtitle", "authors", *extras)}
    return Settings(**{**kept, **settings})


def design_of(settings: Settings) -> Design:
    return make_design(settings, ROOT)


def document_of(settings: Settings) -> Document:
    return Document(settings, words_for(settings.language, {}), (), (), {}, MARK, 0)


def compose(settings: Settings, making: Making | None = None, mark: Image | None = None) -> Layout:
    """Lay out front and back cover as two pages."""
    design = design_of(settings)
    page, making = design.page, making or for_press(settings)
    back = make_back(design, page.width, page.height, making, mark)
    values = {
        "settings": settings,
        "cover": make_cover(design, page.width, page.height, making),
        "back": back,
    }
    bleed = making.over.top
    sheet = Sheet(
        "print/cover-page.html.jinja", values, page.width, page.height, making.inks, bleed, back.resources
    )
    return lay_out_sheet(sheet, design, Templates(ROOT))


def bind(settings: Settings, pages: int) -> Jacket:
    return lay_out_jacket(document_of(settings), design_of(settings), Templates(ROOT), pages)


def write(layout: Layout) -> bytes:
    assert [finding for finding in layout.findings if finding.rule != "spine"] == []
    data: bytes = layout.pages.write_pdf()
    return data


def raster(data: bytes, page: int = 0, dots: float = DOTS) -> Raster.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        picture: Raster.Image = pdf[page].render(scale=dots * 96 / 72).to_pil().convert("RGB")
    return picture


def letters(data: bytes, page: int = 0) -> list[dict[str, Any]]:
    """The letters of a page; places in px from the corner of its trim."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        dx, dy, _, _ = getattr(pdf.pages[page], "trimbox")  # noqa: B009  a name it makes while reading
        return [
            {
                **char,
                "x0": (char["x0"] - dx) * 96 / 72,
                "x1": (char["x1"] - dx) * 96 / 72,
                "top": (char["top"] - dy) * 96 / 72,
                "bottom": (char["bottom"] - dy) * 96 / 72,
            }
            for char in pdf.pages[page].chars
            if char["text"].strip()
        ]


def colours(data: bytes) -> set[str]:
    """All colours that a PDF's operators set, drawings included, as #rrggbb."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        forms = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/BBox" in item]
        for stream in [*pdf.pages, *forms]:
            for instruction in pikepdf.parse_content_stream(stream):
                operands, operator = instruction.operands, instruction.operator
                assert str(operator) not in {"k", "K", "scn", "SCN", "sh"}
                if str(operator) in {"rg", "RG", "g", "G"}:
                    values = [float(value) for value in operands]
                    values = values * 3 if len(values) == 1 else values
                    found.add("#" + "".join(f"{round(255 * value):02x}" for value in values))
    return found


@pytest.mark.parametrize(("title", "lines"), TITLES)
@pytest.mark.parametrize(("width", "height"), [(559.375, 793.6875), (1600, 2560)])
def test_the_title_is_broken_evenly_and_fits(
    title: str, lines: tuple[str, ...] | None, width: float, height: float
) -> None:
    design = make_design(Settings(title=title), Path())
    cover = make_cover(design, width, height)
    assert " ".join(cover.lines) == title
    assert lines is None or cover.lines == lines
    cut = design.cuts()["display-black"]
    assert all(
        (measure(cut, line) + TIGHT * len(line)) * cover.size <= width * (1 - 2 * MARGIN) + 0.1
        for line in cover.lines
    )


@pytest.mark.parametrize("trim", TRIMS)
@pytest.mark.parametrize("title", [title for title, _ in TITLES])
def test_the_front_s_text_is_inside_the_margins_and_below_the_drawing(title: str, trim: str) -> None:
    settings = essay(title=title, trim=trim, authors=AUTHORS)
    page = design_of(settings).page
    cover = make_cover(design_of(settings), page.width, page.height)
    read = letters(write(compose(settings)))
    assert len(read) > len(title.replace(" ", ""))
    assert min(char["x0"] for char in read) >= page.width * MARGIN - 0.5
    assert max(char["x1"] for char in read) <= page.width * (1 - MARGIN) + 0.5
    assert max(char["bottom"] for char in read) <= page.height * (1 - FOOT) + 0.5
    drawing = Templates(ROOT).render("shared/cover-art.svg.jinja", cover=cover)
    y, r = (float(drawing.split(f' {name}="')[1].split('"')[0]) for name in ("cy", "r"))
    assert y - r > 0
    assert r > page.width / 8
    assert y + r < cover.floor
    first = [char for char in read if char["size"] > 0.99 * max(char["size"] for char in read)]
    assert min(char["bottom"] for char in first) - cover.size > cover.floor - 0.5 * cover.size


def test_words_are_broken_into_few_and_even_lines() -> None:
    def width(text: str) -> float:
        return len(text) / 2

    assert break_lines(["one", "two", "three"], 10, width) == ("one two three",)
    assert break_lines(["aaaa", "bbbb", "cccc", "dddd"], 9, width) == ("aaaa bbbb", "cccc dddd")
    assert break_lines(["aaaa", "bbbb", "cccc", "dddd"], 7, width, last=0) == ("aaaa bbbb cccc", "dddd")
    assert break_lines(["incomprehensibilities", "it"], 3, width) == ("incomprehensibilities", "it")
    assert break_lines([], 3, width) == ()
    address = split_address("https://www.example.org/a-long/way/", 6, width)
    assert address == ("example.org/", "a-long/way")
    assert all(width(line) <= 6 for line in split_address("https://e.org/" + "x" * 40, 6, width))


@pytest.mark.parametrize("ink", ["spot", "black"])
@pytest.mark.parametrize("extras", SUBSETS, ids="+".join)
def test_the_back_has_what_there_is_and_inside_the_margins(extras: tuple[str, ...], ink: str) -> None:
    settings = essay(*extras, ink=ink)
    page = design_of(settings).page
    data = write(compose(settings, mark=MARK))
    read = letters(data, 1)
    assert min(char["x0"] for char in read) >= page.width * MARGIN - 0.5
    assert max(char["x1"] for char in read) <= page.width * (1 - MARGIN) + 0.5
    assert min(char["top"] for char in read) >= page.height * FOOT
    assert max(char["bottom"] for char in read) <= page.height * (1 - FOOT) + 3
    text = "".join(char["text"] for char in read).lower()
    assert ("InforaPenny".lower() in text) == ("blurb" not in extras)
    for extra, words in (
        ("publisher", "The Essay Press"),
        ("price", "£4.00"),
        ("isbn", "ISBN 978-0-306-40615-7"),
        ("web", "press.example.org/in-for-a-penny"),
        ("blurb", BLURB),
    ):
        assert (words.lower().replace(" ", "") in text) == (extra in extras)


@pytest.mark.parametrize("ink", ["spot", "black"])
@pytest.mark.parametrize("trim", TRIMS)
def test_the_codes_of_the_finished_back_are_read(trim: str, ink: str) -> None:
    settings = essay(*EXTRAS, trim=trim, ink=ink)
    design = design_of(settings)
    making = for_press(settings)
    back = make_back(design, design.page.width, design.page.height, making)
    assert back.isbn
    assert back.qr
    picture = raster(write(compose(settings)), 1, FINE)
    bleed = making.over.top

    def edges(back: Back, box: Any) -> tuple[float, float]:
        return (box.left + bleed) * FINE, (back.height - box.top + bleed) * FINE

    left, top = edges(back, back.isbn.box)
    row = round(top + back.isbn.box.height * FINE / 2)
    bars = picture.crop((round(left), row, round(left + back.isbn.box.width * FINE), row + 1)).convert("L")
    assert read_ean13(bars.tobytes()) == settings.isbn.replace("-", "")
    left, top = edges(back, back.qr.box)
    code = segno.make(settings.web, error="m", micro=False, boost_error=False)
    count = int(code.symbol_size(border=QR_QUIET)[0])
    step = back.qr.box.width * FINE / count
    read = [
        [picture.getpixel((int(left + (x + 0.5) * step), int(top + (y + 0.5) * step))) for x in range(count)]
        for y in range(count)
    ]
    assert read == [
        [(0, 0, 0) if module else (255, 255, 255) for module in row]
        for row in code.matrix_iter(border=QR_QUIET)
    ]


def test_a_long_blurb_is_set_smaller_and_too_long_a_one_is_refused() -> None:
    text = "title: A\nauthors: B\nblurb: {}\n"
    path = Path("essay.yaml")
    sizes = []
    for times in (1, 9):
        design = design_of(load(path, text.format(f'"{BLURB * times}"')))
        sizes.append(make_back(design, design.page.width, design.page.height).size)
    assert sizes[0] > sizes[1] > 0
    design = design_of(load(path, text.format(f'"{BLURB * 20}"')))
    with pytest.raises(BadSetting, match=r"essay.yaml:3: the blurb is too long .* about \d+ characters\."):
        make_back(design, design.page.width, design.page.height)


def test_too_long_an_address_is_refused_at_its_line() -> None:
    settings = load(Path("essay.yaml"), f"title: A\nweb: https://example.org/{'a' * 400}\n")
    design = design_of(settings)
    with pytest.raises(BadSetting, match=r"essay.yaml:2: the address of `web` is too long"):
        make_back(design, design.page.width, design.page.height)


def test_the_publisher_s_mark_keeps_its_shape() -> None:
    settings = essay("publisher", "isbn", "web")
    design = design_of(settings)
    wide = Image("wide.png", "image/png", b"", 400, 100)
    back = make_back(design, design.page.width, design.page.height, mark=wide)
    box = back.colophon.mark
    assert box
    assert box.width == pytest.approx(4 * box.height, abs=0.05)
    assert list(back.resources.values()) == [(b"", "image/png")]


def test_ground_and_drawing_go_over_the_trim_and_are_the_same_within() -> None:
    settings = essay()
    page = design_of(settings).page
    bled = raster(write(compose(settings)))
    screen = Making(for_press(settings).inks, Over())
    bare = raster(write(compose(settings, screen)))
    edge = 3 * MM * DOTS
    assert bled.width == pytest.approx(page.width * DOTS + 2 * edge, abs=2)
    paper, ink, accent = ((244, 239, 228), (17, 17, 17), (200, 40, 30))
    corners = [(1, 1), (bled.width - 2, 1), (1, bled.height - 2), (bled.width - 2, bled.height - 2)]
    assert {bled.getpixel(corner) for corner in corners} == {paper}
    left = [bled.getpixel((1, y)) for y in range(bled.height)]
    right = [bled.getpixel((bled.width - 2, y)) for y in range(bled.height)]
    assert left.count(accent) > 200 * DOTS
    assert right.count(ink) > 100 * DOTS
    for x, y in ((0.01, 0.3), (0.99, 0.3), (0.5, 0.3), (0.3, 0.14), (0.75, 0.15)):
        place = (round(x * page.width * DOTS), round(y * page.height * DOTS))
        assert bare.getpixel(place) == bled.getpixel((round(place[0] + edge), round(place[1] + edge)))


def test_one_ink_is_black_on_the_paper_and_counterchanged() -> None:
    settings = essay(*EXTRAS, ink="black", binding="perfect")
    data = write(compose(settings))
    assert colours(data) <= {"#000000", "#ffffff"}
    assert colours(write(bind(settings, 200).layout)) <= {"#000000", "#ffffff"}
    picture = raster(data, dots=1)
    shades = [picture.getpixel((x, round(0.3 * picture.height))) for x in (2, 260, picture.width - 2)]
    assert shades == [(0, 0, 0), (255, 255, 255), (0, 0, 0)]


@pytest.mark.parametrize("ink", ["spot", "process"])
def test_covers_in_colour_use_the_three_of_the_essay_with_black_and_white(ink: str) -> None:
    settings = essay(*EXTRAS, ink=ink, cover={"paper": "#ddeeff", "ink": "#102030", "accent": "#aa5500"})
    used = colours(write(compose(settings))) | colours(write(bind(settings, 200).layout))
    assert used == {"#ddeeff", "#102030", "#aa5500", "#000000", "#ffffff"}


def test_screens_keep_their_colours_in_a_pamphlet_of_one_ink() -> None:
    settings = essay(ink="black")
    assert for_screens(settings).inks.paper == "#f4efe4"
    layout = lay_out_cover(document_of(settings), design_of(settings), Templates(ROOT), 800, 1280)
    picture = Raster.open(io.BytesIO(layout.picture(0)))
    assert picture.size == (800, 1280)
    assert picture.convert("RGB").getpixel((1, 1)) == (244, 239, 228)


@pytest.mark.parametrize("trim", ["A5", "A6", "half-letter"])
@pytest.mark.parametrize("pages", [40, 200])
def test_the_jacket_is_back_spine_and_front(trim: str, pages: int) -> None:
    settings = essay(*EXTRAS, trim=trim, binding="perfect", paper="0.1 mm")
    page, jacket = design_of(settings).page, bind(settings, pages)
    assert jacket.spine == pytest.approx(pages / 2 * 0.1 * MM)
    assert jacket.folds == (page.width, page.width + jacket.spine)
    with pikepdf.open(io.BytesIO(write(jacket.layout))) as pdf:
        (sheet,) = pdf.pages
        trimmed = [float(edge) for edge in sheet.trimbox]
        media = [float(edge) for edge in sheet.mediabox]
    assert trimmed[2] - trimmed[0] == pytest.approx((2 * page.width + jacket.spine) * 0.75, abs=0.1)
    assert trimmed[3] - trimmed[1] == pytest.approx(page.height * 0.75, abs=0.1)
    bleed = 3 / 25.4 * 72
    assert trimmed[0] - media[0] == pytest.approx(bleed, abs=0.1)
    assert media[3] - trimmed[3] == pytest.approx(bleed, abs=0.1)


def test_front_and_back_of_the_jacket_stand_where_they_do_alone() -> None:
    settings = essay(*EXTRAS, binding="perfect")
    page, jacket = design_of(settings).page, bind(settings, 40)
    alone, sheet = write(compose(settings)), letters(write(jacket.layout))
    for number, shift in ((0, page.width + jacket.spine), (1, 0.0)):
        wanted = [(char["text"], char["x0"] + shift, char["top"]) for char in letters(alone, number)]
        found = {(char["text"], round(char["x0"]), round(char["top"])) for char in sheet}
        for text, x, y in wanted:
            near = {(text, round(x) + dx, round(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)}
            assert near & found


def test_the_drawing_covers_the_spine_and_bleeds() -> None:
    jacket = bind(essay(binding="perfect"), 40)
    picture = raster(write(jacket.layout))
    start, end = ((fold + jacket.bleed) * DOTS for fold in jacket.folds)
    row = round(0.27 * picture.height)
    assert picture.getpixel((round(start) - 3, row)) == (244, 239, 228)
    assert {picture.getpixel((x, row)) for x in range(round(start) + 2, round(end) + 9)} == {(200, 40, 30)}
    assert picture.getpixel((picture.width - 2, row)) == (17, 17, 17)
    spine = bind(essay(binding="perfect"), 200)
    picture = raster(write(spine.layout))
    middle = round((spine.folds[0] + spine.spine / 2 + spine.bleed) * DOTS)
    assert picture.getpixel((middle, 1)) == picture.getpixel((middle, picture.height - 2)) == (200, 40, 30)


@pytest.mark.parametrize(
    ("language", "down"), [("en-GB", True), ("nl", True), ("de", False), ("fr-CA", False)]
)
@pytest.mark.parametrize("pages", [98, 200, 600])
def test_a_spine_says_title_authors_and_publisher(language: str, down: bool, pages: int) -> None:
    settings = essay("publisher", binding="perfect", language=language)
    jacket = bind(settings, pages)
    assert not [finding for finding in jacket.layout.findings if finding.rule == "spine"]
    text = [char for char in letters(write(jacket.layout)) if not char["upright"]]
    assert "".join(char["text"] for char in text).startswith("InforaPennyKARLMARX")
    assert "".join(char["text"] for char in text).endswith("THEESSAYPRESS")
    assert all((char["matrix"][1] < 0) == down for char in text)
    assert min(char["x0"] for char in text) > jacket.folds[0]
    assert max(char["x1"] for char in text) < jacket.folds[1]
    assert min(char["top"] for char in text) >= jacket.height * FOOT - 1
    assert max(char["bottom"] for char in text) <= jacket.height * (1 - FOOT) + 1
    assert text[-1]["bottom"] > jacket.height * 0.5
    spine, _ = make_spine(design_of(settings), pages)
    assert spine.size >= spine.small >= 8


def test_the_capitals_stand_in_the_middle_of_the_spine() -> None:
    jacket = bind(essay(title="HH", authors=[], binding="perfect"), 300)
    picture = raster(write(jacket.layout))
    left, right = (round((fold + jacket.bleed) * DOTS) for fold in jacket.folds)
    paper = [
        x
        for x in range(left + 4, right - 4)
        if any(picture.getpixel((x, y)) == (244, 239, 228) for y in range(0, picture.height // 4))
    ]
    assert min(paper) - left == pytest.approx(right - max(paper), abs=3)
    assert min(paper) - left > 1.5 * MM * DOTS


def test_a_thin_spine_is_left_bare_and_that_is_said() -> None:
    jacket = bind(essay("publisher", binding="perfect"), 40)
    assert all(char["upright"] for char in letters(write(jacket.layout)))
    (finding,) = (finding for finding in jacket.layout.findings if finding.rule == "spine")
    assert finding.severity == "warning"
    assert "the spine is 2.1 mm: too thin for text, which needs 5 mm (about 98 pages of 80 g)" in str(finding)


def test_what_is_too_long_for_the_spine_gives_way() -> None:
    long = essay("publisher", title="A Word " * 30, short_title="Words", trim="A6")
    spine, findings = make_spine(design_of(long), 120)
    assert (spine.title, findings) == ("Words", [])
    spine, findings = make_spine(design_of(essay(title="A Word " * 30, trim="A6")), 120)
    assert not spine.title
    assert "short_title" in str(findings[0])


def test_the_spine_is_as_thick_as_its_leaves() -> None:
    assert spine_width(96, 0.1) == pytest.approx(4.8)
    assert spine_width(97, 0.1) == pytest.approx(4.9)
    assert spine_width(100, parse_paper("80 g")) == pytest.approx(50 * 0.104 * MM)


def test_the_spine_s_letters_are_of_the_colour_easier_to_read() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert for_press(essay()).inks.on_accent == "#f4efe4"
    yellow = essay(cover={"paper": "#ffffff", "ink": "#111111", "accent": "#ffdd00"})
    assert for_press(yellow).inks.on_accent == "#111111"
    assert for_press(essay(ink="black")).inks.on_accent == "#ffffff"
