"""Bars beside quotations end with the text, also where a quotation runs on over the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from weasyprint.formatting_structure import boxes

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


def _quotations(box: Box) -> Iterator[Box]:
    if box.element_tag == "blockquote" and isinstance(box, boxes.BlockBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _quotations(getattr(child, "_box", child))
