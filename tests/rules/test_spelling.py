"""Spelling, by the system's Hunspell."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.document import compose
from press.errors import MissingLibrary
from press.manuscript import load
from press.rules import spelling
from press.rules.rule import Subject

pytestmark = pytest.mark.slow


def write(folder: Path, text: str, *, language: str = "en-GB", words: str = "") -> Path:
    manuscript = folder / "manuscript"
    manuscript.mkdir()
    settings = f"title: A Sample\nauthors: Ann Author\nlanguage: {language}\nspelling: true\n"
    (manuscript / "essay.yaml").write_text(settings, encoding="utf-8")
    (manuscript / "01-text.md").write_text(f"# A chapter\n\n{text}\n", encoding="utf-8")
    (manuscript / "words.txt").write_text(words, encoding="utf-8")
    (folder / "references.bib").touch()
    return folder


def unknown(essay: Path) -> list[str]:
    manuscript = load(essay)
    hits = spelling.look(Subject(manuscript, compose(manuscript)))
    return [f"{hit.place}: {hit.fact} {hit.remedy}" for hit in hits]


def test_words_of_the_essays_own_list_are_known_with_their_genitives_and_capitals(tmp_path: Path) -> None:
    text = "The sopel's oil, nepist and sopel. Nepist it was, nepistic not."
    (said,) = unknown(write(tmp_path, text, words="# measures\nsopel  # a weight\nnepist\n"))
    assert "“nepistic” is not in the dictionary." in said


def test_a_word_is_told_once_with_its_first_place_its_count_and_what_may_be_meant(tmp_path: Path) -> None:
    (said,) = unknown(write(tmp_path, "We burn the lampss here.\n\nThe lampss went *out*, the lampss."))
    assert "01-text.md:3:13: “lampss” is not in the dictionary (3 places). Did you mean lamps" in said


def test_british_spelling_is_not_taken_for_american(tmp_path: Path) -> None:
    (said,) = unknown(write(tmp_path, "Its colour is a favour, its color is not."))
    assert "“color”" in said


def test_a_name_is_told_where_it_is_much_like_one_written_more_often(tmp_path: Path) -> None:
    text = "So wrote Preobrazhensky, and Preobrazhensky knew; then Preobrazhenksy left, and Ryutin came."
    (said,) = unknown(write(tmp_path, text))
    assert "“Preobrazhenksy” is not in the dictionary. Did you mean Preobrazhensky?" in said


def test_a_missing_dictionary_stops_the_check_and_the_command_is_named(tmp_path: Path) -> None:
    with pytest.raises(MissingLibrary, match="dictionary of tlh, which this machine lacks") as caught:
        unknown(write(tmp_path, "Qapla it is.", language="tlh"))
    assert caught.value.exit_code == 29
    assert "apt-get install --no-install-recommends hunspell-tlh" in str(caught.value)


def test_a_missing_program_stops_the_check_and_the_command_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingLibrary, match="needs Hunspell, which this machine lacks") as caught:
        unknown(write(tmp_path, "Nobody slept."))
    assert "apt-get install --no-install-recommends hunspell\n" in str(caught.value)


def test_an_essay_that_does_not_ask_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    essay = write(tmp_path, "Nobdy slept.")
    settings = essay / "manuscript" / "essay.yaml"
    settings.write_text("title: A Sample\nauthors: Ann Author\n", encoding="utf-8")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert unknown(essay) == []
