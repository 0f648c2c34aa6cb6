"""The Makefile: what is made again, when, and in how many calls of the press.

make itself is under test here, so a stand-in for build.py records how it is called.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.reading import ROOT, processor_time

STAND_IN = """
import sys
from pathlib import Path
arguments = sys.argv[1:]
with Path("calls").open("a") as calls:
    calls.write(" ".join(arguments) + "\\n")
if Path("broken").exists():
    sys.exit(17)
if "--out" not in arguments:
    sys.exit()
out = Path(arguments[arguments.index("--out") + 1])
FILES = {
    "pdf": (".pdf", "-press.pdf", "-booklet.pdf"),
    "booklet": ("-booklet.pdf",),
    "epub": (".epub", "-cover.png"),
    "check": (),
    "serve": (),
}
for name in arguments[:arguments.index("--essay")]:
    for end in FILES.get(name, ("." + name,)):
        (out / f"pamphlet{end}").write_text("printed")
"""


@dataclass(frozen=True)
class Project:
    """A copy of the project as make sees it, in a folder of its own."""

    root: Path

    def make(self, *arguments: str, code: int = 0) -> str:
        """Run make, expect its exit code and return what it printed."""
        # A make that runs these tests must not pass its own options on.
        env = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
        command = ["make", *arguments]
        run = subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True, check=False)
        assert run.returncode == code, run.stdout + run.stderr
        return run.stdout + run.stderr

    def calls(self) -> list[str]:
        """Return the editions of each call of the press since this was last asked."""
        log = self.root / "calls"
        lines = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        return [line.split(" --essay")[0] for line in lines]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that is set up, with an essay of two chapters, in a folder with a space in its name."""
    root = tmp_path / "my essay"
    for folder in ("press", "templates/print", "manuscript/figures", "fonts", ".venv/bin", ".venv/lib"):
        (root / folder).mkdir(parents=True)
    lists = ("requirements.txt", "requirements-check.txt", "requirements-test.txt", "package-lock.json")
    for name in ("Makefile", *lists):
        shutil.copy(ROOT / name, root / name)
    files = ("press/model.py", "templates/print/print.css", "references.bib", "manuscript/01-one.md")
    for name in (*files, "manuscript/02 two.md", "manuscript/figures/a.svg", "printer.icc", "fonts/own.otf"):
        (root / name).touch()
    (root / "manuscript" / "essay.yaml").write_text('title: A\nslug: "pamphlet"  # short\n')
    (root / "build.py").write_text(STAND_IN)
    (root / "press" / "install.py").write_text("import sys; sys.exit(29)\n")
    set_up(root)
    return Project(root)


def set_up(root: Path) -> None:
    """Make what make takes for a finished set-up."""
    python = root / ".venv" / "bin" / "python"
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n')
    python.chmod(0o755)
    for stamp in (".print", ".check", ".test"):
        (root / ".venv" / stamp).touch()


# ---- What is made, and in how many calls ---------------------------------------------------------


def test_plain_make_makes_every_edition_in_one_call(project: Project) -> None:
    project.make()
    assert project.calls() == ["epub html pdf"]
    assert {path.name for path in (project.root / "out").glob("*")} >= {"pamphlet.pdf", "pamphlet.epub"}


def test_the_press_is_told_the_essay_and_the_output_folder(project: Project) -> None:
    essay = project.root / "another essay"
    shutil.copytree(project.root / "manuscript", essay / "manuscript")
    project.make("pdf", "ESSAY=another essay")
    assert (project.root / "calls").read_text() == "pdf --essay another essay --out another essay/out\n"
    project.calls()
    assert "Up to date" in project.make("pdf", "ESSAY=another essay")
    (essay / "manuscript" / "02 two.md").write_text("changed")
    project.make("pdf", "ESSAY=another essay")
    assert project.calls() == ["pdf"]


GOALS = ("all", "pdf", "booklet", "epub", "html", "check", "typography", "serve")


@pytest.mark.parametrize("goal", GOALS)
def test_every_goal_takes_another_essay_whose_folder_has_spaces(goal: str, project: Project) -> None:
    essay = project.root / "another essay"
    shutil.copytree(project.root / "manuscript", essay / "manuscript")
    project.make(goal, "ESSAY=another essay")
    (call,) = (project.root / "calls").read_text().splitlines()
    assert " --essay another essay" in call
    assert "--out" not in call or " --out another essay/out" in call
    project.make("clean", "ESSAY=another essay")
    assert not (essay / "out").exists() or not list((essay / "out").iterdir())


def test_a_second_make_does_nothing_and_says_so_at_once(project: Project) -> None:
    project.make()
    project.calls()
    started = processor_time()
    said = project.make()
    assert processor_time() - started < 1
    assert project.calls() == []
    assert said == (
        "Up to date in ./out: pamphlet.pdf pamphlet-press.pdf pamphlet-booklet.pdf"
        " pamphlet.epub pamphlet-cover.png pamphlet.html\n"
    )


