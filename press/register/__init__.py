"""The register of quotations: the evidence as readers see it, in the editions and as a table.

finding, marking    where quotations stand in the finished parts, and marks there
sources, entries    the register as a part of the essay
listing             the same as a table, CSV or JSON

publish(manuscript, document) returns the document with its register, where essay.yaml wants one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from press.ast import Node, each, identifier, span, stringify
from press.beside import spread
from press.evidence import Evidence, read_evidence
from press.model import Document, Manuscript, Part
from press.register.entries import Setting, draw_mark, make_register, place_id
from press.register.finding import find_quotations
from press.register.listing import FORMS, list_quotations, tell_table
from press.register.marking import mark_beginnings, mark_ends
from press.register.sources import name_sources

__all__ = ["FORMS", "add_register", "list_quotations", "place_id", "publish", "tell_table"]

QUOTED = "quoted"
"""The class of the empty span at the first letter of a quotation on paper."""


def publish(manuscript: Manuscript, document: Document, *, screens: bool = True) -> Document:
    """Return the document with the register, where essay.yaml wants it and anything is quoted.

    Where it is not for `screens`, their parts stay as they are.
    """
    if not manuscript.settings.register:
        return document
    return add_register(manuscript, document, read_evidence(manuscript, document), screens=screens)


def add_register(
    manuscript: Manuscript, document: Document, evidence: Evidence, *, screens: bool = True
) -> Document:
    """Return the document with its quotations marked and their register before the bibliography."""
    proofs = evidence.proofs
    if not proofs:
        return document
    quotations = [proof.quotation for proof in proofs]

    def begin(number: int) -> Node:
        return span([], QUOTED, identifier=place_id(number))

    def end(number: int) -> Node:
        return draw_mark(number, proofs[number - 1], document.terms)

    def mark() -> list[tuple[Setting, Sequence[Part]]]:
        done: list[tuple[Setting, Sequence[Part]]] = []
        for parts, on_screen in ((document.parts, False), (document.screen_parts, True))[: 1 + screens]:
            found = find_quotations(parts, quotations)
            places = {number: stringify(parts[place.part].title) for number, place in found.items()}
            setting = Setting(document.terms, document.settings, on_screen, places, _works(parts))
            marked = mark_ends(parts, found, end) if on_screen else mark_beginnings(parts, found, begin)
            done.append((setting, marked))
        return done

    def name() -> dict[str, list[Node]]:
        return name_sources(manuscript, list(evidence.words_quoted()))

    names, marked = spread(_call, (name, mark))
    whole = [_insert(parts, make_register(proofs, names, setting)) for setting, parts in marked]
    return replace(document, parts=whole[0], screen_parts=whole[-1] if screens else document.screen_parts)


def _call(work: Callable[[], Any]) -> Any:
    return work()


def _works(parts: Sequence[Part]) -> frozenset[str]:
    listed = [part.blocks for part in parts if part.role == "bibliography"]
    return frozenset(identifier(node) for node in each(listed, "Div") if identifier(node).startswith("ref-"))


def _insert(parts: Sequence[Part], register: Part) -> tuple[Part, ...]:
    """Set the register before the bibliography, or at the end."""
    at = next((at for at, part in enumerate(parts) if part.role == "bibliography"), len(parts))
    return (*parts[:at], register, *parts[at:])
