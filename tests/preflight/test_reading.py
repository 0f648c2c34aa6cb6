"""What is read off pages: forms, tiles, drawn letters, palettes, images in the content, text in place."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from press.preflight import Expected, preflight
from press.preflight.reading import read_file
from press.preflight.rule import name_pages
from press.preflight.sheet import Mark
from press.preflight.stamps import read_date
from tests.preflight.cases_page import drawn_font, place, spot
from tests.preflight.sample import NAME, Change, both, changed, draw, findings, font, good, image, said

FILL = "100 100 50 50 re f"


def marks(change: Change) -> list[Mark]:
    """Return the marks of page 2 that the good file's has not."""
    known = set(read_file(good()).sheets[1].marks)
    return [mark for mark in read_file(changed(change)).sheets[1].marks if mark not in known]


def form(operators: str, **facts: Any) -> Any:
    """Return what makes a form; functions in its facts are called with the file."""

    def make(pdf: Pdf) -> Stream:
        made = {
            f"/{key}": value(pdf) if callable(value) and not isinstance(value, pikepdf.Object) else value
            for key, value in facts.items()
        }
        return Stream(pdf, operators.encode(), {"/Type": Name.XObject, "/Subtype": Name.Form} | made)

    return make


def test_a_form_is_followed_with_its_matrix_and_resources() -> None:
    inner = form(
        "/Other 10 Tf BT 1 0 0 rg 10 10 Td (Word) Tj ET",
        Matrix=Array([2, 0, 0, 2, 0, 0]),
        Resources=lambda pdf: Dictionary(Font=Dictionary(Other=font(pdf))),
    )
    (mark,) = marks(draw("1 0 0 1 100 100 cm /Inner Do", XObject_Inner=inner))
    assert (mark.kind, mark.size, str(mark.colour), mark.inside) == ("text", 20, "DeviceRGB 1 0 0", True)


def test_a_form_cuts_what_is_outside_its_box() -> None:
    inner = form("/Registration CS 1 SCN 5 300 m 100 300 l S", BBox=Array([0, 0, 20, 600]))
    message = said(draw("/Inner Do", XObject_Inner=inner), "registration-inside")
    assert message == ""


def test_a_clip_cuts_too() -> None:
    assert findings(draw(f"200 200 9 9 re W n 1 0 0 rg {FILL}")) == {}
    assert "rgb-vector" in findings(draw(f"90 90 20 20 re W n 1 0 0 rg {FILL}"))


def test_a_form_that_draws_itself_is_told_and_left() -> None:
    def change(pdf: Pdf) -> None:
        inner = pdf.make_indirect(form("/Inner Do")(pdf))
        inner.Resources = Dictionary(XObject=Dictionary(Inner=inner))
        draw("/Inner Do", XObject_Inner=lambda _: inner)(pdf)

    assert "page 2: the page cannot be followed: a form draws itself" in said(change, "content-broken")


def test_forms_that_double_are_left() -> None:
    def change(pdf: Pdf) -> None:
        inner = pdf.make_indirect(form(FILL)(pdf))
        for _ in range(40):
            resources = Dictionary(XObject=Dictionary(Inner=inner))
            inner = pdf.make_indirect(form("/Inner Do /Inner Do", Resources=resources)(pdf))
        draw("/Inner Do", XObject_Inner=lambda _: inner)(pdf)

    assert "forms lie too deep in each other" in said(change, "content-broken")


def test_letters_that_are_drawings_are_followed() -> None:
    change = draw("0 0 1 rg BT /Drawn 10 Tf 100 100 Td (aa) Tj ET", Font_Drawn=drawn_font)
    text, box = marks(change)
    assert (text.kind, text.face, text.size) == ("text", "Drawn", 10)
    assert (box.kind, str(box.colour)) == ("fill", "DeviceRGB 0 0 1")


