"""What is wider than its column: a table whose cells cannot be narrower, a word that cannot be broken."""

from __future__ import annotations

from collections.abc import Iterator

from press.errors import Problem
from press.layout.survey import Survey
from press.model import Finding

ROUNDING = 1.0  # px
MM = 25.4 / 96
THINGS = {
    "table": ("a table", "Set it in fewer or narrower columns."),
    "img": ("a picture", "Give it a smaller width."),
}
DIVIDE = "Say where the long word may be divided, with a soft hyphen in it, or reword."


def find_too_wide(seen: Survey, first: int) -> Iterator[Finding]:
    """Yield a finding for each block, then each line, that goes beyond its column; `first` is a folio."""
    named = set()
    for block in seen.blocks:
        excess = block.right - block.room
        if block.element.tag in THINGS and excess > ROUNDING and block.element not in named:
            named.add(block.element)
            thing, remedy = THINGS[block.element.tag]
            words = " ".join("".join(block.element.itertext()).split())[:80]
            fact = f"page {block.page + first}: {thing} is {excess * MM:.1f} mm wider than the text"
            yield Finding("too-wide", "warning", Problem(f"{fact}: “{words[:40]}…”.", remedy), words)
    for line in seen.lines:
        excess = line.end - line.right
        if excess > ROUNDING:
            fact = f"page {line.page + first}: a line is {excess * MM:.1f} mm too wide"
            problem = Problem(f"{fact}: “{line.text.strip()[:60]}”.", DIVIDE)
            yield Finding("too-wide", "warning", problem, line.text)
