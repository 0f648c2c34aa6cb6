"""What an essayist gets wrong: one clear error, with its own code, and the last good editions untouched."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

import build
from press import errors

ROOT = Path(__file__).resolve().parent.parent
MINIMAL = ROOT / "tests" / "data" / "minimal"
CHAPTER, OTHER, YAML, BIB = (
    "manuscript/01-claim.md",
    "manuscript/02-answer.md",
    "manuscript/essay.yaml",
    "references.bib",
)
GOOD = b"the last good edition"
PROFILE = (ROOT / "press" / "prepress" / "uncoated-fogra29.icc").read_bytes()
EDITIONS = (
    *("minimal.pdf", "minimal-press.pdf", "minimal-booklet.pdf"),
    *("minimal.epub", "minimal-cover.png", "minimal.html"),
)
BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">&b;</svg>'

Spoil = Callable[[Path], object]


def add(file: str, text: str) -> Spoil:
    """Append to a file."""
    return lambda essay: (essay / file).write_text(
        (essay / file).read_text(encoding="utf-8") + text, encoding="utf-8"
    )


def put(file: str, data: str | bytes) -> Spoil:
    """Write a file."""

    def spoil(essay: Path) -> None:
        (essay / file).parent.mkdir(parents=True, exist_ok=True)
        (essay / file).write_bytes(data if isinstance(data, bytes) else data.encode())

    return spoil


def remove(*files: str) -> Spoil:
    """Delete files or folders."""

    def spoil(essay: Path) -> None:
        for file in files:
            path = essay / file
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return spoil


def with_profile(data: bytes) -> Spoil:
    """Give the essay a profile of its own."""
    return lambda essay: (add(YAML, "icc: ours.icc\n")(essay), put("ours.icc", data)(essay))


def header(place: int, word: bytes) -> bytes:
    """Return a sound profile with four bytes of its header changed."""
    return PROFILE[:place] + word + PROFILE[place + 4 :]


@dataclass(frozen=True)
class Fault:
    """A way to spoil the minimal essay, the error it must give and what the message must hold.

    `edition` is one that notices.
    """

    spoil: Spoil
    error: type[errors.PressError]
    says: tuple[str, ...]
    edition: str = "html"


def fault(spoil: Spoil, error: type[errors.PressError], *says: str, edition: str = "html") -> Fault:
    return Fault(spoil, error, says, edition)


FAULTS = {
    "no manuscript": fault(remove("manuscript"), errors.NoManuscript, "manuscript: there is no such folder", "--essay"),
    "no chapters": fault(remove(CHAPTER, OTHER), errors.NoChapters, "manuscript: has no chapters", "01-"),
    "empty chapters": fault(lambda essay: (put(CHAPTER, "\n")(essay), put(OTHER, "")(essay)), errors.NoChapters, "no text"),
    "no settings": fault(remove(YAML), errors.BrokenSettings, "essay.yaml: is missing", "title:"),
    "settings not YAML": fault(put(YAML, "title: A\nslug: [a\n"), errors.BrokenSettings, "essay.yaml:2: is not valid YAML"),
    "a tab in YAML": fault(put(YAML, "title: A\nfonts:\n\ttext: jost\n"), errors.BrokenSettings, "essay.yaml:3:", "tab"),
    "settings are a list": fault(put(YAML, "- a\n"), errors.BrokenSettings, "essay.yaml:1: is not a list of settings"),
    "settings not UTF-8": fault(put(YAML, b"title: Caf\xe9\n"), errors.NotUtf8, "essay.yaml:1: is not UTF-8", "Save"),
    "unknown setting": fault(add(YAML, "subtitel: B\n"), errors.UnknownSetting, "essay.yaml:5: unknown setting `subtitel`", "subtitle"),
    "capitalised setting": fault(add(YAML, "Publisher: B\n"), errors.UnknownSetting, "essay.yaml:5:", "Did you mean publisher"),
    "unknown nested setting": fault(add(YAML, "fonts:\n  txt: jost\n"), errors.UnknownSetting, "essay.yaml:6: unknown setting `fonts.txt`", "text"),
    "unknown crossref setting": fault(add(YAML, "crossref_options:\n  figTitle: B\n"), errors.UnknownSetting, "essay.yaml:6:", "figureTitle"),
    "no title": fault(put(YAML, "slug: a\n"), errors.BadSetting, "the setting `title` is missing", "Write `title"),
    "trim nonsense": fault(add(YAML, "trim: A55\n"), errors.BadSetting, "essay.yaml:5: `trim`", "A5", "120 x 190 mm"),
    "bad colour": fault(add(YAML, "cover:\n  ink: blackish\n"), errors.BadSetting, "essay.yaml:6: `cover.ink`"),
    "bad date": fault(put(YAML, "title: A\ndate: last year\n"), errors.BadSetting, "essay.yaml:2: `date`", "2026-11"),
    "chapter not UTF-8": fault(put(OTHER, b"# One\n\nCaf\xe9\n"), errors.NotUtf8, "02-answer.md:3: is not UTF-8", "Save"),
    "bibliography not UTF-8": fault(put(BIB, b"@book{a,\n title={Caf\xe9}}\n"), errors.NotUtf8, "references.bib:2: is not UTF-8"),
    "no bibliography": fault(remove(BIB), errors.BrokenBibliography, "references.bib: is missing"),
    "a missing comma": fault(put(BIB, "@book{cohen1973,\n  title = {A}\n  date = {1973},\n}\n"), errors.BrokenBibliography, "references.bib:3:", "comma"),
    "an unclosed brace": fault(put(BIB, "@book{cohen1973,\n  title = {A,\n  date = {1973},\n}\n"), errors.BrokenBibliography, "references.bib:", "brace"),
    "duplicate key": fault(add(BIB, "\n@book{cohen1973,\n title = {B}}\n"), errors.DuplicateKey, "references.bib:17:", "cohen1973", "line 1"),
    "unknown citation": fault(add(OTHER, "\nAs [@cohen1937, p. 3] and @cohen1937 say, unlike `@cohen1937`.\n"), errors.UnknownCitation, "02-answer.md:5: [@cohen1937] is not in", "Did you mean cohen1973?"),
    "unknown style": fault(add(YAML, "csl: chicago-note-bibliography\n"), errors.UnknownStyle, "essay.yaml:5:", "chicago-notes-bibliography"),
    "missing style file": fault(add(YAML, "csl: mine.csl\n"), errors.UnknownStyle, "essay.yaml:5:", "mine.csl"),
    "style file is no style": fault(lambda essay: (add(YAML, "csl: mine.csl\n")(essay), put("mine.csl", "<html/>")(essay)), errors.UnknownStyle, "mine.csl:1:", "not a CSL style"),
    "broken style file": fault(lambda essay: (add(YAML, "csl: mine.csl\n")(essay), put("mine.csl", "<style>\n<a>")(essay)), errors.UnknownStyle, "mine.csl:2:", "not a CSL style"),
    "dangling reference": fault(add(OTHER, "\nSee @fig:plans.\n"), errors.DanglingReference, "02-answer.md:5: @fig:plans refers to nothing", "fig:plan"),
    "reference to an unnumbered section": fault(add(OTHER, "\n## Aside {#sec:aside .unnumbered}\n\nSee @sec:aside.\n"), errors.DanglingReference, "02-answer.md:7:", ".unnumbered"),
    "duplicate label": fault(add(OTHER, "\n![Again](figures/plan.svg){#fig:plan}\n"), errors.DuplicateLabel, "02-answer.md:5:", "01-claim.md:6"),
    "duplicate section": fault(add(OTHER, "\n## Again {#sec:claim}\n"), errors.DuplicateLabel, "02-answer.md:5:", "sec:claim"),
    "missing image": fault(add(OTHER, "\n![A](figures/plan.png)\n"), errors.MissingImage, "02-answer.md:5:", "figures/plan.svg"),
    "image outside the manuscript": fault(add(OTHER, "\n![A](../../../../../etc/passwd)\n"), errors.MissingImage, "02-answer.md:5:"),
    "image by an absolute path": fault(add(OTHER, "\n![A](/etc/passwd)\n"), errors.MissingImage, "02-answer.md:5:"),
    "text for an image": fault(lambda essay: (add(OTHER, "\n![A](a.png)\n")(essay), put("manuscript/a.png", "no")(essay)), errors.UnreadableImage, "02-answer.md:5:", "a.png"),
    "half an image": fault(lambda essay: (add(OTHER, "\n![A](a.png)\n")(essay), put("manuscript/a.png", (ROOT / "docs" / "web.png").read_bytes()[:5000])(essay)), errors.UnreadableImage, "02-answer.md:5:", "a.png"),
    "drawing not well-formed": fault(put("manuscript/figures/plan.svg", "<svg>"), errors.UnreadableImage, "01-claim.md:6:", "plan.svg"),
    "drawing with entities": fault(put("manuscript/figures/plan.svg", BOMB), errors.UnreadableImage, "01-claim.md:6:", "plan.svg"),
    "template syntax": fault(put("templates/web/page.html.jinja", "\n{% if %}"), errors.BrokenTemplate, "templates/web/page.html.jinja:2:"),
    "undefined variable": fault(put("templates/web/page.html.jinja", "\n\n{{ nothing }}"), errors.UndefinedInTemplate, "templates/web/page.html.jinja:3:", "nothing"),
    "missing template": fault(put("templates/web/page.html.jinja", '{% include "web/other.jinja" %}'), errors.BrokenTemplate, "web/other.jinja"),
    "unknown typeface": fault(add(YAML, "fonts:\n  text: spectrale\n"), errors.MissingFont, "essay.yaml:6:", "Did you mean spectral?"),
    "missing font file": fault(add(YAML, "fonts:\n  text: fonts/mine.ttf\n"), errors.MissingFont, "essay.yaml:6:", "mine.ttf"),
    "broken font file": fault(lambda essay: (add(YAML, "fonts:\n  text: mine.ttf\n")(essay), put("mine.ttf", "no")(essay)), errors.MissingFont, "essay.yaml:6:", "mine.ttf"),
    "trim lying on its side": fault(add(YAML, "trim: 210 x 148 mm\n"), errors.BadSetting, "essay.yaml:5: `trim`", "upright"),
    "trim of a stamp": fault(add(YAML, "trim: 10 x 20 mm\n"), errors.BadSetting, "essay.yaml:5: `trim`", "80 to 300 mm"),
    "bleed without a unit": fault(add(YAML, "bleed: 3\n"), errors.BadSetting, "essay.yaml:5: `bleed`", "3 mm"),
    "bleed of a poster": fault(add(YAML, "bleed: 3 in\n"), errors.BadSetting, "essay.yaml:5: `bleed`", "at most 10 mm"),
    "bleed inwards": fault(add(YAML, "bleed: -3 mm\n"), errors.BadSetting, "essay.yaml:5: `bleed`", "3 mm"),
    "paper nonsense": fault(add(YAML, "paper: thick\n"), errors.BadSetting, "essay.yaml:5: `paper`", "80 g or 0.1 mm"),
    "paper as thick as a board": fault(add(YAML, "paper: 3 mm\n"), errors.BadSetting, "essay.yaml:5: `paper`", "80 g"),
    "ink nonsense": fault(add(YAML, "ink: gold\n"), errors.BadSetting, "essay.yaml:5: `ink` cannot be gold", "'spot'"),
    "binding nonsense": fault(add(YAML, "binding: glue\n"), errors.BadSetting, "essay.yaml:5: `binding` cannot be glue", "'perfect'"),
    "standard nonsense": fault(add(YAML, "pdf_standard: a-1b\n"), errors.BadSetting, "essay.yaml:5: `pdf_standard` cannot be", "'ua-2'"),
    "spot without a name": fault(add(YAML, 'spot: " "\n'), errors.BadSetting, "essay.yaml:5: `spot` is empty"),
    "spot named like another plate": fault(add(YAML, "spot: Black\n"), errors.BadSetting, "essay.yaml:5: `spot` cannot be Black", "PANTONE 485 C", edition="pdf"),
    "ISBN of the wrong check digit": fault(add(YAML, "isbn: 978-3-16-148410-1\n"), errors.BadSetting, "essay.yaml:5: `isbn`", "check digit", "comes 0"),
    "ISBN of ten digits": fault(add(YAML, "isbn: 3-16-148410-X\n"), errors.BadSetting, "essay.yaml:5: `isbn`", "thirteen digits"),
    "no mark": fault(add(YAML, "publisher_mark: mark.svg\n"), errors.MissingImage, "essay.yaml:5: there is no image mark.svg", "essay's folder"),
    "mark from elsewhere": fault(add(YAML, "publisher_mark: ../mark.svg\n"), errors.OutsideEssay, "essay.yaml:5: `publisher_mark` leads out of the essay's folder"),
    "mark that is no picture": fault(lambda essay: (add(YAML, "publisher_mark: mark.png\n")(essay), put("mark.png", "no")(essay)), errors.UnreadableImage, "essay.yaml:5: the publisher's mark mark.png", "SVG or PNG"),
    "no profile": fault(add(YAML, "icc: ours.icc\n"), errors.UnusableProfile, "essay.yaml:5: the profile", "ours.icc cannot be read: no such file", "leave `icc:` out", edition="pdf"),
    "profile is a folder": fault(add(YAML, "icc: manuscript\n"), errors.UnusableProfile, "essay.yaml:5:", "it is no file", edition="pdf"),
    "profile is none": fault(with_profile(b"no"), errors.UnusableProfile, "essay.yaml:5:", "is no ICC profile", edition="pdf"),
    "profile of a screen": fault(with_profile(header(12, b"mntr")), errors.UnusableProfile, "essay.yaml:5:", "mntr (screen)", edition="pdf"),
    "profile for RGB": fault(with_profile(header(16, b"RGB ")), errors.UnusableProfile, "essay.yaml:5:", "it is for RGB", edition="pdf"),
    "profile for grey": fault(with_profile(header(16, b"GRAY")), errors.UnusableProfile, "essay.yaml:5:", "it is for GRAY", edition="pdf"),
    "profile links devices": fault(with_profile(header(12, b"link")), errors.UnusableProfile, "essay.yaml:5:", "link (device link)", edition="booklet"),
    "half a profile": fault(with_profile(PROFILE[:9000]), errors.UnusableProfile, "essay.yaml:5:", "ends early: it has 9000 of", edition="pdf"),
    "image without a text": fault(add(OTHER, "\n![Its caption](figures/plan.svg)\n"), errors.MissingAlternative, "02-answer.md:5: the image figures/plan.svg has no alternative text", 'alt="'),
    "a script": fault(add(OTHER, "\nA <script>alert(1)</script>\n"), errors.ForeignContent, "02-answer.md:5: the element <script> reaches no edition", "`allow: script`"),
    "a handler": fault(add(OTHER, "\n[A]{onclick=b}\n"), errors.ForeignContent, "02-answer.md:5: the attribute onclick= reaches no edition", "Leave it out"),
    "a link that runs": fault(add(OTHER, "\n[A](javascript:b)\n"), errors.ForeignContent, "02-answer.md:5: a link to javascript:b", "https://…", edition="epub"),
    "an image from elsewhere": fault(add(OTHER, "\n![A](https://example.org/a.png)\n"), errors.ForeignContent, "02-answer.md:5: the image https://example.org/a.png is from outside", "allow: example.org", edition="pdf"),
    "a drawing with a script": fault(put("manuscript/figures/plan.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">\n<script/></svg>'), errors.ForeignContent, "plan.svg:2: the drawing holds <script>", "plain SVG"),
    "a mark with a script": fault(lambda essay: (add(YAML, "publisher_mark: mark.svg\n")(essay), put("mark.svg", '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><script/></svg>')(essay)), errors.ForeignContent, "mark.svg:1: the drawing holds <script>"),
    "an address that runs in the bibliography": fault(put(BIB, "@online{cohen1973,\n title={A},\n date={1973},\n url={javascript:alert(1)}}\n"), errors.ForeignContent, "references.bib:4: a link to", "https://…"),
    "a title that runs in the bibliography": fault(put(BIB, "@book{cohen1973,\n title={A \\href{javascript:b}{C}},\n date={1973}}\n"), errors.ForeignContent, "references.bib:2: a link to javascript:b", "https://…"),
    "a picture in the bibliography": fault(put(BIB, "@book{cohen1973,\n title={A \\includegraphics{figures/plan.png}},\n date={1973}}\n"), errors.ForeignContent, "references.bib:2: the image figures/plan.png is called in no chapter"),
    "a script in the word for figures": fault(add(YAML, "crossref_options:\n  figureTitle: A <script>b</script>\n"), errors.ForeignContent, "essay.yaml:5: the element <script>"),
    "an address that is allowed": fault(add(YAML, "allow: https://example.org/\n"), errors.BadSetting, "essay.yaml:5: `allow.0`", "write example.org"),
    "hosts of all names": fault(add(YAML, 'allow: [script, "*.example.org"]\n'), errors.BadSetting, "essay.yaml:5: `allow.1`", "write example.org"),
    "a word that is not known": fault(add(YAML, "allow: scripts\n"), errors.BadSetting, "essay.yaml:5: `allow.0`", "write script, or a host such as example.org"),
    "a licence that runs": fault(add(YAML, "licence_url: javascript:alert(1)\n"), errors.BadSetting, "essay.yaml:5: `licence_url`", "https://"),
    "an identifier of the press": fault(add(OTHER, "\n[A]{#page-12}\n"), errors.DuplicateLabel, "02-answer.md:5: the label page-12", "another name"),
    "an identifier by hand again": fault(add(OTHER, '\n<p id="sec:claim">A</p>\n'), errors.DuplicateLabel, "02-answer.md:5: the label sec:claim is taken by manuscript/01-claim.md:1"),
    "a dead link by hand": fault(add(OTHER, '\n<a href="#sec:clam">A</a>\n'), errors.DanglingReference, "02-answer.md:5: the link #sec:clam leads nowhere", "sec:claim"),
    "an image by hand": fault(add(OTHER, '\n<img src="figures/plan.svg" alt="A"/>\n'), errors.MissingImage, "02-answer.md:5: a picture called by HTML", "![its caption](its file)"),
    "note within a note": fault(add(OTHER, "\nA word^[with a note ^[and one more] of it].\n"), errors.BrokenMarkup, "02-answer.md:5: a note stands within a note."),
    "HTML not well-formed": fault(add(OTHER, "\nA line<br>break.\n\n<div><p>open</div>\n"), errors.BrokenMarkup, "02-answer.md:5:"),
}  # fmt: skip

ELSEWHERE = {
    errors.NotWritable: "test_a_folder_that_cannot_be_written_to",
    errors.DiskFull: "test_a_full_disk",
    errors.MissingLibrary: "test_a_missing_shared_library",
    errors.NotesAstray: "tests/editions/test_notes.py",
    errors.UnreadableTags: "tests/tagging/test_structure.py",
    errors.FailedCheck: "test_letters_that_no_face_has",
    errors.PandocFailed: "test_pandoc_s_own_failure",
    errors.FileInTheWay: "tests/test_scaffold.py",
    errors.UnreadableText: "tests/conversion/test_import.py",
    errors.ProgramTooSlow: "tests/attacks/test_limits.py",
    errors.TooMuch: "tests/attacks/test_limits.py",
    errors.InputChanged: "tests/test_files.py",
    errors.UnreadableFile: "tests/test_files.py",
    errors.NoSuchVersion: "tests/errata/test_errata.py",
    errors.AddressTaken: "tests/serve/test_page.py",
    errors.UntrustedTemplate: "tests/attacks/test_templates.py",
}


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    """A copy of the minimal essay, with editions in its out/ folder."""
    folder = tmp_path / "essay"
    shutil.copytree(MINIMAL, folder)
    (folder / "out").mkdir()
    for name in EDITIONS:
        (folder / "out" / name).write_bytes(GOOD)
    return folder


def assert_untouched(essay: Path) -> None:
    files = sorted((essay / "out").iterdir())
    assert [file.name for file in files] == sorted(EDITIONS)
    assert all(file.read_bytes() == GOOD for file in files)


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_clearly_and_changes_nothing(
    name: str, essay: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fault = FAULTS[name]
    fault.spoil(essay)
    monkeypatch.chdir(essay)
    assert build.main([fault.edition, "--quiet", "--trust-templates"]) == fault.error.exit_code
    said = capsys.readouterr().err
    assert said.startswith("error: ")
    assert "Traceback" not in said
    for words in fault.says:
        assert words in said, said
    assert_untouched(essay)


def test_every_cause_has_its_own_code_and_a_test() -> None:
    kinds = errors.PressError.__subclasses__()
    assert len({kind.exit_code for kind in kinds}) == len(kinds)
    assert all(kind.exit_code > 2 for kind in kinds if kind is not errors.FailedCheck)
    assert {fault.error for fault in FAULTS.values()} | set(ELSEWHERE) == set(kinds)


def test_a_key_in_code_is_no_place(essay: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(OTHER, "\nType `@nobody2000` so.\n\nAs [@nobody2000] says.\n")(essay)
    build.main(["html", "--quiet", "--essay", str(essay)])
    said = capsys.readouterr().err
    assert "02-answer.md:7:" in said


def test_an_essay_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--essay", str(tmp_path / "nowhere")]) == errors.NoManuscript.exit_code
    assert "nowhere: there is no such folder" in capsys.readouterr().err


def test_pandoc_s_own_failure() -> None:
    from press import pandoc  # noqa: PLC0415

    with pytest.raises(errors.PandocFailed, match=r"pandoc stopped \(exit code \d+\)"):
        pandoc.try_html([{"t": "Nothing"}])


@pytest.mark.slow
@pytest.mark.parametrize("out", ["file", "/proc/nope"])
def test_a_folder_that_cannot_be_written_to(
    out: str, essay: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (essay / "file").write_text("in the way")
    target = out if out.startswith("/") else str(essay / out)
    assert (
        build.main(["html", "--quiet", "--essay", str(essay), "--out", target])
        == errors.NotWritable.exit_code
    )
    said = capsys.readouterr().err
    assert target in said
    assert "--out" in said


def limit_files() -> None:
    """Let no file grow beyond 50 kB: writing fails as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))


