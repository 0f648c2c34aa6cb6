"""The printed pages in the register of quotations: on paper written into it, on screens linked to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape

from press.ast import Node, attributes, classes, link, rewrite, text
from press.editions.pagelist import page_id
from press.model import Part

PLACE = re.compile(r"quoted-(\d+)")
"""The identifier of the place where a quotation begins."""
CLASS = "quoted-on"
ROOM = re.compile(rf'<span class="{CLASS}" data-quotation="(\d+)">(\s*)</span>')


def quoted_pages(folios: Mapping[str, str]) -> dict[int, str]:
    """Return the pages on which quotations begin, by their number; `folios` are those of all identifiers."""
    found = ((PLACE.fullmatch(name), folio) for name, folio in folios.items())
    return {int(place[1]): folio for place, folio in found if place}


def fill_in_quoted(html: str, folios: Mapping[str, str], terms: Mapping[str, str]) -> str:
    """Write the pages into the rooms left for them on paper."""
    pages = quoted_pages(folios)

    def fill(room: re.Match[str]) -> str:
        page = pages[int(room[1])]
        return f'{room[2]}{escape(terms["quoted_on"])}\u00a0<a href="#quoted-{room[1]}">{page}</a>'

    return ROOM.sub(fill, html)


def tell_quoted(
    parts: Sequence[Part], pages: Mapping[int, str], terms: Mapping[str, str]
) -> tuple[Part, ...]:
    """Let each entry of the register lead to the printed page; without pages the rooms are taken away."""

    def fill(node: Node) -> list[Node] | None:
        if node["t"] != "Span" or CLASS not in classes(node):
            return None
        page = pages.get(int(attributes(node)["data-quotation"]))
        if not page:
            return []
        number = link([{"t": "Str", "c": page}], f"#{page_id(page)}", aria_label=f"{terms['page']} {page}")
        return [{"t": "Str", "c": ","}, *text(f" {terms['page_short']}\u00a0"), number]

    return tuple(
        replace(part, blocks=rewrite(part.blocks, fill)) if part.role == "register" else part
        for part in parts
    )
