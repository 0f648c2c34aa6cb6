"""The chapters of an e-book: each a file, its notes gathered at its end, its links leading across files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from press.ast import ATTR_AT, Node, classes, each, identifier, raw, rewrite, stringify
from press.editions.notes import Lifter, reference_id
from press.editions.parts import HtmlPart
from press.foreign import RAW, read_tags
from press.layout.hyphens import find_divisions
from press.model import Part

REFERENCE = {"epub:type": "noteref", "role": "doc-noteref"}
ASIDE = {"epub:type": "footnote", "role": "doc-footnote"}
NOTES = Markup(
    '<section class="notes" epub:type="endnotes" role="doc-endnotes" aria-labelledby="notes-{0}">'
    '<h2 class="unseen" id="notes-{0}">{1}</h2>'
)
"""A note pops up as a `footnote` alone (Apple's asset guide); a chapter's are DPUB-ARIA's endnotes."""
LISTS = {"list-of-fig": "loi", "list-of-tbl": "lot"}
KINDS = {"register": "appendix"}
ROLES = {"appendix": "doc-appendix", "chapter": "doc-chapter", "bibliography": "doc-bibliography"}
"""What DPUB-ARIA 1.1 has a role for, of the kinds of EPUB 3 Structural Semantics 1.1 that occur here."""
SECTION = re.compile(r'<h2\b[^>]*?\sid="(?!notes-)([^"]+)"[^>]*>(.*?)</h2>', re.DOTALL)
CALL = re.compile(r'<a [^>]*epub:type="noteref".*?</a>|<[^>]+>', re.DOTALL)
CELL = re.compile(r"(?<=<t[dh])[^>]*>.*?(?=</t[dh]>)", re.DOTALL)
PIECE = re.compile(r"<(code|math)\b.*?</\1>|<[^>]+>|&#?\w+;|^[^>]*>|[^<&]+", re.DOTALL)
DIVIDED = (8, 3, 3)  # letters: of a word that may be divided, before the first place, after the last one
LANGUAGE = re.compile(r'(<[a-zA-Z][^<>]*?)\slang="([^"]*)"(?![^<>]*\sxml:lang=)')


@dataclass(frozen=True)
class Section:
    """A heading within a chapter: where it is, and its words as HTML without elements."""

    target: str
    title: Markup


@dataclass(frozen=True)
class Chapter:
    """A part of the e-book; `kind` is its epub:type, `role` the role of ARIA that goes with it, if any."""

    part: HtmlPart
    file: str
    kind: str
    sections: tuple[Section, ...]

    @property
    def role(self) -> str:
        """The role of DPUB-ARIA, or an empty text."""
        return ROLES.get(self.kind, "")

    @property
    def matter(self) -> str:
        """The division of the book that it belongs to."""
        return "bodymatter" if self.kind == "chapter" else "backmatter"


def chapter_file(place: int) -> str:
    """Return the name of the file of a part, counted from 1."""
    return f"chapter-{place:02d}.xhtml"


def make_chapters(parts: Sequence[Part], written: Sequence[HtmlPart], language: str) -> list[Chapter]:
    """Tell what each part is and what its sections are; `written` are the same parts as HTML."""
    chapters = []
    for place, (part, page) in enumerate(zip(parts, written, strict=True), start=1):
        file = chapter_file(place)
        lists = (LISTS[name] for node in each(part.blocks, "Div") for name in classes(node) if name in LISTS)
        sections = tuple(
            Section(f"{file}#{name}", Markup(CALL.sub("", title).strip()))
            for name, title in SECTION.findall(page.body)
        )
        page = replace(page, body=Markup(divide_cells(page.body, language)))  # noqa: PLW2901
        chapters.append(Chapter(page, file, next(lists, KINDS.get(part.role, part.role)), sections))
    return chapters


def divide_cells(html: str, language: str) -> str:
    """Put soft hyphens into the long words of tables, which would else not fit a telephone in large type."""
    style = {"hyphens": "auto", "hyphenate_limit_chars": DIVIDED, "lang": language}

    def divide(piece: re.Match[str]) -> str:
        text = piece[0]
        if text[0] in "<&" or text.endswith(">"):
            return text
        plain = text.replace("’", " ")  # A word's genitive must not keep it whole.
        for place in reversed(list(find_divisions(plain, lambda _: style))):
            text = text[:place] + "\u00ad" + text[place:]
        return text

    return CELL.sub(lambda cell: PIECE.sub(divide, cell[0]), html)


def name_languages(xhtml: str) -> str:
    """Let every element that has a `lang` say so in XML's way too (EPUB 3.3, 6.1.1: both, and alike)."""
    return LANGUAGE.sub(r'\1 lang="\2" xml:lang="\2"', xhtml)


def find_files(parts: Sequence[Part]) -> dict[str, str]:
    """Return the file that each identifier is in."""
    files: dict[str, str] = {}
    for place, part in enumerate(parts, start=1):
        files[part.identifier] = chapter_file(place)
        names = [identifier(node) for node in each(part.blocks, *ATTR_AT)]
        files |= {name: chapter_file(place) for name in names if name}
        notes = enumerate(each(part.blocks, "Note"), start=1)
        files |= {reference_id(str(place), number): chapter_file(place) for number, _ in notes}
        by_hand = [tag.get("id") for node in each(part.blocks, *RAW) for tag in read_tags(node["c"][1])]
        files |= {name: chapter_file(place) for name in by_hand if name}
    return files


@dataclass(frozen=True)
class Adapter:
    """Fits a part to the e-book: `files` are those of identifiers, `pictures` the names of images there."""

    files: Mapping[str, str]
    pictures: Mapping[str, str]
    terms: Mapping[str, str]

    def adapt(self, part: Part, place: int) -> list[Node]:
        """Return a part's blocks with its notes at the end, links and images pointing across the package."""
        lifter = Lifter(str(place), self.terms["back_to_text"], REFERENCE, ASIDE)
        blocks = lifter.lift(part.blocks)
        if notes := lifter.take():
            head = NOTES.format(place, self.terms["notes"])
            blocks += [raw(str(head), block=True), *notes, raw("</section>", block=True)]

        def visit(node: Node) -> list[Node] | None:
            if node["t"] == "Image":
                attributes, inlines, (name, title) = node["c"]
                return [{"t": "Image", "c": [attributes, inlines, [self.pictures[name], title]]}]
            if node["t"] != "Link" or not node["c"][2][0].startswith("#"):
                return None
            (name, kinds, pairs), inlines, (target, title) = node["c"]
            if "note-reference" in kinds:
                pairs = [*pairs, ["aria-label", f"{self.terms['note']} {stringify(inlines)}"]]
            file = self.files.get(target[1:], chapter_file(place))
            address = target if file == chapter_file(place) else file + target
            return [{"t": "Link", "c": [[name, kinds, pairs], rewrite(inlines, visit), [address, title]]}]

        result: list[Node] = rewrite(blocks, visit)
        return result
