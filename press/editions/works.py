"""The works cited: each entry of the bibliography leads back to where it is cited.

On paper the pages stand after it, on screens the notes and other places, all of them links.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape, unescape
from itertools import groupby

from press.ast import Node, classes, each, identifier, link, rewrite, span, stringify, text, with_attr
from press.citations import nth_letter
from press.editions.notes import reference_id
from press.memory import remembered
from press.model import Part

ENTRY = "ref-"
CITED_AT = "cited-at"
TOGETHER = 4
"""So many pages are kept together at an entry's end, and fewer with the words before them."""
ROOM = re.compile(rf'\s*<span class="{CITED_AT}" data-work="([^"]+)">\s*</span>')


# ---- On paper ------------------------------------------------------------------------------------


def name_places(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Name every citation, and leave room after each entry cited for the pages of its citations."""
    counts = Counter[str]()

    def name(node: Node) -> list[Node] | None:
        key = _key(node)
        if not key or identifier(node):
            return None
        counts[key] += 1
        return [with_attr(node, [f"{_place(key)}-{counts[key]}", *node["c"][0][1:]])]

    def make_room(node: Node) -> list[Node] | None:
        if node["t"] != "Div" or "csl-entry" not in classes(node) or identifier(node) not in counts:
            return None
        return [_with_last(node, span([], CITED_AT, data_work=_place(identifier(node))))]

    named = [replace(part, blocks=rewrite(part.blocks, name)) for part in parts]
    return tuple(replace(part, blocks=rewrite(part.blocks, make_room)) for part in named)


def fill_in_pages(html: str, folios: Mapping[str, str], terms: Mapping[str, str]) -> str:
    """Write the pages into the rooms left for them; `folios` tells on which page each citation stands."""
    numbered = [(re.fullmatch(r"(cited-.+)-\d+", name), name, folio) for name, folio in folios.items()]
    places: dict[str, dict[str, str]] = {}
    for found, name, folio in numbered:
        if found:
            places.setdefault(found[1], {}).setdefault(folio, name)

    def fill(room: re.Match[str]) -> str:
        pages = places.get(unescape(room[1]), {})
        word = escape(terms["cited_on_pages" if len(pages) > 1 else "cited_on_page"])
        ordered = sorted(pages.items(), key=lambda page: int(page[0]))
        links = [f'<a href="#{escape(name)}">{folio}</a>' for folio, name in ordered]
        if len(links) < TOGETHER:
            word = word.replace(" ", "\u00a0")
        return f'<span class="{CITED_AT}"> {word}\u00a0{_join(links)}.</span>' if links else ""

    return ROOM.sub(fill, html)


def _join(pages: Sequence[str]) -> str:
    """Return pages with commas; few of the last ones stand on no line alone."""
    return ", ".join([*pages[:-TOGETHER], ",\u00a0".join(pages[-TOGETHER:])])


def _place(key: str) -> str:
    return f"cited-{key.removeprefix(ENTRY)}"


def _key(node: Node) -> str:
    """Return the identifier of the work that a link leads to, or an empty string."""
    target = node["c"][2][0] if node["t"] == "Link" else ""
    return target[1:] if target.startswith(f"#{ENTRY}") else ""


def _with_last(entry: Node, inline: Node) -> Node:
    """Return an entry of the bibliography with one more thing at its end."""
    attributes, (*before, last) = entry["c"]
    inlines = [*last["c"], {"t": "Space"}, inline]
    return {"t": "Div", "c": [attributes, [*before, {"t": last["t"], "c": inlines}]]}


# ---- On screens ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spot:
    """A place where a work is cited: its label within the part, where it is, and its name in words."""

    part: int
    label: str
    target: str
    name: str


def link_to_places(parts: Sequence[Part], terms: Mapping[str, str], *, numbered: bool) -> tuple[Part, ...]:
    """Let each entry of the bibliography lead to every place that cites the work.

    A place in a note is where the note is called, and has the note's number; another one has a letter.
    Chapters go by their numbers if they are `numbered` for the reader, else by their titles.
    """
    spots: dict[str, list[Spot]] = {}
    named = []
    for place, part in enumerate(parts, start=1):
        blocks, found = _find_places(part, place, terms["note"])
        named.append(replace(part, blocks=blocks))
        for key, its in found.items():
            spots.setdefault(key, []).extend(its)
    heads = [str((numbered and part.number) or stringify(part.title)) for part in parts]
    lists = {key: _list_places(found, heads, terms) for key, found in spots.items()}

    def add(node: Node) -> list[Node] | None:
        if node["t"] != "Div" or "csl-entry" not in classes(node) or identifier(node) not in lists:
            return None
        return [_with_last(node, lists[identifier(node)])]

    return tuple(
        replace(part, blocks=rewrite(part.blocks, add)) if _holds_entries(part.blocks) else part
        for part in named
    )


@remembered
def _holds_entries(blocks: list[Node]) -> bool:
    return any("csl-entry" in classes(node) for node in each(blocks, "Div"))


@remembered
def _find_places(part: Part, place: int, word: str) -> tuple[list[Node], dict[str, list[Spot]]]:
    """Return a part's blocks with names where works are cited, and these places by work."""
    finder = _Finder(place, stringify(part.title), word, {})
    return rewrite(part.blocks, finder.visit), finder.spots


@dataclass
class _Finder:
    """Goes through one part, notes where works are cited, and names the places that are not in notes."""

    place: int
    title: str
    word: str
    spots: dict[str, list[Spot]]
    notes: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def visit(self, node: Node) -> list[Node] | None:
        if node["t"] == "Note":
            self.notes += 1
            for key in dict.fromkeys(filter(None, map(_key, each(node["c"], "Link")))):
                target = f"#{reference_id(str(self.place), self.notes)}"
                self._add(key, str(self.notes), target, f"{self.word} {self.notes}")
            return [node]
        if node["t"] == "Div" and "csl-entry" in classes(node):
            return [node]
        if node["t"] == "Cite" and not any(each(node["c"], "Note")):
            return [{"t": "Cite", "c": [node["c"][0], self._name_first(node["c"][1])]}]
        return None

    def _name_first(self, inlines: list[Node]) -> list[Node]:
        """Name the first link to each work that one citation cites."""
        done = set()

        def name(node: Node) -> list[Node] | None:
            key = _key(node)
            if not key or key in done:
                return None
            done.add(key)
            self.counts[key] += 1
            label, own = nth_letter(self.counts[key] - 1), f"{_place(key)}-{self.place}-{self.counts[key]}"
            self._add(key, label, f"#{own}", label)
            return [with_attr(node, [own, *node["c"][0][1:]])]

        result: list[Node] = rewrite(inlines, name)
        return result

    def _add(self, key: str, label: str, target: str, name: str) -> None:
        name = f"{name}, {self.title}" if self.title else name
        self.spots.setdefault(key, []).append(Spot(self.place, label, target, name))


def _list_places(spots: list[Spot], heads: list[str], terms: Mapping[str, str]) -> Node:
    """Return the places of a work, part by part: `Cited in 1: 3, 5; 4: 2`."""
    inlines: list[Node] = text(terms["cited_in"])
    first = len(inlines)
    for place, group in groupby(spots, key=lambda spot: spot.part):
        inlines += [{"t": "Str", "c": terms["semicolon"]}] if len(inlines) > first else []
        inlines += [{"t": "Space"}, *text(heads[place - 1] + terms["colon"])] if heads[place - 1] else []
        for index, spot in enumerate(group):
            inlines += [{"t": "Str", "c": ","}] if index else []
            label = {"t": "Str", "c": spot.label}
            inlines += [{"t": "Space"}, link([label], spot.target, aria_label=spot.name)]
    return span([*inlines, {"t": "Str", "c": "."}], CITED_AT)
