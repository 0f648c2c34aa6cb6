"""What a printer would say of the press PDF: the preflight, with what the essay's settings promise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from press.geometry import parse_length, parse_trim
from press.model import Artifact, Document, Finding, Manuscript
from press.preflight import Expected, preflight
from press.settings import Settings

POINT = 72 / 96  # of a px
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


def run_preflight(
    manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact]
) -> Iterator[Finding]:
    """Yield what the preflight finds in the press PDF, and in the cover of a pamphlet with a spine."""
    del document
    for artifact in artifacts:
        if artifact.edition in {"press", "cover"}:
            expected = expect(manuscript.settings, pages=artifact.edition == "press")
            yield from preflight(artifact.data, Path(artifact.name), expected)


def expect(settings: Settings, *, pages: bool = True) -> Expected:
    """Return what a press PDF is to be; a cover sheet is of no trim and no binding of its own."""
    width, height = parse_trim(settings.trim)
    inks = {"black": ("Black",), "spot": ("Black", settings.spot), "process": PROCESS}
    return Expected(
        trim=(width * POINT, height * POINT) if pages else None,
        bleed=parse_length(settings.bleed) * POINT,
        binding=settings.binding if pages else None,
        inks=inks[settings.ink],
        black_text=pages,
    )
