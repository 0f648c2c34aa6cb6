"""Where pages begin: the page map held against the finished PDF, and against the text as it was written."""

from __future__ import annotations

import pytest

from press.ast import Node, each, identifier
from press.layout.origin import Start
from press.layout.survey import HYPHEN
from press.model import Part
from tests.layout.desk import Desk, from_markdown, letters, words
from tests.layout.letters import count_letters
from tests.printed import ESSAYS, Printed, print_pdf
from tests.reading import CITED_ON

FRONT = {"cover", "half-title", "title-page", "imprint", "contents", "back-cover"}
NUMBERS = "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN".casefold().split()


@pytest.fixture(params=ESSAYS)
def printed(request: pytest.FixtureRequest) -> Printed:
    """Each of the essays in turn."""
    return print_pdf(ESSAYS[request.param])


def plain(text: str) -> str:
    """Return only the letters of a text, in lower case: no figures, which may be those of references."""
    return "".join(letter for letter in text.casefold() if letter.isalpha())


def subfigures(part: Part) -> list[Node]:
    """Return the groups of figures that share a caption."""
    return [node for node in each(part.blocks, "Div") if identifier(node).startswith("fig:")]


# ---- Whole essays --------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_page_of_text_begins_with_the_words_of_the_page_map(printed: Printed) -> None:
    for start, text in zip(printed.pdf.starts, printed.pages, strict=True):
        if start.offset is None or start.part in FRONT:
            continue
        # In the register it is only the first words of an entry that are counted.
        part = printed.part(start.part)
        wanted = plain(start.words[:8] if part.role == "register" else start.words)
        page = plain(CITED_ON.sub("", text))
        # A drop cap is not drawn in front of its word.
        at = page.find(wanted if wanted in page else wanted[1:])
        assert at >= 0, (start, text[:80])
        before = page[:at].removesuffix(
            wanted[0] if at and wanted[1:] == page[at:][: len(wanted) - 1] else ""
        )
        heads = {
            plain("".join(count_letters(cell[-1]) for _, cells in table["c"][3][1] for cell in cells))
            for table in each(part.blocks, "Table")
        }
        # A figure that was moved down stands above the text that the page goes on with.
        moved = {
            plain(count_letters([figure])) for figure in [*each(part.blocks, "Figure"), *subfigures(part)]
        }
        title = plain(count_letters(part.title))
        openings = {title, *(number + title for number in NUMBERS)}
        assert before in (openings if start.offset == 0 else {"", *heads, *moved}), (start, text[:80])


@pytest.mark.slow
def test_every_page_s_place_leads_to_its_words_in_the_text_as_it_was_written(printed: Printed) -> None:
    texts = {part.identifier: count_letters(part.blocks).casefold() for part in printed.document.parts}
    starts = [start for start in printed.pdf.starts if start.part and start.part not in FRONT]
    places = [(start.part, start.offset, start.words) for start in starts]
    for part, offset, found in places:
        assert offset is not None
        assert len(found) == 30 or texts[part].endswith(found.casefold())
        assert texts[part][offset:].startswith(found.casefold()), (part, offset)
    assert {part for part, _, _ in places} == set(texts)
    assert sorted(places, key=lambda place: (list(texts).index(place[0]), place[1])) == places


@pytest.mark.slow
def test_pages_without_text_of_a_part_have_no_place(printed: Printed) -> None:
    for start, text in zip(printed.pdf.starts, printed.pages, strict=True):
        assert (start.offset is None) == (not start.part) == (not start.words)
        if not text.strip():
            assert not start.part


@pytest.mark.slow
def test_a_plan_of_the_pages_is_right_nearly_always(printed: Printed) -> None:
    assert len(printed.layouts) == len(printed.document.parts)
    assert max(printed.layouts) <= 3
    assert sum(count > 2 for count in printed.layouts) <= 1


@pytest.mark.slow
def test_no_note_of_an_essay_is_late_and_nothing_is_too_wide(printed: Printed) -> None:
    assert [str(finding) for finding in printed.pdf.findings] == []


# ---- Small ones ----------------------------------------------------------------------------------


def starts_of(desk: Desk) -> tuple[Start, ...]:
    """Return where the pages begin of a text that nothing was done to."""
    return desk.origin.starts(desk.pages())


