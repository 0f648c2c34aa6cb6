"""Essays of any length to measure with: the long essay of the tests, told again and again in other orders.

python -m bench.essay 100000 folder                        an essay of about a hundred thousand words
python -m bench.essay 100000 folder --face eb-garamond     the same in another typeface

The first ten thousand words are tests/data/long as it is. Then its chapters come round again, the sentences
of each dealt out anew to its paragraphs, so that notes, citations, quotations, headings, tables and figures
keep their proportions while no paragraph breaks into the lines it broke into before. Each round cites works
of its own, so that the bibliography grows as the text does; only the number of different words stays that of
the first round. The same length is always the same essay.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "tests" / "data" / "long"
SEED = 1784

NOTE = re.compile(r"^\[\^\w+\]:.*(?:\n\n? {4}.*)*", re.MULTILINE)
"""A note written by hand, with the paragraphs that are indented below it."""

CITED = re.compile(r"\[[^][]*@[^][]*\]|\{[^{}]*\}|\[\^\w+\]|^\|?[-:|]+$", re.MULTILINE)
"""What is in the text and not of its words: citations, attributes, callers, the rules of tables."""

STOP = re.compile(r"(?<=[.?!])(\"?\)?(?:\[\^\w+\]| \[[^][]*@[^][]*\]\.?)*)\s+(?=[A-Z\"'])")
"""Where a sentence ends, with its closing marks, callers and citations."""

LABEL = re.compile(r"(?<=[#@])(?:sec|tbl|fig):[\w-]+")
KEY = re.compile(r"(?<=@)(?!(?:sec|tbl|fig):)\w+")
ENTRY = re.compile(r"^(@\w+\{)(\w+)(,.*?^\s*title\s*=\s*\{)(.*?)(\},\n.*?^\}\n)", re.MULTILINE | re.DOTALL)


def write_essay(folder: Path, words: int, settings: str = "") -> int:
    """Write an essay of so many words, to within a chapter, and return how many it has.

    `settings` are lines for essay.yaml besides its own. Notes and the bibliography are not counted.
    """
    target = folder / "manuscript"
    target.mkdir(parents=True, exist_ok=True)
    shutil.copytree(SOURCE / "manuscript" / "figures", target / "figures", dirs_exist_ok=True)
    written: list[str] = []
    turns, total = set(), 0
    for turn, text in invent_chapters():
        written.append(text)
        turns.add(turn)
        total += (own := count_words(text))
        if total >= words - own // 2:
            break
    known = {label for text in written for label in LABEL.findall(text) if f"#{label}" in text}
    first = next(iter(LABEL.findall(written[0])))
    for number, text in enumerate(written, start=1):
        whole = LABEL.sub(lambda label: label[0] if label[0] in known else first, text)
        (target / f"{number:04}.md").write_text(whole, encoding="utf-8")
    about = (SOURCE / "manuscript" / "essay.yaml").read_text(encoding="utf-8")
    (target / "essay.yaml").write_text(f"{about}\n{settings}\n", encoding="utf-8")
    entries = (SOURCE / "references.bib").read_text(encoding="utf-8")
    works = "".join(rename_works(entries, turn) for turn in sorted(turns))
    (folder / "references.bib").write_text(works, encoding="utf-8")
    return total


def invent_chapters() -> Iterator[tuple[int, str]]:
    """Yield chapters without end, each with the number of its round, from 0."""
    sources = [path.read_text(encoding="utf-8") for path in sorted((SOURCE / "manuscript").glob("*.md"))]
    draw = random.Random(SEED)
    for turn in count():
        for text in sources:
            yield turn, tell_again(text, turn, draw) if turn else text


def tell_again(text: str, turn: int, draw: random.Random) -> str:
    """Return a chapter with its sentences dealt out anew, and labels and works of its round."""
    blocks = re.split(r"\n\n(?! )", text.strip())
    plain = [place for place, block in enumerate(blocks) if re.match(r"[A-Z\"'*]", block)]
    sentences = [split_sentences(blocks[place]) for place in plain]
    dealt = [sentence for paragraph in sentences for sentence in paragraph]
    draw.shuffle(dealt)
    for place, paragraph in zip(plain, sentences, strict=True):
        blocks[place] = " ".join(dealt.pop() for _ in paragraph)
    whole = "\n\n".join(blocks) + "\n"
    return KEY.sub(lambda key: f"{key[0]}r{turn}", LABEL.sub(lambda label: f"{label[0]}-{turn}", whole))


def split_sentences(paragraph: str) -> list[str]:
    """Cut a paragraph into sentences, never within brackets, emphasis or quotation marks."""
    sentences = [""]
    for piece in STOP.sub(r"\1\n", paragraph).split("\n"):
        sentences[-1] = f"{sentences[-1]} {piece}".strip()
        if is_whole(sentences[-1]):
            sentences.append("")
    return [sentence for sentence in sentences if sentence]


def is_whole(text: str) -> bool:
    """Tell whether everything that is opened in a text is closed in it."""
    pairs = all(text.count(first) == text.count(last) for first, last in ("()", "[]", "{}"))
    return pairs and not text.count('"') % 2 and not text.count("*") % 2


def rename_works(entries: str, turn: int) -> str:
    """Return a .bib file for a round: the same works, as further volumes of theirs."""
    if not turn:
        return entries
    new = ENTRY.sub(
        lambda entry: f"{entry[1]}{entry[2]}r{turn}{entry[3]}{entry[4]} {turn + 1}{entry[5]}", entries
    )
    return f"\n{new}"


def count_words(text: str) -> int:
    """Count the words of a chapter's text, headings and tables, as the press counts them."""
    return len(re.findall(r"\S*\w\S*", CITED.sub("", NOTE.sub("", text))))


def main() -> None:
    """Write an essay and say how long it is."""
    parser = argparse.ArgumentParser(description="Write an essay to measure with.")
    parser.add_argument("words", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--face", default="", help="the text face, such as eb-garamond")
    arguments = parser.parse_args()
    settings = f"fonts: {{text: {arguments.face}}}" if arguments.face else ""
    print(f"{arguments.folder}: {write_essay(arguments.folder, arguments.words, settings):,} words")


if __name__ == "__main__":
    main()
