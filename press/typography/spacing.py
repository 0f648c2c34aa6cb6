"""The spaces between words of justified lines, and the hyphens at their ends."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import fmean, pstdev

from press.typography.lines import Line
from press.typography.sheets import Measured, Reading, Spot, at, share

LOOSE = 0.45
"""A line whose spaces are wider on average, in em, looks like a hole."""
TIGHT = 0.14
"""A line whose spaces are narrower, in em, runs together: a seventh, as Bringhurst has it (2.1.1)."""
LADDER = 2
HANGING = 0.5
"""How far a mark of punctuation may stand out of its column, in em."""
FLOWING = {"body", "list", "quotation", "note", "bibliography"}
"""What runs on from line to line."""


def _spaced(reading: Reading) -> list[tuple[float, Line]]:
    """Return the mean space, in em, of each justified line of two words or more."""
    return [(fmean(line.spaces), line) for line in reading.text if line.justified and len(line.words) > 1]


def mean_space(reading: Reading) -> Measured:
    """Return the mean over justified lines of each line's mean word space, in em."""
    spaced = _spaced(reading)
    return (fmean(space for space, _ in spaced) if spaced else None), []


def deviation(reading: Reading) -> Measured:
    """Return the standard deviation of the same, in em: how unlike the lines' colours are."""
    spaced = _spaced(reading)
    return (pstdev([space for space, _ in spaced]) if spaced else None), []


def loose(reading: Reading) -> Measured:
    """Return how many per cent of the justified lines have spaces wider than `LOOSE`."""
    spaced = _spaced(reading)
    spots = [at(line, f"its spaces are {space:.2f} em wide") for space, line in spaced if space > LOOSE]
    return share(len(spots), len(spaced)), spots


def tightest(reading: Reading) -> Measured:
    """Return the least mean space of a justified line, in em; the places are the lines below `TIGHT`."""
    spaced = _spaced(reading)
    spots = [at(line, f"its spaces are {space:.2f} em wide") for space, line in spaced if space < TIGHT]
    return min((space for space, _ in spaced), default=None), spots


def loosest(reading: Reading) -> Measured:
    """Return the greatest mean space of a justified line, in em."""
    spaced = _spaced(reading)
    if not spaced:
        return None, []
    space, line = max(spaced, key=lambda pair: pair[0])
    return space, [at(line, f"its spaces are {space:.2f} em wide")]


def hyphenated(reading: Reading) -> Measured:
    """Return how many per cent of the justified lines end in a hyphen."""
    full = [line for line in reading.text if line.justified]
    return share(sum(line.hyphenated for line in full), len(full)), []


def ladders(reading: Reading) -> Measured:
    """Return the most hyphens at the ends of lines one below the other."""
    most, spots = 0, []
    for run in _runs(reading):
        most = max(most, len(run))
        if len(run) > LADDER:
            spots.append(at(run[0], f"{len(run)} hyphens stand one below the other"))
    return most, spots


def _runs(reading: Reading) -> Iterator[list[Line]]:
    for paragraph in reading.paragraphs:
        run: list[Line] = []
        for line in paragraph:
            if line.hyphenated and line.role in FLOWING:
                run.append(line)
            elif run:
                yield run
                run = []
        if run:
            yield run


def overfull(reading: Reading) -> Measured:
    """Count the lines that go beyond the block of text by more than a hanging point or hyphen."""
    spots: list[Spot] = []
    for line in reading.text:
        left = reading.page.outer if line.page % 2 else reading.page.inner
        over = line.x1 - (left + reading.page.measure)
        if line.role in FLOWING and over > HANGING * line.size:
            spots.append(at(line, f"it is {over:.0f} px too wide"))
    return len(spots), spots
