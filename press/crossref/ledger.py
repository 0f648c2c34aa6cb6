"""The record of everything that has been numbered: the whole state of one pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from press.ast import stringify

from .labels import Index, Part, item_label, section_label, spelled
from .settings import Settings, integer
from .tree import Nodes, Pairs

_NO = {"no", "n", "false", "f", "off", "0", "none", "null", "disable", "disabled", "unset"}


@dataclass(frozen=True)
class Entry:
    """One numbered thing; `order` is its place in the document, `part` its number within a group."""

    kind: str
    label: str
    index: Index
    title: Nodes
    order: int
    hidden: bool
    part: Index | None = None


@dataclass
class Ledger:
    """The counters, and what has been entered so far."""

    chapters: Index = ()
    last: dict[str, Index] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    by_label: dict[str, Entry] = field(default_factory=dict)
    duplicates: list[str] = field(default_factory=list)
    hiding: list[tuple[int, bool]] = field(default_factory=list)

    def record(self, entry: Entry) -> None:
        """Enter a thing; the first with a label keeps it."""
        self.entries.append(entry)
        if entry.label in self.by_label:
            self.duplicates.append(entry.label)
        elif entry.label:
            self.by_label[entry.label] = entry

    def record_section(self, entry: Entry, *, written: bool) -> None:
        """Enter a section; the last with a label has it. Only a label that was written can be a duplicate."""
        if written and entry.label in self.by_label:
            self.duplicates.append(entry.label)
        self.entries.append(entry)
        self.by_label[entry.label] = entry

    def hides(self, attributes: Mapping[str, str]) -> bool:
        """Tell whether a thing is left out of lists, by itself or by its section."""
        if "hidden" in attributes:
            return attributes["hidden"].strip().lower() not in _NO
        return bool(self.hiding) and self.hiding[-1][1]

    def open_section(self, level: int, attributes: Mapping[str, str]) -> None:
        """Enter a section, which hides what is in it or not."""
        self.hiding = [section for section in self.hiding if section[0] < level]
        self.hiding.append((level, self.hides(attributes)))

    def adopt(self, group: Entry, children: Ledger) -> None:
        """Enter the numbered parts of a group under the group's own number."""
        for child in children.entries:
            self.record(replace(child, index=group.index, part=child.index, order=len(self.entries)))
        self.duplicates += children.duplicates


@dataclass(frozen=True)
class Run:
    """One numbering pass: its settings, its target format and its ledger."""

    settings: Settings
    target: str
    ledger: Ledger
    depth: int
    figure_template: str = "figureTemplate"
    figure_labels: str = "figLabels"

    def enter(self, kind: str, label: str, attributes: Mapping[str, str], title: Nodes) -> Entry:
        """Give the next number of a kind to a thing and enter it."""
        scheme = self.figure_labels if kind == "fig" else f"{kind}Labels"
        chapters = self.ledger.chapters[: self.depth]
        last = self.ledger.last.get(kind, ())
        following = last[-1].number + 1 if last and last[:-1] == chapters else 1
        number = _given(attributes, following)
        spelling = _spelling(attributes, lambda: item_label(self.settings, scheme, number))
        index = (*chapters, Part(number, spelling))
        self.ledger.last[kind] = index
        order, hidden = len(self.ledger.entries), self.ledger.hides(attributes)
        entry = Entry(kind, label, index, title, order, hidden)
        self.ledger.record(entry)
        return entry

    def count_section(self, level: int, attributes: Mapping[str, str]) -> Index:
        """Count a heading."""
        self.ledger.chapters = self._next_chapter(level, attributes)
        return self.ledger.chapters

    def enter_section(self, label: str, title: Nodes, *, written: bool) -> None:
        """Enter the heading that was counted last; `written` is whether its author gave it the label."""
        order, hidden = len(self.ledger.entries), self.ledger.hides({})
        entry = Entry("sec", label, self.ledger.chapters, title, order, hidden)
        self.ledger.record_section(entry, written=written)

    def _next_chapter(self, level: int, attributes: Mapping[str, str]) -> Index:
        chapters, above = self.ledger.chapters, self.ledger.chapters[: level - 1]
        missing = Part(1 if self.settings.flag("numberSections") else 0)
        following = chapters[level - 1].number + 1 if len(chapters) >= level else 1
        number = _given(attributes, following)
        if "number" not in attributes:
            above += (missing,) * (level - 1 - len(above))
        spelling = _spelling(attributes, lambda: section_label(self.settings, level, number))
        return (*above, Part(number, spelling))

    def spell(self, index: Index) -> Nodes:
        """Return a number as inlines."""
        return spelled(index, self.settings.inlines("chapDelim"))

    def labelled(self, pairs: Pairs, number: Nodes) -> Pairs:
        """Return attributes with the number put into `label`, where the settings ask for it."""
        if not self.settings.flag("setLabelAttribute"):
            return pairs
        return [["label", stringify(number)], *(pair for pair in pairs if pair[0] != "label")]


def _given(attributes: Mapping[str, str], following: int) -> int:
    given = integer(attributes.get("number", ""))
    return following if given is None else given


def _spelling(attributes: Mapping[str, str], otherwise: Callable[[], str | None]) -> str | None:
    return attributes["label"] if "label" in attributes else otherwise()
