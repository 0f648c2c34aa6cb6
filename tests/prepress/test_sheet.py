"""The press PDF as a file: PDF/X-4, its boxes, marks and slug, the same every time and small."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from press.checks.printer import expect
from press.geometry import MM, exact
from press.manuscript import load
from press.preflight import preflight
from press.prepress.profile import DEFAULT
from tests.prepress.conftest import Printer
from tests.prepress.essays import SPOT, print_pamphlet, write_essay

pytestmark = pytest.mark.slow
POINT = 72 / 96
CASES = [
    (ink, binding, edition)
    for ink in ("black", "spot", "process")
    for binding, edition in (("saddle", "press"), ("perfect", "press"), ("perfect", "cover"))
]
KEYS = {"/Type", "/Pages", "/Metadata", "/OutputIntents", "/Lang"}


def box(page: Any, name: str) -> list[float]:
    return [float(edge) for edge in page[name]]


def size(found: list[float]) -> tuple[float, float]:
    return found[2] - found[0], found[3] - found[1]


@pytest.mark.parametrize(("ink", "binding", "edition"), CASES)
def test_the_preflight_has_nothing_to_say_but_of_the_drawing_s_own_effects(
    ink: str, binding: str, edition: str, printed: Printer
) -> None:
    made = printed(ink=ink, binding=binding)
    expected = expect(load(made.essay).settings, pages=edition == "press")
    found = {finding.rule for finding in preflight(made[edition].data, Path("a.pdf"), expected)}
    meant = {"see-through", "soft-mask", "transparency-group", "image-coarse", "line-art-coarse"}
    assert found == (meant if edition == "press" else set())


@pytest.mark.parametrize(("ink", "binding", "edition"), CASES)
def test_it_says_that_it_is_pdf_x_4_and_holds_nothing_else(
    ink: str, binding: str, edition: str, printed: Printer
) -> None:
    data = printed(ink=ink, binding=binding)[edition].data
    assert data.startswith(b"%PDF-1.6")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert set(pdf.Root.keys()) == KEYS
        assert pdf.docinfo.Trapped == "/False"
        packet = bytes(pdf.Root.Metadata.read_raw_bytes()).decode()
        assert "<pdfxid:GTS_PDFXVersion>PDF/X-4<" in packet
        assert "<pdf:Trapped>False<" in packet
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert str(intent.OutputConditionIdentifier) == "FOGRA29"
        assert str(intent.RegistryName) == "http://www.color.org"
        assert bytes(intent.DestOutputProfile.read_bytes()) == DEFAULT.read_bytes()
        assert intent.DestOutputProfile.N == 4
        for page in pdf.pages:
            boxes = {"/TrimBox", "/BleedBox", "/MediaBox"}
            assert set(page.obj.keys()) == {"/Type", "/Parent", "/Contents", "/Resources", *boxes}
        fonts = [
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
        assert fonts
        assert all({"/FontFile2", "/FontFile3"} & set(font.keys()) for font in fonts)
        assert not any(
            isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Annot" for item in pdf.objects
        )


@pytest.mark.parametrize(("bleed", "points"), [("3 mm", 8.504), ("0 mm", 0), ("0.39 in", 28.08)])
def test_boxes_lie_around_each_other(bleed: str, points: float, tmp_path: Path) -> None:
    data = print_pamphlet(write_essay(tmp_path / "essay", trim="A6", bleed=bleed))["press"].data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            trim, over, media = (box(page, name) for name in ("/TrimBox", "/BleedBox", "/MediaBox"))
            assert size(trim) == pytest.approx((exact(105 * MM) * POINT, exact(148 * MM) * POINT), abs=0.001)
            for place in range(4):
                assert abs(over[place] - trim[place]) == pytest.approx(points, abs=0.001)
                assert abs(media[place] - over[place]) == pytest.approx(12 * MM * POINT, abs=0.001)
    found = {
        finding.rule for finding in preflight(data, Path("a.pdf"), expect(load(tmp_path / "essay").settings))
    }
    assert found <= {"bleed-empty"}, "10 mm are more than the cover's round drawing goes over"


def test_marks_lie_outside_the_bleed(printed: Printer) -> None:
    made = printed(ink="black")
    with pikepdf.open(io.BytesIO(made["press"].data)) as pdf:
        edges = box(pdf.pages[1], "/BleedBox")
    with pypdfium2.PdfDocument(made["press"].data) as pdf:
        sheet = pdf[1].render(scale=2).to_pil().convert("L")  # the inside of the cover is blank
    with pikepdf.open(io.BytesIO(made["press"].data)) as pdf:
        left, _, _, top = box(pdf.pages[1], "/MediaBox")
    inner = [2 * (edges[0] - left), 2 * (top - edges[3]), 2 * (edges[2] - left), 2 * (top - edges[1])]
    assert sheet.crop(tuple(map(round, inner))).getextrema() == (255, 255)
    assert sheet.getextrema()[0] < 100


@pytest.mark.parametrize("binding", ["saddle", "perfect"])
def test_two_builds_are_the_same_bytes(binding: str, printed: Printer) -> None:
    made = printed(ink="spot", binding=binding)
    again = print_pamphlet(made.essay)
    for edition, artifact in made.items():
        assert again[edition].data == artifact.data, edition


def test_it_is_hardly_larger_than_the_profile(tmp_path: Path) -> None:
    data = print_pamphlet(write_essay(tmp_path / "essay"))["press"].data
    assert len(data) < 180_000
    assert len(DEFAULT.read_bytes()) > 200_000, "of which the profile is 127 kB when it is packed"


def test_each_press_pdf_has_an_identity_of_its_own(printed: Printer) -> None:
    made = printed(ink="spot", binding="perfect")
    identities = set()
    for edition in ("pdf", "press", "booklet", "cover"):
        with pikepdf.open(made.path(edition)) as pdf, pdf.open_metadata() as xmp:
            identities.add(xmp["xmpMM:DocumentID"])
            assert len(pdf.trailer.ID) == 2
    assert len(identities) == 4


def test_a_profile_of_the_essay_s_own_is_put_in(tmp_path: Path) -> None:
    own = DEFAULT.read_bytes()
    at = own.index(b"(FOGRA29 data)")
    own = own[:at] + b"(another data)" + own[at + 14 :]
    own = own.replace("(FOGRA29 data)".encode("utf-16-be"), "(another data)".encode("utf-16-be"))
    essay = write_essay(tmp_path / "essay", {"profiles/ours.icc": own}, icc="profiles/ours.icc")
    with pikepdf.open(io.BytesIO(print_pamphlet(essay)["press"].data)) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert bytes(intent.DestOutputProfile.read_bytes()) == own
        assert str(intent.OutputConditionIdentifier) == "Custom"
        assert "RegistryName" not in intent
        assert "another data" in str(intent.Info)


# ---- The slug ------------------------------------------------------------------------------------


def slug(data: bytes, page: int = 0) -> Any:
    """Return a picture of what is below the bleed, and where in px of it the trim's right edge is."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        bleed, media, trim = (box(pdf.pages[page], name) for name in ("/BleedBox", "/MediaBox", "/TrimBox"))
    with pypdfium2.PdfDocument(data) as pdf:
        sheet = pdf[page].render(scale=2).to_pil().convert("L")
    foot = sheet.crop((0, round(2 * (media[3] - bleed[1])), sheet.width, sheet.height))
    return foot, round(2 * (trim[2] - media[0]))


