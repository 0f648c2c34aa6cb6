"""How much is too much: the limits of what an essay may bring and of what a program may take.

Each limit is told with its number, the place where it is passed and what to do about it.
"""

from __future__ import annotations

import re
import subprocess
import time
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from press.errors import Place, Problem, ProgramTooSlow, TooMuch
from press.model import Node, Source

MB = 1_000_000
MOST_TEXT = 2 * MB
"""Bytes of a chapter or a transcript. A long novel is 1 MB; of 2 MB pandoc makes a tree in 6 s."""
MOST_WHOLE = 8 * MB
"""Bytes of all chapters."""
MOST_PICTURE = 64 * MB
"""Bytes of a picture, a font or a profile."""
MOST_BIBLIOGRAPHY = 20 * MB
"""Bytes of a .bib file: that of a library of 40,000 works."""
MOST_ABBREVIATED = 100_000
"""Letters of an @string in a .bib file."""
MOST_SETTINGS = 256_000
"""Bytes of essay.yaml. PyYAML takes 1 s for 40 kB."""
MOST_BRACKETS = 12
"""Square brackets that are open at once in a paragraph: for each more, pandoc takes twice as long or longer,
and reads 14 in 1 s, 18 in 14 s."""
MOST_LETTERS = 5_000
"""Of a word: to break it into lines, the layout engine goes over it again and again. Scripts that are written
without spaces can be broken anywhere, and count no further than to the next of their letters."""
MOST_NOTES = 5_000
"""Notes of a chapter: the layout engine sets 40 in a second."""
MOST_ROWS = 5_000
"""Rows of a table, or of all that a chapter has by hand: the layout engine sets 80 in a second."""
MOST_LEVELS = 80
"""Levels of quotations, lists and divisions within each other."""
CHAPTER_SECONDS = 60
"""What pandoc may take for a chapter: ten times what it takes for the longest."""
WHOLE_SECONDS = 300
"""What pandoc may take for a whole essay, with citations."""

LOOKING_SECONDS = 20
"""What looking for the line of what is too much may take."""

TOO_DEEP = f"quotations, lists or styles are nested more than {MOST_LEVELS} levels deep."
SEVERAL = "Make several tables of it, in several chapters."
WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
WORD = re.compile(rf"[^\s{WITHOUT_SPACES}\U00020000-\U0003ffff]{{{MOST_LETTERS + 1},}}")
PARAGRAPH = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|$))+")
NOTE = re.compile(r"\[\^[^\]\s]+\](?!:)|\^\[")
ROW = re.compile(r"<tr\b")
BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


@dataclass(frozen=True)
class Patience:
    """How long a program may take: its name, the seconds, the file it is at, and what to do if it is slow."""

    name: str
    seconds: float
    place: Place | None = None
    remedy: str = "Run it again."