@pytest.mark.parametrize("jobs", ["-j1", "-j2", "-j8"])
def test_several_goals_are_one_call(project: Project, jobs: str) -> None:
    project.make(jobs, "epub", "pdf")
    assert project.calls() == ["epub pdf"]
    project.make(jobs, "all", "html")
    assert project.calls() == ["html"]


def test_only_what_is_missing_is_made(project: Project) -> None:
    project.make()
    project.calls()
    (project.root / "out" / "pamphlet.epub").unlink()
    project.make()
    assert project.calls() == ["epub"]


def test_a_missing_press_pdf_is_made_with_the_pamphlet(project: Project) -> None:
    project.make("pdf")
    project.calls()
    (project.root / "out" / "pamphlet-press.pdf").unlink()
    (project.root / "out" / "pamphlet-booklet.pdf").unlink()
    project.make("pdf")
    assert project.calls() == ["pdf"]


def test_the_booklet_is_made_alone_or_with_the_pamphlet(project: Project) -> None:
    project.make("booklet")
    assert project.calls() == ["booklet"]
    project.make("booklet")
    assert project.calls() == []
    project.make("booklet", "pdf")
    assert project.calls() == ["pdf"]


def test_typography_asks_for_the_report(project: Project) -> None:
    project.make("typography")
    assert (project.root / "calls").read_text() == "typography --essay .\n"


# ---- What is made again --------------------------------------------------------------------------

CHANGES: dict[str, Callable[[Path], object]] = {
    "a chapter is changed": lambda root: (root / "manuscript/01-one.md").write_text("More."),
    "a chapter with a space in its name is changed": lambda root: (root / "manuscript/02 two.md").touch(),
    "a chapter is added": lambda root: (root / "manuscript/03-three.md").touch(),
    "an old chapter is added": lambda root: make_old(root / "manuscript/03.md"),
    "a chapter is removed": lambda root: (root / "manuscript/01-one.md").unlink(),
    "a chapter is renamed": lambda root: (root / "manuscript/01-one.md").rename(
        root / "manuscript/1: $x #y?.md"
    ),
    "a figure is changed": lambda root: (root / "manuscript/figures/a.svg").touch(),
    "the bibliography is changed": lambda root: (root / "references.bib").touch(),
    "the printer's profile is changed": lambda root: (root / "printer.icc").touch(),
    "a typeface of the essay's own is changed": lambda root: (root / "fonts/own.otf").touch(),
    "a template is changed": lambda root: (root / "templates/print/print.css").touch(),
    "a module is changed": lambda root: (root / "press/model.py").touch(),
    "build.py is changed": lambda root: (root / "build.py").touch(),
    "the packages are changed": lambda root: (root / ".venv/.print").touch(),
}


def make_old(path: Path) -> None:
    """Make a file that was last changed long ago."""
    path.touch()
    os.utime(path, (1, 1))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_everything_is_made_again_once_when(change: Callable[[Path], object], project: Project) -> None:
    project.make()
    change(project.root)
    project.calls()
    project.make()
    assert project.calls() == ["epub html pdf"]
    project.make()
    assert project.calls() == []


@pytest.mark.parametrize(
    "name", ["manuscript/01-one.md~", "manuscript/.01-one.md.swp", "press/__pycache__/a.pyc"]
)
def test_what_editors_and_python_leave_behind_counts_for_nothing(name: str, project: Project) -> None:
    project.make()
    project.calls()
    (project.root / name).parent.mkdir(exist_ok=True)
    (project.root / name).touch()
    project.make()
    assert project.calls() == []


def test_a_failed_printing_is_tried_again(project: Project) -> None:
    project.make()
    (project.root / "manuscript" / "01-one.md").touch()
    (project.root / "broken").touch()
    assert "Error 17" in project.make(code=2)
    (project.root / "broken").unlink()
    project.calls()
    project.make()
    assert project.calls() == ["epub html pdf"]


@pytest.mark.parametrize(
    ("line", "slug"),
    [
        ("slug: plain", "plain"),
        ("slug:   'quoted-one'", "quoted-one"),
        ('slug: "two_2" # why', "two_2"),
        ("slug: bare # why", "bare"),
        ("subtitle: no slug", "essay"),
        ("slug:", "essay"),
    ],
)
def test_the_files_are_named_by_the_slug(line: str, slug: str, project: Project) -> None:
    (project.root / "manuscript" / "essay.yaml").write_text(f"title: A\n{line}\n")
    pdfs = f"{slug}.pdf {slug}-press.pdf {slug}-booklet.pdf"
    others = f"{slug}.epub {slug}-cover.png {slug}.html {slug}-cover.pdf"
    assert f"{pdfs} {others}" in project.make("--dry-run", "clean")


