"""The house: which module may know which, how long a function may be, and one caller for each tool."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FILES = [ROOT / "build.py", *sorted((ROOT / "press").rglob("*.py"))]
LONGEST_FUNCTION, LONGEST_MODULE = 40, 300

MAY_IMPORT: dict[str, set[str]] = {
    "press": set(),
    "ast": set(),
    "errors": {"problems"},
    "problems": set(),
    "dates": {"errors"},
    "geometry": set(),
    "beside": {"errors"},
    "progress": {"errors"},
    "colours": {"progress"},
    "install": {"errors", "machine"},
    "doctor": {"install", "machine"},
    "interrupt": {"scratch"},
    "scratch": set(),
    "machine": {"errors"},
    "memory": set(),
    "model": {"errors", "settings"},
    "alternatives": {"ast", "errors", "memory", "model"},
    "anchors": {"ast", "memory", "model"},
    "barcodes": {"geometry"},
    "breaks": set(),
    "pagination": {"geometry"},
    "imposition": {"errors", "fonts", "geometry", "marks", "metadata"},
    "marks": {"fonts"},
    "manifest": {
        *("crossref", "dates", "design", "errors", "evidence"),
        *("machine", "model", "pandoc", "prepress", "templating"),
    },
    "metadata": {"dates", "settings", "terms"},
    "places": {"errors", "memory", "model"},
    "preflight": {"errors", "model"},
    "prepress": {"errors", "fonts", "geometry", "marks", "metadata", "settings"},
    "tagging": {"errors"},
    "typography": {"design", "errors", "geometry", "model", "places"},
    "yamlfile": {"errors", "memory"},
    "settings": {"errors", "geometry", "values", "yamlfile"},
    "values": {"geometry"},
    "styles": {"errors", "memory"},
    "limits": {"errors", "model"},
    "enclosure": {"errors", "limits", "settings"},
    "pandoc": {"errors", "limits", "memory"},
    "phrases": set(),
    "terms": {"ast", "phrases"},
    "manuscript": {"enclosure", "errors", "limits", "model", "settings", "styles"},
    "foreign": {"ast", "errors", "memory", "model"},
    "images": {"ast", "errors", "foreign", "model", "settings"},
    "crossref": {"ast", "errors", "memory"},
    "citing": {"ast", "metadata", "pandoc", "settings", "terms"},
    "citations": {"ast", "beside", "errors", "model", "pandoc", "skeleton", "styles"},
    "skeleton": {"ast"},
    "labels": {"ast", "crossref", "errors", "foreign", "memory", "model", "pandoc"},
    "markup": {"ast", "errors", "foreign", "model", "pandoc"},
    "outline": {"ast", "errors", "model"},
    "document": {
        *("alternatives", "anchors", "ast", "beside", "citations", "errors", "foreign", "images", "labels"),
        *("markup", "memory", "model", "outline", "pandoc", "settings", "terms"),
    },
    "fonts": {"errors", "memory"},
    "design": {"fonts", "geometry", "settings"},
    "templating": {"errors", "foreign", "model"},
    "layout": {"breaks", "errors", "geometry", "machine", "memory", "model", "pagination"},
    "drawings": {"design", "fonts", "model", "screens"},
    "screens": {"model", "prepress"},
    "equations": {"ast", "errors", "geometry", "layout"},
    "evidence": {"anchors", "ast", "errors", "memory", "model", "places", "settings", "yamlfile"},
    "register": {
        *("anchors", "ast", "beside", "citations", "colours", "errors", "evidence", "memory", "model"),
        *("pandoc", "places", "settings", "styles", "terms"),
    },
    "cover": {
        *("barcodes", "design", "errors", "fonts", "geometry"),
        *("layout", "model", "settings", "templating", "terms"),
    },
    "editions": {
        *("anchors", "ast", "beside", "citations", "citing", "cover", "dates", "design", "drawings"),
        *("enlarging", "equations", "errors", "fonts", "foreign", "geometry", "imposition", "layout"),
        *("memory", "metadata", "model", "pandoc", "prepress", "settings", "styles", "tagging"),
        "templating",
    },
    "checks": {
        *("errors", "geometry", "images", "limits", "model", "places", "preflight", "prepress", "settings"),
    },
    "files": {"errors", "model"},
    "verification": {"errors", "manifest"},
    "errata": {
        *("ast", "design", "errors", "fonts", "geometry", "layout", "metadata", "model"),
        *("settings", "tagging", "templating", "terms", "typography"),
    },
    "report": {"colours", "errors", "model"},
    "scaffold": {"errors"},
    "series": {"beside", "errors", "progress"},
    "enlarging": set(),
    "completion": set(),
    "conversion": {"ast", "errors", "foreign", "images", "model", "pandoc", "scaffold"},
    "rules": {
        *("ast", "errors", "evidence", "limits", "machine", "model", "settings", "styles"),
    },
}
"""What each room may take from the others. No stage is under another."""
JOINING = {"build", "commands", "pipeline", "serve"}
"""What joins the stages, and so may know all of them."""

ONLY_CALLER = {"pypandoc": "pandoc", "weasyprint": "layout", "jinja2": "templating"}


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    if parts[0] == "build":
        return "build"
    return "press" if parts[1] == "__init__" else parts[1]


def imports(path: Path) -> Iterator[str]:
    """Yield the modules that a file imports; relative ones stay within their room."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module == "press":
            yield from (f"press.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_room_takes_only_from_those_it_may(path: Path) -> None:
    here = room(path)
    taken = {name.split(".")[1] for name in imports(path) if name.startswith("press.")} - {here}
    assert here in JOINING or taken <= MAY_IMPORT[here]


def test_the_table_allows_nothing_that_no_room_takes() -> None:
    taken = {
        here: {
            name.split(".")[1]
            for path in FILES
            if room(path) == here
            for name in imports(path)
            if name.startswith("press.")
        }
        for here in MAY_IMPORT
    }
    assert [(here, one) for here, may in MAY_IMPORT.items() for one in may - taken[here]] == []


def test_every_room_is_in_the_table_and_is_there() -> None:
    assert {room(path) for path in FILES} == set(MAY_IMPORT) | JOINING


@pytest.mark.parametrize(("library", "caller"), ONLY_CALLER.items())
def test_a_tool_has_one_caller(library: str, caller: str) -> None:
    callers = {room(path) for path in FILES if any(name.split(".")[0] == library for name in imports(path))}
    assert callers == {caller}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def test_the_drawing_names_every_room() -> None:
    drawing = (ROOT / "press" / "__init__.py").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z]+", drawing))
    assert (set(MAY_IMPORT) | JOINING) - {"press", "build"} <= named
