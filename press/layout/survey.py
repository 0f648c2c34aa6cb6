"""What is on the laid-out pages: every line of text with its place, every note with its height.

The only module that reads WeasyPrint's box tree. Lengths are in px from the page's top left corner;
pages and lines are counted from 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from weasyprint.formatting_structure import boxes

from press.layout.laid import calls_of, find_floats, find_right_edge, lines_of, texts_of
from press.layout.ruler import Ruler

Box = Any  # WeasyPrint has no type hints
Element = Any

MARKER = "::marker"  # the figure or dot of a list's item
HYPHEN = "‐"  # what the layout engine sets at a broken word


@dataclass(frozen=True)
class Line:
    """A line of a block. `place` counts the block's lines over all pages.

    `gap` is the mean space between words in em, of justified lines alone. `left` and `end` are where
    its letters begin and end, `right` is the end of its measure, or a float there.
    """

    page: int
    block: Element
    place: int
    top: float
    bottom: float
    left: float
    end: float
    right: float
    size: float
    text: str
    gap: float | None
    calls: tuple[Element, ...]


@dataclass(frozen=True)
class NoteBox:
    """A note on its page, with the text of its lines."""

    page: int
    element: Element
    top: float
    height: float
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """The part of a block on one page: a paragraph, a picture, whatever is not split into others."""

    page: int
    element: Element
    top: float
    bottom: float
    right: float
    room: float
    """The right edge of what it stands in."""


@dataclass(frozen=True)
class Frame:
    """A page's block of text: top, foot, and where the notes begin (at its foot when there are none)."""

    top: float
    foot: float
    notes: float
    blank: bool


@dataclass(frozen=True)
class Survey:
    """All that was found, in reading order."""

    frames: tuple[Frame, ...]
    lines: tuple[Line, ...]
    blocks: tuple[Block, ...]
    notes: tuple[NoteBox, ...]

    @cached_property
    def lines_of(self) -> dict[Element, list[Line]]:
        """The lines by block."""
        found: dict[Element, list[Line]] = defaultdict(list)
        for line in self.lines:
            found[line.block].append(line)
        return found

    def widths_of(self, element: Element) -> list[float]:
        """Return the measure of each line of a block, without its indent."""
        return [line.right - line.left for line in self.lines_of.get(element, [])]

    @cached_property
    def blocks_on(self) -> list[list[Block]]:
        """The blocks by page."""
        found: list[list[Block]] = [[] for _ in self.frames]
        for block in self.blocks:
            found[block.page].append(block)
        return found

    @cached_property
    def lines_on(self) -> list[list[Line]]:
        """The lines by page."""
        found: list[list[Line]] = [[] for _ in self.frames]
        for line in self.lines:
            found[line.page].append(line)
        return found

    def bottom(self, page: int) -> float:
        """Return where the text of a page ends."""
        return max((block.bottom for block in self.blocks_on[page]), default=self.frames[page].top)

    def shortage(self, page: int) -> float:
        """Return the room left between text and notes, or foot."""
        return self.frames[page].notes - self.bottom(page)


def survey(pages: Sequence[Any], ruler: Ruler) -> Survey:
    """Go over WeasyPrint's pages."""
    walker = _Walker(ruler)
    for number, page in enumerate(pages):
        walker.page(number, page._page_box)
    return Survey(tuple(walker.frames), tuple(walker.lines), tuple(walker.blocks), tuple(walker.notes))


class _Walker:
    """Goes through boxes and keeps what it finds."""

    def __init__(self, ruler: Ruler) -> None:
        self.ruler = ruler
        self.frames: list[Frame] = []
        self.lines: list[Line] = []
        self.blocks: list[Block] = []
        self.notes: list[NoteBox] = []
        self.places: dict[Element, int] = defaultdict(int)
        self.floats: list[Box] = []

    def page(self, number: int, page: Box) -> None:
        """Go over a page."""
        top, foot = page.content_box_y(), page.content_box_y() + page.height
        notes = foot
        self.floats = list(find_floats(page))
        for child in page.children:
            if isinstance(child, boxes.FootnoteAreaBox):
                notes = child.position_y
                for note in child.children:
                    lines = tuple("".join(_texts(line)) for line in lines_of(note))
                    self.notes.append(NoteBox(number, note.element, note.position_y, note.height, lines))
            elif not isinstance(child, boxes.MarginBox):
                self.visit(child, number, page.content_box_x() + page.width)
        self.frames.append(Frame(top, foot, notes, page.page_type.blank))

    def visit(self, box: Box, page: int, room: float) -> None:
        """Record a box that is not itself a line; `room` is the right edge of what it stands in."""
        box = getattr(box, "_box", box)
        if (box.element_tag or "").endswith(MARKER):
            return
        children: Sequence[Box] = getattr(box, "children", ())
        in_lines = bool(children) and isinstance(children[0], boxes.LineBox)
        if in_lines or isinstance(box, boxes.ReplacedBox | boxes.TableBox):
            right = box.position_x + box.margin_width()
            # A box that is broken over pages reaches to the foot of its page, its last line may not.
            last = children[-1] if in_lines else box
            bottom = last.position_y + (last.height if in_lines else box.margin_height() - box.margin_bottom)
            self.blocks.append(Block(page, box.element, box.position_y, bottom, right, room))
        inside = box.content_box_x() + box.width if isinstance(box, boxes.BlockBox) else room
        for child in children:
            if isinstance(child, boxes.LineBox):
                self.line(child, box, page)
            else:
                self.visit(child, page, inside)

    def line(self, line: Box, block: Box, page: int) -> None:
        """Record a line."""
        place = self.places[block.element]
        self.places[block.element] += 1
        flow = [child for child in line.children if child.is_in_normal_flow()]
        left = min((child.position_x for child in flow), default=line.position_x)
        end = max((child.position_x + child.margin_width() for child in flow), default=left)
        text = "".join(_texts(line)).rstrip()
        self.lines.append(
            Line(
                page=page,
                block=block.element,
                place=place,
                top=line.position_y,
                bottom=line.position_y + line.height,
                left=left,
                end=end,
                right=find_right_edge(line, block, self.floats),
                size=block.style["font_size"],
                text=text,
                gap=_gap(line, block, self.ruler),
                calls=tuple(calls_of(line)),
            )
        )


def _texts(box: Box) -> Iterator[str]:
    """Yield the text of a line without the figures of its references."""
    for text in texts_of(box):
        if not (text.element_tag or "").endswith(("::footnote-call", "::footnote-marker")):
            yield text.text


def _gap(line: Box, block: Box, ruler: Ruler) -> float | None:
    """Return the space between words in em, when the line was justified."""
    texts = [text for text in texts_of(line) if " " in text.text.strip() and text.justification_spacing]
    for text in sorted(texts, key=lambda text: text.element is not block.element):
        space = ruler.space(text.style) + text.style["word_spacing"] + text.justification_spacing
        return float(space * getattr(text, "widening", 1.0) / block.style["font_size"])
    return None
