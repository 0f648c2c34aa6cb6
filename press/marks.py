"""Printer's marks as PDF drawing operators: crop and fold marks, and lettering drawn as outlines.

All lengths are in pt, with y going up. The marks' colour is the caller's to set; it is that of
`registration_colour`, which prints on every plate (ISO 32000-2, 8.6.6.4), so that the marks also show
whether the plates lie on each other. Each drawing leaves the graphics state as it found it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path

import pikepdf
import uharfbuzz as hb
from pikepdf import Array, Dictionary, Name

from press.fonts import Cut

HAIRLINE = 0.25
"""pt: the width of marks, as layout programs and RIPs draw them by default."""
DASHES = (2.0, 2.0)
"""pt: dash and gap of a fold mark, which is dashed so that nobody cuts along it."""

Line = tuple[float, float, float, float]


def registration_colour(pdf: pikepdf.Pdf) -> Array:
    """Return the colour space of marks: Separation /All, in its place 100 % of each process ink."""
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=[1, 1, 1, 1], N=1)
    return Array([Name.Separation, Name.All, Name.DeviceCMYK, pdf.make_indirect(tint)])


def crop_marks(trim: Sequence[float], offset: float, length: float, upright: float | None = None) -> bytes:
    """Draw the eight marks by which a page is cut: left, bottom, right and top of its trim.

    Each is on a line of the trim, begins at `offset` from the corner and goes outward. An offset
    greater than the bleed keeps them out of it, where a cut beside its place would show them.
    `upright` is the length of those above and below the trim when it is another; 0 leaves marks out.
    """
    left, bottom, right, top = trim
    level, upright = offset + length, offset + (length if upright is None else upright)
    lines: list[Line] = []
    for y in (bottom, top):
        lines += [(left - level, y, left - offset, y), (right + offset, y, right + level, y)]
    for x in (left, right):
        lines += [(x, bottom - upright, x, bottom - offset), (x, top + offset, x, top + upright)]
    return _stroke([(x0, y0, x1, y1) for x0, y0, x1, y1 in lines if (x0, y0) != (x1, y1)])


def fold_marks(x: float, bottom: float, top: float, offset: float, length: float) -> bytes:
    """Draw the two dashed marks of an upright fold, below and above the trim."""
    far = offset + length
    return _stroke([(x, bottom - far, x, bottom - offset), (x, top + offset, x, top + far)], DASHES)


def outlined_text(text: str, cuts: Cut | Sequence[Cut], size: float, x: float, y: float) -> bytes:
    """Draw a line of text as filled outlines, its baseline beginning at x and y; no font is embedded.

    Of several cuts the first that has a character sets it. One that none has shows as the first
    cut's own sign for a missing character.
    """
    drawn, choice = b"", (cuts,) if isinstance(cuts, Cut) else tuple(cuts)
    for cut, characters in groupby(text, lambda character: _choose(character, choice)):
        outline, width = _outline("".join(characters), cut)
        scale = size / int(_face(cut.face.path).upem)
        if outline:
            matrix = f"{scale:.8f} 0 0 {scale:.8f} {number(x)} {number(y)} cm"
            drawn += f"q {matrix}\n".encode() + outline + b"f Q\n"
        x += width * scale
    return drawn


def number(value: float) -> str:
    """Write a number for a PDF, which knows no exponents, to a ten-thousandth."""
    return f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".")


def _stroke(lines: Iterable[Line], dashes: Sequence[float] = ()) -> bytes:
    """Draw lines; of no lines nothing."""
    pattern = " ".join(map(number, dashes))
    paths = "".join(f"{number(x0)} {number(y0)} m {number(x1)} {number(y1)} l\n" for x0, y0, x1, y1 in lines)
    return f"q {number(HAIRLINE)} w 0 J [{pattern}] 0 d\n{paths}S Q\n".encode() if paths else b""


def _choose(character: str, cuts: Sequence[Cut]) -> Cut:
    return next((cut for cut in cuts if cut.face.has(character)), cuts[0])


@dataclass
class _Pen:
    """What is drawn of a line, in units of the face; `x` and `y` are the present glyph's origin."""

    x: int = 0
    y: int = 0
    path: list[str] = field(default_factory=list)

    def add(self, operator: str, *points: float) -> None:
        """Note an operator with its points."""
        shifts = (self.x, self.y) * (len(points) // 2)
        moved = (str(round(point + shift)) for point, shift in zip(points, shifts, strict=True))
        self.path.append(" ".join((*moved, operator)))


@cache
def _outline(text: str, cut: Cut) -> tuple[bytes, int]:
    """Return the path of a line of text and its width, in units of the face."""
    font = hb.Font(_face(cut.face.path))
    if cut.face.is_variable:
        font.set_variations({"wght": cut.weight})
    line = hb.Buffer()
    line.add_str(text)
    line.guess_segment_properties()
    hb.shape(font, line)
    pen, across = _Pen(), 0
    for glyph, position in zip(line.glyph_infos, line.glyph_positions, strict=True):
        pen.x, pen.y = across + position.x_offset, position.y_offset
        font.draw_glyph(glyph.codepoint, _draw_functions(), pen)
        across += position.x_advance
    return "".join(f"{step}\n" for step in pen.path).encode(), across


@cache
def _draw_functions() -> hb.DrawFuncs:
    """Return what HarfBuzz calls for each step of an outline; it turns TrueType's curves into cubic ones."""
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, pen: pen.add("m", x, y))
    functions.set_line_to_func(lambda x, y, pen: pen.add("l", x, y))
    functions.set_cubic_to_func(lambda a, b, c, d, x, y, pen: pen.add("c", a, b, c, d, x, y))
    functions.set_close_path_func(lambda pen: pen.add("h"))
    return functions


@cache
def _face(path: Path) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)))
