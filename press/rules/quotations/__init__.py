"""The rules of quotations: what press.evidence found of each, and of its transcript."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from press.evidence import (
    NOT_ESTABLISHED,
    Citation,
    Difference,
    Evidence,
    Match,
    Passage,
    Proof,
    emphasis_is_declared,
    emphasis_is_removed,
    language_of,
    on_page,
    read_evidence,
    turning_word,
)
from press.rules.quotations.table import RULES
from press.rules.rule import Hit, Subject

__all__ = ["RULES", "look"]

FIRST_WORDS = 8
"""A quotation is named by so many of its words."""
MANY = 6
"""More differences than these are told as one."""
FEWEST = 4
"""A quotation of fewer words than these is not expected to be quoted on."""
BRACKETED = 3
"""Square brackets may stand for so many words."""
PAGED = re.compile(
    r"@(mv)?(in|supp)?(book|collection|proceedings|article|periodical|reference|booklet|manual|report|thesis"
    r"|phdthesis|mastersthesis|techreport)\b",
    re.IGNORECASE,
)
"""Types of entries that have pages, as a letter, a broadcast or a web page has not."""

OF_WORDS = {
    "changed": "quotation-changed",
    "missing": "quotation-word-missing",
    "added": "quotation-word-added",
    "capital": "quotation-capital",
    "punctuation": "quotation-punctuation",
    "not-emended": "emendation-not-made",
}
OF_FAULTS = {
    "broken": "transcript-broken",
    "unknown-key": "transcript-unknown-key",
    "duplicate": "transcript-duplicate-passage",
    "no-reason": "emendation-no-reason",
    "idle-emendation": "emendation-idle",
}


def look(subject: Subject) -> Iterator[Hit]:
    """Yield what is wrong with the quotations and transcripts of an essay."""
    evidence = read_evidence(subject.manuscript, subject.document)
    for fault in evidence.faults:
        yield Hit(OF_FAULTS[fault.cause], fault.place, fault.fact, fault.text, fault.remedy)
    looker = _Looker(subject, evidence)
    if not evidence.transcripts and not evidence.faults:
        yield from looker.without_transcripts()
    for proof in evidence.proofs:
        yield from looker.look(proof)
    told = {fault.place for fault in evidence.faults}
    foreign = {proof.key for proof in evidence.proofs if proof.foreign}
    for passage in evidence.uncited:
        if passage.key not in foreign and passage.place not in told:
            fact = f"nothing is quoted from the passage `{passage.id}` of {passage.key}."
            yield Hit("passage-uncited", passage.place, fact, _first_words(passage.reading))


class _Looker:
    def __init__(self, subject: Subject, evidence: Evidence) -> None:
        self.evidence, self.language = evidence, subject.manuscript.settings.language
        self.works: dict[str, list[Passage]] = defaultdict(list)
        for transcript in evidence.transcripts:
            self.works[transcript.key] += transcript.passages
        self.quoted: dict[tuple[int, str, str], list[tuple[int, int]]] = defaultdict(list)
        for proof in evidence.proofs:
            if match := proof.match:
                at = (proof.quotation.chapter, match.passage.key, match.passage.id)
                self.quoted[at] += match.spans
        bibliography = subject.manuscript.bibliography
        self.known = set(bibliography.keys)
        lines = bibliography.source.text.split("\n")
        self.paged = {key for key, line in bibliography.keys.items() if PAGED.search(lines[line - 1])}
        self.broken = {fault.place.path.stem for fault in evidence.faults if fault.cause == "broken"}
        self.told: set[str] = set()

    def without_transcripts(self) -> Iterator[Hit]:
        """Say once that nothing was transcribed."""
        cited = [proof for proof in self.evidence.proofs if proof.key]
        if cited:
            count = f"none of {len(cited)} quotations has" if len(cited) > 1 else "the quotation has not"
            yield self._hit("quotation-no-transcript", cited[0], f"{count} a transcript.")

    def look(self, proof: Proof) -> Iterator[Hit]:
        """Yield what is wrong with a quotation."""
        match = proof.match
        if not proof.quotation.citations:
            yield self._uncited(proof)
        elif match is None:
            yield from self._unmatched(proof)
            yield from self._page(proof, None)
        elif match.passage.key not in self.known:
            return  # The transcript names no work of the bibliography, and is told for that.
        elif match.passage.key != proof.key:
            where = _where(match.passage)
            fact = f"these words are not from {proof.key}: they stand in {where}."
            yield self._hit("quotation-wrong-work", proof, fact, f"Cite {_cite(match.passage)}.")
        else:
            yield from self._words(proof, match)
            yield from self._order(proof, match)
            yield from self._turns(proof, match)
            yield from self._emphasis(proof, match)
            yield from self._brackets(proof, match)
            yield from self._page(proof, match.passage)

    def _uncited(self, proof: Proof) -> Hit:
        match = proof.match
        if match is None:
            return self._hit("quotation-no-citation", proof, "a quotation without a citation.")
        fact = f"a quotation without a citation; its words stand in {_where(match.passage)}."
        return self._hit("quotation-no-citation", proof, fact, f"Write {_cite(match.passage)} at its end.")

    def _unmatched(self, proof: Proof) -> Iterator[Hit]:
        passages = self.works.get(proof.key, [])
        if proof.foreign:
            if proof.key not in self.told:
                self.told.add(proof.key)
                fact = f"the transcript of {proof.key} is in another language, so that nothing was compared."
                yield self._hit("quotation-language", proof, fact)
        elif any(on_page(passage, proof.page) for passage in passages):
            at = f"page {NOT_ESTABLISHED}" if proof.page == NOT_ESTABLISHED else proof.page
            fact = f"the transcript of {proof.key} ({at}) has no such words."
            yield self._hit("quotation-not-in-transcript", proof, fact)
        elif passages and proof.key not in self.broken:
            fact = f"no passage in the transcript of {proof.key} has these words."
            yield self._hit("quotation-no-transcript", proof, fact)
        elif self.evidence.transcripts and proof.key not in self.broken:
            yield self._hit("quotation-no-transcript", proof, f"there is no transcript of {proof.key}.")

    def _words(self, proof: Proof, match: Match) -> Iterator[Hit]:
        found = [one for one in match.differences if one.kind in OF_WORDS]
        wrong = [one for one in found if one.kind in {"changed", "missing", "added"}]
        if len(wrong) > MANY:
            where = _where(match.passage)
            fact = f"differs from {where} at {len(wrong)} places; the first: {wrong[0]}"
            yield self._hit("quotation-changed", proof, fact, at=wrong[0].at)
            found = []
        for one in found:
            yield self._difference(proof, match, one)

    def _difference(self, proof: Proof, match: Match, one: Difference) -> Hit:
        facts = {
            "missing": f"leaves out “{one.was}”",
            "added": f"adds “{one.now}”",
            "not-emended": "keeps a slip that is put right in the transcript",
        }
        fact = facts.get(one.kind, f"has “{one.now}” for “{one.was}”")
        place = self.evidence.place_of(proof.quotation, one.at)
        said = f"the quotation from {_where(match.passage)} {fact}."
        return Hit(OF_WORDS[one.kind], place, said, str(one))

    def _order(self, proof: Proof, match: Match) -> Iterator[Hit]:
        if match.joined:
            names = " and ".join(f"`{one.id}`" for one in (match.passage, *match.joined))
            fact = f"an ellipsis joins the passages {names} of {proof.key}."
            yield self._hit("quotation-joins-passages", proof, fact)
        elif match.reordered:
            fact = f"what stands after an ellipsis stands before it in {_where(match.passage)}."
            yield self._hit("quotation-reorders", proof, fact)

    def _turns(self, proof: Proof, match: Match) -> Iterator[Hit]:
        for skip in match.skipped:
            if skip.turning and not self._is_quoted(proof, match.passage, skip.turning_at):
                fact = f"an ellipsis leaves out “{skip.turning}”: “{_shorten(skip.text)}”."
                yield self._hit("ellipsis-drops-not", proof, fact, at=skip.at)
        stops = bool(match.follows) and proof.words >= FEWEST
        if stops and not self._is_quoted(proof, match.passage, match.follows_at):
            fact = f"the quotation stops before “{_shorten(match.after.lstrip(' ,;:.'), 60)}”."
            yield self._hit("quotation-stops-before-but", proof, fact)

    def _is_quoted(self, proof: Proof, passage: Passage, word: int) -> bool:
        """Tell whether the same chapter quotes a word of a passage."""
        spans = self.quoted[proof.quotation.chapter, passage.key, passage.id]
        return any(start <= word < end for start, end in spans)

    def _emphasis(self, proof: Proof, match: Match) -> Iterator[Hit]:
        after = proof.quotation.after
        added = [one for one in match.differences if one.kind == "emphasis-added"]
        dropped = [one for one in match.differences if one.kind == "emphasis-dropped"]
        if not emphasis_is_declared(after):
            for one in added:
                fact = f"“{one.now}” is emphasised here, and not in {_where(match.passage)}."
                yield self._hit("emphasis-undeclared", proof, fact, at=one.at)
        if not emphasis_is_removed(after):
            for one in dropped:
                fact = f"“{one.now}” is emphasised in {_where(match.passage)}, and not here."
                yield self._hit("emphasis-dropped", proof, fact, at=one.at)
        noted = proof.citation.note if proof.citation else ""
        if emphasis_is_declared(noted) and not proof.quotation.emphasis:
            yield self._hit("emphasis-declared-idle", proof, f"“{noted}” is said, but nothing is emphasised.")

    def _brackets(self, proof: Proof, match: Match) -> Iterator[Hit]:
        language = language_of(match.passage, self.language)
        for one in match.differences:
            words = one.was.split()
            if one.kind == "bracket" and (len(words) > BRACKETED or turning_word(one.was, language)):
                fact = f"{one.now} stands for “{_shorten(one.was)}”."
                yield self._hit("bracket-hides-words", proof, fact, at=one.at)
        for text in match.insertions:
            if word := turning_word(text, language):
                yield self._hit("bracket-adds-not", proof, f"[{text}] puts “{word}” into the quotation.")

    def _page(self, proof: Proof, passage: Passage | None) -> Iterator[Hit]:
        citation = proof.citation or Citation("")
        cited, known = citation.page, passage.page if passage else None
        if not cited:
            if (proof.key in self.paged or known) and not _says_place(citation):
                remedy = f"Write {_cite(passage)}." if passage and known else ""
                yield self._hit("quotation-no-page", proof, f"{proof.key} is cited without a page.", remedy)
        elif passage is None:
            return
        elif on_page(passage, cited) is False:
            fact = f"these words stand in {_where(passage)}; the citation says {cited}."
            yield self._hit("quotation-wrong-page", proof, fact)
        elif on_page(passage, cited) is None:
            there = f"gives {_page_of(passage)}" if known else "has no page"
            here = f"page {NOT_ESTABLISHED}" if cited == NOT_ESTABLISHED else cited
            fact = f"the citation says {here}; the transcript of {proof.key} {there}."
            yield self._hit("quotation-page-disagrees", proof, fact)

    def _hit(self, rule: str, proof: Proof, fact: str, remedy: str = "", *, at: int | None = None) -> Hit:
        quotation = proof.quotation
        place = quotation.place if at is None else self.evidence.place_of(quotation, at)
        return Hit(rule, place, fact, _first_words(quotation.text[at or 0 :]), remedy)


def _says_place(citation: Citation) -> bool:
    """Tell whether a citation says where the words stand, if not by a number."""
    return bool(citation.note) and not emphasis_is_declared(citation.note)


def _page_of(passage: Passage) -> str:
    page = passage.page or ""
    return f"p. {page}" if page[:1].isdigit() else page


def _where(passage: Passage) -> str:
    return (
        f"{passage.key}, {_page_of(passage)}" if passage.page else f"{passage.key} (passage `{passage.id}`)"
    )


def _cite(passage: Passage) -> str:
    return f"[@{passage.key}, {_page_of(passage) or f'page {NOT_ESTABLISHED}'}]"


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")


def _shorten(text: str, length: int = 120) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]} …"
