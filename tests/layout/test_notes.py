"""Every note on the page of its reference, or begun there, divided where that is needed."""

from __future__ import annotations

import random
import re
from xml.etree import ElementTree

import pytest

from press.layout import notes as room
from press.layout.division import divide, is_continued, join_again
from press.layout.notes import Placed, gather, judge
from press.layout.survey import Survey
from tests.layout.desk import Desk, Element, letters, looked_over, words
from tests.reading import ROOT

LONG = " ".join(f"word{place}" for place in range(700))
ROUNDS = 100
"""Of mending, at most."""


def note(text: str) -> str:
    return f'<span class="footnote">{text}</span>'


def crowded(seed: int, most: int, size: int) -> str:
    """Make twenty paragraphs with up to so many notes each of up to so many words."""
    dice, paragraphs = random.Random(seed), []
    for place in range(20):
        text = words(dice.randint(40, 120), place).split()
        for count in range(dice.randint(0, most)):
            where = dice.randrange(len(text))
            text[where] += note(f"Note {words(dice.randint(5, size), place + count)} end.")
        paragraphs.append(f"<p>{' '.join(text)}</p>")
    return "".join(paragraphs)


def mend_notes(desk: Desk) -> Survey:
    """Lay out, and gather notes as long as some are astray."""
    seen = desk.fit()
    for _ in range(ROUNDS):
        if not gather(desk.draft, seen):
            return seen
        seen = desk.look()
    raise AssertionError("there are notes to gather without end")


def notes_of(seen: Survey) -> list[str]:
    """Return what the notes say, each put together from its pieces, in the order of their first lines."""
    found: list[str] = []
    for box in seen.notes:
        text = " ".join(line.strip() for line in box.lines).replace("‐ ", "")
        if is_continued(box.element):
            found[-1] += " " + text
        else:
            found.append(text)
    return found


# ---- A long note ---------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("before", [20, 300, 620])
def test_a_note_of_700_words_runs_on_over_the_pages(before: int) -> None:
    desk = Desk(f"<p>{words(before)}{note(LONG)} {words(60)}{note('A short one.')}</p><p>{words(900)}</p>")
    layout = desk.compose()
    seen = looked_over(layout)
    assert layout.findings == ()
    pieces = [box for box in seen.notes if letters(" ".join(box.lines)) != "Ashortone."]
    pages = [box.page for box in pieces]
    assert len(pieces) >= 2
    assert sorted(set(pages)) == list(range(pages[0], pages[-1] + 1))
    assert pages == sorted(pages)
    (line,) = (line for line in seen.lines if pieces[0].element in line.calls)
    assert line.page == pages[0]
    assert " ".join(line.strip() for box in pieces for line in box.lines).replace("‐ ", "") == LONG
    assert min(seen.shortage(page) for page in range(len(seen.frames))) > -0.1
    # Where text with a later note must wait, notes take no more than their share of the page.
    assert max(seen.shortage(page) for page in range(len(seen.frames) - 1)) <= 45
    assert [text.split()[0] for text in markers(layout.pages.pages)] == ["1.", "2."]


def markers(pages: list[Element]) -> list[str]:
    """Return the numbers of the notes at the pages' feet."""
    texts = [
        box.text
        for page in pages
        for box in page._page_box.descendants(placeholders=True)
        if box.element_tag == "span::footnote-marker" and hasattr(box, "text")
    ]
    return [text for text in texts if text.strip()]


@pytest.mark.slow
def test_as_much_of_a_long_note_stands_on_its_first_page_as_there_is_room() -> None:
    desk = Desk(f"<p>{words(300)}{note(LONG)}</p><p>{words(900)}</p>")
    seen = looked_over(desk.compose())
    first = seen.notes[0]
    room_left = seen.frames[0].foot - first.top - first.height
    assert room_left < room.NOTE_LINE + 0.1
    assert len(first.lines) > 10


@pytest.mark.slow
def test_notes_take_no_more_than_their_share_of_a_page() -> None:
    desk = Desk(f"<p>{words(20)}{note(LONG)}</p><p>{words(700)}{note(words(300))}</p>")
    seen = desk.fit()
    rounds = 0
    while room.divide_tall(desk.draft, seen) or room.fill_divided(desk.draft, seen):
        seen, rounds = desk.look(), rounds + 1
        assert rounds < ROUNDS
    block = seen.frames[0].foot - seen.frames[0].top
    assert len(seen.notes) > 3
    for page in range(len(seen.frames)):
        height = sum(box.height for box in seen.notes if box.page == page)
        assert height <= room.MOST_TOGETHER * block


# ---- Dividing ------------------------------------------------------------------------------------

RICH = (
    '<span class="footnote">One <em id="e">two <strong>three four</strong> five</em> six '
    '<a href="https://example.org/a">seven eight nine</a> ten<span class="note-paragraph"></span>'
    "eleven twelve</span>"
)


