"""Which pages come on which sheet, and how thick the folded sheets are. Lengths are in px."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from press.errors import Problem
from press.geometry import MM, parse_paper

SIDES = 4  # pages on a sheet that is folded once
CLEAR = 5 * MM
"""What of the inner margin stays between the fold and the text, however many sheets are nested."""

STAPLED = 20 * parse_paper("80 g")
"""Thickness of the flat sheets that staples hold: a rule of thumb, not a standard.

A common 26/6 staple is sold for 20 sheets of 80 g, which is 80 pages. Printers stop at 64 to 80 pages on
such paper, the boldest at 88 (EFI, DocBuilder Pro, Basics of imposition).
"""

Side = tuple[int | None, int | None]


@dataclass(frozen=True)
class Sheet:
    """A sheet: the pages on the left and right of its front and of its back, counted from 0.

    None is a blank page. `back` is as one sees it after turning the sheet like a leaf of a book.
    `position` is 0 for the outermost sheet of a signature, and 1 for the one within it.
    """

    signature: int
    position: int
    front: Side
    back: Side


def plan_sheets(pages: int, *, signature: int = 0, back_cover: bool = False) -> tuple[Sheet, ...]:
    """Impose pages two-up for folding: the sheets of each signature from the outermost to the innermost.

    `signature` is the most pages of a signature, 0 for all together. The pages fill as few signatures
    as can be, which differ by one sheet at most, the thicker ones first. So a sheet is folded alone only
    where all are, or where signatures are of eight pages and the number of sheets is odd.

    Blanks fill the last sheet: at the end, or before the last page when that is the back cover, which
    must be on the outside. Raises ValueError when there are no pages or `signature` is no multiple of 4.
    """
    if pages < 1:
        raise ValueError("there are no pages to impose")
    if signature < 0 or signature % SIDES:
        raise ValueError(f"a signature of {signature} pages; folded sheets have a multiple of {SIDES}")
    order: list[int | None] = list(range(pages))
    end = pages - 1 if back_cover else pages
    order[end:end] = [None] * (-pages % SIDES)
    sheets, start = [], 0
    for number, size in enumerate(_balance(len(order) // SIDES, signature // SIDES)):
        sheets += _fold(number, order[start : start + size * SIDES])
        start += size * SIDES
    return tuple(sheets)


def _balance(sheets: int, most: int) -> list[int]:
    """Return the number of sheets of each signature."""
    count = -(-sheets // most) if most else 1
    size, thicker = divmod(sheets, count)
    return [size + (number < thicker) for number in range(count)]


def _fold(signature: int, pages: Sequence[int | None]) -> list[Sheet]:
    """Impose one signature: its first page is on the outside, to the right of its last."""
    last = len(pages) - 1
    return [
        Sheet(
            signature,
            first // 2,
            (pages[last - first], pages[first]),
            (pages[first + 1], pages[last - first - 1]),
        )
        for first in range(0, len(pages) // 2, 2)
    ]


def measure_creep(sheet: Sheet, thickness: float, inner: float) -> float:
    """Return how far a sheet's pages move towards the spine.

    The sheets around it push a sheet outward, each by its thickness, and the knife cuts off what
    stands out; moved by as much, its outer margins come out like those of the outermost sheet, which
    stays. This is shingling as imposition programs do it (Quite Imposing Plus 6, Creep; EFI,
    DocBuilder Pro, Basics of imposition).

    `inner` is the pages' inner margin, of which 5 mm are left. `thickness` is that of the paper.
    """
    return min(sheet.position * thickness, max(inner - CLEAR, 0.0))


def find_trouble(plan: Sequence[Sheet], thickness: float, inner: float) -> list[Problem]:
    """Return why a plan cannot well be folded and stapled; no problem names a place.

    `thickness` is that of the paper, `inner` the pages' inner margin.
    """
    most, each = max(Counter(sheet.signature for sheet in plan).values()), f"{thickness / MM:.2f} mm"
    found = []
    if most * thickness > STAPLED + MM / 100:
        fact = (
            f"{most} sheets of {each} are to be stapled together; staples hold about "
            f"{int((STAPLED + MM / 100) // thickness)} of them."
        )
        found.append(Problem(fact, "Take thinner paper, set `signature`, or set `binding: perfect`."))
    wanted = (most - 1) * thickness
    if (given := max(measure_creep(sheet, thickness, inner) for sheet in plan)) < wanted:
        fact = (
            f"the innermost of {most} sheets of {each} should move {wanted / MM:.1f} mm towards the spine; "
            f"its inner margin has room for {given / MM:.1f} mm."
        )
        found.append(Problem(fact, "Take thinner paper, or set `signature`."))
    return found
