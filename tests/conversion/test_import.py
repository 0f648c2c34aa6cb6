"""Texts of other programs become essays, and what is lost is told at its line."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pypandoc
import pytest

import build
from press.conversion import convert
from press.conversion.marks import straighten_text
from press.errors import FileInTheWay, NotUtf8, UnreadableText
from press.scaffold import Wishes
from tests.conversion.word import citation, document, endnote, field, note, para, picture, png, run, table
from tests.reading import ROOT

LEWIN: dict[str, object] = {
    "id": 7,
    "type": "book",
    "title": "Political Undercurrents",
    "author": [{"family": "Lewin", "given": "Moshe"}],
    "issued": {"date-parts": [["1974"]]},
    "publisher": "Pluto",
    "publisher-place": "London",
}
BY = 'w:author="Ed" w:date="2026-01-01T00:00:00Z"'


class Essay:
    """An imported text: the Markdown of its chapters by name, its other files, and what was lost."""

    def __init__(self, data: bytes | str, name: str, folder: Path, **wishes: str) -> None:
        path = folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        made = convert(path, folder / "essay", Wishes(**{"title": "", "language": "", "style": "", **wishes}))  # type: ignore[arg-type]
        self.files = {str(key): value for key, value in made.files.items()}
        self.chapters = {
            key.removeprefix("manuscript/"): value.decode()
            for key, value in self.files.items()
            if key.endswith(".md")
        }
        self.losses = [str(loss).replace(f"{folder}/", "") for loss in made.losses]
        self.text = "\n".join(self.chapters.values())
        self.settings = self.files["manuscript/essay.yaml"].decode()


def word(folder: Path, *body: str, **more: object) -> Essay:
    """Import a Word text of such paragraphs."""
    return Essay(document(*body, **more), "text.docx", folder)  # type: ignore[arg-type]


def pandoc(text: str, kind: str, folder: Path) -> bytes:
    """Let pandoc write a text as another kind."""
    pypandoc.convert_text(text, kind, "markdown", ["--standalone"], outputfile=str(folder / f"made.{kind}"))
    return (folder / f"made.{kind}").read_bytes()


# ---- Chapters --------------------------------------------------------------------------------------

TEXT = """---
title: On Tea
author: [Ann Author, Bo Writer]
---

# The leaf

It's a “leaf”.[^1]

## A section

[^1]: A note with *emphasis*.

    And a second paragraph.

# The *pot*

> Quoted.

