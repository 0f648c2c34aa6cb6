"""The e-book, opened: its files by their names, and its chapters in their order."""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
from collections.abc import Sequence
from typing import Any

from defusedxml.ElementTree import fromstring

from press.model import Artifact

OPF = "{http://www.idpf.org/2007/opf}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
XHTML = "{http://www.w3.org/1999/xhtml}"


class Book:
    """The files of an e-book, with their media types."""

    def __init__(self) -> None:
        self.files: dict[str, tuple[bytes, str]] = {}
        self._spine: list[dict[str, str]] = []
        self._version = ""

    def take(self, artifacts: Sequence[Artifact]) -> None:
        """Take over an e-book."""
        data = next(artifact.data for artifact in artifacts if artifact.edition == "epub")
        version = hashlib.sha256(data).hexdigest()[:16]
        if version == self._version:
            return
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
        root = fromstring(files["META-INF/container.xml"]).find(f".//{CONTAINER}rootfile")
        package = root.get("full-path", "") if root is not None else ""
        listed = fromstring(files[package])
        folder = posixpath.dirname(package)
        items = {
            item.get("id", ""): (posixpath.join(folder, item.get("href", "")), item.get("media-type", ""))
            for item in listed.iter(f"{OPF}item")
        }
        self.files = {name: (files[name], kind) for name, kind in items.values()}
        names = [items[ref.get("idref", "")][0] for ref in listed.iter(f"{OPF}itemref")]
        self._spine = [{"name": name, "title": _title(files[name])} for name in names]
        self._version = version

    def listed(self) -> dict[str, Any]:
        """Return what the browser is told of it."""
        return {"version": self._version, "files": self._spine}


def _title(page: bytes) -> str:
    """Return the title of a page."""
    found = fromstring(page).find(f".//{XHTML}title")
    return " ".join("".join(found.itertext()).split()) if found is not None else ""
