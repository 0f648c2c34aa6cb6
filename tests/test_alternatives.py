"""What an image says to those who do not see it."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import pandoc
from press.alternatives import settle
from press.ast import attributes, each
from press.errors import MissingAlternative
from press.model import Source

CHAPTER = Path("manuscript/01-a.md")


def run(markdown: str) -> list[dict[str, str]]:
    """Return the attributes of the images of a chapter that passes."""
    blocks, _ = pandoc.read_markdown(markdown)
    settled = settle([Source(CHAPTER, markdown)], [blocks])
    return [attributes(image) for image in each(settled, "Image")]


GOOD = {
    "a figure with its text": '![A plan](plan.svg){alt="Two squares"}',
    "a figure with a longer text": '![A plan](plan.svg){#fig:plan alt="A plan of two squares"}',
    "an image in a line": "See ![two squares](plan.svg) here.",
    "an image in a line with its text": 'See ![plan](plan.svg){alt="two squares"} here.',
    "an image in a paragraph of its own": '![](plan.svg){alt="Two squares"}',
    "a decoration": "![](plan.svg){.decorative}",
    "a decoration by its role": "A ![](plan.svg){role=presentation} rule.",
    "subfigures": (
        '<div id="fig:two">\n![First](a.svg){#fig:a alt="A square"}\n'
        '![Second](b.svg){#fig:b alt="A disc"}\n\nTwo\n</div>'
    ),
}
BAD = {
    "a figure without": ("![A plan](plan.svg)", "caption over again"),
    "a figure with its caption": ('![*A* plan.](plan.svg){alt="a plan"}', "caption over again"),
    "a figure with an empty text": ('![A plan](plan.svg){alt=""}', "no alternative text."),
    "a figure as a decoration": ("![A plan](plan.svg){.decorative}", "caption over again"),
    "an image without": ("![](plan.svg)", "no alternative text."),
    "an image with an empty text": ('A ![](plan.svg){alt=""} line.', "no alternative text."),
    "a subfigure": (
        '<div id="fig:two">\n![First](plan.svg){#fig:a}\n\nTwo\n</div>',
        "caption over again",
    ),
    "an image in a note": ("Text.^[See ![](plan.svg).]", "no alternative text."),
    "an image in a table": ("| a |\n|---|\n| ![](plan.svg) |", "no alternative text."),
}


@pytest.mark.parametrize("markdown", GOOD.values(), ids=GOOD)
def test_passes(markdown: str) -> None:
    assert run(markdown)


@pytest.mark.parametrize(("markdown", "fact"), BAD.values(), ids=BAD)
def test_stops_the_build(markdown: str, fact: str) -> None:
    with pytest.raises(MissingAlternative, match=r"the image plan\.svg has no alternative text") as caught:
        run(markdown)
    assert fact in str(caught.value)


def test_a_decoration_is_marked_for_every_edition() -> None:
    (image,) = run("![](plan.svg){.decorative width=50%}")
    assert (image["alt"], image["role"], image["width"]) == ("", "presentation", "50%")


def test_an_image_with_a_text_is_left_as_it_is() -> None:
    (image,) = run('![](plan.svg){alt="Two squares"}')
    assert image == {"alt": "Two squares"}


def test_every_place_is_named_at_its_own_line() -> None:
    markdown = (
        "# A\n\n![One](a.svg)\n\n"
        '![Two](a.svg){alt="A square"}\n\n'
        "`![no](a.svg)` ![](b%20c.svg)\n\n"
        "![Three](a.svg)\n"
    )
    with pytest.raises(MissingAlternative) as caught:
        run(markdown)
    places = [str(problem.place) for problem in caught.value.problems]
    assert places == [f"manuscript/01-a.md:{line}" for line in (3, 7, 9)]
    assert "b c.svg" in str(caught.value)
    assert '![caption](a.svg){alt="…"}' in str(caught.value)


def test_all_chapters_are_gone_over_before_the_build_stops() -> None:
    sources = [Source(Path(f"manuscript/0{number}-a.md"), "![A](a.svg)") for number in (1, 2)]
    with pytest.raises(MissingAlternative, match=r"01-a\.md:1: (.|\n)*02-a\.md:1: "):
        settle(sources, [pandoc.read_markdown(source.text)[0] for source in sources])


def test_code_is_no_image() -> None:
    assert run("```\n![](a.svg)\n```\n") == []