def last_ink(picture: Any, before: int) -> int:
    """Return the last column with ink on it left of one."""
    columns = [x for x in range(before) if picture.crop((x, 0, x + 1, picture.height)).getextrema()[0] < 128]
    return columns[-1]


@pytest.mark.parametrize("trim", ["A5", "80 x 120 mm"])
def test_a_long_title_is_cut_short_before_the_crop_mark(trim: str, tmp_path: Path) -> None:
    title = "A Title That Goes On and On, Past All That a Line Below a Page Could Ever Hold" * 2
    data = print_pamphlet(write_essay(tmp_path / "essay", subtitle=title, trim=trim))["press"].data
    foot, right = slug(data)
    end = last_ink(foot, right - 10)
    assert right - 80 < end < right - 2 * 8.5


def test_the_slug_ends_before_the_fold_of_a_cover(tmp_path: Path) -> None:
    title = "A Title That Goes On and On, Past All That a Line Below a Page Could Ever Hold" * 2
    made = print_pamphlet(write_essay(tmp_path / "essay", subtitle=title, binding="perfect"))
    foot, right = slug(made["cover"].data)
    fold = (right + 2 * (3 + 12) * MM * POINT) / 2 - 5  # between the two of the spine
    assert fold - 90 < last_ink(foot, round(fold) - 5) < fold - 2 * 8.5


def test_the_slug_is_in_a_face_that_has_its_letters(tmp_path: Path) -> None:
    greek = print_pamphlet(write_essay(tmp_path / "greek", subtitle="Λόγος"))["press"].data
    with pikepdf.open(io.BytesIO(greek)) as pdf:
        drawn = bytes(pdf.pages[0].Resources.XObject["/Slug"].read_bytes())
    shapes = {run.partition(b" cm\n")[2] for run in drawn.split(b"f\n")}
    assert len(shapes) > len(set("AMinimalEssay:—2026-01FOGRA29"))


# ---- A spine -------------------------------------------------------------------------------------


def test_a_bound_pamphlet_s_pages_come_without_the_cover(printed: Printer) -> None:
    saddle, perfect = printed(ink="spot"), printed(ink="spot", binding="perfect")
    assert perfect["press"].pages == (perfect["pdf"].pages or 0) - 4
    assert saddle["press"].pages == saddle["pdf"].pages
    assert perfect["cover"].pages == 1
    assert perfect["cover"].name == "minimal-cover.pdf"
    with pikepdf.open(perfect.path("press")) as pdf:
        assert not any(f"/{SPOT}" in str(page.Resources.get("/ColorSpace", {})) for page in pdf.pages[:2])


def test_a_cover_s_trim_is_two_pages_and_the_spine(printed: Printer) -> None:
    made = printed(ink="spot", binding="perfect")
    with pikepdf.open(made.path("cover")) as cover, pikepdf.open(made.path("press")) as press:
        across, up = size(box(cover.pages[0], "/TrimBox"))
        page = size(box(press.pages[0], "/TrimBox"))
    spine = across - 2 * page[0]
    leaves = (made["press"].pages or 0) / 2
    assert spine == pytest.approx(leaves * 0.104 * MM * POINT, abs=0.1)  # 80 g of bulk 1.3
    assert up == pytest.approx(page[1], abs=0.01)


def test_a_cover_in_black_is_of_one_ink_and_bleeds(printed: Printer) -> None:
    with pypdfium2.PdfDocument(printed(ink="process", binding="perfect")["cover"].data) as pdf:
        sheet = pdf[0].render(scale=1).to_pil().convert("L")
    corner = round(12 * MM * POINT) + 2
    assert sheet.getpixel((corner, corner)) < 250, "the ground reaches to the edge of the bleed"
    assert sheet.getpixel((corner - 5, corner - 5)) == 255
