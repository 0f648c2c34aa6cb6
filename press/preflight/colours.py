"""Colour spaces and colours, and the inks that they put on paper (ISO 32000-2, 8.6)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

import pikepdf

from press.preflight.objects import entry, identity, items, listed, named, number

Model = Literal["grey", "rgb", "cmyk", "lab", "plates", "pattern"]
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
ALL, NONE = "All", "None"
"""The two plates that are no ink: registration, and nothing (ISO 32000-2, 8.6.6.4)."""
DEEPEST = 4
"""Spaces within spaces: an Indexed one over a Separation over an ICCBased is three."""


@dataclass(frozen=True)
class Space:
    """A colour space.

    `family` is the PDF's word for it. `model` says what its numbers mean; "plates" are those of a
    Separation or DeviceN. `recipe` tells apart spots of one name that are made up differently.
    """

    family: str
    model: Model
    components: int
    plates: tuple[str, ...] = ()
    base: Space | None = None
    palette: bytes = b""
    recipe: str = ""

    def __str__(self) -> str:
        """Return its family, and for one with a profile also what that is for."""
        return f"ICCBased {self.model.upper()}" if self.family == "ICCBased" else self.family

    @property
    def own(self) -> Space:
        """The space that its colours are of: that of the palette for an Indexed one."""
        return self.base if self.base and self.family in {"Indexed", "Pattern"} else self

    @cached_property
    def first(self) -> Colour:
        """The colour that stands when the space is chosen (ISO 32000-2, 8.6.5 to 8.6.8)."""
        if self.model == "cmyk" and self.family != "Indexed":
            return Colour(self, (0.0, 0.0, 0.0, 1.0))
        return Colour(self, (1.0 if self.model == "plates" else 0.0,) * self.components)

    def ink_of(self, values: tuple[float, ...]) -> dict[str, float] | None:
        """Return how much of each plate's ink a colour is, in per cent; None when that is not said."""
        if self.family == "Indexed":
            return self.own.ink_of(self._looked_up(values))
        if self.model == "grey":
            return {"Black": 100 * (1 - _share(values[:1]))}
        if self.model in {"cmyk", "plates"}:
            return {
                plate: 100 * _share((value,))
                for plate, value in zip(self.plates, values, strict=False)
                if plate != NONE
            }
        return self.base.ink_of(values) if self.base else None

    def _looked_up(self, values: tuple[float, ...]) -> tuple[float, ...]:
        count, index = self.own.components, int(values[0]) if values else 0
        return tuple(byte / 255 for byte in self.palette[index * count : (index + 1) * count])


@dataclass(frozen=True)
class Colour:
    """A colour: its numbers, as the space has them."""

    space: Space
    values: tuple[float, ...]

    @cached_property
    def ink(self) -> Mapping[str, float]:
        """The inks it prints in, each in per cent; empty for white and for colours not of the press."""
        found = self.space.ink_of(self.values) or {}
        return {plate: value for plate, value in found.items() if value > LEAST}

    @property
    def total(self) -> float:
        """All inks together, in per cent."""
        return sum(self.ink.values())

    @cached_property
    def white(self) -> bool:
        """Whether it is the paper's own: no ink at all, or full light."""
        found = self.space.ink_of(self.values)
        if found is None:
            return self.space.own.model == "rgb" and min(self.values, default=0.0) >= 1
        return not self.ink and NONE not in self.space.plates

    def __str__(self) -> str:
        """Return it as a printer writes it: C 20 M 80 Y 0 K 10, or the space and its numbers."""
        if self.space.own.model in {"grey", "cmyk", "plates"}:
            return " ".join(f"{name(plate)} {value:.0f}" for plate, value in self.ink.items()) or "no ink"
        return " ".join([self.space.own.family, *(f"{value:.3g}" for value in self.values)])


