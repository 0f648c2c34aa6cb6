"""Where two PDFs differ: in which pages, by words or by what is drawn, and in what stands around them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from typing import Any

import pikepdf
import pypdfium2

from press.errors import FailedCheck, Problem

Place = tuple[str, str, str]
"""What differs, with the words of the one and of the other."""
AROUND = {"/Metadata": "The metadata", "/Outlines": "The bookmarks"}
SKIPPED = {"/Parent", "/P", "/StructParent", "/StructParents", "/Length", "/Filter", "/DecodeParms"}
"""What leads from a page to the whole, and how streams are packed."""


def find_in_pdf(made: bytes, given: bytes) -> Iterator[Place]:
    """Yield the places in which a given PDF differs from the one that is made."""
    try:
        with pikepdf.open(io.BytesIO(made)) as first, pikepdf.open(io.BytesIO(given)) as second:
            yield from _pages(made, given, first, second)
            yield from _around(first, second)
    except (pikepdf.PdfError, pypdfium2.PdfiumError) as error:
        fact = f"the file is damaged: {' '.join(str(error).split())[:120]}."
        raise FailedCheck(Problem(fact, "Print it again.")) from None


def _pages(made: bytes, given: bytes, first: pikepdf.Pdf, second: pikepdf.Pdf) -> Iterator[Place]:
    with pypdfium2.PdfDocument(made) as one, pypdfium2.PdfDocument(given) as other:
        if len(one) != len(other):
            yield "The number of pages", str(len(one)), str(len(other))
        for number in range(min(len(one), len(other))):
            drawn = [_digest(pdf.pages[number].obj) for pdf in (first, second)]
            if drawn[0] != drawn[1]:
                label = first.pages[number].label
                yield (
                    f"Page {label}, the file's page {number + 1},",
                    _words(one, number),
                    _words(other, number),
                )


def _words(pdf: pypdfium2.PdfDocument, number: int) -> str:
    return escape(str(pdf[number].get_textpage().get_text_range()))


def _around(first: pikepdf.Pdf, second: pikepdf.Pdf) -> Iterator[Place]:
    if _digest(first.trailer.get("/Info")) != _digest(second.trailer.get("/Info")):
        yield "The document information", _facts(first), _facts(second)
    for key in sorted({*first.Root.keys(), *second.Root.keys()} - {"/Pages"}):
        one, other = first.Root.get(key), second.Root.get(key)
        if key == "/StructTreeRoot" or _digest(one) == _digest(other):
            continue
        yield AROUND.get(key) or f"The catalogue's {key}", _packet(one), _packet(other)


def _packet(thing: Any) -> str:
    return thing.read_bytes().decode(errors="replace") if isinstance(thing, pikepdf.Stream) else ""


def _facts(pdf: pikepdf.Pdf) -> str:
    return " ".join(f"{key[1:]}: {value}" for key, value in pdf.trailer.get("/Info", {}).items())


def _digest(thing: Any) -> bytes:
    """Return a hash of an object and all that it leads to, whatever the numbers of its objects."""
    return _Digester().look(thing, is_first=True)


class _Digester:
    """Goes through objects, each once, and at no other page than the one it begins with."""

    def __init__(self) -> None:
        self.seen: dict[tuple[int, int], int] = {}

    def look(self, thing: Any, *, is_first: bool = False) -> bytes:
        """Return the hash of an object."""
        whole = sha256(type(thing).__name__.encode())
        if not isinstance(thing, pikepdf.Object):
            return sha256(repr(thing).encode()).digest()
        if thing.is_indirect:
            if thing.objgen in self.seen:
                return sha256(f"seen {self.seen[thing.objgen]}".encode()).digest()
            self.seen[thing.objgen] = len(self.seen)
        if isinstance(thing, pikepdf.Stream):
            whole.update(_data(thing))
        if isinstance(thing, pikepdf.Stream | pikepdf.Dictionary):
            if not is_first and thing.get("/Type") == "/Page":
                return whole.digest()
            for key in sorted(set(thing.keys()) - SKIPPED):
                whole.update(key.encode() + self.look(thing.get(key)))
        elif isinstance(thing, pikepdf.Array):
            for item in thing:
                whole.update(self.look(item))
        else:
            whole.update(str(thing).encode())
        return whole.digest()


def _data(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:  # packed in a way that is not undone here, such as JPEG
        return bytes(stream.read_raw_bytes())
