"""Citeproc over an essay's skeleton: the same as over the whole essay, in styles of every kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from press import labels, pandoc
from press.ast import Node, div
from press.errors import Place
from press.manuscript import load
from press.model import Manuscript
from press.skeleton import BLOCK, put_back, take_out
from press.styles import find_style
from tests.reading import ROOT

STYLES = (
    "chicago-notes-bibliography",
    "chicago-shortened-notes-bibliography-subsequent-ibid",
    "oscola",
    "chicago-author-date",
    "apa",
    "modern-language-association",
    "nature",
)
DATA = ROOT / "tests" / "data"
CASES = """
A sentence [@ryutin1932, p. 3]. Another one, @cohen1980 says ("so" [@cohen1980, 7]), and goes on.

Nothing is cited here.

> A quotation *with emphasis [@lewin1975]* in it. [@lewin1975, chap. 2; see also @ryutin1932]

- one [@lewin1975]
- two

A note.[^n] He said "yes" [-@cohen1980]; then "no," [@cohen1980] and left. [@ryutin1932]

[^n]: By hand, with @lewin1975 in it [@cohen1980, p. 9]. And more words of its own.

| a | b |
|---|---|
| c [@ryutin1932] | d |

: A caption [@lewin1975]
"""
KEYS = ("ryutin1932", "cohen1980", "lewin1975")
BIB = "".join(
    f"@book{{{key}, author = {{{key[:-4].title()}, A.}}, title = {{On {key}}}, date = {{{key[-4:]}}}}}\n"
    for key in KEYS
)


def whole_of(root: Path) -> tuple[Manuscript, list[Node]]:
    """Return an essay as it comes before citeproc."""
    manuscript = load(root)
    read = [pandoc.read_markdown(source.text, source.path)[0] for source in manuscript.chapters]
    read = labels.settle(manuscript.chapters, read)
    return manuscript, labels.cross_reference(manuscript, [div(blocks, "chapter") for blocks in read])


@pytest.mark.slow
@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize("root", [ROOT, DATA / "long", DATA / "features"], ids=lambda root: root.name)
def test_the_skeleton_is_cited_as_the_whole_essay_is(root: Path, name: str) -> None:
    manuscript, whole = whole_of(root)
    style, source = find_style(name, root, Place(root)), manuscript.bibliography.source.path
    skeleton = take_out(whole)
    resolved, said = pandoc.cite(skeleton.blocks, source, style, "en-GB", [])
    assert (put_back(resolved, skeleton.taken), said) == pandoc.cite(whole, source, style, "en-GB", [])


@pytest.mark.slow
@pytest.mark.parametrize("name", STYLES)
def test_punctuation_quotation_marks_and_notes_by_hand_are_as_in_the_whole(tmp_path: Path, name: str) -> None:
    source = tmp_path / "references.bib"
    source.write_text(BIB, encoding="utf-8")
    whole = [div(pandoc.read_markdown(CASES)[0], "chapter")]
    style = find_style(name, tmp_path, Place(tmp_path))
    skeleton = take_out(whole)
    resolved, said = pandoc.cite(skeleton.blocks, source, style, "en-GB", ["*"])
    assert (put_back(resolved, skeleton.taken), said) == pandoc.cite(whole, source, style, "en-GB", ["*"])


def test_words_far_from_citations_are_no_part_of_the_skeleton() -> None:
    text = "One two three four five six [@a]. Seven eight nine ten."
    changed = text.replace("two", "2").replace("nine", "9 and 10")
    plain = "A paragraph.\n\n"
    skeletons = [
        take_out([div(pandoc.read_markdown(one)[0])]).blocks
        for one in (text, changed, plain + text, plain + plain + changed + "\n\n" + plain)
    ]
    assert skeletons[0] == skeletons[1] == skeletons[2] == skeletons[3]
    assert take_out([div(pandoc.read_markdown(text.replace("six", "6"))[0])]).blocks != skeletons[0]


def test_an_essay_without_citations_is_one_stretch() -> None:
    blocks = [div(pandoc.read_markdown("A.\n\nB.")[0])]
    skeleton = take_out(blocks)
    assert skeleton.taken in ([], [blocks])
    assert put_back(skeleton.blocks, skeleton.taken) == blocks
    assert BLOCK not in put_back(skeleton.blocks, skeleton.taken)
