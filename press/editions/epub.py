"""The e-book: EPUB 3.3, packaged from templates, the same bytes every time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from defusedxml.ElementTree import ParseError, fromstring

from press.ast import Node, each, identifier, rewrite
from press.cover import lay_out_cover
from press.dates import edition_time
from press.design import Design, face_rule
from press.drawings import with_faces
from press.editions.notes import Lifter, reference_id
from press.editions.pagelist import Folios, front_pages, list_pages, page_id
from press.editions.parts import HtmlPart, make_html_parts
from press.editions.work import Work
from press.editions.works import link_to_places
from press.errors import BrokenTemplate, Problem
from press.fonts import subset
from press.metadata import identifier_of
from press.model import Artifact, Document, Image, Part
from press.templating import Templates, resolve_vars

MEDIA_TYPE = "application/epub+zip"
XHTML = "application/xhtml+xml"
SHEETS = ("shared/tokens.css", "shared/prose.css", "epub/epub.css", "epub/essay.css")
COVER_SIZE = (1600, 2560)  # px; what the large bookshops ask for
REFERENCE = {"epub:type": "noteref", "role": "doc-noteref"}
PAGE = '<span epub:type="pagebreak" role="doc-pagebreak" id="{}" aria-label="{} {}"></span>'
ASIDE = {"epub:type": "footnote", "role": "doc-footnote"}


@dataclass(frozen=True)
class Item:
    """A file of the package: its name there, media type, contents and manifest properties."""

    name: str
    media_type: str
    data: bytes
    properties: str = ""

    @property
    def identifier(self) -> str:
        """The item's id in the manifest."""
        return "item-" + self.name.replace("/", "-").replace(".", "-")


def make_epub(work: Work) -> tuple[Artifact, ...]:
    """Make the e-book."""
    document, design, templates = work.document, work.design, work.templates
    pictures = {
        name: f"images/{number:02d}{PurePosixPath(name).suffix.lower()}"
        for number, name in enumerate(document.images, start=1)
    }
    screen_parts = link_to_places(document.screen_parts, document.terms)
    files = _file_of_each_id(screen_parts)
    parts = make_html_parts(
        screen_parts,
        document.settings,
        lambda part, place: _adapt(part, place, document, files, pictures),
        Folios(work.starts, lambda label, _: PAGE.format(page_id(label), document.terms["page"], label)),
    )
    values = _values(document, design, parts) | {
        "pages": list_pages(work.starts, parts),
        "front": front_pages(work.starts, parts),
    }
    texts = [_text(name, templates, values) for name in ("cover", "title", "imprint")]
    texts += [_chapter(part, place, templates, values) for place, part in enumerate(parts, start=1)]
    nav = templates.render("epub/nav.xhtml.jinja", **values).encode()
    ncx = templates.render("epub/toc.ncx.jinja", **values).encode()
    cover = lay_out_cover(document, design, templates, *COVER_SIZE)
    items = [
        Item("nav.xhtml", XHTML, nav, "nav"),
        Item("toc.ncx", "application/x-dtbncx+xml", ncx),
        *texts,
        Item("images/cover.png", "image/png", cover.picture(0), "cover-image"),
        *(_image(document.images[name], pictures[name], design) for name in pictures),
        *_styles(design, templates, texts),
    ]
    package = templates.render("epub/package.opf.jinja", items=items, spine=texts, **values)
    data = _pack(items, package, templates.render("epub/container.xml.jinja"))
    return (Artifact("epub", f"{document.settings.slug}.epub", MEDIA_TYPE, data),)


def _values(document: Document, design: Design, parts: list[HtmlPart]) -> dict[str, object]:
    """Return what every template of the e-book knows."""
    return {
        "settings": document.settings,
        "terms": document.terms,
        "parts": parts,
        "chapter_file": chapter_file,
        "families": (design.text.name, design.display.name),
        "identifier": identifier_of(document.settings),
        "modified": edition_time(document.settings.date).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "has_images": bool(document.images),
    }


