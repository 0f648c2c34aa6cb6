"""Fonts: whether their programs are in the file, and how wide a string is (ISO 32000-2, 9.5 to 9.9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pikepdf

from press.preflight.objects import BROKEN, entry, identity, listed, named, number, numbers
from press.preflight.shapes import IDENTITY, Matrix
from press.preflight.sheet import Face

PROGRAMS = {
    "/FontFile": (b"%!", b"\x80\x01"),
    "/FontFile2": (b"\x00\x01\x00\x00", b"true", b"ttcf"),
    "/FontFile3": (b"\x01", b"OTTO", b"\x00\x01\x00\x00", b"true"),
}
"""Where a font's program stands, and what it begins with: Type 1, TrueType, CFF or OpenType."""
USUAL = 0.5
"""Em: about the mean width of a letter, where the file gives none."""


@dataclass(frozen=True)
class Font:
    """A font to set text in. `widths` are in em by code; codes are of one byte or of two.

    `drawn` is the font itself when its glyphs are drawings (Type 3), which `matrix` brings to size.
    """

    face: Face
    widths: dict[int, float]
    usual: float
    wide: bool
    matrix: Matrix = IDENTITY
    drawn: Any = None

    def measure(self, codes: bytes) -> tuple[float, int, int]:
        """Return a string's width in em, its count of glyphs, and that of spaces of one byte."""
        if self.wide:
            pairs = [high << 8 | low for high, low in zip(codes[::2], codes[1::2], strict=False)]
            return sum(self.widths.get(code, self.usual) for code in pairs), len(pairs), 0
        width = sum(self.widths.get(code, self.usual) for code in codes)
        return width, len(codes), codes.count(b" ")


class Fonts:
    """The fonts of a file, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Font] = {}

    def read(self, thing: Any, alias: str) -> Font:
        """Return a font; `alias` is what the page calls it, which is its name where it has no other."""
        key = identity(thing)
        if key and key in self._known:
            return self._known[key]
        font = _read_font(thing, alias)
        if key:
            self._known[key] = font
        return font


def _read_font(thing: Any, alias: str) -> Font:
    kind = named(entry(thing, "/Subtype"))
    name = named(entry(thing, "/BaseFont")) or alias
    if kind == "Type0":
        below = next(iter(listed(entry(thing, "/DescendantFonts"))), None)
        embedded, fault = _program(entry(below, "/FontDescriptor"))
        face = Face(name, kind, embedded, "/ToUnicode" in thing, fault)
        return Font(
            face, _wide_widths(entry(below, "/W")), number(entry(below, "/DW"), 1000) / 1000, wide=True
        )
    matrix: Matrix = IDENTITY
    if kind == "Type3" and (six := numbers(entry(thing, "/FontMatrix"), 6)):
        matrix = (six[0], six[1], six[2], six[3], six[4], six[5])
    drawn = thing if kind == "Type3" else None
    embedded, fault = (True, "") if kind == "Type3" else _program(entry(thing, "/FontDescriptor"))
    readable = entry(thing, "/ToUnicode") is not None or entry(thing, "/Encoding") is not None
    readable = readable or not number(entry(thing, "/FontDescriptor", "/Flags")) % 8 // 4
    face = Face(name, kind or "of no kind", embedded, readable, fault)
    unit = matrix[0] if kind == "Type3" else 0.001
    return Font(face, _widths(thing, unit), USUAL, wide=False, matrix=matrix, drawn=drawn)


def _program(descriptor: Any) -> tuple[bool, str]:
    """Tell whether a font's program is there, and what is the matter with it."""
    for key, beginnings in PROGRAMS.items():
        program = entry(descriptor, key)
        if isinstance(program, pikepdf.Stream):
            try:
                data = program.read_bytes()
            except BROKEN:
                return True, "cannot be unpacked"
            return True, "" if data.startswith(beginnings) else f"is no font program ({len(data)} bytes)"
    return False, ""


def _widths(thing: Any, unit: float) -> dict[int, float]:
    first = int(number(entry(thing, "/FirstChar")))
    return {
        first + place: number(width) * unit for place, width in enumerate(listed(entry(thing, "/Widths")))
    }


def _wide_widths(thing: Any) -> dict[int, float]:
    """Read the widths of a CID font: `first [width …]` or `first last width` (ISO 32000-2, 9.7.4.3)."""
    parts, found, place = listed(thing), dict[int, float](), 0
    while place + 1 < len(parts):
        first, after = max(0, int(number(parts[place]))), parts[place + 1]
        if isinstance(after, pikepdf.Array):
            found |= {first + step: number(width) / 1000 for step, width in enumerate(after)}
            place += 2
        else:
            last = min(int(number(after)), LAST_CODE)
            width = number(parts[place + 2]) / 1000 if place + 2 < len(parts) else 1.0
            found |= dict.fromkeys(range(first, last + 1), width)
            place += 3
    return found


LAST_CODE = 0xFFFF
