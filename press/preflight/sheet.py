"""What is known of a file once it is read: its pages, what is painted on them, and the file's own facts.

All records are frozen and hold no object of the PDF, so that a rule is a function of values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Literal

from press.preflight.colours import Colour, Space
from press.preflight.shapes import Box

Kind = Literal["text", "fill", "stroke", "image", "shading"]


@dataclass(frozen=True)
class Sample:
    """What an image puts on paper: its heaviest ink in per cent, and its plates.

    `fault` says why it could not be measured.
    """

    ink: float = 0.0
    plates: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True)
class Picture:
    """An image. `width` and `height` are in pixels, `bits` for one component of one pixel.

    `space` is None for a stencil, which prints in the colour of fills.
    """

    name: str
    width: int
    height: int
    bits: int
    space: Space | None
    stencil: bool = False
    filters: tuple[str, ...] = ()
    interpolated: bool = False
    masked: bool = False
    proxy: str = ""
    sample: Sample = Sample()

    @property
    def size(self) -> str:
        """Its name and pixels."""
        return f"{self.name} ({self.width} × {self.height} px)"

    @property
    def is_line_art(self) -> bool:
        """Whether each pixel is either ink or none."""
        return self.stencil or (self.bits == 1 and self.space is not None and self.space.components == 1)


@dataclass(frozen=True)
class Face:
    """A font as the file has it. `fault` says what is the matter with its program."""

    name: str
    kind: str
    embedded: bool
    readable: bool
    fault: str = ""


@dataclass(frozen=True)
class Mark:
    """Something painted.

    `size` is in points: of text its height, of a stroke its width, of a filled shape its thinnest part,
    or 0 where that was not asked; of an image it is its pixels per inch. `inside` tells whether it
    reaches into the trim. `box` is None where it stays well inside: such marks differ only in how they
    are printed.
    """

    kind: Kind
    inside: bool
    colour: Colour | None = None
    size: float = 0.0
    face: str = ""
    picture: Picture | None = None
    overprint: bool = False
    box: Box | None = None


@dataclass(frozen=True)
class Annotation:
    """An annotation: its kind and place; `script` tells whether JavaScript hangs on it."""

    kind: str
    box: Box | None
    script: bool = False


@dataclass(frozen=True)
class Sheet:
    """A page of the file; `number` counts from 1. `turned` is in degrees, `unit` in 1/72 inch.

    `effects` are settings of the graphics state that something was painted with, by kind: "alpha",
    "blend", "mask", "group", "transfer", "halftone". `faults` are what could not be followed.
    """

    number: int
    boxes: Mapping[str, Box]
    turned: float
    unit: float
    marks: tuple[Mark, ...]
    faces: tuple[Face, ...]
    annotations: tuple[Annotation, ...] = ()
    effects: tuple[tuple[str, str], ...] = ()
    actions: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @cached_property
    def trim(self) -> Box | None:
        """What is left of the page after cutting, as far as the file says."""
        found = (self.boxes.get(box) for box in ("TrimBox", "ArtBox", "CropBox", "MediaBox"))
        return next((box for box in found if box), None)

    @property
    def inner(self) -> tuple[Mark, ...]:
        """The marks that reach into the trim."""
        return tuple(mark for mark in self.marks if mark.inside)


@dataclass(frozen=True)
class Profile:
    """A colour profile's header: its class and space, four letters each (ISO 15076-1, 7.2)."""

    components: int
    device: str
    space: str
    fault: str = ""


@dataclass(frozen=True)
class Intent:
    """An output intent: for which printing condition the colours are."""

    subtype: str
    identifier: str
    registry: str
    profile: Profile | None


@dataclass(frozen=True)
class Stamps:
    """What Info or XMP says of the file."""

    title: str = ""
    producer: str = ""
    trapped: str = ""
    created: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True)
class Inspection:
    """A file that was read. `failure` says why it could not be; then there are no pages.

    `xmp` has the names of the properties, with their namespaces' usual prefixes; None without XMP.
    `interactive` are things to click and run, by kind: "form", "script", "action", "file", "layer".
    """

    failure: str = ""
    damage: tuple[str, ...] = ()
    encrypted: bool = False
    version: str = ""
    has_id: bool = False
    intents: tuple[Intent, ...] = ()
    info: Stamps = Stamps()
    info_version: str = ""
    xmp: Mapping[str, str] | None = None
    stamps: Stamps = Stamps()
    interactive: tuple[tuple[str, str], ...] = ()
    sheets: tuple[Sheet, ...] = field(default=())