def test_a_page_that_begins_within_a_word_begins_at_that_letter() -> None:
    for lines in range(20, 40):
        desk = Desk(f"{'<p>A line.</p>' * lines}<p>{words(400)}</p>")
        last = desk.look().lines_on[0][-1].text
        if last.endswith(HYPHEN):
            break
    else:
        pytest.fail("no page ends within a word")
    start = starts_of(desk)[1]
    assert start.offset is not None
    whole = letters(desk.root.find(".//section"))
    assert whole[start.offset :].startswith(start.words)
    assert whole[: start.offset].endswith(letters(last.removesuffix(HYPHEN)))


def test_soft_hyphens_and_spaces_are_not_counted_wherever_lines_end() -> None:
    text = "un\u00adquestion\u00adable straight\u00adforward\u00adness \u00a0 and " * 90
    desk = Desk(f"<p>{text}</p>", css="p { hyphens: manual }")
    starts = starts_of(desk)
    whole = letters(text)
    assert len(starts) > 1
    for start in starts:
        assert whole[start.offset :].startswith(start.words)


def test_lines_that_were_fitted_count_no_hyphen_of_theirs() -> None:
    desk = Desk(from_markdown(f"{words(500)} *{words(300)}* {words(300)}"))
    whole = letters(desk.root.find(".//section"))
    desk.fit()
    starts = starts_of(desk)
    assert len(starts) > 2
    for start in starts:
        assert whole[start.offset :].startswith(start.words)


def test_notes_and_openings_are_not_counted() -> None:
    note = f'<span class="footnote">{words(40)}</span>'
    opener = '<header class="opener"><p class="number">One</p><h1 data-running="A">Title</h1></header>'
    desk = Desk(f"{opener}<p>Text{note} and more. {words(400)}</p><p>Last{note}.</p>")
    starts = starts_of(desk)
    whole = f"Textandmore.{letters(words(400))}Last."
    assert (starts[0].offset, starts[0].words) == (0, whole[:30])
    assert whole[starts[1].offset :].startswith(starts[1].words)


@pytest.mark.parametrize("small", ["t", "T"])
def test_a_drop_cap_is_a_letter_of_the_text_and_may_be_a_capital_for_a_small_one(small: str) -> None:
    cap = f'<span class="drop-cap">{small}</span><span class="opening-words">he rest</span>'
    (start,) = starts_of(Desk(f'<div class="opening with-drop-cap"><p>{cap} of it.</p></div>'))
    assert (start.offset, start.words) == (0, f"{small}herestofit.")


def test_a_page_begins_with_a_table_s_next_row_not_with_its_repeated_head() -> None:
    rows = "".join(f"<tr><td>Row {number}</td><td>{words(6)}</td></tr>" for number in range(60))
    table = f"<table><thead><tr><th>Head</th><th>Words</th></tr></thead><tbody>{rows}</tbody></table>"
    desk = Desk(f'<div class="table">{table}</div>')
    first, second, *_ = starts_of(desk)
    assert first.words.startswith("HeadWordsRow0")
    assert second.words.startswith("Row")
    assert letters(desk.root.find(".//section"))[second.offset :].startswith(second.words)


def test_a_page_that_begins_with_a_figure_begins_at_its_picture() -> None:
    picture = '<img src="press:square" alt="" style="height: 300px">'
    figure = f"<figure>{picture}<figcaption>The caption.</figcaption></figure>"
    desk = Desk(f"<p>{words(350)}</p>{figure}<p>After.</p>")
    second = starts_of(desk)[1]
    assert second.words == "\ufffcThecaption.After."
    assert second.offset == len(letters(words(350)))


def test_a_blank_page_has_no_place_and_one_of_pictures_alone_begins_at_a_picture() -> None:
    picture = '<img src="press:square" alt="" style="height: 500px">'
    body = f"<p>One.</p><p style='break-before: right'>{picture}</p><p style='break-before: page'>Two.</p>"
    assert starts_of(Desk(body)) == (
        Start(0, "One.\ufffcTwo.", "one"),
        Start(None, ""),
        Start(4, "\ufffcTwo.", "one"),
        Start(5, "Two.", "one"),
    )


def test_a_figure_that_was_moved_behind_a_paragraph_begins_no_page() -> None:
    figure = (
        '<figure><img src="press:square" alt="" style="height: 300px"><figcaption>It.</figcaption></figure>'
    )
    desk = Desk(f"<p>{words(200)}</p>{figure}<p>{words(60)}</p><p>After.</p>")
    (moved,) = desk.root.iter("figure")
    assert desk.draft.swap_with_next(moved)
    starts = starts_of(desk)
    assert starts[1].words == "After."
