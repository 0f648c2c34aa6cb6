"""Marks of printed pages in HTML."""

from __future__ import annotations

from defusedxml.ElementTree import fromstring
from markupsafe import Markup

from press.editions.pagelist import Folios, find_place, front_pages, list_pages, read_letters
from press.editions.parts import HtmlPart
from press.model import PageStart


def mark(body: str, *offsets: int, words: str = "") -> str:
    starts = tuple(PageStart(str(number), "a", offset, words) for number, offset in enumerate(offsets, 1))
    marked, _ = Folios(starts, lambda label, in_link: f"<i{' l=' if in_link else ''}>{label}</i>").mark(
        "a", body
    )
    return marked


def test_a_mark_stands_before_the_very_letter_also_within_a_word() -> None:
    assert mark("<p>One two.</p>", 3, 4) == "<p>One <i>1</i>t<i>2</i>wo.</p>"


def test_spaces_soft_hyphens_and_joiners_are_not_counted_and_an_entity_is_one_letter() -> None:
    assert mark("<p>a &amp; b\u00ad\u2060\u00a0c</p>", 3) == "<p>a &amp; b\u00ad\u2060\u00a0<i>1</i>c</p>"


def test_notes_and_their_references_are_not_counted() -> None:
    note = '<aside class="note" id="n"><p>A <b>note</b><br/>here.</p></aside>'
    body = f'<p>ab<a class="note-reference" href="#n">12</a>cd</p>{note}<p>ef</p>'
    assert mark(body, 4).endswith("<p><i>1</i>ef</p>")
    assert mark(body, 2) == body.replace("cd", "<i>1</i>cd")


def test_a_picture_or_formula_is_one_letter() -> None:
    body = '<p>a<img src="x" alt="a > b"/>b<math><mi>xyz</mi></math>c</p>'
    assert mark(body, 4) == body.replace("c</p>", "<i>1</i>c</p>")


def test_a_page_that_begins_with_a_figure_or_table_is_marked_before_it() -> None:
    figure = '<figure id="f"><img src="x" alt=""/><figcaption>Cap</figcaption></figure>'
    table = '<div class="table"><table><caption>T</caption><tr><td>a</td></tr></table></div>'
    assert mark(f"<p>ab</p>{figure}", 2) == f"<p>ab</p><i>1</i>{figure}"
    assert mark(f"<p>ab</p>{table}", 2).startswith('<p>ab</p><div class="table"><i>1</i><table>')
    assert mark(f"<p>ab</p>{table}", 3).endswith("<tr><td><i>1</i>a</td></tr></table></div>")


def test_within_a_link_the_mark_is_told_so() -> None:
    assert mark('<p>a<a href="#x">b<b>c</b></a>d</p>', 2, 3) == (
        '<p>a<a href="#x">b<b><i l=>1</i>c</b></a><i>2</i>d</p>'
    )


def test_what_comes_out_is_well_formed() -> None:
    body = "<p>One &lt; two<br /><code>a &amp;&amp; b</code></p><ul><li>c</li></ul><!-- <p> --><hr />"
    count = len(read_letters(body).text)
    fromstring(f"<div>{mark(body, *range(1, count))}</div>")


def test_the_page_that_begins_with_the_part_is_given_apart() -> None:
    folios = Folios((PageStart("7", "a", 0, "ab"), PageStart("8", "b", 3, "")), lambda label, _: f"[{label}]")
    assert folios.mark("a", "<p>ab</p>") == ("<p>ab</p>", "[7]")


def test_where_the_text_differs_the_words_are_looked_for_nearby() -> None:
    start = PageStart("2", "a", 20, "thewordsofthispage")
    assert find_place("x" * 20 + "thewordsofthispage", start) == 20
    assert find_place("x" * 14 + "thewordsofthispage" + "y" * 9, start) == 14
    twice = "thewordsofthispage" + "x" * 30 + "thewordsofthispage"
    assert find_place(twice, start) == 0
    assert find_place("x" * 25 + "thewordsofthaat", start) == 25
    assert find_place("short", start) == 4


def test_the_lists_of_pages_name_each_page_once_where_it_begins() -> None:
    starts = (
        PageStart("Cover", "cover", 0, "x"),
        PageStart("ii"),
        PageStart("iii", "contents", 0, "x"),
        PageStart("iv", "contents", 90, "y"),
        PageStart("1", "a", 0, "z"),
        PageStart("2", "a", 9, "z"),
    )
    empty = Markup()
    parts = [HtmlPart("a", "chapter", "", "", empty, "", empty, empty)]
    assert [(page.identifier, page.place) for page in list_pages(starts, parts)] == [
        ("page-1", 1),
        ("page-2", 1),
    ]
    assert front_pages(starts, parts) == {"cover": ["Cover"], "contents": ["iii"]}