@pytest.mark.parametrize(("kind", "ink"), [(1, "DeviceRGB 1 0 0"), (2, "DeviceRGB 0 1 0")])
def test_a_tile_is_followed_in_its_colour_or_in_that_given(kind: int, ink: str) -> None:
    content = ("1 0 0 rg " if kind == 1 else "") + "0 0 5 5 re f"
    tile = form(content, PatternType=1, PaintType=kind, BBox=Array([0, 0, 10, 10]), XStep=10, YStep=10)
    space = Name.Pattern if kind == 1 else Array([Name.Pattern, Name.DeviceRGB])
    given = "/Tile scn" if kind == 1 else "0 1 0 /Tile scn"
    change = draw(f"/Tiles cs {given} {FILL}", ColorSpace_Tiles=lambda _: space, Pattern_Tile=tile)
    assert f"a fill in {ink}" in said(change, "rgb-vector")
    assert all(mark.inside for mark in marks(change))


def test_a_shading_is_judged_by_its_space_and_ends() -> None:
    def shading(space: Name, end: list[float]) -> Any:
        function = Dictionary(
            FunctionType=2, Domain=Array([0, 1]), C0=Array([0] * len(end)), C1=Array(end), N=1
        )
        facts: dict[str, Any] = {
            "ShadingType": 2,
            "ColorSpace": space,
            "Coords": Array([0, 0, 1, 1]),
            "Function": function,
        }
        return lambda _: Dictionary(**facts)

    rgb = draw("100 100 50 50 re W n /S sh", Shading_S=shading(Name.DeviceRGB, [1, 0, 0]))
    assert "page 2" in said(rgb, "rgb-vector")
    heavy = draw("100 100 50 50 re W n /S sh", Shading_S=shading(Name.DeviceCMYK, [1, 1, 1, 1]))
    assert "= 400 %" in said(heavy, "ink-limit")


def test_an_image_in_the_content_is_measured() -> None:
    pixels = "BI /W 20 /H 20 /BPC 8 /CS /RGB ID " + "x" * 1200 + " EI"
    found = findings(draw(f"72 0 0 72 100 100 cm {pixels}"))
    assert "an inline image (20 × 20 px) at 20 ppi" in str(found["image-coarse"])
    assert "DeviceRGB" in str(found["rgb-image"])


def test_small_images_are_grounds() -> None:
    assert findings(place(lambda pdf: image(pdf, 16, 16))) == {}


def test_a_palette_is_judged_by_the_colours_in_use() -> None:
    palette = pikepdf.String(bytes([0, 0, 0, 255, 255, 255, 255, 255]))

    def indexed(byte: int) -> Any:
        space = Array([Name.Indexed, Name.DeviceCMYK, 1, palette])
        return lambda pdf: image(pdf, 320, 320, bytes([byte]) * 320**2, ColorSpace=space)

    only = Expected(inks=("Black",))
    assert findings(place(indexed(0)), only) == {}
    found = findings(place(indexed(1)), only)
    assert "320 px) 400 %" in str(found["image-ink-limit"])
    assert "page 2: Cyan is used" in str(found["other-ink"])


def test_a_decode_array_turns_an_image_round() -> None:
    turned = Array([1, 0] * 4)
    dark = place(
        lambda pdf: image(pdf, 320, 320, b"\x00" * 4 * 320**2, ColorSpace=Name.DeviceCMYK, Decode=turned)
    )
    assert "400 %" in said(dark, "image-ink-limit")


def test_a_jpeg_is_unpacked() -> None:
    from PIL import Image  # noqa: PLC0415  only here

    out = io.BytesIO()
    Image.new("CMYK", (320, 320), (250, 250, 250, 250)).save(out, "JPEG", quality=95)
    stored = out.getvalue()
    facts = {"ColorSpace": Name.DeviceCMYK, "Filter": Name.DCTDecode, "Decode": Array([1, 0] * 4)}
    message = said(place(lambda pdf: image(pdf, 320, 320, stored, **facts)), "image-ink-limit")
    assert "392 %" in message


def test_a_spot_ink_in_an_image_is_counted() -> None:
    change = place(lambda pdf: image(pdf, 320, 320, ColorSpace=spot("Gold")(pdf)))
    assert "page 2: Gold is used" in said(change, "other-ink", Expected(inks=("Black",)))


