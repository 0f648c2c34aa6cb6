"""Labels: each given once in the whole essay, by whatever means, and none that the press gives itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from press import markup, pandoc
from press.ast import Node, each, identifier
from press.errors import DanglingReference, DuplicateLabel
from press.labels import check_links, settle
from press.model import Finding, Source


def read(*chapters: str) -> tuple[list[Source], list[list[Node]]]:
    sources = [Source(Path(f"0{number}.md"), text) for number, text in enumerate(chapters, start=1)]
    return sources, [markup.with_links(pandoc.read_markdown(text)[0]) for text in chapters]


def ids(*chapters: str) -> list[str]:
    settled = settle(*read(*chapters))
    return [name for node in each(settled) if (name := identifier(node))]


def told(*chapters: str) -> list[str]:
    with pytest.raises(DuplicateLabel) as caught:
        settle(*read(*chapters))
    return str(caught.value).split("\n")


def links(*chapters: str) -> list[Finding]:
    return list(check_links(*read(*chapters)))


GIVEN = {
    "a span": "[x]{#a}",
    "a span by hand": '<span id="a">x</span>',
    "a division": "::: {#a}\nx\n:::",
    "a division by hand": '<div id="a">\nx\n</div>',
    "a heading": "# x {#a}",
    "a picture": "x ![y](z.png){#a}",
    "a figure": "![x](y.png){#a alt=z}",
    "a table": "| x |\n|---|\n| y |\n\n: z {#a}",
    "code in a line": "`x`{#a}",
    "a block of code": "```{#a .py}\nx\n```",
    "an attribute of its name": '[x]{id="a"}',
    "a link by hand": '<a id="a" href="#a">x</a>',
    "a paragraph by hand": "<p class='b' id='a'>x</p>",
    "a cell by hand": '<table><tr><td\nid="a">x</td></tr></table>',
    "a block of HTML": '```{=html}\n<p id="a">x</p>\n```',
}


@pytest.mark.parametrize("markdown", GIVEN.values(), ids=GIVEN)
def test_a_label_of_another_chapter_is_told_with_both_places(markdown: str) -> None:
    (said,) = told("text\n\n[first]{#a}", f"x\n\n{markdown}")
    assert said.startswith("02.md:")
    before = markdown[: re.search(r"#a\b|id=.a", markdown).start()]  # type: ignore[union-attr]
    assert int(said.split(":")[1]) == 3 + before.count("\n")
    assert "the label a is taken by 01.md:3. Give one of the two another name." in said


@pytest.mark.parametrize("markdown", GIVEN.values(), ids=GIVEN)
def test_a_label_given_once_can_be_linked_to(markdown: str) -> None:
    settle(*read(markdown))
    assert links(markdown, "[x](#a)") == []


def test_two_labels_of_a_line_are_both_told() -> None:
    assert told("[x]{#a} [y]{#a} [z]{#a}") == [
        "01.md:1: the label a is taken by 01.md:1. Give one of the two another name."
    ]


def test_a_label_in_code_or_a_comment_is_none() -> None:
    assert ids("[x]{#a} `{#a}` <!-- {#a} -->\n\n```\n[x]{#a}\n```") == ["a"]


def test_a_label_like_a_heading_of_the_chapter_is_told() -> None:
    (said,) = told("# Foo\n\nx [y]{#foo}")
    assert said == "01.md:3: the label foo is also that of a heading of its chapter. Give it another name."


def test_a_heading_gives_way_to_a_label_of_another_chapter() -> None:
    assert ids("# Foo", '<p id="foo">x</p>\n\n[y]{#bar}', "# Bar") == ["foo-2", "bar", "bar-2"]


PRESS = (
    *("note-1-2", "reference-3-4", "notes-2", "page-12", "page-xiv", "p-0a1b2c3d", "p-0a1b2c3d-2"),
    *("ref-cohen1973", "cited-cohen1973", "table-note-a", "toc", "contents", "text", "refs", "bibliography"),
    *("cite", "a-heading", "a-number", "register", "quotation-3", "quoted-3", "quoted-from-cohen1973"),
)


@pytest.mark.parametrize("name", PRESS)
@pytest.mark.parametrize("given", ["[x]{{#{}}}", '<i id="{}">x</i>', '```{{=html}}\n<p id="{}">x</p>\n```'])
def test_a_label_that_the_press_gives_is_told(name: str, given: str) -> None:
    (said,) = told("# A {#a}\n\n" + given.format(name))
    assert f"the label {name} is one that the press itself gives. Give it another name." in said
    assert said.startswith(("01.md:3: ", "01.md:4: "))


@pytest.mark.parametrize(
    "name", ["note-on-sources", "page-of-history", "p-value", "reference", "references", "notes"]
)
def test_a_label_that_only_begins_so_is_the_author_s(name: str) -> None:
    assert ids(f"[x]{{#{name}}}") == [name]


def test_a_heading_whose_title_makes_such_a_label_gets_another() -> None:
    assert ids("# Page 12\n\n## Contents\n\n## Cited works") == [
        "heading-page-12-2",
        "contents-2",
        "heading-cited-works-2",
    ]


DEAD = {
    "in Markdown": "x\n\n[y](#nowhere)",
    "by a reference": "[y]\n\n[y]: #nowhere",
    "by hand": 'x\n\n<a class="b" href="#nowhere">y</a>',
    "by hand around blocks": '<div>\n\n<a href="#nowhere"><p>y</p></a>\n\n</div>',
    "by hand in a block of HTML": '```{=html}\n<p>x\n<a href="#nowhere">y</a></p>\n```',
    "in a note": "x[^1]\n\n[^1]: <a href='#nowhere'>y</a>",
}


@pytest.mark.parametrize("markdown", DEAD.values(), ids=DEAD)
def test_a_link_that_leads_nowhere_is_told_with_its_line(markdown: str) -> None:
    with pytest.raises(DanglingReference) as caught:
        links(markdown)
    assert str(caught.value) == "01.md:3: the link #nowhere leads nowhere. Label its target {#nowhere}."


def test_a_link_to_a_file_is_told_however_it_is_written() -> None:
    found = links('[x](a.html)\n\n<a href="b.html">y</a>\n\n<p><a href="c.html">z</a></p>')
    assert sorted(str(finding.problem)[:30] for finding in found) == [
        "01.md:1: the link a.html leads",
        "01.md:3: the link b.html leads",
        "01.md:5: the link c.html leads",
    ]


def test_a_link_by_hand_is_one_that_the_editions_can_follow() -> None:
    _, (blocks,) = read('x <a href="#y" id="i" class="c d" title="t" rel="nofollow">a *b*</a> <a id="y"></a>')
    (link,) = each(blocks, "Link")
    assert link["c"][0] == ["i", ["c", "d"], [["rel", "nofollow"]]]
    assert link["c"][2] == ["#y", "t"]
    assert [identifier(span) for span in each(blocks, "Span")] == ["y"]
    assert not list(each(blocks, "RawInline"))
