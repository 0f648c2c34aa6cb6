"""The slip itself: a chapter in Markdown, and a sheet of the pamphlet's width that is laid into it."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pikepdf

from press.design import Design, face_rule
from press.errata.comparison import Change
from press.errata.places import Spot
from press.errata.words import words_of
from press.fonts import instance
from press.geometry import LINE
from press.layout import SCHEME, Layout, lay_out
from press.metadata import READING, about, write_metadata
from press.model import Artifact
from press.settings import Settings
from press.tagging import retag
from press.templating import Templates, root_rule
from press.terms import words_for

SHEETS = ("shared/tokens.css", "print/errata.css")
SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~^$@'\"&]|-(?=-)|\.(?=\.\.))")
"""What Markdown might take for a sign of its own, within a line."""
LONG = 12  # words; of a longer passage that is to go, the first and the last are named
ENDS = 4
LEAST = 8  # lines of a slip


@dataclass(frozen=True)
class Entry:
    """An erratum as it is told. `wrong` and `right` are words; with `is_whole` a paragraph of them."""

    page: str
    place: str
    wrong: str
    right: str
    is_whole: bool


@dataclass(frozen=True)
class Slip:
    """The errata of one edition. `edition` is the ID of the printed one."""

    settings: Settings
    edition: str
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, settings: Settings, edition: str, found: Sequence[tuple[Change, Spot | None]]) -> Slip:
        """Make a slip from changes and their places, in the order of the pages; a page's notes come last."""
        words = words_of(settings.language)
        ordered = sorted(found, key=lambda item: _order(item[1]))
        return cls(settings, edition, tuple(_entry(change, spot, words) for change, spot in ordered))


def _order(spot: Spot | None) -> tuple[int, int, int]:
    return (spot.page, spot.note, spot.line) if spot else (-1, 0, 0)


def _entry(change: Change, spot: Spot | None, words: Mapping[str, str]) -> Entry:
    page = words["page"].format(spot.label) if spot else "?"
    place = words["note"].format(spot.note) if spot and spot.note else ""
    place = words["line"].format(spot.line) if spot and spot.line else place
    return Entry(page, place, _shortened(change.wrong), " ".join(change.right), change.is_whole)


def _shortened(words: Sequence[str]) -> str:
    if len(words) <= LONG:
        return " ".join(words)
    return " ".join((*words[:ENDS], "…", *words[-ENDS:]))


# ---- The chapter ---------------------------------------------------------------------------------


def write_chapter(slip: Slip) -> str:
    """Return the errata as a chapter of the essay: a line for each."""
    words = words_of(slip.settings.language)
    lines = [f"# {words['errata']} {{.unnumbered}}", ""]
    lines += [f"- {_tell(entry, words)}" for entry in slip.entries]
    return "\n".join(lines) + "\n"


def _tell(entry: Entry, words: Mapping[str, str]) -> str:
    where = ", ".join(filter(None, [entry.page, entry.place]))
    return f"{where[:1].upper()}{where[1:]}: {_said(entry, words, _escape)}"


def _said(entry: Entry, words: Mapping[str, str], escape: Callable[[str], str]) -> str:
    wrong, right = escape(entry.wrong), escape(entry.right)
    if not entry.is_whole:
        return f"*{words['for']}* {wrong} *{words['read']}* {right}"
    return f"*{words['omit']}* {wrong}" if wrong else f"*{words['add']}* {right}"


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)


# ---- The sheet -----------------------------------------------------------------------------------


def write_slip(slip: Slip, design: Design, templates: Templates) -> tuple[tuple[Artifact, ...], int]:
    """Return the chapter and the sheet, and how many errata the sheet has no room for."""
    settings = slip.settings
    sheet = make_sheet(slip, design, templates)
    facts = about(settings)
    title = f"{words_of(settings.language)['errata']}: {facts.title}"
    with pikepdf.open(io.BytesIO(sheet.layout.write()[0])) as pdf:
        retag(pdf, settings.pdf_standard, words_for(settings.language, settings.terms))
        write_metadata(pdf, replace(facts, title=title), READING[settings.pdf_standard], "errata")
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    name = f"{settings.slug}-errata"
    chapter = Artifact("errata", f"{name}.md", "text/markdown", write_chapter(slip).encode())
    return (chapter, Artifact("errata", f"{name}.pdf", "application/pdf", out.getvalue(), 1)), sheet.left


@dataclass(frozen=True)
class Sheet:
    """A laid-out slip; `left` errata found no room on it."""

    layout: Layout
    left: int


def make_sheet(slip: Slip, design: Design, templates: Templates) -> Sheet:
    """Lay out the slip, of the pamphlet's width, as short as it can be and no taller than one page."""
    setter = _Setter(slip, design, templates)
    tallest = int(design.page.height // LINE)
    count = _most(len(slip.entries), lambda count: setter.fits(count, tallest))
    height = tallest - _most(tallest - LEAST, lambda less: setter.fits(count, tallest - less))
    return Sheet(setter.lay_out(count, height), len(slip.entries) - count)


def _most(highest: int, holds: Callable[[int], bool]) -> int:
    """Return the highest number from 0 for which something holds that holds for all lower ones."""
    low = 0
    while low < highest:
        middle = (low + highest + 1) // 2
        low, highest = (middle, highest) if holds(middle) else (low, middle - 1)
    return low


class _Setter:
    """Lays out as many errata as are wanted on a sheet of a height."""

    def __init__(self, slip: Slip, design: Design, templates: Templates) -> None:
        self.slip, self.design, self.templates = slip, design, templates
        self.words = words_of(slip.settings.language)
        characters = set(self._render(len(slip.entries)))
        self.resources: dict[str, tuple[bytes, str]] = {}
        self.faces = ""
        for use, cut in design.cuts(characters).items():
            url = f"{SCHEME}font/{use}"
            self.resources[url] = (instance(cut), "font/ttf")
            self.faces += face_rule(cut.face.family, cut, url)

    def _render(self, count: int) -> str:
        return self.templates.render(
            "print/errata.html.jinja",
            settings=self.slip.settings,
            words=self.words,
            edition=self.slip.edition,
            entries=self.slip.entries[:count],
            left=len(self.slip.entries) - count,
        )

    def lay_out(self, count: int, lines: int) -> Layout:
        """Lay out the first errata on a sheet of so many lines."""
        values = self.design.paper_values() | {"page-height": f"{lines * LINE:g}px"}
        css = self.faces + root_rule(values) + self.templates.style(*SHEETS)
        return lay_out(self._render(count), css, self.resources)

    def fits(self, count: int, lines: int) -> bool:
        """Tell whether they fit."""
        return len(self.lay_out(count, lines).pages.pages) == 1
