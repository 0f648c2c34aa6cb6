"""Each quotation compared with the transcripts: where it stands, and how it differs.

First the work and page that it cites are searched, then the rest of the work, then the other works. An
ellipsis may leave words out, but what stands on its two sides must follow one another in one passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from press.evidence import surroundings
from press.evidence.align import Piece, align, differences, weigh
from press.evidence.language import guess, primary, same_script
from press.evidence.library import Library, on_page
from press.evidence.records import (
    Citation,
    Difference,
    Match,
    Passage,
    Proof,
    Quotation,
    Skip,
)
from press.evidence.words import Segment, Words, cut

ALIKE = 0.5
"""The share of a quotation, by the weight of its words, that tells a passage in which some were changed."""
SHORT, SHORT_ALIKE = 6, 0.65
"""The same for those shorter than so many words."""
SURE, FEWEST_WORDS = 0.8, 4
"""The share, and the number of words, that tell another work or passage."""


def compare_all(passages: list[Passage], quotations: list[Quotation], language: str) -> list[Proof]:
    """Return the proof of each quotation. `language` is the essay's."""
    segments = [cut(quotation.text, quotation.emphasis) for quotation in quotations]
    library = Library(passages, (one.words.small for parts in segments for one in parts))
    comparer = _Comparer(library, primary(language))
    return [comparer.prove(*pair) for pair in zip(quotations, segments, strict=True)]


@dataclass(frozen=True)
class _Fit:
    """Where the segments of a quotation stand: a piece for each, or None."""

    pieces: tuple[Piece | None, ...]
    likeness: float


