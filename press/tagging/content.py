"""Content streams: what each mark shows, and what of it is turned into an artifact or given a space.

WeasyPrint writes one line of one box as `/Span <</MCID 3>> BDC … EMC`, its glyphs as hexadecimal
numbers, so a stream can be read with regular expressions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Dictionary, Name, Stream

from press.tagging.tree import Mark

MARKED = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC\b(.*?)\bEMC\b", re.DOTALL)
SHOWN = re.compile(rb"/(\S+) ([\d.]+) Tf|(\[[^\]]*\]\s*TJ|<[^>]*>\s*Tj)")
CODES = re.compile(rb"<([0-9a-fA-F]*)>")
AT = re.compile(rb"(?:^|\s)[\d.]+ 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm")
PAINT = re.compile(rb"(?<![\w>/])(?:Do|sh|f\*?|F|S|s|B\*?|b\*?)(?!\w)")
MAPPED = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
SOFT_HYPHEN = "\u00ad"
TYPES: Mapping[str, bytes] = {
    "leader": b"/Type /Layout",
    "decoration": b"/Type /Layout",
    "repeated": b"/Type /Pagination",
    "@top": b"/Type /Pagination /Subtype /Header /Attached [/Top]",
    "@bottom": b"/Type /Pagination /Subtype /Footer /Attached [/Bottom]",
}
"""Properties of an artifact by its reason (ISO 32000-1, 14.8.2.2.2)."""


@dataclass(frozen=True)
class Chunk:
    """What a mark shows: its text, and whether anything is drawn.

    `x` and `y` are where it begins and `size` how large its letters are, in px of its page.
    `space` shows a space after it: in the font of its last letters or, where that has none, in another.
    """

    text: str
    drawn: bool
    x: float = 0.0
    y: float = 0.0
    size: float = 0.0
    space: bytes = b""

    @property
    def blank(self) -> bool:
        """Whether nothing at all is to be seen."""
        return not (self.drawn or self.text.strip())


@dataclass
class Fonts:
    """Fonts by their name in the resources: what text each glyph stands for."""

    known: dict[tuple[tuple[int, int], str], tuple[dict[bytes, str], int]] = field(default_factory=dict)

    def read(self, page: pikepdf.Page, name: str) -> tuple[dict[bytes, str], int]:
        """Return the text of each glyph number of a page's font, and how many digits a number has."""
        font = page.resources.Font[f"/{name}"]
        key = (font.objgen, name)
        if key not in self.known:
            letters = _letters(font)
            self.known[key] = letters, max(map(len, letters), default=4)
        return self.known[key]

    def space(self, page: pikepdf.Page, name: str) -> bytes:
        """Return the operators that show a space: in a font, or in any other that has one."""
        if code := _space_in(self.read(page, name)[0]):
            return b"<" + code + b"> Tj"
        for other in page.resources.Font.keys():  # noqa: SIM118  a PDF object is no dict
            if code := _space_in(self.read(page, other.removeprefix("/"))[0]):
                return other.encode() + b" 1 Tf <" + code + b"> Tj"
        return b""


def _space_in(letters: Mapping[bytes, str]) -> bytes:
    return next((code for code, letter in letters.items() if letter == " "), b"")


def read_chunks(pdf: pikepdf.Pdf) -> dict[Mark, Chunk]:
    """Return what every mark of the pages shows."""
    fonts, chunks = Fonts(), {}
    for index, page in enumerate(pdf.pages):
        for match in MARKED.finditer(contents_of(page)):
            chunks[Mark(index, int(match[1]))] = _chunk(match[2], page, fonts)
    return chunks


def contents_of(page: pikepdf.Page) -> bytes:
    """Return a page's content stream, empty for a page without one."""
    contents = page.obj.get("/Contents")
    return contents.read_bytes() if isinstance(contents, Stream) else b""


def _chunk(body: bytes, page: pikepdf.Page, fonts: Fonts) -> Chunk:
    text, size, font, letters, width = "", 0.0, "", dict[bytes, str](), 4
    for name, points, shown in SHOWN.findall(body):
        if name:
            font, size = name.decode(), float(points)
            letters, width = fonts.read(page, font)
            continue
        for codes in CODES.findall(shown):
            text += "".join(
                [letters.get(codes[at : at + width], "\ufffd") for at in range(0, len(codes), width)]
            )
    at = AT.search(body)
    space = fonts.space(page, font) if text else b""
    x, y = (float(at[1]), float(at[2])) if at else (0.0, 0.0)
    return Chunk(text, bool(PAINT.search(body)), x, y, size, space)


def _letters(font: pikepdf.Object) -> dict[bytes, str]:
    if "/ToUnicode" not in font:
        return {}
    return {
        code.lower(): bytes.fromhex(letters.decode()).decode("utf-16-be", "replace")
        for code, letters in MAPPED.findall(_between(font.ToUnicode.read_bytes()))
    }


def _between(cmap: bytes) -> bytes:
    """Return the rows of a CMap that map single glyphs."""
    return b"\n".join(re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.DOTALL))


def rewrite_contents(
    pdf: pikepdf.Pdf, owned: set[Mark], artifacts: Mapping[Mark, str], spaces: Mapping[Mark, bytes]
) -> None:
    """Make an artifact of each mark that no element owns; end the marks of `spaces` with a space."""
    for index, page in enumerate(pdf.pages):

        def change(match: re.Match[bytes], index: int = index) -> bytes:
            mark = Mark(index, int(match[1]))
            if mark not in owned:
                reason = artifacts.get(mark, "decoration")
                kind = TYPES.get(reason.partition("-")[0]) or TYPES["decoration"]
                return b"/Artifact <<" + kind + b">> BDC" + match[2] + b"EMC"
            if mark not in spaces:
                return match[0]
            before, _, after = match[0].rpartition(b"ET")
            return before + spaces[mark] + b"\nET" + after

        before = contents_of(page)
        after = MARKED.sub(change, before)
        if after != before:
            page.obj.Contents.write(after)


def mend_objects(pdf: pikepdf.Pdf) -> None:
    """Take out what PDF/A forbids, and let the hyphens at line ends be soft.

    PDF/A has no interpolation of images (ISO 19005-2, 6.2.8). The hyphen of hyphenation is U+2010, which
    no author types; that of a compound is U+002D. Read as U+00AD it is no letter of the word
    (ISO 32000-1, 14.8.2.2.3).
    """
    for thing in pdf.objects:
        if isinstance(thing, Stream) and "/Interpolate" in thing:
            del thing["/Interpolate"]
        if isinstance(thing, Dictionary) and "/ToUnicode" in thing and thing.get("/Type") == Name.Font:
            data = thing.ToUnicode.read_bytes()
            soft = re.sub(rb"(<[0-9a-fA-F]+>\s*)<2010>", rb"\1<00ad>", data)
            if soft != data:
                thing.ToUnicode.write(soft)
