"""Finding, choosing and running the program pandoc-crossref, with stand-ins for it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from press.crossref import ENGINES, Trouble, choose, look_for_program, program, resolve, run_program
from press.errors import BadSetting, MissingLibrary, PandocFailed, ProgramTooSlow

VERSION = "3.9.0.2"
BUILT = "pandoc-crossref v0.3.24 git commit abc (HEAD) built with Pandoc v3.9, pandoc-types v1.23.1"
EMPTY: dict[str, Any] = {"pandoc-api-version": [1, 23, 1], "meta": {}, "blocks": []}


class Stand:
    """A folder on the PATH that may hold a stand-in for the program."""

    def __init__(self, folder: Path) -> None:
        """Use an empty folder."""
        self.path = folder / "pandoc-crossref"

    def put(self, *lines: str, version: str = BUILT) -> Path:
        """Put a stand-in there: what it does with a document that is on standard input."""
        code = ["import json, os, sys", f"if '--version' in sys.argv: print({version!r}); sys.exit()", *lines]
        self.path.write_text("\n".join([f"#!{sys.executable}", *code]), encoding="utf-8")
        self.path.chmod(0o755)
        return self.path


@pytest.fixture
def stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stand:
    """Return the only folder on the PATH."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return Stand(tmp_path)


ECHO = (
    "ast = json.load(sys.stdin)",
    "seen = sys.argv[1] + ' ' + os.environ.get('PANDOC_VERSION', '-')",
    "ast['meta']['seen'] = {'t': 'MetaString', 'c': seen}",
    "json.dump(ast, sys.stdout)",
)


def test_program_that_fits(stand: Stand) -> None:
    """The program is found when it is built with the same release of pandoc."""
    path = stand.put()
    assert program(VERSION) == path
    assert look_for_program(VERSION).reason == ""


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        (BUILT.replace("3.9", "3.8.3"), "is built with pandoc 3.8.3, and the pandoc in use is 3.9.0.2"),
        ("pandoc-crossref, unknown", "does not say which pandoc it is built with"),
    ],
)
def test_program_that_does_not_fit(stand: Stand, version: str, reason: str) -> None:
    """A program of another release is not used, and the reason names both."""
    stand.put(version=version)
    assert program(VERSION) is None
    assert reason in look_for_program(VERSION).reason


def test_no_program(stand: Stand) -> None:
    """Nothing on the PATH is a reason too."""
    assert not stand.path.exists()
    assert look_for_program(VERSION).reason == "pandoc-crossref is not on the PATH"


def test_program_that_cannot_start(stand: Stand) -> None:
    """A file that cannot be run is no program."""
    stand.path.write_bytes(b"\x7fELF broken")
    stand.path.chmod(0o755)
    assert "does not say its version" in look_for_program(VERSION).reason


def test_choosing(stand: Stand) -> None:
    """`auto` is the built-in pass until the program is there; `builtin` always is."""
    assert choose("auto", VERSION) is resolve
    stand.put(*ECHO)
    assert choose("builtin", VERSION) is resolve
    for engine in ("auto", "pandoc-crossref"):
        document, troubles = choose(engine, VERSION)(EMPTY, "epub3")
        assert document["meta"]["seen"]["c"] == "epub3 3.9.0.2"
        assert troubles == []


def test_asking_for_a_program_that_is_not_there(stand: Stand) -> None:
    """The error says what was found and what to do."""
    with pytest.raises(MissingLibrary, match=r"is not on the PATH.*built with pandoc 3\.9 .*builtin"):
        choose("pandoc-crossref", VERSION)
    stand.put(version=BUILT.replace("3.9", "3.8"))
    with pytest.raises(MissingLibrary, match=r"is built with pandoc 3\.8, .*in use is 3\.9\.0\.2"):
        choose("pandoc-crossref", VERSION)


def test_asking_for_an_engine_that_does_not_exist() -> None:
    """The error names the engines there are."""
    with pytest.raises(BadSetting, match=r"no cross-reference engine crosref\. Did you mean pandoc-crossref"):
        choose("crosref", VERSION)
    with pytest.raises(BadSetting, match=", ".join(ENGINES)):
        choose("quux", VERSION)


def test_warnings_become_troubles(stand: Stand) -> None:
    """What the program says on standard error is read, once for each label."""
    warnings = [f"Undefined cross-reference: {label}" for label in ("fig:a", "sec:p", "fig:a")]
    path = stand.put(*ECHO, f"sys.stderr.write('\\n'.join({['WARNING: strange', *warnings]!r}))")
    heading = {"t": "Header", "c": [1, ["sec:p", ["unnumbered"], []], []]}
    document, troubles = run_program(path, {**EMPTY, "blocks": [heading]}, "html")
    assert document["blocks"] == [heading]
    assert troubles == [Trouble("undefined", "fig:a"), Trouble("unnumbered", "sec:p")]


def test_duplicate_stops_the_program(stand: Stand) -> None:
    """The program writes nothing at a second label: the document comes back, with the trouble."""
    said = "pandoc-crossref: Duplicate label: fig:a\nCallStack (from HasCallStack):\n  error, called"
    path = stand.put(f"sys.exit({said!r})")
    assert run_program(path, EMPTY, "html") == (EMPTY, [Trouble("duplicate", "fig:a")])


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sys.exit('Expected bool in metadata field chapters')", "Expected bool in metadata"),
        ("sys.exit(3)", "exit code 3"),
        ("print('no JSON')", "it wrote no JSON"),
    ],
)
def test_program_that_fails(stand: Stand, code: str, words: str) -> None:
    """Another failure is an error that names the program and its first words."""
    with pytest.raises(PandocFailed, match=words):
        run_program(stand.put(code), EMPTY, "html")


def test_program_that_hangs(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program is stopped after the time limit."""
    monkeypatch.setattr("press.crossref.external.TIME_LIMIT", 0.3)
    path = stand.put("import time", "time.sleep(30)")
    with pytest.raises(ProgramTooSlow, match=r"pandoc-crossref did not end within 0\.3 seconds"):
        run_program(path, EMPTY, "html")
