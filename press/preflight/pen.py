"""Following a content stream: what it paints, where, in which colour, size and font (ISO 32000-2, 8 and 9).

The pen knows the graphics state; `operators` says which operator calls what. Forms, patterns and the
glyphs of Type 3 fonts are followed like the page itself.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pikepdf

from press.preflight.colours import Colour, Spaces
from press.preflight.faces import Fonts
from press.preflight.objects import BROKEN, entry, identity, named, number, numbers
from press.preflight.pictures import Pictures
from press.preflight.shapes import IDENTITY, MM, Box, Matrix, Point, carry, multiply
from press.preflight.sheet import Face, Kind, Mark, Picture
from press.preflight.state import State

DEEPEST = 12
"""Forms within forms."""
MOST_FORMS = 20_000
"""Forms of one page; more is a loop that grows."""
EDGE = 6 * MM
"""A mark that stays so far from every edge of the trim is not asked where it is."""
TOUCH = 0.05
"""Points: what reaches less far into the trim only touches it."""


@dataclass
class Library:
    """What the pages of a file share, so that it is read once."""

    spaces: Spaces = field(default_factory=Spaces)
    fonts: Fonts = field(default_factory=Fonts)

    def __post_init__(self) -> None:
        self.pictures = Pictures(self.spaces)


@dataclass
class Record:
    """All that was found on a page, each mark once; `trim` is None where the page has no box at all.

    `drawn` are the tiles and drawn fonts that were followed, each with its colour. `anywhere` holds while
    what is followed is a tile.
    """

    trim: Box | None
    marks: dict[Mark, None] = field(default_factory=dict)
    faces: dict[Face, None] = field(default_factory=dict)
    effects: dict[tuple[str, str], None] = field(default_factory=dict)
    drawn: set[tuple[tuple[int, int] | None, Colour]] = field(default_factory=set)
    faults: dict[str, None] = field(default_factory=dict)
    forms: int = 0
    anywhere: bool = False

    def add(self, kind: Kind, box: Box, **facts: Any) -> None:
        """Add a mark."""
        inside = self.anywhere or self.trim is None or box.meets(self.trim, TOUCH)
        deep = self.anywhere or (self.trim is not None and box.within(self.trim, -EDGE))
        self.marks[Mark(kind, inside, box=None if deep else box.rounded(), **facts)] = None

    def complain(self, fault: str) -> None:
        """Add something that could not be followed."""
        self.faults[fault] = None


@dataclass
class Pen:
    """A content stream being followed. `path` are the parts of the path in hand, in the page's units."""

    resources: Any
    library: Library
    record: Record
    state: State
    operators: Mapping[str, Callable[..., None]]
    open: tuple[Any, ...] = ()
    saved: list[State] = field(default_factory=list)
    text: Matrix = IDENTITY
    row: Matrix = IDENTITY
    path: list[list[Point]] = field(default_factory=list)
    clipping: bool = False

    def __post_init__(self) -> None:
        self.base = self.state.matrix

    def run(self, stream: Any) -> None:
        """Follow a stream. What makes no sense in it is noted, and the rest followed."""
        for instruction in self._instructions(stream):
            try:
                operator = str(instruction.operator)
                if act := self.operators.get(operator):
                    act(self, *instruction.operands)
            except BROKEN:
                self.record.complain(f"an operator makes no sense: {_shown(instruction)}")

    def _instructions(self, stream: Any) -> Any:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            try:
                found = pikepdf.parse_content_stream(stream)
            except BROKEN as error:
                self.record.complain(f"its content cannot be read: {_short(error)}")
                return []
        for warning in said:
            self.record.complain(f"its content is broken: {_short(warning.message)}")
        return found

    def look_up(self, category: str, name: Any) -> Any:
        """Return a resource; None, and a fault, where the page has none of that name."""
        found = entry(self.resources, category, str(name))
        if found is None:
            self.record.complain(f"it uses {category[1:]} {named(name)}, which is not in the file")
        return found

    # ---- Colour

    def choose_space(self, name: Any, *, stroked: bool) -> None:
        """Take a colour space, and its first colour."""
        space = self.library.spaces.read(name, self.resources)
        if space is None:
            self.record.complain(f"it uses the colour space {named(name)}, which is not in the file")
        else:
            self.set_colour(space.first, stroked=stroked)

    def choose_colour(self, *operands: Any, stroked: bool) -> None:
        """Take a colour of the space in hand; a pattern's colours are those of its own content."""
        old = self.state.stroke if stroked else self.state.fill
        values = tuple(number(value) for value in operands if not isinstance(value, pikepdf.Name))
        self.set_colour(Colour(old.space, values), stroked=stroked)
        if operands and isinstance(operands[-1], pikepdf.Name):
            self._follow_pattern(self.look_up("/Pattern", operands[-1]), Colour(old.space.own, values))

    def set_colour(self, colour: Colour, *, stroked: bool) -> None:
        """Take a colour."""
        setattr(self.state, "stroke" if stroked else "fill", colour)

    def _follow_pattern(self, pattern: Any, colour: Colour) -> None:
        """Follow a tile, which may come to lie anywhere, or a shading, in `colour` if it has no own."""
        key = (identity(pattern), colour)
        if isinstance(pattern, pikepdf.Stream) and key not in self.record.drawn:
            self.record.drawn.add(key)
            here, self.record.anywhere, kept = self.record.anywhere, True, self.state
            self.state = replace(kept, fill=colour, stroke=colour, clip=None)
            try:
                self.follow(pattern, multiply(read_matrix(entry(pattern, "/Matrix")), self.base))
            finally:
                self.record.anywhere, self.state = here, kept
        elif (shading := entry(pattern, "/Shading")) is not None:
            self.shade(shading)

    def shade(self, shading: Any) -> None:
        """Paint a shading in its space; its colours between are not worked out."""
        space = self.library.spaces.read(entry(shading, "/ColorSpace"), self.resources)
        if space is None:
            self.record.complain("it uses a shading without a colour space")
        elif (box := self.state.clip or self.record.trim) is not None:
            self.add("shading", box, colour=_shade_colour(shading, space.first))

    # ---- Painting

    def add(self, kind: Kind, box: Box, *, stroked: bool = False, **facts: Any) -> None:
        """Add a mark, unless it is cut away."""
        clip = self.state.clip
        if clip is not None:
            if not box.meets(clip, TOUCH):
                return
            box = box.cut(clip)
        for effect in self.state.effects(stroked=stroked):
            self.record.effects[effect] = None
        over = self.state.over_stroke if stroked else self.state.over_fill
        self.record.add(kind, box, overprint=over, **facts)

    def draw(self, name: Any) -> None:
        """Paint an image, or follow a form."""
        thing = self.look_up("/XObject", name)
        kind = named(entry(thing, "/Subtype"))
        if kind == "Image":
            self.place(self.library.pictures.read(thing, named(name), self.resources))
        elif kind == "Form":
            self.follow(thing, multiply(read_matrix(entry(thing, "/Matrix")), self.state.matrix))
        elif thing is not None:
            self.record.complain(f"{named(name)} is neither image nor form: {kind or 'of no kind'}")

    def place(self, picture: Picture) -> None:
        """Paint an image on the unit square."""
        a, b, c, d, _, _ = self.state.matrix
        across, up = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
        ppi = min(72 * picture.width / max(across, TINY), 72 * picture.height / max(up, TINY))
        colour = self.state.fill if picture.stencil else None
        if picture.masked:
            self.record.effects["mask", f"image {picture.name}"] = None
        self.add("image", carry(self.state.matrix, UNIT), colour=colour, size=round(ppi, 1), picture=picture)

    def follow(self, stream: Any, matrix: Matrix) -> None:
        """Follow a form, a tile or a glyph, with the state as it is."""
        self.record.forms += 1
        mark = identity(stream)
        if mark in self.open or len(self.open) > DEEPEST or self.record.forms > MOST_FORMS:
            self.record.complain("a form draws itself, or forms lie too deep in each other")
            return
        state = self.state.copy()
        state.matrix = matrix
        if corners := numbers(entry(stream, "/BBox"), 4):
            box = carry(matrix, Box(*corners))
            state.clip = box.cut(state.clip) if state.clip else box
        if named(entry(stream, "/Group", "/S")) == "Transparency":
            self.record.effects["group", self._group_space(stream)] = None
        own = entry(stream, "/Resources")
        resources = self.resources if own is None else own
        Pen(resources, self.library, self.record, state, self.operators, (*self.open, mark)).run(stream)

    def _group_space(self, thing: Any) -> str:
        space = self.library.spaces.read(entry(thing, "/Group", "/CS"), self.resources)
        return str(space) if space else "no space of its own"


UNIT = Box(0.0, 0.0, 1.0, 1.0)
TINY = 0.01
"""Points: an image squeezed to nothing is not divided by nothing."""
LONGEST = 60


def read_matrix(thing: Any) -> Matrix:
    """Return a matrix; one that moves nothing where there is none."""
    six = numbers(thing, 6)
    return (six[0], six[1], six[2], six[3], six[4], six[5]) if six else IDENTITY


def _shade_colour(shading: Any, first: Colour) -> Colour:
    """Return a shading's heaviest end, where it is a plain one; else its space's first colour."""
    function = entry(shading, "/Function")
    ends = [numbers(entry(function, key)) for key in ("/C0", "/C1")]
    known = [Colour(first.space, end) for end in ends if len(end) == first.space.components]
    return max(known, key=lambda colour: colour.total, default=first)


def _short(said: object) -> str:
    words = " ".join(str(said).split())
    return words.rstrip(".") if len(words) <= LONGEST else f"…{words[-LONGEST:]}".rstrip(".")


def _shown(instruction: Any) -> str:
    """Return an operator with its operands, as far as they can be written."""
    try:
        return _short(pikepdf.unparse_content_stream([instruction]).decode("latin-1"))
    except BROKEN:
        return "it cannot be written"
