"""The setting of the press, by total fit and greedy, beside that of XeLaTeX with microtype, in one run."""

from __future__ import annotations

import sys
from pathlib import Path

from bench import peers
from bench.meter import run
from bench.race import MODES, ROOT, prepare
from bench.setting import Setting, measure

ESSAYS = (
    ("this essay", 0, ""),
    ("10,000 words", 10_000, ""),
    ("10,000 words, EB Garamond", 10_000, "eb-garamond"),
)


def compare_settings(folder: Path) -> dict[str, dict[str, Setting]]:
    """Set each of three essays in every way, and measure; by essay and by way."""
    found: dict[str, dict[str, Setting]] = {}
    for place, (name, words, face) in enumerate(ESSAYS):
        here = folder / f"type-{place}"
        prepare(here, words, face)
        own = {"PYTHONPATH": str(ROOT)}
        for mode in reversed(MODES):
            command = [str(ROOT / "build.py"), "pdf", "--quiet", "--essay", mode, "--out", f"out-{mode}"]
            run([sys.executable, *command], here, own)
            (pdf,) = [
                path
                for path in (here / f"out-{mode}").glob("*.pdf")
                if not path.stem.endswith(("-press", "-booklet"))
            ]
            found.setdefault(name, {})[mode.replace("-", " ")] = measure(pdf)
        if peers.is_here("xelatex"):
            run([sys.executable, "-m", "bench.peers", "xelatex", "greedy", "."], here, own)
            found[name]["XeLaTeX + microtype"] = measure(here / "xelatex-essay.pdf")
    return found
