"""The records of the evidence: transcripts, quotations, and what came of comparing them. All are frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from press.errors import Place
from press.evidence.words import cut
from press.places import Letters, fold

Status = Literal["compared", "transcript", "unverified"]
"""A quotation's words agree with a transcript that was compared with a printed copy, with one that was not,
or with none."""

NOT_ESTABLISHED = "not established"
"""A page that the essay says it does not know."""


@dataclass(frozen=True)
class Emendation:
    """A slip of the transcriber put right: his words, the words they stand for, and why."""

    transcript: str
    reading: str
    reason: str
    place: Place


@dataclass(frozen=True)
class Standing:
    """An oddity that was left as it is, and why."""

    text: str
    reason: str
    place: Place


@dataclass(frozen=True)
class Passage:
    """A transcribed passage. `text` is as transcribed, `reading` with the emendations made.

    `spots` are the places of the emendations in the reading: from, to, number of the emendation. `page` is
    None where it is not established. `compared` says whether it was compared with a printed copy;
    `emphasis`, whether the transcript kept the original's emphasis; `language` is a tag, or empty for the
    essay's own.
    """

    key: str
    id: str
    page: str | None
    text: str
    reading: str
    spots: tuple[tuple[int, int, int], ...]
    emendations: tuple[Emendation, ...]
    left_standing: tuple[Standing, ...]
    compared: bool
    taken_from: str
    language: str
    emphasis: bool
    place: Place

    @property
    def status(self) -> Status:
        """What the passage can vouch for."""
        return "compared" if self.compared else "transcript"


@dataclass(frozen=True)
class Transcript:
    """A file of manuscript/transcripts/: the passages of one work."""

    key: str
    passages: tuple[Passage, ...]
    place: Place


Cause = Literal["broken", "unknown-key", "duplicate", "no-reason", "idle-emendation"]


@dataclass(frozen=True)
class Fault:
    """What is wrong with a transcript itself: the fact at its place, and the words concerned."""

    cause: Cause
    place: Place
    fact: str
    remedy: str = ""
    text: str = ""


@dataclass(frozen=True)
class Citation:
    """A work cited, and what was written after its key.

    `page` is the place in the work as cited, such as `p. 35`: empty where none is, NOT_ESTABLISHED where the
    essay says so. `note` is the rest.
    """

    key: str
    page: str = ""
    note: str = ""


@dataclass(frozen=True)
class Quotation:
    """Words of another within the essay.

    `text` is plain: brackets, ellipses and inner quotation marks are in it, citations and notes are not.
    `emphasis` are the places in it, from and to, that are emphasised. `citations` are the works that a
    reader would take it to come from; `close` says that they stand right beside it. `chapter` is the number
    of the manuscript's chapter, from 0, and `paragraph` the name of the paragraph (p-…) where it is known.
    `letter` is the place of its first letter among the chapter's, by which `place` was found. `after` are the
    words that follow it, with what its citations say.
    """

    kind: Literal["block", "line"]
    text: str
    chapter: int
    place: Place
    citations: tuple[Citation, ...] = ()
    close: bool = True
    emphasis: tuple[tuple[int, int], ...] = ()
    after: str = ""
    language: str = ""
    paragraph: str = ""
    letter: int | None = None


DifferenceKind = Literal[
    "changed",
    "missing",
    "added",
    "capital",
    "punctuation",
    "bracket",
    "not-emended",
    "emphasis-added",
    "emphasis-dropped",
]
MISQUOTED: frozenset[str] = frozenset({"changed", "missing", "added"})


@dataclass(frozen=True)
class Difference:
    """A place where a quotation is not as its transcript has it: `was` there, `now` here.

    `at` is the place of the words in the quotation's text. `before` and `after` are the words around.
    """

    kind: DifferenceKind
    was: str
    now: str
    before: str
    after: str
    at: int

    def __str__(self) -> str:
        inner = {"missing": f"[−{self.was}]", "added": f"[+{self.now}]"}
        middle = inner.get(self.kind, f"[{self.was}→{self.now}]")
        return " ".join(part for part in (self.before, middle, self.after) if part)


@dataclass(frozen=True)
class Skip:
    """Words that an ellipsis leaves out; `at` is the place in the quotation's text after it.

    `turning` is the word among them that would turn the sense of what is kept, such as `not`, or empty; its
    number is `turning_at`. `start` and `end` are numbers of the passage's words.
    """

    text: str
    turning: str
    turning_at: int
    start: int
    end: int
    at: int


@dataclass(frozen=True)
class Match:
    """Where a quotation stands in the transcripts, and how it differs.

    `start` and `end` are word numbers in the passage's reading, from 0, `end` not included; `spans` are
    those between ellipses. `likeness` is the share of it that is found, 1 for all. `joined` are
    further passages that an ellipsis takes words from. `follows` is the word after the end, if it turns the
    sense, such as `but`, and `follows_at` its number. `emendations` are those made within. `before` and
    `after` are the sentences around it in the transcript, with the rest of those it begins and ends in.
    """

    passage: Passage
    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    likeness: float
    differences: tuple[Difference, ...] = ()
    skipped: tuple[Skip, ...] = ()
    insertions: tuple[str, ...] = ()
    joined: tuple[Passage, ...] = ()
    reordered: bool = False
    follows: str = ""
    follows_at: int = 0
    emendations: tuple[Emendation, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def is_true(self) -> bool:
        """Whether no word is changed, missing, added or out of order."""
        wrong = any(difference.kind in MISQUOTED for difference in self.differences)
        return not (wrong or self.joined or self.reordered)


@dataclass(frozen=True)
class Proof:
    """A quotation and what it was proved by.

    `citation` is the one of its citations that the match bears out, or the first; None where it has none.
    `match` may be a passage of another work, where the words were found only there. `foreign` says that the
    quotation's language is not its transcript's, so that they cannot be compared.
    """

    quotation: Quotation
    citation: Citation | None
    match: Match | None
    foreign: bool = False

    @property
    def key(self) -> str:
        """The source's key, or an empty string."""
        return self.citation.key if self.citation else ""

    @property
    def page(self) -> str:
        """The page as cited: `p. 35`, `not established`, or empty."""
        return self.citation.page if self.citation else ""

    @property
    def status(self) -> Status:
        """What is known of its words."""
        if self.match is None or not self.match.is_true or self.match.passage.key != self.key:
            return "unverified"
        return self.match.passage.status

    @property
    def words(self) -> int:
        """How many words are quoted, without those in brackets."""
        return count_words(self.quotation.text)


@dataclass(frozen=True)
class Evidence:
    """All transcripts and quotations of an essay, the quotations in reading order, notes in their places."""

    transcripts: tuple[Transcript, ...]
    proofs: tuple[Proof, ...]
    faults: tuple[Fault, ...] = ()
    uncited: tuple[Passage, ...] = ()
    letters: tuple[Letters, ...] = field(default=(), repr=False, compare=False)

    def place_of(self, quotation: Quotation, at: int) -> Place:
        """Return the line and column of a place in a quotation's text."""
        if quotation.letter is None:
            return quotation.place
        skipped = sum(map(str.isalnum, fold(quotation.text[:at])))
        return self.letters[quotation.chapter].place(quotation.letter + skipped)

    def words_quoted(self) -> dict[str, int]:
        """Return how many words are quoted of each source, in the order of the essay."""
        counts: dict[str, int] = {}
        for proof in self.proofs:
            if proof.key:
                counts[proof.key] = counts.get(proof.key, 0) + proof.words
        return counts


def count_words(text: str) -> int:
    """Count the words of a quotation, without what stands in brackets."""
    return sum(len(segment.words.small) for segment in cut(text))
