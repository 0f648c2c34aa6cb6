"""Gradients in the press's inks: every stop is an ink or a mix of two, and so is all between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.prepress.inks import Ink, Inks, Rgb, luminance
from press.prepress.screen import to_rgb

ENDS = ("/C0", "/C1")


def recolour_shading(shading: Any, inks: Inks, spot: pikepdf.Object | None) -> None:
    """Turn a gradient's colours into inks: into black and the spot ink where a stop is of that ink."""
    printed = [inks.ink(colour) for colour in _stops(shading.Function)]
    if spot is not None and any(ink.spot is not None for ink in printed):
        shading.ColorSpace = two_inks(spot, inks)
        _write_stops(shading.Function, lambda colour: _shares(inks.ink(colour)))
    else:
        shading.ColorSpace = Name.DeviceCMYK
        _write_stops(shading.Function, lambda colour: inks.ink(colour).cmyk)


def grade_shading(shading: Any) -> None:
    """Turn a gradient that masks something into greys, each as light as the colour was."""
    shading.ColorSpace = Name.DeviceGray
    _write_stops(shading.Function, lambda colour: (round(luminance(colour), 4),))


def two_inks(spot: pikepdf.Object, inks: Inks) -> Array:
    """Return the colour space of black and the spot ink together (ISO 32000-2, 8.6.6.5).

    The table of stand-ins holds the four corners: nothing, black, the spot ink, both. ISO 15930-7 wants
    the spot ink listed among the colorants.
    """
    stand_in = [round(255 * share) for share in inks.stand_in]
    corners = [[0, 0, 0, 0], [0, 0, 0, 255], stand_in, [*stand_in[:3], 255]]
    table: Any = pikepdf.Stream(
        _owner(spot),
        bytes(sum(corners, [])),
        FunctionType=0,
        Domain=[0, 1] * 2,
        Range=[0, 1] * 4,
        Size=[2, 2],
        BitsPerSample=8,
    )
    plates = Array([Name.Black, Name("/" + inks.spot)])
    known = Dictionary(Colorants=Dictionary({"/" + inks.spot: spot}))
    return Array([Name.DeviceN, plates, Name.DeviceCMYK, table, known])
