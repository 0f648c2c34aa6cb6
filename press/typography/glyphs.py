"""What a page's content stream paints: every glyph with its place, size and marked content, and every box.

Of a PDF's operators only those are followed that place text, paths and pictures (ISO 32000-2, 8 and 9).
Lengths are in px (96 to the inch), x from the left and y down from the top of the trim box.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

from press.typography.codes import Font, read_font

POINT = 0.75  # points to a px
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST = 8
"""Forms within forms; more would be a loop."""


class Glyph(NamedTuple):
    """A glyph: its characters, where it begins and ends, its baseline, size and marked-content id.

    Begin and end are those of its advance, as widths of words are counted, not of its ink.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    mark: int | None


class Box(NamedTuple):
    """What a painted path or picture covers."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Ink:
    """All that a page paints."""

    glyphs: list[Glyph] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


Fonts = dict[tuple[int, int], Font]
"""The fonts that were read, by object number."""


def read_ink(page: pikepdf.Page, fonts: Fonts) -> Ink:
    """Read a page. `fonts` keeps those already read for the next page."""
    left, _, _, top = (float(side) for side in page.trimbox)
    to_px: Matrix = (1 / POINT, 0.0, 0.0, -1 / POINT, -left / POINT, top / POINT)
    pen = Pen(page.obj.get("/Resources", pikepdf.Dictionary()), to_px, fonts, Ink())
    pen.run(page)
    return pen.ink


@dataclass
class Pen:
    """The graphics state, as far as it places things, and the operators that change it.

    `outer` is the marked content that a form is drawn in.
    """

    resources: Any
    matrix: Matrix
    fonts: Fonts
    ink: Ink
    outer: int | None = None
    depth: int = 0
    font: Font | None = None
    size: float = 0.0
    between: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    text: Matrix = IDENTITY
    row: Matrix = IDENTITY
    marks: list[int | None] = field(default_factory=list)
    saved: list[tuple[Any, ...]] = field(default_factory=list)
    points: list[tuple[float, float]] = field(default_factory=list)

    @property
    def mark(self) -> int | None:
        """The marked content that is open."""
        return self.marks[-1] if self.marks else self.outer

    def run(self, stream: Any) -> None:
        """Follow a page's or form's content."""
        for instruction in pikepdf.parse_content_stream(stream):
            if act := OPERATORS.get(str(instruction.operator)):
                act(self, *instruction.operands)

    def save(self) -> None:
        """Push the state."""
        self.saved.append((self.matrix, self.font, self.size, self.between, self.stretch, self.rise))

    def restore(self) -> None:
        """Pop the state."""
        if self.saved:
            self.matrix, self.font, self.size, self.between, self.stretch, self.rise = self.saved.pop()

    def transform(self, *matrix: Any) -> None:
        """Put a matrix before the current one."""
        self.matrix = multiply(_matrix(matrix), self.matrix)

    def begin(self, *operands: Any) -> None:
        """Open marked content; that without an id belongs to what is around it, unless an artifact."""
        inner, known = self.mark, operands[1] if len(operands) > 1 else None
        if isinstance(known, pikepdf.Name):
            known = self.resources.get("/Properties", {}).get(str(known))
        if str(operands[0]) == "/Artifact":
            inner = None
        elif isinstance(known, pikepdf.Dictionary) and "/MCID" in known and self.depth == 0:
            inner = int(known["/MCID"])
        self.marks.append(inner)

    def end(self) -> None:
        """Close marked content."""
        if self.marks:
            self.marks.pop()

    def choose(self, name: Any, size: Any) -> None:
        """Take a font."""
        found = self.resources["/Font"][str(name)]
        key = found.objgen
        if key not in self.fonts or key == (0, 0):
            self.fonts[key] = read_font(found)
        self.font, self.size = self.fonts[key], float(size)

    def set_length(self, name: str, value: Any) -> None:
        """Set what lengthens or raises text."""
        setattr(self, name, float(value))

    def set_stretch(self, percent: Any) -> None:
        """Set how wide text is drawn."""
        self.stretch = float(percent) / 100

    def place(self, *matrix: Any) -> None:
        """Set the text matrix."""
        self.text = self.row = _matrix(matrix) if matrix else IDENTITY

    def move(self, x: Any, y: Any) -> None:
        """Go to a line of text beside the last one."""
        self.text = self.row = multiply((1.0, 0.0, 0.0, 1.0, float(x), float(y)), self.row)

    def next_line(self) -> None:
        """Go to the line below."""
        self.move(0, -self.leading)

    def show(self, codes: Any) -> None:
        """Paint a string."""
        self.show_all([codes])

    def show_all(self, pieces: Any) -> None:
        """Paint strings with moves between them."""
        if self.font is None:
            return
        a, b, c, d, e, f = multiply(self.text, self.matrix)
        size, stretch, mark, add = self.size, self.stretch, self.mark, self.ink.glyphs.append
        height, along = size * (c * c + d * d) ** 0.5, 0.0
        up_x, up_y = c * self.rise, d * self.rise
        for piece in pieces:
            if not isinstance(piece, pikepdf.String):
                along -= float(piece) / 1000 * size * stretch
                continue
            for character, width in self.font.glyphs(bytes(piece)):
                start, step = along, (width * size + self.between) * stretch
                along += step
                x0 = a * start + e + up_x
                add(Glyph(character, x0, x0 + a * width * size * stretch, b * start + f + up_y, height, mark))
        self.text = multiply((1.0, 0.0, 0.0, 1.0, along, 0.0), self.text)

    def add_points(self, *numbers: Any) -> None:
        """Lengthen the path."""
        values = [float(number) for number in numbers]
        self.points += [apply(self.matrix, *pair) for pair in zip(values[::2], values[1::2], strict=True)]

    def add_rectangle(self, *numbers: Any) -> None:
        """Add a rectangle to the path."""
        x, y, width, height = (float(number) for number in numbers)
        self.add_points(x, y, x + width, y + height)

    def paint(self) -> None:
        """Fill or stroke the path."""
        self._cover(self.points)
        self.points = []

    def drop(self) -> None:
        """End the path without painting it."""
        self.points = []

    def draw(self, name: Any) -> None:
        """Paint a picture, or a form and the text in it."""
        thing = self.resources["/XObject"][str(name)]
        if thing.get("/Subtype") == "/Image":
            self._cover([apply(self.matrix, x, y) for x in (0.0, 1.0) for y in (0.0, 1.0)])
        elif self.depth < DEEPEST:
            matrix = multiply(_matrix(thing.get("/Matrix", IDENTITY)), self.matrix)
            own = thing.get("/Resources", self.resources)
            inner = Pen(own, matrix, self.fonts, self.ink, self.mark, self.depth + 1)
            inner.run(thing)

    def _cover(self, points: list[tuple[float, float]]) -> None:
        if points:
            across, down = zip(*points, strict=True)
            self.ink.boxes.append(Box(min(across), min(down), max(across), max(down)))


OPERATORS: dict[str, Callable[..., None]] = {
    "q": Pen.save,
    "Q": Pen.restore,
    "cm": Pen.transform,
    "BDC": Pen.begin,
    "BMC": Pen.begin,
    "EMC": Pen.end,
    "BT": Pen.place,
    "Tm": Pen.place,
    "Td": Pen.move,
    "T*": Pen.next_line,
    "Tf": Pen.choose,
    "Tc": lambda pen, value: pen.set_length("between", value),
    "TL": lambda pen, value: pen.set_length("leading", value),
    "Ts": lambda pen, value: pen.set_length("rise", value),
    "Tz": Pen.set_stretch,
    "Tj": Pen.show,
    "TJ": Pen.show_all,
    "re": Pen.add_rectangle,
    "Do": Pen.draw,
    "n": Pen.drop,
    **dict.fromkeys(("m", "l", "c", "v", "y"), Pen.add_points),
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"), Pen.paint),
}


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first and then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Move a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _matrix(numbers: Iterable[Any]) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f
