"""The transcripts: what was copied of each work that the essay quotes.

manuscript/transcripts/KEY.md holds the passages of one work, each in a section of its own, exactly as
they were copied; `*…*` is emphasis of the original. What is known of them stands before:

    ---
    source: lewin1974                 the work's key in references.bib
    taken_from: the library's copy    where the words were copied from
    compared_with_print: true         whether they were compared with a printed copy
    language: ru                      where it is not the essay's (a BCP 47 tag)
    emphasis: lost                    where italics did not survive the copying; else `kept`
    passages:
      - id: i                         the heading of its section: `## i`
        page: 35                      or null: not established
        compared_with_print: false    where it differs from the other passages
        emendations:                  slips of the copyist that quotations put right
          - {transcript: Februrary, reading: February, reason: misspelling}
        left_standing:                oddities that quotations keep
          - {text: to call back on, reason: nothing shows what the printed text has}
    ---

    ## i

    The words …
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from press.errors import Place, PressError, Problem, TooMuch, did_you_mean
from press.evidence.front import FRONT, File, PassageEntry, explain, read_front
from press.evidence.records import Emendation, Fault, Passage, Standing, Transcript
from press.model import Source

FOLDER = "transcripts"
SECTION = re.compile(r"^##[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
MOST_EMENDED = 1000
WORDS_ALIKE = 8
"""Two passages of one page that begin with as many of the same words are the same."""


def load_transcripts(folder: Path, keys: Collection[str]) -> tuple[tuple[Transcript, ...], tuple[Fault, ...]]:
    """Read manuscript/transcripts/ for the works of a bibliography. What cannot be read is a fault."""
    faults: list[Fault] = []
    transcripts: list[Transcript] = []
    for path in sorted((folder / FOLDER).glob("*.md")):
        if path.name.startswith(".") or path.name.lower() == "readme.md" or not path.is_file():
            continue
        try:
            source = Source.read(path)
            file = read_front(source)
        except PressError as error:
            faults += [
                Fault("broken", problem.place or Place(path), problem.fact, problem.remedy)
                for problem in error.problems
            ]
        except ValidationError as error:
            faults += explain(source, error)
        else:
            passages = tuple(_passages(file, faults))
            faults += _look_over(file, passages, keys)
            transcripts.append(Transcript(file.front.source, passages, Place(path)))
    faults += _duplicates(passage for transcript in transcripts for passage in transcript.passages)
    return tuple(transcripts), tuple(faults)


def _passages(file: File, faults: list[Fault]) -> Iterator[Passage]:
    """Yield the passages, those without a section or without an entry apart, which are faults."""
    text, front = file.source.text, file.front
    heads = list(SECTION.finditer(text, match.end() if (match := FRONT.match(text)) else 0))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    sections: dict[str, tuple[str, Place]] = {}
    broken = partial(Fault, "broken")
    for head, end in zip(heads, ends, strict=True):
        place = file.source.place_at(head.start())
        if head[1] in sections:
            faults.append(broken(place, f"there are two sections `## {head[1]}`.", "Rename one.", head[0]))
        sections.setdefault(head[1], (text[head.end() : end].strip(), place))
    entries: dict[str, int] = {}
    for number, entry in enumerate(front.passages):
        place = file.place("passages", number)
        if entry.id in entries:
            faults.append(broken(place, f"two passages have the id `{entry.id}`.", "Rename one.", entry.id))
        entries.setdefault(entry.id, number)
        if not sections.get(entry.id, ("",))[0]:
            remedy = f"Write `## {entry.id}` and the words below it."
            faults.append(broken(place, f"the passage `{entry.id}` has no words.", remedy, entry.id))
    for name, (words, place) in sections.items():
        if name not in entries:
            remedy = did_you_mean(name, entries, among=f"Add `- id: {name}` with its page to `passages:`.")
            faults.append(broken(place, f"the section `{name}` is not among the passages.", remedy, name))
        if words:
            yield _passage(file, name, words, place, entries.get(name))


def _passage(file: File, name: str, text: str, place: Place, number: int | None) -> Passage:
    """Make the record of a section, by its entry's number, and its reading."""
    front = file.front
    entry = front.passages[number] if number is not None else PassageEntry(id=name)
    at = partial(file.place, "passages", *([] if number is None else [number]))
    emendations = tuple(
        Emendation(one.transcript, one.reading, one.reason, at("emendations", index))
        for index, one in enumerate(entry.emendations)
    )
    reading, spots = _emend(text, emendations)
    compared = entry.compared_with_print
    return Passage(
        key=front.source,
        id=name,
        page=entry.page.strip() or None if entry.page else None,
        text=text,
        reading=reading,
        spots=spots,
        emendations=emendations,
        left_standing=tuple(
            Standing(one.text, one.reason, at("left_standing", index))
            for index, one in enumerate(entry.left_standing)
        ),
        compared=front.compared_with_print if compared is None else compared,
        taken_from=front.taken_from,
        language=front.language,
        emphasis=front.emphasis == "kept",
        place=place,
    )


