"""Which work a quotation is from, by where its citation stands in the prose."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from press.ast import Node
from press.evidence.language import emphasis_is_declared, emphasis_is_removed
from press.evidence.prose import STAND_IN, Prose
from press.evidence.records import Citation

ENDING = re.compile(r"([.?!…]+)[’”»“)\]]*\s+(?=\S)")
ABBREVIATED = re.compile(
    r"\b(?:[^\W\d_a-zа-яà-ÿ]|Mrs?|Dr|St|Prof|[Vv]ol|[Nn]o|pp?|[Cc]h|[Ee]d|cf|vs|ca|Bd|Nr|bzw|т|с)\.$"
)
OPENING = "“‘«„(["
ATTRIBUTION = re.compile(r"\s*[–—―]\s*\S")
LONGEST_ATTRIBUTION = 12  # words
REMARK = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]][.\s]*$")

Citations = tuple[Citation, ...]


class Lines:
    """The quotations in some prose and the citations they may belong to."""

    def __init__(self, prose: Prose, noted: Callable[[list[Node]], Citations]) -> None:
        self.prose, self.noted = prose, noted
        self.starts = sentence_starts(prose)
        self.places = [cited.at for cited in prose.cited]
        self.notes = [at for at, _ in prose.notes]

    def citations(self, quote: tuple[int, int]) -> tuple[Citations, bool]:
        """Return the works that a quotation is from, and whether they stand right beside it."""
        return self._note(quote[1]) or self._after(quote[1]) or self._before(quote[0])

    def _note(self, end: int) -> tuple[Citations, bool] | None:
        """Look into a note at the closing mark."""
        index = bisect_left(self.notes, end)
        if index == len(self.notes) or self.notes[index] - end > len("”."):
            return None
        noted = self.noted(self.prose.notes[index][1])
        return (noted, True) if noted else None

    def _after(self, end: int) -> tuple[Citations, bool] | None:
        """Look on to the end of the sentence."""
        index = bisect_left(self.places, end)
        sentence = bisect_right(self.starts, end)
        last = self.starts[sentence] if sentence < len(self.starts) else len(self.prose.text) + 1
        if index < len(self.places) and self.places[index] <= last:
            cited = self.prose.cited[index]
            if not (cited.in_text and cited.at == last) and not self._is_apart(end, cited.at):
                return cited.citations, not re.search(r"\w", self.prose.text[end : cited.at])
        return None

    def _is_apart(self, end: int, at: int) -> bool:
        """Tell whether a clause without a quotation lies between a quotation and a citation."""
        semicolon = self.prose.text.rfind(";", end, at)
        if semicolon < 0:
            return False
        quotes = self.prose.quotes
        later = bisect_left(quotes, (semicolon, 0))
        inside = later and quotes[later - 1][1] > semicolon
        return not inside and not (later < len(quotes) and quotes[later][0] < at)

    def _before(self, start: int) -> tuple[Citations, bool]:
        """Look back to the beginning of the sentence; a citation there may be another quotation's."""
        sentence = bisect_right(self.starts, start) - 1
        first = self.starts[sentence] if sentence >= 0 else 0
        for index in range(bisect_right(self.places, start) - 1, -1, -1):
            cited = self.prose.cited[index]
            if cited.at < first:
                break
            others = any(first <= quote[0] < cited.at for quote in self.prose.quotes)
            if cited.in_text or not others:
                return cited.citations, cited.in_text
        return (), False


def sentence_starts(prose: Prose) -> list[int]:
    """Return where the sentences after the first begin. What is quoted ends none but with its last sign."""
    letters = list(prose.text)
    for start, end in prose.quotes:
        letters[start : end - 1] = [
            "x" if letter in ".?!…" else letter for letter in letters[start : end - 1]
        ]
    text = "".join(letters)
    starts = []
    for match in ENDING.finditer(text):
        head = text[match.end() : match.end() + 8].lstrip(OPENING)[:1]
        begins = head == STAND_IN or head.isdigit() or (head.isalpha() and not head.islower())
        if begins and not ABBREVIATED.search(text[max(0, match.start() - 8) : match.end(1)]):
            starts.append(match.end())
    return starts


def is_attribution(prose: Prose) -> bool:
    """Tell whether a paragraph names the author of the words above it."""
    short = len(prose.text.split()) <= LONGEST_ATTRIBUTION
    return short and (bool(ATTRIBUTION.match(prose.text)) or not re.search(r"\w", prose.text))


def end_of_words(prose: Prose) -> int:
    """Return where the words of a block end, before its citation and a remark on its emphasis."""
    end = len(prose.text.rstrip())
    if prose.cited:
        last = prose.cited[-1].at
        rest = prose.text[last:].replace(STAND_IN, "")
        if "\n\n" not in rest and len(rest.split()) <= LONGEST_ATTRIBUTION:
            end = last
    remark = REMARK.search(prose.text, 0, end)
    if remark and (emphasis_is_declared(remark[1]) or emphasis_is_removed(remark[1])):
        end = remark.start()
    return len(prose.text[:end].rstrip())
