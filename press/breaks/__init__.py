"""Where to break a paragraph into lines: Knuth and Plass's total fit, over widths alone.

D. E. Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11
(1981). The whole paragraph is judged at once: each line by how far its spaces are from the ideal
(the cube of the ratio, squared again), with penalties for hyphens, for neighbours of very different
colour, and for a last line that is too short. Letters give and take a little, too, in the same ratio
as the spaces: Hàn Thế Thành, "Micro-typographic extensions to the TeX typesetting system" (2000).
Lengths are in px throughout.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press.breaks.search import COMPOUND, DASH, FORBIDDEN, HYPHEN, fit
from press.breaks.setting import Break, Fit, Measure, Set, find_ratio, widen

__all__ = [
    "COMPOUND",
    "DASH",
    "FORBIDDEN",
    "HYPHEN",
    "Break",
    "Fit",
    "Measure",
    "Set",
    "find_ratio",
    "fit",
    "widen",
    "without",
]


def without(candidates: Iterable[Break], positions: set[int]) -> Iterator[Break]:
    """Yield the candidates but those at some positions."""
    return (candidate for candidate in candidates if candidate.position not in positions)
