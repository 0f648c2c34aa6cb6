"""Printer's marks as PDF drawing operators: crop and fold marks, and lettering drawn as outlines.

All lengths are in pt, with y going up. The marks' colour is the caller's to set; it is that of
`registration_colour`, which prints on every plate (ISO 32000-2, 8.6.6.4), so that the marks also show
whether the plates lie on each other. Each drawing leaves the graphics state as it found it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
            drawn += f"q {matrix}\n".encode() + outline + b"Q\n"
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


@cache
def _outline(text: str, cut: Cut) -> tuple[bytes, int]:
    """Return how a line of text is filled and its width, both in units of the face.

    Each glyph is drawn from its own origin, so that one that comes again packs to a few bytes.
    """
    font = hb.Font(_face(cut.face.path))
    if cut.face.is_variable:
        font.set_variations({"wght": cut.weight})
    line = hb.Buffer()
    line.add_str(text)
    line.guess_segment_properties()
    hb.shape(font, line)
    drawn, across, last = "", 0, (0, 0)
    for glyph, position in zip(line.glyph_infos, line.glyph_positions, strict=True):
        path: list[str] = []
        font.draw_glyph(glyph.codepoint, _draw_functions(), path)
        origin = across + position.x_offset, position.y_offset
        if path:
            drawn += f"1 0 0 1 {origin[0] - last[0]} {origin[1] - last[1]} cm\n" + "\n".join((*path, "f\n"))
            last = origin
        across += position.x_advance
    return drawn.encode(), across


@cache
def _draw_functions() -> hb.DrawFuncs:
    """Return what HarfBuzz calls for each step of an outline; it turns TrueType's curves into cubic ones."""
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda x, y, path: path.append(_step("m", x, y)))
    functions.set_line_to_func(lambda x, y, path: path.append(_step("l", x, y)))
    functions.set_cubic_to_func(lambda a, b, c, d, x, y, path: path.append(_step("c", a, b, c, d, x, y)))
    functions.set_close_path_func(lambda path: path.append("h"))
    return functions


def _step(operator: str, *points: float) -> str:
    return " ".join((*(str(round(point)) for point in points), operator))


@cache
def _face(path: Path) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)))
