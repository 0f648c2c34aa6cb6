"""The graphics state, and what of it is set by a parameter dictionary (ISO 32000-2, 8.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from press.preflight.colours import GREY, Colour
from press.preflight.faces import Font
from press.preflight.objects import entry, is_true, items, listed, named, number
from press.preflight.shapes import IDENTITY, Box, Matrix


@dataclass
class State:
    """How things are painted at one point of a content stream. Lengths are in the current units."""

    matrix: Matrix = IDENTITY
    clip: Box | None = None
    fill: Colour = GREY.first
    stroke: Colour = GREY.first
    width: float = 1.0
    font: Font | None = None
    size: float = 0.0
    between: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0
    over_fill: bool = False
    over_stroke: bool = False
    alpha_fill: float = 1.0
    alpha_stroke: float = 1.0
    blend: str = "Normal"
    masked: bool = False
    transfer: str = ""
    halftone: str = ""

    def copy(self) -> State:
        """Return the state to be kept until it is restored."""
        return replace(self)

    def effects(self, *, stroked: bool) -> list[tuple[str, str]]:
        """Return what would make a mark depend on more than its colour, by kind and with its value."""
        if self.plain:
            return []
        alpha = self.alpha_stroke if stroked else self.alpha_fill
        said = [
            ("alpha", f"{100 * alpha:.0f} %" if alpha < 1 else ""),
            ("blend", "" if self.blend in {"Normal", "Compatible"} else self.blend),
            ("mask", "a soft mask" if self.masked else ""),
            ("transfer", self.transfer),
            ("halftone", self.halftone),
        ]
        return [(kind, value) for kind, value in said if value]

    @property
    def plain(self) -> bool:
        """Whether nothing has an effect, which is so for nearly every mark."""
        simple = self.alpha_fill >= 1 and self.alpha_stroke >= 1 and self.blend == "Normal"
        return simple and not (self.masked or self.transfer or self.halftone)

    def set_parameters(self, thing: Any) -> None:
        """Take over what a parameter dictionary says."""
        for key, value in items(thing):
            if act := PARAMETERS.get(key):
                act(self, value)
        if entry(thing, "/OP") is not None and entry(thing, "/op") is None:
            self.over_fill = self.over_stroke


def _set(field: str, read: Callable[[Any], Any]) -> Callable[[State, Any], None]:
    def act(state: State, value: Any) -> None:
        setattr(state, field, read(value))

    return act


def _blend(value: Any) -> str:
    return named(value) or next((named(one) for one in listed(value)), "Normal")


def _function(kind: str) -> Callable[[Any], str]:
    """Return what reads a transfer function or halftone: nothing for the device's own."""
    return lambda value: "" if named(value) in {"Identity", "Default"} else kind


PARAMETERS: Mapping[str, Callable[[State, Any], None]] = {
    "LW": _set("width", number),
    "ca": _set("alpha_fill", lambda value: number(value, 1.0)),
    "CA": _set("alpha_stroke", lambda value: number(value, 1.0)),
    "BM": _set("blend", _blend),
    "SMask": _set("masked", lambda value: named(value) != "None"),
    "OP": _set("over_stroke", is_true),
    "op": _set("over_fill", is_true),
    "TR": _set("transfer", _function("TR")),
    "TR2": _set("transfer", _function("TR2")),
    "HT": _set("halftone", _function("HT")),
}
"""The keys of a graphics state parameter dictionary (ISO 32000-2, 8.4.5)."""
