"""What every implementation of the cross-reference pass must do, case by case, as contract.md says."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from press.crossref import Engine, choose, look_for_program, resolve

CONTRACT = Path(__file__).with_name("contract.md")
UPDATE = "UPDATE_CONTRACT" in os.environ
TITLE = "## "
WRITERS = ("html", "markdown")


@dataclass(frozen=True)
class Case:
    """One case of the contract."""

    title: str
    settings: str
    source: str
    expected: str

    @property
    def writer(self) -> str:
        """Return the format that the case is written in."""
        return next((name for name in WRITERS if self.title.endswith(f"[{name}]")), "plain")


def cases() -> Iterator[Case]:
    """Read the cases of the contract."""
    lines = iter(CONTRACT.read_text(encoding="utf-8").splitlines())
    for line in lines:
        if line.startswith(TITLE):
            title = line.removeprefix(TITLE)
            yield Case(title, *("\n".join(iter(functools.partial(next, lines), ".")) for _ in range(3)))


Parse = Callable[[str], dict[str, Any]]
Write = Callable[[dict[str, Any], str], str]
Answer = Callable[[Case, Engine], str]


@functools.cache
def pandoc_version() -> str:
    """Return the version of the pandoc in use."""
    return str(pypandoc.get_pandoc_version())


def engines() -> list[str]:
    """Return the implementations that are here."""
    return ["builtin", *(["pandoc-crossref"] if look_for_program(pandoc_version()).path else [])]


@pytest.fixture(scope="session")
def answer(parse: Parse, write: Write) -> Answer:
    """Return what gives an implementation's answer to a case."""

    def answered(case: Case, engine: Engine) -> str:
        header = f"---\n{case.settings}\n---\n\n" if case.settings else ""
        ast, troubles = engine(parse(f"{header}{case.source}\n"), "html")
        lines = [write(ast, case.writer), *(f"! {trouble.kind} {trouble.label}" for trouble in troubles)]
        return "\n".join(lines)

    return answered


@pytest.mark.parametrize("engine", engines())
@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.title)
def test_contract(case: Case, engine: str, answer: Answer) -> None:
    """An implementation gives the answer that the contract has."""
    assert answer(case, choose(engine, pandoc_version())) == case.expected


if UPDATE:

    def test_update(answer: Answer) -> None:
        """Write the answers of the built-in pass into the contract."""
        head, _, _ = CONTRACT.read_text(encoding="utf-8").partition(f"\n{TITLE}")
        written = [_shown(case, answer(case, resolve)) for case in cases()]
        CONTRACT.write_text("\n".join([head, *written]), encoding="utf-8")


def _shown(case: Case, output: str) -> str:
    parts = (case.settings, case.source, output)
    return f"{TITLE}{case.title}\n" + "".join(f"{part}\n.\n" if part else ".\n" for part in parts)
