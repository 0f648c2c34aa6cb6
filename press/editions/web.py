"""The web edition: one file that needs nothing else, its faces, drawings, styles and scripts inside.

policy       what it may load and run: nothing but itself
webfaces     the faces in it
pictures     the pictures in it
permalinks   links to paragraphs and headings
citeboxes    how to cite it
shades       its colours by day and by night
squeeze      style sheets and scripts without white and comments
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from press.ast import Node, classes, rewrite, stringify, with_attr
from press.citing import Extent, entry_of, json_ld, meta_tags, page_address
from press.cover import make_cover
from press.design import Design
from press.editions.citeboxes import make_citation
from press.editions.notes import Lifter
from press.editions.pagelist import Folios, list_pages, page_id
from press.editions.parts import HtmlPart, make_html_parts
from press.editions.permalinks import add_permalinks
from press.editions.pictures import place_picture
from press.editions.policy import make_policy
from press.editions.quoted import tell_quoted
from press.editions.shades import shades
from press.editions.squeeze import squeeze_script, squeeze_style
from press.editions.webfaces import web_faces
from press.editions.work import COVER_SIZE, Work
from press.editions.works import link_to_places
from press.foreign import for_web, scripts_of, sources_of
from press.memory import remembered
from press.model import Artifact, Image, Part
from press.templating import root_rule

OWN_SHEET = "web/essay.css"
SHEETS = (
    *("shared/tokens.css", "shared/prose.css"),
    *("web/web.css", "web/notes.css", "web/register.css", "web/paper.css", OWN_SHEET),
)
SCRIPTS = ("early", "late")
PAGE = "web/page.html.jinja"
REFERENCE = {"role": "doc-noteref"}
NOTE = {"role": "doc-footnote"}
CLOSED = re.compile(r"<(br|col|hr|img)\b([^>]*?) ?/>")
"""Elements without contents as XHTML writes them; in HTML their slash means nothing."""
ART = (2400, 640)  # px: the drawing at the head of the page
WORDS_PER_MINUTE = 238  # silent reading of non-fiction in English: Brysbaert 2019
FILES = {"pdf": "application/pdf", "epub": "application/epub+zip"}
"""The other editions, which the page links to: whoever prints it prints them too, and puts them beside it.

What happens to lie there when it is made must not tell, or the same essay would give several pages.
"""
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<circle cx="19" cy="16" r="12" fill="{ink}"/><path d="M0 5 24 15 0 23Z" fill="{accent}"/></svg>'
)


def make_html(work: Work) -> Artifact:
    """Make the web edition."""
    templates, settings = work.templates, work.document.settings
    parts = _make_parts(work)
    scripts = {name: squeeze_script(templates.style(f"web/{name}.js")) for name in SCRIPTS}
    values = _values(work, parts) | {"scripts": {name: Markup(text) for name, text in scripts.items()}}
    plain = templates.render(PAGE, style=Markup(), policy="", **values)
    css = _style(work, plain)
    blocks = [block for part in work.document.screen_parts for block in part.blocks]
    more = sources_of(blocks) if settings.allow else {}
    if "script-src" in more:
        more["script-src"] = scripts_of(part.body for part in parts)
    policy = make_policy([*scripts.values(), values["linked_data"]], [css], more)
    html = templates.render(PAGE, style=Markup(css), policy=Markup(policy), **values)
    return Artifact("html", f"{settings.slug}.html", "text/html", html.encode())


def _make_parts(work: Work) -> list[HtmlPart]:
    document = work.document
    numbered = document.settings.chapter_numbers != "none"
    linked = link_to_places(document.screen_parts, document.terms, numbered=numbered)
    parts = make_html_parts(
        tell_quoted(linked, work.quoted, document.terms),
        document.settings,
        lambda part, place: _adapt(part, place, document.images, work.design, document.terms["back_to_text"]),
        Folios(work.starts, lambda label, in_link: draw_page(label, document.terms["page"], in_link=in_link)),
    )
    return [
        replace(part, body=Markup(add_permalinks(CLOSED.sub(r"<\1\2>", str(part.body))))) for part in parts
    ]


def _values(work: Work, parts: list[HtmlPart]) -> dict[str, Any]:
    """Return what the templates know, but for the style sheet, the scripts and the policy."""
    document, design, settings = work.document, work.design, work.document.settings
    entry, minutes = entry_of(settings), max(round(document.words / WORDS_PER_MINUTE), 1)
    beside = {f"{settings.slug}.{suffix}": suffix for suffix in FILES}
    files = {*beside, f"{settings.slug}-cover.png"}
    extent = Extent(document.words, minutes, len(work.starts), files, COVER_SIZE)
    icon = ICON.format(ink=settings.cover.ink, accent=settings.cover.accent)
    return {
        "settings": settings,
        "terms": document.terms,
        "title": entry["title"],
        "tags": meta_tags(settings, entry, extent),
        "linked_data": json_ld(settings, entry, extent, {"version": document.stamp.edition}),
        "stamp": document.stamp,
        "address": page_address(settings),
        "files": [(name, FILES[suffix], suffix.upper()) for name, suffix in beside.items()],
        "icon": f"data:image/svg+xml,{quote(icon)}",
        "parts": parts,
        "pages": list_pages(work.starts, parts),
        "families": (design.text.name, design.display.name),
        "cover": make_cover(design, *ART),
        "citation": make_citation(settings, entry, work.templates),
        "minutes": minutes,
    }


def _style(work: Work, html: str) -> str:
    templates, own = work.templates, work.templates.style(OWN_SHEET)
    values = work.design.screen_values() | shades(work.document.settings.cover)
    sheets = squeeze_style(root_rule(values) + templates.style(*SHEETS))
    return web_faces(work.design, html + sheets, own) + sheets


def draw_page(label: str, word: str, *, in_link: bool) -> str:
    """Return the mark of a printed page: a place, and beside the text its number, which links to it.

    Its name is a title: for axe a span that is a page break has no role, and so no right to an aria-label.
    """
    mark = f'<span class="page" role="doc-pagebreak" id="{page_id(label)}" title="{word} {label}"'
    if in_link:
        return f'{mark} data-page="{label}"></span>'
    link = f'<a href="#{page_id(label)}" data-page="{label}" aria-hidden="true" tabindex="-1"></a>'
    return f"{mark}></span>{link}"


@remembered
def _adapt(
    part: Part, place: int, images: Mapping[str, Image], design: Design, back_to_text: str
) -> list[Node]:
    """Set each block's notes right after it, where they can stand beside it or open below it."""

    def visit(node: Node) -> list[Node] | None:
        if node["t"] == "Image":
            return [place_picture(node, images[node["c"][2][0]], design)]
        if node["t"] == "Link" and stringify(node["c"][1]) == node["c"][2][0] and "uri" not in classes(node):
            name, kinds, pairs = node["c"][0]
            return [with_attr(node, [name, [*kinds, "uri"], pairs])]
        return None

    lifter = Lifter(str(place), back_to_text, REFERENCE, NOTE, plain=True)
    blocks = [piece for block in for_web(part.blocks) for piece in (*lifter.lift([block]), *lifter.take())]
    result: list[Node] = rewrite(blocks, visit)
    return result
