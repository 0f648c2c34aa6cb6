"""Which ink a colour is printed in, in each way of printing."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.errors import BadSetting, Place
from press.prepress import Inks, inks_for, keeps_hue, read_profile
from press.prepress.screen import from_lab, to_rgb
from press.settings import load

PROFILE = read_profile(None, Place(Path("essay.yaml")))
BLACK, NOTHING = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)


def rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour[1:])
    return red / 255, green / 255, blue / 255


def inks(ink: str, more: str = "") -> Inks:
    return inks_for(load(Path("essay.yaml"), f"title: A\nink: {ink}\n{more}"), PROFILE)


@pytest.mark.parametrize("ink", ["black", "spot", "process"])
def test_black_and_greys_are_of_black_alone(ink: str) -> None:
    made = inks(ink)
    assert made.ink(rgb("#000000")).cmyk == BLACK
    assert made.ink(rgb("#111111")).cmyk == BLACK
    for grey in ("#333333", "#808080", "#828180", "#dddddd"):
        found = made.ink(rgb(grey))
        assert found.spot is None
        assert found.cmyk[:3] == (0, 0, 0)
        assert abs(found.cmyk[3] - (1 - rgb(grey)[0])) < 0.01
    assert made.ink(rgb("#ffffff")).cmyk == NOTHING


def test_in_black_every_colour_is_a_grey_as_light() -> None:
    made = inks("black")
    assert (
        made.ink(rgb("#ffff00")).cmyk[3] < made.ink(rgb("#c8281e")).cmyk[3] < made.ink(rgb("#000080")).cmyk[3]
    )
    assert made.ink(rgb("#f4efe4")).cmyk == NOTHING
    assert not made.spot


def test_the_accent_and_its_tints_are_of_the_spot_ink() -> None:
    made = inks("spot")
    assert made.ink(rgb("#c8281e")).spot == 1
    half = made.ink(rgb("#e4938e"))
    assert half.spot is not None
    assert abs(half.spot - 0.5) < 0.01
    assert made.ink(rgb("#003399")).spot is None
    assert made.ink(rgb("#f4efe4")).cmyk == NOTHING
    assert made.stand_in[1] > 0.8


def test_in_four_colours_the_ground_is_printed() -> None:
    made = inks("process")
    assert sum(made.ink(rgb("#f4efe4")).cmyk) > 0.05
    assert made.ink(rgb("#c8281e")).spot is None
    assert sum(made.ink(rgb("#0000ff")).cmyk[:3]) > 1


def test_an_accent_that_is_black_makes_no_second_plate() -> None:
    made = inks("spot", 'cover:\n  accent: "#000000"\n')
    assert made.ink(rgb("#000000")).cmyk == BLACK
    assert not made.spot


def test_a_grey_accent_takes_no_other_grey() -> None:
    made = inks("spot", 'cover:\n  accent: "#888888"\n')
    assert made.ink(rgb("#888888")).spot == 1
    assert made.ink(rgb("#c0c0c0")).spot is None


def test_an_ink_of_the_cover_in_colour_is_printed_so_in_four_colours() -> None:
    navy = 'cover:\n  ink: "#14285a"\n'
    assert sum(inks("process", navy).ink(rgb("#14285a")).cmyk[:3]) > 1
    assert inks("spot", navy).ink(rgb("#14285a")).cmyk == BLACK


@pytest.mark.parametrize(
    ("name", "fact"),
    [
        ("All", "another plate's name"),
        ("none", "another plate's name"),
        ("Black", "another plate's name"),
        ("cyan", "another plate's name"),
        ('"a\\nb"', "cannot be printed"),
        ("é" * 64, "128 bytes of at most 127"),
    ],
)
def test_a_name_that_no_plate_can_have_is_refused(name: str, fact: str) -> None:
    with pytest.raises(BadSetting, match=rf"essay.yaml:3: `spot`.*{fact}.* PANTONE 485 C"):
        inks("spot", f"spot: {name}\n")
    assert inks("black", f"spot: {name}\n").spot == ""


@pytest.mark.parametrize(
    ("ink", "colour", "kept"),
    [
        ("black", "#c8281e", False),
        ("black", "#777777", True),
        ("spot", "#c8281e", True),
        ("spot", "#e4938e", True),
        ("spot", "#003399", False),
        ("process", "#003399", True),
    ],
)
def test_it_is_known_which_colours_are_lost(ink: str, colour: str, kept: bool) -> None:
    assert keeps_hue(load(Path("essay.yaml"), f"title: A\nink: {ink}\n"), rgb(colour)) == kept


@pytest.mark.parametrize(
    ("lab", "shown"),
    [((100, 0, 0), (255, 255, 255)), ((50, 60, 20), (211, 61, 89)), ((20, 10, -30), (40, 45, 93))],
)
def test_lab_is_read_as_browsers_do(lab: tuple[float, float, float], shown: tuple[int, int, int]) -> None:
    assert all(abs(255 * a - b) < 1 for a, b in zip(from_lab(*lab), shown, strict=True))


def test_channels_are_told_by_their_number() -> None:
    assert to_rgb([0.5]) == (0.5, 0.5, 0.5)
    assert to_rgb([0.1, 0.2, 0.3]) == (0.1, 0.2, 0.3)
    assert to_rgb([0, 1, 1, 0]) == (1, 0, 0)
