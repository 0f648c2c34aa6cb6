"""Lines that are broken once: as they are without it, and what that leans on in the layout engine."""

from __future__ import annotations

import re
from inspect import getsource, signature

from weasyprint.layout import inline, preferred
from weasyprint.text import fonts, line_break

from press.layout import repeats
from tests.layout.desk import Desk, words

NOTES = "".join(f'<p>{words(20)}<span class="footnote">{words(30)}</span></p>' for _ in range(4))
STRUT_ALONE = {"line_height"}
"""Properties that decide how high a line is, which is kept with the style itself."""


def lines_of(desk: Desk) -> list[tuple[str, float, float]]:
    return [
        (box.text, box.width, box.pango_layout.justification_spacing)
        for page in desk.pages()
        for box in page._page_box.descendants()
        if hasattr(box, "pango_layout")
    ]


def test_lines_are_the_same_and_none_is_broken_again() -> None:
    plain, desk = lines_of(Desk(NOTES)), Desk(NOTES)
    fonts = desk.compositor.fonts
    with repeats.breaking_once(fonts):
        first = lines_of(desk)
        broken = len(fonts.press_kept.lines)
        again = lines_of(desk)
        assert len(fonts.press_kept.lines) == broken
    assert plain == first == again
    assert not fonts.press_kept.lines


def test_the_engine_asks_for_lines_and_their_height_by_these_names() -> None:
    for module in (inline, preferred):
        assert module.split_first_line is repeats._break_once
    assert inline.strut is repeats._measure_strut_once
    assert [*signature(line_break.split_first_line).parameters] == [
        *("text", "style", "context", "max_width", "justification_spacing", "is_line_start", "minimum")
    ]


def test_every_property_that_breaks_a_line_is_known() -> None:
    source = getsource(line_break) + getsource(fonts)
    read = set(re.findall(r"style\['([a-z_]+)'\]", source)) - STRUT_ALONE
    assert read <= set(repeats.BREAKING)


def test_the_engine_keeps_nothing_of_its_context_in_a_line() -> None:
    used = set(re.findall(r"\bcontext\.(\w+)", getsource(line_break.split_first_line)))
    assert used == {"dictionaries"}
