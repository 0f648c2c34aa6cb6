"""The errata slip: what is told, where, and how it is set."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

import build
from press.design import make_design
from press.document import compose
from press.errata import (
    Change,
    Paragraph,
    Slip,
    Spot,
    compare,
    open_version,
    read_texts,
    rule_pages,
    write_slip,
)
from press.errata.places import Ruled, letters
from press.errata.slip import write_chapter
from press.errors import NoSuchVersion
from press.geometry import make_page
from press.manuscript import load
from press.register import publish
from press.settings import Settings
from press.templating import Templates
from tests.reading import ROOT, Editions, Page

NOTE_SIZE = 10.5  # px
MINIMAL = ROOT / "tests" / "data" / "minimal"
EDITION = """
editions:
  large:
    type_size: 18 pt
"""


def text(*paragraphs: str, note: int = 0) -> list[Paragraph]:
    return [Paragraph(0, note, tuple(paragraph.split())) for paragraph in paragraphs]


def told(old: list[Paragraph], new: list[Paragraph]) -> list[tuple[str, str, bool]]:
    changes = compare(old, new)
    return [(" ".join(one.wrong), " ".join(one.right), one.is_whole) for one in changes]


# ---- What is told --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "wrong", "right"),
    [
        ("the cat sat on the mat", "the dog sat on the mat", "cat", "dog"),
        ("the cat sat on a mat", "the black cat sat on a mat", "the cat", "the black cat"),
        ("the cat sat down on a mat", "the cat sat on a mat", "sat down on", "sat on"),
        ("the cat sat", "well, the cat sat", "the", "well, the"),
        ("a cat sat there", "a cat sat there still", "there", "there still"),
        ("one cat, two dogs, one owl here", "one cat, two dogs, an owl here", "dogs, one", "dogs, an"),
        ("a colour, of sorts then", "a colour of sorts then", "colour,", "colour"),
        ("he came and saw it all", "she came but saw it all", "he came and", "she came but"),
    ],
    ids=["other", "added", "gone", "first", "last", "twice", "comma", "near"],
)
def test_words_are_told_with_as_many_others_as_make_them_plain(
    old: str, new: str, wrong: str, right: str
) -> None:
    assert told(text(old), text(new)) == [(wrong, right, False)]


def test_two_changes_in_a_paragraph_are_two() -> None:
    old = text("A man went out one morning and came back at night.")
    new = text("A woman went out one morning and came back at noon.")
    assert told(old, new) == [("man", "woman", False), ("night.", "noon.", False)]


def test_whole_paragraphs_are_told_in_another_manner() -> None:
    old = text("The first one stays.", "The second one is to go.", "The third one stays as well.")
    new = text("The first one stays.", "The third one stays as well.", "Here is something else altogether.")
    assert told(old, new) == [
        ("The second one is to go.", "", True),
        ("", "Here is something else altogether.", True),
    ]
    (_, added) = compare(old, new)
    assert added.place is old[2]


def test_a_paragraph_that_is_quite_another_is_gone_and_new() -> None:
    assert told(text("One two three four."), text("Five six seven.")) == [
        ("One two three four.", "", True),
        ("", "Five six seven.", True),
    ]


def test_what_stands_before_everything_has_no_place() -> None:
    (change,) = compare(text("Old words."), text("Something else.", "Old words."))
    assert change.place is None


def test_notes_are_compared_with_notes() -> None:
    old = text("The text.") + text("See the book.", note=1)
    new = text("See the book.", "The text.") + text("See the other book.", note=1)
    changes = compare(old, new)
    assert [(change.place.note if change.place else None, change.right) for change in changes] == [
        (None, ("See", "the", "book.")),
        (1, ("the", "other", "book.")),
    ]


def test_markup_is_no_word(tmp_path: Path) -> None:
    essay = shutil.copytree(MINIMAL, tmp_path / "essay")
    before = read_texts(compose(load(essay)))
    chapter = essay / "manuscript" / "01-claim.md"
    words = chapter.read_text(encoding="utf-8")
    assert " the " in words
    chapter.write_text(words.replace(" the ", " **the**<!-- a remark --> ", 1), encoding="utf-8")
    assert compare(before, read_texts(compose(load(essay)))) == []


# ---- Where ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Printed:
    """The real essay's text, and its pamphlet as two readers find it: the press's own and the tests'."""

    texts: list[Paragraph]
    ruled: Ruled
    begins: Mapping[int, int]
    pages: list[Page]

    def spot(self, paragraph: Paragraph, word: int) -> Spot | None:
        """Return where a word is said to be."""
        return self.ruled.locate(paragraph, self.begins[id(paragraph)], word)


