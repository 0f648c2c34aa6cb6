"""Lines spread to their measure on finished pages: spaces, widths of letters, and optical margins.

Done once, on the boxes of the last layout, when it is known which lines there are; nothing is put into the
tree, so that tags, links and the order of the text are those of the text alone. A line that was planned is
set as planned. Of the layout engine's own, those that it justified are spread again with hanging marks,
the others only begin with them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from weasyprint.formatting_structure import boxes

from press.breaks import Set, find_ratio, widen
from press.layout.laid import NEAR, find_floats, find_right_edge
from press.layout.optical import hang_at_end, hang_at_start
from press.layout.paragraph import Paragraph
from press.layout.ruler import Ruler
from press.layout.survey import MARKER

Box = Any  # WeasyPrint has no type hints
Element = Any

STARTS = {"left", "start", "justify"}
"""How text is aligned whose lines begin at the edge of their column."""
HANGING = {"p", "li", "dd", "dt", "div", "span", "h1", "h2", "h3", "h4", "h5", "h6"}
"""Whose lines may begin with a hanging mark: not those of cells and code."""
SPACES = " \u00a0"


def justify_lines(pages: Sequence[Any], paragraphs: Mapping[Element, Paragraph], ruler: Ruler) -> None:
    """Set every line of the pages; those of paragraphs as they were planned."""
    places: dict[Element, int] = defaultdict(int)
    for page in pages:
        floats = list(find_floats(page._page_box))
        for block in _blocks(page._page_box):
            if block.style["direction"] != "ltr":
                continue
            paragraph = paragraphs.get(block.element)
            fit = paragraph.fit if paragraph else None
            for line in block.children:
                place = places[block.element]
                places[block.element] += 1
                composed = Composed(line, block, ruler)
                if paragraph and fit and place < len(fit.sets):
                    composed.set_as_planned(fit.sets[place], find_right_edge(line, block, floats))
                elif block.style["white_space"] == "normal":
                    composed.set_again()
        _find_links_again(page)


def _find_links_again(page: Any) -> None:
    """Let links and anchors be where their words have gone."""
    fresh = type(page)(page._page_box)
    page.links, page.anchors, page.bookmarks = fresh.links, fresh.anchors, fresh.bookmarks


def _blocks(box: Box) -> Iterator[Box]:
    """Yield the boxes of a page that hold lines."""
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.MarginBox) or (box.element_tag or "").endswith(MARKER):
        return
    children = getattr(box, "children", ())
    if children and isinstance(children[0], boxes.LineBox):
        yield box
    for child in children:
        yield from _blocks(child)


@dataclass(frozen=True)
class Sum:
    """What the letters of a line take together, how many spaces there are, and what cannot be spread."""

    letters: float
    spaces: int
    fixed: float


class Composed:
    """A line of boxes, and the means to set it."""

    def __init__(self, line: Box, block: Box, ruler: Ruler) -> None:
        self.line, self.block, self.ruler = line, block, ruler
        self.flow = [child for child in line.children if child.is_in_normal_flow()]
        self.texts = [box for box in _leaves(self.flow) if isinstance(box, boxes.TextBox) and box.text]
        self.left = min((child.position_x for child in self.flow), default=line.position_x)

    @property
    def hang_at_start(self) -> float:
        """How much of the line hangs out at its left: only of what no border or margin is before."""
        if not self.texts or self.block.element_tag not in HANGING:
            return 0.0
        first = self.texts[0]
        if abs(first.position_x - self.left) > NEAR or "::" in first.element_tag:
            return 0.0
        return hang_at_start(first.text[0], first.style, self.ruler)

    @property
    def hang_at_end(self) -> float:
        """How much of it hangs out at its right."""
        leaves = list(_leaves(self.flow))
        if not leaves or not self.texts or leaves[-1] is not self.texts[-1] or "::" in leaves[-1].element_tag:
            return 0.0
        return hang_at_end(leaves[-1].text[-1], leaves[-1].style, self.ruler)

    def set_as_planned(self, planned: Set, right: float) -> None:
        """Set a line of a paragraph whose lines were chosen."""
        if planned.space is None:
            self._fill(planned.widening, right)
        else:
            style = self.block.style
            own = self.ruler.space(style) + style["word_spacing"]
            self._place(1.0, planned.space - own)

    def set_again(self) -> None:
        """Set a line that the layout engine has chosen."""
        style = self.block.style
        if any(text.justification_spacing and _count(text) for text in self.texts):
            last = self.flow[-1]
            right = last.position_x + last.margin_width()
            whole, own = self._sum(), self.ruler.space(style) + style["word_spacing"]
            room = right - self.left + self.hang_at_start + self.hang_at_end - whole.fixed
            letters = whole.letters - whole.spaces * own
            self._fill(widen(find_ratio(letters, whole.spaces, room, style["font_size"])), right)
        elif style["text_align_all"] in STARTS and self.hang_at_start:
            self._place(1.0, 0.0)

    def _fill(self, widening: float, right: float) -> None:
        """Let the letters be so much wider and spread the spaces to the right edge."""
        whole = self._sum()
        room = right + self.hang_at_end - self.left + self.hang_at_start
        if whole.spaces:
            more = (room - whole.fixed - widening * whole.letters) / (widening * whole.spaces)
            self._place(widening, more)
        else:
            self._place(1.0, 0.0)

    def _sum(self) -> Sum:
        """Add up the line as it would be without justification."""
        letters = sum(_natural(text) for text in self.texts)
        width = self.flow[-1].position_x + self.flow[-1].margin_width() - self.left if self.flow else 0.0
        spaces = sum(_count(text) for text in self.texts)
        return Sum(letters, spaces, width - sum(text.width for text in self.texts))

    def _place(self, widening: float, more: float) -> None:
        """Place each box after the one before it, its letters and spaces so much wider."""
        x = self.left - self.hang_at_start
        for child in self.flow:
            x = _put(child, x, widening, more)
        self.line.width = x - self.line.position_x


def _put(box: Box, x: float, widening: float, more: float) -> float:
    """Place a box of a line; return where it ends."""
    if isinstance(box, boxes.TextBox):
        box.width = widening * (_natural(box) + more * _count(box))
        box.position_x, box.justification_spacing, box.widening = x, more, widening
        if box.text:
            box.pango_layout.justification_spacing = more
        return float(x + box.width)
    if isinstance(box, boxes.InlineBox):
        box.position_x = x
        inner = x = box.content_box_x()
        for child in box.children:
            if child.is_in_normal_flow():
                x = _put(child, x, widening, more)
        box.width = x - inner
        return float(x + box.padding_right + box.border_right_width + box.margin_right)
    box.translate(x - box.position_x, 0)
    return float(x + box.margin_width())


def _leaves(children: Sequence[Box]) -> Iterator[Box]:
    """Yield what stands in a line: texts, and pictures and the like."""
    for child in children:
        if isinstance(child, boxes.InlineBox):
            yield from _leaves([inner for inner in child.children if inner.is_in_normal_flow()])
        else:
            yield child


def _natural(text: Box) -> float:
    """Return a text's width as it would be without justification."""
    return float(text.width - text.justification_spacing * _count(text))


def _count(text: Box) -> int:
    return sum(text.text.count(space) for space in SPACES)
