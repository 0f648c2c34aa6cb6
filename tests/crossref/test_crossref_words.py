"""Captions and references in the essay's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.ast import each, stringify
from press.crossref import OPTIONS, words_of
from press.crossref.words import WORDS
from press.document import compose
from press.manuscript import load
from tests.prepress.essays import write_essay

CHAPTER = """# Un {#sec:un}

| a |
|---|
| b |

: Mots {#tbl:mots}

| c |
|---|
| d |

: Noms {#tbl:noms}

See @tbl:mots, @Tbl:mots, @sec:un and [@tbl:mots; @tbl:noms].
"""

SAID = {
    "en-GB": ("Table 1: Mots", "See tbl.\u00a01, Tbl.\u00a01, sec.\u00a01 and tbls.\u00a01, 2."),
    "de-AT": ("Tabelle 1: Mots", "See Tab.\u00a01, Tab.\u00a01, Abschnitt\u00a01 and Tab.\u00a01, 2."),
    "fr": (
        "Tableau 1\u00a0: Mots",
        "See tableau\u00a01, Tableau\u00a01, section\u00a01 and tableaux\u00a01, 2.",
    ),
    "es": ("Tabla 1: Mots", "See tabla\u00a01, Tabla\u00a01, sección\u00a01 and tablas\u00a01, 2."),
    "ru": ("Таблица 1. Mots", "See табл.\u00a01, Табл.\u00a01, раздел\u00a01 and табл.\u00a01, 2."),
}


def said(folder: Path, **settings: object) -> tuple[str, str]:
    """Return the caption and the sentence of a chapter that stands alone."""
    essay = write_essay(folder, {"manuscript/01-one.md": CHAPTER}, **settings)
    for chapter in (essay / "manuscript").glob("*.md"):
        if chapter.name != "01-one.md":
            chapter.unlink()
    blocks = compose(load(essay)).parts[0].blocks
    table, _ = each(blocks, "Table")
    (sentence,) = (one for one in map(stringify, each(blocks, "Para")) if one.startswith("See"))
    return stringify(table["c"][1]), sentence


@pytest.mark.parametrize("language", SAID)
def test_captions_and_references_speak_the_language_of_the_essay(language: str, tmp_path: Path) -> None:
    assert said(tmp_path / "essay", language=language, crossref="builtin") == SAID[language]


def test_the_essay_s_own_words_come_first(tmp_path: Path) -> None:
    own = {"tableTitle": "Übersicht", "tblPrefix": ["Übers.", "Übers."]}
    caption, sentence = said(tmp_path / "essay", language="de", crossref="builtin", crossref_options=own)
    assert caption == "Übersicht 1: Mots"
    assert sentence.startswith("See Übers.\u00a01,")


def test_every_word_is_a_setting_and_english_has_none() -> None:
    assert all(set(words) <= OPTIONS for words in WORDS.values())
    assert words_of("en-GB") == words_of("sw") == {}
