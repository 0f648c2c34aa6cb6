from __future__ import annotations

import io
import itertools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import weasyprint
from pikepdf import Dictionary, Name
from PIL import Image, ImageChops

from press.errors import Place
from press.fonts import Cut, find_family, measure
from press.marks import HAIRLINE, crop_marks, fold_marks, number, outlined_text, registration_colour

NOWHERE = Place(Path("essay.yaml"))
TRIM = (60.0, 50.0, 240.0, 150.0)
SIDES = (300.0, 200.0)
DOTS = 4  # of the picture to a pt


def cut(family: str, weight: int = 400) -> Cut:
    return find_family(family, Path(), NOWHERE).cut(weight)


def sheet(drawn: bytes) -> bytes:
    """Return a PDF of one page on which something is drawn in the colour of marks."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=SIDES)
        page.obj.Resources = Dictionary(ColorSpace=Dictionary(Marks=registration_colour(pdf)))
        page.obj.Contents = pdf.make_stream(b"q /Marks cs /Marks CS 1 scn 1 SCN\n" + drawn + b"Q")
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def strokes(data: bytes) -> list[dict[str, Any]]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return list(pdf.pages[0].lines)


def picture(data: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(data) as pdf:
        drawn: Image.Image = pdf[0].render(scale=DOTS).to_pil().convert("L")
    return drawn


def ends(lines: Iterable[dict[str, Any]]) -> set[tuple[float, float, float, float]]:
    """Return where lines are: left, bottom, right, top."""
    return {tuple(round(line[edge], 3) for edge in ("x0", "y0", "x1", "y1")) for line in lines}


def test_eight_marks_stand_on_the_lines_of_the_trim_and_outside_the_bleed() -> None:
    lines = strokes(sheet(crop_marks(TRIM, 10, 14)))
    assert ends(lines) == {
        *((36, y, 50, y) for y in (50, 150)),
        *((250, y, 264, y) for y in (50, 150)),
        *((x, 26, x, 40) for x in (60, 240)),
        *((x, 160, x, 174) for x in (60, 240)),
    }
    assert {line["linewidth"] for line in lines} == {HAIRLINE}
    assert HAIRLINE == 0.25


def test_marks_are_left_out_where_there_is_no_room_for_them() -> None:
    assert ends(strokes(sheet(crop_marks(TRIM, 10, 14, 0)))) == {
        *((36, y, 50, y) for y in (50, 150)),
        *((250, y, 264, y) for y in (50, 150)),
    }
    assert ends(strokes(sheet(crop_marks(TRIM, 10, 0, 7)))) == {
        *((x, 33, x, 40) for x in (60, 240)),
        *((x, 160, x, 167) for x in (60, 240)),
    }
    assert crop_marks(TRIM, 10, 0) == b""


def test_marks_print_on_every_plate() -> None:
    with pikepdf.open(io.BytesIO(sheet(crop_marks(TRIM, 10, 14)))) as pdf:
        space = pdf.pages[0].Resources.ColorSpace.Marks
        assert [space[0], space[1], space[2]] == [Name.Separation, Name.All, Name.DeviceCMYK]
        assert [float(share) for share in space[3].C1] == [1, 1, 1, 1]
        assert [float(share) for share in space[3].C0] == [0, 0, 0, 0]


def test_a_fold_is_marked_above_and_below_and_dashed() -> None:
    drawn = fold_marks(150, 50, 150, 10, 14)
    assert ends(strokes(sheet(drawn))) == {(150, 26, 150, 40), (150, 160, 150, 174)}
    row = [picture(sheet(drawn)).getpixel((150 * DOTS, y)) for y in range(26 * DOTS, 40 * DOTS)]
    changes = sum((one == 255) != (other == 255) for one, other in itertools.pairwise(row))
    assert changes >= 5


def test_dashes_do_not_go_over_to_what_is_drawn_next() -> None:
    after = b"20 20 m 20 180 l S\n"
    drawn = picture(
        sheet(fold_marks(150, 50, 150, 10, 14) + outlined_text("I", cut("jost"), 9, 9, 9) + after)
    )
    assert all(drawn.getpixel((20 * DOTS, y)) != 255 for y in range(21 * DOTS, 179 * DOTS))


@pytest.mark.parametrize("family", ["spectral", "jost", "eb-garamond"])
def test_lettering_stands_on_its_line_and_is_as_wide_as_it_measures(family: str) -> None:
    face, text, size = cut(family), "HHHinH", 18.0
    box = ImageChops.invert(picture(sheet(outlined_text(text, face, size, 40, 90)))).getbbox()
    assert box is not None
    left, top, right, bottom = (edge / DOTS for edge in box)
    assert left == pytest.approx(40, abs=0.12 * size)
    assert right == pytest.approx(40 + measure(face, text) * size, abs=0.12 * size)
    assert 200 - top >= 90 + face.face.capitals * size - 1 / DOTS
    assert 200 - bottom == pytest.approx(90, abs=1.5 / DOTS)


def test_lettering_looks_as_when_the_face_is_embedded() -> None:
    face, text = cut("spectral"), "Office AVATAR, sheet 3: “queue”"
    style = f"""@font-face {{ font-family: it; src: url("{face.face.path.as_uri()}") }}
        @page {{ margin: 50pt 40pt; size: 300pt 200pt }} body {{ font: 14pt it; margin: 0 }}"""
    embedded = weasyprint.HTML(string=f"<style>{style}</style>{text}").write_pdf()
    with pdfplumber.open(io.BytesIO(embedded)) as pdf:
        x, y = pdf.pages[0].chars[0]["matrix"][4:]
    expected, drawn = picture(embedded), picture(sheet(outlined_text(text, face, 14, x, y)))
    different = sum(ImageChops.difference(expected, drawn).histogram()[96:])
    black = sum(expected.histogram()[:96])
    assert black > 2000
    assert different < 0.02 * black


def test_lettering_embeds_no_font_and_leaves_no_text() -> None:
    data = sheet(outlined_text("Sheet 3 of 10", cut("jost"), 6, 20, 20))
    assert b"/Font" not in data
    with pypdfium2.PdfDocument(data) as pdf:
        assert pdf[0].get_textpage().get_text_range() == ""


def test_a_weight_of_a_variable_face_is_drawn() -> None:
    light, heavy = (
        picture(sheet(outlined_text("HHH", cut("jost", weight), 30, 20, 20))) for weight in (300, 800)
    )
    assert sum(heavy.histogram()[:128]) > 1.5 * sum(light.histogram()[:128])


def test_characters_are_set_by_the_first_face_that_has_them() -> None:
    first, second = cut("spectral"), cut("eb-garamond")
    assert not first.face.has("Λ")
    alone = outlined_text("a", first, 9, 20, 20)
    both = outlined_text("aΛόγος", (first, second), 9, 20, 20)
    assert both.startswith(alone)
    assert both == alone + outlined_text("Λόγος", second, 9, 20 + 9 * measure(first, "a"), 20)


def test_letters_are_kerned() -> None:
    face = cut("spectral")
    assert outlined_text("AV", face, 9, 0, 0) != outlined_text("A", face, 9, 0, 0) + outlined_text(
        "V", face, 9, 9 * measure(face, "A"), 0
    )
    assert measure(face, "AV") < measure(face, "A") + measure(face, "V")


def test_spaces_alone_draw_nothing() -> None:
    assert outlined_text("  ", cut("jost"), 9, 0, 0) == b""
    assert outlined_text("", cut("jost"), 9, 0, 0) == b""


@pytest.mark.parametrize(
    ("value", "written"), [(1190.5512, "1190.5512"), (-0.00001, "0"), (3.0, "3"), (1e-5, "0"), (0.25, "0.25")]
)
def test_numbers_are_written_without_exponents(value: float, written: str) -> None:
    assert number(value) == written
