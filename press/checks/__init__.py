"""inspect(): what is to be said of a manuscript and its editions before they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from press.checks import ebook, faces, images, nu, printer, verapdf
from press.model import Artifact, Document, Finding, Manuscript
from press.places import Places

Look = Callable[[Manuscript, Document, Sequence[Artifact]], Iterable[Finding]]


@dataclass(frozen=True)
class Check:
    """A rule: `thorough` ones are run by `build.py check` alone."""

    rule: str
    severity: Literal["error", "warning"]
    what: str
    look: Look
    thorough: bool = False


CHECKS: tuple[Check, ...] = (
    Check(
        "foreign-face",
        "error",
        "Every letter on paper is of a face that the essay names.",
        faces.find_foreign,
    ),
    Check(
        "image-resolution",
        "warning",
        "Pictures have 300 pixels to the inch as they are printed, and 600 in black and white alone.",
        images.find_coarse,
    ),
    Check(
        "image-greyed",
        "warning",
        "Pictures are of colours for which the pamphlet has ink.",
        images.find_greyed,
    ),
    Check(
        "epubcheck",
        "error",
        "EPUBCheck has nothing to say of the e-book.",
        ebook.run_epubcheck,
        thorough=True,
    ),
    Check(
        "nu",
        "error",
        "The Nu HTML checker has nothing to say of the web page.",
        nu.run_nu,
        thorough=True,
    ),
    Check(
        "preflight",
        "error",
        "The preflight has nothing to say of the press PDF.",
        printer.run_preflight,
        thorough=True,
    ),
    Check(
        "verapdf",
        "error",
        "veraPDF has nothing to say of the reading PDF, by PDF/UA and by PDF/A.",
        verapdf.run_verapdf,
        thorough=True,
    ),
)


def inspect(
    manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact], *, thorough: bool = False
) -> list[Finding]:
    """Return what was noticed while the editions were made and what the checks find."""
    findings = [finding for artifact in artifacts for finding in artifact.findings]
    for check in CHECKS:
        if thorough or not check.thorough:
            findings += check.look(manuscript, document, artifacts)
    places = Places(manuscript.chapters)
    return [places.give_place(finding) for finding in findings]
