"""The Nu HTML checker on finished editions; press/checks/nu.py runs it."""

from __future__ import annotations

import re
import tempfile
import zipfile
from pathlib import Path

from press.checks.nu import validate

OWN = re.compile(r'\s(?:xmlns:epub|epub:[a-z-]+)="[^"]*"')
"""What EPUB adds to XHTML, which EPUBCheck judges and which the checker knows nothing of."""


def run_nu(path: Path) -> list[str]:
    """Return all that the checker says, hints included, of a web page or of the pages of an e-book."""
    if path.suffix != ".epub":
        return [message.text for message in validate([path])]
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(path) as archive:
        pages = []
        for name in archive.namelist():
            if name.endswith(".xhtml"):
                pages.append(Path(folder) / name.replace("/", "-"))
                pages[-1].write_text(OWN.sub("", archive.read(name).decode()), encoding="utf-8")
        assert pages
        return [message.text for message in validate(pages)]
