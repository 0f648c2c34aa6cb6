"""A reader of EAN-13 bars, written from the standard and not from the code that draws them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

WIDTHS = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
"""Of each digit's four elements in set A, in modules (ISO/IEC 15420, table 1).

Set C has the same with black and white exchanged, set B the reverse order.
"""

FIRST = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
"""The sets of the left half, by the first digit (ISO/IEC 15420, table 3)."""


def read_ean13(values: Sequence[int]) -> str:
    """Read a row of grey values (0 is black) across the bars; raise ValueError where it is no EAN-13."""
    runs = [(dark, len(list(group))) for dark, group in groupby(values, lambda value: value < 128)]
    quiet, bars, end = runs[0], runs[1:-1], runs[-1]
    if quiet[0] or end[0] or len(bars) != 59:
        raise ValueError(f"{len(bars)} bars and spaces; EAN-13 has 59")
    module = sum(length for _, length in bars) / 95
    if quiet[1] < 10.8 * module or end[1] < 6.8 * module:
        raise ValueError("a quiet zone is too narrow")
    widths = "".join(str(round(length / module)) for _, length in bars)
    if (widths[:3], widths[27:32], widths[56:]) != ("111", "11111", "111"):
        raise ValueError("a guard is missing")
    left = [_digit(widths[place : place + 4]) for place in range(3, 27, 4)]
    right = [_digit(widths[place : place + 4]) for place in range(32, 56, 4)]
    first = FIRST.index("".join(kind for kind, _ in left))
    digits = [first, *(digit for _, digit in (*left, *right))]
    if sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10:
        raise ValueError("the check digit is wrong")
    return "".join(map(str, digits))


def _digit(widths: str) -> tuple[str, int]:
    if widths in WIDTHS:
        return "A", WIDTHS.index(widths)
    return "B", WIDTHS.index(widths[::-1])
