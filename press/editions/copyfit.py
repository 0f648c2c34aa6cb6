"""A pamphlet that is a little over its sheets, drawn back: chapters with little on their last page lose it.

First, paragraphs are set in a line less where their lines stay good: no space is narrower than any line's
may be. Where that is not enough for a chapter, the spaces around its quotations, lists, figures and tables
are half a line each in place of a line. Nothing else gives: not the type, the leading, nor the page. What
cannot be done within that is not done at all, and told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from press.layout import Draw, Layout

SHEET = 4  # pages of a folded sheet
MOST = 0.5  # how full a chapter's last page may be for it to be tried to draw it back


@dataclass(frozen=True)
class Laid:
    """A chapter as it was laid out, from what and from which folio on."""

    html: str
    first: int
    layout: Layout


Compose = Callable[[Laid, Draw], Layout]


def find_draws(chapters: Sequence[Laid], over: int, compose: Compose) -> Mapping[int, Draw]:
    """Return which chapters can be drawn back by a page, so that there are so many pages less, if they can.

    Those with the least on their last page are tried first; less space around what is set off comes last.
    """
    likely = sorted(
        (number for number, chapter in enumerate(chapters) if _is_likely(chapter.layout)),
        key=lambda number: chapters[number].layout.fill,
    )
    draws: dict[int, Draw] = {}
    for closer in (False, True):
        for number in likely:
            draw = Draw(len(chapters[number].layout.pages.pages) - 1, closer)
            if len(draws) == over or number in draws:
                continue
            if len(compose(chapters[number], draw).pages.pages) == draw.pages:
                draws[number] = draw
    return draws


def _is_likely(layout: Layout) -> bool:
    return len(layout.pages.pages) > 1 and layout.fill <= MOST


def count_excess(chapters: Sequence[Laid], draws: Mapping[int, Draw], over: int, lines: int) -> int:
    """Return how many lines stand on the last pages that would have to go; a page has so many lines."""
    fills = sorted(
        chapter.layout.fill
        for number, chapter in enumerate(chapters)
        if number not in draws and len(chapter.layout.pages.pages) > 1
    )
    missing = over - len(draws)
    return round((sum(fills[:missing]) + max(0, missing - len(fills))) * lines)
