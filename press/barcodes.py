"""The codes of the back cover as drawings: an ISBN's bars (EAN-13) and an address as a QR code.

Both are black shapes on no ground. Neighbouring modules are drawn as one shape, so that no viewer
shows a seam between them; modules are a multiple of 1/16 px wide, exact in binary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

import segno
from barcode.ean import EuropeanArticleNumber13
from segno.encoder import DataOverflowError

from press.geometry import MM

STEP = 1 / 16  # px

EAN_MODULE = 1.25  # px: .3307 mm, the nominal .330 mm of ISO/IEC 15420
EAN_SMALLEST, EAN_LARGEST = 1.0, 2.4375  # px: 80.2 and 195.4 %, of the 80 to 200 % that GS1 allows
EAN_QUIET = (11, 7)  # modules left and right of the bars: GS1 General Specifications, 5.2.3.4
EAN_BARS = 95  # modules
EAN_HEIGHT = 69.25  # modules: 22.85 mm at 100 %
EAN_GUARDS = 5  # modules that the guard bars reach below the others
EAN_HEAD, EAN_FOOT = 11.0, 10.0  # modules above the bars for the ISBN, below them for the digits
EAN_TYPE, EAN_HEAD_TYPE = 10.0, 9.0  # size of the digits and, at most, of the ISBN, in modules
EAN_GAP = 3.0  # modules between the ISBN and the bars

QR_QUIET = 4  # modules on all sides: ISO/IEC 18004, 9.1
QR_SMALLEST = 1.5625  # px: .41 mm; four dots of a printer of 300 dpi are .34 mm (Denso Wave)
QR_LEVEL = "m"  # 15 % of the code may be soiled; what Denso Wave calls the standard level


@dataclass(frozen=True)
class Lettering:
    """The typeface of the figures: its family, and how wide it sets a text, in em."""

    family: str
    width: Callable[[str], float]


def ean13_size(module: float = EAN_MODULE) -> tuple[float, float]:
    """Return width and height in px of an ISBN's drawing, its quiet zones and its figures included."""
    return (sum(EAN_QUIET) + EAN_BARS) * module, (EAN_HEAD + EAN_HEIGHT + EAN_FOOT) * module


def ean13_modules(isbn: str) -> str:
    """Return the 95 modules of an ISBN from left to right: 1 is black."""
    digits = re.sub(r"\D", "", isbn)
    return str(EuropeanArticleNumber13(digits).build()[0])


def ean13_svg(isbn: str, lettering: Lettering, module: float = EAN_MODULE) -> str:
    """Draw an ISBN: its hyphened form as typed, the bars, the thirteen digits at their foot.

    `module` is the width of the narrowest bar in px, a multiple of 1/16. Raises ValueError when it
    is not, or is outside what tills read. Sizes are those of ISO/IEC 15420 and of GS1's General
    Specifications; the ISBN above the bars is asked for by the ISBN Users' Manual.
    """
    if module % STEP or not EAN_SMALLEST <= module <= EAN_LARGEST:
        raise ValueError(
            f"a module of {module:g} px; it is {EAN_SMALLEST} to {EAN_LARGEST} px in steps of {STEP}"
        )
    width, height = ean13_size(module)
    view = f"0 0 {width / module:g} {height / module:g}"
    bars, left = "", EAN_QUIET[0]
    for start, length in _runs(ean13_modules(isbn)):
        foot = EAN_HEIGHT + (EAN_GUARDS if _is_guard(start) else 0)
        bars += f"M{left + start} {EAN_HEAD:g}h{length}v{foot:g}h-{length}z"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="isbn" width="{width:g}" height="{height:g}"'
        f' viewBox="{view}" role="img" aria-label={quoteattr(f"ISBN {isbn}")}>'
        f'<path d="{bars}" fill="#000"/>{_head(isbn, lettering)}{_figures(isbn, lettering)}</svg>'
    )


def _is_guard(place: int) -> bool:
    """Whether a module is one of the guard bars: at both ends and in the middle."""
    return place < 3 or 45 <= place < 50 or place >= 92  # noqa: PLR2004  the 3, 5 and 3 modules of EAN-13


def _runs(modules: Sequence[str]) -> list[tuple[int, int]]:
    """Return start and length of each run of black modules."""
    runs, place = [], 0
    for value, group in groupby(modules):
        length = len(list(group))
        if value == "1":
            runs.append((place, length))
        place += length
    return runs


