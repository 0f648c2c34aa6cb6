"""Essays of a few lines, with transcripts, and the evidence in them; citations are not resolved for it."""

from __future__ import annotations

from pathlib import Path

from press.evidence import Evidence, Proof, read_evidence
from press.manuscript import load
from press.model import Document, Manuscript
from press.pandoc import read_markdown
from press.rules import quotations
from press.rules.rule import Hit, Subject

ROOT = Path(__file__).resolve().parent.parent.parent
BOOKS = "@book{orme, title={Iron Legs}, date=1957}\n@book{fenn, title={A Diary}}\n"


def transcript(passages: dict[str, tuple[str | None, str]], key: str = "orme", extra: str = "") -> str:
    """Return a transcript: for each id a page and the words."""
    entries = "".join(
        f"  - id: {name}\n    page: {page if page is not None else 'null'}\n"
        for name, (page, _) in passages.items()
    )
    about = f"source: {key}\ntaken_from: a copy\ncompared_with_print: false\n{extra}"
    front = f"---\n{about}passages:\n{entries}---\n"
    return front + "".join(f"\n## {name}\n\n{words}\n" for name, (_, words) in passages.items())


def write(folder: Path, chapter: str, *transcripts: str, settings: str = "") -> Manuscript:
    """Write an essay of one chapter, whose transcripts are named a, b …, and read it."""
    manuscript = folder / "manuscript"
    (manuscript / "transcripts").mkdir(parents=True, exist_ok=True)
    (manuscript / "01-text.md").write_text(f"# One {{#sec:one}}\n\n{chapter}\n", encoding="utf-8")
    (manuscript / "essay.yaml").write_text(f"title: A\n{settings}", encoding="utf-8")
    (folder / "references.bib").write_text(BOOKS, encoding="utf-8")
    for name, text in zip("abcdef", transcripts, strict=False):
        (manuscript / "transcripts" / f"{name}.md").write_text(text, encoding="utf-8")
    return load(folder)


def document_of(manuscript: Manuscript) -> Document:
    """Return a document with the chapters as they are read, and nothing besides."""
    chapters = tuple(read_markdown(source.text, source.path)[0] for source in manuscript.chapters)
    return Document(manuscript.settings, {}, (), (), {}, None, 0, (), chapters)


def evidence_of(manuscript: Manuscript) -> Evidence:
    """Return the evidence of an essay."""
    return read_evidence(manuscript, document_of(manuscript))


def prove(folder: Path, chapter: str, *transcripts: str, settings: str = "") -> list[Proof]:
    """Return the proofs of the quotations in a chapter."""
    return list(evidence_of(write(folder, chapter, *transcripts, settings=settings)).proofs)


def hits_of(manuscript: Manuscript) -> list[Hit]:
    """Return what the rules of quotations find."""
    return list(quotations.look(Subject(manuscript, document_of(manuscript))))
