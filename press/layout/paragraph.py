"""A paragraph as a row of characters, each with its place in the tree, and its lines written back into it.

WeasyPrint breaks lines one after the other. Where breaks chosen over the whole paragraph are to be
kept, they are written into its text as newlines, with `white-space: pre-line`, spaces so narrow that no
line is too full, and `text-align-last: justify`, which justifies every line that ends with a newline.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Any, NamedTuple

from weasyprint.text.line_break import get_log_attrs

from press.breaks import DASH, HYPHEN, Break, Fit, Measure, fit, without
from press.layout.hyphens import find_divisions
from press.layout.laid import Laid
from press.layout.ruler import Ruler

Box = Any  # WeasyPrint has no type hints
Element = Any
Style = Any
Slot = tuple[Element, str]  # a node, and whether it is its "text" or its "tail"

NARROW = 0.4  # of the face's space: what the layout engine is told; the newlines do the breaking
BESIDE_A_CAP = 6  # lines of a paragraph that may be shorter than the others
TRACKINGS = {0.0: 1.0, -0.0625: 1.3, 0.0625: 1.3, -0.125: 1.7, 0.125: 1.7}
"""By how many px the letters of a paragraph may be spaced, less than 1 % of an em, and what that costs."""
TOLERABLE = 3e4
"""Demerits a line with which a paragraph is good as it is."""
FITTED = {
    "--fill": "",
    "hyphens": "manual",
    "letter-spacing": "",
    "text-align-last": "justify",
    "white-space": "pre-line",
    "word-spacing": "",
}
"""How a paragraph is set whose lines are written into it."""
DASHES = "–—"
"""What no line begins with."""
UNBREAKABLE = {"br", "img", "svg", "wbr"}


class NotFitted(Exception):
    """The paragraph holds what total fit cannot break; the layout engine's own lines stay."""


class Character(NamedTuple):
    """A character with its slot and style; something of a fixed width has no slot and its width."""

    text: str
    slot: Slot | None
    style: Style
    width: float = 0.0