@pytest.mark.slow
def test_a_full_disk(essay: Path) -> None:
    add(YAML, "csl: apa\n")(essay)
    command = [sys.executable, str(ROOT / "build.py"), "html", "--quiet", "--essay", str(essay)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limit_files)
    assert done.returncode == errors.DiskFull.exit_code, done.stderr
    assert "no room to write" in done.stderr
    assert "Traceback" not in done.stderr
    assert_untouched(essay)


@pytest.mark.slow
def test_a_missing_shared_library(essay: Path, tmp_path: Path) -> None:
    broken = tmp_path / "libraries"
    broken.mkdir()
    for name in ("libpango-1.0.so.0", "libpango-1.0-0", "pango-1.0-0", "pango-1.0"):
        (broken / name).write_bytes(b"")
    command = [sys.executable, str(ROOT / "build.py"), "pdf", "--quiet", "--essay", str(essay)]
    env = {"LD_LIBRARY_PATH": str(broken), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == errors.MissingLibrary.exit_code, done.stderr
    for words in ("libpango", "apt-get install", "dnf install", "pacman -S", "brew install"):
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert_untouched(essay)


@pytest.mark.slow
def test_letters_that_no_face_has(essay: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(OTHER, "\nA snowman: ☃.\n")(essay)
    assert build.main(["pdf", "--quiet", "--essay", str(essay)]) == errors.FailedCheck.exit_code
    assert "☃" in capsys.readouterr().err
    assert_untouched(essay)


WARNINGS = {
    "a spine too thin for text": (add(YAML, "binding: perfect\n"), ("essay.yaml:5: the spine is 0.5 mm", "needs 5 mm", "about 98 pages", "[spine]"), "pdf"),
    "unused note": (add(OTHER, "\n[^lost]: Nobody calls it.\n"), ("02-answer.md:5", "lost"), "html"),
    "note given twice": (add(OTHER, "\nA.[^n]\n\n[^n]: One.\n\n[^n]: Two.\n"), ("02-answer.md:9", "n"), "html"),
    "a level of headings left out": (add(OTHER, "\n### Deep\n"), ("02-answer.md:5: the heading “Deep” is of level 3", "Write it ##", "[heading-skipped]"), "html"),
    "empty chapter": (put("manuscript/03-empty.md", "\n"), ("03-empty.md", "no text"), "html"),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("name", WARNINGS)
def test_a_warning_is_shown_with_its_chapter_and_stops_nothing(
    name: str, essay: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, says, edition = WARNINGS[name]
    spoil(essay)
    assert build.main([edition, "--quiet", "--essay", str(essay)]) == 0
    said = capsys.readouterr().err
    assert said.startswith("warning: ")
    assert all(words in said for words in says), said
    assert (essay / "out" / f"minimal.{edition}").read_bytes() != GOOD


@pytest.mark.slow
def test_a_good_essay_gets_no_warning(essay: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert build.main(["--quiet", "--essay", str(essay)]) == 0
    assert capsys.readouterr().err == ""
