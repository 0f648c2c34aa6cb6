"""Gradients in the press's inks: every stop is an ink or a mix of two, and so is all between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pikepdf import Array, Name

from press.prepress.inks import Ink, Rgb, luminance
from press.prepress.plates import Plates
from press.prepress.screen import to_rgb

ENDS = ("/C0", "/C1")


def recolour_gradient(shading: Any, plates: Plates) -> None:
    """Turn a gradient's colours into inks: into black and the spot ink where a stop is of that ink."""
    ink = plates.inks.ink
    if any(ink(colour).spot is not None for colour in _stops(shading.Function)):
        shading.ColorSpace = plates.both
        _write_stops(shading.Function, lambda colour: _shares(ink(colour)))
    else:
        shading.ColorSpace = Name.DeviceCMYK
        _write_stops(shading.Function, lambda colour: ink(colour).cmyk)


def grade_gradient(shading: Any) -> None:
    """Turn a gradient that masks something into greys, each as light as the colour was."""
    shading.ColorSpace = Name.DeviceGray
    _write_stops(shading.Function, lambda colour: (round(luminance(colour), 4),))


def _shares(ink: Ink) -> tuple[float, float]:
    """Return an ink as shares of black and of the spot ink."""
    return (0.0, ink.spot) if ink.spot is not None else (ink.cmyk[3], 0.0)


def _leaves(function: Any) -> Iterator[Any]:
    """Yield the functions between two stops (ISO 32000-2, 7.10.3 and 7.10.4)."""
    if "/Functions" in function:
        for part in function.Functions:
            yield from _leaves(part)
    else:
        yield function


def _stops(function: Any) -> Iterator[Rgb]:
    for leaf in _leaves(function):
        for end in ENDS:
            yield to_rgb([float(value) for value in leaf[end]])


def _write_stops(function: Any, written: Callable[[Rgb], tuple[float, ...]]) -> None:
    for leaf in _leaves(function):
        for end in ENDS:
            leaf[end] = Array([*written(to_rgb([float(value) for value in leaf[end]]))])
