"""The pages as Ghostscript separates them: which plates there are, and what is on each."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prepress.conftest import Printer
from tests.prepress.essays import SPOT, coverage, inked, plates, print_pamphlet, write_essay

pytestmark = pytest.mark.slow
PROCESS = {"Cyan", "Magenta", "Yellow", "Black"}


@pytest.mark.parametrize("binding", ["saddle", "perfect"])
def test_in_black_no_page_has_another_ink(binding: str, printed: Printer) -> None:
    made = printed(ink="black", binding=binding)
    for edition in {"press", "booklet", "cover"} & made.keys():
        pages = coverage(made.path(edition))
        assert len(pages) == made[edition].pages
        assert all(page[:3] == (0, 0, 0) for page in pages), edition
        assert any(page[3] > 0 for page in pages)


def test_with_a_spot_its_stand_in_is_only_where_the_accent_is(printed: Printer) -> None:
    made = printed(ink="spot")
    pages = coverage(made.path("press"))
    coloured = [number for number, page in enumerate(pages, start=1) if sum(page[:3])]
    assert coloured[0] == 1
    assert coloured[-1] == len(pages)
    assert len(coloured) == 4, "the covers, the figure of the minimal essay and the drawing"
    assert all(page[0] == 0 for page in pages), "the stand-in of this red has no cyan"


@pytest.mark.parametrize(("edition", "binding"), [("press", "saddle"), ("cover", "perfect")])
def test_a_cover_has_the_plates_of_black_and_the_spot_ink(
    edition: str, binding: str, printed: Printer, tmp_path: Path
) -> None:
    found = plates(printed(ink="spot", binding=binding).path(edition), 1, tmp_path)
    assert set(found) == {*PROCESS, SPOT}
    assert inked(found) == {"Black", SPOT}


def test_in_four_colours_there_is_no_other_plate(printed: Printer, tmp_path: Path) -> None:
    found = plates(printed(ink="process").path("press"), 1, tmp_path)
    assert set(found) == PROCESS
    assert {"Black", "Magenta", "Yellow"} <= inked(found)


def test_a_page_of_text_makes_no_plate_of_the_spot_ink(printed: Printer, tmp_path: Path) -> None:
    found = plates(printed(ink="spot").path("press"), 10, tmp_path)
    assert set(found) == PROCESS
    assert inked(found) == {"Black"}


def test_the_drawing_s_colours_come_to_lie_on_their_plates(printed: Printer, tmp_path: Path) -> None:
    made = printed(ink="spot")
    pages = coverage(made.path("press"))
    page = [number for number, inks in enumerate(pages, start=1) if sum(inks[:3])][-2]
    found = plates(made.path("press"), page, tmp_path)
    assert inked(found) == {"Black", SPOT}
    assert {level for _, level in found[SPOT].getcolors() or ()} & {127, 128}, "the half tint"
    assert 0 in {level for _, level in found[SPOT].getcolors() or ()}, "the accent, solid"


@pytest.mark.parametrize("name", ["A#20B (metallic)", "Чёрная/é 100% <x>[y]{z}"])
def test_any_name_comes_out_right(name: str, tmp_path: Path) -> None:
    made = print_pamphlet(write_essay(tmp_path / "essay", spot=name))
    path = tmp_path / "press.pdf"
    path.write_bytes(made["press"].data)
    found = plates(path, 1, tmp_path / "plates")
    assert set(found) == {*PROCESS, name}
    assert inked(found) == {"Black", name}
