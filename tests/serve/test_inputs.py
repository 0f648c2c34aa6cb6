"""What counts as a save: every input, however an editor writes it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from press.serve.inputs import Watch, look
from tests.reading import ROOT


@pytest.fixture
def essay(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "data" / "minimal", tmp_path, dirs_exist_ok=True)
    for name in ("manuscript/figures", "manuscript/transcripts", "templates/print", "out"):
        (tmp_path / name).mkdir(parents=True, exist_ok=True)
    return tmp_path


def write(path: Path) -> None:
    path.write_text("new", encoding="utf-8")


def rename_over(path: Path) -> None:
    aside = path.with_name("4913")
    aside.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    aside.replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "a chapter": lambda essay: write(next(essay.glob("manuscript/*.md"))),
    "the settings": lambda essay: write(essay / "manuscript" / "essay.yaml"),
    "the bibliography": lambda essay: write(essay / "references.bib"),
    "a figure": lambda essay: write(essay / "manuscript" / "figures" / "a.svg"),
    "a transcript": lambda essay: write(essay / "manuscript" / "transcripts" / "a.md"),
    "a style sheet": lambda essay: write(essay / "templates" / "print" / "essay.css"),
    "a style of citations": lambda essay: write(essay / "own.csl"),
    "a new chapter": lambda essay: write(essay / "manuscript" / "99-last.md"),
    "a chapter that is gone": lambda essay: next(essay.glob("manuscript/*.md")).unlink(),
    "an editor that renames": lambda essay: rename_over(next(essay.glob("manuscript/*.md"))),
}
IDLE: dict[str, Callable[[Path], object]] = {
    "an edition": lambda essay: write(essay / "out" / "minimal.pdf"),
    "an editor's own file": lambda essay: write(essay / "manuscript" / ".01.md.swp"),
    "a copy of before": lambda essay: write(essay / "manuscript" / "01.md~"),
    "nothing": lambda _: None,
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_save_is_seen(essay: Path, what: str) -> None:
    watch = Watch(essay)
    watch.take()
    CHANGES[what](essay)
    assert watch.has_changed()
    watch.take()
    assert not watch.has_changed()


@pytest.mark.parametrize("what", IDLE)
def test_what_is_no_input_is_no_save(essay: Path, what: str) -> None:
    watch = Watch(essay)
    watch.take()
    IDLE[what](essay)
    assert not watch.has_changed()


def test_what_the_settings_name_is_looked_at_wherever_it_lies(essay: Path) -> None:
    watch, works, faces = Watch(essay), essay / "lib" / "works.bib", essay / "lib" / "faces"
    faces.mkdir(parents=True)
    write(works)
    watch.take()
    watch.name([works, faces])
    assert not watch.has_changed()
    works.write_text("changed", encoding="utf-8")
    assert watch.has_changed()
    watch.take()
    write(faces / "a.otf")
    assert watch.has_changed()
    watch.take()
    works.unlink()
    assert watch.has_changed()


def test_a_file_that_is_being_written_is_waited_for(essay: Path) -> None:
    watch, chapter = Watch(essay), next(essay.glob("manuscript/*.md"))
    watch.take()

    def save() -> None:
        for length in range(1, 30):
            chapter.write_text("word " * length, encoding="utf-8")
            time.sleep(0.002)

    thread = threading.Thread(target=save)
    thread.start()
    assert watch.wait(5, lambda: False)
    watch.take()
    thread.join()
    watch.take()
    assert watch.seen == look(essay)


def test_waiting_ends_when_it_is_to_stop(essay: Path) -> None:
    watch = Watch(essay)
    watch.take()
    assert not watch.wait(float("inf"), lambda: True)
    assert not watch.wait(0.01, lambda: False)
