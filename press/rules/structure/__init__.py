"""Rules on how a manuscript is built: headings, figures and tables, notes, lists and links."""

from __future__ import annotations

from collections.abc import Iterator

from press.rules.rule import Hit, Rule, Subject
from press.rules.structure import figures, headings, notes
from press.rules.tree import read

RULES: tuple[Rule, ...] = (*headings.RULES, *figures.RULES, *notes.RULES)


def look(subject: Subject) -> Iterator[Hit]:
    """Yield what is wrong with the structure of the chapters."""
    pairs = zip(subject.manuscript.chapters, subject.document.chapters, strict=False)
    chapters = [read(source, blocks) for source, blocks in pairs]
    yield from headings.look(chapters)
    yield from figures.look(chapters, subject.manuscript.settings.language)
    yield from notes.look(chapters)
