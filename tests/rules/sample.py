"""Small essays that break a rule, or nearly do: a folder of tests/rules/data for each rule.

A folder holds the samples `bad` and `near`, each as any of these files, and what is said of `bad`:

    bad.md       the chapter             bad-KEY.md   the transcript of a work
    bad.bib      references.bib          bad.yaml     more lines of essay.yaml
    bad.more.md  a second chapter        bad.txt      what the rule says: the findings, a line each

Each essay has a picture, picture.svg.
"""

from __future__ import annotations

from pathlib import Path

from press.document import compose
from press.manuscript import load
from press.model import Finding
from press.rules import judge

DATA = Path(__file__).parent / "data"
SETTINGS = "title: A Sample\nauthors: Ann Author\n"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9v9z"/></svg>'
CHAPTER = "# A chapter {#sec:a}\n\nA sentence stands here.\n"


def write_essay(rule: str, kind: str, folder: Path) -> Path:
    """Write the essay of a sample into a folder."""
    samples, manuscript = DATA / rule, folder / "manuscript"
    (manuscript / "transcripts").mkdir(parents=True)
    parts = {
        "md": (manuscript / "01-text.md", CHAPTER),
        "bib": (folder / "references.bib", ""),
        "yaml": (manuscript / "essay.yaml", ""),
    }
    for ending, (path, otherwise) in parts.items():
        own = samples / f"{kind}.{ending}"
        text = own.read_text(encoding="utf-8") if own.exists() else otherwise
        path.write_text(SETTINGS + text if ending == "yaml" else text, encoding="utf-8")
    (manuscript / "picture.svg").write_text(PICTURE, encoding="utf-8")
    if (more := samples / f"{kind}.more.md").exists():
        (manuscript / "02-more.md").write_text(more.read_text(encoding="utf-8"), encoding="utf-8")
    for transcript in samples.glob(f"{kind}-*.md"):
        name = transcript.name.removeprefix(f"{kind}-")
        (manuscript / "transcripts" / name).write_text(
            transcript.read_text(encoding="utf-8"), encoding="utf-8"
        )
    return folder


def find(essay: Path) -> list[Finding]:
    """Return what the rules say of an essay."""
    manuscript = load(essay)
    return judge(manuscript, compose(manuscript))


def tell(findings: list[Finding], rule: str, essay: Path) -> str:
    """Return what is said by one rule, a line for each finding, with the words concerned."""
    said = [f"{finding} «{finding.text}»\n" for finding in findings if finding.rule == rule]
    return "".join(said).replace(f"{essay}/", "")