def chapter_file(place: int) -> str:
    """Return the name of the file of a part, counted from 1."""
    return f"chapter-{place:02d}.xhtml"


def _file_of_each_id(parts: tuple[Part, ...]) -> dict[str, str]:
    """Return the chapter file that each identifier is in."""
    files: dict[str, str] = {}
    for place, part in enumerate(parts, start=1):
        files[part.identifier] = chapter_file(place)
        files |= {identifier(node): chapter_file(place) for node in each(part.blocks) if identifier(node)}
        notes = enumerate(each(part.blocks, "Note"), start=1)
        files |= {reference_id(str(place), number): chapter_file(place) for number, _ in notes}
    return files


def _adapt(
    part: Part, place: int, document: Document, files: Mapping[str, str], pictures: Mapping[str, str]
) -> list[Node]:
    here = chapter_file(place)

    def address(node: Node) -> list[Node] | None:
        """Point images and links across files to where they are in the package."""
        if node["t"] == "Image":
            attributes, inlines, (name, title) = node["c"]
            return [{"t": "Image", "c": [attributes, inlines, [pictures[name], title]]}]
        if node["t"] == "Link" and node["c"][2][0].startswith("#"):
            attributes, inlines, (target, title) = node["c"]
            file = files.get(target[1:], here)
            return [
                {
                    "t": "Link",
                    "c": [
                        attributes,
                        rewrite(inlines, address),
                        [target if file == here else file + target, title],
                    ],
                }
            ]
        return None

    lifter = Lifter(str(place), document.terms["back_to_text"], REFERENCE, ASIDE)
    blocks = lifter.lift(part.blocks)
    result: list[Node] = rewrite([*blocks, *lifter.take()], address)
    return result


def _text(name: str, templates: Templates, values: Mapping[str, object]) -> Item:
    return Item(f"{name}.xhtml", XHTML, templates.render(f"epub/{name}.xhtml.jinja", **values).encode())


def _chapter(part: HtmlPart, place: int, templates: Templates, values: Mapping[str, object]) -> Item:
    """Return a chapter's file. Raises BrokenTemplate where its template made it ill-formed."""
    xhtml = templates.render("epub/chapter.xhtml.jinja", part=part, **values)
    try:
        fromstring(xhtml)
    except ParseError as error:
        text = xhtml.splitlines()[error.position[0] - 1].strip()[:80]
        fact = f"epub/chapter.xhtml.jinja makes XHTML that is not well-formed ({error}), near `{text}`."
        raise BrokenTemplate(Problem(fact, "Close every element, quote every attribute.")) from None
    properties = " ".join(word for word, mark in (("mathml", "<math"), ("svg", "<svg")) if mark in xhtml)
    return Item(chapter_file(place), XHTML, xhtml.encode(), properties)


def _image(image: Image, name: str, design: Design) -> Item:
    return Item(name, image.media_type, with_faces(image, design))


def _styles(design: Design, templates: Templates, texts: list[Item]) -> list[Item]:
    """Return the style sheet and the faces, cut down to the characters of the book."""
    text = "".join(item.data.decode() for item in texts)
    characters = set(text) - {"\n"}
    fonts, rules = [], ""
    for use, cut in design.cuts(characters, code="<code" in text).items():
        name = f"fonts/{use}.woff2"
        fonts.append(Item(name, "font/woff2", subset(cut, characters)))
        rules += face_rule(cut.face.family, cut, name)
    css = rules + resolve_vars(templates.style(*SHEETS), design.screen_values())
    return [Item("style.css", "text/css", css.encode()), *fonts]


def _pack(items: list[Item], package: str, container: str) -> bytes:
    """Zip the package: mimetype first and stored, as OCF 3.3 (4.2.2) wants it, all dated alike."""
    out = io.BytesIO()
    files = {"META-INF/container.xml": container.encode(), "EPUB/package.opf": package.encode()}
    files |= {f"EPUB/{item.name}": item.data for item in items}
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), MEDIA_TYPE)
        for name, data in files.items():
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), data)
    return out.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type, entry.external_attr, entry.create_system = method, 0o644 << 16, 3
    return entry
