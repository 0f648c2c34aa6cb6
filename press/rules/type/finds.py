"""What the rules of typography find in a passage, and those rules that are patterns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from press.rules.type.blocks import Kind
from press.rules.type.passages import Passage


@dataclass(frozen=True)
class Find:
    """Characters of a passage, from `start` to `end` in its text, that break a rule."""

    rule: str
    start: int
    end: int
    fact: str
    remedy: str = ""


@dataclass(frozen=True)
class Pattern:
    """A rule that a regular expression tells.

    What it finds is the group `here`, or the whole match; `fact` may say it by `{}`. It holds in `languages`
    (all, when empty) but `not_in` others, by tag or by its first part; in passages of the `kinds` named (all,
    when empty). `whole` wants no markup among the characters, and `own` passages that are not block
    quotations, whose words are another's. Passages without any of the strings it `needs` are passed over.
    """

    rule: str
    pattern: re.Pattern[str]
    fact: str
    remedy: str = ""
    languages: frozenset[str] = frozenset()
    not_in: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    whole: bool = False
    own: bool = False
    needs: tuple[str, ...] = ()

    def find(self, passage: Passage) -> Iterator[Find]:
        """Yield what breaks the rule in a passage."""
        if (self.kinds and passage.kind not in self.kinds) or (self.own and passage.quoted):
            return
        if self.needs and not any(needed in passage.text for needed in self.needs):
            return
        if self.languages and not self.languages & passage.names:
            return
        for match in self.pattern.finditer(passage.text):
            start, end = match.span("here") if match.groupdict().get("here") else match.span()
            if self._speaks(passage, start) and not (self.whole and not passage.is_whole(start, end)):
                yield Find(self.rule, start, end, self.fact.format(match[0].strip()), self.remedy)

    def _speaks(self, passage: Passage, at: int) -> bool:
        if not (self.languages or self.not_in):
            return True
        names = {passage.language_at(at), passage.base_at(at)}
        return not names & self.not_in and (not self.languages or bool(names & self.languages))


def find_all(patterns: Iterable[Pattern], passage: Passage) -> Iterator[Find]:
    """Yield what any of the patterns finds."""
    for pattern in patterns:
        yield from pattern.find(passage)


def among(*names: str) -> frozenset[str]:
    """Return names as a set, for a pattern's languages."""
    return frozenset(names)
