"""What a first layout tells of a document's paragraphs: their fragments, styles, and fixed widths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

Box = Any  # WeasyPrint has no type hints
Element = Any
Style = Any


class Laid:
    """The boxes that hold lines, by element, and what stands in them.

    `fixed` are the widths of the notes' figures; `around` the space that an inline element takes at its
    left and right; `odd` the blocks that hold something other than text and floats.
    """

    def __init__(self, pages: Sequence[Any]) -> None:
        self.fragments: dict[Element, list[Box]] = {}
        self.styles: dict[Element, Style] = {}
        self.fixed: dict[tuple[Element, str], float] = {}
        self.around: dict[Element, tuple[float, float]] = {}
        self.floated: set[Element] = set()
        self.odd: set[Element] = set()
        for page in pages:
            for child in page._page_box.children:
                if not isinstance(child, boxes.MarginBox | boxes.FootnoteAreaBox):
                    self._walk(child, None)

    def _walk(self, box: Box, block: Element) -> None:
        box = getattr(box, "_box", box)
        tag = box.element_tag or ""
        if isinstance(box, boxes.TextBox):
            if "::" not in tag:
                self.styles.setdefault(box.element, box.style)
            elif block is not None:
                self.odd.add(block)
            return
        if isinstance(box, boxes.InlineBox):
            if "::footnote-" in tag:
                self.fixed.setdefault((box.element, tag.partition("::")[2]), box.margin_width())
                return
            left = box.margin_left + box.padding_left + box.border_left_width
            right = box.margin_right + box.padding_right + box.border_right_width
            known = self.around.get(box.element, (0.0, 0.0))
            self.around[box.element] = max(known[0], left), max(known[1], right)
        elif box.is_floated():
            self.floated.add(box.element)
            return
        elif block is not None and not isinstance(box, boxes.LineBox):
            self.odd.add(block)
            return
        children = getattr(box, "children", ())
        if children and isinstance(children[0], boxes.LineBox):
            block = box.element
            self.fragments.setdefault(block, []).append(box)
        for child in children:
            self._walk(child, block)
