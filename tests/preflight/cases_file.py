"""Bad files and near misses for the rules on the file, its pages' boxes and what is interactive."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from press.preflight import Expected
from tests.preflight.case import Case
from tests.preflight.sample import (
    BLEED,
    HEIGHT,
    MEDIA,
    PROFILE,
    TRIM,
    WIDTH,
    Change,
    both,
    draw,
    good,
    intent,
    nothing,
    profile,
    saved,
    set_info,
    set_on,
    set_on_all,
    set_root,
)


def locked(password: str) -> Change:
    return lambda pdf: saved(
        pdf, deterministic_id=False, encryption=pikepdf.Encryption(owner="owner", user=password)
    )


def without_end(_: Pdf) -> bytes:
    return good().replace(b"startxref", b"startxxxx")


def with_comment(_: Pdf) -> bytes:
    return good() + b"% a comment after the end\n"


def of_version(version: str) -> Change:
    return lambda pdf: saved(pdf, force_version=version)


def without_id(pdf: Pdf) -> bytes:
    return saved(pdf).replace(b"/ID [", b"/XX [")


def xmp(old: str, new: str) -> Change:
    """Change the text of the XMP."""

    def change(pdf: Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new).encode())

    return change


def pages(count: int) -> Change:
    def change(pdf: Pdf) -> None:
        while len(pdf.pages) > count:
            del pdf.pages[-1]
        while len(pdf.pages) < count:
            pdf.pages.append(pdf.pages[-1])

    return change


def blank(page: int) -> Change:
    return lambda pdf: setattr(pdf.pages[page - 1].obj, "Contents", pdf.make_stream(b""))


def intents(*made: dict[str, Any]) -> Change:
    return set_root(OutputIntents=lambda pdf: Array([intent(pdf, **one) for one in made]))


def with_profile(components: int = 4, *, at: int = 0, says: bytes = b"", end: int | None = None) -> Change:
    """Give the intent a profile with other bytes at a place, or cut short."""

    def change(pdf: Pdf) -> None:
        data = PROFILE.read_bytes()[:end]
        data = data[:at] + says + data[at + len(says) :]
        pdf.Root.OutputIntents = Array([intent(pdf, DestOutputProfile=profile(pdf, components, data))])

    return change


def annotated(kind: str, *, rect: tuple[float, ...] = (100, 100, 200, 120), **other: Any) -> Change:
    return set_on(3, Annots=Array([Dictionary(Subtype=Name(f"/{kind}"), Rect=Array(rect), **other)]))


def box(*, left: float = 0, bottom: float = 0, right: float = 0, top: float = 0) -> Array:
    """Return the bleed with its sides moved outwards."""
    x0, y0, x1, y1 = BLEED
    return Array([x0 - left, y0 - bottom, x1 + right, y1 + top])


def embedded(pdf: Pdf) -> Dictionary:
    file = Dictionary(Type=Name.Filespec, F=String("data.csv"), EF=Dictionary(F=Stream(pdf, b"1,2")))
    return Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("data.csv"), pdf.make_indirect(file)])))


def no_pages(_: Pdf) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as empty:
        empty.save(out)
    return out.getvalue()


GROUND = "0 0 0 .2 k"
A5 = Expected(trim=(WIDTH, HEIGHT))
SADDLE, PERFECT = Expected(binding="saddle"), Expected(binding="perfect")
TEXT = "0 0 0 1 k BT /Text 10 Tf"

FILE_CASES: dict[str, Case] = {
    "unreadable": Case(lambda _: b"not a PDF", lambda _: b"\n" + good(), ("is no PDF",)),
    "damaged": Case(without_end, with_comment, ("damaged in", "startxref")),
    "content-broken": Case(
        draw("1 2 3 re f"), draw("0 0 0 1 k 100 100 9 9 re f"), ("page 2", "makes no sense", "1 2 3 re")
    ),
    "encrypted": Case(locked(""), nothing, ("is encrypted", "PDF 1.7")),
    "standard-missing": Case(
        xmp("GTS_PDFXVersion>PDF/X-4", "GTS_PDFXVersion>PDF/X-3"), nothing, ("PDF/X-3, and not PDF/X-4",)
    ),
    "pdf-version": Case(of_version("1.7"), of_version("1.6"), ("PDF 1.7", "1.6")),
    "trapped-unknown": Case(
        set_info(Trapped=Name.Unknown),
        both(set_info(Trapped=Name("/True")), xmp("Trapped>False", "Trapped>True")),
        ("“Unknown” for Trapped",),
    ),
    "file-id-missing": Case(without_id, saved, ("no ID",)),
    "xmp-missing": Case(set_root(Metadata=None), nothing, ("no XMP",)),
    "xmp-incomplete": Case(
        xmp("xmpMM:VersionID>1<", "xmpMM:VersionID><"), nothing, ("1 of 7", "xmpMM:VersionID")
    ),
    "title-differs": Case(
        set_info(Title=String("Another")), set_info(Title=String("A Sample")), ("“Another”", "“A Sample”")
    ),
    "producer-differs": Case(
        set_info(Producer=String("Another")), set_info(Producer=None), ("“Another”", "The Essay Press")
    ),
    "dates-differ": Case(
        set_info(ModDate=String("D:20260504120100Z")),
        set_info(ModDate=String("D:20260504140000+02'00'")),
        ("12:01:00", "12:00:00"),
    ),
    "trapped-differs": Case(
        set_info(Trapped=Name("/True")), set_info(Trapped=Name("/False")), ("“True”", "“False”")
    ),
    # ---- Pages
    "no-pages": Case(no_pages, pages(1), ("0 pages",)),
    "pages-saddle": Case(pages(6), pages(8), ("6 pages", "2 more"), SADDLE),
    "pages-perfect": Case(pages(5), pages(6), ("5 pages", "1 more"), PERFECT),
    "first-page-blank": Case(blank(1), blank(2), ("page 1",)),
    # ---- Boxes
    "trim-missing": Case(
        set_on(3, TrimBox=None), set_on(3, TrimBox=None, ArtBox=Array(TRIM)), ("page 3", "no TrimBox")
    ),
    "trim-and-art": Case(
        set_on(3, ArtBox=Array(TRIM)),
        set_on(3, ArtBox=Array(TRIM), TrimBox=None),
        ("page 3", "ArtBox 148 mm × 210 mm"),
    ),
    "trim-size": Case(
        set_on(3, TrimBox=Array([30, 30, 30 + WIDTH - 1, 30 + HEIGHT])),
        set_on(3, TrimBox=Array([30, 30, 30 + WIDTH - 0.5, 30 + HEIGHT])),
        ("page 3", "147.65 mm × 210 mm", "148 mm × 210 mm"),
        A5,
    ),
    "trim-sizes-differ": Case(
        set_on(3, TrimBox=Array([30, 30, 30 + WIDTH - 1, 30 + HEIGHT])),
        set_on(3, TrimBox=Array([30, 30, 30 + WIDTH - 0.5, 30 + HEIGHT])),
        ("page 3", "147.65 mm"),
    ),
    "bleed-missing": Case(
        set_on_all(BleedBox=None), nothing, ("all pages, 1 to 4", "3 mm"), near_expected=Expected(bleed=0)
    ),
    "bleed-small": Case(
        set_on(3, BleedBox=box(left=-1)), set_on(3, BleedBox=box(left=-0.05)), ("page 3", "left 2.68 mm")
    ),
    "bleed-empty": Case(
        draw(f"{GROUND} 30 400 100 50 re f"),
        draw(f"{GROUND} 21.4 400 100 50 re f 32 500 100 50 re f 1 g 30 200 100 50 re f"),
        ("page 2", "a fill in K 20 goes 0 mm over the trim, left"),
    ),
    "text-near-cut": Case(
        draw(f"{TEXT} 35 200 Td (Near) Tj ET"),
        draw(f"{TEXT} 39 200 Td (Near) Tj ET {TEXT} 2 200 Td (Slug) Tj ET"),
        ("page 2", "Spectral at 1.76 mm"),
    ),
    "boxes-nested": Case(
        set_on(3, BleedBox=box(left=22)), set_on(3, BleedBox=box(left=21.4)), ("page 3", "goes 0.21 mm")
    ),
    "crop-in-trim": Case(
        set_on(3, CropBox=Array([40, 30, *MEDIA[2:]])),
        set_on(3, CropBox=Array([30, 30, *MEDIA[2:]])),
        ("page 3", "3.53 mm"),
    ),
    "page-turned": Case(set_on(3, Rotate=90), set_on(3, Rotate=360), ("page 3", "90°")),
    "user-unit": Case(set_on(3, UserUnit=2), set_on(3, UserUnit=1), ("page 3", "UserUnit of 2")),
    # ---- Output intent
    "intent-missing": Case(set_root(OutputIntents=None), nothing, ("no output intent",)),
    "intent-not-print": Case(
        intents({"S": Name.GTS_PDFA1}), intents({}, {"S": Name.GTS_PDFA1}), ("GTS_PDFA1",)
    ),
    "intent-several": Case(
        intents({}, {"OutputConditionIdentifier": String("FOGRA47")}),
        intents({}, {"S": Name.GTS_PDFA1}),
        ("2 output intents", "FOGRA29 and FOGRA47"),
    ),
    "intent-unnamed": Case(
        intents({"OutputConditionIdentifier": String(" ")}), intents({"Info": String("")}), ("no OutputCond",)
    ),
    "intent-unregistered": Case(
        intents({"RegistryName": None}), intents({"RegistryName": String("x")}), ("“FOGRA29”",)
    ),
    "intent-no-profile": Case(intents({"DestOutputProfile": None}), intents({}), ("“FOGRA29” has no",)),
    "intent-profile-broken": Case(with_profile(end=2000), with_profile(), ("2000 of",)),
    "intent-profile-class": Case(
        with_profile(at=12, says=b"mntr"), with_profile(at=12, says=b"prtr"), ("class “mntr”", "“prtr”")
    ),
    "intent-profile-space": Case(
        with_profile(3), with_profile(4), ("“CMYK”, with 3 components", "CMYK with 4")
    ),
    # ---- Interactive
    "annotation": Case(annotated("Link"), annotated("Link", rect=(2, 2, 20, 20)), ("page 3", "1 of Link")),
    "form-field": Case(
        set_root(AcroForm=Dictionary(Fields=Array([Dictionary(FT=Name.Tx, T=String("a"))]))),
        set_root(AcroForm=Dictionary(Fields=Array([]))),
        ("1 form field",),
    ),
    "script": Case(
        annotated("Link", A=Dictionary(S=Name.JavaScript, JS=String("1"))),
        annotated("Link", A=Dictionary(S=Name.URI, URI=String("http://example.org"))),
        ("page 3", "in 1 annotation"),
        also=("annotation",),
    ),
    "action": Case(
        set_on(3, AA=Dictionary(O=Dictionary(S=Name.URI))),
        set_root(OpenAction=Dictionary(S=Name.GoTo)),
        ("page 3", "the page's O"),
    ),
    "embedded-file": Case(
        set_root(Names=embedded),
        set_root(Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([])))),
        ("data.csv",),
    ),
    "layer": Case(
        set_root(OCProperties=Dictionary(OCGs=Array([Dictionary(Type=Name.OCG, Name=String("Notes"))]))),
        set_root(OCProperties=Dictionary(OCGs=Array([]))),
        ("“Notes”",),
    ),
}
