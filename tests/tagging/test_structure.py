"""What each kind of text is in the structure tree."""

from __future__ import annotations

import pytest

from press.errors import UnreadableTags
from tests.tagging.tags import tags_of

LONG = "Words and more words to fill this page and to run over to the next one, as paragraphs do. " * 12
SVG = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><rect width='9' height='9'/></svg>"
PICTURE = f'"data:image/svg+xml,{SVG.replace("<", "%3C").replace(">", "%3E")}"'


@pytest.mark.parametrize("standard", ["ua-1", "ua-2"])
def test_marks_of_meaning_are_kept(standard: str) -> None:
    tree = tags_of(
        "<p>a <em>b</em> <strong>c</strong> <code>d</code> <q>e</q></p><blockquote><p>f</p></blockquote>",
        standard="ua-2" if standard == "ua-2" else "ua-1",
    )
    assert [tree.only(role).text.strip("“” ") for role in ("Em", "Strong", "Code", "Quote")] == list("bcde")
    assert tree.only("BlockQuote").shape == "P"


def test_what_has_no_meaning_dissolves() -> None:
    tree = tags_of('<div class="x"><p><span>a</span><sup>b</sup> <small>c</small></p></div>')
    assert tree.shape == "P"
    assert tree.only("P").shape == "."


@pytest.mark.parametrize(
    ("html", "role"),
    [
        (f"<p>{LONG}</p>", "P"),
        (f"<ul><li>{LONG}</li></ul>", "LI"),
        (f"<ul><li>{LONG}</li></ul>", "L"),
        (f"<blockquote><p>{LONG}</p></blockquote>", "BlockQuote"),
        (f"<section><h1>A</h1><p>{LONG}</p></section>", "Sect"),
        (f"<table><thead><tr><th>A</th></tr></thead>{f'<tr><td>{LONG[:90]}</td></tr>' * 9}</table>", "Table"),
    ],
)
def test_what_crosses_a_page_is_one_element(html: str, role: str) -> None:
    tree = tags_of(html)
    assert len(tree.only(role).pages) > 1
    assert "more words" in tree.only(role).text


def test_text_reads_without_a_seam_over_lines_and_pages() -> None:
    text = LONG + "Super-industrialisation, incomprehensibilities and counterrevolutionaries—and so on. " * 5
    assert " ".join(tags_of(f"<p>{text}</p>").text.split()) == text.strip()


def test_a_hanging_line_is_parted_from_the_one_above() -> None:
    tree = tags_of(f'<p style="padding-left: 40px; text-indent: -40px">{LONG[:300]}</p>')
    assert " ".join(tree.text.split()) == LONG[:300].strip()


def test_white_space_that_is_not_drawn_parts_words() -> None:
    tree = tags_of("<p><sup>d</sup>\u2009<em>Lewin</em> <b>a</b> <i>b</i></p>")
    assert tree.text == "d Lewin a b"


def test_an_address_is_not_parted() -> None:
    url = "https://example.org/" + "abcdefghij" * 12
    tree = tags_of(f'<p>See <a href="{url}" style="overflow-wrap: anywhere">{url}</a>.</p>')
    assert tree.only("Link").text == url


def test_lists_have_labels_and_bodies() -> None:
    tree = tags_of("<ol><li>one<ul><li>inner</li></ul>after</li><li><p>two</p></li></ol>")
    outer, inner = tree.all("L")
    assert outer.shape == "LI LI"
    first, second = (kid for kid in outer.kids if not isinstance(kid, str))
    assert first.shape == second.shape == "Lbl LBody"
    assert first.kids[1].shape == ". L ."  # type: ignore[union-attr]
    assert second.only("LBody").shape == "P"
    assert outer.entries["A"]["ListNumbering"] == "/Decimal"
    assert inner.entries["A"]["ListNumbering"] == "/Circle"


