"""The pamphlet: one layout, and from it the reading PDF, the press PDF and the booklet.

    pages ─ write ─► raw PDF ─┬─ retag ─► reading PDF: PDF/UA and PDF/A
                              └─ recolour, marks ─► press PDF: PDF/X-4 ─ impose ─► booklet

With `binding: perfect` the cover is printed apart, and has a PDF of its own.
"""

from __future__ import annotations

import gc
import io
from dataclasses import dataclass, replace
from functools import cached_property

import pikepdf
from pikepdf import Dictionary, Name, String

from press.cover import MARK, lay_out_jacket
from press.design import Design
from press.editions.pages import BACK, COVER, Pages, set_pages
from press.editions.parts import to_roman
from press.editions.work import Tell
from press.enlarging import enlarge
from press.geometry import MM, parse_length, parse_paper
from press.imposition import Folding, find_trouble, impose
from press.metadata import READING, About, about, write_metadata
from press.model import Artifact, Document, Finding, Image
from press.prepress import Inks, Job, inks_for, make_press_pdf, read_profile, show_inks, to_eight_bits
from press.tagging import retag
from press.templating import Templates

PDF = "application/pdf"
SHEET = 4  # pages of a folded sheet
MANY = 1000
"""Pages from which on memory counts for more than the thirtieth part of the time."""
SIGNATURE = 16  # pages of a signature of the booklet, for a pamphlet with a spine
DECIMAL, ROMAN = Name.D, Name.r
FRONT = {to_roman(number).lower(): number for number in range(1, 100)}
VERSIONS = {"ua-1": "1.7", "ua-2": "2.0"}


def set_up(document: Document, design: Design, templates: Templates, tell: Tell) -> Pamphlet:
    """Read what can be wrong before anything is laid out, and make pictures fit for the layout engine."""

    def fit(image: Image) -> Image:
        return replace(image, data=to_eight_bits(image.data))

    images = {name: fit(image) for name, image in document.images.items()}
    mark = document.mark and fit(document.mark)
    pamphlet = Pamphlet(replace(document, images=images, mark=mark), design, templates, tell)
    _ = pamphlet.inks
    return pamphlet


