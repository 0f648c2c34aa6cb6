"""Is every letter on paper of a face that the essay names?"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf

from press.errors import Problem
from press.model import Artifact, Document, Finding, Manuscript


def find_foreign(
    manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact]
) -> Iterator[Finding]:
    """Yield an error for each font of the system that stepped in for a missing character."""
    del manuscript, document
    for artifact in artifacts:
        if artifact.media_type == "application/pdf":
            named = {"".join(face.split()) for face in artifact.faces}
            for name in sorted(_font_families(artifact.data) - named):
                fact = (
                    f"{artifact.name}: the face {name} stepped in for characters that the essay's faces lack."
                )
                yield Finding(
                    "foreign-face", "error", Problem(fact, "Name a typeface that has them under `fonts:`.")
                )


def _font_families(data: bytes) -> set[str]:
    """Return the families of a PDF's fonts: their names without subset tag, spaces and style."""
    families = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                families.add(str(item.FontName).lstrip("/").split("+")[-1].split("-")[0])
    return families