@pytest.mark.parametrize("letters_kept", range(1, 52))
def test_a_note_can_be_divided_anywhere_and_put_together_again(letters_kept: int) -> None:
    desk = Desk(f"<p>Text{RICH} and more.</p>")
    element = next(item for item in desk.root.iter("span"))
    whole = ElementTree.tostring(desk.root, encoding="unicode")
    plain = " ".join("".join(element.itertext()).split())
    lines = (plain.replace(" ", "")[:letters_kept], plain.replace(" ", "")[letters_kept:])
    divide(desk.draft, element, lines, [1])
    paragraph = desk.root.find(".//p")
    first, rest = paragraph
    assert (first.tail, rest.tail) == (None, " and more.")
    assert rest.get("class") == "footnote continued"
    assert rest.get("data-continues") == first.get("id")
    one, two = (" ".join("".join(piece.itertext()).split()) for piece in (first, rest))
    assert letters(one) + letters(two) == letters(plain)
    assert len(letters(one)) <= letters_kept
    assert plain.startswith(one)
    names = [item.get("id") for item in desk.root.iter() if item.get("id")]
    assert len(names) == len(set(names))
    join_again(desk.draft, element)
    del element.attrib["id"]
    assert ElementTree.tostring(desk.root, encoding="unicode") == whole


def test_a_division_falls_between_words() -> None:
    desk = Desk(f"<p>Text{RICH} and more.</p>")
    element = next(item for item in desk.root.iter("span"))
    divide(desk.draft, element, ("Onetwothr", "eefourfivesixseveneightnineteneleventwelve"), [1])
    first, rest = desk.root.find(".//p")
    assert "".join(first.itertext()) == "One two"
    assert "".join(rest.itertext()).startswith("three four five")
    assert [item.tag for item in rest.iter()][:3] == ["span", "em", "strong"]


def test_a_paragraph_whose_note_was_divided_can_still_be_written_anew() -> None:
    desk = Desk(f"<p id='p'>{words(40)}{note(words(90))} {words(40, 5)}</p>")
    seen = desk.fit()
    before = letters(desk.root)
    (box,) = seen.notes
    divide(desk.draft, box.element, box.lines, [2])
    paragraph = desk.draft.paragraphs[desk.find("p")]
    assert paragraph.fit is not None
    paragraph.write(paragraph.fit, desk.draft.moved)
    assert letters(desk.root) == before
    assert [child.get("class") for child in desk.find("p")][1] == "footnote continued"
    paragraph.unwrite(desk.draft.moved)
    assert letters(desk.root).replace("‐", "") == before.replace("‐", "")


# ---- Crowded notes -------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("seed", "most", "size"), [(6, 3, 30), (0, 5, 20), (1, 4, 60), (1, 2, 100)])
def test_crowded_notes_are_brought_together_with_their_references(seed: int, most: int, size: int) -> None:
    desk = Desk(crowded(seed, most, size))
    text = letters(desk.root)
    first = desk.fit()
    expected = sorted(letters(element) for element, _ in Placed(first).calls)
    if seed != 1 or most != 2:
        assert Placed(first).astray(), "these notes do not crowd any more"
    seen = mend_notes(desk)
    assert not Placed(seen).astray()
    assert judge(desk.draft, seen, 1) == []
    assert sorted(letters(text) for text in notes_of(seen)) == expected
    assert letters("".join(desk.root.itertext()).replace("‐\n", "")) == text


def test_short_notes_are_not_divided() -> None:
    desk = Desk(crowded(6, 3, 30))
    mend_notes(desk)
    assert desk.draft.divided == {}


def test_a_note_without_room_sends_its_line_on_to_the_next_page() -> None:
    lines = '<p style="text-indent: 0">A line.</p>' * 32
    desk = Desk(f"{lines}<p id='p'>{words(34)}{note(words(20))} {words(40)}</p><p>{words(200)}</p>")
    before = desk.fit()
    (element, line) = Placed(before).calls[0]
    assert Placed(before).page_of.get(element) != line.page or line.page == 1
    seen = mend_notes(desk)
    (element, line) = Placed(seen).calls[0]
    assert Placed(seen).page_of[element] == line.page == 1


def test_the_measures_of_notes_are_those_of_the_style_sheets() -> None:
    tokens = (ROOT / "templates" / "shared" / "tokens.css").read_text(encoding="utf-8")
    sheet = (ROOT / "templates" / "print" / "print.css").read_text(encoding="utf-8")
    area = re.search(r"@footnote \{(.*?)\}", sheet, re.DOTALL)
    assert area
    assert f"--note-line: {room.NOTE_LINE:g}px" in tokens
    assert sum(float(length) for length in re.findall(r"([\d.]+)px", area[1])) == room.RULE
