"""The long essay is what typography is measured on, so its make-up is fixed, and measured here."""

from __future__ import annotations

import collections
import re
from pathlib import Path

import pytest

from press.ast import Node, attributes, each, rewrite, stringify
from press.document import compose
from press.manuscript import load
from press.model import Document, Manuscript, Part
from press.settings import Settings

ESSAY = Path(__file__).parent / "data" / "long"
OWN = {"title", "subtitle", "authors", "language", "slug", "crossref_options"}
BLOCKS = {
    "BlockQuote": 24,
    "BulletList": 1,
    "DefinitionList": 1,
    "Figure": 1,
    "LineBlock": 1,
    "Math": 0,
    "Note": 54,
    "OrderedList": 1,
    "Table": 2,
}
TYPES = {"article", "book", "incollection", "misc", "online", "report", "thesis"}


@pytest.fixture(scope="module")
def manuscript() -> Manuscript:
    return load(ESSAY)


@pytest.fixture(scope="module")
def document(manuscript: Manuscript) -> Document:
    return compose(manuscript)


@pytest.fixture(scope="module")
def chapters(document: Document) -> list[Part]:
    return [part for part in document.parts if part.role == "chapter"]


@pytest.fixture(scope="module")
def blocks(chapters: list[Part]) -> list[Node]:
    return [block for chapter in chapters for block in chapter.blocks]


def words(tree: object) -> int:
    return len(stringify(tree).split())


def paragraphs(tree: object) -> list[str]:
    return [stringify(paragraph) for paragraph in each(tree, "Para", "Plain")]


def without_notes(tree: list[Node]) -> list[Node]:
    result: list[Node] = rewrite(tree, lambda node: [] if node["t"] == "Note" else None)
    return result


def test_nothing_is_wrong_with_it(document: Document) -> None:
    assert not document.findings


def test_it_has_ten_thousand_words(document: Document) -> None:
    assert 9_900 <= document.words <= 10_400


def test_settings_are_the_defaults_but_for_its_name(manuscript: Manuscript) -> None:
    assert set(manuscript.settings.model_fields_set) == OWN
    assert manuscript.settings.csl == Settings(title="Any").csl
    assert manuscript.settings.language == "en-GB"


def test_it_says_that_it_is_invented(manuscript: Manuscript, blocks: list[Node]) -> None:
    about = (manuscript.folder / "essay.yaml").read_text(encoding="utf-8")
    assert re.match(r"#.*\binvented\b", about)
    assert stringify(next(each(blocks, "Note"))["c"]).startswith("Everything in this essay is invented")


def test_there_are_ten_chapters_with_sections(chapters: list[Part]) -> None:
    assert [chapter.number for chapter in chapters] == list(range(1, 11))
    levels = [[header["c"][0] for header in each(chapter.blocks, "Header")] for chapter in chapters]
    assert sum(2 in found for found in levels) >= 8
    assert [level for found in levels for level in found if level > 2] == [3]


@pytest.mark.parametrize(("kind", "count"), BLOCKS.items())
def test_it_has_so_many_of_each(kind: str, count: int, blocks: list[Node]) -> None:
    assert len(list(each(blocks, kind))) == count


def test_notes_are_citations_and_eight_written_by_hand(blocks: list[Node]) -> None:
    cited = [note for cite in each(blocks, "Cite") for note in each(cite, "Note")]
    assert len(cited) == BLOCKS["Note"] - 8


def test_one_note_is_longer_than_a_page_and_one_is_of_middling_length(blocks: list[Node]) -> None:
    longest, second, *others = sorted((note["c"] for note in each(blocks, "Note")), key=words, reverse=True)
    assert 650 <= words(longest) <= 760
    assert 3 <= len(paragraphs(longest)) <= 4
    assert 140 <= words(second) <= 160
    assert max(words(note) for note in others) < 60


def test_every_quotation_is_short_and_has_its_source(blocks: list[Node]) -> None:
    quotations = list(each(blocks, "BlockQuote"))
    assert {len(quotation["c"]) for quotation in quotations} == {1, 2}
    assert {len(list(each(quotation, "Note"))) for quotation in quotations} == {1}
    begun = [quotation for quotation in quotations if stringify(quotation["c"]).startswith(("“", "‘"))]
    assert len(begun) >= 4


def test_its_tables_have_six_rows_and_twenty(blocks: list[Node]) -> None:
    bodies = [table["c"][4] for table in each(blocks, "Table")]
    assert [sum(len(body[3]) for body in table) for table in bodies] == [6, 20]


def test_its_figure_is_described_and_not_only_captioned(blocks: list[Node]) -> None:
    (figure,) = each(blocks, "Figure")
    (image,) = each(figure["c"][2], "Image")
    caption, described = stringify(figure["c"][1]), stringify(image["c"][1])
    assert len(caption.split()) > 8
    assert len(described.split()) > 20
    assert described != caption


def test_foreign_words_are_marked(blocks: list[Node]) -> None:
    marked = [attributes(span).get("lang") for span in each(blocks, "Span")]
    assert {"de", "fr"} <= set(marked)


def test_paragraphs_are_short_and_long(blocks: list[Node]) -> None:
    lengths = [words(block["c"]) for block in without_notes(blocks) if block["t"] == "Para"]
    assert min(lengths) < 8
    assert max(lengths) > 150


def test_no_sentence_is_said_twice(blocks: list[Node]) -> None:
    text = " ".join(paragraphs(without_notes(blocks)))
    sentences = [found for found in re.split(r"(?<=[.?!])\s+", text) if len(found.split()) > 4]
    assert [found for found, count in collections.Counter(sentences).items() if count > 1] == []


def test_the_bibliography_is_of_many_kinds(manuscript: Manuscript, document: Document) -> None:
    text = manuscript.bibliography.source.text
    kinds = re.findall(r"^@(\w+)\{", text, re.MULTILINE)
    assert set(kinds) == TYPES
    assert len(kinds) == len(manuscript.bibliography.keys) >= 20
    assert "urldate" in text
    (listed,) = (part for part in document.parts if part.role == "bibliography")
    assert len(paragraphs(listed.blocks)) == len(kinds)
