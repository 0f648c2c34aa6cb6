"""build.py verify: files as they were made, made of something else, and changed after they were made."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

import build
from tests.reading import ROOT, Editions, processor_time

ESSAY = ROOT / "tests" / "data" / "minimal"
Verify = Callable[..., tuple[int, str]]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made(print_once: Callable[[str, Path], Editions]) -> Editions:
    """The editions of the small essay."""
    return print_once("minimal", ESSAY)


@pytest.fixture
def verify(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Run the command; return its exit code and what it prints."""

    def run(*files: Path, essay: Path = ESSAY) -> tuple[int, str]:
        code = build.main(["verify", "--quiet", "--essay", str(essay), *map(str, files)])
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    """A copy of the essay."""
    return Path(shutil.copytree(ESSAY, tmp_path / "essay"))


def test_every_kind_of_edition_is_what_the_manuscript_gives(made: Editions, verify: Verify) -> None:
    files = [path for path in made.folder.iterdir() if path.suffix in {".pdf", ".epub", ".html", ".png"}]
    code, said = verify(*files)
    assert code == 0
    assert len(files) == 6
    assert said.count("exactly what this manuscript gives, edition ") == 6


def test_names_do_not_count(made: Editions, verify: Verify, tmp_path: Path) -> None:
    other = tmp_path / "renamed.bin"
    shutil.copy(made.booklet, other)
    assert verify(other)[0] == 0


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_changed_essay_is_told_file_by_file(made: Editions, verify: Verify, essay: Path) -> None:
    folder = essay / "manuscript"
    with (folder / "01-claim.md").open("a") as file:
        file.write("\nAnother word.\n")
    (folder / "02-answer.md").rename(folder / "03-reply.md")
    change(folder / "essay.yaml", "title:", "trim: A6\ntitle:")
    started = processor_time()
    code, said = verify(made.pdf, made.epub, made.html, essay=essay)
    assert processor_time() - started < 10  # nothing is laid out
    assert code == 1
    for sentence in (
        "manuscript/01-claim.md was changed.",
        "manuscript/02-answer.md is not there any more.",
        "manuscript/03-reply.md is new.",
        "The setting `trim` is new.",
    ):
        assert said.count(sentence) == 3
    assert "references.bib" not in said


def test_of_several_editions_each_is_known(verify: Verify, essay: Path, tmp_path: Path) -> None:
    with (essay / "manuscript" / "essay.yaml").open("a") as file:
        file.write("page_numbers: false\neditions:\n  large:\n    trim: B6\n")
    out = tmp_path / "out"
    assert build.main(["html", "--quiet", "--essay", str(essay), "--out", str(out)]) == 0
    files = sorted(out.glob("*.html"))
    assert len(files) == 2
    code, said = verify(*files, essay=essay)
    assert code == 0
    assert len(set(re.findall(r"edition ([0-9a-f]{12})", said))) == 2
    change(essay / "manuscript" / "essay.yaml", "trim: B6", "trim: A6")
    code, said = verify(*files, essay=essay)
    assert code == 1
    assert "The setting `editions` was changed." in said
    assert "The setting `trim` was changed." in said


def test_a_comment_in_the_settings_is_no_setting(made: Editions, verify: Verify, essay: Path) -> None:
    change(essay / "manuscript" / "essay.yaml", "title:", "# a remark\ntitle:")
    assert "manuscript/essay.yaml was changed, but no setting." in verify(made.html, essay=essay)[1]


def test_another_version_of_a_component_is_told(made: Editions, verify: Verify, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = made.html.read_text(encoding="utf-8")
    assert '"pandoc":"3.' in text
    page.write_text(text.replace('"pandoc":"3.', '"pandoc":"2.', 1), encoding="utf-8")
    code, said = verify(page)
    assert code == 1
    assert "It was made with pandoc 2." in said
    assert "; here is 3." in said


def test_a_changed_web_page_is_told_by_chapter(made: Editions, verify: Verify, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    text = made.html.read_text(encoding="utf-8")
    head, _, body = text.partition("<main")
    assert " the " in body
    page.write_text(f"{head}<main{body.replace(' the ', ' teh ', 1)}", encoding="utf-8")
    code, said = verify(page)
    assert code == 1
    assert "It was changed after it was made." in said
    assert "has “teh” for “the”." in said
    assert "The chapter “" in said


def test_a_changed_e_book_is_told_by_file(made: Editions, verify: Verify, tmp_path: Path) -> None:
    book, out = tmp_path / "book.epub", io.BytesIO()
    with zipfile.ZipFile(made.epub) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename.endswith("chapter-01.xhtml"):
                data = data.replace(b" the ", b" teh ", 1)
            if not entry.filename.endswith("toc.ncx"):
                new.writestr(entry, data)
        new.writestr("EPUB/more.txt", "more")
    book.write_bytes(out.getvalue())
    code, said = verify(book)
    assert code == 1
    assert "EPUB/chapter-01.xhtml (" in said
    assert "has “teh” for “the”." in said
    assert "EPUB/toc.ncx is missing or damaged." in said
    assert "EPUB/more.txt was added." in said


def altered(path: Path, alter: Callable[[pikepdf.Pdf], None], target: Path) -> Path:
    with pikepdf.open(path) as pdf:
        alter(pdf)
        pdf.save(target)
    return target


@pytest.mark.parametrize("name", ["pdf", "press", "booklet"])
def test_a_pdf_that_was_saved_by_another_program_is_told(
    made: Editions, verify: Verify, tmp_path: Path, name: str
) -> None:
    path = altered(getattr(made, name), lambda _: None, tmp_path / "saved.pdf")
    code, said = verify(path)
    assert code == 1
    assert "It shows and says the same, but another program has saved it." in said


def test_a_changed_page_and_changed_metadata_are_told(made: Editions, verify: Verify, tmp_path: Path) -> None:
    def alter(pdf: pikepdf.Pdf) -> None:
        pdf.pages[6].contents_add(b"0 0 m 9 9 l S")
        pdf.docinfo.Title = pikepdf.String("Another Title")
        pdf.Root.PageMode = pikepdf.Name.FullScreen

    code, said = verify(altered(made.pdf, alter, tmp_path / "altered.pdf"))
    assert code == 1
    assert "the file's page 7, differs in what is drawn, not in its words." in said
    assert "The document information has “Another Title" in said
    assert "The catalogue's /PageMode" in said
    assert said.count("the file's page") == 1


def test_a_lost_page_is_told(made: Editions, verify: Verify, tmp_path: Path) -> None:
    path = altered(made.pdf, lambda pdf: pdf.pages.__delitem__(11), tmp_path / "short.pdf")
    assert "The number of pages has “11” for “12”." in verify(path)[1]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7\nno more",
        b"PK\x03\x04 no zip",
        b"<!DOCTYPE html><title>A</title>",
        b"\x89PNG\r\n\x1a\n",
    ],
    ids=["empty", "pdf", "zip", "html", "png"],
)
def test_a_stranger_s_file_is_refused_at_once(verify: Verify, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    started = processor_time()
    code, said = verify(path)
    assert processor_time() - started < 5  # the essay is read, nothing is made
    assert code == 1
    assert "it is no edition of this press" in said


def test_a_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(SystemExit) as stopped:
        build.main(["verify", "nowhere.pdf"])
    assert stopped.value.code == 2
