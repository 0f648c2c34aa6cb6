"""Text drawn to the thousandth of an em, and its letters as wide as their line wants them.

WeasyPrint 70 cuts what it adds to a glyph's width down to whole thousandths of an em, every time, so that
a line of eight spaces ends a fifteenth of a point before its measure, and one of spaced letters half a point.
While `exact_text` lasts, what is cut off one glyph is added to the next. This leans on `draw_first_line` of
`weasyprint.draw.text`, and on the name `int` that it takes from there, hence a test that names them.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.draw import text
from weasyprint.matrix import Matrix


class Rounding(threading.local):
    """Rounds numbers one after the other, so that their sum is never wrong by more than a half.

    Each thread has its own.
    """

    left = 0.0

    def __call__(self, number: float) -> int:
        """Return a whole number for the next one."""
        exact = number + self.left
        whole = round(exact)
        self.left = exact - whole
        return whole


@contextmanager
def exact_text() -> Iterator[None]:
    """Draw all texts so that are drawn meanwhile."""
    draw, rounding = text.draw_first_line, Rounding()

    def draw_exactly(stream: Any, box: Any, overflow: Any, ellipsis: Any, matrix: Matrix) -> Any:
        rounding.left = 0.0
        wide = getattr(box, "widening", 1.0)
        return draw(stream, box, overflow, ellipsis, Matrix(a=wide) @ matrix if wide != 1 else matrix)

    text.draw_first_line = draw_exactly
    vars(text)["int"] = rounding
    try:
        yield
    finally:
        text.draw_first_line = draw
        vars(text).pop("int", None)
