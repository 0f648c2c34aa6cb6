"""Large print: the finished pages are the size asked for, the type too, and all leads where it stands."""

from __future__ import annotations

import io
import shutil
from collections import Counter
from pathlib import Path

import pdfplumber
import pikepdf
import pytest

import build
from press.enlarging import enlarge
from press.errors import BadSetting
from press.geometry import LINE, TEXT, make_page, parse_type_size
from press.settings import load
from tests.reading import ROOT

MM = 72 / 25.4


def test_the_usual_size_changes_nothing() -> None:
    assert parse_type_size("10.125 pt") == 1
    assert make_page("A5", 1) == make_page("A5")
    assert enlarge(b"as it is", 1) == b"as it is"


@pytest.mark.parametrize("value", ["8 pt", "30 pt", "16", "16 px", "large"])
def test_a_size_that_no_essay_is_set_in_is_refused(value: str) -> None:
    with pytest.raises(BadSetting, match=r"essay.yaml:2: .*9 to 24 pt"):
        load(Path("essay.yaml"), f"title: A\ntype_size: {value}\n")


def test_a_page_for_larger_type_is_laid_out_smaller_on_the_same_grid() -> None:
    page = make_page("A4", parse_type_size("16 pt"))
    assert page.width * 16 / 10.125 == pytest.approx(210 * 96 / 25.4, abs=0.1)
    assert page.top % LINE == 0
    assert TEXT * parse_type_size("16 pt") * 0.75 == pytest.approx(16)


def test_all_that_names_a_place_is_enlarged_once() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(100, 200))
    page.contents_add(b"0 0 m")
    far = pikepdf.Array([page.obj, pikepdf.Name.XYZ, 10, 20, 2])
    page.obj.Annots = pdf.make_indirect(
        pikepdf.Array([pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[1, 2, 3, 4], Dest=far)])
    )
    whole = pikepdf.Array([page.obj, pikepdf.Name.Fit])
    pdf.Root.Dests = pikepdf.Dictionary(a=far, b=whole)
    frame = pikepdf.Dictionary(O=pikepdf.Name.Layout, BBox=[1, 2, 3, 4])
    pdf.Root.Held = pdf.make_indirect(pikepdf.Dictionary(A=frame))
    out = io.BytesIO()
    pdf.save(out)
    with pikepdf.open(io.BytesIO(enlarge(out.getvalue(), 1.5))) as made:
        (sheet,) = made.pages
        assert [float(side) for side in sheet.MediaBox] == [0, 0, 150, 300]
        assert sheet.Contents.read_bytes().split() == b"q 1.500000 0 0 1.500000 0 0 cm 0 0 m Q".split()
        (link,) = sheet.obj.Annots
        assert [float(side) for side in link.Rect] == [1.5, 3, 4.5, 6]
        assert [float(one) for one in list(link.Dest)[2:]] == [15, 30, 2]
        assert [float(one) for one in list(made.Root.Dests.a)[2:]] == [15, 30, 2]
        assert len(made.Root.Dests.b) == 2
        assert [float(side) for side in made.Root.Held.A.BBox] == [1.5, 3, 4.5, 6]


@pytest.mark.slow
def test_a_large_print_edition_has_its_page_its_type_and_no_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    essay = tmp_path / "essay"
    shutil.copytree(ROOT / "tests" / "data" / "features", essay, ignore=shutil.ignore_patterns("out"))
    about = essay / "manuscript" / "essay.yaml"
    about.write_text(f"{about.read_text()}\neditions:\n  large-print:\n    trim: A4\n    type_size: 16 pt\n")
    assert build.main(["pdf", "--essay", str(essay), "--edition", "large-print", "--quiet"]) == 0
    with pdfplumber.open(essay / "out" / "features-large-print.pdf") as pdf:
        assert (pdf.pages[0].width, pdf.pages[0].height) == pytest.approx((210 * MM, 297 * MM), abs=0.1)
        sizes = Counter(round(letter["size"], 1) for page in pdf.pages for letter in page.chars)
    assert sizes.most_common(1)[0][0] == 16
    with pikepdf.open(essay / "out" / "features-large-print-press.pdf") as pdf:
        for page in pdf.pages:
            trim, bleed = ([float(side) for side in box] for box in (page.TrimBox, page.BleedBox))
            assert trim[2] - trim[0] == pytest.approx(210 * MM, abs=0.1)
            assert trim[0] - bleed[0] == pytest.approx(3 * MM, abs=0.1)
    capsys.readouterr()
    build.main(["typography", "--essay", str(essay), "--edition", "large-print", "--quiet"])
    said = capsys.readouterr().out
    for measure in ("lines overprinted or below the text block", "notes missing, early or out of order"):
        (line,) = (line for line in said.splitlines() if line.startswith(measure))
        assert line.split(measure)[1].split()[0] == "0"
