"""The e-book: EPUB 3.3, packaged from templates, the same bytes every time.

chapters    the parts of the essay as files, with their notes and sections
foliation   where the pamphlet's pages begin, and lists of them
access      what the finished files say of their accessibility
package     the files, listed, ordered and zipped
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from defusedxml.ElementTree import ParseError, fromstring

from press.cover import lay_out_cover
from press.dates import edition_time
from press.design import Design, face_rule
from press.drawings import with_faces
from press.editions.access import STANDARD, Access, judge
from press.editions.chapters import Adapter, Chapter, chapter_file, find_files, make_chapters, name_languages
from press.editions.foliation import draw_mark, list_all, list_front, name_source
from press.editions.package import MEDIA_TYPE, Item, order_targets, pack, page_item
from press.editions.pagelist import Folios, front_pages, list_pages
from press.editions.parts import make_html_parts
from press.editions.quoted import tell_quoted
from press.editions.work import COVER_SIZE, Work
from press.editions.works import link_to_places
from press.errors import BrokenTemplate, Problem
from press.fonts import subset
from press.layout import Layout
from press.memory import remembered
from press.metadata import RECORD_SCHEMA, identifier_of
from press.model import Artifact, Document, Image, Part
from press.templating import HERE, Templates, resolve_vars

SHEETS = ("shared/tokens.css", "shared/prose.css", "epub/epub.css", "epub/essay.css")
COVER = "images/cover.png"


def make_epub(work: Work) -> tuple[Artifact, ...]:
    """Make the e-book, and its cover as a file of its own for bookshops."""
    document, design, templates = work.document, work.design, work.templates
    parts = _parts(work)
    pictures = {
        name: f"images/{number:02d}{PurePosixPath(name).suffix.lower()}"
        for number, name in enumerate(document.images, start=1)
    }
    values = _values(work, parts, pictures)
    pages = _pages(values, templates)
    cover = _draw(lay_out_cover(document, design, templates, *COVER_SIZE))
    items = [
        *pages,
        Item("toc.ncx", "application/x-dtbncx+xml", _ncx(pages, values, templates)),
        Item(COVER, "image/png", cover, "cover-image"),
        *(_image(document.images[name], pictures[name], design) for name in pictures),
        *_styles(design, templates, pages),
    ]
    access = judge({item.name: item.data for item in items}, unchecked=_has_own_pages(templates))
    more = _listed(items, pages, access, document)
    package = templates.render("epub/package.opf.jinja", **values, **more)
    data = pack(items, package, templates.render("epub/container.xml.jinja"))
    slug = document.settings.slug
    return (
        Artifact("epub", f"{slug}.epub", MEDIA_TYPE, data, summary=more["told"]),
        Artifact("cover-image", f"{slug}-cover.png", "image/png", cover),
    )


@remembered
def _draw(cover: Layout) -> bytes:
    return cover.picture(0)


def _parts(work: Work) -> tuple[Part, ...]:
    """Return the parts as the e-book has them."""
    document = work.document
    numbered = document.settings.chapter_numbers != "none"
    linked = link_to_places(document.screen_parts, document.terms, numbered=numbered)
    return tell_quoted(linked, work.quoted, document.terms)


def _values(work: Work, parts: Sequence[Part], pictures: Mapping[str, str]) -> dict[str, Any]:
    """Return what every template of the e-book knows."""
    document, settings = work.document, work.document.settings
    terms = document.terms
    files = {page.identifier: chapter_file(page.place) for page in list_pages(work.starts, parts)}
    adapter = Adapter(files | find_files(parts), pictures, terms)
    folios = Folios(work.starts, lambda label, _: draw_mark(label, terms["page"]))
    written = make_html_parts(parts, settings, adapter.adapt, folios)
    front = list_front(front_pages(work.starts, written), terms)
    return {
        "settings": settings,
        "terms": terms,
        "chapters": make_chapters(parts, written, settings.language),
        "families": (work.design.text.name, work.design.display.name),
        "identifier": identifier_of(settings),
        "stamp": document.stamp,
        "schema": RECORD_SCHEMA,
        "modified": edition_time(settings.date).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "front": front,
        "folios": list_all(front, list_pages(work.starts, written), terms),
        "source": name_source(settings),
    }


def _pages(values: Mapping[str, Any], templates: Templates) -> list[Item]:
    """Return the pages in the order in which they are read."""

    def render(name: str, **more: Any) -> str:
        return templates.render(f"epub/{name}.xhtml.jinja", **values, **more)

    front = [page_item(f"{name}.xhtml", render(name)) for name in ("cover", "title", "imprint")]
    nav = page_item("nav.xhtml", render("nav"), "nav")
    chapters = [_chapter(chapter, render("chapter", chapter=chapter)) for chapter in values["chapters"]]
    return [*front, nav, *chapters]


def _chapter(chapter: Chapter, xhtml: str) -> Item:
    """Return a chapter's file. Raises BrokenTemplate where its template made it ill-formed."""
    xhtml = name_languages(xhtml)
    try:
        fromstring(xhtml)
    except ParseError as error:
        text = xhtml.splitlines()[error.position[0] - 1].strip()[:80]
        fact = f"epub/chapter.xhtml.jinja makes XHTML that is not well-formed ({error}), near `{text}`."
        raise BrokenTemplate(Problem(fact, "Close every element, quote every attribute.")) from None
    return page_item(chapter.file, xhtml)


