"""The same page in every edition: its first words as they were printed, in the e-book and in the web page."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import tinyhtml5  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring

from tests.printed import ESSAYS, print_pdf
from tests.reading import CITED_ON, Editions, letters

pytestmark = pytest.mark.slow

SCREENS_OWN = {"note", "note-reference", "opener", "cited-at", "proof", "varies"}
ENOUGH = 200
FEWEST = 8
Element = Any


@pytest.fixture(params=ESSAYS)
def essay(request: pytest.FixtureRequest) -> str:
    """The name of each of the essays in turn."""
    return str(request.param)


@pytest.fixture
def printed(essay: str, print_once: Callable[[str, Path], Editions]) -> Editions:
    """The essay's editions."""
    return print_once(essay, ESSAYS[essay])


def words_after_marks(root: Element) -> dict[str, str]:
    """Return what follows the mark of each page, as letters and figures, by the page's label."""
    texts: dict[str, str] = {}
    for kind, what in _walk(root):
        if kind == "mark":
            texts[what] = ""
        else:
            texts = {label: text + what if len(text) < ENOUGH else text for label, text in texts.items()}
    return {label: letters(text) for label, text in texts.items()}


def _walk(element: Element) -> Iterator[tuple[str, str]]:
    if not isinstance(element.tag, str):
        return
    name = element.tag.rpartition("}")[2]
    if element.get("id", "").startswith("page-"):
        yield "mark", element.get("id").removeprefix("page-")
    if name not in {"head", "math", "style", "script"} and not SCREENS_OWN & set(
        (element.get("class") or "").split()
    ):
        yield "text", element.text or ""
        for child in element:
            yield from _walk(child)
            yield "text", child.tail or ""


def in_the_book(epub: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    with zipfile.ZipFile(epub) as archive:
        for name in archive.namelist():
            if "chapter" in name:
                found |= words_after_marks(fromstring(archive.read(name)))
    return found


def only_letters(text: str) -> str:
    """Return a text's letters, without figures, which may be those of notes."""
    return "".join(letter for letter in text if letter.isalpha())


def in_print(pdf: Path) -> dict[str, str]:
    """Return the letters of each page, by its label."""
    with pypdfium2.PdfDocument(pdf) as file:
        return {
            file.get_page_label(number): only_letters(CITED_ON.sub("", page.get_textpage().get_text_range()))
            for number, page in enumerate(file)
        }


def test_every_printed_page_begins_with_the_same_words_in_all_three_editions(
    essay: str, printed: Editions
) -> None:
    pages = in_print(printed.pdf)
    book = in_the_book(printed.epub)
    web = words_after_marks(tinyhtml5.parse(printed.html.read_text(encoding="utf-8")))
    text = [start for start in print_pdf(ESSAYS[essay]).pdf.starts if start.label.isdecimal() and start.part]
    assert [label for label in book if label.isdecimal()] == [start.label for start in text]
    assert [label for label in web if label.isdecimal()] == [start.label for start in text]
    for start in text:
        # In the register it is only the first words of an entry that are the same in print.
        words = letters(start.words[:FEWEST] if start.part == "register" else start.words)
        # A drop cap is not drawn in front of its word.
        assert only_letters(words)[1:] in pages[start.label], start
        assert words, start
        assert book[start.label].startswith(words), start
        assert web[start.label].startswith(words), start


def test_the_list_of_pages_leads_to_every_mark(printed: Editions) -> None:
    with zipfile.ZipFile(printed.epub) as archive:
        nav = archive.read("EPUB/nav.xhtml").decode()
        marks = {
            f"{name.removeprefix('EPUB/')}#{mark}"
            for name in archive.namelist()
            if name.endswith(".xhtml")
            for mark in re.findall(r'epub:type="pagebreak"[^>]*\bid="([^"]+)"', archive.read(name).decode())
        }
    listed = re.findall(r'<a href="([^"]+)">([^<]+)</a>', nav.partition('epub:type="page-list"')[2])
    assert marks == {target for target, _ in listed}
    assert [target.rpartition("page-")[2] for target, _ in listed] == [label for _, label in listed]
    assert len(marks) == len(listed)