@pytest.fixture(scope="module")
def printed(editions: Editions, pages: list[Page]) -> Printed:
    manuscript = load(ROOT)
    texts = read_texts(publish(manuscript, compose(manuscript)))
    ruled = rule_pages(editions.pdf.read_bytes(), make_page(manuscript.settings.trim))
    return Printed(texts, ruled, ruled.find(texts), pages)


@pytest.mark.slow
def test_every_paragraph_is_found(printed: Printed) -> None:
    lost = [one.text for one in printed.texts if printed.begins[id(one)] < 0 and letters(one.text)]
    assert lost == []


@pytest.mark.slow
def test_words_are_on_the_line_where_a_reader_finds_them(printed: Printed) -> None:
    seen = 0
    for one in printed.texts:
        for word in range(1, len(one.words), 5):  # The first begins with a drop cap, perhaps.
            spot, wanted = printed.spot(one, word), letters(one.words[word])
            if one.note or not wanted or spot is None:
                continue
            # A reader counts the lines between running head and folio, above the notes.
            lines = [line for line in printed.pages[spot.page].body if round(line.size, 1) != NOTE_SIZE]
            main = [line for line in printed.ruled.reading.sheets[spot.page].main if line.role != "figure"]
            if len(lines) == max(printed.ruled.numbers[line] for line in main):
                seen += 1
                assert wanted[:2] in letters(lines[spot.line - 1].text + " "), (spot, one.words[word])
    assert seen > 500


@pytest.mark.slow
def test_notes_go_by_their_numbers(printed: Printed) -> None:
    spots = [(one, printed.spot(one, 0)) for one in printed.texts if one.note]
    assert len(spots) > 50
    for one, spot in spots:
        assert spot is not None
        assert spot.line == 0
        note = printed.pages[spot.page].notes[str(spot.note)]
        assert letters(note).startswith(letters("".join(one.words[:2])))


# ---- The slip ------------------------------------------------------------------------------------


def slip(count: int, **more: str) -> Slip:
    settings = Settings(title="An Essay", slug="essay", **more)
    changes = [
        (Change(None, 0, (f"wrong{number}",), ("*right*", "words")), Spot(number, str(number + 1), 7))
        for number in range(count)
    ]
    return Slip.of(settings, "0123456789ab", changes)


def test_the_chapter_is_markdown_that_says_the_words_as_they_are() -> None:
    assert write_chapter(slip(1)).splitlines() == [
        "# Errata {.unnumbered}",
        "",
        "- Page 1, line 7: *for* wrong0 *read* \\*right\\* words",
    ]


def test_entries_come_in_the_order_of_pages_notes_last() -> None:
    settings = Settings(title="An Essay")
    changes = [
        (Change(None, 0, ("a",), ("b",)), Spot(2, "3", note=4)),
        (Change(None, 0, ("c",), ("d",)), Spot(2, "3", 9)),
        (Change(None, 0, tuple("efghijklmnop" * 2), (), is_whole=True), Spot(1, "2", 5)),
        (Change(None, 0, (), ("new", "words"), is_whole=True), Spot(1, "2", 8)),
    ]
    assert write_chapter(Slip.of(settings, "", changes)).splitlines()[2:] == [
        "- Page 2, line 5: *omit* e f g h … m n o p",
        "- Page 2, line 8: *after this, add* new words",
        "- Page 3, line 9: *for* c *read* d",
        "- Page 3, n. 4: *for* a *read* b",
    ]


def test_the_slip_speaks_the_language_of_the_essay() -> None:
    assert "Seite 1, Zeile 7: *statt* wrong0 *lies*" in write_chapter(slip(1, language="de"))


