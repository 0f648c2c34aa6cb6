"""What finished pages hold, read off their HTML or XHTML: headings, pictures, tables, notes, page marks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
MEDIA = {"audio", "canvas", "embed", "iframe", "marquee", "object", "script", "video"}
"""Elements that may sound, move or flash."""
NOTES = {"doc-footnote", "doc-endnote"}
PAGE, PAGES, CONTENTS = {"doc-pagebreak", "pagebreak"}, {"doc-pagelist", "page-list"}, {"doc-toc", "toc"}
HEADING = re.compile(r"h([1-6])$")

Attributes = dict[str, str | None]


@dataclass
class Facts:
    """What pages hold.

    `headings` are pairs of levels, that of the heading before (or 0) and its own; `tables` tell of each table
    whether it has header cells.

    `alternatives` has an entry for each picture but the cover: None for one that lacks its alternative, and
    an empty text for an ornament. `sources` are the addresses of pictures; `styles` are style sheets,
    `inline` those of attributes; `moves_focus` tells whether a tabindex asks for another order.
    """

    pages: int = 0
    has_text: bool = False
    languages: int = 0
    alternatives: list[str | None] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)
    tables: list[bool] = field(default_factory=list)
    formulas: int = 0
    media: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    page_marks: list[str] = field(default_factory=list)
    page_links: int = 0
    contents_links: int = 0
    called: list[str] = field(default_factory=list)
    notes: set[str] = field(default_factory=set)
    moves_focus: bool = False


def read_facts(texts: Iterable[str]) -> Facts:
    """Read pages, one after the other."""
    facts = Facts()
    for text in texts:
        reader = _Reader(facts)
        reader.feed(text)
        reader.close()
    return facts


class _Reader(HTMLParser):
    """Reads one page. HTML and XHTML are read alike, since only names, attributes and words count."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(convert_charrefs=True)
        self.facts = facts
        self.facts.pages += 1
        self.open: list[tuple[str, set[str]]] = []
        self.tables: list[int] = []
        self.level = 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go over an element that XHTML closes at once."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        given: Attributes = dict(attrs)
        kinds = set(f"{given.get('role') or ''} {given.get('epub:type') or ''}".split())
        self._note_kinds(tag, given, kinds)
        if tag in ("img", "svg"):
            self._note_picture(tag, given, kinds)
        elif tag == "table":
            self.tables.append(len(self.facts.tables))
            self.facts.tables.append(False)
        elif tag == "th" and self.tables:
            self.facts.tables[self.tables[-1]] = True
        elif found := HEADING.match(tag):
            before, self.level = self.level, int(found[1])
            self.facts.headings.append((before, self.level))
        elif tag == "a":
            self._note_link(given, kinds)
        if tag not in VOID:
            self.open.append((tag, kinds))

    def _note_kinds(self, tag: str, given: Attributes, kinds: set[str]) -> None:
        facts = self.facts
        facts.roles |= set((given.get("role") or "").split())
        facts.languages += tag == "html" and bool(given.get("lang"))
        facts.formulas += tag == "math"
        facts.media |= {tag} & MEDIA
        facts.moves_focus |= re.fullmatch(r"\s*\+?0*[1-9]\d*\s*", given.get("tabindex") or "") is not None
        if given.get("style"):
            facts.inline.append(str(given["style"]))
        if kinds & PAGE:
            facts.page_marks.append(given.get("aria-label") or given.get("title") or "")
        if kinds & NOTES:
            facts.notes.add(given.get("id") or "")

    def _note_picture(self, tag: str, given: Attributes, kinds: set[str]) -> None:
        self.facts.sources.append(given.get("src") or "")
        if "doc-cover" in kinds:
            return
        if given.get("aria-hidden") == "true" or given.get("role") in ("presentation", "none"):
            alternative: str | None = ""
        elif tag == "svg":
            alternative = given.get("aria-label")
        else:
            alternative = (given.get("alt") or "") if "alt" in given else None
        self.facts.alternatives.append(alternative)

    def _note_link(self, given: Attributes, kinds: set[str]) -> None:
        around = {kind for _, kinds_of_it in self.open for kind in kinds_of_it}
        self.facts.page_links += bool(around & PAGES)
        self.facts.contents_links += bool(around & CONTENTS)
        if "doc-noteref" in kinds:
            self.facts.called.append((given.get("href") or "").rpartition("#")[2])

    def handle_endtag(self, tag: str) -> None:
        """Go out of an element, and of those that were left open in it."""
        if tag not in (name for name, _ in self.open):
            return
        while self.open.pop()[0] != tag:
            pass
        if tag == "table":
            self.tables.pop()

    def handle_data(self, data: str) -> None:
        """Read words, or a style sheet."""
        inside = {name for name, _ in self.open}
        if "style" in inside:
            self.facts.styles.append(data)
        if not data.strip() or inside & {"head", "style", "script"}:
            return
        self.facts.has_text = True
