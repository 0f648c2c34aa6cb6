"""A font of a PDF: what its codes mean and how wide they are (ISO 32000-2, 9.6 to 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ONE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
SPAN = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]+)>|\[([^\]]*)\])")
SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
UNKNOWN = "\ufffd"


@dataclass(frozen=True)
class Font:
    """Widths in em and characters, by code; `step` is how many bytes a code has."""

    step: int
    widths: dict[int, float]
    characters: dict[int, str]
    missing: float

    def glyphs(self, codes: bytes) -> Iterator[tuple[str, float]]:
        """Yield the characters and width of each code."""
        for at in range(0, len(codes), self.step):
            code = int.from_bytes(codes[at : at + self.step], "big")
            yield self.characters.get(code, UNKNOWN), self.widths.get(code, self.missing)


def read_font(font: Any) -> Font:
    """Read a font dictionary: a composite font with two bytes to a code, or a simple one with one."""
    characters = read_characters(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {}
    if font.get("/Subtype") == "/Type0":
        inner = font.DescendantFonts[0]
        return Font(2, _composite(inner.get("/W", [])), characters, float(inner.get("/DW", 1000)) / 1000)
    first = int(font.get("/FirstChar", 0))
    widths = {first + at: float(width) / 1000 for at, width in enumerate(font.get("/Widths", []))}
    return Font(1, widths, characters or {code: chr(code) for code in range(32, 127)}, 0.0)


def _composite(array: Any) -> dict[int, float]:
    """Read /W: `first [w w …]` or `first last w`."""
    widths: dict[int, float] = {}
    items = list(array)
    while items:
        first, second = int(items.pop(0)), items.pop(0)
        try:
            widths |= {first + at: float(width) / 1000 for at, width in enumerate(second)}
        except TypeError:
            width = float(items.pop(0)) / 1000
            widths |= dict.fromkeys(range(first, int(second) + 1), width)
    return widths


def read_characters(cmap: bytes) -> dict[int, str]:
    """Read a ToUnicode map."""
    found: dict[int, str] = {}
    for kind, body in SECTION.findall(cmap):
        if kind == b"char":
            found |= {int(code, 16): _text(text) for code, text in ONE.findall(body)}
            continue
        for first, last, start, texts in SPAN.findall(body):
            low, high = int(first, 16), int(last, 16)
            if start:
                stem, end = _text(start)[:-1], ord(_text(start)[-1])
                found |= {code: stem + chr(end + code - low) for code in range(low, high + 1)}
            else:
                each = [_text(text) for text in re.findall(rb"<([0-9A-Fa-f]+)>", texts)]
                found |= dict(zip(range(low, high + 1), each, strict=False))
    return found


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
