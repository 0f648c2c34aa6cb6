"""Reading a file once, into records that the rules look at."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf

from press.preflight.hearing import listen
from press.preflight.objects import (
    BROKEN,
    entry,
    identity,
    inherited,
    leaves,
    listed,
    named,
    number,
    numbers,
    text,
)
from press.preflight.operators import OPERATORS
from press.preflight.pen import Library, Pen, Record
from press.preflight.shapes import Box, make_box
from press.preflight.sheet import Annotation, Inspection, Intent, Profile, Sheet, Stamps
from press.preflight.stamps import read_info, read_xmp, stamps_of
from press.preflight.state import State

BOXES = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
INHERITED = {"MediaBox", "CropBox"}
HEADER = 128
"""Bytes of a colour profile's header (ISO 15076-1, 7.2)."""
CONTENT = "(content"
"""What qpdf's warnings on the operators of a page have in their place."""
OURS = re.compile(r"(?:stream )?<_io\.BytesIO object[^>]*>:? ?")
"""What qpdf calls the bytes it was given."""
LONGEST = 120
HARMLESS = {"GoTo"}
"""Actions that only turn pages."""


def read_file(data: bytes) -> Inspection:
    """Read a PDF. What cannot be read at all gives an inspection with its failure and no pages."""
    with listen() as heard:
        try:
            pdf = pikepdf.open(io.BytesIO(data))
        except pikepdf.PasswordError:
            return Inspection(failure="is locked: it needs a password to be opened", encrypted=True)
        except BROKEN as error:
            return Inspection(failure=f"is no PDF, or is damaged beyond reading ({_reason(error)})")
        with pdf:
            try:
                inspection = _inspect(pdf)
            except BROKEN as error:
                return Inspection(failure=f"is damaged beyond reading ({_reason(error)})")
    return replace(inspection, damage=tuple(dict.fromkeys([*inspection.damage, *heard])))


def _inspect(pdf: pikepdf.Pdf) -> Inspection:
    pages = [page.obj for page in pdf.pages]
    damage = _warnings(pdf)
    library, xmp = Library(), read_xmp(pdf)
    sheets = []
    for place, page in enumerate(pages):
        sheet = _read_sheet(page, place + 1, library)
        said = _warnings(pdf)
        broken = tuple(_of_content(warning) for warning in said if CONTENT in warning)
        damage += [warning for warning in said if CONTENT not in warning]
        sheets.append(replace(sheet, faults=sheet.faults + tuple(dict.fromkeys(broken))))
    return Inspection(
        damage=tuple(damage),
        encrypted=pdf.is_encrypted,
        version=max(pdf.pdf_version, named(entry(pdf.Root, "/Version"))),
        has_id=bool(listed(pdf.trailer.get("/ID"))),
        intents=tuple(_intent(intent) for intent in listed(entry(pdf.Root, "/OutputIntents"))),
        info=read_info(pdf),
        info_version=text(entry(pdf.trailer.get("/Info"), "/GTS_PDFXVersion")),
        xmp=xmp,
        stamps=stamps_of(xmp) if xmp else Stamps(),
        interactive=tuple(_interactive(pdf.Root)),
        sheets=tuple(sheets),
    )


def _warnings(pdf: pikepdf.Pdf) -> list[str]:
    """Return what qpdf mended while it read, without the name it gives the file."""
    return [OURS.sub("", str(warning)) for warning in pdf.get_warnings()]


def _of_content(warning: str) -> str:
    return f"its content is broken: {warning.rpartition('): ')[2]}"


def _reason(error: Exception) -> str:
    return " ".join(OURS.sub("", str(error)).split())[:LONGEST].rstrip(".") or type(error).__name__


# ---- Pages


