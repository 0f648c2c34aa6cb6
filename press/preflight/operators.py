"""The operators of content streams that change what is painted, each with what it does to the pen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from press.preflight.colours import CMYK, GREY, RGB, Colour, Space
from press.preflight.faces import Font
from press.preflight.objects import entry, identity, items, number
from press.preflight.pen import Pen
from press.preflight.shapes import IDENTITY, Box, Matrix, Point, apply, around, carry, multiply, scale

ASCENT, DESCENT = 0.75, 0.25
"""Em: how far letters reach over and under the baseline, about."""
WIDE = 1.0
"""Points: a filled shape so thick is not thin; what is shorter is no rule but a dot."""
QUADRANGLE = 4
FILLED, OUTLINED, BOTH = {0, 2, 4, 6}, {1, 5}, {2, 6}
"""Text rendering modes (ISO 32000-2, 9.3.6); 3 and 7 paint nothing."""


def save(pen: Pen) -> None:
    """Keep the state."""
    pen.saved.append(pen.state.copy())


def restore(pen: Pen) -> None:
    """Take the state kept last."""
    if pen.saved:
        pen.state = pen.saved.pop()
    else:
        pen.record.complain("it restores a graphics state (Q) that was never saved")


def transform(pen: Pen, *operands: Any) -> None:
    """Put a matrix before the one in hand."""
    pen.state.matrix = multiply(_matrix(operands), pen.state.matrix)


def set_parameters(pen: Pen, name: Any) -> None:
    """Take over a parameter dictionary."""
    pen.state.set_parameters(pen.look_up("/ExtGState", name))


def set_number(field: str, factor: float = 1.0) -> Callable[[Pen, Any], None]:
    """Return what sets one number of the state."""
    return lambda pen, value: setattr(pen.state, field, number(value) * factor)


def set_mode(pen: Pen, mode: Any) -> None:
    """Take a text rendering mode."""
    pen.state.mode = int(number(mode))


def set_device(space: Space, *, stroked: bool) -> Callable[..., None]:
    """Return what takes a colour of a device space."""

    def act(pen: Pen, *operands: Any) -> None:
        colour = Colour(space, tuple(number(value) for value in operands))
        pen.set_colour(colour, stroked=stroked)

    return act


# ---- Paths


def move(pen: Pen, x: Any, y: Any) -> None:
    """Begin a part of the path."""
    pen.path.append([apply(pen.state.matrix, number(x), number(y))])


def lengthen(pen: Pen, *operands: Any) -> None:
    """Add the points of a line or a curve; a curve stays within its points."""
    if not pen.path:
        pen.path.append([])
    a, b, c, d, e, f = pen.state.matrix
    values = [float(value) for value in operands]
    pairs = zip(values[::2], values[1::2], strict=True)
    pen.path[-1] += [(a * x + c * y + e, b * x + d * y + f) for x, y in pairs]


def add_rectangle(pen: Pen, *operands: Any) -> None:
    """Add a rectangle."""
    x, y, width, height = (number(value) for value in operands)
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    pen.path.append([apply(pen.state.matrix, *corner) for corner in corners])


def clip(pen: Pen) -> None:
    """Cut by the path, once it is painted."""
    pen.clipping = True


def paint(*, fill: bool = False, stroke: bool = False) -> Callable[[Pen], None]:
    """Return what paints the path and ends it."""

    def act(pen: Pen) -> None:
        parts = [part for part in pen.path if part]
        width = pen.state.width * scale(pen.state.matrix) if stroke else 0.0
        for part in parts:
            if fill:
                size = round(min(_thickness(part) + width, WIDE), 2)
                pen.add("fill", around(part), colour=pen.state.fill, size=size)
            if stroke:
                box = around(part).grown(width / 2)
                pen.add("stroke", box, stroked=True, colour=pen.state.stroke, size=round(width, 3))
        if pen.clipping and parts:
            box = around(point for part in parts for point in part)
            pen.state.clip = box.cut(pen.state.clip) if pen.state.clip else box
        pen.path, pen.clipping = [], False

    return act


def _thickness(part: list[Point]) -> float:
    """Return how thick a filled shape is, in points, up to 1; a dot counts as thick."""
    box = around(part)
    thin, long = sorted((box.width, box.height))
    corners = part[:-1] if part[0] == part[-1] else part
    if len(corners) == QUADRANGLE:
        edges = list(zip(corners, [*corners[1:], corners[0]], strict=True))
        area = abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in edges)) / 2
        long = max(((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5 for (x0, y0), (x1, y1) in edges)
        thin = area / long if long else 0.0
    return WIDE if long < WIDE else thin


# ---- Text


def begin_text(pen: Pen) -> None:
    """Go to the origin."""
    pen.text = pen.row = IDENTITY


def place_text(pen: Pen, *operands: Any) -> None:
    """Set the text matrix."""
    pen.text = pen.row = _matrix(operands)


def move_text(pen: Pen, x: Any, y: Any) -> None:
    """Go to a line beside the last one."""
    pen.text = pen.row = multiply((1.0, 0.0, 0.0, 1.0, number(x), number(y)), pen.row)


def move_and_lead(pen: Pen, x: Any, y: Any) -> None:
    """Go to a line beside the last one, and keep the distance."""
    pen.state.leading = -number(y)
    move_text(pen, x, y)


def next_line(pen: Pen) -> None:
    """Go to the line below."""
    move_text(pen, 0, -pen.state.leading)


def choose_font(pen: Pen, name: Any, size: Any) -> None:
    """Take a font."""
    found = pen.look_up("/Font", name)
    pen.state.font = None if found is None else pen.library.fonts.read(found, str(name)[1:])
    pen.state.size = number(size)


def show(pen: Pen, codes: Any) -> None:
    """Set a string."""
    show_all(pen, [codes])


def show_below(pen: Pen, codes: Any) -> None:
    """Set a string on the line below."""
    next_line(pen)
    show_all(pen, [codes])


def show_spaced(pen: Pen, word: Any, between: Any, codes: Any) -> None:
    """Set a string on the line below, with its spaces."""
    pen.state.word, pen.state.between = number(word), number(between)
    show_below(pen, codes)


def show_all(pen: Pen, pieces: Any) -> None:
    """Set strings with moves between them."""
    state, font = pen.state, pen.state.font
    if font is None:
        pen.record.complain("it sets text without a font")
        return
    along, glyphs = 0.0, 0
    for piece in pieces:
        if isinstance(piece, int | Decimal | float):
            along -= number(piece) / 1000 * state.size * state.stretch
            continue
        width, count, spaces = font.measure(bytes(piece))
        along += (width * state.size + count * state.between + spaces * state.word) * state.stretch
        glyphs += count
    if glyphs:
        _set_text(pen, font, along)
    pen.text = multiply((1.0, 0.0, 0.0, 1.0, along, 0.0), pen.text)


def _set_text(pen: Pen, font: Font, along: float) -> None:
    state, matrix = pen.state, multiply(pen.text, pen.state.matrix)
    size = abs(state.size)
    height = round(size * (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5, 2)
    low, high = state.rise - DESCENT * size, state.rise + ASCENT * size
    box = carry(matrix, Box(min(0.0, along), low, max(0.0, along), high))
    if state.mode in FILLED:
        pen.add("text", box, colour=state.fill, size=height, face=font.face.name)
    if state.mode in OUTLINED | BOTH:
        pen.add("text", box, stroked=True, colour=state.stroke, size=height, face=font.face.name)
    if state.mode in OUTLINED:
        width = round(state.width * scale(state.matrix), 3)
        pen.add("stroke", box, stroked=True, colour=state.stroke, size=width)
    if state.mode in FILLED | OUTLINED:
        pen.record.faces[font.face] = None
        _follow_glyphs(pen, font, matrix)


def _follow_glyphs(pen: Pen, font: Font, matrix: Matrix) -> None:
    """Follow the drawings of a Type 3 font, once for each colour it is set in."""
    key = (identity(font.drawn), pen.state.fill)
    if font.drawn is None or key in pen.record.drawn:
        return
    pen.record.drawn.add(key)
    sized = multiply((pen.state.size, 0.0, 0.0, pen.state.size, 0.0, pen.state.rise), matrix)
    inner = Pen(
        entry(font.drawn, "/Resources") or pen.resources,
        pen.library,
        pen.record,
        pen.state,
        pen.operators,
        pen.open,
    )
    for _, glyph in items(entry(font.drawn, "/CharProcs")):
        inner.follow(glyph, multiply(font.matrix, sized))


def _matrix(operands: tuple[Any, ...]) -> Matrix:
    a, b, c, d, e, f = (number(value) for value in operands)
    return a, b, c, d, e, f


OPERATORS: Mapping[str, Callable[..., None]] = {
    "q": save,
    "Q": restore,
    "cm": transform,
    "gs": set_parameters,
    "w": set_number("width"),
    "g": set_device(GREY, stroked=False),
    "G": set_device(GREY, stroked=True),
    "rg": set_device(RGB, stroked=False),
    "RG": set_device(RGB, stroked=True),
    "k": set_device(CMYK, stroked=False),
    "K": set_device(CMYK, stroked=True),
    "cs": lambda pen, name: pen.choose_space(name, stroked=False),
    "CS": lambda pen, name: pen.choose_space(name, stroked=True),
    **dict.fromkeys(("sc", "scn"), lambda pen, *values: pen.choose_colour(*values, stroked=False)),
    **dict.fromkeys(("SC", "SCN"), lambda pen, *values: pen.choose_colour(*values, stroked=True)),
    "m": move,
    **dict.fromkeys(("l", "c", "v", "y"), lengthen),
    "re": add_rectangle,
    **dict.fromkeys(("W", "W*"), clip),
    "n": paint(),
    **dict.fromkeys(("f", "F", "f*"), paint(fill=True)),
    **dict.fromkeys(("S", "s"), paint(stroke=True)),
    **dict.fromkeys(("B", "B*", "b", "b*"), paint(fill=True, stroke=True)),
    "sh": lambda pen, name: pen.shade(pen.look_up("/Shading", name)),
    "Do": lambda pen, name: pen.draw(name),
    "INLINE IMAGE": lambda pen, image: pen.place(pen.library.pictures.read_inline(image, pen.resources)),
    "BT": begin_text,
    "Tm": place_text,
    "Td": move_text,
    "TD": move_and_lead,
    "T*": next_line,
    "Tf": choose_font,
    "Tr": set_mode,
    "Tc": set_number("between"),
    "Tw": set_number("word"),
    "Tz": set_number("stretch", 0.01),
    "TL": set_number("leading"),
    "Ts": set_number("rise"),
    "Tj": show,
    "TJ": show_all,
    "'": show_below,
    '"': show_spaced,
}
"""The operators of ISO 32000-2, annex A, but for those that change no mark."""
