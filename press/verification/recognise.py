"""Which edition a file is, by what it is and carries; names do not count.

A stranger's file is refused after a look at its first bytes or at one small part of it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape

import pikepdf

from press.manifest import Brief, read_brief

MOST = 1 << 20  # bytes: no record or package document is as large
PDF_EDITIONS = {"reading": "pdf", "press": "press", "booklet": "booklet", "cover": "cover"}
"""The names of editions, by what the pamphlet's files are called in their metadata."""
XMP = re.compile(rb"<press:record>([^<]*)</press:record>")
DOCUMENT = re.compile(rb"<xmpMM:DocumentID>([^<]*)</xmpMM:DocumentID>")
OPF = re.compile(rb'property="press:record">([^<]*)</meta>')
META = re.compile(rb"<meta name=\"press:record\" content='([^']*)'>")
PACKAGE = "EPUB/package.opf"


@dataclass(frozen=True)
class Carried:
    """An edition's name and its record; a picture has no record."""

    edition: str
    brief: Brief | None


def recognise(data: bytes, documents: Mapping[str, str], size: tuple[int, int]) -> Carried | None:
    """Return what a file carries; None for one that is no edition of any essay.

    `documents` are the DocumentIDs of the essay's PDFs by their names of `PDF_EDITIONS`; `size` is that
    of the cover's picture, in px.
    """
    if data.startswith(b"\x89PNG") and data[16:24] == b"".join(side.to_bytes(4, "big") for side in size):
        return Carried("cover-image", None)
    for sign, read in READERS.items():
        if data.startswith(sign):
            record, edition = read(data, {name: kind for kind, name in documents.items()})
            brief = read_brief(record)
            return Carried(edition, brief) if brief else None
    return None


def _read_pdf(data: bytes, documents: Mapping[str, str]) -> tuple[str, str]:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            packet = bytes(pdf.Root.Metadata.read_bytes())
    except (pikepdf.PdfError, AttributeError, KeyError, ValueError, TypeError):
        return "", ""
    record, name = XMP.search(packet), DOCUMENT.search(packet)
    kind = documents.get(name[1].decode(errors="replace"), "") if name else ""
    return _text(record), PDF_EDITIONS.get(kind, "pdf")


def _read_epub(data: bytes, _: Mapping[str, str]) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(PACKAGE) as file:
            package = file.read(MOST)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, zlib.error, NotImplementedError):
        return "", ""
    return _text(OPF.search(package)), "epub"


def _read_html(data: bytes, _: Mapping[str, str]) -> tuple[str, str]:
    return _text(META.search(data)), "html"


def _text(found: re.Match[bytes] | None) -> str:
    return unescape(found[1].decode(errors="replace")) if found and len(found[1]) < MOST else ""


READERS: dict[bytes, Callable[[bytes, Mapping[str, str]], tuple[str, str]]] = {
    b"%PDF-": _read_pdf,
    b"PK\x03\x04": _read_epub,
    b"<!DOCTYPE html>": _read_html,
}
"""By a file's first bytes, what reads its record and tells which edition it is."""
