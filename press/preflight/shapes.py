"""Boxes and matrices, in points (72 to the inch), x to the right and y up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MM = 72 / 25.4


class Box(NamedTuple):
    """A rectangle: left, bottom, right, top."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """How high it is."""
        return self.y1 - self.y0

    def within(self, other: Box, slack: float = 0.0) -> bool:
        """Whether no side is outside another box by more than the slack."""
        return min(self.margins(other)) >= -slack

    def margins(self, other: Box) -> tuple[float, float, float, float]:
        """Return how far the sides are inside those of another box: left, bottom, right, top."""
        return self.x0 - other.x0, self.y0 - other.y0, other.x1 - self.x1, other.y1 - self.y1

    def meets(self, other: Box, by: float = 0.0) -> bool:
        """Whether it is over another box by more than a length; a line has no area and yet is over it."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        up = min(self.y1, other.y1) - max(self.y0, other.y0)
        return across >= min(by, self.width) and up >= min(by, self.height)

    def cut(self, other: Box) -> Box:
        """Return what is within both."""
        return Box(
            max(self.x0, other.x0),
            max(self.y0, other.y0),
            min(self.x1, other.x1),
            min(self.y1, other.y1),
        )

    def grown(self, by: float) -> Box:
        """Return it with each side moved out."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def rounded(self) -> Box:
        """Return it to a tenth of a point."""
        return Box(*(round(side, 1) for side in self))


def around(points: Iterable[Point]) -> Box:
    """Return the smallest box with all the points in it. Raises ValueError when there are none."""
    across, up = zip(*points, strict=True)
    return Box(min(across), min(up), max(across), max(up))


def make_box(values: tuple[float, ...]) -> Box | None:
    """Return the box of two opposite corners, which may be any two (ISO 32000-2, 7.9.5)."""
    corners = 4
    if len(values) != corners:
        return None
    x0, y0, x1, y1 = values
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def multiply(first: Matrix, second: Matrix) -> Matrix:
    """Return the matrix that does the first and then the second."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def apply(matrix: Matrix, x: float, y: float) -> Point:
    """Move a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def carry(matrix: Matrix, box: Box) -> Box:
    """Return the box around a moved box."""
    corners = ((x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1))
    return around(apply(matrix, x, y) for x, y in corners)


def scale(matrix: Matrix) -> float:
    """Return how much a matrix enlarges: a length's mean over all directions."""
    a, b, c, d, _, _ = matrix
    return float(abs(a * d - b * c) ** 0.5)


def sides(matrix: Matrix) -> tuple[float, float]:
    """Return how long one unit across and one unit up become."""
    a, b, c, d, _, _ = matrix
    return (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
