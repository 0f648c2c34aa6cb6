"""Each measure on a small book with one fault, and on one that just misses it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from press.design import make_design
from press.geometry import LINE
from press.settings import Settings
from press.typography import breaks, measures, notes, pages, spacing
from press.typography.sheets import Reading, Spot, read_pdf
from tests.reading import ROOT
from tests.typography.paper import PAGE, WORDS, Book, Tag

LAST = PAGE.lines - 1


def read(book: Book) -> Reading:
    return read_pdf(book.data(), PAGE)


def opened(lines: int = 20) -> tuple[Book, Tag]:
    """Open a chapter whose first page is full but for as many lines of the one paragraph."""
    book = Book()
    book.open("1")
    before = book.paragraph()
    book.fill(before, 6, LAST - lines - 6)
    book.line(before, LAST - lines, "the end of it")
    paragraph = book.paragraph()
    book.fill(paragraph, LAST - lines + 1, lines)
    return book, paragraph


def broken(above: int, below: int) -> Book:
    """Set a paragraph over two pages, so many of its lines on each."""
    book, paragraph = opened(above)
    book.turn("2", "The work")
    book.fill(paragraph, 0, below - 1)
    book.line(paragraph, below - 1, "and so it ends")
    book.fill(book.paragraph(), below, 8)
    return book


@pytest.mark.parametrize(("below", "expected"), [(1, 1), (2, 0)])
def test_widows(below: int, expected: int) -> None:
    value, spots = breaks.widows(read(broken(3, below)))
    assert value == expected
    assert [spot.words for spot in spots] == ["and so it ends"] * expected


@pytest.mark.parametrize(("above", "expected"), [(1, 1), (2, 0)])
def test_orphans(above: int, expected: int) -> None:
    value, spots = breaks.orphans(read(broken(above, 3)))
    assert value == expected
    assert [spot.page for spot in spots] == [0] * expected


@pytest.mark.parametrize(("word", "expected"), [("of.", 1), ("of the rest.", 0)])
def test_runts(word: str, expected: int) -> None:
    book, paragraph = opened()
    book.turn("2")
    book.fill(paragraph, 0, 2)
    book.line(paragraph, 2, word)
    book.line(book.paragraph(), 3, "So.")
    reading = read(book)
    value, spots = breaks.runts(reading)
    assert value == expected
    assert [spot.words for spot in spots] == [word] * expected
    assert breaks.short_note_ends(reading)[0] == 0


def test_a_short_last_line_of_a_note_is_told_apart() -> None:
    book, paragraph = opened(10)
    note = book.note(paragraph, "1", 30)
    book.line(note, 31, "x.", size=10.5)
    assert breaks.runts(read(book))[0] == 0
    assert breaks.short_note_ends(read(book))[0] == 1


@pytest.mark.parametrize(("end", "more", "expected"), [("-", True, 1), ("", True, 0), ("-", False, 0)])
def test_a_page_that_ends_within_a_word(end: str, more: bool, expected: int) -> None:
    book, paragraph = opened(5)
    book.pages[-1].pop()
    book.full(paragraph, LAST, " ".join(WORDS)[:-1] + end)
    book.turn("2")
    if more:
        book.fill(paragraph, 0, 2)
    book.fill(book.paragraph(), 3, 4)
    value, spots = breaks.divided_pages(read(book))
    assert value == expected
    assert [spot.page for spot in spots] == [0] * expected


def hyphens(*runs: int) -> Book:
    """Set paragraphs that begin with so many lines ending in a hyphen."""
    book = Book()
    book.open("1")
    number = 6
    for run in runs:
        paragraph = book.paragraph()
        for _ in range(run):
            book.full(paragraph, number, " ".join(WORDS)[:-1] + "-")
            number += 1
        book.full(paragraph, number)
        book.line(paragraph, number + 1, "and ends here")
        number += 2
    return book


@pytest.mark.parametrize(
    ("runs", "most", "faults"), [((3,), 3, 1), ((2,), 2, 0), ((2, 2), 2, 0), ((1, 4), 4, 1)]
)
def test_ladders(runs: tuple[int, ...], most: int, faults: int) -> None:
    value, spots = spacing.ladders(read(hyphens(*runs)))
    assert (value, len(spots)) == (most, faults)


def test_hyphenated_lines() -> None:
    assert spacing.hyphenated(read(hyphens(1, 2)))[0] == pytest.approx(60)


@pytest.mark.parametrize(("below", "expected"), [(0, 1), (1, 1), (2, 0)])
def test_headings_at_the_foot(below: int, expected: int) -> None:
    book = Book()
    book.open("1")
    book.fill(book.paragraph(), 6, LAST - below - 7)
    book.line(book.paragraph("H2"), LAST - below, "What follows", size=15)
    paragraph = book.paragraph()
    book.fill(paragraph, LAST - below + 1, below)
    book.turn("2")
    book.fill(paragraph, 0, 9)
    value, spots = breaks.headings(read(book))
    assert value == expected
    assert [spot.words for spot in spots] == ["What follows"] * expected


def test_a_heading_with_a_picture_below_it_is_not_at_the_foot() -> None:
    book = Book()
    book.open("1")
    book.line(book.paragraph("H2"), 20, "What follows", size=15)
    book.rule(PAGE.top + 21 * LINE, 13 * LINE)
    book.turn("2")
    book.fill(book.paragraph(), 0, 9)
    assert breaks.headings(read(book))[0] == 0


@pytest.mark.parametrize(("shift", "expected"), [(9.0, 75), (0.6, 75), (0.4, 100)])
def test_lines_on_the_grid(shift: float, expected: float) -> None:
    book = Book()
    book.open("1")
    book.fill(book.paragraph(), 6, 15)
    book.turn("2")
    book.fill(book.paragraph(), 0, 15)
    book.fill(book.paragraph(), 16 + shift / LINE, 10)
    value, spots = pages.on_grid(read(book))
    assert value == pytest.approx(expected)
    assert len(spots) == (expected < 100)


@pytest.mark.parametrize(("shift", "expected"), [(9.0, 60), (0.4, 100)])
def test_facing_pages_in_register(shift: float, expected: float) -> None:
    book = Book()
    book.open("1")
    book.fill(book.paragraph(), 6, 10)
    book.turn("2")
    book.fill(book.paragraph(), 0, 12)
    book.turn("3")
    book.fill(book.paragraph(), shift / LINE, 8)
    assert pages.in_register(read(book))[0] == pytest.approx(expected)


def filled(lines: int, note: float | None = None) -> Book:
    """Fill the second of three pages with so many lines, and set a note on it."""
    book = Book()
    book.open("1")
    paragraph = book.paragraph()
    book.fill(paragraph, 6, PAGE.lines - 6)
    book.turn("2")
    book.fill(paragraph, 0, lines)
    if note is not None:
        book.rule(PAGE.top + note * LINE)
        book.call(paragraph, "1", 0, 50)
        book.note(paragraph, "1", note + 0.5)
    book.turn("3")
    book.fill(paragraph, 0, 4)
    return book


@pytest.mark.parametrize(
    ("lines", "note", "expected"), [(31, None, 50), (32, None, 0), (27, 30, 50), (28, 30, 0)]
)
def test_short_pages(lines: int, note: float | None, expected: float) -> None:
    value, spots = pages.short(read(filled(lines, note)))
    assert value == expected
    assert [spot.page for spot in spots] == [1] * (expected > 0)


def test_a_picture_at_the_foot_fills_a_page_and_one_in_the_margin_does_not() -> None:
    for left, expected in ((0.0, 0), (PAGE.measure, 50)):
        book = filled(20)
        book.pages[1].append(f"{left + 80} {PAGE.top + 21 * LINE} 60 {12 * LINE} re f")
        value, _ = pages.short(read(book))
        assert value == expected


def test_a_bar_beside_a_quotation_does_not_fill_a_page() -> None:
    book = Book()
    book.open("1")
    quotation = book.paragraph("BlockQuote").add("P")
    book.fill(quotation, 6, LAST - 9)
    book.rule(PAGE.top + 6 * LINE, (PAGE.lines - 6) * LINE, width=3)
    book.turn("2")
    book.fill(quotation, 0, 3)
    assert pages.short(read(book))[0] == 100


@pytest.mark.parametrize(("end", "expected"), [("-", 100), ("", 0)])
def test_last_lines_that_begin_within_a_word(end: str, expected: float) -> None:
    book = Book()
    book.open("1")
    paragraph = book.paragraph()
    book.full(paragraph, 6)
    book.full(paragraph, 7, " ".join(WORDS)[:-1] + end)
    book.line(paragraph, 8, "and ends")
    assert breaks.hyphens_before_last(read(book))[0] == expected


@pytest.mark.parametrize(("lines", "expected"), [(3, 1), (4, 0)])
def test_last_pages(lines: int, expected: int) -> None:
    book, paragraph = opened(10)
    book.turn("2")
    book.fill(paragraph, 0, lines)
    assert pages.last_pages(read(book))[0] == expected


@pytest.mark.parametrize(
    ("number", "x", "expected"), [(6.4, 0, 1), (6.7, 0, 0), (6, 200, 0), (6.3, 100, 1), (PAGE.lines, 0, 1)]
)
def test_overprinted_lines(number: float, x: float, expected: int) -> None:
    book = Book()
    book.open("1")
    book.line(book.paragraph(), 6, "A line of words")
    book.line(book.paragraph(), number, "Another line", x=x)
    value, spots = pages.overprinted(read(book))
    assert value == expected
    assert [spot.words for spot in spots] == ["Another line"] * expected


NOTES: dict[str, tuple[Callable[[Book, Tag], None], float, float]] = {}


def noted(name: str, astray: float, late: float) -> Callable[[Callable[[Book, Tag], None]], None]:
    def keep(make: Callable[[Book, Tag], None]) -> None:
        NOTES[name] = (make, astray, late)

    return keep


@noted("in order", 0, 0)
def _(book: Book, paragraph: Tag) -> None:
    book.call(paragraph, "1", 0, 50)
    book.note(paragraph, "1", 30)
    book.call(paragraph, "2", 1, 50)
    book.note(paragraph, "2", 31)


@noted("missing", 1, 0)
def _(book: Book, paragraph: Tag) -> None:
    book.call(paragraph, "1", 0, 50)
    book.note(paragraph, "1", 30)
    book.call(paragraph, "2", 1, 50)


@noted("out of order", 1, 0)
def _(book: Book, paragraph: Tag) -> None:
    book.call(paragraph, "1", 0, 50)
    book.note(paragraph, "1", 31)
    book.call(paragraph, "2", 1, 50)
    book.note(paragraph, "2", 30)


@noted("late", 0, 50)
def _(book: Book, paragraph: Tag) -> None:
    book.call(paragraph, "1", 0, 50)
    book.note(paragraph, "1", 30)
    book.call(paragraph, "2", 1, 50)
    book.turn("3")
    book.note(paragraph, "2", 30)


@noted("running on to the next page", 0, 0)
def _(book: Book, paragraph: Tag) -> None:
    book.call(paragraph, "1", 0, 50)
    note = book.note(paragraph, "1", 30)
    book.turn("3")
    book.line(note, 30, "and the rest of it.", size=10.5)


@noted("early", 1, 0)
def _(book: Book, paragraph: Tag) -> None:
    note = book.note(paragraph, "1", 30)
    paragraph.kids.remove(note)
    book.turn("3")
    book.call(paragraph, "1", 0, 50)
    paragraph.kids.append(note)


@noted("below a table", 0, 0)
def _(book: Book, paragraph: Tag) -> None:
    book.line(paragraph, 5, "and ends")
    book.line(book.document.add("Note"), 20, "* A note below a table", size=10.5)


@noted("raised figures without a note", 0, 0)
def _(book: Book, paragraph: Tag) -> None:
    book.line(paragraph, -0.25, "2", size=7, x=50)


@pytest.mark.parametrize("name", NOTES)
def test_notes(name: str) -> None:
    make, astray, late = NOTES[name]
    book, paragraph = opened(10)
    book.turn("2")
    book.fill(paragraph, 0, 4)
    make(book, paragraph)
    reading = read(book)
    assert notes.astray(reading)[0] == astray
    assert (notes.late(reading)[0] or 0) == late


def test_notes_begin_anew_with_each_chapter() -> None:
    book = Book()
    for folio in ("1", "2"):
        book.open(folio)
        paragraph = book.paragraph()
        book.fill(paragraph, 6, 4)
        book.call(paragraph, "1", 6, 50)
        book.note(paragraph, "1", 30)
    assert notes.astray(read(book)) == (0, [])


@pytest.mark.parametrize(("folio", "drawn", "expected"), [("", False, 0), ("2", False, 1), ("2", True, 0)])
def test_blank_pages(folio: str, drawn: bool, expected: int) -> None:
    book, _ = opened()
    book.turn(folio)
    if drawn:
        book.rule(PAGE.top, 200)
    book.open("3", "The answer")
    book.fill(book.paragraph(), 6, 6)
    value, spots = pages.not_blank(read(book))
    assert value == expected
    assert [spot.words for spot in spots] == [folio] * expected


@pytest.mark.parametrize(("head", "expected"), [("The work", 1), ("", 0)])
def test_openings_have_no_running_head(head: str, expected: int) -> None:
    book = Book()
    book.open("1", head=head)
    book.fill(book.paragraph(), 6, 10)
    value, spots = pages.headed_openings(read(book))
    assert value == expected
    assert [spot.words for spot in spots] == [head] * expected


def spaced(*gaps: float) -> Reading:
    """Set lines of ten words whose spaces are so wide, in em, and end them at the edge."""
    book = Book()
    book.open("1")
    paragraph = book.paragraph()
    for number, gap in enumerate(gaps, start=6):
        wanted = PAGE.measure / 13.5 - 9 * gap  # em, for letters of half an em
        words = ["xxxxx"] * 9
        last = round((wanted - 9 * 2.5) * 2)
        exact = (PAGE.measure / 13.5 - (45 + last) / 2) / 9
        assert abs(exact - gap) < 0.03
        book.full(paragraph, number, " ".join([*words, "x" * last]))
    book.line(paragraph, 6 + len(gaps), "a  b")
    return read(book)


def test_the_word_space_is_the_mean_over_lines_of_their_mean() -> None:
    narrow = (PAGE.measure / 13.5 - 28.5) / 9
    wide = (PAGE.measure / 13.5 - 27.5) / 9
    reading = spaced(narrow, narrow, wide)
    assert spacing.mean_space(reading)[0] == pytest.approx((2 * narrow + wide) / 3, abs=1e-4)
    assert spacing.deviation(reading)[0] == pytest.approx((wide - narrow) * 2**0.5 / 3, abs=1e-4)
    assert spacing.tightest(reading)[0] == pytest.approx(narrow, abs=1e-4)
    assert spacing.loosest(reading)[0] == pytest.approx(wide, abs=1e-4)


def test_loose_lines() -> None:
    value, spots = spacing.loose(spaced(0.25, 0.42, 0.48, 0.25))
    assert value == pytest.approx(25)
    assert len(spots) == 1


def test_ragged_lines_have_no_word_space_to_judge() -> None:
    book = Book()
    book.open("1")
    paragraph = book.paragraph()
    for number in range(6, 16):
        book.line(paragraph, number, "A line that ends somewhere" + " or other" * (number % 3))
    reading = read(book)
    assert spacing.mean_space(reading) == (None, [])
    assert spacing.loose(reading) == (None, [])


@pytest.mark.parametrize(("more", "expected"), [(8.0, 1), (5.0, 0), (0.0, 0)])
def test_lines_too_wide(more: float, expected: int) -> None:
    book, paragraph = opened(10)
    book.turn("2")
    book.fill(paragraph, 0, 9)
    gap = (PAGE.measure + more - 57 * 6.75) / 10
    book.line(paragraph, 9, " ".join(WORDS), gap=gap)
    book.line(paragraph, 10, "ends here")
    value, spots = spacing.overfull(read(book))
    assert value == expected
    assert [spot.page for spot in spots] == [1] * expected


def test_a_good_book_has_no_fault() -> None:
    reading = read(broken(3, 3))
    looks: list[Callable[[Reading], tuple[float | None, list[Spot]]]] = [
        *(breaks.widows, breaks.orphans, breaks.runts, breaks.headings, breaks.divided_pages),
        *(notes.astray, pages.overprinted, pages.not_blank, pages.headed_openings, pages.last_pages),
        *(spacing.loose, spacing.overfull, pages.short),
    ]
    for look in looks:
        assert look(reading) == (0, []), look.__name__


@pytest.mark.parametrize(("trim", "softer"), [("A5", False), ("half-letter", True), ("A6", True)])
def test_narrow_pages_have_softer_bars_for_spaces_and_hyphens(trim: str, softer: bool) -> None:
    page = make_design(Settings(title="A", trim=trim), ROOT).page
    changed = {one.rule for one in measures.MEASURES if measures.find_bar(one, page) != one.bar}
    assert changed == (set(measures.IN_NARROW) if softer else set())
