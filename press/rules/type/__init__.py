"""The typography of the Markdown: spaces, dashes, quotation marks, letters, words, each in its language.

    Source ─ markup ─► text without markup ─ passages ─► Passages ─ spaces · dashes · marks ─► Hits
                                                                   quotes · letters · words

The rules follow the catalogue of Standard Ebooks and, for each language, its own usage: English after the
Chicago Manual and New Hart's Rules, German after DIN 5008 and Duden, French after the Imprimerie nationale,
Russian after Milchin.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from press.rules.rule import Hit, Rule, Subject
from press.rules.type import dashes, letters, marks, quotes, spaces, words
from press.rules.type.finds import Find
from press.rules.type.passages import Passage, read_passages

RULES: tuple[Rule, ...] = (
    *spaces.RULES,
    *marks.RULES,
    *dashes.RULES,
    *quotes.RULES,
    *letters.RULES,
    *words.RULES,
)
OF_A_MANNER = {"french-space-breaks", "french-space-missing"}
OF_A_PASSAGE = (spaces.find, marks.find, dashes.find, quotes.find, letters.find, words.find)
OF_A_CHAPTER = (quotes.find_unpaired,)
OF_THE_ESSAY = (dashes.find_mixed, quotes.find_mixed, words.find_shouted)


def look(subject: Subject) -> Iterator[Hit]:
    """Yield what is wrong with the typography of the chapters."""
    language = subject.manuscript.settings.language
    chapters = [read_passages(source, language) for source in subject.manuscript.chapters]
    for chapter in chapters:
        yield from _gather(
            [_hit(passage, found) for passage in chapter for find in OF_A_PASSAGE for found in find(passage)]
        )
        for find_in in OF_A_CHAPTER:
            for passage, found in find_in(chapter):
                yield _hit(passage, found)
    essay = [passage for chapter in chapters for passage in chapter]
    for find_over in OF_THE_ESSAY:
        for passage, found in find_over(essay):
            yield _hit(passage, found)


def _gather(hits: list[Hit]) -> Iterator[Hit]:
    """Yield hits, but of rules that a chapter breaks all over the first alone, with their number."""
    for hit in hits:
        alike = [other for other in hits if other.rule == hit.rule] if hit.rule in OF_A_MANNER else []
        if alike and hit is alike[0]:
            yield replace(hit, fact=f"{hit.fact.rstrip('.')}; the chapter has {len(alike)} such.")
        elif not alike:
            yield hit


def _hit(passage: Passage, found: Find) -> Hit:
    text = passage.around(found.start, found.end)
    return Hit(found.rule, passage.place(found.start), found.fact, text, found.remedy)
