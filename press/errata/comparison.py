"""What is to be corrected: words within paragraphs that stay, and paragraphs that are new or gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from press.errata.texts import Paragraph

ALIKE = 0.5  # of their words two paragraphs share, or they are two and not one that was changed
FAR = 2  # words that stay between two changes; with fewer they are one
Words = tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """A correction: for the `wrong` words read the `right` ones.

    `place` is the paragraph of the old text, `word` counts its words up to the change, from 0. A whole
    paragraph that is to be added has no wrong words, and comes after `place`; one that is to go has no right
    ones, and is `place` itself.
    """

    place: Paragraph | None
    word: int
    wrong: Words
    right: Words
    is_whole: bool = False


def compare(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[Change]:
    """Return the changes from one text to the other, in the order of the old one; notes apart."""
    changes: list[Change] = []
    for is_note in (False, True):
        first, second = ([one for one in text if bool(one.note) == is_note] for text in (old, new))
        changes += _compare(first, second)
    order = {id(paragraph): index for index, paragraph in enumerate(old)}
    return sorted(changes, key=lambda change: (order.get(id(change.place), -1), change.word))


def _compare(old: list[Paragraph], new: list[Paragraph]) -> Iterator[Change]:
    matcher = SequenceMatcher(None, [one.words for one in old], [one.words for one in new], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            before = old[a - 1] if a else None
            yield from _compare_run(old[a:b], new[c:d], before)


def _compare_run(old: list[Paragraph], new: list[Paragraph], before: Paragraph | None) -> Iterator[Change]:
    """Compare paragraphs that none is the same of; those that are alike are taken for one."""
    for first, second in _pair(old, new):
        if first is not None and second is not None:
            yield from _in_paragraph(first, second)
        elif first is not None:
            yield Change(first, 0, first.words, (), is_whole=True)
        elif second is not None:
            yield Change(before, len(before.words) if before else 0, (), second.words, is_whole=True)
        before = first or before


def _pair(old: list[Paragraph], new: list[Paragraph]) -> list[tuple[Paragraph | None, Paragraph | None]]:
    """Pair paragraphs that are alike, in their order, so that as much as can be is paired."""
    score = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike = [[_likeness(first, second) for second in new] for first in old]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = alike[i][j] + score[i + 1][j + 1] if alike[i][j] >= ALIKE else 0.0
            score[i][j] = max(together, score[i + 1][j], score[i][j + 1])
    pairs: list[tuple[Paragraph | None, Paragraph | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        both = i < len(old) and j < len(new) and alike[i][j] >= ALIKE
        if both and score[i][j] == alike[i][j] + score[i + 1][j + 1]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or score[i][j] == score[i + 1][j]):
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return pairs


def _likeness(first: Paragraph, second: Paragraph) -> float:
    return SequenceMatcher(None, first.words, second.words, autojunk=False).ratio()


def _in_paragraph(old: Paragraph, new: Paragraph) -> Iterator[Change]:
    """Yield the changes within a paragraph, each with as many words around it as make it plain."""
    matcher = SequenceMatcher(None, old.words, new.words, autojunk=False)
    runs: list[list[int]] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        if runs and a - runs[-1][1] < FAR:
            runs[-1][1], runs[-1][3] = b, d
        else:
            runs.append([a, b, c, d])
    for run in runs:
        a, b, c, d = _with_context(run, old.words, new.words)
        yield Change(old, a, old.words[a:b], new.words[c:d])


def _with_context(run: list[int], old: Words, new: Words) -> tuple[int, int, int, int]:
    """Take in the words beside a change where words are only added or left out, or else could be mistaken."""
    a, b, c, d = run
    if a == b or c == d:
        a, c = (a - 1, c - 1) if a and c else (a, c)
        b, d = (b + 1, d + 1) if b < len(old) and d < len(new) else (b, d)
    while a and c and _count(old, old[a:b]) > 1 and b - a < len(old):
        a, c = a - 1, c - 1
        if old[a] != new[c]:
            return a + 1, b, c + 1, d
    return a, b, c, d


def _count(words: Words, part: Words) -> int:
    size = len(part)
    return sum(words[at : at + size] == part for at in range(len(words) - size + 1))
