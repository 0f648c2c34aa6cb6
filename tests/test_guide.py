"""The guide: it builds, no rule or judge finds anything, and all that it shows is there."""

from __future__ import annotations

import re
import shlex
import subprocess
from pathlib import Path

import pytest
import yaml

import build
from press import settings
from press.commands import COMMANDS, parse
from press.commands.printing import EDITIONS
from tests.reading import ROOT

GUIDE = ROOT / "docs" / "guide"
CHAPTERS = {
    path.name: path.read_text(encoding="utf-8") for path in sorted((GUIDE / "manuscript").glob("*.md"))
}
BLOCKS = [
    (name, block)
    for name, text in CHAPTERS.items()
    for block in re.findall(r"^```\n(.*?)^```", text, re.DOTALL | re.M)
]
INLINE = [code for text in CHAPTERS.values() for code in re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)]
LINES = [*(line for _, block in BLOCKS for line in block.splitlines()), *INLINE]


@pytest.mark.slow
def test_it_builds_and_nothing_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["check", "--quiet", "--essay", str(GUIDE), "--out", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Nothing to find fault with.\n"
    assert {path.name for path in tmp_path.iterdir()} >= {"guide.pdf", "guide.epub", "guide.html"}


def test_every_make_command_exists() -> None:
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = set(re.findall(r"make ([a-z-]+)", listed))
    shown = [shlex.split(line)[1:] for line in LINES if re.match(r"make( |$)", line)]
    goals = {word for words in shown for word in words if "=" not in word}
    assert {"doctor", "serve", "check", "pdf", "epub", "html", "typography"} <= goals <= targets
    assert {word.partition("=")[0] for words in shown for word in words if "=" in word} == {"ESSAY"}


def test_every_command_of_the_front_door_can_be_given() -> None:
    shown = [shlex.split(line)[1:] for line in LINES if line.startswith("./build.py ")]
    assert len(shown) > 8
    # What needs a value that the sentence does not give stands for itself.
    whole = [words for words in shown if words not in (["verify"], ["errata"])]
    for words in whole:
        assert words[0] in {*COMMANDS, *EDITIONS}
        parse(words, "")


def test_every_setting_shown_is_one() -> None:
    shown = 0
    for name, block in BLOCKS:
        if re.match(r"[a-z_]+:", block) and "---" not in block and not block.startswith("error:"):
            read = yaml.safe_load(block)
            settings.load(GUIDE / name, yaml.safe_dump({"title": "A", **read}))
            shown += 1
    assert shown >= 10


def test_every_setting_is_in_the_reference() -> None:
    reference = CHAPTERS["09-reference.md"]
    for name in settings.Settings.model_fields:
        assert f"\n`{name}`\n" in reference or f"\n`{name}." in reference


def test_the_chapters_speak_of_what_they_are_to_speak_of() -> None:
    assert list(CHAPTERS) == [
        "01-ten-minutes.md",
        "02-writing.md",
        "03-citations.md",
        "04-proof.md",
        "05-printing.md",
        "06-screens.md",
        "07-editions.md",
        "08-wrong.md",
        "09-reference.md",
    ]
