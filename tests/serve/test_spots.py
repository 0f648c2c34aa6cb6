"""Where words are written, and how an editor is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.manuscript import load
from press.serve.spots import command_for, find_spot, open_editor
from tests.reading import ROOT

FILE = Path("/essay/01.md")


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("code", ["code", "--goto", "/essay/01.md:7"]),
        ("code --wait", ["code", "--wait", "--goto", "/essay/01.md:7"]),
        ("/usr/bin/subl -n", ["/usr/bin/subl", "-n", "/essay/01.md:7"]),
        ("gvim", ["gvim", "+7", "/essay/01.md"]),
        ("'/my programs/ed'", ["/my programs/ed", "+7", "/essay/01.md"]),
        ("xdg-open", ["xdg-open", "/essay/01.md"]),
    ],
)
def test_each_editor_is_told_the_line_in_its_way(editor: str, command: list[str]) -> None:
    assert command_for(editor, FILE, 7) == command


@pytest.mark.parametrize(
    ("editor", "said"),
    [
        ("", "No editor is set"),
        ("no-such-editor", "no program no-such-editor"),
        ("vim", "vim needs a terminal of its own: vim +7 /essay/01.md"),
    ],
)
def test_what_cannot_be_opened_is_said(monkeypatch: pytest.MonkeyPatch, editor: str, said: str) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", editor)
    assert said in open_editor(FILE, 7)


def test_a_paragraph_is_found_from_its_words_as_editions_have_them() -> None:
    manuscript = load(ROOT)
    chapter = manuscript.chapters[3]
    number, line = next(
        (number, line)
        for number, line in enumerate(chapter.text.split("\n"), start=1)
        if len(line) > 300 and line[0].isalpha() and "@" not in line[:100]
    )
    words = line[:80].replace("*", "").replace("'", "’")
    place = find_spot(manuscript, words, "")
    assert place is not None
    assert (place.path, place.line) == (chapter.path, number)
    assert find_spot(manuscript, "Words that nobody has ever written down in here", "") is None
