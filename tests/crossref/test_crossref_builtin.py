"""What the built-in pass does beyond the contract, and what it says about unsound documents."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from press.ast import classes, each, stringify
from press.crossref import Trouble, resolve
from press.errors import BadSetting

Parse = Callable[..., dict[str, Any]]
Write = Callable[..., str]

FIGURE = "![A](a.png){#fig:a}\n\n"
PAIR = "::: {#fig:pair}\n![L](l.png){#fig:l width=WIDTH}\n![R](r.png){#fig:r}\n\nBoth\n:::\n"


def test_document_is_left_as_it_is(parse: Parse) -> None:
    """The document that is given is not changed."""
    ast = parse(FIGURE + "# One {#sec:one}\n\n$$x$$ {#eq:x}\n\n@fig:a, @sec:one, [@eq:x]", "-MnumberSections")
    before = copy.deepcopy(ast)
    resolve(ast, "html")
    assert ast == before


def test_document_without_labels_comes_back_the_same(parse: Parse) -> None:
    """What holds no label and no reference is not touched."""
    ast = parse("# One\n\nText *with* [@key], $$x$$ and ![i](i.png).\n\n    code\n\n> quoted\n")
    assert resolve(ast, "html") == (ast, [])


@pytest.mark.parametrize("target", ["latex", "beamer"])
def test_latex_gets_numbers_too(parse: Parse, write: Write, target: str) -> None:
    """For LaTeX the references are resolved as for other formats."""
    resolved, troubles = resolve(parse(FIGURE + "See @fig:a."), target)
    assert write(resolved).endswith("See fig.\N{NO-BREAK SPACE}1.")
    assert troubles == []


def test_each_trouble_is_reported_once(parse: Parse) -> None:
    """A label that is missing in three places is one trouble."""
    _, troubles = resolve(parse("@fig:a, [@fig:a; @fig:b] and @Fig:a"), "html")
    assert troubles == [Trouble("undefined", "fig:a"), Trouble("undefined", "fig:b")]


@pytest.mark.parametrize(
    ("source", "trouble"),
    [
        ("Text ![i](i.png){#fig:i} @fig:i", Trouble("undefined", "fig:i", "its Image takes no number")),
        ("```{#lst:a}\na\n```\n\n@lst:a", Trouble("undefined", "lst:a", "its CodeBlock takes no number")),
        ("# A {#sec:a .unnumbered}\n\n@sec:a", Trouble("unnumbered", "sec:a")),
        ("# A {#sec:a}\n\n# B {#sec:a}\n\n@sec:a", Trouble("duplicate", "sec:a")),
        (FIGURE + PAIR.replace("fig:l", "fig:a"), Trouble("duplicate", "fig:a")),
    ],
)
def test_trouble_says_why(parse: Parse, source: str, trouble: Trouble) -> None:
    """A label that exists but has no number, or that exists twice, is told from one that is missing."""
    _, troubles = resolve(parse(source.replace("WIDTH", "50%")), "html")
    assert troubles == [trouble]


def test_unnumbered_section_with_automatic_label(parse: Parse) -> None:
    """The label that autoSectionLabels gives to an unnumbered section is known."""
    _, troubles = resolve(parse("# Preface {-}\n\n@sec:preface", "-MautoSectionLabels"), "html")
    assert troubles == [Trouble("unnumbered", "sec:preface")]


def test_labels_that_nobody_wrote_may_stand_twice(parse: Parse) -> None:
    """Headings of two files may have been given the same label by autoSectionLabels."""
    ast = parse("# Notes\n\n# Notes\n\n@sec:notes", "-MautoSectionLabels")
    ast["blocks"][1]["c"][1][0] = "notes"
    assert resolve(ast, "html")[1] == []


def test_trouble_in_words() -> None:
    """A trouble is one line."""
    assert str(Trouble("undefined", "fig:a", "no caption")) == "Undefined cross-reference: fig:a (no caption)"
    assert str(Trouble("duplicate", "fig:a")) == "Duplicate label: fig:a"


def test_label_that_the_reader_left_in_a_table_caption(parse: Parse, write: Write) -> None:
    """A table whose label is still part of its caption is numbered all the same."""
    source = "| x |\n|---|\n| 1 |\n\n: Field *notes* {#tbl:t}\n\n@tbl:t"
    resolved, troubles = resolve(parse(source, "-f", "markdown-table_attributes"), "html")
    assert "Table 1: Field notes" in write(resolved)
    assert write(resolved).endswith("tbl.\N{NO-BREAK SPACE}1")
    assert troubles == []


def test_lists_that_stand_close_together(parse: Parse, write: Write) -> None:
    """Commands that were read as one block make a list each."""
    ast = parse(FIGURE)
    ast["blocks"].insert(0, {"t": "RawBlock", "c": ["latex", "\\listoffigures\n\\listoftables"]})
    commands = [{"t": "RawInline", "c": ["tex", "\\listoflistings"]}, {"t": "SoftBreak"}]
    ast["blocks"].append({"t": "Para", "c": commands})
    written = write(resolve(ast, "html")[0])
    assert [words for words in written.splitlines() if words.startswith("List of")] == [
        "List of Figures",
        "List of Tables",
        "List of Listings",
    ]


def test_other_raw_latex_is_left(parse: Parse) -> None:
    """Raw LaTeX that is no list, and a list in raw text of another format, stay."""
    ast = parse("\\newpage\n")
    ast["blocks"].append({"t": "RawBlock", "c": ["html", "\\listoffigures"]})
    assert resolve(ast, "html")[0]["blocks"] == ast["blocks"]


def test_list_does_not_repeat_notes(parse: Parse) -> None:
    """A note in a caption stays with the caption."""
    resolved, _ = resolve(parse("\\listoffigures\n\n![A^[Source.]](a.png){#fig:a}\n"), "html")
    listed = next(node for node in each(resolved["blocks"]) if "list-of-fig" in classes(node))
    assert not list(each(listed, "Note"))


def test_lists_for_a_template(parse: Parse) -> None:
    """ListOfMetadata puts the lists where a template finds them."""
    resolved, _ = resolve(parse(FIGURE, "-MlistOfMetadata"), "html")
    assert stringify(resolved["meta"]["list-of-figures"]["c"]).startswith("List of Figures1. A")
    assert {"list-of-tables", "list-of-listings"} <= set(resolved["meta"])


def test_word_gets_a_caption_style(parse: Parse) -> None:
    """For docx the caption of a listing is in the style Caption."""
    source = '```{#lst:a caption="A"}\na\n```\n'
    assert "custom-style" in json.dumps(resolve(parse(source), "docx+styles")[0])
    assert "custom-style" not in json.dumps(resolve(parse(source), "html")[0])


def test_word_gets_the_width_of_a_cell(parse: Parse) -> None:
    """For docx an image in a grid is as wide as its column, elsewhere it fills its cell."""
    ast = parse(PAIR.replace("WIDTH", "30%"), "-MsubfigGrid")
    assert '["width", "69.0%"]' in json.dumps(resolve(ast, "docx")[0])
    assert '["width", "69.0%"]' not in json.dumps(resolve(ast, "html")[0])


def test_row_longer_than_the_first(parse: Parse) -> None:
    """No image of a grid is lost when its row is longer than the first."""
    source = "::: {#fig:g}\n![1](1.png)\n\n![2](2.png)\n![3](3.png)\n\nAll\n:::\n"
    for option in ("-MsubfigGrid", "-MsubfigColumns"):
        targets = [image["c"][2][0] for image in each(resolve(parse(source, option), "html")[0], "Image")]
        assert targets == ["1.png", "2.png", "3.png"]


def test_nocaption_leaves_the_caption_out(parse: Parse, write: Write) -> None:
    """A subfigure of class nocaption is counted and collected, and has no caption."""
    source = "::: {#fig:g}\n![One](1.png){#fig:1 .nocaption}\n\n![Two](2.png){#fig:2}\n\nAll\n:::\n\n@fig:2"
    written = write(resolve(parse(source), "html")[0], "html")
    captions = [line for line in written.splitlines() if line.startswith("<figcaption")]
    assert captions == [
        '<figcaption aria-hidden="true">b</figcaption>',
        "<figcaption><p>Figure 1: All. a — One, b — Two</p></figcaption>",
    ]


@pytest.mark.parametrize("option", ["-MsubfigGrid", "-MsubfigColumns"])
def test_width_of_a_row_must_be_percent(parse: Parse, option: str) -> None:
    """A row can only be laid out from widths in percent, and the error names the image."""
    with pytest.raises(BadSetting, match=r"l\.png .* 3cm wide.*percent"):
        resolve(parse(PAIR.replace("WIDTH", "3cm"), option), "html")


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("chapters", "perhaps", "chapters is “perhaps”. It must be true or false"),
        ("chaptersDepth", "two", "chaptersDepth is “two”. It must be a whole number"),
        ("figLabels", "greek", "figLabels is “greek”. It must be arabic"),
        ("figureTitle", "true", "figureTitle is true or false. It must be text"),
        ("figureTemplate", "[a, b]", "figureTemplate is a list. It must be text"),
    ],
)
def test_setting_of_the_wrong_kind(parse: Parse, name: str, value: str, words: str) -> None:
    """A setting that cannot be used is named, with what it can be."""
    source = f"---\nchapters: true\n{name}: {value}\n---\n\n{FIGURE}"
    with pytest.raises(BadSetting) as caught:
        resolve(parse(source), "html")
    assert words in str(caught.value)


def test_settings_may_be_plain_strings(parse: Parse, write: Write) -> None:
    """Values that did not pass through the Markdown reader are understood, templates among them."""
    options = ("-MfigureTemplate:$$figureTitle$$ $$i$$ | $$t$$", "-MfigureTitle:Plate", "-Mchapters:true")
    resolved, _ = resolve(parse("# One\n\n" + FIGURE, *options), "html")
    assert "[Plate 1.1 | A]" in write(resolved)
    spelled = {"t": "MetaString", "c": "true"}
    ast = parse("# One\n\n" + FIGURE + "@fig:a")
    again, _ = resolve({**ast, "meta": {"chapters": spelled}}, "html")
    assert write(again).endswith("fig.\N{NO-BREAK SPACE}1.1")


@pytest.mark.parametrize("name", ["eqLabels", "eqnLabels"])
def test_other_names_of_settings(parse: Parse, write: Write, name: str) -> None:
    """A setting may go by its alias."""
    ast = parse("$$x$$ {#eq:x}\n\n@eq:x", f"-M{name}:roman")
    assert write(resolve(ast, "html")[0]).endswith("eq.\N{NO-BREAK SPACE}I")


def test_title_with_hashes_is_a_heading(parse: Parse) -> None:
    """A list's title is written as in the manual, `# Title`, even where YAML keeps it as text."""
    resolved, _ = resolve(parse('---\nlofTitle: "## My *figures*"\n---\n\n\\listoffigures\n'), "html")
    level, _, title = resolved["blocks"][0]["c"]
    assert (level, stringify(title)) == (len("##"), "My figures")


def test_own_span_keeps_its_label_under_auto_labels(parse: Parse, write: Write) -> None:
    """An equation in a Span of the author's is numbered once, under the Span's label."""
    ast = parse("[$$x$$]{#eq:x}\n\n$$y$$\n\n@eq:x", "-MautoEqnLabels")
    resolved, troubles = resolve(ast, "html")
    assert write(resolved).endswith("eq.\N{NO-BREAK SPACE}1")
    assert troubles == []
