"""Tagged PDFs, read back by their structure as a screen reader would, and small ones to try things on.

The reading shares no code with the press: it goes through the content streams operator by operator.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Object
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from press.layout.hints import hints
from press.metadata import READING, about, write_metadata
from press.settings import Settings
from press.tagging import retag
from press.terms import words_for

Standard = Literal["ua-1", "ua-2"]
SETTINGS = Settings(title="A Test", authors=["Ann Author"], date="2026", language="en-GB")
VERSIONS: dict[Standard, str] = {"ua-1": "1.7", "ua-2": "2.0"}
SHEET = """
@font-face { font-family: Test; src: url(FACE) }
@page { size: 320px 240px; margin: 24px; @top-left { content: "Running head" }
  @bottom-left { content: counter(page) } @footnote { border-top: 1px solid } }
html { font: 12px/16px Test; hyphens: auto; orphans: 1; widows: 1 }
h1, h2, h3 { font: 16px/16px Test; margin: 0 }
p, ul, ol, dl, figure, blockquote { margin: 0 0 8px }
a { color: inherit }
.footnote { float: footnote; footnote-policy: line; white-space: normal }
.footnote::footnote-call { content: counter(footnote); font-size: 70%; line-height: 0; vertical-align: super }
.footnote::footnote-marker { content: counter(footnote) ". " }
.continued { counter-increment: footnote -1 } /* WeasyPrint adds 1 for each, come what may. */
.continued::footnote-call, .continued::footnote-marker { content: none }
.note-paragraph::before { content: "\\a"; white-space: pre }
nav ol { list-style: none }
nav a::after { content: leader(" . ") target-counter(attr(href), page) }
"""


@dataclass
class Tag:
    """A structure element: its type, what it holds in reading order, and its other entries."""

    role: str
    entries: dict[str, Any]
    kids: list[Tag | str] = field(default_factory=list)
    links: list[dict[str, Any]] = field(default_factory=list)
    pages: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """What is read aloud: the text of all that is in it, in order."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids).replace("\u00ad", "")

    def walk(self) -> Iterator[Tag]:
        """Yield this tag and all in it."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Tag):
                yield from kid.walk()

    def all(self, role: str) -> list[Tag]:
        """Return the tags of a type."""
        return [tag for tag in self.walk() if tag.role == role]

    def only(self, role: str) -> Tag:
        """Return the one tag of a type."""
        (tag,) = self.all(role)
        return tag

    @property
    def shape(self) -> str:
        """The types of the tags right in it; a dot is text."""
        kinds = ["." if isinstance(kid, str) else kid.role for kid in self.kids]
        return " ".join(re.sub(r"(\. )+\.", ".", " ".join(kinds)).split())


def write_raw(html: str, css: str = "", *, lang: str = "en-GB") -> bytes:
    """Typeset a body as WeasyPrint does, with the press's hints."""
    fonts = FontConfiguration()
    face = next(Path(str(files("fontpkg_spectral"))).rglob("Spectral-Regular.ttf"))
    sheet = CSS(string=SHEET.replace("FACE", face.as_uri()) + css, font_config=fonts)
    document = HTML(string=f"<html lang='{lang}'><title>A Test</title><body>{html}</body></html>").render(
        font_config=fonts, stylesheets=[sheet]
    )
    with warnings.catch_warnings(), hints():
        # WeasyPrint 70 leaves the file of its colour profile open.
        warnings.simplefilter("ignore", ResourceWarning)
        data: bytes = document.write_pdf(pdf_variant="pdf/a-3a")
    return data


def finish(raw: bytes, standard: Standard, settings: Settings = SETTINGS) -> bytes:
    """Tag a raw PDF and declare what it is, as the reading edition does."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        retag(pdf, standard, words_for(settings.language, {}))
        write_metadata(pdf, about(settings), READING[standard], "pdf")
        pdf.save(
            out,
            deterministic_id=True,
            force_version=VERSIONS[standard],
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


def tags_of(html: str, css: str = "", standard: Standard = "ua-1") -> Tag:
    """Typeset, tag and read back."""
    return read_tags(finish(write_raw(html, css), standard))


def read_tags(data: bytes) -> Tag:
    """Read the structure of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        shown = [_shown(page) for page in pdf.pages]
        (document,) = pdf.Root.StructTreeRoot.K
        return _read(document, 0, pages, shown)


def _read(element: Object, page: int, pages: dict[tuple[int, int], int], shown: list[dict[int, str]]) -> Tag:
    page = pages[element.Pg.objgen] if "/Pg" in element else page
    entries = {
        str(key)[1:]: _plain(value)
        for key, value in element.items()
        if key not in ("/K", "/P", "/Pg", "/Ref")
    }
    tag = Tag(str(element.S)[1:], entries | {"refs": len(element.get("/Ref", []))})
    kids = element.get("/K", Array())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            tag.kids.append(shown[page][kid])
            tag.pages.add(page)
        elif kid.get("/Type") == Name.MCR:
            tag.kids.append(shown[pages[kid.Pg.objgen]][int(kid.MCID)])
            tag.pages.add(pages[kid.Pg.objgen])
        elif kid.get("/Type") == Name.OBJR:
            tag.links.append(_plain(kid.Obj))
        else:
            child = _read(kid, page, pages, shown)
            tag.kids.append(child)
            tag.pages |= child.pages
    return tag


def _plain(value: object) -> Any:
    """Return a PDF object as plain Python, without going into pages and elements."""
    if isinstance(value, Dictionary):
        if value.get("/Type") in (Name.Page, Name.StructElem, Name.Namespace):
            return str(value.get("/NS", value.get("/S", "page")))
        return {str(key)[1:]: _plain(each) for key, each in value.items()}
    if isinstance(value, Array):
        return [_plain(each) for each in value]
    return value if isinstance(value, (int, bool)) else str(value)


def _shown(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each mark of a page."""
    texts: dict[int, str] = {}
    inside: list[int | None] = []
    letters: dict[bytes, str] = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "BDC":
                number = operands[1].get("/MCID") if isinstance(operands[1], Dictionary) else None
                inside.append(None if number is None else int(number))
                if number is not None:
                    texts[int(number)] = ""
            case "BMC":
                inside.append(None)
            case "EMC":
                inside.pop()
            case "Tf":
                letters = _letters(page.resources.Font[str(operands[0])])
            case "TJ" | "Tj" if inside and inside[-1] is not None:
                parts = operands[0] if isinstance(operands[0], Array) else operands
                codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
                texts[inside[-1]] += "".join(letters.get(pair, "") for pair in pairs)
    return texts


CACHE: dict[bytes, dict[bytes, str]] = {}


def _letters(font: Object) -> dict[bytes, str]:
    data = font.ToUnicode.read_bytes()
    if data not in CACHE:
        rows = re.findall(rb"<(\w{4})> <(\w+)>", data)
        CACHE[data] = {
            bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
            for code, text in rows
        }
    return CACHE[data]
