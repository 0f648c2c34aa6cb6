"""What is remembered changes nothing: after any edits, editions are as if made for the first time."""

from __future__ import annotations

import io
import random
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from press.editions.pages import Pages
from press.editions.work import Known
from press.serve.drafts import Draft, Drafts, find_all, make_book, make_pages, make_web
from press.serve.inputs import Watch
from tests.reading import ROOT

pytestmark = pytest.mark.slow
SEED, EDITS, CHECKED = 1848, 9, 3
WORDS = ["and", "so", "on", "without", "an", "end", "which", "nobody", "has", "foreseen"]


def add_words(text: str, draw: random.Random) -> str:
    places = [at for at in range(len(text)) if text.startswith(". ", at)]
    at = draw.choice(places) if places else len(text)
    return f"{text[:at]} {' '.join(draw.choices(WORDS, k=draw.randint(1, 60)))}{text[at:]}"


def drop_paragraph(text: str, draw: random.Random) -> str:
    blocks = text.split("\n\n")
    plain = [place for place, block in enumerate(blocks) if block[:1].isalpha() and place]
    if len(plain) > 1:
        del blocks[draw.choice(plain)]
    return "\n\n".join(blocks)


def add_paragraph(text: str, draw: random.Random) -> str:
    new = " ".join(draw.choices(WORDS, k=draw.randint(5, 150))).capitalize()
    return f"{text.rstrip()}\n\n{new} [@ryutin2010, p. {draw.randint(1, 99)}].\n"


def cite_again(text: str, draw: random.Random) -> str:
    at = text.find("[@", draw.randrange(max(len(text) - 200, 1)))
    end = text.find("]", at)
    return f"{text[: end + 1]} {text[at : end + 1]}{text[end + 1 :]}" if 0 <= at < end else text


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    add_words,
    add_words,
    add_paragraph,
    drop_paragraph,
    cite_again,
)


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    for name in ("manuscript", "references.bib"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    for chapter in sorted((tmp_path / "manuscript").glob("*.md"))[2:-2]:
        chapter.unlink()  # a few chapters show what eleven do
    return tmp_path


def edit(essay: Path, draw: random.Random) -> None:
    """Change a chapter somehow; now and then take back what was done before."""
    chapter = draw.choice(sorted((essay / "manuscript").glob("*.md")))
    before = chapter.with_suffix(".before")
    if before.exists() and draw.random() < 0.2:
        text = before.read_text(encoding="utf-8")
    else:
        text = draw.choice(CHANGES)(chapter.read_text(encoding="utf-8"), draw)
    before.write_text(chapter.read_text(encoding="utf-8"), encoding="utf-8")
    chapter.write_text(text, encoding="utf-8")


def make(drafts: Drafts) -> tuple[Draft, Pages]:
    draft = drafts.read()
    return draft, make_pages(draft)


def letters(pages: Pages) -> list[str]:
    """Return what stands on each page, and where: the boxes of its lines."""
    with pypdfium2.PdfDocument(pages.layout.write_some(pages.layout.pages.pages)) as pdf:
        found = []
        for page in pdf:
            text = page.get_textpage()
            boxes = [tuple(round(side, 2) for side in text.get_rect(at)) for at in range(text.count_rects())]
            found.append(f"{text.get_text_range()} {boxes}")
        return found


def files(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_after_random_edits_everything_is_as_if_made_for_the_first_time(essay: Path) -> None:
    draw, drafts = random.Random(SEED), Drafts(essay)
    compared = 0
    for number in range(EDITS):
        edit(essay, draw)
        with drafts.at_work(lambda: None):
            draft, pages = make(drafts)
            known = Known(pages.starts, dict(pages.quoted))
            web, book = make_web(draft, known), make_book(draft, known)[0].data
            drafts.memory.end_turn()
        if number % (EDITS // CHECKED) and number != EDITS - 1:
            continue
        compared += 1
        cold, new = make(Drafts(essay))
        again = Known(new.starts, dict(new.quoted))
        assert (pages.starts, pages.quoted, pages.blanks) == (new.starts, new.quoted, new.blanks)
        assert letters(pages) == letters(new)
        assert web == make_web(cold, again)
        assert files(book) == files(make_book(cold, again)[0].data)
        assert find_all(draft, pages.layout.findings) == find_all(cold, new.layout.findings)
    assert compared >= CHECKED


def test_one_changed_paragraph_lays_out_one_chapter(essay: Path) -> None:
    drafts = Drafts(essay)
    chapter = sorted((essay / "manuscript").glob("*.md"))[1]
    with drafts.at_work(lambda: None):
        before = make(drafts)[1].layout.pages.pages
        heading, gap, text = chapter.read_text(encoding="utf-8").partition("\n\n")
        chapter.write_text(heading + gap + text.replace(" the ", " that ", 1), encoding="utf-8")
        after = make(drafts)[1].layout.pages.pages
    kept = {id(page) for page in before} & {id(page) for page in after}
    assert len(kept) > len(after) / 2
    assert len(kept) < len(after)


def test_a_draft_may_be_of_one_edition_with_chapters_of_its_own(tmp_path: Path) -> None:
    essay = Path(shutil.copytree(ROOT / "tests" / "data" / "minimal", tmp_path / "essay"))
    own = essay / "manuscript-de"
    own.mkdir()
    (own / "01-anfang.md").write_text("# Anfang\n\nEin Satz.\n", encoding="utf-8")
    with (essay / "manuscript" / "essay.yaml").open("a", encoding="utf-8") as about:
        about.write("\neditions:\n  german:\n    language: de\n    manuscript: manuscript-de\n")
    draft = Drafts(essay, edition="german").read()
    assert "Ein Satz." in make_web(draft, Known())
    with_edition, without = (Watch(essay), Watch(essay))
    for watch in (with_edition, without):
        watch.take()
    with_edition.name(draft.named)
    (own / "01-anfang.md").write_text("# Anfang\n\nEin anderer Satz.\n", encoding="utf-8")
    assert (with_edition.has_changed(), without.has_changed()) == (True, False)
