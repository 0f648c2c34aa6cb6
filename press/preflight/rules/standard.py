"""The file as such: PDF/X-4 (ISO 15930-7:2010, on PDF 1.6), and what it says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from press.preflight.rule import Expected, Rule, Spot, join
from press.preflight.sheet import Inspection, Stamps

VERSION = "PDF/X-4"
NEWEST = (1, 6)
"""PDF/X-4 is made of PDF 1.6."""
NEEDED = (
    "dc:title",
    "xmp:CreateDate",
    "xmp:ModifyDate",
    "xmp:MetadataDate",
    "xmpMM:DocumentID",
    "xmpMM:RenditionClass",
    "xmpMM:VersionID",
)
"""XMP's properties that PDF/X-4 asks for besides its own, and Trapped."""

Look = Callable[[Inspection, Expected], Iterator[Spot]]


def _find_unreadable(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if inspection.failure:
        yield Spot(f"the file {inspection.failure}")


def _find_damage(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    for place, fault in enumerate(inspection.damage):
        yield Spot(
            f"the file is damaged in {len(inspection.damage)} place(s)", None, fault.rstrip("."), place
        )


def _find_faults(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    for sheet in inspection.sheets:
        for fault in sheet.faults:
            yield Spot("the page cannot be followed", sheet.number, fault)


def _find_encryption(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if inspection.encrypted:
        yield Spot(
            f"the file is encrypted (PDF {inspection.version})"
            if inspection.version
            else "the file is locked"
        )


def _find_no_standard(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    said = (inspection.xmp or {}).get("pdfxid:GTS_PDFXVersion", "")
    if inspection.failure or said == VERSION:
        return
    other = said or inspection.info_version
    named = f"names {other}" if other else "names no standard of print"
    yield Spot(f"the file {named}, and not {VERSION} (GTS_PDFXVersion in its XMP)")


def _find_version(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    major, _, minor = inspection.version.partition(".")
    if major.isdigit() and minor.isdigit() and (int(major), int(minor)) > NEWEST:
        yield Spot(f"the file is PDF {inspection.version}; {VERSION} goes to PDF 1.6")


def _find_untrapped(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if not inspection.failure and inspection.info.trapped not in {"True", "False"}:
        said = f"“{inspection.info.trapped}”" if inspection.info.trapped else "nothing"
        yield Spot(f"Info says {said} for Trapped, which must be True or False")


def _find_no_identity(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if not inspection.failure and not inspection.has_id:
        yield Spot("the file has no ID in its trailer")


def _find_no_metadata(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if not inspection.failure and not inspection.xmp:
        why = "has no XMP metadata" if inspection.xmp is None else "has XMP metadata that cannot be read"
        yield Spot(f"the file {why}")


def _find_gaps(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if inspection.xmp:
        gaps = [key for key in NEEDED if not inspection.xmp.get(key)]
        if gaps:
            yield Spot(f"the XMP metadata lacks {len(gaps)} of {len(NEEDED)} properties: {join(gaps)}")


def _differ(word: str, facts: Callable[[Stamps], tuple[object, ...]]) -> Look:
    """Return what finds a fact that Info and XMP both have, and not the same."""

    def look(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
        del expected
        if not inspection.xmp:
            return
        for info, xmp in zip(facts(inspection.info), facts(inspection.stamps), strict=True):
            if _comparable(info, xmp) and info != xmp:
                yield Spot(f"Info and XMP have another {word}: “{info or 'none'}” and “{xmp or 'none'}”")

    return look


def _comparable(info: object, xmp: object) -> bool:
    """Tell whether two facts must be the same; a time without a zone cannot be held against one with it."""
    if not info:
        return False
    if isinstance(info, datetime) and isinstance(xmp, datetime):
        return (info.tzinfo is None) == (xmp.tzinfo is None)
    return True


STANDARD: tuple[Rule, ...] = (
    Rule(
        "unreadable",
        "error",
        "A file that cannot be read at all: no PDF, locked or destroyed",
        "Export the file again, without a password.",
        _find_unreadable,
    ),
    Rule(
        "damaged",
        "error",
        "Damage that had to be mended to read the file",
        "Export the file again; a damaged one may print as something else.",
        _find_damage,
    ),
    Rule(
        "content-broken",
        "error",
        "A page whose content makes no sense, calls what is not there, or goes round in circles",
        "Export the page again, or flatten what it is made of.",
        _find_faults,
    ),
    Rule(
        "encrypted",
        "error",
        "An encrypted file, even one that opens without a password",
        "Remove the encryption: printers' programs must be able to place the pages.",
        _find_encryption,
    ),
    Rule(
        "standard-missing",
        "error",
        "A file that does not say in its XMP that it is PDF/X-4",
        "Export as PDF/X-4.",
        _find_no_standard,
    ),
    Rule(
        "pdf-version",
        "error",
        "A PDF newer than 1.6, which PDF/X-4 is made of",
        "Export as PDF/X-4.",
        _find_version,
    ),
    Rule(
        "trapped-unknown",
        "error",
        "A file that does not say whether it is trapped",
        "Set Trapped to False; printers trap.",
        _find_untrapped,
    ),
    Rule(
        "file-id-missing",
        "error",
        "A file without an ID",
        "Save the file with a program that writes one.",
        _find_no_identity,
    ),
    Rule(
        "xmp-missing",
        "error",
        "A file without readable XMP metadata",
        "Export as PDF/X-4.",
        _find_no_metadata,
    ),
    Rule(
        "xmp-incomplete",
        "error",
        "XMP metadata without a title, a date or the document's ID and version",
        "Fill in the document's properties and export again.",
        _find_gaps,
    ),
    Rule(
        "title-differs",
        "warning",
        "Another title in Info than in XMP",
        "Write both from one source.",
        _differ("title", lambda stamps: (stamps.title,)),
    ),
    Rule(
        "producer-differs",
        "warning",
        "Another producer in Info than in XMP",
        "Write both with the program that saves last.",
        _differ("producer", lambda stamps: (stamps.producer,)),
    ),
    Rule(
        "dates-differ",
        "warning",
        "Other dates in Info than in XMP",
        "Write both at one time.",
        _differ("date", lambda stamps: (stamps.created, stamps.modified)),
    ),
    Rule(
        "trapped-differs",
        "error",
        "Another word on trapping in Info than in XMP",
        "Set Trapped to the same in both.",
        _differ("word for Trapped", lambda stamps: (stamps.trapped,)),
    ),
)
