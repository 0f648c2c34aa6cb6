"""One good file: a small proper PDF/X-4 that has nothing the matter with it, and ways to spoil it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from press.metadata import PRESS, About, write_metadata
from press.model import Finding
from press.preflight import Expected, preflight

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = Path("sample.pdf")
PROFILE = ROOT / "press" / "prepress" / "uncoated-fogra29.icc"
WIDTH, HEIGHT = 419.53, 595.28
TRIM = (30.0, 30.0, 30.0 + WIDTH, 30.0 + HEIGHT)
BLEED = (21.4, 21.4, 38.6 + WIDTH, 38.6 + HEIGHT)
MEDIA = (0.0, 0.0, 60.0 + WIDTH, 60.0 + HEIGHT)
SIDE = 320
"""Pixels of the sample's image, which is printed one inch wide."""
CONTENT = b"""
0 0 0 1 k BT /Text 10 Tf 100 400 Td (An essay in black alone.) Tj ET
q 72 0 0 72 100 300 cm /Picture Do Q
0 0 0 1 K .5 w 100 290 m 300 290 l S
q /Registration CS 1 SCN .25 w 5 30 m 20 30 l S 30 5 m 30 20 l S 5 625.28 m 20 625.28 l S Q
"""

Change = Callable[[Pdf], bytes | None]


@cache
def good() -> bytes:
    """Return the good file; four pages, each with text, an image, a line and crop marks."""
    with pikepdf.new() as pdf:
        resources = Dictionary(
            Font=Dictionary(Text=pdf.make_indirect(font(pdf))),
            XObject=Dictionary(Picture=image(pdf, SIDE, SIDE)),
            ColorSpace=Dictionary(Registration=separation(pdf, "All")),
        )
        resources = pdf.make_indirect(resources)
        for _ in range(4):
            page = pdf.add_blank_page(page_size=(MEDIA[2], MEDIA[3]))
            page.obj.TrimBox, page.obj.BleedBox = Array(TRIM), Array(BLEED)
            page.obj.Resources, page.obj.Contents = resources, pdf.make_stream(CONTENT)
        pdf.Root.OutputIntents = Array([intent(pdf)])
        when = datetime(2026, 5, 4, 12, tzinfo=UTC)
        about = About("A Sample", ("Ann Author",), "", (), "en", when, "urn:uuid:sample")
        write_metadata(pdf, about, PRESS, "press")
        out = io.BytesIO()
        pdf.save(out, force_version="1.6", deterministic_id=True)
        return out.getvalue()


def changed(change: Change) -> bytes:
    """Return the good file after a change; one that returns bytes takes the file's place."""
    with pikepdf.open(io.BytesIO(good())) as pdf:
        instead = change(pdf)
        if instead is not None:
            return instead
        return saved(pdf, force_version="1.6")


def saved(pdf: Pdf, **how: Any) -> bytes:
    """Return a file's bytes."""
    out = io.BytesIO()
    pdf.save(out, **({"deterministic_id": True} | how))
    return out.getvalue()


def findings(change: Change, expected: Expected | None = None) -> dict[str, list[Finding]]:
    """Return what is found in the changed file, by rule."""
    found: dict[str, list[Finding]] = {}
    for finding in preflight(changed(change), NAME, expected or Expected()):
        found.setdefault(finding.rule, []).append(finding)
    return found


def said(change: Change, rule: str, expected: Expected | None = None) -> str:
    """Return the messages of one rule."""
    return "\n".join(str(finding) for finding in findings(change, expected).get(rule, []))


# ---- Parts of a file


def font(pdf: Pdf, **other: Any) -> Dictionary:
    """Return Spectral as a TrueType font, in the file."""
    data = (files("fontpkg_spectral") / "files" / "Spectral-Regular.ttf").read_bytes()
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name.Spectral,
        Flags=32,
        FontBBox=Array([-500, -500, 1500, 1200]),
        FontFile2=Stream(pdf, data),
    )
    facts: dict[str, Any] = {
        "Type": Name.Font,
        "Subtype": Name.TrueType,
        "BaseFont": Name.Spectral,
        "Encoding": Name.WinAnsiEncoding,
        "FirstChar": 32,
        "LastChar": 126,
        "Widths": Array([500] * 95),
        "FontDescriptor": pdf.make_indirect(descriptor),
    }
    return Dictionary(**{key: value for key, value in (facts | other).items() if value is not None})