def _emend(text: str, emendations: tuple[Emendation, ...]) -> tuple[str, tuple[tuple[int, int, int], ...]]:
    """Put a text right; return it, and where each emendation stands in it."""
    spots: list[tuple[int, int, int]] = []
    for number, emendation in enumerate(emendations):
        slip, reading, at = emendation.transcript, emendation.reading, text.find(emendation.transcript)
        longer = len(reading) - len(slip)
        if max(len(spots) + text.count(slip), len(reading)) > MOST_EMENDED:
            raise TooMuch(Problem("emends over 1,000 places or letters.", "Emend slips.", emendation.place))
        while at >= 0:
            text = text[:at] + reading + text[at + len(slip) :]
            spots = [
                (start + longer, end + longer, other) if start >= at + len(slip) else (start, end, other)
                for start, end, other in spots
            ]
            spots.append((at, at + len(reading), number))
            at = text.find(slip, at + len(reading))
    return text, tuple(spots)


def _look_over(file: File, passages: tuple[Passage, ...], keys: Collection[str]) -> Iterator[Fault]:
    """Yield what is wrong within a transcript that can be read."""
    key = file.front.source
    if key not in keys:
        remedy = did_you_mean(key, keys, among="Add the work to the bibliography.")
        yield Fault("unknown-key", file.place("source"), f"{key} is not in the bibliography.", remedy, key)
    for passage in passages:
        text = passage.text
        for emendation in passage.emendations:
            words = emendation.transcript
            if words not in text:
                fact = f"the passage `{passage.id}` has no “{words}” to put right."
                yield Fault("idle-emendation", emendation.place, fact, "", words)
            text = text.replace(words, emendation.reading)
            if not emendation.reason.strip():
                fact = f"“{words}” is put right without a reason."
                yield Fault("no-reason", emendation.place, fact, "", words)
        for standing in passage.left_standing:
            if not standing.reason.strip():
                fact = f"“{standing.text}” is left standing without a reason."
                yield Fault("no-reason", standing.place, fact, "", standing.text)
            if standing.text not in passage.text:
                fact = f"the passage `{passage.id}` has no “{standing.text}” to be left standing."
                yield Fault("idle-emendation", standing.place, fact, "", standing.text)


def _duplicates(passages: Iterable[Passage]) -> Iterator[Fault]:
    """Yield the passages that claim the page and the words of another."""
    taken: dict[tuple[str, str | None, str], Passage] = {}
    for passage in passages:
        words = re.findall(r"\w+", passage.text[:400].casefold())[:WORDS_ALIKE]
        other = taken.setdefault((passage.key, passage.page, " ".join(words)), passage)
        if other is not passage:
            page = f"page {passage.page}" if passage.page else "the same place"
            there = f"{other.place.path.name}:{other.place.line}"
            fact = f"the passage `{passage.id}` has {page} and the words of `{other.id}` ({there})."
            yield Fault("duplicate", passage.place, fact, "", " ".join(words))