def test_a_spot_ink_of_one_recipe_may_stand_in_the_file_twice() -> None:
    def again(pdf: Pdf) -> Any:
        space: Any = spot("Gold")(pdf)
        space[2] = Array([Name.ICCBased, pdf.make_indirect(Stream(pdf, b"profile", {"/N": 4}))])
        return space

    change = both(
        draw(f"/A cs 1 scn {FILL}", 2, ColorSpace_A=again), draw(f"/A cs 1 scn {FILL}", 3, ColorSpace_A=again)
    )
    assert findings(change) == {}


def test_plates_none_and_all_are_no_inks() -> None:
    change = draw(f"/N cs 1 scn {FILL}", ColorSpace_N=spot("None"))
    assert findings(change, Expected(inks=("Black",))) == {}


def test_text_knows_where_it_ends() -> None:
    words = "0 0 0 1 k BT /Text 10 Tf 400 200 Td (Nine words) Tj ET"
    assert "0 mm" in said(draw(words), "text-near-cut")
    assert findings(draw(words.replace("400 200", "380 200"))) == {}


def test_text_that_is_not_painted_is_not_judged() -> None:
    assert findings(draw("1 0 0 rg BT 3 Tr /Text 10 Tf 100 200 Td (Hidden) Tj ET")) == {}


def test_crop_marks_in_one_path_are_judged_one_by_one() -> None:
    path = "5 30 m 20 30 l 30 5 m 30 20 l 460 625.28 m 475 625.28 l"
    assert findings(draw(f"/Registration CS 1 SCN .25 w {path} S")) == {}


def low(name: str, page: int, side: int, y: int = 100) -> Change:
    """Print an image of so many pixels one inch wide."""
    return draw(
        f"72 0 0 72 100 {y} cm /{name} Do", page, **{f"XObject_{name}": lambda pdf: image(pdf, side, side)}
    )


def test_a_cause_is_told_once_with_its_pages_and_its_worst_cases() -> None:
    change = both(low("Low", 1, 60), low("Low", 3, 80), low("Low", 4, 90), low("Lower", 4, 40, 200))
    (finding,) = findings(change)["image-coarse"]
    assert finding.problem.fact == (
        "pages 1, 3 and 4: an image is printed at less than 150 ppi: Lower (40 × 40 px) at 40 ppi,"
        " Low (60 × 60 px) at 60 ppi, Low (80 × 80 px) at 80 ppi and 1 more."
    )


def test_errors_come_before_warnings() -> None:
    change = both(draw("1 0 0 rg 100 100 9 9 re f"), draw("30 300 m 40 300 l S", 1))
    severities = [finding.severity for finding in preflight(changed(change), Path("x"))]
    assert severities == sorted(severities)
    assert all(
        finding.problem.place and str(finding.problem.place) == "x" for finding in preflight(b"", Path("x"))
    )


@pytest.mark.parametrize(
    ("pages", "said_as"),
    [
        ([3], "page 3"),
        ([3, 7], "pages 3 and 7"),
        ([3, 7, 9], "pages 3, 7 and 9"),
        ([1, 2, 4, 5, 6], "pages 1, 2 and 4 to 6"),
        ([1, 2, 3, 4], "all pages, 1 to 4"),
    ],
)
def test_pages_are_named_as_one_says_them(pages: list[int], said_as: str) -> None:
    assert name_pages(pages, 4) == said_as


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("D:20260504120000Z", "2026-05-04T12:00:00Z"),
        ("D:20260504120000+02'00'", "2026-05-04T10:00:00+00:00"),
        ("D:20260504120000-05'30", "2026-05-04T12:00:00-05:30"),
        ("D:20260504", "2026-05-04T00:00:00"),
        ("D:2026", "2026"),
    ],
)
def test_dates_are_read_in_both_ways_of_writing(one: str, other: str) -> None:
    assert read_date(one) == read_date(other) is not None


@pytest.mark.parametrize("no_date", ["", "yesterday", "D:20261399", "D:20260504120000+99'00'"])
def test_what_is_no_date(no_date: str) -> None:
    assert read_date(no_date) is None


def test_the_file_is_called_what_one_calls_it() -> None:
    assert str(preflight(b"", NAME)[0]).startswith("error: sample.pdf: the file is no PDF")