def _ncx(pages: Sequence[Item], values: Mapping[str, Any], templates: Templates) -> bytes:
    """Return the contents and the list of pages for readers of EPUB 2."""
    sections = {section.target for chapter in values["chapters"] for section in chapter.sections}
    wanted = sections | {chapter.file for chapter in values["chapters"]}
    folios = values["folios"]
    order = order_targets(pages, wanted | {folio.target for folio in folios})
    highest = max((int(folio.label) for folio in folios if folio.kind == "normal"), default=0)
    return templates.render("epub/toc.ncx.jinja", order=order, highest=highest, **values).encode()


def _listed(
    items: Sequence[Item], pages: Sequence[Item], access: Access, document: Document
) -> dict[str, Any]:
    """Return what the package document tells besides.

    The certifier is who publishes the book, and answers for it; where nobody does there is no claim.
    """
    settings = document.settings
    someone = bool(settings.publisher or settings.authors)
    faults = (*access.faults, *(["nobody stands for it"] if not someone else []))
    return {
        "items": items,
        "cover": next(item for item in items if item.name == COVER),
        # A contents page that the essay does not want is left to the reading system's own panel.
        "spine": [page for page in pages if settings.contents or page.properties != "nav"],
        "access": access,
        "summary": access.summary(document.terms, claims=not faults),
        "standard": "" if faults else STANDARD,
        "told": f"The e-book does not claim to be accessible: {'; '.join(faults)}." if faults else "",
    }


def _image(image: Image, name: str, design: Design) -> Item:
    return Item(name, image.media_type, with_faces(image, design))


def _styles(design: Design, templates: Templates, pages: Sequence[Item]) -> list[Item]:
    """Return the style sheet and the faces, cut down to the characters of the book.

    A fallback has only those that the text face lacks, and all where a mark joins them that is to combine.
    """
    text = "".join(page.data.decode() for page in pages)
    characters = set(text) - {"\n"}
    cuts = design.cuts(characters, code="<code" in text)
    lacking = {character for character in characters if not cuts["text"].face.has(character)}
    spare = characters if any(map(unicodedata.combining, lacking)) else lacking
    fonts, rules = [], ""
    for use, cut in cuts.items():
        name = f"fonts/{use}.woff2"
        fonts.append(Item(name, "font/woff2", subset(cut, spare if "fallback" in use else characters)))
        rules += face_rule(cut.face.family, cut, name)
    css = rules + resolve_vars(templates.style(*SHEETS), design.screen_values())
    return [Item("style.css", "text/css", css.encode()), *fonts]


def _has_own_pages(templates: Templates) -> bool:
    """Tell whether the essay has templates or rules of its own for the e-book."""
    own = templates.essay / "templates"
    replaced = own.resolve() != HERE and any((own / kind).is_dir() for kind in ("epub", "shared"))
    return replaced or "{" in templates.style("epub/essay.css")
