"""Fuzzing for as long as one likes; `make fuzz` gives it twenty minutes.

python -m tests.fuzz.long [MINUTES] [KIND …]

Each find is printed in the smallest form that Hypothesis makes of it, and kept in tests/fuzz/samples/, where
it is a test until it is mended, and after.
"""

from __future__ import annotations

import hashlib
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fuzz.inputs import inputs
from tests.fuzz.trial import PLACES, attempt

SAMPLES = Path(__file__).parent / "samples"
ROUND = 40  # examples between two looks at the clock
EDITIONS = ((), (), ("html",), ("html", "epub"), ("pdf",))


def fuzz(kind: str, seconds: float, outcomes: Counter[str]) -> set[str]:
    """Try inputs of a kind for some time; return the names of the samples of what was found."""
    found: set[str] = set()
    last: dict[str, object] = {}

    @settings(
        max_examples=ROUND,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs(kind), st.sampled_from(EDITIONS))
    def trial(text: str, editions: tuple[str, ...]) -> None:
        last.update(text=text, editions=editions)
        outcomes[attempt(kind, text, editions)] += 1

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            trial()
        except Exception:  # whatever it is, it is a find
            found.add(keep(kind, str(last["text"]), last["editions"]))
    return found


def keep(kind: str, text: str, editions: object) -> str:
    """Write a sample and print why it is one."""
    edition = f".{editions[-1]}" if isinstance(editions, tuple) and editions else ""
    name = f"{kind}-{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}{edition}.txt"
    (SAMPLES / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    print(f"\n{name}: {text!r}\n{traceback.format_exc()}", flush=True)
    return name


def main(arguments: list[str]) -> int:
    """Fuzz each kind for its share of the time and print what came of it."""
    minutes = float(arguments[0]) if arguments else 20
    kinds = arguments[1:] or list(PLACES)
    finds: set[str] = set()
    for kind in kinds:
        outcomes: Counter[str] = Counter()
        finds |= fuzz(kind, minutes * 60 / len(kinds), outcomes)
        told = ", ".join(f"{count} {name}" for name, count in outcomes.most_common())
        print(f"{kind}: {outcomes.total()} inputs: {told}", flush=True)
    print(f"{len(finds)} found: {', '.join(sorted(finds)) or 'nothing'}.")
    return int(bool(finds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