def image(pdf: Pdf, width: int, height: int, data: bytes = b"", **other: Any) -> Stream:
    """Return an image, of light grey unless said otherwise."""
    facts = {
        "Type": Name.XObject,
        "Subtype": Name.Image,
        "Width": width,
        "Height": height,
        "BitsPerComponent": 8,
        "ColorSpace": Name.DeviceGray,
    }
    filled = data or b"\xc0" * (width * height)
    return Stream(
        pdf, filled, {f"/{key}": value for key, value in (facts | other).items() if value is not None}
    )


def separation(pdf: Pdf, ink: str, mixed: tuple[float, ...] = (0, 1, 1, 0)) -> Array:
    """Return the space of an ink, with how it is made up of the four."""
    tint = pdf.make_indirect(
        Dictionary(FunctionType=2, Domain=Array([0, 1]), C0=Array([0, 0, 0, 0]), C1=Array(mixed), N=1)
    )
    return Array([Name.Separation, Name(f"/{ink}"), Name.DeviceCMYK, tint])


def profile(pdf: Pdf, components: int = 4, data: bytes | None = None) -> Stream:
    """Return a colour profile's stream."""
    return Stream(pdf, PROFILE.read_bytes() if data is None else data, {"/N": components})


def intent(pdf: Pdf, **other: Any) -> Dictionary:
    """Return an output intent for print."""
    facts = {
        "Type": Name.OutputIntent,
        "S": Name.GTS_PDFX,
        "OutputConditionIdentifier": String("FOGRA29"),
        "RegistryName": String("http://www.color.org"),
        "DestOutputProfile": profile(pdf),
    }
    return Dictionary(**{key: value for key, value in (facts | other).items() if value is not None})


# ---- Changes

Part = Any


def draw(operators: str, page: int = 2, **parts: Callable[[Pdf], Part]) -> Change:
    """Add operators to a page, with resources named Category_Name: ColorSpace_Spot, XObject_Big."""

    def change(pdf: Pdf) -> None:
        sheet = pdf.pages[page - 1]
        own = copied(sheet.obj.Resources)
        for key, make in parts.items():
            category, _, name = key.partition("_")
            known = copied(own.get(f"/{category}"))
            known[f"/{name}"] = make(pdf)
            own[f"/{category}"] = known
        sheet.obj.Resources = own
        sheet.contents_add(pdf.make_stream(f"q {operators} Q".encode("latin-1")))

    return change


def copied(thing: Any) -> Any:
    """Return a dictionary that can be changed without the one it is from."""
    return Dictionary(dict(thing.items()) if thing is not None else {})


def set_on(page: int, **entries: Any) -> Change:
    """Set entries of a page; None removes one."""
    return lambda pdf: _set(pdf.pages[page - 1].obj, entries)


def set_on_all(**entries: Any) -> Change:
    """Set entries of all pages."""

    def change(pdf: Pdf) -> None:
        for page in pdf.pages:
            _set(page.obj, entries)

    return change


def set_root(**entries: Any) -> Change:
    """Set entries of the catalogue; a function is called with the file for its value."""
    return lambda pdf: _set(pdf.Root, {key: _made(pdf, value) for key, value in entries.items()})


def set_info(**entries: Any) -> Change:
    """Set entries of Info."""
    return lambda pdf: _set(pdf.trailer.Info, entries)


def both(*changes: Change) -> Change:
    """Make several changes."""

    def change(pdf: Pdf) -> None:
        for one in changes:
            one(pdf)

    return change


def nothing(pdf: Pdf) -> None:
    """Leave the file as it is."""


def _made(pdf: Pdf, value: Any) -> Any:
    return value(pdf) if callable(value) and not isinstance(value, pikepdf.Object) else value


def _set(thing: Any, entries: dict[str, Any]) -> None:
    for key, value in entries.items():
        if value is not None:
            thing[f"/{key}"] = value
        elif f"/{key}" in thing:
            del thing[f"/{key}"]
