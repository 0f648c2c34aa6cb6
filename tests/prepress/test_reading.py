"""The reading PDF of every variation, judged by veraPDF."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from press.checks.verapdf import STANDARDS, validate
from press.manuscript import load
from tests.prepress.conftest import Printer
from tests.prepress.essays import mark, print_pamphlet
from tests.reading import ROOT

pytestmark = pytest.mark.slow
VARIED = {
    "ua-1": [("black", "saddle"), ("spot", "perfect"), ("process", "saddle")],
    "ua-2": [("spot", "perfect"), ("process", "saddle")],
}
DATA = ROOT / "tests" / "data"


@pytest.mark.parametrize("standard", ["ua-1", "ua-2"])
def test_the_illustrated_essay_is_valid_in_every_way_of_printing(
    standard: str, printed: Printer, tmp_path: Path
) -> None:
    paths = []
    for ink, binding in VARIED[standard]:
        options = {"ink": ink, "binding": binding, "pdf_standard": standard}
        if standard == "ua-1":
            del options["pdf_standard"]
        paths.append(tmp_path / f"{ink}-{binding}.pdf")
        paths[-1].write_bytes(printed(**options)["pdf"].data)
    assert validate(paths, STANDARDS[standard]) == []


def test_whole_essays_with_everything_on_the_cover_are_pdf_ua_2(tmp_path: Path) -> None:
    paths = []
    for name in ("features", "long"):
        source, folder = DATA / name, tmp_path / name
        folder.mkdir()
        shutil.copytree(source / "manuscript", folder / "manuscript")
        shutil.copy(source / "references.bib", folder)
        (folder / "mark.png").write_bytes(mark())
        yaml = folder / "manuscript" / "essay.yaml"
        more = {
            "pdf_standard": "ua-2",
            "isbn": "978-3-16-148410-0",
            "price": "12",
            "web": "https://example.org/a",
            "publisher_mark": "mark.png",
        }
        known = load(folder).settings.model_fields_set
        lines = [f"\n{key}: {value}" for key, value in more.items() if key not in known]
        yaml.write_text(yaml.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(print_pamphlet(folder)["pdf"].data)
    assert validate(paths, STANDARDS["ua-2"]) == []