def _read_sheet(page: Any, place: int, library: Library) -> Sheet:
    boxes = dict(_boxes(page))
    facts = Sheet(
        place, boxes, number(inherited(page, "/Rotate")), number(entry(page, "/UserUnit"), 1.0), (), ()
    )
    record = Record(facts.trim)
    state = State(clip=boxes.get("MediaBox"))
    Pen(inherited(page, "/Resources"), library, record, state, OPERATORS).run(page)
    if (group := entry(page, "/Group")) is not None:
        space = library.spaces.read(entry(group, "/CS"), inherited(page, "/Resources"))
        record.effects["group", f"the page, in {space}" if space else "the page"] = None
    return Sheet(
        place,
        boxes,
        facts.turned,
        facts.unit,
        tuple(record.marks),
        tuple(record.faces),
        tuple(_annotation(one) for one in listed(entry(page, "/Annots"))),
        tuple(record.effects),
        tuple(f"the page's {key}" for key, _ in _keys(entry(page, "/AA"))),
        tuple(record.faults),
    )


def _boxes(page: Any) -> Iterator[tuple[str, Box]]:
    for name in BOXES:
        found = inherited(page, f"/{name}") if name in INHERITED else entry(page, f"/{name}")
        if box := make_box(numbers(found)):
            yield name, box


def _annotation(thing: Any) -> Annotation:
    script = named(entry(thing, "/A", "/S")) == "JavaScript" or entry(thing, "/A", "/JS") is not None
    return Annotation(named(entry(thing, "/Subtype")), make_box(numbers(entry(thing, "/Rect"))), script)


def _keys(thing: Any) -> list[tuple[str, Any]]:
    return (
        [(str(key)[1:], value) for key, value in thing.items()]
        if isinstance(thing, pikepdf.Dictionary)
        else []
    )


# ---- The file


def _intent(thing: Any) -> Intent:
    profile = entry(thing, "/DestOutputProfile")
    return Intent(
        named(entry(thing, "/S")),
        text(entry(thing, "/OutputConditionIdentifier")).strip(),
        text(entry(thing, "/RegistryName")).strip(),
        _profile(profile) if isinstance(profile, pikepdf.Stream) else None,
    )


def _profile(stream: pikepdf.Stream) -> Profile:
    components = int(number(entry(stream, "/N")))
    try:
        data = stream.read_bytes()
    except BROKEN:
        return Profile(components, "", "", "cannot be unpacked")
    device, space = data[12:16].decode("latin-1"), data[16:20].decode("latin-1")
    if len(data) < HEADER or data[36:40] != b"acsp":
        return Profile(components, device, space, f"is no colour profile ({len(data)} bytes)")
    size = int.from_bytes(data[:4], "big")
    fault = f"ends early: {len(data)} of {size} bytes" if len(data) < size else ""
    return Profile(components, device, space, fault)


def _interactive(root: Any) -> Iterator[tuple[str, str]]:
    """Yield what the file has to click and to run."""
    fields = [one for top in listed(entry(root, "/AcroForm", "/Fields")) for one in leaves(top)]
    if fields:
        yield "form", f"{len(fields)} form field{'s' if len(fields) > 1 else ''}"
    if entry(root, "/AcroForm", "/XFA") is not None:
        yield "form", "an XFA form"
    for script in _ends(entry(root, "/Names", "/JavaScript")):
        yield "script", f"the script “{script}”"
    for file in [*_ends(entry(root, "/Names", "/EmbeddedFiles")), *_associated(root)]:
        yield "file", f"the file “{file}”"
    for layer in listed(entry(root, "/OCProperties", "/OCGs")):
        yield "layer", f"“{text(entry(layer, '/Name'))}”"
    action = entry(root, "/OpenAction")
    kind = named(entry(action, "/S"))
    if kind and kind not in HARMLESS:
        yield ("script" if kind == "JavaScript" else "action"), f"{kind} when the file is opened"
    for key, _ in _keys(entry(root, "/AA")):
        yield "action", f"the file's {key}"


def _ends(tree: Any) -> list[str]:
    """Return the names in a name tree (ISO 32000-2, 7.9.6)."""
    return [text(name) for leaf in leaves(tree) for name in listed(entry(leaf, "/Names"))[::2]]


def _associated(root: Any) -> list[str]:
    """Return the associated files that no name tree lists."""
    listed_files = {
        identity(file)
        for leaf in leaves(entry(root, "/Names", "/EmbeddedFiles"))
        for file in listed(entry(leaf, "/Names"))[1::2]
    }
    return [
        text(entry(file, "/F")) for file in listed(entry(root, "/AF")) if identity(file) not in listed_files
    ]