@dataclass(frozen=True)
class Pamphlet:
    """The laid-out pages, and the files made from them; `tell` hears how far the layout is."""

    document: Document
    design: Design
    templates: Templates
    tell: Tell = lambda *_: None

    @cached_property
    def pages(self) -> Pages:
        """The layout, made once."""
        return set_pages(self.document, self.design, self.templates, self.tell)

    @cached_property
    def written(self) -> tuple[bytes, tuple[Finding, ...]]:
        """The pages as the layout engine writes them, with what was noticed.

        Those of a long book are let go then, and what their layout has left of rings of objects before: both
        take time, and are not worth it where there is little.
        """
        is_long = len(self.pages.starts) > MANY
        if is_long:
            gc.collect()
        data, findings = self.pages.layout.write()
        if is_long:
            self.pages.layout.let_go()
        return enlarge(data, self.design.scale), findings

    @cached_property
    def inks(self) -> Inks:
        """The essay's colours on the press."""
        settings = self.document.settings
        path = self.templates.essay / settings.icc if settings.icc else None
        return inks_for(settings, read_profile(path, settings.where("icc")))

    @property
    def about(self) -> About:
        """What its files say of it."""
        stamp = self.document.stamp
        return about(self.document.settings, stamp.edition, stamp.record)

    @cached_property
    def job(self) -> Job:
        """What the press PDF is made with."""
        settings = self.document.settings
        cuts = self.design.cuts(settings.title + settings.subtitle)
        faces = tuple(cuts[use] for use in ("display", "text", "fallback") if use in cuts)
        return Job(self.about, self.inks, parse_length(settings.bleed), faces, grounded=(MARK,))

    @cached_property
    def press_data(self) -> bytes:
        """The press PDF."""
        names = [start.label for start in self.pages.starts]
        names = [name if name in {*COVER, *BACK} else f"page {name}" for name in names]
        if self.document.settings.binding == "perfect":
            names[: len(COVER)] = [""] * len(COVER)
            names[-len(BACK) :] = [""] * len(BACK)
        return make_press_pdf(self.written[0], self.job, names)

    def reading(self) -> Artifact:
        """Return the PDF that is read on a screen, with everything that was noticed while it was made."""
        settings = self.document.settings
        standard = settings.pdf_standard
        with pikepdf.open(io.BytesIO(self.written[0])) as pdf:
            show_inks(pdf, self.inks.profile)
            retag(pdf, standard, self.document.terms)
            for page in pdf.pages:
                page.MediaBox = page.CropBox = page.BleedBox = page.TrimBox
            pdf.Root.PageLabels = pdf.make_indirect(page_labels([start.label for start in self.pages.starts]))
            write_metadata(pdf, self.about, READING[standard], "reading")
            data = _save(pdf, standard)
        starts = self.pages.starts
        return Artifact(
            "pdf",
            f"{settings.slug}.pdf",
            PDF,
            data,
            len(starts),
            self.pages.families,
            starts,
            self._copyfit(),
            self.written[1],
        )

    def press(self) -> Artifact:
        """Return the PDF for the printer."""
        return self._artifact("press", self.press_data)

    def booklet(self) -> Artifact:
        """Return the press PDF's pages, imposed for folding and stapling."""
        settings, inner = self.document.settings, self.design.page.inner * self.design.scale
        saddle, paper = settings.binding == "saddle", parse_paper(settings.paper)
        folding = Folding(
            self.about,
            self.job.faces[0],
            settings.trim,
            paper,
            inner,
            settings.signature or (0 if saddle else SIGNATURE),
            settings.duplex,
            back_cover=saddle,
        )
        made = impose(self.press_data, folding)
        trouble = find_trouble(made.plan, paper, inner) if saddle else ()
        place = settings.where("paper")
        findings = tuple(
            Finding("booklet-thickness", "warning", replace(item, place=place)) for item in trouble
        )
        sheets = f"{len(made.plan)} sheets of {made.stock.name}, creep {made.creep / MM:.1f} mm"
        return replace(self._artifact("booklet", made.data), findings=findings, summary=sheets)

    def jacket(self) -> tuple[Artifact, ...]:
        """Return the cover sheet of a pamphlet with a spine."""
        document = self.document
        if document.settings.binding == "saddle":
            return ()
        with pikepdf.open(io.BytesIO(self.press_data)) as pdf:
            inside = len(pdf.pages)
        sheet = lay_out_jacket(document, self.design, self.templates, inside)
        written, findings = sheet.layout.write()
        scale = self.design.scale
        job = replace(self.job, kind="cover", folds=tuple(fold * scale for fold in sheet.folds))
        data = enlarge(written, scale)
        made = self._artifact("cover", make_press_pdf(data, job, [f"cover of {inside} pages"]))
        return (replace(made, findings=findings),)

    def _artifact(self, edition: str, data: bytes) -> Artifact:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages = len(pdf.pages)
        name = f"{self.document.settings.slug}-{edition}.pdf"
        return Artifact(edition, name, PDF, data, pages, self.pages.families)

    def _copyfit(self) -> str:
        """Say how the text fills the sheets."""
        blanks = self.pages.blanks
        used = len(self.pages.starts) - blanks
        if self.document.settings.binding == "perfect":
            used -= len(COVER) + len(BACK)
        over = used % SHEET
        fit = f"{used} pages: {over} over {used - over}" if over else f"{used} pages: no sheet to spare"
        told = f"; {self.pages.copyfit}" if self.pages.copyfit else ""
        return f"{fit}, {blanks} blank; the last page of text is {self.pages.last:.0%} full{told}"


def page_labels(labels: list[str]) -> Dictionary:
    """Return the number tree of page labels: what is printed on each page, or what it is called."""
    nums: list[object] = []
    for place, label in enumerate(labels):
        kind, number = _numbered(label)
        before = _numbered(labels[place - 1]) if place else None
        if kind is not None and before == (kind, number - 1):
            continue
        entry = Dictionary(S=kind, St=number) if kind is not None else Dictionary(P=String(label))
        nums += [place, entry]
    return Dictionary(Nums=nums)


def _numbered(label: str) -> tuple[Name | None, int]:
    """Return a label's style of numbering and its number."""
    if label.isdecimal():
        return DECIMAL, int(label)
    return (ROMAN, FRONT[label]) if label in FRONT else (None, 0)


def _save(pdf: pikepdf.Pdf, standard: str) -> bytes:
    """Return a reading PDF's bytes, the same every time."""
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.generate
    pdf.save(out, deterministic_id=True, force_version=VERSIONS[standard], object_stream_mode=mode)
    return out.getvalue()
