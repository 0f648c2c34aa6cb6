from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from press.errors import Place, UnknownStyle
from press.styles import ALIASES, find_style, has_ibid, names, without_ibid

HERE = Place(Path("essay.yaml"), 7)


def find(name: str) -> Path:
    return find_style(name, Path(), HERE)


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_leads_to_a_style(alias: str) -> None:
    assert find(alias).stem == ALIASES[alias]


def test_a_style_that_only_points_to_another_is_that_other() -> None:
    dependent = next(
        name
        for name in names()
        if "dependent" not in name and find(name).stem != name and name not in ALIASES
    )
    assert find(dependent).parent.name == "styles"


@pytest.mark.parametrize(
    ("wrong", "right"), [("chicago-note-bibliography", "chicago-notes-bibliography"), ("apaa", "apa")]
)
def test_an_unknown_name_gets_the_nearest_ones(wrong: str, right: str) -> None:
    with pytest.raises(UnknownStyle, match=rf"essay.yaml:7: .*{wrong}.* {right}\b"):
        find(wrong)


def test_kinds_of_styles() -> None:
    assert has_ibid(find("chicago-notes-bibliography-subsequent-ibid"))
    assert not has_ibid(find("apa"))


def test_without_ibid_no_condition_asks_for_a_repetition() -> None:
    root = fromstring(without_ibid(find("chicago-notes-bibliography-subsequent-ibid")))
    assert not any("ibid" in element.get("position", "") for element in root.iter())
    assert any("repetition" in element.get("variable", "") for element in root.iter())
