"""Reading a PDF's objects that may be anything: what is not of the kind asked for counts as missing.

A preflight meets files that break the rules it looks for, so nothing here raises for a wrong type.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

BROKEN = (TypeError, ValueError, LookupError, AttributeError, ArithmeticError, RuntimeError, pikepdf.PdfError)
"""What pikepdf raises, and Python with it, where an object is not what its place in the file calls for."""
LARGEST = 1e9
"""No length or colour is larger; a number that is comes from damage."""
DEEPEST = 40
"""Levels of a tree of pages, names or fields; more would be a loop."""


def entry(thing: Any, *keys: str) -> Any:
    """Return what stands under keys, one within the other; None where there is nothing."""
    for key in keys:
        if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            return None
        thing = thing.get(key)
    return thing


def items(thing: Any) -> list[tuple[str, Any]]:
    """Return the names and values of a dictionary, the names without their slash."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return []
    return [(str(key)[1:], value) for key, value in thing.items()]


def listed(thing: Any) -> list[Any]:
    """Return what an array holds."""
    return list(thing) if isinstance(thing, pikepdf.Array) else []


def number(thing: Any, default: float = 0.0) -> float:
    """Return a number."""
    try:
        value = float(thing)
    except (TypeError, ValueError, ArithmeticError):
        return default
    return value if abs(value) <= LARGEST else default


def numbers(thing: Any, count: int = 0) -> tuple[float, ...]:
    """Return the numbers of an array; none when there are not `count`, if that is given."""
    values = tuple(number(value) for value in listed(thing))
    return values if not count or len(values) == count else ()


def named(thing: Any) -> str:
    """Return a name without its slash."""
    return str(thing)[1:] if isinstance(thing, pikepdf.Name) else ""


def text(thing: Any) -> str:
    """Return a string, or a name without its slash."""
    return str(thing) if isinstance(thing, pikepdf.String) else named(thing)


def is_true(thing: Any) -> bool:
    """Tell whether a value is `true`."""
    return isinstance(thing, bool) and thing


def identity(thing: Any) -> tuple[int, int] | None:
    """Return an object's number and generation; None for one that has no number of its own."""
    found: tuple[int, int] = getattr(thing, "objgen", (0, 0))
    return found if found != (0, 0) else None


def inherited(page: Any, key: str) -> Any:
    """Return an entry of a page or, where it has none, of the nodes above it (ISO 32000-2, 7.7.3.4)."""
    node = page
    for _ in range(DEEPEST):
        if (found := entry(node, key)) is not None:
            return found
        node = entry(node, "/Parent")
    return None


def leaves(tree: Any) -> Iterator[Any]:
    """Yield the ends of a tree whose nodes keep those below them under /Kids; each node is entered once."""
    seen: set[tuple[int, int]] = set()
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        key = identity(node)
        if not isinstance(node, pikepdf.Dictionary) or depth > DEEPEST or key in seen:
            continue
        if key:
            seen.add(key)
        below = listed(entry(node, "/Kids"))
        waiting += [(one, depth + 1) for one in reversed(below)]
        if not below:
            yield node