| a | b |
|---|---|
| 1 | 2 |
"""


@pytest.mark.parametrize("kind", ["docx", "odt", "html"])
def test_each_kind_is_split_at_its_headings_with_notes_tables_and_title(kind: str, tmp_path: Path) -> None:
    essay = Essay(pandoc(TEXT, kind, tmp_path), f"text.{kind}", tmp_path)
    assert list(essay.chapters) == ["01-the-leaf.md", "02-the-pot.md"]
    assert essay.chapters["01-the-leaf.md"].startswith('# The leaf\n\nIt\'s a "leaf".[^1]\n\n## A section\n')
    assert "[^1]: A note with *emphasis*.\n\n    And a second paragraph.\n" in essay.text
    assert essay.chapters["02-the-pot.md"].startswith("# The *pot*\n\n> Quoted.\n\n|")
    assert "title: On Tea\n" in essay.settings
    assert essay.losses == []


def test_a_title_that_is_the_only_heading_of_its_level_is_the_essay_s(tmp_path: Path) -> None:
    essay = Essay("<h1>On Tea</h1><h2>Leaf</h2><p>a</p><h4>Deep</h4><h2>Pot</h2><p>b</p>", "a.html", tmp_path)
    assert "title: On Tea\n" in essay.settings
    assert list(essay.chapters) == ["01-leaf.md", "02-pot.md"]
    assert essay.chapters["01-leaf.md"] == "# Leaf\n\na\n\n## Deep\n"


def test_short_lines_in_bold_are_headings_where_there_are_no_others(tmp_path: Path) -> None:
    bold = '<w:b w:val="1"/>'
    essay = word(tmp_path, "<w:p/>", para(run("Leaf", bold)), para("a"), para(run("Pot", bold)), para("b"))
    assert list(essay.chapters) == ["01-leaf.md", "02-pot.md"]
    assert essay.losses == ["text.docx: the text has no headings; 2 lines in bold became those."]


def test_what_stands_before_the_first_heading_is_a_chapter_without_a_number(tmp_path: Path) -> None:
    essay = word(tmp_path, para("Before."), para("Leaf", style="Heading1"), para("a"), title="On Tea")
    assert essay.chapters["01-on-tea.md"] == "# On Tea {.unnumbered}\n\nBefore.\n"


def test_a_text_without_headings_is_one_chapter(tmp_path: Path) -> None:
    essay = Essay("Only this.\n", "only.md", tmp_path)
    assert essay.chapters == {"01-only.md": "# only\n\nOnly this.\n"}


def test_language_and_authors_are_those_of_the_text(tmp_path: Path) -> None:
    essay = word(
        tmp_path, para("Vom Tee", style="Title"), para("Ann", style="Author"), para("a"), language="de-DE"
    )
    assert "title: Vom Tee\n" in essay.settings
    assert "authors: Ann\n" in essay.settings
    assert "language: de-DE\n" in essay.settings


def test_wishes_come_before_what_the_text_says(tmp_path: Path) -> None:
    essay = Essay(TEXT, "a.md", tmp_path, title="Other", language="fr", trim="A6")
    assert "title: Other\n" in essay.settings
    assert 'authors: ["Ann Author", "Bo Writer"]\n' in essay.settings
    assert "language: fr\n" in essay.settings
    assert "trim: A6\n" in essay.settings


def test_word_s_own_table_of_contents_is_left_out(tmp_path: Path) -> None:
    essay = word(tmp_path, para("Leaf 3", style="TOC1"), para("Leaf", style="Heading1"), para("a"))
    assert essay.text == "# Leaf\n\na\n"
    assert essay.losses == ["text.docx: the table of contents is left out; the press makes its own."]


# ---- Citations -------------------------------------------------------------------------------------


def test_field_citations_stay_citations_with_a_bibliography(tmp_path: Path) -> None:
    other = {**LEWIN, "id": 9, "title": "Other Currents"}
    essay = word(
        tmp_path,
        para(
            *("One ", citation(LEWIN, "(Lewin 1974, 35)", "35"), " two ", citation(other, "(x)", "3-5", "")),
            *(" three ", endnote("Smith", "1999", "A Book", "(Smith 1999)"), "."),
        ),
    )
    assert "One [@lewin1974, p. 35] two [@lewin1974a, pp. 3-5] three [@smith1999]." in essay.text
    works = essay.files["references.bib"].decode()
    for line in ("@book{lewin1974,", "@book{lewin1974a,", "@book{smith1999,", "author = {Lewin, Moshe}"):
        assert line in works
    assert "csl: chicago-author-date\n" in essay.settings
    assert essay.losses == []


def test_a_note_of_nothing_but_a_citation_is_left_to_the_style(tmp_path: Path) -> None:
    notes = (
        para(citation(LEWIN, "Lewin, 35", "35"), "."),
        para("But see ", citation(LEWIN, "Lewin, 40", "40"), "."),
    )
    essay = word(tmp_path, para("Said so.", note(1), " And so.", note(2)), notes=notes)
    assert "Said so. [@lewin1974, p. 35] And so.[^1]" in essay.text
    assert "[^1]: But see @lewin1974 [p. 40]." in essay.text
    assert "csl: chicago-notes-bibliography\n" in essay.settings


@pytest.mark.parametrize(("language", "page"), [("de-DE", "S. 35"), ("ru-RU", "с. 35"), ("it-IT", "p. 35")])
def test_a_page_is_called_as_the_language_s_styles_know_it(language: str, page: str, tmp_path: Path) -> None:
    essay = word(tmp_path, para("a ", citation(LEWIN, "(x)", "35")), language=language)
    assert f"[@lewin1974, {page}]" in essay.text


def test_the_bibliography_of_the_program_is_left_out_with_its_heading(tmp_path: Path) -> None:
    listed = field(' ADDIN ZOTERO_BIBL {"uncited":[]} CSL_BIBLIOGRAPHY', "Lewin, Moshe. 1974.")
    essay = word(
        tmp_path,
        *(para("One", style="Heading1"), para("a ", citation(LEWIN, "(x)"))),
        *(para("Works", style="Heading1"), para(listed)),
    )
    assert list(essay.chapters) == ["01-one.md"]
    assert "the bibliography under “Works” is left out; the press makes its own." in essay.losses[0]


def test_a_markdown_text_brings_its_bibliography_and_unknown_keys_are_told(tmp_path: Path) -> None:
    (tmp_path / "my.bib").write_text("@book{a1, title={A}, date={2000}}\n")
    essay = Essay("---\nbibliography: my.bib\n---\n\nSo [@a1, p. 3].\n\nAnd [@b2].\n", "a.md", tmp_path)
    assert "So [@a1, p. 3]." in essay.text
    assert r"And \[\@b2\]." in essay.text
    assert essay.files["references.bib"] == (tmp_path / "my.bib").read_bytes()
    assert essay.losses == [
        "essay/manuscript/01-a.md:5: no work is known by the key b2; the citation is plain words now."
    ]


# ---- Changes and comments --------------------------------------------------------------------------


def test_changes_are_accepted_and_comments_told_at_their_line(tmp_path: Path) -> None:
    deleted = "<w:r><w:delText>old </w:delText></w:r>"
    essay = word(
        tmp_path,
        para("First."),
        para(
            *("A ", f'<w:ins w:id="1" {BY}>{run("new ")}</w:ins>', f'<w:del w:id="2" {BY}>{deleted}</w:del>'),
            *("word ", '<w:commentRangeStart w:id="0"/>', "here", '<w:commentRangeEnd w:id="0"/>'),
            "<w:r><w:commentReference w:id='0'/></w:r>",
        ),
        para("Joined ", properties=f'<w:rPr><w:del w:id="3" {BY}/></w:rPr>'),
        para("to one."),
        comments=(para("Is this so?"),),
    )
    assert essay.text == "# text\n\nFirst.\n\nA new word here\n\nJoined to one.\n"
    assert essay.losses == [
        "text.docx: changes were accepted: 1 insertions, 1 deletions.",
        "essay/manuscript/01-text.md:5: a comment by Ed is left out: “Is this so?”.",
    ]


def test_a_deletion_leaves_no_space_behind(tmp_path: Path) -> None:
    def deleted(words: str) -> str:
        return f'<w:del w:id="1" {BY}><w:r><w:delText xml:space="preserve">{words}</w:delText></w:r></w:del>'

    essay = word(
        tmp_path,
        para("They began early", deleted(" and badly"), "."),
        para("One ", deleted("two "), "three", deleted(" four")),
    )
    assert essay.text == "# text\n\nThey began early.\n\nOne three\n"


# ---- Pictures --------------------------------------------------------------------------------------


def test_a_picture_goes_into_figures_with_what_it_says_and_its_share_of_the_page(tmp_path: Path) -> None:
    essay = word(
        tmp_path,
        para(picture("rId100", "A grey box")),
        para("Its caption", style="Caption"),
        para("In ", picture("rId100", "A box", width=400_000), " a line."),
        pictures={"image1.png": png()},
    )
    assert '![Its caption](figures/picture-1.png){alt="A grey box" width="35%"}' in essay.text
    assert 'In ![A box](figures/picture-1.png){width="5%"} a line.' in essay.text
    assert essay.files["manuscript/figures/picture-1.png"] == png()
    assert essay.losses == []


def test_a_picture_that_says_nothing_is_told(tmp_path: Path) -> None:
    essay = word(tmp_path, para("a"), para(picture("rId100", width=9_000_000)), pictures={"a.png": png()})
    assert '![](figures/picture-1.png){alt="A picture that is not described yet"}' in essay.text
    assert essay.losses == [
        "essay/manuscript/01-text.md:5: figures/picture-1.png says nothing to those who do not see it;"
        " write what it shows."
    ]


@pytest.mark.parametrize("data", [b"\x01\0\0\0 EMF", png()[:60], b"<svg xmlns='a'><script/></svg>"])
def test_a_picture_that_is_not_printed_is_kept_and_told(data: bytes, tmp_path: Path) -> None:
    essay = word(tmp_path, para("a ", picture("rId100", "b")), pictures={"image1.emf": data})
    assert essay.text == "# text\n\na\n"
    assert essay.files["manuscript/figures/image1.emf"] == data
    assert (
        "essay/manuscript/01-text.md:3: figures/image1.emf is of a kind that is not printed"
        in essay.losses[0]
    )


def test_pictures_of_html_are_found_beside_it_or_within_it_and_never_fetched(tmp_path: Path) -> None:
    (tmp_path / "my picture.png").write_bytes(png())
    inner = base64.b64encode(png(3, 3)).decode()
    essay = Essay(
        f'<p>a <img src="my%20picture.png" alt="one"> b <img src="data:image/png;base64,{inner}" alt="two">'
        ' c <img src="https://example.org/x.png" alt="three"> d <img src="gone.png" alt="four"></p>',
        "a.html",
        tmp_path,
    )
    assert "![one](figures/picture-1.png) b ![two](figures/picture-2.png)" in essay.text
    assert "[three](https://example.org/x.png)" in essay.text
    told = [loss.removeprefix("essay/manuscript/01-a.md:3: ") for loss in essay.losses]
    assert told == [
        "the picture https://example.org/x.png is on the web, and is a link now;"
        " save it as a file to print it.",
        "the picture gone.png was not found.",
    ]


# ---- What no edition carries -----------------------------------------------------------------------


def test_html_that_no_edition_carries_is_left_out_and_told(tmp_path: Path) -> None:
    essay = Essay(
        'A <kbd>key</kbd> and <font color="red">red</font> and <b>open.\n\n<script>alert(1)</script>\n\n'
        "[bad](javascript:x) and [file](b.pdf) and [good](https://example.org/).\n\n<!-- hidden -->\n\n"
        "`\\x`{=tex}\n",
        "a.md",
        tmp_path,
    )
    assert (
        "A <kbd>key</kbd> and red and open.\n\nbad and file and [good](https://example.org/).\n" in essay.text
    )
    assert "alert" not in essay.text
    assert sorted(loss.removeprefix("essay/manuscript/01-a.md:") for loss in essay.losses) == [
        "3: HTML that is not closed in its line is left out: <b>.",
        "3: HTML that no edition carries is left out: </font>.",
        '3: HTML that no edition carries is left out: <font color="red">.',
        "5: HTML that no edition carries is left out: <script>alert(1)</script>.",
        "5: a comment is left out: <!-- hidden -->.",
        "5: tex by hand is left out: \\x.",
        "5: the link to javascript:x is left out, not its words.",
        "5: the link to the file b.pdf is left out, not its words.",
    ]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("“so”", '"so"'),
        ("„so“", '"so"'),
        ("«\u00a0so\u202f»", '"so"'),
        ("‘so’", "'so'"),
        ("it’s boys’", "it's boys'"),
        ("’twas", "’twas"),
        ("‘so.’", "'so.'"),
    ],
)
def test_marks_are_straight_but_an_apostrophe_that_would_open(text: str, typed: str) -> None:
    assert straighten_text(text) == typed


def test_single_marks_outside_are_typed_double(tmp_path: Path) -> None:
    essay = word(
        tmp_path, para("It’s ‘so’, he said, ‘and “not” so’; the boys’ own.", note(1)), notes=(para("‘A’."),)
    )
    assert """It's "so", he said, "and 'not' so"; the boys' own.[^1]""" in essay.text
    assert '[^1]: "A".' in essay.text
    assert essay.losses == []


def test_single_marks_within_double_ones_stay_single(tmp_path: Path) -> None:
    essay = word(tmp_path, para("“So ‘it’ is”, and ‘it’ is “so” and “so”."))
    assert """"So 'it' is", and 'it' is "so" and "so".""" in essay.text


def test_a_name_that_looks_like_a_citation_is_none(tmp_path: Path) -> None:
    essay = word(tmp_path, para("By @ann (@bo), ann@example.org, [@cy]."))
    assert r"By \@ann (\@bo), ann@example.org, \[\@cy\]." in essay.text
    assert essay.losses == []


def test_french_marks_lose_their_spaces_and_code_keeps_its_marks(tmp_path: Path) -> None:
    essay = Essay("Il dit « oui » et `“x”`.\n", "a.md", tmp_path)
    assert 'Il dit "oui" et `“x”`.' in essay.text


# ---- Faults ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.pdf", b"", "cannot read .pdf. Save it as one of .docx"),
        ("a.doc", b"", "Did you mean .docx"),
        ("a", b"", "a file without an ending"),
        ("a.docx", b"no archive", "is no .docx file that can be read"),
        ("a.odt", b"PK\x03\x04", "is no .odt file that can be read"),
        ("a.md", b"\n", "has no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(name: str, data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableText, match=said):
        convert(tmp_path / name, tmp_path / "essay", Wishes(""))


def test_a_file_that_is_not_there_and_one_that_is_not_utf_8_are_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableText, match="no such file"):
        convert(tmp_path / "a.docx", tmp_path, Wishes(""))
    (tmp_path / "a.md").write_bytes(b"caf\xe9")
    with pytest.raises(NotUtf8, match="byte 0xe9"):
        convert(tmp_path / "a.md", tmp_path, Wishes(""))


# ---- As a whole ------------------------------------------------------------------------------------


def test_the_command_writes_an_essay_and_never_over_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "My Text.md").write_text("# One\n\n<!-- x -->Words.\n")
    assert build.main(["import", str(tmp_path / "My Text.md"), "--author", "Ann"]) == 0
    said = capsys.readouterr().err
    assert f"warning: {tmp_path}/my-text/manuscript/01-one.md:3: a comment is left out: <!-- x -->.\n" in said
    assert f"Print it: make ESSAY={tmp_path}/my-text\n" in said
    assert build.main(["import", str(tmp_path / "My Text.md")]) == FileInTheWay.exit_code


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["docx", "odt", "html"])
def test_the_press_s_own_essay_comes_back_letter_by_letter(kind: str, tmp_path: Path) -> None:
    chapters = [str(path) for path in sorted((ROOT / "manuscript").glob("*.md"))]
    options = ["--standalone", "--metadata=title:A", f"--resource-path={ROOT / 'manuscript'}", "--citeproc"]
    options += [f"--bibliography={ROOT / 'references.bib'}"]
    command = [pypandoc.get_pandoc_path(), *options, *chapters, "-o", str(tmp_path / f"a.{kind}")]
    subprocess.run(command, check=True, capture_output=True)
    essay = Essay((tmp_path / f"a.{kind}").read_bytes(), f"a.{kind}", tmp_path)
    assert len(essay.chapters) >= len(chapters)
    assert [loss for loss in essay.losses if "may not read" in loss] == []


@pytest.mark.slow
def test_an_imported_essay_builds_at_once(tmp_path: Path) -> None:
    notes = (para("A note."), para("See ", citation(LEWIN, "Lewin 1974, 40", "40"), "."))
    (tmp_path / "tea.docx").write_bytes(
        document(
            para("On Tea", style="Title"),
            para("Ann Author", style="Author"),
            para("The leaf", style="Heading1"),
            para("He said “so” ", citation(LEWIN, "(Lewin 1974, 35)", "35"), ".", note(1), note(2)),
            para("Quoted.", style="Quote"),
            para(picture("rId100")),
            para("Its caption", style="Caption"),
            table(("a", "b"), ("1", "2")),
            table(("a", "b"), ("1", "2"), head=False),
            para("The pot", style="Heading1"),
            para("In ", picture("rId100"), " a line."),
            notes=notes,
            pictures={"image1.png": png()},
        )
    )
    essay = tmp_path / "essay"
    assert build.main(["import", str(tmp_path / "tea.docx"), str(essay), "--quiet"]) == 0
    assert build.main(["--essay", str(essay), "--quiet"]) == 0
    assert {path.suffix for path in (essay / "out").iterdir()} >= {".pdf", ".epub", ".html"}
