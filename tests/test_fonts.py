from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from press.errors import Place
from press.fonts import Family, find_family, subset

HERE = Place(Path("essay.yaml"))


@pytest.fixture(scope="module")
def spectral() -> Family:
    return find_family("spectral", Path(), HERE)


def test_a_family_is_found_by_its_package_s_name_or_its_own(spectral: Family) -> None:
    assert spectral.name == "Spectral"
    assert find_family("EB Garamond", Path(), HERE).name == "EB Garamond"


def test_the_nearest_weight_in_the_style_is_taken(spectral: Family) -> None:
    assert spectral.cut(600, "italic").face.path.name == "Spectral-SemiBoldItalic.ttf"
    assert spectral.cut(650).weight in {600, 700}
    jost = find_family("jost", Path(), HERE)
    assert (jost.cut(700).weight, jost.cut(700).face.is_variable) == (700, True)


def unpack(data: bytes) -> TTFont:
    with TTFont(io.BytesIO(data), lazy=False) as font:
        for tag in font.keys():  # noqa: SIM118  a font is no mapping
            font[tag]
        return font


@pytest.mark.parametrize("name", ["spectral", "jost", "eb-garamond"])
def test_a_subset_has_the_letters_asked_for_and_no_axes(name: str) -> None:
    cut = find_family(name, Path(), HERE).cut(700)
    font = unpack(subset(cut, "Penny"))
    assert {chr(code) for code in font.getBestCmap()} >= set("Peny")
    assert "z" not in {chr(code) for code in font.getBestCmap()}
    assert "fvar" not in font
    assert font.flavor == "woff2"


def test_a_subset_keeps_old_style_figures_and_small_caps(spectral: Family) -> None:
    font = unpack(subset(spectral.cut(400), "abc 1917"))
    tags = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
    assert {"onum", "smcp"} <= tags


def test_a_subset_is_the_same_bytes_every_time(spectral: Family) -> None:
    assert subset(spectral.cut(400), "abc") == subset(spectral.cut(400), "cba")


def test_a_font_file_of_the_essay(tmp_path: Path, spectral: Family) -> None:
    own = tmp_path / "fonts" / "mine.ttf"
    own.parent.mkdir()
    own.write_bytes(spectral.cut(400).face.path.read_bytes())
    assert find_family("fonts/mine.ttf", tmp_path, HERE).name == "Spectral"
    assert len(find_family("fonts/", tmp_path, HERE).faces) == 1
