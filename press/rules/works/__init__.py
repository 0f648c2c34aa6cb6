"""Rules on the bibliography and on citing: entries, their fields and names, and where they are cited."""

from __future__ import annotations

from collections.abc import Iterator

from press.rules import tree
from press.rules.rule import Hit, Rule, Subject
from press.rules.works import bibfile, cited, citing, entries, fields, names, prose, values
from press.styles import kind_of

RULES: tuple[Rule, ...] = (
    *entries.RULES,
    *fields.RULES,
    *values.RULES,
    *names.RULES,
    *cited.RULES,
    *prose.RULES,
)


def look(subject: Subject) -> Iterator[Hit]:
    """Yield what is wrong with references.bib, and with the places that cite it."""
    manuscript = subject.manuscript
    settings, keys = manuscript.settings, manuscript.bibliography.keys
    shelf = bibfile.read(manuscript.bibliography)
    used = {
        citation["citationId"]
        for source, blocks in zip(manuscript.chapters, subject.document.chapters, strict=False)
        for node in tree.read(source, blocks).nodes["Cite"]
        for citation in node["c"][0]
    }
    yield from entries.look(shelf, used | set(settings.nocite))
    yield from fields.look(shelf)
    yield from values.look(shelf, settings.language, int(settings.year or 0))
    yield from names.look(shelf)
    by_key = {entry.key: entry for entry in shelf}
    style = kind_of(manuscript.style)
    for source in manuscript.chapters:
        chapter = citing.read(source, keys)
        yield from cited.look(chapter, by_key, style)
        yield from prose.look(chapter, settings.language)
