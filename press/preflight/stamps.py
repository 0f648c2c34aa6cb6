"""What a file says of itself in Info and in XMP (ISO 32000-2, 14.3; ISO 16684-1)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pikepdf

from press.preflight.objects import BROKEN, entry, text
from press.preflight.sheet import Stamps

NAMES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
}
"""Namespaces and their usual prefixes."""
DATE = re.compile(
    r"(?:D:)?(?P<year>\d{4})-?(?P<month>\d\d)?-?(?P<day>\d\d)?T?(?P<hour>\d\d)?:?(?P<minute>\d\d)?:?(?P<second>\d\d)?"
    r"(?:\.\d+)?(?P<zone>Z|[+-]\d\d)?'?:?(?P<rest>\d\d)?'?"
)
"""A date of PDF (ISO 32000-2, 7.9.4) or of XMP (ISO 8601)."""


def read_info(pdf: pikepdf.Pdf) -> Stamps:
    """Read the Info dictionary."""
    info = pdf.trailer.get("/Info")
    return Stamps(
        text(entry(info, "/Title")),
        text(entry(info, "/Producer")),
        text(entry(info, "/Trapped")),
        read_date(text(entry(info, "/CreationDate"))),
        read_date(text(entry(info, "/ModDate"))),
    )


def read_xmp(pdf: pikepdf.Pdf) -> Mapping[str, str] | None:
    """Return XMP's properties under the usual prefixes; None without XMP, nothing for what is none."""
    if not isinstance(entry(pdf.Root, "/Metadata"), pikepdf.Stream):
        return None
    try:
        known = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False, strict=True)
        return {_short(key): _plain(known.get(key)) for key in known}
    except (*BROKEN, SyntaxError):  # lxml tells of broken XML as of broken code
        return {}


def stamps_of(xmp: Mapping[str, str]) -> Stamps:
    """Return what XMP says, to be held against Info."""
    return Stamps(
        xmp.get("dc:title", ""),
        xmp.get("pdf:Producer", ""),
        xmp.get("pdf:Trapped", ""),
        read_date(xmp.get("xmp:CreateDate", "")),
        read_date(xmp.get("xmp:ModifyDate", "")),
    )


def read_date(written: str) -> datetime | None:
    """Return a date, in UTC where it names its zone; None for what is none."""
    found = DATE.fullmatch(written.strip())
    if not found:
        return None
    year, month, day, hour, minute, second = (int(found[part] or default) for part, default in PARTS)
    zone = found["zone"]
    try:
        moment = datetime(year, month, day, hour, minute, second)
        if not zone:
            return moment
        hours = 0 if zone == "Z" else int(zone)
        minutes = int(found["rest"] or 0) * (-1 if hours < 0 else 1)
        return moment.replace(tzinfo=timezone(timedelta(hours=hours, minutes=minutes))).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


PARTS = (("year", 0), ("month", 1), ("day", 1), ("hour", 0), ("minute", 0), ("second", 0))


def _short(key: str) -> str:
    space, _, name = key.removeprefix("{").rpartition("}")
    return f"{NAMES.get(space, space)}:{name}"


def _plain(value: Any) -> str:
    return ", ".join(sorted(value)) if isinstance(value, list | set | tuple) else str(value or "")
