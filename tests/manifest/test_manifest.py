"""Records, IDs and out/manifest.json."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from press import pipeline
from press.errors import InputChanged
from press.manifest import NAME, Record, find_components, prove_stock, read_brief, update_manifest
from press.manifest.record import SAFE
from press.model import Artifact
from press.progress import Progress
from tests.reading import ROOT

DATA = ROOT / "tests" / "data"
QUIET = Progress(quiet=True)
RECORD = Record(
    {"manuscript/a.md": "1" * 64}, {"faces/a.ttf": "2" * 64}, {"title": "3" * 64}, {"p": "1"}, "T"
)


def read(essay: Path) -> pipeline.Essay:
    return pipeline.read(essay, QUIET)


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "minimal", tmp_path / "essay"))


def test_the_record_names_every_file_that_is_read(essay: Path) -> None:
    (essay / "manuscript" / "README.md").write_text("Not a chapter.")
    (essay / "manuscript" / "idle.svg").write_text("<svg/>")
    record = read(essay).record
    assert set(record.essay) == {
        "manuscript/01-claim.md",
        "manuscript/02-answer.md",
        "manuscript/essay.yaml",
        "manuscript/figures/plan.svg",
        "references.bib",
    }
    for name, value in record.essay.items():
        assert sha256((essay / name).read_bytes()).hexdigest() == value
    kinds = {name.partition("/")[0] for name in record.press}
    assert kinds == {"faces", "profiles", "styles", "templates"}
    assert "styles/chicago-notes-bibliography.csl" in record.press
    assert "templates/print/print.css" in record.press
    assert set(record.settings) == {"authors", "date", "slug", "title"}


def test_the_id_is_the_hash_of_what_sha256sum_prints(essay: Path) -> None:
    record = read(essay).record
    files = {**record.essay, **{f"press/{name}": value for name, value in record.press.items()}}
    lines = "".join(f"{value}  {name}\n" for name, value in sorted(files.items()))
    assert record.edition == sha256(lines.encode()).hexdigest()[:12]


def test_every_input_changes_the_id_and_nothing_else_does(essay: Path) -> None:
    first = read(essay).record
    (essay / "manuscript" / "notes.txt").write_text("Not read.")
    assert read(essay).record == first
    for name in first.essay:
        before = (essay / name).read_bytes()
        (essay / name).write_bytes(before + b"\n")
        assert read(essay).record.edition != first.edition
        (essay / name).write_bytes(before)
    assert read(essay).record.edition == first.edition
    (essay / "templates" / "print").mkdir(parents=True)
    (essay / "templates" / "print" / "essay.css").write_text("p { color: black }")
    assert "templates/print/essay.css" in read(essay).record.essay


def test_the_components_are_those_that_are_installed() -> None:
    found = find_components()
    assert found["weasyprint"] == "70.0"
    assert {"press", "python", "pandoc", "pango", "harfbuzz", "fontconfig", "qpdf", "zlib"} <= set(found)
    assert all(found.values())


def test_a_brief_is_read_as_it_was_written_and_holds_in_any_markup() -> None:
    brief = replace(RECORD, essay={"manuscript/<a> & 'b' \"c\" ü.md": "1" * 64}).brief
    text = str(brief)
    assert read_brief(text) == brief
    assert text.isascii()
    assert not set(SAFE) & set(text)
    assert brief.essay == {"manuscript/<a> & 'b' \"c\" ü.md": "11111111"}


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"edition": 1}', str(RECORD.brief)[:-5], "[" * 100_000, '"' * 9]
)
def test_what_is_no_brief_is_none(text: str) -> None:
    assert read_brief(text) is None


def artifact(name: str, data: bytes) -> Artifact:
    return Artifact("pdf", name, "application/pdf", data)


def put(out: Path, record: Record, **files: bytes) -> dict[str, dict[str, dict[str, object]]]:
    """Write files and their manifest as a build does; return the manifest."""
    artifacts = [artifact(name, data) for name, data in files.items()]
    manifest = update_manifest(artifacts, record, out)
    for item in (*artifacts, manifest):
        (out / item.name).write_bytes(item.data)
    found: dict[str, dict[str, dict[str, object]]] = json.loads(manifest.data)
    return found


def test_a_build_of_some_editions_keeps_what_is_true_of_the_others(tmp_path: Path) -> None:
    other = replace(RECORD, components={"p": "2"})
    put(tmp_path, RECORD, a=b"1", b=b"2", c=b"3")
    (tmp_path / "b").write_bytes(b"by hand")
    (tmp_path / "c").unlink()
    manifest = put(tmp_path, other, d=b"4")
    assert {name: entry["record"] for name, entry in manifest["outputs"].items()} == {
        "a": RECORD.name,
        "d": other.name,
    }
    assert set(manifest["records"]) == {RECORD.name, other.name}
    manifest = put(tmp_path, other, a=b"5")
    assert set(manifest["outputs"]) == {"a", "d"}
    assert set(manifest["records"]) == {other.name}
    assert manifest["outputs"]["a"]["sha256"] == sha256(b"5").hexdigest()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"outputs": {"a": 1}, "records": {}}', "\ud800"])
def test_a_manifest_that_is_none_is_made_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_bytes(text.encode(errors="surrogatepass"))
    assert set(put(tmp_path, RECORD, a=b"1")["outputs"]) == {"a"}


@pytest.mark.parametrize("hand", ["changed", "removed"])
def test_an_input_that_is_touched_meanwhile_stops_the_writing(essay: Path, tmp_path: Path, hand: str) -> None:
    out, chapter = tmp_path / "out", essay / "manuscript" / "01-claim.md"
    made = pipeline.Made(read(essay), (artifact("minimal.pdf", b"new"),), ())
    pipeline.keep(made, out, QUIET)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    made = replace(made, artifacts=(artifact("minimal.pdf", b"newer"),))
    chapter.write_text("Other words.\n") if hand == "changed" else chapter.unlink()
    said = "was changed while" if hand == "changed" else "is no longer there"
    with pytest.raises(InputChanged, match=f"01-claim.md: {said}"):
        pipeline.keep(made, out, QUIET)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_an_input_that_is_as_it_was_is_no_reason_to_stop(essay: Path) -> None:
    prove_stock(read(essay).record, essay)
