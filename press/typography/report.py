"""What was measured: rows with their bars, faults with their places, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from press.errors import Place, Problem
from press.model import Finding

MARKS = {True: "ok", False: "FAULT", None: ""}
LONGEST = 72
"""So many letters of a line are enough to know it by."""


@dataclass(frozen=True)
class Bar:
    """The least and the most that a value may be."""

    low: float | None = None
    high: float | None = None

    def holds(self, value: float) -> bool:
        """Whether a value is within the bar."""
        return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Fault:
    """One place on paper that a measure found.

    `page` is the number printed on the page, `sheet` its place in the file from 1; `words` are
    those of the line, `place` the line of the manuscript, where it could be found.
    """

    rule: str
    fact: str
    remedy: str
    page: str
    sheet: int
    words: str
    place: Place | None = None

    @property
    def finding(self) -> Finding:
        """The fault as the checks report it."""
        words = f": “{_short(self.words)}”" if self.words else ""
        problem = Problem(f"page {self.page}: {self.fact}{words}.", self.remedy, self.place)
        return Finding(f"typography-{self.rule}", "warning", problem)


@dataclass(frozen=True)
class Row:
    """A measure: its value, its bar if it has one, and the places that count towards it.

    `value` is None where there was nothing to measure.
    """

    rule: str
    name: str
    unit: str
    value: float | None
    bar: Bar | None
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool | None:
        """Whether the value is within the bar; None without a bar or a value."""
        return None if self.bar is None or self.value is None else self.bar.holds(self.value)

    @property
    def shown(self) -> str:
        """The value as a typographer writes it."""
        return "–" if self.value is None else _number(self.value, self.unit)

    @property
    def shown_bar(self) -> str:
        """The bar."""
        if self.bar is None:
            return ""
        low, high = (
            None if side is None else _number(side, self.unit) for side in (self.bar.low, self.bar.high)
        )
        if low is None:
            return f"{high}" if self.bar.high == 0 else f"≤ {high}"
        return f"≥ {low}" if high is None else f"{low} to {high}"


@dataclass(frozen=True)
class Report:
    """All that was measured."""

    rows: tuple[Row, ...]

    @property
    def ok(self) -> bool:
        """Whether every bar holds."""
        return all(row.ok is not False for row in self.rows)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The places of the measures that have a bar."""
        return tuple(fault for row in self.rows if row.bar for fault in row.faults)

    def to_json(self) -> str:
        """Return the report for machines."""
        rows = [
            {
                "rule": row.rule,
                "name": row.name,
                "unit": row.unit,
                "value": None if row.value is None else round(row.value, 4),
                "bar": None if row.bar is None else {"low": row.bar.low, "high": row.bar.high},
                "ok": row.ok,
                "places": [_place(fault) for fault in row.faults],
            }
            for row in self.rows
        ]
        return json.dumps({"ok": self.ok, "measures": rows}, indent=2, ensure_ascii=False)

    def __str__(self) -> str:
        """Return the table for a terminal, and the places below it."""
        return "\n".join([*self._table(), *self._places()])

    def _table(self) -> list[str]:
        cells = [(row.name, row.shown, row.shown_bar, MARKS[row.ok]) for row in self.rows]
        cells = [("measure", "value", "bar", ""), *cells]
        wide = [max(len(row[column]) for row in cells) for column in range(3)]
        return [
            f"{name:<{wide[0]}}  {value:>{wide[1]}}  {bar:>{wide[2]}}  {mark}".rstrip()
            for name, value, bar, mark in cells
        ]

    def _places(self) -> Iterator[str]:
        for row in self.rows:
            if row.faults:
                yield f"\n{row.name}"
            for fault in row.faults:
                where = f"{fault.place}: " if fault.place else ""
                words = f" “{_short(fault.words)}”" if fault.words else ""
                yield f"  {where}page {fault.page}: {fault.fact}{words}"


def _place(fault: Fault) -> dict[str, object]:
    place = fault.place
    return {
        "page": fault.page,
        "sheet": fault.sheet,
        "fact": fault.fact,
        "words": fault.words,
        "file": str(place.path) if place else None,
        "line": place.line if place else None,
    }


DECIMALS = {"em": ".3f", "%": ".1f"}


def _number(value: float, unit: str) -> str:
    if unit not in DECIMALS:
        return f"{value:g}"
    return f"{value:{DECIMALS[unit]}}".replace("0.", ".", 1) + " em" if unit == "em" else f"{value:.1f} %"


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST // 2]} … {words[-LONGEST // 2 :]}"