@pytest.mark.slow
@pytest.mark.parametrize(("count", "has_room"), [(1, True), (12, True), (90, False)])
def test_the_sheet_is_one_page_of_the_pamphlet_s_width(count: int, has_room: bool) -> None:
    made = slip(count)
    design = make_design(made.settings, MINIMAL)
    (_, sheet), left = write_slip(made, design, Templates(MINIMAL))
    assert (left == 0) == has_room
    with pikepdf.open(io.BytesIO(sheet.data)) as pdf:
        (page,) = pdf.pages
        assert float(page.mediabox[2]) == pytest.approx(design.page.width * 0.75, abs=0.1)
        assert float(page.mediabox[3]) <= design.page.height * 0.75 + 0.1
        assert (float(page.mediabox[3]) < design.page.height * 0.6) == (count < 13)
    with pypdfium2.PdfDocument(sheet.data) as pdf:
        said = pdf[0].get_textpage().get_text_range()
    assert said.count("read") == count - left
    assert (f"And {left} more" in said) == bool(left)
    assert "0123456789ab" in said


# ---- Versions ------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> None:
    name = ["-c", "user.name=Ann", "-c", "user.email=ann@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *name, *arguments], check=True, capture_output=True)


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    """An essay in a folder of a repository, with one version kept and one word changed since."""
    root = tmp_path / "repository"
    folder = Path(shutil.copytree(MINIMAL, root / "essays" / "small"))
    git(tmp_path, "init", "-q", str(root))
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "one")
    git(root, "tag", "v1")
    chapter = folder / "manuscript" / "01-claim.md"
    words = chapter.read_text(encoding="utf-8")
    assert " the " in words
    chapter.write_text(words.replace(" the ", " some ", 1), encoding="utf-8")
    return folder


def test_a_version_is_a_folder_or_what_git_knows(essay: Path) -> None:
    with open_version("v1", essay) as folder:
        assert folder != essay
        assert " some " not in (folder / "manuscript" / "01-claim.md").read_text(encoding="utf-8")
        kept = folder
    assert not kept.exists()
    with open_version(str(essay), essay) as folder:
        assert folder == essay


@pytest.mark.parametrize("name", ["v2", "--help", "-h", "v1 v2", "", ":/", "../elsewhere"])
def test_what_git_does_not_know_is_refused(essay: Path, name: str) -> None:
    with pytest.raises(NoSuchVersion), open_version(name, essay):
        pass


def test_outside_a_repository_only_folders_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    essay = Path(shutil.copytree(MINIMAL, tmp_path / "essay"))
    with pytest.raises(NoSuchVersion, match="is in no git repository"), open_version("v1", essay):
        pass


@pytest.mark.slow
def test_the_command_writes_both(essay: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "slips"
    assert build.main(["errata", "v1", "--essay", str(essay), "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["minimal-errata.md", "minimal-errata.pdf"]
    (line,) = (out / "minimal-errata.md").read_text(encoding="utf-8").splitlines()[2:]
    assert re.fullmatch(r"- Page 1, line \d: \*for\* .*the.* \*read\* .*some.*", line)
    assert "1 errata for edition" in capsys.readouterr().err
    assert build.main(["errata", "v1", "v1", "--essay", str(essay), "--out", str(tmp_path / "none")]) == 0
    assert not (tmp_path / "none").exists()


@pytest.mark.slow
def test_pages_and_lines_may_be_those_of_one_edition(tmp_path: Path) -> None:
    old = Path(shutil.copytree(MINIMAL, tmp_path / "old"))
    about = old / "manuscript" / "essay.yaml"
    about.write_text(about.read_text(encoding="utf-8") + EDITION, encoding="utf-8")
    new = Path(shutil.copytree(old, tmp_path / "new"))
    chapter = new / "manuscript" / "02-answer.md"
    words = chapter.read_text(encoding="utf-8").rstrip()
    chapter.write_text(f"{words} Nobody came.\n", encoding="utf-8")
    told = {}
    for name, asked in (("minimal", ()), ("minimal-large", ("--edition", "large"))):
        out = tmp_path / name
        assert build.main(["errata", str(old), "--essay", str(new), "--out", str(out), *asked]) == 0
        told[name] = (out / f"{name}-errata.md").read_text(encoding="utf-8").splitlines()[-1]
    (small, large) = (re.match(r"- Page (\d+), line (\d+)", line) for line in told.values())
    assert small
    assert large
    assert [int(number) for number in large.groups()] > [int(number) for number in small.groups()]
