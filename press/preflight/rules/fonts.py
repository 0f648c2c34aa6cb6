"""Fonts that text is set in; PDF/X-4 (ISO 15930-7) asks for the programs of all that print."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.preflight.rule import Expected, Rule, Spot
from press.preflight.sheet import Face, Inspection

STANDARD = {
    *("Courier", "Courier-Bold", "Courier-Oblique", "Courier-BoldOblique"),
    *("Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Helvetica-BoldOblique"),
    *("Times-Roman", "Times-Bold", "Times-Italic", "Times-BoldItalic", "Symbol", "ZapfDingbats"),
}
"""The 14 fonts that every viewer brings, and no two the same (ISO 32000-1, 9.6.2.2)."""


def _faces(tell: Callable[[Face], str], fact: str) -> Callable[[Inspection, Expected], Iterator[Spot]]:
    """Return a look at each font; `tell` gives the case, or nothing."""

    def look(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
        del expected
        for sheet in inspection.sheets:
            for face in sheet.faces:
                if case := tell(face):
                    yield Spot(fact, sheet.number, case)

    return look


def _name_missing(face: Face) -> str:
    if face.embedded:
        return ""
    kind = "one of the 14 standard fonts" if face.name in STANDARD else face.kind
    return f"{face.name} ({kind})"


FONTS: tuple[Rule, ...] = (
    Rule(
        "font-not-embedded",
        "error",
        "A font that text is set in and that is not in the file, the 14 standard ones included",
        "Embed the font; the printer may not have it, or have another of its name.",
        _faces(_name_missing, "text is set in a font that is not in the file"),
    ),
    Rule(
        "font-broken",
        "error",
        "An embedded font that cannot be read",
        "Take the font anew from its maker and export again.",
        _faces(lambda face: f"{face.name} {face.fault}" if face.fault else "", "an embedded font is broken"),
    ),
    Rule(
        "font-drawn",
        "warning",
        "A Type 3 font, whose letters are drawings or pixels",
        "Use an OpenType or TrueType font; its letters are sharper at small sizes.",
        _faces(lambda face: face.name if face.kind == "Type3" else "", "text is set in a font of Type 3"),
    ),
    Rule(
        "font-no-unicode",
        "warning",
        "A font that does not say which letters its glyphs are",
        "Embed the font with a ToUnicode map; without it, the printer cannot search or mend the text.",
        _faces(
            lambda face: "" if face.readable or face.kind == "Type3" else f"{face.name} ({face.kind})",
            "a font has neither encoding nor ToUnicode map",
        ),
    ),
)