LEAST = 0.4
"""Per cent: less is a rounding of 1/255."""
GREY = Space("DeviceGray", "grey", 1, ("Black",))
RGB = Space("DeviceRGB", "rgb", 3)
CMYK = Space("DeviceCMYK", "cmyk", 4, PROCESS)
PATTERN = Space("Pattern", "pattern", 0)
DEVICE: Mapping[str, Space] = {
    **dict.fromkeys(("DeviceGray", "G"), GREY),
    **dict.fromkeys(("DeviceRGB", "RGB"), RGB),
    **dict.fromkeys(("DeviceCMYK", "CMYK"), CMYK),
    "Pattern": PATTERN,
}
"""Spaces that need no array; the short names are those of inline images (ISO 32000-2, 8.9.7)."""
CALIBRATED: Mapping[str, Space] = {
    "CalGray": Space("CalGray", "grey", 1, ("Black",)),
    "CalRGB": Space("CalRGB", "rgb", 3),
    "Lab": Space("Lab", "lab", 3),
}
PROFILED: Mapping[int, Space] = {
    1: Space("ICCBased", "grey", 1, ("Black",)),
    3: Space("ICCBased", "rgb", 3),
    4: Space("ICCBased", "cmyk", 4, PROCESS),
}
"""By the number of components, as ICCBased says them."""


def name(plate: str) -> str:
    """Return a plate's short name: C, M, Y and K, and a spot ink's own."""
    return dict(zip(PROCESS, "CMYK", strict=True)).get(plate, plate)


def _share(values: tuple[float, ...]) -> float:
    return min(1.0, max(0.0, values[0])) if values else 0.0


class Spaces:
    """The colour spaces of a file, each read once."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], Space] = {}

    def read(self, thing: Any, resources: Any, depth: int = 0) -> Space | None:
        """Return the space that a name or an array stands for; None when there is no such space."""
        if isinstance(thing, pikepdf.Name):
            if (found := DEVICE.get(named(thing))) is not None:
                return found
            other = entry(resources, "/ColorSpace", str(thing))
            return None if other is None or depth > DEEPEST else self.read(other, resources, depth + 1)
        key = identity(thing)
        if key and key in self._known:
            return self._known[key]
        space = self._from_array(listed(thing), resources, depth)
        if key and space:
            self._known[key] = space
        return space

    def _from_array(self, parts: list[Any], resources: Any, depth: int) -> Space | None:
        family = named(parts[0]) if parts else ""
        if family in CALIBRATED or len(parts) < 2 or depth > DEEPEST:  # noqa: PLR2004
            return CALIBRATED.get(family) or DEVICE.get(family)
        if family == "ICCBased":
            return PROFILED.get(int(number(entry(parts[1], "/N"))))
        if family in {"Indexed", "I"}:
            return self._indexed(parts, resources, depth)
        if family == "Pattern":
            base = self.read(parts[1], resources, depth + 1)
            return base and Space("Pattern", "pattern", base.components, base.plates, base)
        return _plates(family, parts) if family in {"Separation", "DeviceN"} else None

    def _indexed(self, parts: list[Any], resources: Any, depth: int) -> Space | None:
        base = self.read(parts[1], resources, depth + 1)
        if base is None or len(parts) < 4:  # noqa: PLR2004
            return None
        table = parts[3]
        data = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
        return Space("Indexed", base.model, 1, base.plates, base, data)


def _plates(family: str, parts: list[Any]) -> Space:
    plates = (parts[1],) if family == "Separation" else listed(parts[1])
    names = tuple(named(plate) for plate in plates)
    return Space(family, "plates", len(names), names, recipe=_recipe(parts[2:4]))


def _recipe(parts: list[Any]) -> str:
    """Return a fingerprint of a spot's alternate space and of how its tints are made up in it."""
    return hashlib.sha256(b" ".join(_written(part) for part in parts)).hexdigest()


def _written(thing: Any, depth: int = 0) -> bytes:
    """Return an object as bytes that are the same wherever in the file it stands."""
    if depth > DEEPEST:
        return b"deeper"
    if isinstance(thing, pikepdf.Array):
        return b"[" + b" ".join(_written(part, depth + 1) for part in thing) + b"]"
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        facts = [(key, value) for key, value in items(thing) if key not in PACKING]
        inner = b" ".join(key.encode() + b" " + _written(value, depth + 1) for key, value in sorted(facts))
        return inner + (thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b"")
    return str(thing).encode()


PACKING = {"Length", "Filter", "DecodeParms"}