def run(
    command: Sequence[str | Path], text: str, patience: Patience, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program on a text, and stop it when it takes too long. Raises ProgramTooSlow, which names it."""
    try:
        return subprocess.run(
            command,
            input=text,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=patience.seconds,
            check=False,
            env=env,
        )
    except subprocess.TimeoutExpired:
        fact = f"{patience.name} did not end within {patience.seconds:g} seconds and was stopped."
        raise ProgramTooSlow(Problem(fact, patience.remedy, patience.place)) from None


def check_tree(blocks: list[Node], path: Path | None) -> None:
    """Raise TooMuch for a tree with more levels of blocks and inlines, or rows of a table, than may be."""
    level, nodes = 0, list(blocks)
    while nodes:
        level += 1
        if level > MOST_LEVELS:
            raise too_deep(path)
        for table in (node for node in nodes if node.get("t") == "Table"):
            _check_rows(table, path)
        nodes = [inner for node in nodes for inner in _within(node.get("c"))]


def place_of(error: TooMuch, text: str, check: Callable[[str], object]) -> TooMuch:
    """Return an error of `check_tree` with its line: that of the table, or the first that is too deep.

    A syntax tree knows no lines. So parts of the text are read again, by `check`, and the least is looked for
    that is still too much. Where that takes too long, the error is told without its line.
    """
    (problem,) = error.problems
    until = time.monotonic() + LOOKING_SECONDS

    def is_too_much(part: str) -> bool:
        if time.monotonic() > until:
            raise TimeoutError
        try:
            check(part)
        except TooMuch:
            return True
        return False

    try:
        if problem.fact == TOO_DEEP:
            ends = [end.start() for end in re.finditer(r"\n|\Z", text)]
            line = bisect_left(ends, True, key=lambda end: is_too_much(text[:end])) + 1
        else:
            starts = [paragraph.start() for paragraph in PARAGRAPH.finditer(text)]
            first_without = bisect_left(starts, True, key=lambda start: not is_too_much(text[start:]))
            line = text.count("\n", 0, starts[first_without - 1]) + 1
    except (TimeoutError, ProgramTooSlow):
        return error
    return TooMuch(replace(problem, place=problem.place and replace(problem.place, line=line)))


def _check_rows(table: Node, path: Path | None) -> None:
    rows = sum(len(body[-1]) for body in table["c"][4])
    if rows > MOST_ROWS:
        fact = f"a table of {rows:,} rows; at most {MOST_ROWS:,} are set."
        raise TooMuch(Problem(fact, SEVERAL, Place(path) if path else None))


def _within(contents: Any) -> Iterator[Node]:
    """Yield the nodes that stand next below."""
    waiting = [contents]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
        elif isinstance(item, list):
            waiting += item


def too_deep(path: Path | None) -> TooMuch:
    """Return the error for a chapter that is nested too deep."""
    return TooMuch(Problem(TOO_DEEP, "Write them less deep.", Place(path) if path else None))


def check_brackets(chapters: Sequence[Source]) -> None:
    """Raise TooMuch, with its lines, for paragraphs on which pandoc would spend minutes or years."""
    fact = f"more than {MOST_BRACKETS} square brackets are open at once in this paragraph."
    remedy = "Close them, or write \\[ for one that opens nothing."
    problems = [
        Problem(fact, remedy, chapter.place_at(paragraph.start() + offset))
        for chapter in chapters
        for paragraph in PARAGRAPH.finditer(chapter.prose)
        if (offset := _thicket(paragraph[0])) is not None
    ]
    if problems:
        raise TooMuch(*problems)


def check_words(chapters: Sequence[Source]) -> None:
    """Raise TooMuch, with its lines, for words on which the layout engine would spend minutes."""
    remedy = "Part it with spaces, or leave it out."
    problems = [
        Problem(
            f"a word of {len(word[0]):,} letters; at most {MOST_LETTERS:,} are set.",
            remedy,
            chapter.place_at(word.start()),
        )
        for chapter in chapters
        for word in WORD.finditer(chapter.text)
    ]
    if problems:
        raise TooMuch(*problems)


def check_notes(chapters: Sequence[Source]) -> None:
    """Raise TooMuch for chapters on whose notes the layout engine would spend minutes."""
    problems = [
        Problem(
            f"this chapter has {len(notes):,} notes; at most {MOST_NOTES:,} are set.",
            "Split the chapter before this line.",
            chapter.place_at(notes[MOST_NOTES].start()),
        )
        for chapter in chapters
        if len(notes := list(NOTE.finditer(chapter.prose))) > MOST_NOTES
    ]
    if problems:
        raise TooMuch(*problems)


def check_rows(chapters: Sequence[Source]) -> None:
    """Raise TooMuch for chapters with too many rows of tables by hand."""
    problems = [
        Problem(
            f"this chapter has {len(rows):,} rows of tables by hand; at most {MOST_ROWS:,} are set.",
            SEVERAL,
            chapter.place_at(rows[MOST_ROWS].start()),
        )
        for chapter in chapters
        if len(rows := list(ROW.finditer(chapter.prose))) > MOST_ROWS
    ]
    if problems:
        raise TooMuch(*problems)


def _thicket(paragraph: str) -> int | None:
    """Return where the first of too many open brackets stands."""
    opened: list[int] = []
    for mark in BRACKET.finditer(paragraph):
        if mark[0] == "[":
            opened.append(mark.start())
        elif mark[0] == "]" and opened:
            opened.pop()
        if len(opened) > MOST_BRACKETS:
            return opened[0]
    return None
