"""Cross-references: numbers for figures, tables, equations, listings and sections, and references to them.

The built-in pass does over pandoc's syntax tree what the program pandoc-crossref (0.3) does, as its
manual says (https://lierdakil.github.io/pandoc-crossref/); where the program is installed it can do the
work instead. The pass runs before citeproc, to which it leaves citations of bibliography keys. For LaTeX
the program leaves the numbers to LaTeX; the pass writes numbers there as for every other format.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from press.ast import Node
from press.errors import BadSetting, MissingLibrary, Problem, did_you_mean

from .builtin import resolve
from .defaults import ALIASES, DEFAULTS
from .external import NAME, Found, look_for_program, program, run_program
from .trouble import Trouble
from .words import words_of

__all__ = [
    "ENGINES",
    "OPTIONS",
    "Engine",
    "Found",
    "Trouble",
    "choose",
    "look_for_program",
    "program",
    "resolve",
    "run_program",
    "words_of",
]

Engine = Callable[[Node, str], tuple[Node, list[Trouble]]]
ENGINES = ("auto", NAME, "builtin")
OPTIONS = frozenset({*DEFAULTS, *ALIASES, "secLevelLabels"})
"""The names of the settings."""


def choose(engine: str, pandoc_version: str) -> Engine:
    """Return the pass that goes by a name; `auto` is the program where it fits, else the built-in pass."""
    if engine not in ENGINES:
        remedy = did_you_mean(engine, ENGINES, among=f"It can be {', '.join(ENGINES)}.")
        raise BadSetting(Problem(f"there is no cross-reference engine {engine}.", remedy))
    found = Found(None) if engine == "builtin" else look_for_program(pandoc_version)
    if found.path is not None:
        return _with(found.path, pandoc_version)
    if engine == NAME:
        release = ".".join(pandoc_version.split(".")[:2])
        install = f"Install the {NAME} that is built with pandoc {release} and put it on the PATH"
        raise MissingLibrary(Problem(f"{found.reason}.", f"{install}, or use the engine builtin."))
    return resolve


def _with(path: Path, pandoc_version: str) -> Engine:
    def engine(ast: Node, target: str) -> tuple[Node, list[Trouble]]:
        return run_program(path, ast, target, pandoc_version=pandoc_version)

    return engine
