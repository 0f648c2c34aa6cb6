"""Every kind of citation style in every medium, and the essay in all three editions."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from press import pandoc
from press.ast import each, stringify
from tests.reading import ROOT, Editions, letters, pdf_text

pytestmark = pytest.mark.slow

CHAPTER = """# One {#sec:one}

First [@lewin1974, p. 35]. Again [@lewin1974, p. 36]. Another [@cohen1977].

| Who   | Where         |
|-------|---------------|
| Lewin | [@lewin1974]  |
| Cohen | said so [@cohen1977] |

: Sources {#tbl:t}
"""
TITLE = "Political Undercurrents in Soviet Economic Debates"
NOTES, TEXT = True, False
STYLES = [
    ("chicago-notes-bibliography", NOTES, f"Moshe Lewin, {TITLE}", f"Lewin, {TITLE}, 36."),
    ("chicago-notes-bibliography-subsequent-ibid", NOTES, f"Moshe Lewin, {TITLE}", "Ibid., 36."),
    ("chicago-author-date", TEXT, "(Lewin 1974, 35)", "(Lewin 1974, 36)"),
    ("modern-language-association", TEXT, "(Lewin 35)", "(Lewin 36)"),
    ("apa", TEXT, "(Lewin, 1974, p. 35)", "(Lewin, 1974, p. 36)"),
    ("mhra", NOTES, f"Moshe Lewin, {TITLE}", f"Lewin, {TITLE}, p. 36."),
    ("iso690", TEXT, "(Lewin 1974, p. 35)", "(Lewin 1974, p. 36)"),
    ("gost-r-7-0-5-2008", TEXT, "[Lewin, 1974, с. 35]", "[Lewin, 1974, с. 36]"),
]


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", text).replace("\u00a0", " ").replace("\u00ad", ""))


def words(text: str) -> str:
    """Return only the letters: numbers of notes stand between words."""
    return "".join(character for character in letters(text) if character.isalpha())


def book_text(epub: Path) -> str:
    with zipfile.ZipFile(epub) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist() if "chapter-" in name)


@pytest.mark.parametrize("row", STYLES, ids=[row[0] for row in STYLES])
def test_a_style_is_right_in_every_medium(
    row: tuple[str, bool, str, str], tmp_path: Path, print_once: Callable[[str, Path], Editions]
) -> None:
    style, notes, first, again = row
    (tmp_path / "manuscript").mkdir()
    (tmp_path / "manuscript" / "01.md").write_text(CHAPTER)
    (tmp_path / "manuscript" / "essay.yaml").write_text(f"title: A\nlanguage: en-US\ncsl: {style}\n")
    shutil.copy(ROOT / "references.bib", tmp_path)
    done = print_once(style, tmp_path)
    paper, web, book = letters(pdf_text(done.pdf)), plain(done.html.read_text()), plain(book_text(done.epub))
    assert done.said == ""
    assert letters(first) in paper
    assert letters(again) in paper
    for screen in (web, book):
        assert first in screen
        assert "Ibid" not in screen
        assert "Ibid" in again or again in screen
    assert ('class="note"' in done.html.read_text()) == notes
    assert ('class="table-note"' in done.html.read_text()) == notes


def test_every_paragraph_and_note_of_the_essay_is_in_every_edition(editions: Editions) -> None:
    found = [
        words(pdf_text(editions.pdf)),
        words(plain(editions.html.read_text())),
        words(plain(book_text(editions.epub))),
    ]
    pieces = 0
    for chapter in sorted((ROOT / "manuscript").glob("*.md")):
        blocks, _ = pandoc.read_markdown(chapter.read_text(encoding="utf-8"))
        for leaf in each(blocks, "Para", "Plain", "Header"):
            inlines = leaf["c"][2] if leaf["t"] == "Header" else leaf["c"]
            text = stringify([node for node in inlines if node["t"] not in {"Cite", "Image"}])
            for sentence in re.split(r"(?<=[.?!]) ", re.sub(r"\(see .*?\)|[:,;].*", "", text)):
                if wanted := words(sentence):
                    pieces += 1
                    for edition in found:
                        assert wanted in edition or wanted[:20] in edition or wanted[-20:] in edition, (
                            chapter.name,
                            sentence,
                        )
    assert pieces > 150


def test_every_entry_of_the_bibliography_is_cited_and_shown(editions: Editions) -> None:
    keys = re.findall(r"^@\w+\{([\w]+),", (ROOT / "references.bib").read_text(encoding="utf-8"), re.MULTILINE)
    html = editions.html.read_text(encoding="utf-8")
    assert len(keys) >= 13
    assert all(f'id="ref-{key}"' in html for key in keys)
