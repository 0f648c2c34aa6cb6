"""The notes that wait for their lines, asked quickly whether one is among them.

WeasyPrint asks of every box of every line whether its note still waits, though hardly any box has one: it
looks through the notes of the whole text for None. With 2,000 notes that is a tenth of its work, and grows
with their square. Here it is told at once that None is none of them; a real one stands near the beginning.

This leans on `footnotes` of the engine's `LayoutContext`, and on its being asked with `in`, hence a test that
names them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from weasyprint.layout import LayoutContext

Box = Any  # WeasyPrint has no type hints


class Waiting(list[Box]):
    """The boxes of notes that no line has called yet, in the order of the text."""

    def __contains__(self, box: object) -> bool:
        return box is not None and super().__contains__(box)


def _waiting(context: LayoutContext) -> Waiting:
    notes: Waiting = vars(context)["footnotes"]
    return notes


def _let_wait(context: LayoutContext, notes: Iterable[Box]) -> None:
    vars(context)["footnotes"] = Waiting(notes)


def keep_waiting() -> None:
    """Keep the notes that wait so from now on."""
    LayoutContext.footnotes = property(_waiting, _let_wait)