@pytest.mark.parametrize(
    ("html", "numbering"),
    [
        ('<ol style="list-style: upper-roman"><li>a</li></ol>', "/UpperRoman"),
        ('<ul style="list-style: none"><li>a</li></ul>', "/None"),
        ("<ul style=\"list-style-type: '–'\"><li>a</li></ul>", "/Disc"),
    ],
)
def test_lists_say_how_they_are_numbered(html: str, numbering: str) -> None:
    assert tags_of(html).only("L").entries["A"]["ListNumbering"] == numbering


def test_a_term_and_its_definitions_are_a_pair() -> None:
    tree = tags_of("<dl><dt>A</dt><dd>1</dd><dd><p>2</p></dd><dt>B</dt><dd>3</dd></dl>")
    first, second = tree.all("LI")
    assert (first.shape, second.shape) == ("Lbl LBody", "Lbl LBody")
    assert (first.only("Lbl").text, first.only("LBody").text) == ("A", "12")
    assert (second.only("Lbl").text, second.only("LBody").text) == ("B", "3")


def test_a_term_that_crosses_a_page_is_one_pair() -> None:
    tree = tags_of(f"<dl><dt>A</dt><dd>{LONG}</dd><dt>B</dt><dd>{LONG}</dd></dl>")
    assert [item.shape for item in tree.all("LI")] == ["Lbl LBody"] * 2


def test_tables_have_heads_with_a_scope_and_the_caption_first() -> None:
    tree = tags_of(
        "<table><caption>C</caption><thead><tr><td></td><th colspan=2>A</th></tr></thead>"
        "<tbody><tr><th>r</th><td>1</td><td>2</td></tr></tbody></table>"
    )
    assert tree.only("Table").shape == "Caption THead TBody"
    column, row = tree.all("TH")
    assert (column.entries["A"]["Scope"], column.entries["A"]["ColSpan"]) == ("/Column", 2)
    assert row.entries["A"]["Scope"] == "/Row"
    assert tree.only("THead").shape == "TR"
    assert len(tree.all("TD")) == 3


def test_a_head_that_stands_again_is_read_once() -> None:
    rows = "".join(f"<tr><td>row {number}</td></tr>" for number in range(30))
    tree = tags_of(f"<table><thead><tr><th>Head</th></tr></thead><tbody>{rows}</tbody></table>")
    assert tree.text.count("Head") == 1
    assert len(tree.only("Table").pages) > 1


def test_a_table_of_nothing_but_heads_has_a_body() -> None:
    tree = tags_of("<table><thead><tr><th>A</th></tr></thead></table>")
    assert tree.only("Table").shape == "TBody"


def test_a_figure_has_its_words_and_its_caption() -> None:
    tree = tags_of(f'<figure><img src={PICTURE} alt="Two squares"><figcaption>Fig. 1</figcaption></figure>')
    figure = tree.only("Figure")
    assert (figure.entries["Alt"], figure.shape) == ("Two squares", ". Caption")
    assert figure.entries["A"]["Placement"] == "/Block"


def test_a_figure_says_where_it_stands_from_the_trim_on() -> None:
    html = f'<figure style="margin: 0"><img src={PICTURE} alt="A" style="display: block"></figure>'
    for css in ("", "@page { bleed: 9px }"):
        box = [float(side) for side in tags_of(html, css).only("Figure").entries["A"]["BBox"]]
        assert box == [24, 141, 54, 156]


def test_figures_in_a_figure_are_each_their_own() -> None:
    image = f'<img src={PICTURE} alt="A square">'
    tree = tags_of(f"<figure><p>{image} {image}</p><figcaption>Two</figcaption></figure>", standard="ua-2")
    assert [figure.entries["Alt"] for figure in tree.all("Figure")] == ["A square"] * 2
    assert tree.only("Caption").text == "Two"


def test_a_formula_is_read_as_tex() -> None:
    tree = tags_of(f'<p>As <img class="formula inline" src={PICTURE} alt="a^2"> has it.</p>')
    assert tree.only("Formula").entries["Alt"] == "a^2"
    assert tree.only("P").shape == ". Formula ."
    assert not tree.all("Figure")


