"""YAML read for what it says, with the line of each key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from press.errors import BadSetting, BrokenSettings, Place, Problem
from press.memory import remembered

Lines = dict[tuple[object, ...], int]
"""The line of each key or item, by its path."""


STRAY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Loader(yaml.SafeLoader):
    """Reads YAML as it looks: only true, false and nothing mean something else than their letters.

    To PyYAML 2026-13-01 is a wrong date, 0306406152 an octal number and the language `no` false. Aliases,
    by which a few lines become a billion, are none of its business.
    """

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node. Raises ComposerError for an alias."""
        if self.check_event(yaml.AliasEvent):
            mark: Any = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "aliases (*name) are not taken here", mark)
        return super().compose_node(parent, index)


Loader.yaml_implicit_resolvers = {}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(true|false)$"), ["t", "f"])
Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|)$"), ["~", "n", ""])


@remembered
def parse(path: Path, text: str) -> tuple[dict[str, Any], Lines]:
    """Return the YAML's values, and the line of each key or item by its path."""
    try:
        node = yaml.compose(text, Loader)
        lines = dict(_lines(node, ()))
        tree = yaml.load(text, Loader) if node else {}
    except yaml.MarkedYAMLError as error:
        raise _explain_yaml(path, error, text) from None
    except (yaml.YAMLError, TypeError, ValueError, RecursionError) as error:
        raise BrokenSettings.at(path, None, f"is not valid YAML: {error}.", "Look for stray signs.") from None
    if not isinstance(tree, dict):
        raise BrokenSettings.at(path, 1, "is not a list of settings.", "Each line reads `key: value`.")
    twice = [
        Problem(f"the setting `{_name(key)}` is on line {line} too.", "Keep one.", Place(path, lines[key]))
        for key, line in _lines(node, ())
        if lines[key] != line
    ]
    if twice:
        raise BadSetting(*twice)
    if strays := list(_strays(path, node)):
        raise BadSetting(*strays)
    return tree, lines


def _strays(path: Path, node: yaml.Node | None) -> Iterator[Problem]:
    """Yield the values that hold what YAML can write and no edition can show, such as ESC."""
    if isinstance(node, yaml.ScalarNode):
        if STRAY.search(str(node.value)):
            fact = f"a value holds a sign that cannot be printed: {node.value[:60]}."
            yield Problem(fact, "Leave it out.", Place(path, node.start_mark.line + 1))
        return
    for inner in node.value if node else ():
        for one in inner if isinstance(inner, tuple) else (inner,):
            yield from _strays(path, one)


def _name(key: tuple[object, ...]) -> str:
    return ".".join(str(step) for step in key)


def _explain_yaml(path: Path, error: yaml.MarkedYAMLError, text: str) -> BrokenSettings:
    """Say what is wrong with the YAML, where the mistake was begun if it was noticed at the end."""
    mark, remedy = error.problem_mark, "Quote values that hold `: ` or start with a sign."
    if mark and error.context_mark and mark.index >= len(text.rstrip()):
        mark, remedy = error.context_mark, "Close the quotation mark or bracket that opens there."
    if "'\\t'" in (error.problem or ""):
        remedy = "Indent with spaces, not with tabs."
    fact = f"is not valid YAML: {error.problem or error.context}."
    return BrokenSettings.at(path, mark.line + 1 if mark else None, fact, remedy)


def _lines(node: yaml.Node | None, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, key.value)
            yield here, key.start_mark.line + 1
            yield from _lines(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), item.start_mark.line + 1
            yield from _lines(item, (*path, index))


def line_of(keys: tuple[object, ...], lines: Lines) -> int | None:
    """Return the line of a key, or of the nearest one around it."""
    return next((lines[keys[:end]] for end in range(len(keys), 0, -1) if keys[:end] in lines), None)