def _head(isbn: str, lettering: Lettering) -> str:
    """Return the ISBN above the bars, as wide as they are where that is not too large."""
    text = f"ISBN {isbn}"
    size = min(EAN_HEAD_TYPE, EAN_BARS / lettering.width(text))
    return _text(text, size, f"{EAN_QUIET[0]}", EAN_HEAD - EAN_GAP, lettering.family)


def _figures(isbn: str, lettering: Lettering) -> str:
    """Return the digits: the first left of the bars, the others each centred below its seven modules."""
    digits = re.sub(r"\D", "", isbn)
    left, foot = EAN_QUIET[0], EAN_HEAD + EAN_HEIGHT + EAN_FOOT - 1.5
    starts = (*(left + 3 + 7 * place for place in range(6)), *(left + 50 + 7 * place for place in range(6)))
    places = [left - 9.0, *map(float, starts)]
    lefts = [
        place + (7 - EAN_TYPE * lettering.width(digit)) / 2
        for place, digit in zip(places, digits, strict=True)
    ]
    return "".join(
        _text(digits[part], EAN_TYPE, " ".join(f"{x:.3f}" for x in lefts[part]), foot, lettering.family)
        for part in (slice(0, 1), slice(1, 7), slice(7, 13))
    )


def _text(text: str, size: float, x: str, y: float, family: str) -> str:
    return (
        f'<text x="{x}" y="{y:g}" font-size="{size:.3f}" font-family={quoteattr(family)} fill="#000">'
        f"{escape(text)}</text>"
    )


def qr_matrix(url: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of an address's QR code without its quiet zone, true for black.

    Raises ValueError when the address is longer than any QR code.
    """
    try:
        code = segno.make(url, error=QR_LEVEL, micro=False, boost_error=False)
    except DataOverflowError:
        raise ValueError(f"{len(url)} characters are more than a QR code holds") from None
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def qr_module(url: str, side: float) -> float:
    """Return the width in px of a module when the code and its quiet zone are to take at most `side` px.

    Raises ValueError when the modules would be too small for a telephone.
    """
    count = len(qr_matrix(url)) + 2 * QR_QUIET
    module = side / count // STEP * STEP
    if module < QR_SMALLEST:
        raise ValueError(
            f"{len(url)} characters make a code of {count} modules, which takes "
            f"{count * QR_SMALLEST / MM:.0f} mm; there are {side / MM:.0f}"
        )
    return module


def qr_svg(url: str, side: float) -> str:
    """Draw an address as a QR code with its quiet zone, at most `side` px wide.

    Raises ValueError as qr_module does.
    """
    matrix, module = qr_matrix(url), qr_module(url, side)
    count = len(matrix) + 2 * QR_QUIET
    outline = "".join(
        "M" + "L".join(f"{x + QR_QUIET} {y + QR_QUIET}" for x, y in loop) + "z" for loop in _outlines(matrix)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" width="{count * module:g}"'
        f' height="{count * module:g}" viewBox="0 0 {count} {count}" role="img" aria-label={quoteattr(url)}>'
        f'<path d="{outline}" fill="#000" fill-rule="evenodd"/></svg>'
    )


Corner = tuple[int, int]


def _outlines(matrix: Sequence[Sequence[bool]]) -> list[list[Corner]]:
    """Return the outlines of the black areas as loops of corners (x, y).

    Each side of a black module with a white one beyond it is a piece of an outline, walked with the
    black on the right hand; pieces are joined end to start, and corners on a straight left out.
    """
    size = len(matrix)

    def black(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and matrix[y][x]

    pieces: dict[Corner, list[Corner]] = {}
    for y in range(size):
        for x in range(size):
            if not matrix[y][x]:
                continue
            corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
            beyond = ((x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y))
            for place, neighbour in enumerate(beyond):
                if not black(*neighbour):
                    pieces.setdefault(corners[place], []).append(corners[(place + 1) % 4])
    loops = []
    while pieces:
        loop = [next(iter(pieces))]
        while loop[-1] in pieces:
            ends = pieces[loop[-1]]
            step = ends.pop()
            if not ends:
                del pieces[loop[-1]]
            loop.append(step)
        loops.append(_straightened(loop[:-1]))
    return loops


def _straightened(loop: list[Corner]) -> list[Corner]:
    """Leave out corners at which a loop does not turn."""
    before, after = [loop[-1], *loop[:-1]], [*loop[1:], loop[0]]
    return [
        (x, y)
        for (x, y), (a, b), (c, d) in zip(loop, before, after, strict=True)
        if not (a == x == c or b == y == d)
    ]
