"""Pages chosen over heights alone: no layout engine, every case a few blocks."""

from __future__ import annotations

from press.geometry import LINE
from press.pagination import MOST_STATES, Paginator
from press.pagination.blocks import IMPOSSIBLE, Block, Note, Plan, Setting, Sheet

PAGE = Sheet(10 * LINE, rule=16.0, note_line=14.0, one_note=5.5 * LINE, all_notes=8.5 * LINE)


def block(*lines: int, cost: float = 5e3, calls: dict[int, tuple[int, ...]] | None = None) -> Block:
    """Return a paragraph of so many lines; those that follow are other ways to set it."""
    called = tuple((calls or {}).items())
    return Block([Setting(count, cost if place else 0.0, called) for place, count in enumerate(lines)])


def plan(blocks: list[Block], notes: list[Note] | None = None, *, recto: bool = True, pages: int = 0) -> Plan:
    """Choose pages."""
    made = Paginator(blocks, notes or [], PAGE).run(recto=recto, pages=pages or None)
    assert made is not None
    return made


def starts(made: Plan) -> list[tuple[int, int]]:
    """Return block and line with which each page begins."""
    return [(start.block, start.line) for start in made.starts]


def settings(made: Plan) -> list[int]:
    """Return which way each block is set."""
    return [choice.setting for end in made.ends for choice in end.choices]


def test_pages_are_filled_but_for_a_line_that_would_leave_one_alone() -> None:
    made = plan([block(7)] * 4)
    assert starts(made) == [(0, 0), (1, 3), (2, 5)]
    assert [end.lacks for end in made.ends] == [0, 1, 0]


def test_no_line_of_a_paragraph_stands_alone() -> None:
    made = plan([block(9), block(5), block(8)])
    assert starts(made)[1] == (1, 0), "one line of five has room on the first page"
    made = plan([block(8), block(3), block(8)])
    assert starts(made)[1] == (1, 0), "three lines cannot be parted"


def test_a_paragraph_takes_a_line_less_where_that_spares_a_widow() -> None:
    made = plan([block(9, 8), block(5), block(12)])
    assert settings(made)[0] == 1
    assert starts(made)[1] == (1, 2)


def test_what_is_impossible_is_not_chosen() -> None:
    made = plan([block(9, 8, cost=IMPOSSIBLE), block(5), block(8)])
    assert set(settings(made)) == {0}


def test_facing_pages_end_alike() -> None:
    # The verso lacks a line whatever is done; the recto could be full and does better to lack one, too.
    verso, recto = block(9), block(3)
    last = block(6)
    made = plan([verso, recto, block(3), block(4, 3), last, block(9)], recto=False)
    feet = [end.foot for end in made.ends[:-1]]
    assert feet[0] == feet[1]


def test_a_heading_stays_with_what_follows() -> None:
    heading = Block([Setting(1)], keep=True, whole=True, above=LINE)
    made = plan([block(7), heading, block(6), block(9)])
    assert starts(made)[1] == (1, 0)


def test_space_is_opened_above_a_heading_rather_than_a_page_left_short() -> None:
    heading = Block([Setting(1)], keep=True, whole=True, above=LINE, open_up=LINE, open_cost=1e5)
    tail = Block([Setting(4)], whole=True)
    made = plan([block(2), heading, block(3), tail, block(9)])
    assert [choice.opened for choice in made.ends[0].choices] == [0, 1, 0]


def test_it_is_opened_twice_where_a_page_would_lack_three_lines() -> None:
    heading = Block([Setting(1)], keep=True, whole=True, above=LINE, open_up=LINE, open_cost=1e5)
    tail = Block([Setting(5)], whole=True)
    made = plan([block(1), heading, block(3), tail, block(9)])
    assert [choice.opened for choice in made.ends[0].choices] == [0, 2, 0]
    assert made.ends[0].lacks == 2


def test_notes_take_room_from_the_page_of_their_references() -> None:
    made = plan([block(12, calls={7: (0,)}), block(9)], [Note(42.0)])
    (first, *_) = made.ends
    assert first.after.line <= 7, "the line with the reference and its note have no room together"
    made = plan([block(12, calls={2: (0,)}), block(9)], [Note(42.0)])
    assert made.ends[0].bottom + 16 + 42 <= PAGE.height


def test_a_long_note_runs_on_and_fills_the_pages() -> None:
    note = Note(40 * 14.0, 40, tuple(range(41)))
    made = plan([block(9, calls={3: (0,)}), block(9), block(9), block(9)], [note])
    parts = [end.split or end.carried for end in made.ends]
    assert sum(parts) == 40
    assert parts[0] >= 2
    assert max(parts) * 14 + 16 <= PAGE.all_notes


def test_no_note_is_called_while_another_one_runs_on_over_the_page() -> None:
    notes = [Note(40 * 14.0, 40, tuple(range(41))), Note(14.0)]
    made = plan([block(9, calls={3: (0,)}), block(9, calls={1: (1,)}), block(9)], notes)
    running = [end for end in made.ends if end.after.note == 0]
    for end in running:
        assert (end.after.block, end.after.line) <= (1, 1)


def test_a_table_is_broken_where_it_must_be_and_its_head_said_again() -> None:
    table = Block([Setting(30)], solid=True, least=1, again=LINE, shut={1})
    made = plan([table, block(4)])
    assert starts(made)[:4] == [(0, 0), (0, 10), (0, 19), (0, 28)]


def test_what_is_taller_than_a_page_stands_on_one_of_its_own() -> None:
    tall = Block([Setting(1)], height=12 * LINE, whole=True)
    made = plan([block(4), tall, block(4)])
    assert starts(made) == [(0, 0), (1, 0), (2, 0)]


def test_text_after_something_of_odd_height_begins_on_the_grid() -> None:
    figure = Block([Setting(1)], height=31.0, whole=True)
    text = Block([Setting(4)], grid=LINE)
    made = plan([block(2), figure, text])
    assert made.ends[0].choices[-1].pad == 2 * LINE - 31.0


def test_a_chapter_s_last_page_has_four_lines_where_it_can() -> None:
    made = plan([block(5), block(6), block(1)])
    assert len(made.ends) == 2
    assert made.ends[-1].bottom >= 4 * LINE


def test_as_many_pages_as_are_asked_for() -> None:
    blocks = [block(4, 3, cost=9e5) for _ in range(6)]
    assert len(plan(blocks).ends) == 3
    assert len(plan(blocks, pages=2).ends) == 2
    assert Paginator(blocks, [], PAGE).run(recto=True, pages=1) is None


def test_pages_are_remembered_until_a_block_on_them_has_changed() -> None:
    blocks = [block(6) for _ in range(MOST_STATES)]
    paginator = Paginator(blocks, [], PAGE)
    before = paginator.run(recto=True)
    known = dict(paginator.known)
    paginator.forget({len(blocks) - 1})
    assert 0 < len(paginator.known) < len(known)
    assert all(known[start] is page for start, page in paginator.known.items())
    assert paginator.run(recto=True) == before


def test_nothing_but_headings_comes_to_an_end() -> None:
    made = plan([Block([Setting(1)], keep=True, whole=True, above=LINE) for _ in range(40)])
    assert len(made.ends) >= 8