class _Comparer:
    def __init__(self, library: Library, language: str) -> None:
        self.library, self.language = library, language

    def prove(self, quotation: Quotation, segments: list[Segment]) -> Proof:
        """Find a quotation in the works that it cites, or else in another."""
        count = sum(len(segment.words.small) for segment in segments)
        if not count:
            return Proof(quotation, next(iter(quotation.citations), None), None)
        needed = SHORT_ALIKE if count < SHORT else ALIKE
        best: tuple[float, bool, Citation, _Fit] | None = None
        for citation in quotation.citations:
            if (shelf := self.library.shelves.get(citation.key)) is None:
                continue
            fit = self._fit(segments, shelf, citation.page)
            here = self._is_on(fit, citation.page)
            if fit.likeness >= needed and (best is None or (fit.likeness, here) > best[:2]):
                best = fit.likeness, here, citation, fit
        if best and (best[0] >= SURE or not self._elsewhere(segments, count)):
            return Proof(quotation, best[2], self._match(segments, best[3]))
        first = next(iter(quotation.citations), None)
        if other := self._elsewhere(segments, count):
            return Proof(quotation, first, self._match(segments, other))
        return Proof(quotation, first, None, foreign=self._is_foreign(quotation, first))

    def _is_on(self, fit: _Fit, page: str) -> bool:
        piece = next((piece for piece in fit.pieces if piece), None)
        return piece is not None and on_page(self.library.passages[piece.passage], page) is not False

    def _elsewhere(self, segments: list[Segment], count: int) -> _Fit | None:
        """Find a quotation in any work."""
        if count < FEWEST_WORDS:
            return None
        longest = max(segments, key=lambda segment: len(segment.words.small))
        for place in self.library.find(longest.words.small, (0, len(self.library.words)), "", thorough=False):
            passage = self.library.passage_at(place)
            shelf = self.library.shelves[self.library.passages[passage].key]
            fit = self._fit(segments, shelf, "")
            if fit.likeness >= SURE:
                return fit
        return None

    def _fit(self, segments: list[Segment], shelf: tuple[int, int], page: str) -> _Fit:
        """Lay all segments beside the passage that has most of the longest one."""
        anchor = max(range(len(segments)), key=lambda number: len(segments[number].words.small))
        fits = [
            self._fit_around(segments, anchor, piece, shelf)
            for piece in self._pieces(segments[anchor], shelf, page)
        ]
        return max(
            fits, key=lambda fit: (round(fit.likeness, 2), self._is_on(fit, page)), default=_Fit((), 0.0)
        )

    def _fit_around(self, segments: list[Segment], anchor: int, piece: Piece, shelf: tuple[int, int]) -> _Fit:
        """Lay the other segments beside the passage of one, in order if that can be."""
        first, last = self.library.bounds(piece.passage)
        pieces: list[Piece | None] = []
        low = first
        for number, segment in enumerate(segments):
            if number == anchor:
                found: Piece | None = piece
            else:
                high = first + piece.start if number < anchor else last
                found = self._search(segment, [(low, high), (first, last), shelf])
            if found and found.passage == piece.passage:
                low = max(low, first + found.end)
            pieces.append(found)
        words = [weigh(segment.words.small) for segment in segments]
        likeness = sum(one.likeness * count for one, count in zip(pieces, words, strict=True) if one)
        return _Fit(tuple(pieces), likeness / sum(words))

    def _search(self, segment: Segment, ranges: list[tuple[int, int]]) -> Piece | None:
        """Return the best piece of the narrowest range that has most of a segment."""
        best: Piece | None = None
        for within in ranges:
            for piece in self._pieces(segment, within, ""):
                if best is None or piece.likeness > best.likeness:
                    best = piece
            if best and best.likeness >= SURE:
                break
        return best if best and best.likeness >= ALIKE else None

    def _pieces(self, segment: Segment, within: tuple[int, int], page: str) -> list[Piece]:
        if within[0] >= within[1]:
            return []
        pieces = []
        for place in self.library.find(segment.words.small, within, page):
            inside = min(max(place, within[0]), within[1] - 1)
            pieces.append(align(self.library, segment, place, self.library.passage_at(inside)))
        return pieces

    # ---- What is told of it ----

    def _match(self, segments: list[Segment], fit: _Fit) -> Match:
        """Make the record of where a quotation stands."""
        anchor = max((piece for piece in fit.pieces if piece), key=lambda one: one.end - one.start)
        passage, words = self.library.passages[anchor.passage], self.library.details(anchor.passage)
        language = primary(passage.language) or self.language
        inside = [piece for piece in fit.pieces if piece and piece.passage == anchor.passage]
        spans = tuple((piece.start, piece.end) for piece in inside)
        elsewhere = dict.fromkeys(
            piece.passage for piece in fit.pieces if piece and piece.passage != anchor.passage
        )
        first, last = min(span[0] for span in spans), max(span[1] for span in spans)
        letters = (words.starts[first], words.ends[last - 1])
        follows = ("", 0) if elsewhere else surroundings.turn_after(words, last, language)
        return Match(
            passage=passage,
            start=first,
            end=last,
            spans=spans,
            likeness=round(fit.likeness, 3),
            differences=tuple(self._differences(segments, fit)),
            skipped=tuple(_skips(inside, words, language)),
            insertions=tuple(
                text for piece in fit.pieces if piece for text in piece.segment.brackets.values()
            ),
            joined=tuple(self.library.passages[number] for number in elsewhere),
            reordered=any(other[0] < one[0] for one, other in pairwise(spans)),
            follows=follows[0],
            follows_at=follows[1],
            emendations=tuple(
                passage.emendations[number]
                for start, end, number in passage.spots
                if any(start < words.ends[b - 1] and words.starts[a] < end for a, b in spans)
            ),
            before=surroundings.before(passage.reading, letters[0]),
            after=surroundings.after(passage.reading, letters[1]),
        )

    def _differences(self, segments: list[Segment], fit: _Fit) -> list[Difference]:
        found: list[Difference] = []
        for segment, piece in zip(segments, fit.pieces, strict=True):
            if piece is None:
                words = segment.words
                text = words.written(0, len(words.small))
                found.append(Difference("added", "", text, "", "", words.starts[0]))
            else:
                passage, words = self.library.passages[piece.passage], self.library.details(piece.passage)
                found += differences(piece, passage, words)
        if fit.pieces and fit.pieces[0] and not self.library.passages[fit.pieces[0].passage].emphasis:
            found = [one for one in found if not one.kind.startswith("emphasis")]
        return found

    def _is_foreign(self, quotation: Quotation, citation: Citation | None) -> bool:
        """Tell whether a quotation is in another language than the transcripts of its work."""
        if citation is None or citation.key not in self.library.shelves:
            return False
        first, last = self.library.shelves[citation.key]
        passage = self.library.passages[self.library.passage_at(first)]
        there = primary(passage.language) or guess(self.library.words[first : min(last, first + 400)])
        here = primary(quotation.language) or guess(quotation.text.split()) or self.language
        if not same_script(quotation.text, passage.reading):
            return True
        return (
            bool(there) and there != here and (bool(passage.language) or bool(guess(quotation.text.split())))
        )


def _skips(pieces: list[Piece], words: Words, language: str) -> list[Skip]:
    """Return what the ellipses between some pieces leave out."""
    out = []
    for one, other in pairwise(pieces):
        if one.end < other.start:
            word, at = surroundings.turn_within(words, one.end, other.start, language)
            text = words.written(one.end, other.start)
            out.append(Skip(text, word, at, one.end, other.start, other.segment.words.starts[0]))
    return out
