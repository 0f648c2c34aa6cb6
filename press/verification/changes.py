"""Where a file was changed after it was made: a page, a chapter, the metadata."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from itertools import zip_longest

from press.verification.paper import find_in_pdf

WORDS = 6  # shown of a place that differs
TAG = re.compile(r"<[^>]*>")
TITLE = re.compile(r"<title>([^<]*)</title>")
SECTION = re.compile(r'(?=<section class="part)|(?=<main\b)|(?<=</main>)')
HEADING = re.compile(r"<h2\b[^>]*>(.*?)</h2>", re.DOTALL)
LARGEST = 1 << 28  # bytes of a file in a package
METADATA = {"EPUB/package.opf": "The metadata", "META-INF/container.xml": "The container"}


def find_changes(made: bytes, given: bytes) -> list[str]:
    """Return a sentence, one at least, for each place where a file differs from the one that is made."""
    for sign, find in FINDERS.items():
        if made.startswith(sign):
            found = list(find(made, given))
            return found or ["It shows and says the same, but another program has saved it."]
    return ["The picture is another."]


def _in_pdf(made: bytes, given: bytes) -> Iterator[str]:
    for place, first, second in find_in_pdf(made, given):
        yield _tell(place, first, second)


def _in_epub(made: bytes, given: bytes) -> Iterator[str]:
    first, second = _unpack(made), _unpack(given)
    for name in dict.fromkeys([*first, *second]):
        before, after = first.get(name), second.get(name)
        if before is None:
            yield f"{name} was added."
        elif after is None:
            yield f"{name} is missing or damaged."
        elif before != after:
            text, other = before.decode(errors="replace"), after.decode(errors="replace")
            title = TITLE.search(text)
            place = METADATA.get(name) or (f"{name} ({unescape(title[1])})" if title else name)
            yield _tell(place, text, other)


def _unpack(data: bytes) -> Mapping[str, bytes]:
    """Return a package's files, without those that are larger than any that the press makes."""
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.file_size <= LARGEST:
                    files[entry.filename] = _read(archive, entry)
    except (zipfile.BadZipFile, OSError, ValueError):
        return {}
    return files


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError):
        return b""


def _in_html(made: bytes, given: bytes) -> Iterator[str]:
    pieces = [SECTION.split(data.decode(errors="replace")) for data in (made, given)]
    for number, (first, second) in enumerate(zip_longest(*pieces, fillvalue="")):
        if first != second:
            heading = HEADING.search(first)
            chapter = f"The chapter “{_plain(heading[1])}”" if heading and "<section" in first else ""
            yield _tell(chapter or ("The head of the page" if not number else "The page"), first, second)


def _tell(place: str, first: str, second: str) -> str:
    """Say how a place differs: by its words, or else by what is not read."""
    wanted, found = _first_difference(_plain(first).split(), _plain(second).split())
    if not wanted and not found:
        return f"{place} differs in what is drawn, not in its words."
    if not found:
        return f"{place} lacks “{wanted}”."
    if not wanted:
        return f"{place} has “{found}” besides."
    return f"{place} has “{found}” for “{wanted}”."


def _first_difference(first: list[str], second: list[str]) -> tuple[str, str]:
    """Return the words of each from their first difference on, up to where they are the same again."""
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    end = 0
    while end < min(len(first), len(second)) - start and first[-1 - end] == second[-1 - end]:
        end += 1
    return _shown(first[start : len(first) - end]), _shown(second[start : len(second) - end])


def _shown(words: list[str]) -> str:
    more = " …" if len(words) > WORDS else ""
    return " ".join(word[:40] for word in words[:WORDS]) + more


def _plain(html: str) -> str:
    return " ".join(unescape(TAG.sub(" ", html)).split())


FINDERS: dict[bytes, Callable[[bytes, bytes], Iterator[str]]] = {
    b"%PDF-": _in_pdf,
    b"PK": _in_epub,
    b"<!DOCTYPE": _in_html,
}
"""By a file's first bytes, what looks for changes in it."""