class Paragraph:
    """A justified paragraph: its characters, and where it may be broken.

    Raises NotFitted for one that total fit must leave alone.
    """

    def __init__(self, element: Element, laid: Laid, ruler: Ruler) -> None:
        self.element, self.laid, self.ruler = element, laid, ruler
        box = laid.fragments[element][0]
        if element in laid.odd:
            raise NotFitted("something other than text stands in its lines")
        if any(abs(other.width - box.width) > 0.01 for other in laid.fragments[element]):  # noqa: PLR2004
            raise NotFitted("its measure changes from page to page")
        self.characters: list[Character] = []
        self.slots: list[Slot] = []
        self.after_space = True  # where a space is one with that before it, or begins the paragraph
        self._flatten(element)
        if self.after_space:
            del self.characters[max(place for place, item in enumerate(self.characters) if item.text == " ")]
        self.style = laid.styles.get(element) or next(item.style for item in self.characters if item.slot)
        self.space = ruler.space(self.style)
        self.spaced = [0, *accumulate(self._is_spaced(item) for item in self.characters)]
        self.candidates, self.last = self._find_breaks()
        self.measure = self._measure(box)
        self.fit: Fit | None = None
        self.avoided: set[int] = set()

    def _measure(self, box: Box) -> Measure:
        """Return the width of each line: the first are shorter by an indent or beside a drop cap."""
        starts = [
            min((child.position_x for child in line.children if child.is_in_normal_flow()), default=0.0)
            - part.content_box_x()
            for part in self.laid.fragments[self.element]
            for line in part.children
        ][:BESIDE_A_CAP]
        while starts and abs(starts[-1]) < 0.01:  # noqa: PLR2004
            starts.pop()
        indent = starts[0] if len(starts) == 1 else 0.0
        first = tuple(box.width - start for start in starts)
        return Measure(first, box.width, self.space, self.style["font_size"], indent)

    # ---- The row of characters ----

    def _flatten(self, element: Element) -> None:
        self._take(element.text, (element, "text"), element)
        for child in element:
            if isinstance(child.tag, str):
                self._take_in(child)
            self._take(child.tail, (child, "tail"), element)

    def _take_in(self, child: Element) -> None:
        if (child, "footnote-call") in self.laid.fixed:
            self.characters.append(Character("\u2060", None, None, self.laid.fixed[child, "footnote-call"]))
            self.after_space = False
        elif child.tag in UNBREAKABLE:
            raise NotFitted(f"it holds <{child.tag}>")
        elif child not in self.laid.floated:
            left, right = self.laid.around.get(child, (0.0, 0.0))
            self.characters.append(Character("\u2060", None, None, left))
            self._flatten(child)
            self.characters.append(Character("\u2060", None, None, right))

    def _take(self, text: str | None, slot: Slot, owner: Element) -> None:
        self.slots.append(slot)
        style = self.laid.styles.get(owner)
        for letter in text or "":
            space = letter in " \t\n\r\f"
            if space and self.after_space:
                continue
            known = style or (self.characters[-1].style if space and self.characters else None)
            if known is None:
                raise NotFitted("some of its text was not set")
            if known["text_transform"] != "none":
                raise NotFitted("its letters are transformed")
            self.characters.append(Character(" " if space else letter, slot, known))
            self.after_space = space

    # ---- Where it may be broken ----

    def _find_breaks(self) -> tuple[list[Break], Break]:
        text = "".join(item.text for item in self.characters)
        allowed = get_log_attrs(text, self.style["lang"])
        divisible = set(find_divisions(text, self._style_at))
        found: list[Break] = []
        width, spaces = 0.0, 0
        for start, end in self._runs():
            item = self.characters[start]
            if item.slot is None:
                width += item.width
            elif item.text in " \u00a0":
                more = self.ruler.space(item.style) - self.space
                if item.text == " " and text[start + 1] not in DASHES:
                    found.append(Break(start, width, spaces, width + more, spaces + 1))
                width, spaces = width + more, spaces + 1
            else:
                whole = self.ruler(text[start:end], item.style)
                for at in range(start + 1, end + 1):
                    divided = at in divisible and at < end
                    if divided or self._may_end(text, allowed, at):
                        found.append(self._inside(text, (start, at, end), (width, whole), spaces, divided))
                width += whole
        return found, Break(len(text), width, spaces, width, spaces)

    def _may_end(self, text: str, allowed: Any, at: int) -> bool:
        """Tell whether a line may end before a character without a hyphen of ours.

        It may not before an em dash, but after it (Chicago Manual of Style, 17th ed., 6.90).
        """
        return (
            at < len(text)
            and text[at] not in " \u00a0—"
            and text[at - 1] != "\xad"
            and self.characters[at].slot is not None
            and bool(allowed[at].is_line_break)
        )

    def _inside(
        self, text: str, span: tuple[int, int, int], widths: tuple[float, float], spaces: int, divided: bool
    ) -> Break:
        """Return the break within, or at the end of, a run of letters of one style."""
        start, at, end = span
        before, whole = widths
        style = self.characters[start].style
        hyphen = style["hyphenate_character"] if divided else ""
        rest = self.ruler(text[at:end], style) if at < end else 0.0
        left = self.ruler(text[start:at].replace("\xad", "") + hyphen, style)
        flagged = bool(hyphen) or text[at - 1] in "-‐"
        penalty = HYPHEN if hyphen else DASH
        return Break(at, before + left, spaces, before + whole - rest, spaces, penalty, flagged, hyphen)

    def _runs(self) -> Iterator[tuple[int, int]]:
        """Yield start and end of each space, each fixed thing, and each run of letters of one style."""
        start, count = 0, len(self.characters)
        while start < count:
            first, end = self.characters[start], start + 1
            if first.slot is not None and first.text not in " \u00a0":
                while end < count and self._goes_on(self.characters[end], first):
                    end += 1
            yield start, end
            start = end

    @staticmethod
    def _goes_on(item: Character, first: Character) -> bool:
        return item.slot is not None and item.style is first.style and item.text not in " \u00a0"

    def _style_at(self, place: int) -> Style | None:
        item = self.characters[place]
        return item.style if item.slot else None

    # ---- Its lines ----

    def choose(self, *, avoid: set[int] | None = None, lines: int | None = None) -> Fit:
        """Choose the breaks, not at some positions, or in so many lines. Raises NotFitted."""
        candidates = list(without(self.candidates, avoid or set()))
        chosen: Fit | None = None
        for tracking, price in TRACKINGS.items():
            if chosen and chosen.demerits < TOLERABLE * chosen.lines:
                break
            spaced = [self._tracked(item, tracking) for item in candidates]
            other = fit(spaced, self._tracked(self.last, tracking), self.measure, lines=lines)
            if other and (chosen is None or other.demerits * price < chosen.demerits):
                chosen = replace(other, tracking=tracking, demerits=other.demerits * price)
        if chosen is None:
            raise NotFitted("there is no way to break it")
        return chosen

    def _tracked(self, item: Break, tracking: float) -> Break:
        """Return a break as it is when each letter of the paragraph's own is so much wider."""
        if not tracking:
            return item
        after = item.start_spaces - item.spaces
        end = item.end + tracking * (self.spaced[item.position] + len(item.insert))
        return item._replace(end=end, start=item.start + tracking * self.spaced[item.position + after])

    def _is_spaced(self, item: Character) -> bool:
        """Tell whether a letter is spaced as the paragraph is: small capitals may have their own spacing."""
        same = item.slot and item.style["letter_spacing"] == self.style["letter_spacing"]
        return bool(same) and item.text != "\xad"

    def write(self, chosen: Fit, moved: dict[Slot, Slot]) -> None:
        """Write lines into the tree, in place of any that were written before.

        `moved` tells which slots have become others since the paragraph was read.
        """
        self.fit = chosen
        pieces: dict[Slot, list[str]] = {slot: [] for slot in self.slots}
        breaks = {item.position: item for item in chosen.breaks}
        for place, item in enumerate(self.characters):
            if place in breaks:
                before = self.characters[place - 1].slot or item.slot
                if breaks[place].insert and before:
                    pieces[before].append(breaks[place].insert)
                home = item.slot or before
                if home:
                    pieces[home].append("\n")
                if item.text == " ":
                    continue
            if item.slot and item.text != "\xad":
                pieces[item.slot].append(item.text)
        for slot, texts in pieces.items():
            node, where = moved.get(slot, slot)
            setattr(node, where, "".join(texts))
        declare(
            self.element,
            {
                **FITTED,
                "--fill": f"{chosen.fill:.3f}px",
                "letter-spacing": f"{chosen.tracking}px" if chosen.tracking else "",
                "word-spacing": f"{(NARROW - 1) * self.space:.4f}px",
            },
        )
        self.element.set("data-fitted", "")

    def unwrite(self, moved: dict[Slot, Slot]) -> None:
        """Put the paragraph's own text back."""
        pieces: dict[Slot, list[str]] = {slot: [] for slot in self.slots}
        for item in self.characters:
            if item.slot:
                pieces[item.slot].append(item.text)
        for slot, texts in pieces.items():
            node, where = moved.get(slot, slot)
            setattr(node, where, "".join(texts))
        declare(self.element, dict.fromkeys(FITTED, ""))
        del self.element.attrib["data-fitted"]


def declare(element: Element, properties: dict[str, str]) -> None:
    """Set properties in an element's style, in place of those of the same names; "" takes one out."""
    items = (item.partition(":") for item in (element.get("style") or "").split(";"))
    known = {name.strip(): value.strip() for name, colon, value in items if colon}
    new = known | properties
    element.set("style", ";".join(f"{name}:{value}" for name, value in new.items() if value))
