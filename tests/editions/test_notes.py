"""The note gate: a note that is lost, early or out of order stops the build; a late one is told."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest

from press.errors import NotesAstray
from press.layout.notes import Call, Notes, judge, send_on


def notes(*pages: tuple[int, int | None]) -> tuple[Notes, list[Element]]:
    """Make notes called and placed on pages, the n-th called in line n of a paragraph of ten lines."""
    paragraph, elements = Element("p"), [Element("span") for _ in pages]
    calls = [
        Call(note, called, paragraph, line)
        for line, (note, (called, _)) in enumerate(zip(elements, pages, strict=True))
    ]
    placed = {note: where for note, (_, where) in zip(elements, pages, strict=True) if where is not None}
    return Notes(calls, placed, {paragraph: 10}, list(placed)), [*elements, paragraph]


def test_notes_in_their_place_are_no_matter() -> None:
    found, _ = notes((1, 1), (1, 1), (2, 2))
    assert judge(found) == []
    assert not send_on(found, set())


@pytest.mark.parametrize(
    ("pages", "fact"), [([(1, 1), (1, None)], "was lost"), ([(2, 1)], "before its reference")]
)
def test_a_lost_or_early_note_stops_the_build(pages: list[tuple[int, int | None]], fact: str) -> None:
    with pytest.raises(NotesAstray, match=fact):
        judge(notes(*pages)[0])


def test_a_late_note_is_told() -> None:
    (finding,) = judge(notes((1, 2))[0])
    assert finding.rule == "note-late"


def test_the_last_reference_astray_is_sent_on_with_its_lines() -> None:
    found, elements = notes((1, 1), (1, 1), (1, 1), (1, 2), (1, None))
    sent: set[Element] = set()
    assert send_on(found, sent)
    assert elements[-1].get("style") == "widows: 6"
    assert sent == {elements[4]}


def test_where_too_few_lines_would_stay_the_paragraph_goes() -> None:
    found, elements = notes((1, 1), (1, 2))
    assert send_on(found, set())
    assert elements[-1].get("style") == "break-before: page"
