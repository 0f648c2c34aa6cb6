"""A justified paragraph: its lines chosen over the whole of it, and written into the tree.

WeasyPrint breaks lines one after the other. Where breaks chosen over the whole paragraph are to be
kept, they are written into its text as newlines, with `white-space: pre-line` and spaces so narrow that no
line is too full. The lines are spread to their measure when the pages are done, by `justification`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from press.breaks import FORBIDDEN, Fit, Measure, fit, without
from press.layout.flat import Flat, NotFitted, Slot
from press.layout.laid import NEAR, Laid
from press.layout.openings import Openings
from press.layout.ruler import Ruler

__all__ = ["NotFitted", "Paragraph", "Slot", "declare"]

Element = Any  # WeasyPrint has no type hints

NARROW, LEAST = 0.1, 0.02
"""What the layout engine is told of the face's space; the newlines do the breaking.

Pango makes no space at a text's end narrower than nothing, and those of an italic are narrower to begin with:
of each, that much is left at the least.
"""
FITTED = {
    "hyphens": "manual",
    "text-align": "left",
    "white-space": "pre-line",
    "word-spacing": "",
}
"""How a paragraph is set whose lines are written into it."""
AROUND = {
    "hyphens": "hyphens",
    "text-align": "text_align_all",
    "white-space": "white_space",
    "word-spacing": "word_spacing",
}
"""What a float or a block in it would inherit from that, and how it is called in its style."""


class Paragraph:
    """A paragraph's characters, and where it may be broken.

    Raises NotFitted for one that total fit must leave alone.
    """

    def __init__(self, element: Element, laid: Laid, ruler: Ruler) -> None:
        self.element = element
        self.flat = Flat(element, laid)
        self.characters, self.slots = self.flat.characters, self.flat.slots
        own = laid.styles.get(element)
        self.style = own or next(item.style for item in self.characters if item.slot)
        self.ruler = ruler
        openings = Openings(self.characters, self.style, ruler)
        self.candidates, self.last, self.space = openings.found, openings.last, openings.space
        found = list(laid.lines_of(element))
        indent = found[0][0] if [round(indent, 2) > 0 for indent, _ in found].count(True) == 1 else 0.0
        em, rest = self.style["font_size"], laid.fragments[element][-1].width
        narrowest = min((ruler.space(style) for style in self._styles()), default=self.space)
        hang = openings.hang_at_start(0)
        narrow = max(NARROW * self.space, self.space - narrowest + LEAST * self.space)
        self.measure = Measure((), rest, em, max(indent, 0.0), hang, narrow)
        self.measure_again([width for _, width in found])
        self.fit: Fit | None = None
        self.avoided: set[int] = set()
        self.own: dict[Element, dict[str, str]] = {}
        self._known: dict[tuple[frozenset[int], int | None], Fit | None] = {}

    def _styles(self) -> list[Any]:
        """Return the styles of its spaces."""
        return list({id(item.style): item.style for item in self.characters if item.text == " "}.values())

    def measure_again(self, widths: list[float]) -> None:
        """Take the measures of its lines for those that it is to be broken to."""
        rest = self.measure.rest
        while widths and abs(widths[-1] - rest) < NEAR:
            widths = widths[:-1]
        self.measure = replace(self.measure, first=tuple(widths))
        self._known = {}

    def is_measured_by(self, widths: list[float]) -> bool:
        """Tell whether its lines are as wide as they were taken to be."""
        return all(abs(self.measure.width(line) - width) < NEAR for line, width in enumerate(widths))

    # ---- Its lines ----

    def choose(self, *, avoid: set[int] | None = None, lines: int | None = None) -> Fit:
        """Choose the breaks, not at some positions, or in so many lines. Raises NotFitted."""
        key = frozenset(avoid or ()), lines
        if key not in self._known:
            self._known[key] = self._search(avoid or set(), lines)
        chosen = self._known[key]
        if chosen is None:
            raise NotFitted("there is no way to break it")
        return chosen

    def _search(self, avoid: set[int], lines: int | None) -> Fit | None:
        """Find the best lines; parts of compounds are divided only where there is a fault otherwise."""
        candidates = list(without(self.candidates, avoid))
        found = fit(candidates, self.last, self.measure, lines=lines)
        if lines is None and (found is None or found.demerits >= FORBIDDEN):
            more = Openings(self.characters, self.style, self.ruler, compounds=True).found
            other = fit(list(without(more, avoid)), self.last, self.measure)
            if other and (found is None or other.demerits < found.demerits):
                return other
        return found

    def write(self, chosen: Fit, moved: dict[Slot, Slot]) -> None:
        """Write lines into the tree, in place of any that were written before.

        `moved` tells which slots have become others since the paragraph was read.
        """
        self.fit = chosen
        pieces: dict[Slot, list[str]] = {slot: [] for slot in self.slots}
        breaks = {item.position: item for item in chosen.breaks if not item.forced}
        for place, item in enumerate(self.characters):
            if place in breaks:
                before = self.characters[place - 1].slot or item.slot
                if breaks[place].insert and before:
                    pieces[before].append(breaks[place].insert)
                pieces[self._home(place)].append("\n")
                if item.text == " ":
                    continue
            if item.slot and item.text != "\xad":
                pieces[item.slot].append(" " if item.text == " " else item.written)
        self._put(pieces, moved)
        self._declare(self.element, FITTED | {"word-spacing": f"{self.measure.narrow - self.space:.4f}px"})
        self._set_apart()
        self.element.set("data-fitted", "")

    def _home(self, place: int) -> Slot:
        """Return where the newline of a break goes.

        It is the outermost place between the two lines, so that no element is begun on the one and has all
        its words on the other: an empty link could be clicked, an empty emphasis would be read out.
        """
        item, before = self.characters[place], self.characters[place - 1]
        after = self.characters[place + 1] if item.text == " " else item
        order = list(self.slots)
        first, last = before.slot or item.slot, after.slot or item.slot
        between = order[order.index(first) : order.index(last) + 1] if first and last else order[:1]
        return min(between, key=self.slots.__getitem__)

    def _set_apart(self) -> None:
        """Keep the paragraph's new properties from what is set by its own rules in it."""
        for element, style in self.flat.apart.items():
            values = {name: style[key] for name, key in AROUND.items()}
            self._declare(element, values | {"word-spacing": f"{values['word-spacing']}px"})
        for element in self.flat.capitalised:
            self._declare(element, {"text-transform": "none"})

    def _declare(self, element: Element, properties: dict[str, str]) -> None:
        """Set properties, and keep what the element's own style said of them."""
        known = _declared(element)
        self.own.setdefault(element, {name: known.get(name, "") for name in properties})
        declare(element, properties)

    def unwrite(self, moved: dict[Slot, Slot]) -> None:
        """Put the paragraph's own text back."""
        pieces: dict[Slot, list[str]] = {slot: [] for slot in self.slots}
        for item in self.characters:
            if item.slot:
                pieces[item.slot].append(item.written)
        self._put(pieces, moved)
        for element, properties in self.own.items():
            declare(element, properties)
        del self.element.attrib["data-fitted"]
        self.fit = None

    @staticmethod
    def _put(pieces: dict[Slot, list[str]], moved: dict[Slot, Slot]) -> None:
        for slot, texts in pieces.items():
            node, where = moved.get(slot, slot)
            setattr(node, where, "".join(texts))


def declare(element: Element, properties: dict[str, str]) -> None:
    """Set properties in an element's style, in place of those of the same names; "" takes one out."""
    new = _declared(element) | properties
    element.set("style", ";".join(f"{name}:{value}" for name, value in new.items() if value))


def _declared(element: Element) -> dict[str, str]:
    items = (item.partition(":") for item in (element.get("style") or "").split(";"))
    return {name.strip(): value.strip() for name, colon, value in items if colon}
