"""Notes against their references: on the page of the reference, in its order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from press.typography.lines import Line
from press.typography.sheets import Measured, Reading, Spot, at

NUMBER = re.compile(r"\W*?(\d+|[*†‡§‖¶]+)")
Key = tuple[int, str]
"""A chapter and a number in it."""


@dataclass(frozen=True)
class Notes:
    """The lines of the references and the first lines of the notes, by chapter and number."""

    calls: dict[Key, Line]
    notes: dict[Key, Line]


def _read(reading: Reading) -> Notes:
    found = Notes({}, {})
    for line in reading.text:
        if line.role == "note":
            if line.first and (number := NUMBER.match(line.text)):
                found.notes.setdefault((reading.chapter(line), number[1]), line)
        else:
            for reference in line.references:
                found.calls.setdefault((reading.chapter(line), reference), line)
    return found


def astray(reading: Reading) -> Measured:
    """Count notes missing, before their references, or out of order; and notes that nothing refers to."""
    found = _read(reading)
    spots: list[Spot] = []
    for key, call in found.calls.items():
        note = found.notes.get(key)
        if note is None:
            spots.append(at(call, f"note {key[1]} is missing"))
        elif note.page < call.page:
            spots.append(at(note, f"note {key[1]} stands before its reference"))
    spots += [
        at(line, f"nothing refers to note {key[1]}")
        for key, line in found.notes.items()
        if key not in found.calls
    ]
    placed = sorted(found.notes.values(), key=lambda line: (line.page, line.baseline))
    for first, second in pairwise(placed):
        if second.block.serial < first.block.serial:
            spots.append(at(second, "the note stands after one that comes later"))
    return len(spots), spots


def late(reading: Reading) -> Measured:
    """Return how many per cent of the notes begin on a page after that of their reference."""
    found = _read(reading)
    both = [(key[1], call, found.notes[key]) for key, call in found.calls.items() if key in found.notes]
    spots = [
        at(note, f"note {number} begins on a later page")
        for number, call, note in both
        if note.page > call.page
    ]
    return (100 * len(spots) / len(both) if both else None), spots