@pytest.mark.parametrize(
    "html",
    [
        SVG.replace("<svg", '<svg aria-hidden="true"'),
        f'<img src={PICTURE} alt="">',
        f'<img src={PICTURE} role="presentation">',
        "<hr style='border: 0'>",
    ],
)
def test_decorations_are_artifacts(html: str) -> None:
    tree = tags_of(f"<div>{html}</div><p>Text</p>", "hr::before { content: '*' }")
    assert tree.shape == "P"
    assert tree.text == "Text"


def test_a_drawing_is_read_by_its_title() -> None:
    drawing = SVG.replace("<rect", "<title>ISBN 1</title><rect")
    assert tags_of(f"<div>{drawing}</div>").only("Figure").entries["Alt"] == "ISBN 1"


def test_a_picture_without_words_stops_the_build() -> None:
    with pytest.raises(UnreadableTags, match=r"page 2: a picture has no alternative text"):
        tags_of(f'<p>a</p><p style="break-before: page"><img src={PICTURE}></p>')


def test_text_under_opacity_stops_the_build() -> None:
    with pytest.raises(UnreadableTags, match="page 1: text is drawn through `opacity`"):
        tags_of('<p style="opacity: .5">Faint</p>')


def test_running_heads_and_folios_are_not_read() -> None:
    tree = tags_of("<p>Text</p>")
    assert tree.text == "Text"


def test_headings_begin_at_the_first_level_and_skip_none() -> None:
    tree = tags_of("<nav><h2>Contents</h2></nav><h1>A</h1><h3>B</h3><h2>C</h2><h4>D</h4><h1>E</h1>")
    headings = [(tag.role, tag.text) for tag in tree.walk() if tag.role[0] == "H"]
    assert headings == [
        ("H1", "Contents"),
        ("H1", "A"),
        ("H2", "B"),
        ("H2", "C"),
        ("H3", "D"),
        ("H1", "E"),
    ]


@pytest.mark.parametrize("standard", ["ua-1", "ua-2"])
def test_the_title_page_has_a_title(standard: str) -> None:
    html = '<section class="title-page"><p class="title">The Title</p><p class="authors">Me</p></section>'
    tree = tags_of(html, standard="ua-2" if standard == "ua-2" else "ua-1")
    assert tree.only("Title").text == "The Title"


def test_the_contents_are_entries_without_dots() -> None:
    tree = tags_of(
        '<nav><ol><li><span class="number">1</span><a href="#a">First</a><ol>'
        '<li><a href="#b">Inner</a></li></ol></li></ol></nav>'
        '<h1 id="a">First</h1><h2 id="b">Inner</h2>'
    )
    outer, inner = tree.all("TOC")
    assert (outer.shape, inner.shape) == ("TOCI", "TOCI")
    assert outer.kids[0].shape == "Lbl Reference TOC"  # type: ignore[union-attr]
    assert [link.text for link in outer.all("Link")] == ["First 1", "Inner 1"]
    assert outer.kids[0].entries["refs"] == 1  # type: ignore[union-attr]


def test_a_bibliography_is_a_list_of_entries() -> None:
    tree = tags_of(
        '<div id="refs" class="references csl-bib-body"><div class="csl-entry"><div class="csl-left-margin">'
        '[1]</div><div class="csl-right-inline">Doe, <em>Book</em>.</div></div></div>'
    )
    assert tree.only("LI").shape == "Lbl LBody"
    assert tree.only("LBody").shape == "BibEntry"
    assert tree.only("BibEntry").text == "Doe, Book."


def test_changes_of_language_are_marked() -> None:
    tree = tags_of(
        '<p lang="de">Haus</p><p>a <span lang="fr">mot</span> <em lang="la">id</em></p>'
        '<div lang="ru">Да</div>'
    )
    assert [(tag.role, tag.entries["Lang"]) for tag in tree.walk() if "Lang" in tag.entries] == [
        ("P", "de"),
        ("Span", "fr"),
        ("Em", "la"),
        ("Div", "ru"),
    ]
    assert tree.only("Div").shape == "P"


def test_nothing_is_left_of_elements_without_content() -> None:
    tree = tags_of("<section><p></p><p> </p><ul></ul></section><p>Text <em></em></p>")
    assert tree.shape == "P"
    assert tree.only("P").shape == "."
