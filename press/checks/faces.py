"""Is every letter on paper of a face that the essay names?"""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator, Sequence

import pikepdf
import pypdfium2
import pypdfium2.raw

from press.errors import Place, Problem
from press.model import Artifact, Document, Finding, Manuscript

SHOWN = 12
AROUND = 30  # letters on each side
NAME_LENGTH = 128


def find_foreign(
    manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact]
) -> Iterator[Finding]:
    """Yield an error for each font of the system that stepped in for a missing character."""
    del document
    for artifact in artifacts:
        if artifact.edition == "pdf":
            named = tuple(_plain(face) for face in artifact.faces)
            foreign = {name for name in _font_names(artifact.data) if not _plain(name).startswith(named)}
            for name, (page, characters, words) in _characters(artifact.data, foreign).items():
                shown = " ".join(sorted(characters)[:SHOWN])
                near = " ".join(words.split())
                lack = f"the essay's faces lack {shown} ({name} stepped in)"
                fact = f"{artifact.name}, page {page}: {lack}, in “{near}”."
                remedy = "Name a typeface that has them under `fonts:`, as text or as fallback."
                problem = Problem(fact, remedy, _place_of(characters, manuscript))
                yield Finding("foreign-face", "error", problem, words[AROUND // 2 :])


def _place_of(characters: set[str], manuscript: Manuscript) -> Place | None:
    """Return the first line with one of some characters: words in mixed scripts are seldom found."""
    for chapter in manuscript.chapters:
        for number, line in enumerate(chapter.text.splitlines(), start=1):
            if not characters.isdisjoint(line):
                return Place(chapter.path, number)
    return None


def _plain(name: str) -> str:
    """Return a font's name without subset tag, spaces and hyphens: the family comes first."""
    return re.sub(r"[\s-]", "", name.lstrip("/").rpartition("+")[2]).lower()


def _font_names(data: bytes) -> set[str]:
    """Return the names of a PDF's fonts."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {
            str(item.FontName)
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }


def _characters(data: bytes, fonts: set[str]) -> dict[str, tuple[int, set[str], str]]:
    """Return, by font, the first page it is used on, the characters it draws, and words around the first."""
    found: dict[str, tuple[int, set[str], str]] = {}
    wanted = {_plain(name) for name in fonts}
    with pypdfium2.PdfDocument(data) as pdf:
        for number, page in enumerate(pdf if fonts else (), start=1):
            text = page.get_textpage()
            for index in range(text.count_chars()):
                name = _font_of(text, index)
                if _plain(name) in wanted:
                    if name not in found:
                        start = max(index - AROUND // 2, 0)
                        found[name] = number, set(), text.get_text_range(start, index - start + AROUND)
                    found[name][1].add(text.get_text_range(index, 1))
    return found


def _font_of(text: pypdfium2.PdfTextPage, index: int) -> str:
    name = ctypes.create_string_buffer(NAME_LENGTH)
    pypdfium2.raw.FPDFText_GetFontInfo(text.raw, index, name, NAME_LENGTH, ctypes.c_int())
    return name.value.decode("utf-8", "replace")
