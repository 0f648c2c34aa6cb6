"""The register's own words and stops, in an essay that is not in English."""

from __future__ import annotations

from pathlib import Path

from press.ast import classes, each, stringify
from press.document import compose
from press.manuscript import load
from press.register import publish
from tests.prepress.essays import write_essay

CHAPTER = """# Un

Il écrit ceci :

> La première phrase, que voici, est longue, et elle a bien plus de douze mots. [@pascal, p. 3]
"""
TRANSCRIPT = """---
source: pascal
taken_from: un exemplaire
compared_with_print: true
passages:
  - {id: debut, page: 3}
---

## debut

La première phrase, que voici, est longue, et elle a bien plus de douze mots. Une autre suit.
"""
WORKS = "@book{pascal, author = {Pascal, Blaise}, title = {Pensées}, date = {1991}, langid = {french}}\n"


def test_the_register_has_french_spaces_and_one_stop_after_a_passage(tmp_path: Path) -> None:
    files: dict[str, bytes | str] = {
        "manuscript/01-claim.md": CHAPTER,
        "manuscript/02-answer.md": "# Deux\n\nRien.\n",
        "manuscript/transcripts/pascal.md": TRANSCRIPT,
        "references.bib": WORKS,
    }
    manuscript = load(write_essay(tmp_path / "essay", files, language="fr", register=True, csl="apa"))
    parts = publish(manuscript, compose(manuscript)).screen_parts
    (register,) = (part for part in parts if part.role == "register")
    said = {
        kind: stringify(node)
        for node in each(register.blocks, "Div")
        for kind in classes(node)
        if kind != "register-list"
    }
    assert "Citations\u00a0: 1\u202f; ●\u00a0comparé à l’imprimé\u00a0: 1\u202f;" in said["register-head"]
    assert said["register-asked"] == "Passages\u00a0: 1\u202f; mots cités\u00a0: 15."
    assert said["proof-context"].startswith("Dans la transcription\u00a0: La première phrase, que voici, … ")
    assert said["proof-context"].endswith("de douze mots. Une autre suit.")
