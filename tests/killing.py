"""Kills builds at random moments and looks at what they leave.

python -m tests.killing 100     so many times, with what was found; of a hundred, half fall into the writing
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from press.files import ASIDE
from tests.reading import ROOT

WORDS = ("", "\nAnother word.\n")
"""What the two states of the essay differ by."""
PATIENCE = 120.0  # s for a printing, on a machine that has much else to do


@dataclass
class Tally:
    """What was found after so many kills. `torn` are files that are of neither state."""

    kills: int = 0
    while_writing: int = 0
    torn: list[str] = field(default_factory=list)
    mixed: int = 0
    littered: int = 0


def sums(out: Path) -> dict[str, str]:
    """Return the hashes of finished files."""
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in out.iterdir()
        if not path.name.startswith(ASIDE)
    }


class Victim:
    """An essay of two states, printed again and again into one folder."""

    def __init__(self, essay: Path, folder: Path, *editions: str) -> None:
        self.essay, self.out = folder / "essay", folder / "out"
        shutil.copytree(essay, self.essay)
        self.chapter = min((self.essay / "manuscript").glob("*.md"))
        self.text = self.chapter.read_text(encoding="utf-8")
        place = ["--quiet", "--essay", str(self.essay), "--out", str(self.out)]
        self.command = [sys.executable, str(ROOT / "build.py"), *editions, *place]
        self.states: list[dict[str, str]] = []
        for state in range(len(WORDS)):
            self.turn(state)
            started = time.perf_counter()
            subprocess.run(self.command, check=True)
            self.seconds = time.perf_counter() - started
            self.states.append(sums(self.out))

    def turn(self, state: int) -> None:
        """Bring the essay into a state."""
        self.chapter.write_text(self.text + WORDS[state], encoding="utf-8")

    def kill(self, state: int, moment: float, tally: Tally, *, in_writing: bool) -> None:
        """Print a state and kill the press; `moment` is a part, from 0 to 1, of its time or its writing."""
        self.turn(state)
        with subprocess.Popen(self.command, start_new_session=True) as process:
            if in_writing:
                end = time.monotonic() + PATIENCE
                while process.poll() is None and not any(self.out.glob(f"{ASIDE}*")):
                    assert time.monotonic() < end, "it hangs"
                    time.sleep(0.0002)
                time.sleep(moment * 0.03)
            else:
                time.sleep(moment * self.seconds * 1.1)
            process.send_signal(signal.SIGKILL)
        self.look(tally)

    def look(self, tally: Tally) -> None:
        """See what is left."""
        found = sums(self.out)
        tally.kills += 1
        tally.littered += any(self.out.glob(f"{ASIDE}*"))
        tally.mixed += found not in self.states
        known = {name: {state[name] for state in self.states} for name in self.states[0]}
        tally.while_writing += found not in self.states or any(self.out.glob(f"{ASIDE}*"))
        tally.torn += [name for name in {*known, *found} if found.get(name) not in known.get(name, set())]

    def mend(self) -> dict[str, str]:
        """Print once more and return what lies in the folder, litter too."""
        self.turn(0)
        subprocess.run(self.command, check=True)
        return {path.name: sha256(path.read_bytes()).hexdigest() for path in self.out.iterdir()}


def kill_many(count: int, victim: Victim, chance: random.Random) -> Tally:
    """Kill so many builds, every other one while it writes, and the first of these as soon as it does."""
    tally = Tally()
    for number in range(count):
        moment = chance.random() if number != 1 else 0.0
        victim.kill(number % 4 // 2, moment, tally, in_writing=bool(number % 2))
    return tally


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        victim = Victim(ROOT / "tests" / "data" / "minimal", Path(scratch))
        tally = kill_many(int(sys.argv[1]), victim, random.Random())
        is_mended = victim.mend() == victim.states[0]
        print(f"{tally}; mended: {is_mended}")
        sys.exit(bool(tally.torn) or not is_mended)
