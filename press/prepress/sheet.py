"""A PDF/X-4 of recoloured pages: boxes, crop marks, slug and output intent (ISO 15930-7)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.fonts import Cut
from press.geometry import MM
from press.marks import crop_marks, fold_marks, outlined_text, registration_colour
from press.metadata import PRESS, About, write_metadata
from press.prepress.inks import Inks
from press.prepress.profile import REGISTRY, Profile
from press.prepress.recolour import recolour

POINT = 72 / 96  # of a px
SLUG = 12 * MM * POINT  # pt beyond the bleed: room for marks and the line of the slug
OFFSET = 1.5 * MM * POINT  # pt from the bleed to the marks, so that none lies in it
MARK = 5 * MM * POINT  # pt: a crop mark's length
LETTER = 6.0  # pt: the slug's type
UNWANTED = ("/Outlines", "/StructTreeRoot", "/MarkInfo", "/Names", "/PageLabels", "/ViewerPreferences")
"""What serves readers on a screen, and no printer."""
MARKS, SLUG_LINE = "/Marks", "/Slug"
NAME = 60.0  # pt: room for a page's name in the slug, before the title


@dataclass(frozen=True)
class Job:
    """What is printed, how, and with what bleed in px; `face` letters the slug.

    `kind` tells the essay's press PDFs apart. `folds` are distances in px from the left trim edge.
    """

    about: About
    inks: Inks
    bleed: float
    face: Cut
    kind: str = "press"
    folds: tuple[float, ...] = ()


def make_press_pdf(data: bytes, job: Job, pages: Sequence[str]) -> bytes:
    """Make the press PDF from laid-out pages.

    `pages` says in the slug what each page is. A page whose name is empty is left out: a cover that is
    printed apart.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number in reversed([place for place, name in enumerate(pages) if not name]):
            del pdf.pages[number]
        recolour(pdf, job.inks)
        for key in UNWANTED:
            if key in pdf.Root:
                del pdf.Root[key]
        marks = pdf.make_indirect(registration_colour(pdf))
        about, profile = job.about, job.inks.profile
        line = _slug_line(pdf, job)
        for page, name in zip(pdf.pages, filter(None, pages), strict=True):
            page.Resources.ColorSpace[MARKS] = marks
            page.Resources.XObject[SLUG_LINE] = line
            _dress(page, job, name)
        pdf.Root.OutputIntents = Array([output_intent(pdf, profile)])
        write_metadata(pdf, about, PRESS, job.kind)
        return save(pdf)


def _dress(page: pikepdf.Page, job: Job, name: str) -> None:
    """Give a page its boxes, crop marks and slug."""
    trim = left, bottom, _, top = tuple(float(edge) for edge in page.trimbox)
    bleed = job.bleed * POINT
    page.BleedBox = _grown(trim, bleed)
    page.MediaBox = page.CropBox = _grown(trim, bleed + SLUG)
    for key in ("/Annots", "/StructParents", "/Tabs", "/Group"):
        if key in page:
            del page[key]
    offset = bleed + OFFSET
    drawn = crop_marks(trim, offset, MARK)
    for fold in job.folds:
        drawn += fold_marks(left + fold * POINT, bottom, top, offset, MARK)
    foot = bottom - offset - LETTER
    drawn += outlined_text(name, job.face, LETTER, left + offset, foot)
    drawn += f"1 0 0 1 {left + offset + NAME:.4f} {foot:.4f} cm {SLUG_LINE} Do\n".encode()
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"Q\nq {MARKS} cs {MARKS} CS 1 scn 1 SCN\n".encode() + drawn + b"\nQ")
    page.contents_coalesce()


def _slug_line(pdf: pikepdf.Pdf, job: Job) -> pikepdf.Object:
    """Return what the slug of every page says, as a form: title, date and printing condition."""
    about = job.about
    text = f"{about.title} \u2014 {about.time:%Y-%m-%d} \u2014 {job.inks.profile.condition}"
    drawn = outlined_text(text, job.face, LETTER, 0, 0)
    box = [0, -LETTER, 100 * LETTER, 2 * LETTER]
    return pdf.make_indirect(pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=box))


def _grown(box: tuple[float, ...], by: float) -> Array:
    left, bottom, right, top = box
    return Array([round(edge, 4) for edge in (left - by, bottom - by, right + by, top + by)])


def output_intent(pdf: pikepdf.Pdf, profile: Profile) -> Dictionary:
    """Return the output intent of a profile (ISO 15930-7, 6.2; ISO 32000-2, 14.11.5)."""
    stream = pdf.make_stream(profile.data, N=4, Alternate=Name.DeviceCMYK)
    return Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFX"),
        OutputConditionIdentifier=String(profile.condition),
        OutputCondition=String(profile.description),
        RegistryName=String(REGISTRY),
        Info=String(profile.description),
        DestOutputProfile=pdf.make_indirect(stream),
    )


def save(pdf: pikepdf.Pdf) -> bytes:
    """Return a press PDF's bytes, the same every time."""
    out = io.BytesIO()
    pdf.remove_unreferenced_resources()
    pdf.save(
        out,
        deterministic_id=True,
        force_version="1.6",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
