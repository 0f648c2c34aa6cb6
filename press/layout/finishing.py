"""What is put right on the boxes of finished pages: bars that are too long, headings painted too late."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

from press.layout.draft import HEADINGS
from press.layout.laid import lines_of

Box = Any  # WeasyPrint has no type hints


def trim_bars(pages: Sequence[Any]) -> None:
    """End each quotation's box where its last line does.

    WeasyPrint makes the box of what is broken over pages as high as the page allows.
    """
    for page in pages:
        for box in _quotations(page._page_box):
            lines = list(lines_of(box))
            if lines:
                height = max(line.position_y + line.height for line in lines) - box.content_box_y()
                box.height = min(box.height, height)


def paint_in_order(pages: Sequence[Any]) -> None:
    """Paint shifted headings where they stand in the text, not after all else on their page.

    They were put on the baselines by `position: relative`; once they are there, nothing needs to know that,
    and the words of a file come in the order in which they are read.
    """
    for page in pages:
        for box in page._page_box.descendants():
            if box.element_tag in HEADINGS and box.style["position"] == "relative":
                box.style = box.style.copy()
                box.style["position"] = "static"


def _quotations(box: Box) -> Iterator[Box]:
    if box.element_tag == "blockquote" and isinstance(box, boxes.BlockBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _quotations(getattr(child, "_box", child))
