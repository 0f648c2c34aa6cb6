"""A PDF/X-4 of recoloured pages: boxes, crop marks, slug and output intent (ISO 15930-7)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from press.fonts import Cut, measure
from press.geometry import MM
from press.marks import crop_marks, fold_marks, outlined_text, registration_colour
from press.metadata import PRESS, About, write_metadata
from press.prepress.inks import Inks
from press.prepress.profile import CUSTOM, REGISTRY, Profile
from press.prepress.recolour import recolour

POINT = 72 / 96  # of a px
SLUG = 12 * MM * POINT  # pt beyond the bleed: room for marks and the line of the slug
OFFSET = 1.5 * MM * POINT  # pt from the bleed to the marks, so that none lies in it
MARK = 5 * MM * POINT  # pt: a crop mark's length
LETTER = 6.0  # pt: the slug's type
KEPT = frozenset(("/Type", "/Pages"))
"""What stays of the catalogue; tags, bookmarks, names and the rest serve readers on a screen."""
OF_A_PAGE = frozenset(("/Type", "/Parent", "/Contents", "/Resources", "/TrimBox"))
"""What stays of a page."""
MARKS, SLUG_LINE = "/Marks", "/Slug"
GAP = 2 * LETTER  # pt between a page's name and what follows, in the slug
CUT = "…"


@dataclass(frozen=True)
class Job:
    """What is printed, how, and with what bleed in px; the first of `faces` that has a letter sets it.

    `kind` tells the essay's press PDFs apart. `folds` are distances in px from the left trim edge.
    `grounded` are the addresses of pictures on a cover's ground.
    """

    about: About
    inks: Inks
    bleed: float
    faces: tuple[Cut, ...]
    kind: str = "press"
    folds: tuple[float, ...] = ()
    grounded: tuple[str, ...] = ()


def make_press_pdf(data: bytes, job: Job, pages: Sequence[str]) -> bytes:
    """Make the press PDF from laid-out pages.

    `pages` says in the slug what each page is. A page whose name is empty is left out: a cover that is
    printed apart.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number in reversed([place for place, name in enumerate(pages) if not name]):
            del pdf.pages[number]
        recolour(pdf, job.inks, job.grounded)
        for key in pdf.Root.keys() - KEPT:
            del pdf.Root[key]
        slug = _Slug(pdf, job, [name for name in pages if name])
        for page, name in zip(pdf.pages, slug.names, strict=True):
            _dress(page, job, slug, name)
        pdf.Root.OutputIntents = Array([output_intent(pdf, job.inks.profile)])
        write_metadata(pdf, job.about, PRESS, job.kind)
        return save(pdf)


class _Slug:
    """What stands below every page: its own name, then title, date, printing condition and ID.

    These are a form that all pages share, so that long titles do not make a large file.
    """

    def __init__(self, pdf: pikepdf.Pdf, job: Job, names: Sequence[str]) -> None:
        self.names, self.faces = names, job.faces
        self.marks = pdf.make_indirect(registration_colour(pdf))
        self.indent = max(_width(name, job.faces) for name in names) + GAP
        left, _, right, _ = (float(edge) for edge in pdf.pages[0].trimbox)
        end = min([right - left, *(fold * POINT for fold in job.folds)])
        self.room = end - 2 * (job.bleed * POINT + OFFSET) - self.indent
        drawn = outlined_text(self._text(job), job.faces, LETTER, 0, 0)
        box = [0, -LETTER, round(self.room, 4), 2 * LETTER]
        self.line = pdf.make_indirect(
            pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, BBox=box, Resources=Dictionary())
        )

    def _text(self, job: Job) -> str:
        """Return title, date, printing condition and ID; a title that is too long is cut short."""
        about = job.about
        facts = (about.time.date().isoformat(), job.inks.profile.condition, about.edition)
        rest = "".join(f" — {fact}" for fact in facts if fact)
        title = shown = " ".join(about.title.split())
        while _width(shown + rest, job.faces) > self.room and title:
            title = title[:-1]
            shown = title.rstrip() + CUT
        return shown + rest

    def draw(self, name: str, left: float, foot: float) -> bytes:
        """Draw the slug of a page, from a point on."""
        drawn = outlined_text(name, self.faces, LETTER, left, foot)
        return drawn + f"q 1 0 0 1 {left + self.indent:.4f} {foot:.4f} cm {SLUG_LINE} Do Q\n".encode()


def _width(text: str, faces: Sequence[Cut]) -> float:
    """Return how wide a text is in the slug, in pt."""

    def choose(character: str) -> int:
        return next((place for place, cut in enumerate(faces) if cut.face.has(character)), 0)

    runs = ((faces[place], "".join(run)) for place, run in groupby(text, choose))
    return LETTER * sum(measure(cut, run) for cut, run in runs)


def _dress(page: pikepdf.Page, job: Job, slug: _Slug, name: str) -> None:
    """Give a page its boxes, crop marks and slug."""
    trim = left, bottom, _, top = tuple(float(edge) for edge in page.trimbox)
    bleed = job.bleed * POINT
    for key in page.obj.keys() - OF_A_PAGE:
        del page[key]
    page.BleedBox, page.MediaBox = _grown(trim, bleed), _grown(trim, bleed + SLUG)
    for category, item in (("/ColorSpace", {MARKS: slug.marks}), ("/XObject", {SLUG_LINE: slug.line})):
        page.Resources[category] = Dictionary({**dict(page.Resources.get(category, {})), **item})
    offset = bleed + OFFSET
    drawn = crop_marks(trim, offset, MARK)
    for fold in job.folds:
        drawn += fold_marks(left + fold * POINT, bottom, top, offset, MARK)
    drawn += slug.draw(name, left + offset, bottom - offset - LETTER)
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"Q\nq {MARKS} cs {MARKS} CS 1 scn 1 SCN\n".encode() + drawn + b"\nQ")
    page.contents_coalesce()


def _grown(box: tuple[float, ...], by: float) -> Array:
    left, bottom, right, top = box
    return Array([round(edge, 4) for edge in (left - by, bottom - by, right + by, top + by)])


def output_intent(pdf: pikepdf.Pdf, profile: Profile) -> Dictionary:
    """Return the output intent of a profile (ISO 15930-7, 6.2; ISO 32000-2, 14.11.5)."""
    stream = pdf.make_stream(profile.data, N=4, Alternate=Name.DeviceCMYK)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name("/GTS_PDFX"),
        OutputConditionIdentifier=String(profile.condition),
        OutputCondition=String(profile.description),
        Info=String(profile.description),
        DestOutputProfile=pdf.make_indirect(stream),
    )
    if profile.condition != CUSTOM:  # a registry is named only for what can be looked up in it
        intent.RegistryName = String(REGISTRY)
    return intent


def save(pdf: pikepdf.Pdf) -> bytes:
    """Return a press PDF's bytes, the same every time."""
    out = io.BytesIO()
    pdf.save(
        out,
        deterministic_id=True,
        force_version="1.6",
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return out.getvalue()
