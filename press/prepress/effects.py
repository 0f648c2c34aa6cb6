"""Transparency: what is meant stays and blends in ink; what the layout engine leaves by the way goes.

WeasyPrint 70 wraps each gradient, pattern and translucent drawing into a transparency group of its
output's colour space, whether anything of it can be seen through or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

Key = tuple[int, int]
USED = re.compile(rb"/([^\s/<>\[\]()]+)")
CATEGORIES = ("/XObject", "/Pattern", "/Shading")


def used_names(content: bytes) -> set[str]:
    """Return the names that a content stream uses, with their solidus."""
    return {f"/{name.decode('latin-1')}" for name in USED.findall(content)}


def find_masks(pdf: pikepdf.Pdf) -> set[Key]:
    """Return the drawings that only mask others, with all that they use: their lightness counts."""
    found: set[Key] = set()
    waiting = [
        state.SMask.G
        for thing in pdf.objects
        if isinstance(thing, Dictionary) and isinstance(thing.get("/ExtGState"), Dictionary)
        for state in thing.ExtGState.values()
        if isinstance(state.get("/SMask"), Dictionary)
    ]
    while waiting:
        drawing = waiting.pop()
        if drawing.objgen not in found:
            found.add(drawing.objgen)
            waiting += list(_parts(drawing.get("/Resources"), None))
    return found


def settle_groups(streams: Iterable[tuple[Any, Any]], masks: set[Key]) -> None:
    """Let groups in which something is transparent blend in ink; take away the others.

    A group is also needed where what draws it is transparent. `streams` are content streams with their
    resources, masks included.
    """
    known = {stream.objgen: _Drawing(stream, resources) for stream, resources in streams}
    needed = set(masks)
    for drawing in known.values():
        if drawing.is_lucid:
            needed |= {drawing.key, *drawing.parts}
    grown = True
    while grown:  # a group around a needed one is needed
        around = {key for key, drawing in known.items() if drawing.parts & needed} - needed
        grown, needed = bool(around), needed | around
    for key, drawing in known.items():
        if "/Group" not in drawing.stream:
            continue
        if key in needed:
            drawing.stream.Group.CS = Name.DeviceGray if key in masks else Name.DeviceCMYK
        else:
            del drawing.stream.Group


class _Drawing:
    """A content stream: what it draws, and whether it draws anything that can be seen through."""

    def __init__(self, stream: Any, resources: Any) -> None:
        self.stream, self.key = stream, stream.objgen
        used = used_names(stream.read_bytes())
        self.parts = {part.objgen for part in _parts(resources, used)}
        states = resources.get("/ExtGState", {}) if resources is not None else {}
        self.is_lucid = any(_is_lucid(states[name]) for name in used & set(states.keys()))


def _parts(resources: Any, used: set[str] | None) -> Iterator[Any]:
    """Yield the drawings, patterns and gradients among resources, of all or of those that are used."""
    for category in CATEGORIES if resources is not None else ():
        for name, part in resources.get(category, {}).items():
            if used is None or name in used:
                yield part


def _is_lucid(state: Any) -> bool:
    faint = any(float(state.get(key, 1)) < 1 for key in ("/ca", "/CA"))
    masked = isinstance(state.get("/SMask"), Dictionary)
    return faint or masked or state.get("/BM", Name.Normal) not in (Name.Normal, Name.Compatible)
