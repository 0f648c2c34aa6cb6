"""Writing references: `[@fig:a; @fig:b]` becomes “figs. 1, 2”.

A citation is cut into runs of one kind of label. A run of bibliography keys stays a citation. Within
a run of references, neighbours with the same prefix of their own, or with none, make one group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, groupby

from press.ast import Node, link, rewrite

from .labels import KINDS, Index, kind_of, spelled
from .ledger import Entry, Ledger
from .settings import Settings, as_inlines
from .templates import fill
from .tree import SPACE, Nodes, joined, smooth, string

_COMMA = [string(","), SPACE]
_PAIR = 2


@dataclass(frozen=True)
class Reference:
    """One label as a citation names it, what it stands for, and the words after it."""

    label: str
    suffix: Nodes
    entry: Entry | None

    @property
    def order(self) -> int:
        """The place of what it stands for in the document; what is missing comes first."""
        return -1 if self.entry is None else self.entry.order


@dataclass
class References:
    """Writes the references of one document and remembers the labels that are missing."""

    ledger: Ledger
    settings: Settings
    missing: list[str] = field(default_factory=list)

    def write(self, nodes: Nodes) -> Nodes:
        """Return nodes with their references written out."""
        written: Nodes = rewrite(nodes, self._visit)
        return written

    def _visit(self, node: Node) -> Nodes | None:
        if node["t"] != "Cite" or not any(kind_of(each["citationId"]) for each in node["c"][0]):
            return None
        citations = self.write(node["c"][0])
        runs = groupby(citations, key=lambda citation: kind_of(citation["citationId"]))
        return joined((self._run(kind, list(run)) for kind, run in runs), _COMMA)

    def _run(self, kind: str | None, citations: list[Node]) -> Nodes:
        if kind is None:
            return [_citation(citations)]
        groups = groupby(citations, key=lambda each: (each["citationPrefix"], each["citationMode"]["t"]))
        return joined((self._group(kind, list(group)) for _, group in groups), _COMMA)

    def _group(self, kind: str, citations: list[Node]) -> Nodes:
        numbers = self._numbers([self._reference(kind, citation) for citation in citations])
        if citations[0]["citationMode"]["t"] == "SuppressAuthor":
            return numbers
        own = citations[0]["citationPrefix"]
        named = self.settings.flag("nameInLink") and [node["t"] for node in numbers] == ["Link"]
        inner = numbers[0]["c"][1] if named else numbers
        words = smooth([*own, SPACE, *inner]) if own else self._prefixed(kind, citations, inner)
        return [{"t": "Link", "c": [numbers[0]["c"][0], words, numbers[0]["c"][2]]}] if named else words

    def _prefixed(self, kind: str, citations: list[Node], numbers: Nodes) -> Nodes:
        stem = KINDS[kind]
        capital = citations[0]["citationId"][:1].isupper()
        variables = {"i": numbers, "p": self._prefix(f"{stem}Prefix", len(citations), capital=capital)}
        return fill(self.settings.inlines(f"{stem}PrefixTemplate"), variables, self.settings)

    def _prefix(self, name: str, count: int, *, capital: bool) -> Nodes:
        capitalised = name[0].upper() + name[1:]
        own = self._item(capitalised, count) if capital else []
        prefix = own or self._item(name, count)
        return prefix if own or not capital else rewrite(prefix, _capitalise)

    def _item(self, name: str, count: int) -> Nodes:
        value = self.settings.item(name, count - 1)
        return [] if value is None else as_inlines(name, value)

    def _reference(self, kind: str, citation: Node) -> Reference:
        label = f"{kind}:{citation['citationId'].partition(':')[2]}"
        entry = self.ledger.by_label.get(label)
        if entry is None:
            self.missing.append(label)
        return Reference(label, citation["citationSuffix"], entry)

    def _numbers(self, references: list[Reference]) -> Nodes:
        unique = [each for at, each in enumerate(references) if each not in references[:at]]
        ordered = sorted(unique, key=lambda each: each.order)
        shown = [self._stretch(stretch) for stretch in collapsed(ordered)]
        if len(shown) == _PAIR:
            return joined(shown, self.settings.inlines("pairDelim"))
        head = joined(shown[:-1], self.settings.inlines("refDelim"))
        return joined([head, shown[-1]] if head else shown, self.settings.inlines("lastDelim"))

    def _stretch(self, ends: list[Reference]) -> Nodes:
        return joined((self._number(end) for end in ends), self.settings.inlines("rangeDelim"))

    def _number(self, reference: Reference) -> Nodes:
        entry = reference.entry
        if entry is None:
            return [{"t": "Strong", "c": [string(f"¿{reference.label}?")]}, *reference.suffix]
        delimiter = self.settings.inlines("chapDelim")
        part = {} if entry.part is None else {"s": spelled(entry.part, delimiter)}
        variables = {"i": spelled(entry.index, delimiter), "suf": reference.suffix, "t": entry.title, **part}
        words = fill(index_template(entry, self.settings), variables, self.settings)
        return [link(words, f"#{reference.label}")] if self.settings.flag("linkReferences") else words


def index_template(entry: Entry, settings: Settings) -> Nodes:
    """Return the template for the number of one thing."""
    if entry.part is not None:
        return settings.inlines("subfigureRefIndexTemplate")
    return settings.variant("refIndexTemplate", entry.kind)


def collapsed(references: list[Reference]) -> Iterator[list[Reference]]:
    """Yield references in order, three or more that follow each other as their first and last."""
    stretch: list[Reference] = []
    for reference in references:
        if stretch and not _follows(reference, stretch[-1]):
            yield from _ends(stretch)
            stretch = []
        stretch.append(reference)
    yield from _ends(stretch)


def _ends(stretch: list[Reference]) -> list[list[Reference]]:
    return [[stretch[0], stretch[-1]]] if len(stretch) > _PAIR else [[each] for each in stretch]


def _follows(reference: Reference, before: Reference) -> bool:
    if reference.suffix or before.suffix or reference.entry is None or before.entry is None:
        return False
    later, earlier = reference.entry, before.entry
    if later.part is None and earlier.part is None:
        return _is_next(later.index, earlier.index)
    if later.part is None or earlier.part is None:
        return False
    return later.index == earlier.index and _is_next(later.part, earlier.part)


def _is_next(later: Index, earlier: Index) -> bool:
    # Numbers that are spelled otherwise than in digits differ in spelling, and make no range.
    if later[:-1] != earlier[:-1] or later[-1].label != earlier[-1].label:
        return False
    return later[-1].number == earlier[-1].number + 1


def _capitalise(node: Node) -> Nodes | None:
    return [string(node["c"][:1].upper() + node["c"][1:])] if node["t"] == "Str" else None


def _key(citation: Node) -> Nodes:
    before = [*citation["citationPrefix"], SPACE] if citation["citationPrefix"] else []
    return [*before, string(f"@{citation['citationId']}"), *citation["citationSuffix"]]


def _citation(citations: list[Node]) -> Node:
    words = chain([string("[")], joined(map(_key, citations), [string(";"), SPACE]), [string("]")])
    return {"t": "Cite", "c": [citations, smooth(words)]}
