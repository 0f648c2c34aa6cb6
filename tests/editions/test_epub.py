"""The e-book, unpacked and judged."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from defusedxml.ElementTree import fromstring
from PIL import Image

from press.checks.ebook import validate
from tests.reading import ROOT, Editions, print_editions

pytestmark = pytest.mark.slow


def texts(epub: Path) -> dict[str, str]:
    with zipfile.ZipFile(epub) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml")}


def test_epubcheck_has_nothing_to_say(editions: Editions) -> None:
    assert validate(editions.epub) == []


def test_the_mimetype_is_first_and_stored(editions: Editions) -> None:
    with zipfile.ZipFile(editions.epub) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
        assert archive.read(first) == b"application/epub+zip"


def test_every_link_leads_somewhere_and_every_note_has_its_way_back(editions: Editions) -> None:
    files = texts(editions.epub)
    ids = {name: set(re.findall(r'\sid="([^"]+)"', text)) for name, text in files.items()}
    links = 0
    for name, text in files.items():
        fromstring(text)
        for target in re.findall(r'<a [^>]*?href="(?!https?:)([^"]+)"', text):
            file, _, anchor = target.partition("#")
            there = normpath(join(dirname(name), file)) if file else name
            assert there in ids, target
            assert not anchor or anchor in ids[there], target
            links += 1
        marks = re.findall(r'<a [^>]*epub:type="noteref"[^>]*>', text)
        called = [
            (re.findall(r'href="#(.+?)"', mark)[0], re.findall(r'id="(.+?)"', mark)[0]) for mark in marks
        ]
        assert len(called) == text.count('epub:type="noteref"') == text.count('epub:type="footnote"')
        for note, reference in called:
            assert f'<aside class="note" id="{note}"' in text
            assert f'href="#{reference}"' in text
    assert links > 100


def test_styles_are_for_old_readers_and_fonts_are_inside(editions: Editions) -> None:
    with zipfile.ZipFile(editions.epub) as archive:
        css = archive.read("EPUB/style.css").decode()
        assert "var(" not in css
        named = set(re.findall(r'url\("([^"]+)"\)', css))
        assert named == {name.removeprefix("EPUB/") for name in archive.namelist() if "/fonts/" in name}
        with archive.open("EPUB/images/cover.png") as file, Image.open(file) as cover:
            assert cover.size == (1600, 2560)


def test_two_builds_are_the_same_bytes(editions: Editions, tmp_path: Path) -> None:
    again = print_editions(ROOT, tmp_path)
    assert again.epub.read_bytes() == editions.epub.read_bytes()
    assert again.html.read_bytes() == editions.html.read_bytes()
