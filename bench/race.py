"""The contestants, what they are run on, and the bars that the press is to keep to."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from bench import peers
from bench.essay import write_essay
from bench.meter import Cost, FailedRun, run

ROOT = Path(__file__).parent.parent
WARM = 3  # rebuilds, of which the shortest counts
SHORT = 20_000  # words: longer essays are run once
FLOOR, GREEDY, FITTED = "floor", "press PDF, greedy", "press PDF, total fit"
ALL_GREEDY, ALL_FITTED, XELATEX = "all outputs, greedy", "all outputs, total fit", "xelatex"
MODES = ("greedy", "total-fit")


@dataclass(frozen=True)
class Contestant:
    """A program, the command that runs it in an essay's folder of work, and the PDF that comes of it.

    `most` are the words of the longest essay that it is run on.
    """

    name: str
    what: str
    command: tuple[str, ...]
    pdf: str
    most: int = 10**9


@dataclass(frozen=True)
class Result:
    """What a contestant took and how many pages it made; or, without a cost, why it did not run."""

    contestant: Contestant
    cost: Cost | None
    pages: int = 0
    why_not: str = ""


def _press(names: str, mode: str) -> tuple[str, ...]:
    return (str(ROOT / "build.py"), *names.split(), "--quiet", "--essay", mode, "--out", f"out-{mode}")


CONTESTANTS = (
    Contestant(
        FLOOR, "pandoc + citeproc, WeasyPrint over the same HTML and CSS once, no tags",
        ("-m", "bench.floor", "run", "greedy", "."), "floor.pdf",
    ),
    Contestant(
        GREEDY, "`build.py booklet`, with `linebreaking: greedy`",
        _press("booklet", "greedy"), "out-greedy/*-booklet.pdf",
    ),
    Contestant(
        FITTED, "the same with `linebreaking: total-fit`",
        _press("booklet", "total-fit"), "out-total-fit/*-booklet.pdf",
    ),
    Contestant(
        ALL_GREEDY, "`build.py`: three PDFs, EPUB, HTML",
        _press("all", "greedy"), "out-greedy/*-press.pdf",
    ),
    Contestant(
        ALL_FITTED, "the same with total fit",
        _press("all", "total-fit"), "out-total-fit/*-press.pdf", SHORT,
    ),
    Contestant(
        "typst", "pandoc + citeproc, Typst",
        ("-m", "bench.peers", "typst", "greedy", "."), "typst.pdf",
    ),
    Contestant(
        XELATEX, "pandoc + citeproc, XeLaTeX with microtype, twice",
        ("-m", "bench.peers", "xelatex", "greedy", "."), "xelatex-essay.pdf",
    ),
)  # fmt: skip


def race(folder: Path, words: int, rounds: int) -> list[Result]:
    """Run every contestant over an essay of so many words (0: this one), turn by turn."""
    prepare(folder, words)
    run([sys.executable, "-m", "bench.floor", "save", "greedy", "."], folder, {"PYTHONPATH": str(ROOT)})
    running = [contestant for contestant in CONTESTANTS if words <= contestant.most]
    costs: dict[str, Cost] = {}
    failed: dict[str, str] = {}
    for _ in range(rounds if words < SHORT else 1):
        for contestant in running:
            if contestant.name in failed:
                continue
            if contestant.name in peers.MISSING and not peers.is_here(contestant.name):
                failed[contestant.name] = peers.MISSING[contestant.name]
                continue
            try:
                cost = run([sys.executable, *contestant.command], folder, {"PYTHONPATH": str(ROOT)})
            except FailedRun as error:
                failed[contestant.name] = str(error)
                continue
            costs[contestant.name] = costs.get(contestant.name, cost).least(cost)
    return [
        Result(contestant, costs.get(contestant.name), 0, failed[contestant.name])
        if contestant.name in failed
        else Result(contestant, costs[contestant.name], _pages(folder, contestant.pdf))
        for contestant in running
    ]


def prepare(folder: Path, words: int, face: str = "") -> None:
    """Write an essay once for each way of breaking lines, and what the peers are given."""
    for mode in MODES:
        essay = folder / mode
        settings = f"linebreaking: {mode}" + (f"\nfonts: {{text: {face}}}" if face else "")
        if words:
            write_essay(essay, words, settings)
            continue
        shutil.copytree(ROOT / "manuscript", essay / "manuscript")
        shutil.copy(ROOT / "references.bib", essay)
        with (essay / "manuscript" / "essay.yaml").open("a", encoding="utf-8") as file:
            file.write(f"\n{settings}\n")
    peers.save(folder / "greedy", folder)


def _pages(folder: Path, pattern: str) -> int:
    """Count the pages of a PDF, four for a sheet of the booklet."""
    (path,) = folder.glob(pattern)
    with pikepdf.open(path) as pdf:
        return len(pdf.pages) * (2 if path.stem.endswith("-booklet") else 1)


@dataclass(frozen=True)
class Bar:
    """A promise: the most that a figure may be, and what it was.

    `work` is the same of the processors' seconds, which other programs on the machine change less.
    """

    name: str
    most: float
    value: float | None
    unit: str = "×"
    work: float | None = None


def compare(races: Mapping[int, Sequence[Result]]) -> list[Bar]:
    """Return the bars that can be told from what was run."""
    bars = []
    for words, results in races.items():
        of = {result.contestant.name: result for result in results}
        where = "this essay" if not words else f"{words:,} words"

        def ratio(first: str, second: str, part: str, of: Mapping[str, Result] = of) -> float | None:
            one, other = of[first].cost, of[second].cost
            return float(getattr(one, part) / getattr(other, part)) if one and other else None

        for name, first, second, most in (
            ("press PDF, greedy, to the floor", GREEDY, FLOOR, 1.15),
            ("press PDF, total fit, to the floor", FITTED, FLOOR, 2.5),
            ("all outputs, greedy, to the floor", ALL_GREEDY, FLOOR, 1.6),
            *((("press PDF, greedy, to XeLaTeX", GREEDY, XELATEX, 0.5),) if not words else ()),
        ):
            clock, work = ratio(first, second, "clock"), ratio(first, second, "processor")
            bars.append(Bar(f"{where}: {name}", most, clock, work=work))
        bars.append(Bar(f"{where}: memory, greedy, to the floor", 1.25, ratio(GREEDY, FLOOR, "memory")))
    floor = next((result.cost for result in races.get(0, ()) if result.contestant.name == FLOOR), None)
    return [*bars, *([_warm(floor)] if floor else []), *_growth(races), _help()]


def _warm(floor: Cost) -> Bar:
    """Return how long the serving process takes for the pamphlet after one changed paragraph."""
    from bench.serve import copied, rebuild  # noqa: PLC0415  brings a browser's driver

    with copied() as essay:
        warm, _ = rebuild(essay, WARM)
    return Bar("this essay: warm rebuild of the pamphlet, to the floor", 0.5, min(warm) / floor.clock)


def _growth(races: Mapping[int, Sequence[Result]]) -> list[Bar]:
    """Return how seconds a page grow from the shortest to the longest of the invented essays."""
    lengths = sorted(words for words in races if words)
    if len(lengths) < 2:  # noqa: PLR2004
        return []
    bars = []
    for name in (FLOOR, GREEDY, FITTED):
        ends = [next(result for result in races[words] if result.contestant.name == name)
                for words in (lengths[0], lengths[-1])]  # fmt: skip
        each = [end.cost.processor / end.pages for end in ends if end.cost]
        value = each[1] / each[0] if len(each) == len(ends) else None
        what = f"{name}: processor seconds a page, {lengths[-1]:,} words to {lengths[0]:,}"
        bars.append(Bar(what, 1.15, value))
    return bars


def _help() -> Bar:
    """Return how long `build.py --help` takes, the least of five."""
    costs = [run([sys.executable, str(ROOT / "build.py"), "--help"], ROOT) for _ in range(5)]
    return Bar("`build.py --help`", 0.15, min(cost.clock for cost in costs), "s")
