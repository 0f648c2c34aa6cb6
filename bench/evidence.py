"""How long it takes to prove quotations: over this essay, and over an invented one of any size.

python -m bench.evidence    this essay; 2,000 and 10,000 quotations against 5 MB of transcripts

The invented words are drawn as a language's are, a few very often and most of them hardly ever. One quotation
in ten has a word changed, one in ten an ellipsis, one in fifty is not in the transcripts at all. The time is
that of press.evidence alone: pandoc and the citations are not in it.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from pathlib import Path

from press.document import compose
from press.evidence import Evidence, read_evidence
from press.manuscript import load
from press.model import Document, Manuscript
from press.pandoc import read_markdown
from press.rules import quotations
from press.rules.rule import Subject

WORKS, PAGES = 50, 40
SEED = 1929
EVERY = 10
SHORT = 8  # words; longer quotations are set as blocks


def invent_words(count: int, draw: random.Random) -> list[str]:
    """Return so many different words, the more frequent ones first and shorter."""
    syllables = [first + last for first in "bdfgklmnprstvz" for last in ("a", "e", "i", "o", "u", "an", "er")]
    words: dict[str, None] = {}
    while len(words) < count:
        words["".join(draw.choices(syllables, k=1 + min(3, len(words) // 60)))] = None
    return list(words)


def write_essay(folder: Path, size: int, quoted: int) -> None:
    """Write an essay with so many quotations, and transcripts of `size` bytes."""
    draw = random.Random(SEED)
    words = invent_words(20_000, draw)
    weights = [1 / (rank + 3) for rank in range(len(words))]
    length = size // (WORKS * PAGES)
    manuscript = folder / "manuscript"
    (manuscript / "transcripts").mkdir(parents=True)
    pages: list[tuple[str, int, list[str]]] = []
    for work in range(WORKS):
        key, parts = f"work{work}", []
        for page in range(1, PAGES + 1):
            text: list[str] = []
            while sum(map(len, text)) + len(text) < length:
                text += draw.choices(words, weights, k=100)
            pages.append((key, page, text))
            parts.append(f"\n## p{page}\n\n{' '.join(text)}\n")
        entries = "".join(f"  - {{id: p{page}, page: {page}}}\n" for page in range(1, PAGES + 1))
        front = (
            f"---\nsource: {key}\ntaken_from: invented\ncompared_with_print: true\npassages:\n{entries}---\n"
        )
        (manuscript / "transcripts" / f"{key}.md").write_text(front + "".join(parts), encoding="utf-8")
    out = ["# Quotations {#sec:a}\n"]
    out += [_quotation(draw, pages, words, number) for number in range(quoted)]
    (manuscript / "01-text.md").write_text("\n".join(out), encoding="utf-8")
    (manuscript / "essay.yaml").write_text("title: Quotations\n", encoding="utf-8")
    books = (
        f"@book{{work{work}, author = {{A}}, title = {{B}}, date = {{1929}}}}\n" for work in range(WORKS)
    )
    (folder / "references.bib").write_text("".join(books), encoding="utf-8")


def _quotation(
    draw: random.Random, pages: list[tuple[str, int, list[str]]], words: list[str], number: int
) -> str:
    key, page, text = draw.choice(pages)
    count = draw.choice((3, 8, 15, 40, 80))
    start = draw.randrange(max(1, len(text) - count))
    said = text[start : start + count]
    if number % EVERY == 0:
        said[len(said) // 2] = "changed"
    elif number % EVERY == 1 and count > SHORT:
        said[count // 3 : count // 2] = ["[…]"]
    elif number % (5 * EVERY) == EVERY - 1:
        said = draw.choices(words[1000:], k=count)
    if count > SHORT:
        return f"It is said.\n\n> {' '.join(said)} [@{key}, p. {page}]\n"
    return f'Some say that "{" ".join(said)}" [@{key}, p. {page}], and go home.\n'


def without_citeproc(manuscript: Manuscript, document: Document) -> Document:
    """Return a document with the chapters of a manuscript, as they are read."""
    chapters = tuple(read_markdown(source.text, source.path)[0] for source in manuscript.chapters)
    return Document(document.settings, {}, (), (), {}, None, 0, (), chapters)


def measure(name: str, manuscript: Manuscript, document: Document) -> None:
    """Print the time for an essay and what was found."""
    started = time.perf_counter()
    cpu = time.process_time()
    evidence: Evidence = read_evidence(manuscript, document)
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    found = Counter(proof.status for proof in evidence.proofs)
    size = sum(len(one.text) for transcript in evidence.transcripts for one in transcript.passages)
    print(f"{name}: {len(evidence.proofs):,} quotations, {size / 1e6:.2f} MB of transcripts, {dict(found)}")
    print(f"    proved in {seconds:.2f} s ({used:.2f} s of a processor)")
    started = time.perf_counter()
    hits = Counter(hit.rule for hit in quotations.look(Subject(manuscript, document)))
    print(f"    with the rules {time.perf_counter() - started:.2f} s: {dict(hits)}")


def main() -> None:
    """Measure the essay here, and two invented ones."""
    essay = load(Path(__file__).parent.parent)
    document = compose(essay)
    measure("the essay", essay, document)
    for size, quoted in ((5_000_000, 2_000), (5_000_000, 10_000)):
        with tempfile.TemporaryDirectory() as folder:
            write_essay(Path(folder), size, quoted)
            manuscript = load(Path(folder))
            measure("invented", manuscript, without_citeproc(manuscript, document))


if __name__ == "__main__":
    main()
