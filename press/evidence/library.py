"""All transcripts as one row of words, in which the words of a quotation are looked up.

Only those runs of three words are noted that some quotation has, in one pass; so the time grows with the
transcripts and with the quotations, and not with their product.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from press.evidence.pages import agree
from press.evidence.records import NOT_ESTABLISHED, Passage
from press.evidence.words import Words, small_words

RUN = 3
RAREST = 12
"""So many of a segment's runs are looked up, the rarest."""
MOST = 2000
"""A run or a word that stands in more places tells little, and is left aside where there are others."""
NEAR_BEST = 0.7
FEW = 4


class Library:
    """The transcripts' words. Places are numbers of words, from 0, counted over all passages."""

    def __init__(self, passages: Iterable[Passage], quoted: Iterable[list[str]]) -> None:
        self.passages = sorted(passages, key=lambda passage: passage.key)
        self.words: list[str] = []
        self.starts: list[int] = []
        for passage in self.passages:
            self.starts.append(len(self.words))
            self.words += small_words(passage.reading)
        self._runs = _note_runs(self.words, quoted)
        self._read: dict[int, Words] = {}

    def passage_at(self, place: int) -> int:
        """Return the number of the passage that a word stands in."""
        return bisect_right(self.starts, place) - 1

    def bounds(self, passage: int) -> tuple[int, int]:
        """Return where a passage begins and ends."""
        following = self.starts[passage + 1 : passage + 2]
        return self.starts[passage], following[0] if following else len(self.words)

    def details(self, passage: int) -> Words:
        """Return a passage's own words, with their places in its reading."""
        if passage not in self._read:
            one = self.passages[passage]
            self._read[passage] = Words.read(one.reading, emphasis=True)
        return self._read[passage]

    @cached_property
    def shelves(self) -> dict[str, tuple[int, int]]:
        """Where the passages of each work begin and end."""
        shelves: dict[str, tuple[int, int]] = {}
        for number, passage in enumerate(self.passages):
            first, last = self.bounds(number)
            shelves[passage.key] = (shelves.get(passage.key, (first, last))[0], last)
        return shelves

    def find(
        self, words: list[str], within: tuple[int, int], page: str, *, thorough: bool = True
    ) -> list[int]:
        """Return the likeliest places for the first of some words, the best first.

        Where places are alike, that on the page cited comes first. `thorough` looks up single words where
        no run of three is found.
        """
        votes = self._vote_by_runs(words, within)
        if not votes and (thorough or len(words) < RUN):
            votes = self._vote_by_words(words, within)
        if not votes:
            return []
        best = max(votes.values())
        near = [place for place, count in votes.items() if count >= NEAR_BEST * best]
        near.sort(key=lambda place: (-votes[place], not self._is_on(place, page, within), place))
        return near[:FEW]

    def _is_on(self, place: int, page: str, within: tuple[int, int]) -> bool:
        return on_page(self.passages[self.passage_at(max(place, within[0]))], page) is True

    def _vote_by_runs(self, words: list[str], within: tuple[int, int]) -> Counter[int]:
        runs = zip(words, words[1:], words[2:], strict=False)
        return _vote([_Posting.of(at, self._runs.get(run, []), within) for at, run in enumerate(runs)])

    def _vote_by_words(self, words: list[str], within: tuple[int, int]) -> Counter[int]:
        if not self.words or within[0] >= within[1]:
            return Counter()
        index = self._index(self.passages[self.passage_at(within[0])].key)
        return _vote([_Posting.of(at, index.get(word, []), within) for at, word in enumerate(words)])

    def _index(self, key: str) -> dict[str, list[int]]:
        """Return the places of each word of a work."""
        if key not in self._indexes:
            index: dict[str, list[int]] = defaultdict(list)
            first, last = self.shelves[key]
            for place in range(first, last):
                index[self.words[place]].append(place)
            self._indexes[key] = index
        return self._indexes[key]

    @cached_property
    def _indexes(self) -> dict[str, dict[str, list[int]]]:
        return {}


def on_page(passage: Passage, page: str) -> bool | None:
    """Tell whether a passage is where a citation says; None where that cannot be compared."""
    if page in {"", NOT_ESTABLISHED} or passage.page is None:
        return True if page == NOT_ESTABLISHED and passage.page is None else None
    return agree(passage.page, page)


def _note_runs(words: list[str], quoted: Iterable[list[str]]) -> dict[tuple[str, ...], list[int]]:
    """Return where the runs of three words stand that quotations have."""
    wanted: dict[tuple[str, ...], list[int]] = {
        run: [] for one in quoted for run in zip(one, one[1:], one[2:], strict=False)
    }
    runs = zip(words, islice(words, 1, None), islice(words, 2, None), strict=False)
    for place, run in enumerate(runs):
        if run in wanted:
            wanted[run].append(place)
    return wanted


@dataclass(frozen=True)
class _Posting:
    """Some of the places of a run or word: those of a list from one number to another. `at` is its own."""

    at: int
    places: list[int]
    first: int
    last: int

    @classmethod
    def of(cls, at: int, places: list[int], within: tuple[int, int]) -> _Posting:
        return cls(at, places, bisect_left(places, within[0]), bisect_left(places, within[1]))

    @property
    def count(self) -> int:
        return self.last - self.first


def _vote(postings: list[_Posting]) -> Counter[int]:
    """Count for each place how many runs say that the first word stands there."""
    votes: Counter[int] = Counter()
    found = sorted((one for one in postings if one.count), key=lambda one: one.count)
    for one in found[:RAREST]:
        if one.count > MOST and votes:
            break
        votes.update(
            one.places[index] - one.at for index in range(one.first, min(one.last, one.first + MOST))
        )
    return votes
