"""The pamphlet as a PDF: notes at the foot, openings, one layout by the press's own page."""

from __future__ import annotations

from press.ast import Node, attr, each, rewrite, span
from press.cover import make_cover
from press.design import Design, face_rule
from press.editions.parts import make_html_parts
from press.equations import draw_equations
from press.layout import SCHEME, lay_out
from press.model import Artifact, Document, Part
from press.templating import Templates, root_rule

SHEETS = ("shared/tokens.css", "shared/prose.css", "print/print.css", "print/cover.css", "print/essay.css")
NOTE_BLOCKS = ("Para", "Plain", "LineBlock")
OPENING_WORDS, OPENING_LETTERS = 3, 16
LONGEST_HELD = 24
"""An opening in small caps is at least so many words and letters long, if the sentence is."""


def make_pdf(document: Document, design: Design, templates: Templates) -> Artifact:
    """Typeset the pamphlet."""
    settings = document.settings
    resources = {f"{SCHEME}{name}": (image.data, image.media_type) for name, image in document.images.items()}
    parts = make_html_parts(document.parts, settings, lambda part, _: _adapt(part, settings.opening, resources))
    cuts = design.cuts()
    faces = ""
    for name, cut in cuts.items():
        url = f"{SCHEME}font/{cut.face.path.name}"
        resources[url] = (cut.face.path.read_bytes(), "font/ttf")
        faces += face_rule(cut.face.family, cut, url)
    html = templates.render(
        "print/page.html.jinja", settings=settings, terms=document.terms, parts=parts, page=design.page,
        families=(design.text.name, design.display.name), cover=make_cover(design, design.page.width, design.page.height),
    )  # fmt: skip
    css = faces + root_rule(design.paper_values()) + templates.style(*SHEETS)
    layout = lay_out(html, css, resources)
    data = layout.pages.write_pdf()
    families = tuple({cut.face.family for cut in cuts.values()})
    return Artifact("pdf", f"{settings.slug}.pdf", "application/pdf", data, len(layout.pages.pages), families, layout.findings)


def _adapt(part: Part, opening: str, resources: dict[str, tuple[bytes, str]]) -> list[Node]:
    blocks = to_footnotes(draw_equations(part.blocks, resources))
    if part.role == "chapter" and part.title:
        blocks = set_opening(blocks, opening)
    return rewrite(blocks, _address_image)


def _address_image(node: Node) -> list[Node] | None:
    """Give an image its place on the layout's shelf."""
    if node["t"] != "Image" or node["c"][2][0].startswith(SCHEME):
        return None
    attributes, inlines, (name, title) = node["c"]
    return [{"t": "Image", "c": [attributes, inlines, [SCHEME + name, title]]}]


def to_footnotes(blocks: list[Node]) -> list[Node]:
    """Turn notes into inline spans that the layout floats to the foot of their page.

    A note's paragraphs are set one after the other with a break between them. White space inside a
    floated footnote is not collapsed, so line ends become spaces.
    """

    def place(node: Node) -> list[Node] | None:
        if node["t"] == "SoftBreak":
            return [{"t": "Space"}]
        if node["t"] in ("Para", "Plain"):
            return [{"t": node["t"], "c": rewrite(_hold_references(node["c"]), place)}]
        if node["t"] != "Note":
            return None
        inlines: list[Node] = []
        for leaf in each(node["c"], *NOTE_BLOCKS, "CodeBlock"):
            if inlines:
                inlines.append(span([], "note-paragraph"))
            inlines += _leaf_inlines(leaf)
        return [span(rewrite(inlines, place), "footnote")]

    result: list[Node] = rewrite(blocks, place)
    return result


def _hold_references(inlines: list[Node]) -> list[Node]:
    """Keep a note's reference on the line of the word before it: the layout breaks lines between them."""
    out: list[Node] = []
    for node in inlines:
        if node["t"] == "Note" or (node["t"] == "Cite" and any(each(node["c"][1], "Note"))):
            start = len(out)
            while start and out[start - 1]["t"] == "Str":
                start -= 1
            word = out[start:]
            if word and sum(len(piece["c"]) for piece in word) <= LONGEST_HELD:
                out[start:] = [span([*word, node], "held")]
                continue
        out.append(node)
    return out


def _leaf_inlines(leaf: Node) -> list[Node]:
    if leaf["t"] == "CodeBlock":
        return [{"t": "Code", "c": leaf["c"]}]
    if leaf["t"] == "LineBlock":
        lines = [[*line, {"t": "LineBreak"}] for line in leaf["c"]]
        return [inline for line in lines for inline in line][:-1]
    inlines: list[Node] = leaf["c"]
    return inlines


def set_opening(blocks: list[Node], kind: str) -> list[Node]:
    """Mark a chapter's first paragraph: a drop cap where it begins with a letter, then small caps."""
    if not blocks or blocks[0]["t"] != "Para" or kind == "plain":
        return blocks
    lead, rest = _split_opening(blocks[0]["c"])
    if not lead:
        return blocks
    inlines: list[Node] = []
    first = lead[0]["c"]
    if kind == "drop-cap" and first[0].isalpha():
        inlines.append(span([{"t": "Str", "c": first[0].upper()}], "drop-cap"))
        lead = [{"t": "Str", "c": first[1:]}, *lead[1:]] if first[1:] else lead[1:]
    inlines.append(span(lead, "opening-words"))
    paragraph = {"t": "Para", "c": [*inlines, *rest]}
    return [{"t": "Div", "c": [attr("", "opening", *(["with-drop-cap"] if len(inlines) > 1 else [])), [paragraph]]}, *blocks[1:]]


def _split_opening(inlines: list[Node]) -> tuple[list[Node], list[Node]]:
    """Split off the first words, up to the first mark of punctuation or enough of them."""
    letters = words = 0
    for index, node in enumerate(inlines):
        if node["t"] != "Str":
            if node["t"] != "Space":
                return inlines[:index], inlines[index:]
            continue
        letters, words = letters + len(node["c"]), words + 1
        if (words >= OPENING_WORDS and letters >= OPENING_LETTERS) or not node["c"][-1].isalnum():
            return inlines[: index + 1], inlines[index + 1 :]
    return inlines, []
