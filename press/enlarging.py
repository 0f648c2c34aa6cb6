"""Large print: pages are laid out smaller than they are, in type of the usual size, and then enlarged.

So everything keeps its measure to everything else: the grid, the notes, the headings and the margins.
Works on the PDF of the layout engine, before the reading and the press PDF are made of it.
"""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

BOXES = ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
FITS = {"/XYZ", "/FitH", "/FitBH", "/FitV", "/FitBV", "/FitR"}
"""Destinations with coordinates (ISO 32000-2, table 149); the third number of /XYZ is the zoom."""
XY = 4  # entries of an /XYZ destination before its zoom


def enlarge(data: bytes, scale: float) -> bytes:
    """Return a PDF whose pages are larger by a factor, with all that is on them and leads to them."""
    if scale == 1:
        return data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            for box in BOXES:
                if box in page.obj:
                    page.obj[box] = _times(page.obj[box], scale)
            _enlarge_patterns(page.obj, scale)
            page.contents_add(f"q {scale:.6f} 0 0 {scale:.6f} 0 0 cm\n".encode(), prepend=True)
            page.contents_add(b"\nQ")
            page.contents_coalesce()
        for held in pdf.objects:
            _enlarge_places(held, scale)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True)
        return out.getvalue()


def _times(numbers: Any, scale: float) -> Array:
    return Array([round(float(number) * scale, 4) for number in numbers])


def _enlarge_patterns(page: Any, scale: float) -> None:
    """Enlarge the patterns of a page, which are measured from its corner, whatever is drawn there."""
    for pattern in page.get("/Resources", Dictionary()).get("/Pattern", Dictionary()).values():
        pattern.Matrix = _times(pattern.get("/Matrix", [1, 0, 0, 1, 0, 0]), scale)


def _enlarge_places(held: Any, scale: float) -> None:
    """Enlarge what names a place on a page: links, destinations, the frames of figures."""
    if isinstance(held, Array) and len(held) > 1 and isinstance(held[1], Name) and str(held[1]) in FITS:
        _enlarge_destination(held, scale)
    elif isinstance(held, Array):
        for item in held:
            _go_on(item, scale)
    elif isinstance(held, Dictionary):
        is_frame = held.get("/O") == Name.Layout
        places = (("/Rect", "/QuadPoints") if "/Subtype" in held else ()) + (("/BBox",) if is_frame else ())
        for key, item in held.items():
            if key in places:
                held[key] = _times(item, scale)
            elif key not in BOXES:
                _go_on(item, scale)


def _enlarge_destination(held: Any, scale: float) -> None:
    end = min(len(held), XY) if held[1] == Name.XYZ else len(held)
    for at in range(2, end):
        if held[at] is not None:
            held[at] = round(float(held[at]) * scale, 4)


def _go_on(item: Any, scale: float) -> None:
    """Go into what is held within another object; what is an object of its own is come upon by itself."""
    if isinstance(item, (Array, Dictionary)) and not item.is_indirect:
        _enlarge_places(item, scale)
