"""The press beside its floor and its peers: time, memory and setting, in one run.

python -m bench                 this essay; invented ones of 10,000 and 100,000 words; the setting of three
python -m bench --long          one of 500,000 words besides, which takes long
python -m bench --words 10000   other lengths; 0 is this essay
python -m bench --setting       the setting alone

Everything is run as a user runs it, in a process of its own, from cold. The contestants take turns, so
that what else the machine does falls on all of them; the least of the rounds counts. The tables are printed,
and written to bench/results.md.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.race import Result, compare, race
from bench.stages import SPEND, spend
from bench.tables import describe, tell_bars, tell_race, tell_settings, tell_stages
from bench.type import compare_settings

RESULTS = Path(__file__).parent / "results.md"
WORDS = (0, 10_000, 100_000)
LONG = 500_000


def profile(folder: Path, words: Sequence[int]) -> dict[int, dict[str, dict[str, float]]]:
    """Return what press and floor spend on each stage, of the essays that were raced."""
    return {number: {who: spend(who, "greedy", folder / str(number)) for who in SPEND} for number in words}


def main() -> None:
    """Run what is asked for, print it and write it down."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--words", type=int, nargs="+", default=list(WORDS), help="lengths; 0 is this essay")
    parser.add_argument("--long", action="store_true", help=f"add an essay of {LONG:,} words")
    parser.add_argument("--rounds", type=int, default=2, help="times that the short ones are run")
    parser.add_argument("--setting", action="store_true", help="compare the setting alone")
    parser.add_argument("--to", type=Path, default=RESULTS, help="where the tables are written")
    arguments = parser.parse_args()
    words = [] if arguments.setting else [*arguments.words, *([LONG] if arguments.long else [])]
    told = [describe()]
    with tempfile.TemporaryDirectory() as folder:
        races: dict[int, list[Result]] = {}
        for number in words:
            races[number] = race(Path(folder) / str(number), number, arguments.rounds)
            told.append(tell_race(number, races[number]))
            print(told[-1], flush=True)
        if races:
            told.append(tell_bars(compare(races)))
            told.append(tell_stages(profile(Path(folder), words)))
            print(*told[-2:], sep="\n", flush=True)
        told.append(tell_settings(compare_settings(Path(folder))))
        print(told[-1])
    arguments.to.write_text("\n".join(told), encoding="utf-8")


if __name__ == "__main__":
    main()
