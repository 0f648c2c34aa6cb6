"""Several editions of one essay: what differs, what they have in common, and mistakes at their line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import build
from press import settings
from press.errors import BadSetting, UnknownSetting
from press.metadata import identifier_of
from tests.reading import ROOT

ABOUT = """title: On Tea
slug: tea
isbn: 978-0-306-40615-7
fonts:
  text: spectral
  display: jost
editions:
  american:
    language: en-US
    fonts:
      text: eb-garamond
  plain:
"""
PATH = Path("essay.yaml")


def load(text: str, edition: str = "") -> settings.Settings:
    return settings.load(PATH, text, edition)


def test_an_edition_has_the_essay_s_settings_but_those_of_its_own() -> None:
    made = load(ABOUT, "american")
    assert (made.title, made.language, made.slug) == ("On Tea", "en-US", "tea-american")
    assert (made.fonts.text, made.fonts.display) == ("eb-garamond", "jost")
    assert load(ABOUT).fonts.text == "spectral"


def test_what_names_one_edition_alone_is_no_other_s() -> None:
    assert load(ABOUT).isbn
    assert not load(ABOUT, "plain").isbn
    names = {identifier_of(load(ABOUT, name)) for name in ("", "american", "plain")}
    assert len(names) == 3


def test_an_edition_says_where_its_settings_stand() -> None:
    assert load(ABOUT, "american").where("fonts", "text").line == 11
    assert load(ABOUT, "american").where("fonts", "display").line == 6


@pytest.mark.parametrize(
    ("text", "error", "line", "said"),
    [
        ("  x:\n    trimm: A5\n", UnknownSetting, 4, "Did you mean trim"),
        ("  x:\n    fonts:\n      txt: a\n", UnknownSetting, 5, "Did you mean text"),
        ("  x:\n    trim: A99\n", BadSetting, 4, "no trim size"),
        ("  x:\n    editions: {}\n", BadSetting, 4, "no editions of its own"),
        ("  x:\n    manuscript: ../other\n", BadSetting, 4, "no folder of chapters"),
        ("  x y:\n    trim: A5\n", BadSetting, 2, "no name of an edition"),
        ("  x: A5\n", BadSetting, 3, "group of settings"),
    ],
)
def test_a_mistake_is_told_at_its_line(text: str, error: type[Exception], line: int, said: str) -> None:
    with pytest.raises(error, match=said) as caught:
        load(f"title: A\neditions:\n{text}")
    assert str(caught.value).startswith(f"essay.yaml:{line}: ")


def test_an_edition_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(
        UnknownSetting, match=r"essay\.yaml:7: there is no edition `amercan`\. Did you mean american"
    ):
        load(ABOUT, "amercan")


@pytest.mark.slow
def test_all_are_made_in_one_build_each_by_its_name_and_one_by_the_option(tmp_path: Path) -> None:
    essay = tmp_path / "my essay"
    shutil.copytree(ROOT / "tests" / "data" / "minimal", essay, ignore=shutil.ignore_patterns("out"))
    (essay / "manuscript" / "essay.yaml").write_text(
        "title: A\nslug: a\nchapter_numbers: none\neditions:\n  wide:\n    trim: octavo\n  deutsch:\n"
        "    title: Ein A\n    language: de\n    manuscript: manuscript-de\n    bibliography: de.bib\n"
    )
    (essay / "manuscript-de").mkdir()
    (essay / "manuscript-de" / "01.md").write_text('# Kapitel\n\nEin "Wort".\n')
    (essay / "de.bib").touch()
    assert build.main(["html", "--essay", str(essay), "--quiet"]) == 0
    made = {path.name for path in (essay / "out").glob("*.html")}
    assert made == {"a.html", "a-wide.html", "a-deutsch.html"}
    german = (essay / "out" / "a-deutsch.html").read_text(encoding="utf-8")
    assert 'lang="de"' in german
    assert "Ein „Wort“." in german
    record = json.loads((essay / "out" / "manifest.json").read_text())
    assert len(record["records"]) == 3
    shutil.rmtree(essay / "out")
    assert build.main(["html", "--essay", str(essay), "--quiet", "--edition", "wide"]) == 0
    assert {path.name for path in (essay / "out").glob("*.html")} == {"a-wide.html"}
    assert build.main(["check", "--manuscript", "--essay", str(essay), "--quiet"]) == 0