@pytest.fixture
def with_editions(project: Project) -> Project:
    """A project whose essay has four editions, each written in another manner."""
    (project.root / "manuscript" / "essay.yaml").write_text(
        """title: A
slug: pamphlet
editions:   # all of them
  # none such:
  large-print:
    trim: A4
    fonts:
      text: a
  "small":
        slug: 'pocket'
  plain:
  german:
    slug: heft   # its own
    manuscript: manuscript-de
cover:
  paper: "#ffffff"
"""
    )
    (project.root / "manuscript-de").mkdir()
    (project.root / "references-de.bib").touch()
    return project


def test_every_edition_that_essay_yaml_lists_has_its_files(with_editions: Project) -> None:
    said = with_editions.make("--dry-run", "clean")
    for slug in ("pamphlet", "pamphlet-large-print", "pocket", "pamphlet-plain", "heft"):
        assert f" {slug}.pdf {slug}-press.pdf {slug}-booklet.pdf " in said
        assert f" {slug}.epub {slug}-cover.png " in said
        assert f" {slug}.html " in said
        assert f" {slug}-cover.pdf " in said
    assert "none" not in said
    assert "fonts" not in said
    assert "paper" not in said


def test_editions_are_made_again_when_their_own_files_are_changed(with_editions: Project) -> None:
    slugs = ("pamphlet", "pamphlet-large-print", "pocket", "pamphlet-plain", "heft")
    with_editions.make("html")
    assert with_editions.calls() == ["html"]
    for slug in slugs:  # as the press would
        (with_editions.root / "out" / f"{slug}.html").touch()
    assert "Up to date" in with_editions.make("html")
    assert with_editions.calls() == []
    for name in ("manuscript-de/01.md", "references-de.bib"):
        (with_editions.root / name).write_text("changed")
        with_editions.make("html")
        assert with_editions.calls() == ["html"]
        for slug in slugs:
            (with_editions.root / "out" / f"{slug}.html").touch()
    (with_editions.root / "out" / "heft.html").unlink()
    with_editions.make("html")
    assert with_editions.calls() == ["html"]


# ---- Everything else -----------------------------------------------------------------------------


def test_help_lists_the_targets_without_a_set_up(project: Project) -> None:
    shutil.rmtree(project.root / ".venv")
    said = project.make("help")
    editions, others = "pdf booklet epub html", "check doctor typography test test-fast lint clean help"
    for target in f"{editions} {others}".split():
        assert f"  make {target} " in said
    assert not (project.root / ".venv").exists()


def test_the_doctor_is_called_without_a_set_up_too(project: Project) -> None:
    project.make("doctor")
    shutil.rmtree(project.root / ".venv")
    project.make("doctor", f"PYTHON={sys.executable}")
    assert (project.root / "calls").read_text() == "doctor\ndoctor\n"
    assert not (project.root / ".venv").exists()


def test_a_set_up_that_fails_stops_make(project: Project) -> None:
    (project.root / ".venv" / ".print").unlink()
    assert "Error 29" in project.make(code=2)
    assert project.calls() == []


def test_a_change_of_the_requirements_sets_up_again(project: Project) -> None:
    project.make()
    (project.root / "requirements.txt").touch()
    assert "Error 29" in project.make(code=2)


def test_a_change_of_npm_s_packages_sets_up_the_checks_again_and_no_edition(project: Project) -> None:
    project.make("epub", "check")
    (project.root / "package-lock.json").touch()
    assert "Error 29" in project.make("check", code=2)
    assert "Error 29" in project.make("test", code=2)
    assert "Up to date" in project.make("epub")


def test_a_python_that_is_gone_sets_up_again(project: Project) -> None:
    python = project.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/usr/bin/python3.0")
    assert "Error 29" in project.make(code=2)


def test_another_python_than_the_packages_are_for_sets_up_again(project: Project) -> None:
    python = project.root / ".venv" / "bin" / "python"
    python.rename(project.root / "python3.99")
    python.symlink_to(project.root / "python3.99")
    (project.root / ".venv" / "lib" / "python3.11").mkdir(parents=True)
    assert "Error 29" in project.make(code=2)
    (project.root / ".venv" / "lib" / "python3.99").mkdir()
    project.make()


def test_check_asks_the_press_to_check(project: Project) -> None:
    project.make("check")
    assert project.calls() == ["check"]


def test_clean_removes_what_the_press_made_and_nothing_else(project: Project) -> None:
    project.make()
    (project.root / "out" / "notes.txt").touch()
    project.make("clean")
    assert [path.name for path in (project.root / "out").iterdir()] == ["notes.txt"]
    (project.root / "out" / "notes.txt").unlink()
    project.make("clean")
    assert not (project.root / "out").exists()
    assert (project.root / ".venv").exists()
    project.make("clean")


def test_distclean_removes_the_set_up_too(project: Project) -> None:
    project.make()
    (project.root / "tests").mkdir()
    project.make("distclean")
    assert not (project.root / "out").exists()
    assert not (project.root / ".venv").exists()
    assert (project.root / "manuscript" / "02 two.md").exists()
