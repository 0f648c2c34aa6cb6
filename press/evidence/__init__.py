"""The evidence: every quotation of the essay, and the transcript that proves it.

    manuscript/transcripts/*.md ─ transcripts ─► Passage ──┐
    Document.chapters ─ quotations ─► Quotation ─ compare ─┴─► Match ─► Evidence

    read_evidence(manuscript, document)  ->  Evidence, made once for a document

Nothing here judges: press/rules/quotations.py says what is wrong, the editions print the register.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice, pairwise

from press.evidence.compare import compare_all
from press.evidence.language import emphasis_is_declared, emphasis_is_removed, primary, turning_word
from press.evidence.library import on_page
from press.evidence.names import paragraph_names
from press.evidence.prose import Flattener, letters_of
from press.evidence.quotations import quotations_of
from press.evidence.records import (
    NOT_ESTABLISHED,
    Citation,
    Difference,
    Emendation,
    Evidence,
    Fault,
    Match,
    Passage,
    Proof,
    Quotation,
    Skip,
    Standing,
    Status,
    Transcript,
)
from press.evidence.transcripts import load_transcripts
from press.model import Document, Manuscript
from press.places import read_letters

__all__ = [
    "NOT_ESTABLISHED",
    "Citation",
    "Difference",
    "Emendation",
    "Evidence",
    "Fault",
    "Match",
    "Passage",
    "Proof",
    "Quotation",
    "Skip",
    "Standing",
    "Status",
    "Transcript",
    "emphasis_is_declared",
    "emphasis_is_removed",
    "language_of",
    "on_page",
    "read_evidence",
    "turning_word",
]


TITLE = re.compile(r"\btitle\s*=\s*[{\"](.*?)[}\"]\s*,?\s*$", re.IGNORECASE | re.MULTILINE)
SHORT = 4
"""Fewer words than these, with a citation further on in the sentence, are quoted only if they are found."""


def read_evidence(manuscript: Manuscript, document: Document) -> Evidence:
    """Return the transcripts and quotations of an essay, each quotation with its match."""
    keys = manuscript.bibliography.keys
    transcripts, faults = load_transcripts(manuscript.folder, keys)
    flattener, titles = Flattener(frozenset(keys)), _titles(manuscript)
    letters = tuple(read_letters(source) for source in manuscript.chapters)
    chapters = [
        quotations_of(number, blocks, letters[number], flattener, titles)
        for number, blocks in enumerate(document.chapters)
    ]
    names = iter(paragraph_names(document, [one for _, own in chapters for one in own], flattener))
    quotations: list[Quotation] = []
    for found, own in chapters:
        named = [*islice(names, len(own)), ""]
        quotations += [replace(one.quotation, paragraph=named[one.paragraph]) for one in found]
    passages = [passage for transcript in transcripts for passage in transcript.passages]
    proofs = compare_all(passages, quotations, manuscript.settings.language)
    kept = tuple(proof for proof in proofs if proof.match or not _is_doubtful(proof))
    cited = {
        id(passage) for proof in kept if proof.match for passage in (proof.match.passage, *proof.match.joined)
    }
    uncited = tuple(passage for passage in passages if id(passage) not in cited)
    return Evidence(transcripts, kept, faults, uncited, letters)


def _is_doubtful(proof: Proof) -> bool:
    """Tell whether words in quotation marks may be no quotation: few, and far from the citation."""
    quotation = proof.quotation
    return quotation.kind == "line" and not quotation.close and proof.words < SHORT


def _titles(manuscript: Manuscript) -> dict[str, str]:
    """Return the letters of the titles of each work."""
    source, keys = manuscript.bibliography.source, manuscript.bibliography.keys
    lines = source.text.split("\n")
    starts = [*sorted((line, key) for key, line in keys.items()), (len(lines) + 1, "")]
    return {
        key: " ".join(
            letters_of(match[1]) for match in TITLE.finditer("\n".join(lines[first - 1 : last - 1]))
        )
        for (first, key), (last, _) in pairwise(starts)
    }


def language_of(passage: Passage, otherwise: str) -> str:
    """Return the language of a passage, without script and region."""
    return primary(passage.language or otherwise)
