"""Pictures and drawings of every kind in each way of printing: what is left of their colours, and how."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, cast

import pikepdf
import pytest

from tests.prepress.conftest import Printer
from tests.prepress.essays import (
    OPAQUE,
    SPOT,
    contents,
    images,
    operators,
    pictures,
    print_pamphlet,
    spaces,
    write_essay,
)

pytestmark = pytest.mark.slow
INKS = ("black", "spot", "process")
OF_SCREENS = {"/DeviceRGB", "/ICCBased", "/Lab", "/CalRGB", "/CalGray"}


@pytest.mark.parametrize("edition", ["press", "cover"])
@pytest.mark.parametrize("ink", INKS)
def test_no_colour_of_a_screen_is_left_anywhere(edition: str, ink: str, printed: Printer) -> None:
    data = printed(ink=ink, binding="perfect" if edition == "cover" else "saddle")[edition].data
    assert not spaces(data) & OF_SCREENS
    assert not operators(data) & {"rg", "RG"}
    for content in contents(data):
        chosen = [str(each.operands[0]) for each in content if str(each.operator) in {"cs", "CS"}]
        assert set(chosen) <= {"/Pattern", "/Spot", "/Marks"}


@pytest.mark.parametrize("ink", INKS)
def test_greys_outside_masks_are_of_black_alone(ink: str, printed: Printer) -> None:
    """An operator `g` only stands where lightness counts."""
    data = printed(ink=ink)["press"].data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            used = {str(each.operator) for each in pikepdf.parse_content_stream(page)}
            assert not used & {"g", "G", "rg", "RG", "sh"}


@pytest.mark.parametrize("ink", INKS)
def test_pictures_are_of_the_inks_and_of_nothing_else(ink: str, printed: Printer) -> None:
    found = images(printed(ink=ink)["press"].data)
    assert len(found) >= 15
    assert not any(masked for _, _, _, masked in found)
    kinds = {(space, bits) for space, bits, _, _ in found}
    in_grey = {("/DeviceGray", 8), ("/DeviceGray", 1)}
    assert kinds == (in_grey | {("/DeviceCMYK", 8)} if ink == "process" else in_grey)
    assert sum(packing == "/DCTDecode" for _, _, packing, _ in found) == 3, "JPEGs stay JPEGs"


def test_of_a_picture_in_black_and_white_alone_the_pixels_are_bits(printed: Printer) -> None:
    found = images(printed(ink="spot")["press"].data)
    assert sum(bits == 1 for _, bits, _, _ in found) == 1


def all_pictures(data: bytes) -> list[Any]:
    """Return the pictures in the order of the pages: that of their names."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            pikepdf.PdfImage(
                cast(pikepdf.Stream, page.Resources.XObject[str(each.operands[0])])
            ).as_pil_image()
            for page in pdf.pages
            for each in pikepdf.parse_content_stream(page)
            if str(each.operator) == "Do" and str(each.operands[0]).startswith("/i")
        ]


def test_each_picture_looks_as_it_did(printed: Printer) -> None:
    made = dict(zip(pictures(), all_pictures(printed(ink="spot")["press"].data), strict=False))
    for name in ("grey.png", "grey.jpg", "neutral.png"):
        levels = [made[name].convert("L").getpixel((60, y)) for y in (2, 40, 77)]
        assert levels == pytest.approx([6, 128, 248], abs=8), name
    for name in ("deep-grey.png", "deep-rgb.png"):
        levels = [made[name].convert("L").getpixel((x, 40)) for x in (1, 60, 118)]
        assert levels == pytest.approx([2, 128, 253], abs=6), name
    assert made["alpha.png"].getpixel((60, 1)) > 240, "what shows through is white"
    assert made["bit.png"].mode == "1"


def test_a_cmyk_picture_keeps_its_inks_where_there_are_four(printed: Printer) -> None:
    made = dict(zip(pictures(), all_pictures(printed(ink="process")["press"].data), strict=False))
    cyan, magenta, _, black = made["cmyk.jpg"].getpixel((60, 78))
    assert cyan > 230
    assert magenta < 25
    assert black < 5


def test_a_gradient_into_the_accent_is_of_two_plates(printed: Printer) -> None:
    """In process inks, its stand-in would need three plates more."""
    with pikepdf.open(io.BytesIO(printed(ink="spot")["press"].data)) as pdf:
        found = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/ShadingType" in item
        ]
        plates = [
            list(map(str, item.ColorSpace[1])) for item in found if isinstance(item.ColorSpace, pikepdf.Array)
        ]
        plain = [str(item.ColorSpace) for item in found if isinstance(item.ColorSpace, pikepdf.Name)]
    assert plates
    assert all(names == ["/Black", f"/{SPOT}"] for names in plates)
    assert set(plain) == {"/DeviceCMYK", "/DeviceGray"}, "greys, and what masks the faint one"


def groups(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Group" in item]
        return [str(item.Group.CS) for item in found]


def test_what_is_meant_to_be_seen_through_blends_in_ink(printed: Printer) -> None:
    found = groups(printed(ink="spot")["press"].data)
    assert set(found) == {"/DeviceCMYK", "/DeviceGray"}
    assert found.count("/DeviceGray") == 1, "the mask of the faint gradient"


def test_nothing_opaque_is_left_as_transparency(tmp_path: Path) -> None:
    chapter = '# Pictures\n\n![A](a.svg){alt="Seen"}\n'
    files = {"manuscript/a.svg": OPAQUE, "manuscript/03-a.md": chapter}
    data = print_pamphlet(write_essay(tmp_path / "essay", files))["press"].data
    assert groups(data) == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not any("/Group" in page for page in pdf.pages)


def test_a_mark_lies_on_the_ground_of_a_cover_in_four_colours(printed: Printer) -> None:
    made = all_pictures(printed(ink="process")["press"].data)[-1]
    assert made.mode == "CMYK"
    assert 10 < sum(made.getpixel((150, 150))) < 80, "the ground in its hole"
    assert all_pictures(printed(ink="spot")["press"].data)[-1].getpixel((150, 150)) == 255
