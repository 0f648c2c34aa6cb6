"""The web edition: one file that needs nothing else, its faces, drawings and styles inside."""

from __future__ import annotations

import base64
from collections.abc import Mapping

from markupsafe import Markup

from press.ast import Node, rewrite
from press.cover import make_cover
from press.dates import edition_time
from press.design import Design, face_rule
from press.drawings import with_faces
from press.editions.notes import Lifter
from press.editions.pagelist import Folios, front_pages, list_pages, page_id
from press.editions.parts import make_html_parts
from press.editions.work import Work
from press.editions.works import link_to_places
from press.fonts import subset
from press.model import Artifact, Document, Part
from press.templating import root_rule

SHEETS = ("shared/tokens.css", "shared/prose.css", "web/web.css", "web/essay.css")
REFERENCE = {"role": "doc-noteref"}
ASIDE = {"role": "doc-footnote"}
ART = (1600, 640)  # px: the drawing at the head of the page
WORDS_PER_MINUTE = 238  # silent reading of non-fiction in English: Brysbaert 2019


def make_html(work: Work) -> Artifact:
    """Make the web edition."""
    document, design, templates = work.document, work.design, work.templates
    settings = document.settings
    pictures = {
        name: data_url(with_faces(image, design), image.media_type) for name, image in document.images.items()
    }
    parts = make_html_parts(
        link_to_places(document.screen_parts, document.terms),
        settings,
        lambda part, place: _adapt(part, place, document, pictures),
        Folios(work.starts, lambda label, in_link: draw_page(label, document.terms["page"], in_link=in_link)),
    )
    values = {
        "settings": settings,
        "terms": document.terms,
        "parts": parts,
        "pages": list_pages(work.starts, parts),
        "front": front_pages(work.starts, parts),
        "families": (design.text.name, design.display.name),
        "cover": make_cover(design, *ART),
        "minutes": round(document.words / WORDS_PER_MINUTE),
        "date": edition_time(settings.date).strftime("%Y-%m-%d"),
    }
    plain = templates.render("web/page.html.jinja", style=Markup(), **values)
    css = _faces(design, plain) + root_rule(design.screen_values()) + templates.style(*SHEETS)
    html = templates.render("web/page.html.jinja", style=Markup(css), **values)
    return Artifact("html", f"{settings.slug}.html", "text/html", html.encode())


def draw_page(label: str, word: str, *, in_link: bool) -> str:
    """Return the mark of a printed page: a place, and beside the text its number, which links to it."""
    mark = f'<span class="page" role="doc-pagebreak" id="{page_id(label)}" aria-label="{word} {label}"'
    if in_link:
        return f'{mark} data-page="{label}"></span>'
    link = f'<a href="#{page_id(label)}" data-page="{label}" aria-hidden="true" tabindex="-1"></a>'
    return f"{mark}></span>{link}"


def _adapt(part: Part, place: int, document: Document, pictures: Mapping[str, str]) -> list[Node]:
    """Set each block's notes right after it, where they can stand beside it or open below it."""

    def address(node: Node) -> list[Node] | None:
        if node["t"] != "Image":
            return None
        attributes, inlines, (name, title) = node["c"]
        return [{"t": "Image", "c": [attributes, inlines, [pictures[name], title]]}]

    lifter = Lifter(str(place), document.terms["back_to_text"], REFERENCE, ASIDE)
    blocks = [piece for block in part.blocks for piece in (*lifter.lift([block]), *lifter.take())]
    result: list[Node] = rewrite(blocks, address)
    return result


def _faces(design: Design, html: str) -> str:
    """Return @font-face rules with the faces inside, cut down to the characters of the page."""
    characters = set(html) - {"\n"}
    return "".join(
        face_rule(cut.face.family, cut, data_url(subset(cut, characters), "font/woff2"))
        for cut in design.cuts(characters, code="<code" in html).values()
    )


def data_url(data: bytes, media_type: str) -> str:
    """Return data as a URL that holds it."""
    return f"data:{media_type};base64,{base64.b64encode(data).decode()}"
