"""Rules, what they find, and how that is told: a finding for each cause, with its pages and worst cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from press.errors import Place, Problem
from press.model import Finding
from press.preflight.sheet import Inspection

MOST_CASES = 3
"""So many cases of one cause are named; the rest are counted."""


@dataclass(frozen=True)
class Expected:
    """What an edition was to be; what is None is not asked for.

    `trim` is width and height in points; `bleed` is in points too, and 3 mm where it is not given: the
    usual of printers in Europe. `inks` are the plates allowed, as PDF names them: Cyan, Magenta,
    Yellow, Black and spot inks' own names. `ink_limit` is what paper carries of all inks together, in per
    cent: 300 is usual for uncoated stock in sheet-fed offset. `black_text` says that text may be of black
    alone, or of one spot ink alone, and neither in a tint.
    """

    trim: tuple[float, float] | None = None
    bleed: float | None = None
    binding: Literal["saddle", "perfect"] | None = None
    inks: tuple[str, ...] | None = None
    ink_limit: float = 300.0
    black_text: bool = False


@dataclass(frozen=True)
class Spot:
    """A place that a rule found: the fact, which is the same for all of one cause, and the case.

    `page` is None for what is of the file and not of a page. The case with the smallest `rank` is the worst.
    """

    fact: str
    page: int | None = None
    case: str = ""
    rank: float = 0.0


Look = Callable[[Inspection, Expected], Iterable[Spot]]


@dataclass(frozen=True)
class Rule:
    """One thing to be asked of a file.

    `what` is what it finds, `remedy` what to do about it, both in plain words.
    """

    id: str
    severity: Literal["error", "warning"]
    what: str
    remedy: str
    look: Look

    def findings(self, inspection: Inspection, expected: Expected, name: Path) -> Iterator[Finding]:
        """Yield a finding for each cause."""
        spots: dict[str, list[Spot]] = {}
        for spot in self.look(inspection, expected):
            spots.setdefault(spot.fact, []).append(spot)
        for fact, same in spots.items():
            problem = Problem(_tell(fact, same, len(inspection.sheets)), self.remedy, Place(name))
            yield Finding(self.id, self.severity, problem)


def _tell(fact: str, spots: Sequence[Spot], count: int) -> str:
    pages = sorted({spot.page for spot in spots if spot.page is not None})
    where = f"{name_pages(pages, count)}: " if pages else ""
    return f"{where}{fact}{_tell_cases(spots)}."


def _tell_cases(spots: Sequence[Spot]) -> str:
    """Return the worst cases, each once."""
    cases = list(dict.fromkeys(spot.case for spot in sorted(spots, key=lambda spot: spot.rank) if spot.case))
    more = [f"{len(cases) - MOST_CASES} more"] if len(cases) > MOST_CASES else []
    shown = [*cases[:MOST_CASES], *more]
    return f": {join(shown)}" if shown else ""


def name_pages(pages: Sequence[int], count: int = 0) -> str:
    """Return pages as one would say them: page 3; pages 3, 7 and 9 to 12; all of them by their range."""
    if len(pages) == 1:
        return f"page {pages[0]}"
    if len(pages) == count:
        return f"all pages, 1 to {count}"
    runs = groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])
    parts = [part for _, run in runs for part in _name_run([page for _, page in run])]
    return f"pages {join(parts)}"


def _name_run(run: Sequence[int]) -> list[str]:
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else [str(page) for page in run]  # noqa: PLR2004


def join(words: Sequence[str]) -> str:
    """Return words with commas and, before the last, "and"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def length(points: float) -> str:
    """Return a length in mm."""
    return f"{points / 72 * 25.4:.2f}".rstrip("0").rstrip(".") + " mm"
