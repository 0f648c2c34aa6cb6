"""What was measured, as Markdown."""

from __future__ import annotations

import datetime
import os
import platform
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bench import peers
from bench.race import FLOOR, Bar, Result
from bench.setting import Setting
from bench.stages import STAGES

PACKAGES = ("weasyprint", "pikepdf", "pypandoc_binary")
SHOWN = {
    "lines": ("justified lines of body text", "{:.0f}"),
    "mean": ("mean word space, em", "{:.3f}"),
    "deviation": ("its deviation from line to line, em", "{:.3f}"),
    "tightest": ("tightest line, em", "{:.3f}"),
    "loosest": ("loosest line, em", "{:.3f}"),
    "loose": ("lines looser than .45 em, %", "{:.1f}"),
    "hyphenated": ("lines that end in a hyphen, %", "{:.1f}"),
    "ladder": ("most hyphens in a row", "{:.0f}"),
    "page_ends": ("pages that end within a word", "{:.0f}"),
    "last_lines": ("last lines that begin within a word", "{:.0f}"),
    "runts": ("last lines shorter than 12 % of the measure", "{:.0f}"),
    "widows": ("widows", "{:.0f}"),
    "orphans": ("orphans", "{:.0f}"),
}

PRINTED = [stage for stage in STAGES if stage not in {"reading", "epub", "html"}]
PROFILE = (
    "Seconds of the processors, greedy lines, one stage after the other in one process. The floor composes "
    "nothing: its HTML is given to it. By the clock, where there are two processors, the press has e-book, "
    "web page and reading PDF made beside the others, and pandoc read several chapters at a time."
)


def describe() -> str:
    """Say when and on what it was measured, and with which versions."""
    models = re.findall(r"model name\s*:\s*(.+)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+)", _read("/proc/meminfo"))
    gigabytes = f", {int(memory[1]) / 2**20:.0f} GB" if memory else ""
    machine = f"{models[0] if models else platform.processor()}, {os.cpu_count()} processors{gigabytes}"
    versions = [f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in PACKAGES)]
    versions += [peers.version(name) for name in peers.MISSING if peers.is_here(name)]
    return (
        "# The press beside its floor and its peers\n\nWritten by `make bench`, which says what it does: "
        f"`python -m bench --help`.\n\n{datetime.date.today():%-d %B %Y}. {machine}, {platform.system()} "
        f"{platform.release()}, load {os.getloadavg()[0]:.1f} at the beginning. {'; '.join(versions)}.\n"
    )


def _read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8") if Path(path).exists() else ""


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Markdown, its first column to the left and the others to the right."""
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def tell_race(words: int, results: Sequence[Result]) -> str:
    """Return what each contestant took for one essay."""
    floor = next(result.cost for result in results if result.contestant.name == FLOOR)
    rows = []
    for result in results:
        name, cost = f"**{result.contestant.name}**: {result.contestant.what}", result.cost
        if cost is None:
            rows.append([f"{name} — {result.why_not.replace(chr(10), ' ')[:300]}", *["–"] * 7])
            continue
        rows.append(
            [
                name,
                f"{cost.clock:.2f}",
                f"{cost.clock / floor.clock:.2f}×" if floor else "–",
                f"{cost.processor:.2f}",
                f"{cost.memory:.0f}",
                f"{cost.memory / floor.memory:.2f}×" if floor else "–",
                f"{result.pages}",
                f"{1000 * cost.processor / result.pages:.0f}",
            ]
        )
    head = ["", "s", "to the floor", "s of processors", "MB", "to the floor", "pages", "ms a page"]
    title = "This essay" if not words else f"{words:,} words"
    return f"\n## {title}\n\n{table(head, rows)}"


def tell_bars(bars: Sequence[Bar]) -> str:
    """Return the bars, and whether they were kept to."""
    rows = []
    for bar in bars:
        most = f"≤ {bar.most:g} {bar.unit}"
        work = "" if bar.work is None else f"{bar.work:.2f} {bar.unit}"
        if bar.value is None:
            rows.append([bar.name, most, "–", work, "not measured"])
        else:
            kept = "yes" if bar.value <= bar.most else "**no**"
            rows.append([bar.name, most, f"{bar.value:.2f} {bar.unit}", work, kept])
    return f"\n## Bars\n\n{table(['', 'bar', 'by the clock', 'by processors', 'kept'], rows)}"


def tell_stages(found: Mapping[int, Mapping[str, Mapping[str, float]]]) -> str:
    """Return where the processors' seconds go, a pair of columns for each essay."""
    columns = [(words, who) for words in found for who in ("press", "floor")]
    head = ["", *(f"{f'{words:,} words' if words else 'this essay'}: {who}" for words, who in columns)]
    rows = [
        [name, *(f"{found[words][who].get(stage, 0):.2f}" for words, who in columns)]
        for stage, name in STAGES.items()
    ]
    whole = {"press PDF alone": PRINTED, "all outputs": STAGES}
    sums = [
        [
            f"**{name}**",
            *(f"{sum(found[words][who].get(one, 0) for one in of):.2f}" for words, who in columns),
        ]
        for name, of in whole.items()
    ]
    return f"\n## Where the seconds go\n\n{PROFILE}\n\n{table(head, [*rows, *sums])}"


def tell_settings(found: Mapping[str, Mapping[str, Setting]]) -> str:
    """Return how each essay is set, a column for each way."""
    told = ["\n## Setting\n\nMeasured alike in every PDF, from where the glyphs of its body text lie.\n"]
    for name, ways in found.items():
        rows = [
            [what, *(form.format(getattr(setting, key)) for setting in ways.values())]
            for key, (what, form) in SHOWN.items()
        ]
        told.append(f"{name[0].upper()}{name[1:]}\n\n{table(['', *ways], rows)}")
    return "\n".join(told)
