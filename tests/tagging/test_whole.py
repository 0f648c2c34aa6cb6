"""Whole essays, tagged: valid by both standards, read aloud word for word, and to the eye the same."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from press.ast import Node, classes, rewrite, stringify
from press.checks.verapdf import STANDARDS, validate
from press.model import Part
from press.tagging import retag
from press.terms import words_for
from tests.reading import CITED_ON, letters
from tests.tagging.conftest import Typeset
from tests.tagging.tags import VERSIONS, Tag, read_tags

pytestmark = pytest.mark.slow
BLOCKS = {"Para", "Plain", "Header"}
MARKS = re.compile(r"\d+\. ?")


@pytest.mark.parametrize("standard", VERSIONS)
def test_verapdf_has_nothing_to_say(standard: str, essay: Typeset, features: Typeset, tmp_path: Path) -> None:
    paths = []
    for name, typeset in (("essay", essay), ("features", features)):
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(typeset.finished["ua-2" if standard == "ua-2" else "ua-1"])
    assert validate(paths, STANDARDS[standard]) == []


def paragraphs(part: Part) -> Iterator[str]:
    """Yield the paragraphs of a part outside tables, figures and notes, and the notes on their own."""

    def without(node: Node) -> list[Node] | None:
        return [] if node["t"] in ("Table", "Figure", "Note", "Math", "Image", "CodeBlock") else None

    found: list[Node] = []

    def visit(node: Node) -> list[Node] | None:
        if node["t"] in ("Table", "Figure") or "list" in classes(node):  # a list of figures is one paragraph
            return []
        if node["t"] in BLOCKS:
            found.append(node)
        return None

    rewrite(part.blocks, visit)
    for node in found:
        yield stringify(rewrite([node], without))


@pytest.mark.parametrize("name", ["essay", "features"])
def test_every_paragraph_is_one_element_with_its_words_in_order(
    name: str, request: pytest.FixtureRequest
) -> None:
    typeset: Typeset = request.getfixturevalue(name)
    tree = read_tags(typeset.finished["ua-1"])
    read = {letters(CITED_ON.sub("", text_without_notes(tag))) for tag in tree.walk()}
    wanted = [text for part in typeset.document.parts for text in paragraphs(part) if letters(text)]
    assert len(wanted) > 20
    missing = [text for text in wanted if letters(text) not in read]
    assert missing == []


def text_without_notes(tag: Tag) -> str:
    """Return what is read of an element but for notes, the figures of references, and inner lists."""
    parts = [
        kid if isinstance(kid, str) else text_without_notes(kid)
        for kid in tag.kids
        if isinstance(kid, str) or kid.role not in ("Note", "L")
    ]
    if tag.role == "Reference":
        return " " * parts[0].endswith(" ")
    return "".join(parts).replace("\u00ad", "")


def test_words_are_parted_as_in_the_manuscript(essay: Typeset) -> None:
    tree = read_tags(essay.finished["ua-1"])
    read = {" ".join(text_without_notes(tag).split()) for tag in tree.all("P")}
    wanted = [text for part in essay.document.parts for text in paragraphs(part)]
    plain = [" ".join(text.split()) for text in wanted if len(text) > 100 and part_of(text)]
    assert len(plain) > 60
    assert [text for text in plain if text not in read] == []


def part_of(text: str) -> bool:
    """Tell paragraphs in running text from entries of the bibliography, which are no P."""
    return "https://" not in text and not re.match(r"[^ ]+, [A-Z][^.]*\. ‘?[A-Z]", text)


def test_each_note_is_read_after_its_reference_in_the_order_of_the_text(essay: Typeset) -> None:
    tree = read_tags(essay.finished["ua-1"])
    order = [
        tag for tag in tree.walk() if tag.role == "Note" or (tag.role == "Reference" and "ID" in tag.entries)
    ]
    numbered = [tag for tag in order if not tag.entries["ID"].startswith("table-note")]
    assert len(numbered) > 100
    for reference, note in zip(numbered[::2], numbered[1::2], strict=True):
        assert (reference.role, note.role) == ("Reference", "Note")
        assert note.text.startswith(f"{reference.text.strip()}. ")
        assert note.entries["refs"] == reference.entries["refs"] == 1


def test_the_essay_has_the_elements_it_should(essay: Typeset) -> None:
    tree = read_tags(essay.finished["ua-1"])
    parts = [part for part in essay.document.parts if part.title]
    assert len(tree.only("TOC").all("TOCI")) == len(parts)
    assert [tag.text.replace("\u00a0", " ") for tag in tree.all("H1")][1:] == [
        stringify(part.title) for part in parts
    ]
    assert " . ." not in tree.only("TOC").text
    assert tree.only("Title").text.replace("\u00a0", " ") == essay.document.settings.title
    assert tree.all("BibEntry")
    assert len({tag.entries["ID"] for tag in tree.all("Note")}) == len(tree.all("Note"))
    assert all(scope.entries["A"]["Scope"] == "/Column" for scope in tree.all("TH"))
    figure = tree.all("Figure")[0]
    assert figure.all("Caption")
    assert letters(figure.only("Caption").text) != letters(figure.entries["Alt"])


def test_hyphens_of_words_stay_and_those_of_lines_go(essay: Typeset) -> None:
    text = read_tags(essay.finished["ua-1"]).text
    assert "\u2010" not in text
    assert "super-industrialisation" in text


@pytest.mark.parametrize("standard", VERSIONS)
def test_to_the_eye_nothing_has_changed(standard: str, essay: Typeset, features: Typeset) -> None:
    for typeset in (essay, features):
        after = typeset.finished["ua-2" if standard == "ua-2" else "ua-1"]
        with pypdfium2.PdfDocument(typeset.raw) as one, pypdfium2.PdfDocument(after) as other:
            assert len(one) == len(other)
            for before, now in zip(one, other, strict=True):
                assert before.render().to_pil().tobytes() == now.render().to_pil().tobytes()


def test_it_is_quick(essay: Typeset) -> None:
    with pikepdf.open(io.BytesIO(essay.raw)) as pdf:
        started = time.process_time()
        retag(pdf, "ua-2", words_for("en", {}))
        assert (time.process_time() - started) / len(pdf.pages) < 0.03


def test_the_same_pages_give_the_same_bytes(features: Typeset) -> None:
    from tests.tagging.tags import finish  # noqa: PLC0415

    again = finish(features.raw, "ua-1", features.document.settings)
    assert again == features.finished["ua-1"]
