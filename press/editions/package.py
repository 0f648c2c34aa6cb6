"""An e-book's package: its files, how they are listed and zipped, and what orders them for old readers."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MEDIA_TYPE = "application/epub+zip"
XHTML = "application/xhtml+xml"
IDENTIFIER = re.compile(r'\sid="([^"]+)"')


@dataclass(frozen=True)
class Item:
    """A file of the package: its name there, media type, contents and manifest properties."""

    name: str
    media_type: str
    data: bytes
    properties: str = ""

    @property
    def identifier(self) -> str:
        """The item's id in the manifest."""
        return "item-" + self.name.replace("/", "-").replace(".", "-")


def page_item(name: str, xhtml: str, properties: str = "") -> Item:
    """Return a page, with the properties that EPUB 3.3, D.6, wants to be told of what is in it."""
    marks = (("mathml", "<math"), ("svg", "<svg"))
    named = [properties, *(word for word, mark in marks if mark in xhtml)]
    return Item(name, XHTML, xhtml.encode(), " ".join(filter(None, named)))


def pack(items: Sequence[Item], package: str, container: str) -> bytes:
    """Zip the package: mimetype first and stored, as OCF 3.3 (4.2.2) wants it, all dated alike."""
    out = io.BytesIO()
    files = {"META-INF/container.xml": container.encode(), "EPUB/package.opf": package.encode()}
    files |= {f"EPUB/{item.name}": item.data for item in items}
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), MEDIA_TYPE)
        for name, data in files.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), data)
    return out.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.external_attr, entry.create_system = method, 0o644 << 16, 3
    return entry


def order_targets(pages: Iterable[Item], wanted: set[str]) -> dict[str, int]:
    """Number files and places in them as the reader comes to them: playOrder (OPF 2.0.1, 2.4.1)."""
    reached = (
        target
        for page in pages
        for target in (page.name, *(f"{page.name}#{name}" for name in IDENTIFIER.findall(page.data.decode())))
        if target in wanted
    )
    return {target: number for number, target in enumerate(dict.fromkeys(reached), start=1)}
