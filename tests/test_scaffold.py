"""A new essay: it builds at once, nothing is wrong with it, and nothing that was there is touched."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import build
from press import scaffold, settings
from press.errors import BadSetting, FileInTheWay, UnknownStyle
from press.terms import OWN
from tests.reading import ROOT

LANGUAGES = ("en-GB", "en-US", "de", "fr", "es", "ru")


def new(folder: Path, *options: str) -> int:
    return build.main(["new", str(folder), "--quiet", *options])


def test_there_is_a_chapter_in_every_language_that_the_press_has_words_for() -> None:
    assert scaffold.languages() == sorted(OWN)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wrong_with_a_new_manuscript(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(tmp_path / "essay", "--language", language) == 0
    assert build.main(["check", "--manuscript", "--quiet", "--essay", str(tmp_path / "essay")]) == 0
    assert capsys.readouterr().out == "Nothing to find fault with.\n"


@pytest.mark.slow
def test_a_new_essay_builds_at_once_and_no_judge_finds_anything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = tmp_path / "my essay"
    assert new(essay) == 0
    assert build.main(["check", "--quiet", "--essay", str(essay)]) == 0
    assert capsys.readouterr().out == "Nothing to find fault with.\n"
    assert {path.name for path in (essay / "out").iterdir()} >= {
        "my-essay.pdf",
        "my-essay.epub",
        "my-essay.html",
    }


def test_the_settings_are_what_was_wished_for(tmp_path: Path) -> None:
    title = "“Yes”: a #1 title, {odd}"
    asked = ("--title", title, "--author", "Ann", "--author", "Bo Author", "--csl", "apa", "--trim", "A6")
    assert new(tmp_path / "essay", *asked, "--language", "de") == 0
    path = tmp_path / "essay" / scaffold.SETTINGS
    made = settings.load(path, path.read_text(encoding="utf-8"))
    assert (made.title, made.authors, made.csl, made.trim) == (title, ["Ann", "Bo Author"], "apa", "A6")
    assert (made.language, made.slug) == ("de", "yes-a-1-title-odd")


def test_the_line_for_editors_leads_to_the_schema(tmp_path: Path) -> None:
    assert new(tmp_path / "essay") == 0
    path = tmp_path / "essay" / scaffold.SETTINGS
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
    assert found
    assert (path.parent / found[1]).resolve() == scaffold.SCHEMA


def test_every_sleeping_setting_can_be_woken(tmp_path: Path) -> None:
    text = scaffold.settings_text(scaffold.Wishes("A"), tmp_path)
    awake = re.sub(r"^#(?=[a-z_ ]+:|  [a-z]+:)", "", text, flags=re.MULTILINE)
    made = settings.load(tmp_path, awake)
    woken = set(yaml.safe_load(awake)) - set(yaml.safe_load(text))
    assert {"subtitle", "type_size", "fonts", "cover", "ink", "binding", "isbn", "register"} <= woken
    assert made.register


@pytest.mark.parametrize(
    ("title", "folder", "slug"),
    [
        ("L'État, c'est moi", "a", "letat-cest-moi"),
        ("Мысли", "my essay", "my-essay"),
        ("Мысли", "мысли", "essay"),
        ("A very long title that goes on and on for ever", "a", "a-very-long-title-that-goes-on-and-on"),
    ],
)
def test_the_files_have_a_plain_name(title: str, folder: str, slug: str, tmp_path: Path) -> None:
    assert scaffold.make_slug(title, tmp_path / folder) == slug


def test_nothing_is_ever_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    essay = tmp_path / "essay"
    (essay / "manuscript").mkdir(parents=True)
    (essay / "references.bib").symlink_to("nowhere")
    assert new(essay) == FileInTheWay.exit_code
    assert "references.bib: is there already." in capsys.readouterr().err
    assert list((essay / "manuscript").iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "code"),
    [
        ("--trim", "A99", BadSetting.exit_code),
        ("--language", "English please", BadSetting.exit_code),
        ("--csl", "apaa", UnknownStyle.exit_code),
    ],
)
def test_a_wish_that_cannot_be_had_is_told_before_anything_is_written(
    option: str, value: str, code: int, tmp_path: Path
) -> None:
    assert new(tmp_path / "essay", option, value) == code
    assert not (tmp_path / "essay").exists()


@pytest.mark.slow
def test_on_a_terminal_it_asks_and_asks_again(tmp_path: Path) -> None:
    here, there = pty.openpty()
    command = [sys.executable, str(ROOT / "build.py"), "new", str(tmp_path / "essay"), "--csl", "apa"]
    done = subprocess.Popen(command, stdin=there, stdout=there, stderr=there, cwd=ROOT)
    os.close(there)
    os.write(here, b"On Tea\nAnn, Bo\nen-US\nA99\n\n")
    said = b""
    try:
        while piece := os.read(here, 4096):
            said += piece
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(here)
    assert done.wait() == 0
    assert b"no trim size" in said
    assert b"[half-letter]" in said
    made = (tmp_path / "essay" / scaffold.SETTINGS).read_text(encoding="utf-8")
    assert 'title: On Tea\n#subtitle: What stands below the title\nauthors: ["Ann", "Bo"]\n' in made
    assert "trim: half-letter\n" in made
