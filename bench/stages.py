"""Where the seconds of the processors go, stage by stage, in the press and in its floor.

python -m bench.stages press ESSAY FOLDER    as JSON
python -m bench.stages floor ESSAY FOLDER    FOLDER is where `bench.floor save` has saved

All is done by one process, one thing after the other, so that nothing is hidden by being done beside another.
Pandoc is a process of its own, and is counted apart but in e-book and web page.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
IMPORTS, PANDOC, COMPOSING, LAYOUT, WRITING = "imports", "pandoc", "composing", "layout", "writing"
STAGES = {
    IMPORTS: "Python and its imports",
    PANDOC: "pandoc",
    COMPOSING: "composing: references, citations, register",
    LAYOUT: "layout, with its HTML",
    WRITING: "writing the PDF; in the press with tags",
    "press": "press PDF and booklet",
    "reading": "reading PDF",
    "epub": "e-book",
    "html": "web page",
}


class Meter:
    """Seconds of processors by stage, from the beginning of this process on."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._own = self._others = 0.0

    def tell(self, stage: str) -> None:
        """Add what was spent since the last stage; of what all editions want, pandoc's is counted apart."""
        now = os.times()
        own, others = now.user + now.system, now.children_user + now.children_system
        self.spent[stage] = self.spent.get(stage, 0.0) + own - self._own
        apart = PANDOC if stage in {COMPOSING, LAYOUT} else stage
        self.spent[apart] = self.spent.get(apart, 0.0) + others - self._others
        self._own, self._others = own, others


def spend_press(essay: Path, _: Path) -> dict[str, float]:
    """Make all editions."""
    meter = Meter()
    import press.editions.epub  # noqa: PLC0415  what it takes is counted
    import press.editions.pamphlet  # noqa: PLC0415
    import press.editions.web  # noqa: PLC0415, F401
    from press.editions import EDITIONS  # noqa: PLC0415
    from press.pipeline import read  # noqa: PLC0415
    from press.progress import Progress  # noqa: PLC0415

    meter.tell(IMPORTS)
    work = read(essay, Progress(quiet=True)).work()
    meter.tell(COMPOSING)
    pamphlet = work.pamphlet
    pamphlet.pages  # noqa: B018  made when it is asked for
    meter.tell(LAYOUT)
    pamphlet.written  # noqa: B018  as above
    meter.tell(WRITING)
    pamphlet.booklet()
    meter.tell("press")
    pamphlet.reading()
    meter.tell("reading")
    for name in ("epub", "html"):
        EDITIONS[name](work)
        meter.tell(name)
    return meter.spent


def spend_floor(essay: Path, folder: Path) -> dict[str, float]:
    """Run the floor."""
    from bench import floor  # noqa: PLC0415  as above

    meter = Meter()
    floor.run(essay, folder, meter.tell)
    return meter.spent


SPEND = {"press": spend_press, "floor": spend_floor}


def spend(who: str, essay: str, folder: Path) -> dict[str, float]:
    """Return what the press or the floor spends on each stage, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.stages", who, essay, "."],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    spent: dict[str, float] = json.loads(done.stdout)
    return spent


if __name__ == "__main__":
    print(json.dumps(SPEND[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))))
