"""The pamphlet as a PDF: notes at the foot, openings, one layout by the press's own page."""

from __future__ import annotations

from press.ast import Node, rewrite
from press.cover import make_cover
from press.design import Design, face_rule
from press.editions.paper import (
    drop_last_spaces,
    mark_short_tables,
    set_opening,
    take_in_spaces,
    to_footnotes,
)
from press.editions.parts import make_html_parts
from press.equations import draw_equations
from press.fonts import instance
from press.layout import SCHEME, lay_out
from press.model import Artifact, Document, Part
from press.templating import Templates, root_rule

SHEETS = ("shared/tokens.css", "shared/prose.css", "print/print.css", "print/cover.css", "print/essay.css")


def make_pdf(document: Document, design: Design, templates: Templates) -> Artifact:
    """Typeset the pamphlet."""
    settings = document.settings
    resources = {f"{SCHEME}{name}": (image.data, image.media_type) for name, image in document.images.items()}
    parts = make_html_parts(
        document.parts, settings, lambda part, _: _adapt(part, settings.opening, resources)
    )
    html = templates.render(
        "print/page.html.jinja",
        settings=settings,
        terms=document.terms,
        parts=parts,
        families=(design.text.name, design.display.name),
        cover=make_cover(design, design.page.width, design.page.height),
    )
    faces = ""
    cuts = design.cuts(html, code="<code" in html)
    for use, cut in cuts.items():
        url = f"{SCHEME}font/{use}"
        resources[url] = (instance(cut), "font/ttf")
        faces += face_rule(cut.face.family, cut, url)
    css = faces + root_rule(design.paper_values()) + templates.style(*SHEETS)
    layout = lay_out(drop_last_spaces(html), css, resources)
    data, findings = layout.write()
    families = tuple({cut.face.family for cut in cuts.values()})
    return Artifact(
        "pdf",
        f"{settings.slug}.pdf",
        "application/pdf",
        data,
        len(layout.pages.pages),
        families,
        findings,
    )


def _adapt(part: Part, opening: str, resources: dict[str, tuple[bytes, str]]) -> list[Node]:
    blocks = to_footnotes(draw_equations(part.blocks, resources))
    if part.role == "chapter" and part.title:
        blocks = set_opening(blocks, opening)
    addressed: list[Node] = rewrite(mark_short_tables(blocks), _address_image)
    spaced: list[Node] = take_in_spaces(addressed)
    return spaced


def _address_image(node: Node) -> list[Node] | None:
    """Give an image its place on the layout's shelf."""
    if node["t"] != "Image" or node["c"][2][0].startswith(SCHEME):
        return None
    attributes, inlines, (name, title) = node["c"]
    return [{"t": "Image", "c": [attributes, inlines, [SCHEME + name, title]]}]
