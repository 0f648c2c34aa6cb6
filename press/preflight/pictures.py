"""Images: their size and space, and the ink they put on paper, measured on their pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import pikepdf
from PIL import Image, ImageChops, ImageMath

from press.preflight.colours import GREY, PROFILED, Space, Spaces
from press.preflight.objects import BROKEN, entry, identity, is_true, listed, named, number, numbers
from press.preflight.sheet import Picture, Sample

SHORT = {"/Width": "/W", "/Height": "/H", "/BitsPerComponent": "/BPC", "/ColorSpace": "/CS"}
SHORT |= {"/ImageMask": "/IM", "/Interpolate": "/I", "/Filter": "/F", "/Decode": "/D"}
"""The keys of inline images (ISO 32000-2, 8.9.7)."""
FILTERS = {"DCT": "DCTDecode", "CCF": "CCITTFaxDecode", "Fl": "FlateDecode"}
UNPACKED = {"CCITTFaxDecode", "JBIG2Decode", "JPXDecode"}
"""Compressions that qpdf does not undo: their images are of one ink, or only named by a rule."""
MOST_SAMPLES = 400_000_000
"""Bytes of an image unpacked; more is not measured."""
ENOUGH = 1_000_000
"""Pixels: a larger image is measured on the means of neighbouring pixels, as a screen's dots blend them."""
SHARE = 0.001
"""Of an image's pixels: as many may be heavier than the ink that is given for it, as noise."""
SPECK = 8
"""Of 255: less ink in every pixel is the noise of a JPEG."""


class Grid(NamedTuple):
    """How the bytes of an image are laid out. `decode` is from the file; empty, it is the usual one."""

    width: int
    height: int
    bits: int
    components: int
    decode: tuple[float, ...] = ()

    @property
    def size(self) -> int:
        """Bytes of the whole image, its rows padded (ISO 32000-2, 8.9.3)."""
        return (self.width * self.components * self.bits + 7) // 8 * self.height


class Pictures:
    """The images of a file, each measured once."""

    def __init__(self, spaces: Spaces) -> None:
        self._known: dict[tuple[int, int], Picture] = {}
        self._spaces = spaces

    def read(self, thing: Any, name: str, resources: Any) -> Picture:
        """Return an image that a page calls by a name."""
        key = identity(thing)
        if key and key in self._known:
            return self._known[key]
        picture = self._read(thing, name, resources, thing)
        if key:
            self._known[key] = picture
        return picture

    def read_inline(self, image: Any, resources: Any) -> Picture:
        """Return an image that stands in the content itself."""
        return self._read(image.obj, "an inline image", resources, None)

    def _read(self, facts: Any, name: str, resources: Any, stream: Any) -> Picture:
        def said(key: str) -> Any:
            found = entry(facts, key)
            return entry(facts, SHORT[key]) if found is None and stream is None else found

        stencil = is_true(said("/ImageMask"))
        filters = _filters(said("/Filter"))
        bits = 1 if stencil else int(number(said("/BitsPerComponent"), 8))
        space = None if stencil else self._space(said("/ColorSpace"), filters, resources)
        width, height = int(number(said("/Width"))), int(number(said("/Height")))
        grid = Grid(width, height, bits, space.components if space else 1, numbers(said("/Decode")))
        sample = Sample() if stream is None or stencil else _measure(stream, grid, space, filters)
        return Picture(
            name,
            width,
            height,
            bits,
            space,
            stencil,
            filters,
            is_true(said("/Interpolate")),
            masked=entry(facts, "/SMask") is not None or bool(number(entry(facts, "/SMaskInData"))),
            proxy=_proxy(facts) if stream is not None else "",
            sample=sample,
        )

    def _space(self, thing: Any, filters: tuple[str, ...], resources: Any) -> Space | None:
        """Return an image's space; a JPEG 2000 image may say its own, which is taken for RGB."""
        if thing is None:
            return PROFILED[3] if "JPXDecode" in filters else GREY
        return self._spaces.read(thing, resources)


def _filters(thing: Any) -> tuple[str, ...]:
    found = [named(one) for one in (listed(thing) or [thing])]
    return tuple(FILTERS.get(one, one) for one in found if one)


def _proxy(thing: Any) -> str:
    """Return what another image than the one in the file would be printed from."""
    names = {"/OPI": "OPI", "/Alternates": "alternates", "/F": "a file outside"}
    return next((word for key, word in names.items() if key in thing), "")


def _measure(stream: Any, grid: Grid, space: Space | None, filters: tuple[str, ...]) -> Sample:
    """Unpack an image and measure its ink; the fault says why that could not be done."""
    if space is None:
        return Sample(fault="is in a colour space that does not exist")
    if grid.width <= 0 or grid.height <= 0 or grid.size > MOST_SAMPLES:
        return Sample(fault=f"cannot be measured: it has {grid.width} × {grid.height} pixels")
    if UNPACKED & set(filters):
        return Sample(plates=space.plates[:1] if space.components == 1 else ())
    try:
        data = stream.read_bytes(pikepdf.StreamDecodeLevel.all)
    except BROKEN:
        return Sample(fault="cannot be unpacked")
    if len(data) < grid.size:
        return Sample(fault=f"ends early: {len(data)} of {grid.size} bytes")
    return _weigh(data, grid, space)


def _weigh(data: bytes, grid: Grid, space: Space) -> Sample:
    if space.family == "Indexed":
        return _weigh_palette(data, grid, space)
    if space.model not in {"grey", "cmyk", "plates"} or grid.bits not in {8, 16}:
        return Sample(plates=space.plates)
    bands = _bands(data, grid, less=space.model == "grey")
    seen = [plate for plate, band in zip(space.plates, bands, strict=True) if _peak(band) > SPECK]
    return Sample(_heaviest(bands), tuple(plate for plate in seen if plate != "None"))


def _weigh_palette(data: bytes, grid: Grid, space: Space) -> Sample:
    """Weigh an Indexed image by the colours of its palette; with 8 bits, by those in use."""
    count = max(1, len(space.palette) // space.own.components)
    used = set(data[: grid.size]) if grid.bits == 8 else range(min(count, 2**grid.bits))  # noqa: PLR2004
    inks = [space.ink_of((float(index),)) or {} for index in used if index < count]
    plates = dict.fromkeys(plate for ink in inks for plate, value in ink.items() if value > 100 * SPECK / 255)
    return Sample(max((sum(ink.values()) for ink in inks), default=0.0), tuple(plates))


def _bands(data: bytes, grid: Grid, *, less: bool) -> list[Image.Image]:
    """Return a grey image for each plate, in which 255 is full ink; `less` where more light is less ink."""
    step = grid.bits // 8
    size, bands = (grid.width, grid.height), []
    factor = max(1, int((grid.width * grid.height / ENOUGH) ** 0.5))
    for place in range(grid.components):
        band = Image.frombytes("L", size, data[place * step : grid.size : grid.components * step])
        low, high = (*grid.decode[2 * place : 2 * place + 2], 0.0, 1.0)[:2]
        if (low > high) != less:
            band = ImageChops.invert(band)
        bands.append(band.reduce(factor) if factor > 1 else band)
    return bands


def _peak(band: Image.Image) -> int:
    counts = band.histogram()
    return max((value for value, count in enumerate(counts) if count), default=0)


def _heaviest(bands: Sequence[Image.Image]) -> float:
    """Return the ink in per cent that no more than a small share of the pixels goes beyond.

    It is exact to a 255th of what all plates together can print: 1.6 per cent with four.
    """
    count = len(bands)
    total: Any = ImageMath.lambda_eval(
        lambda values: (sum(values[f"plate{place}"] for place in range(count)) + count // 2) / count,
        **{f"plate{place}": band for place, band in enumerate(bands)},
    )
    counts = total.convert("L").histogram()
    beyond, left = 255, SHARE * sum(counts)
    while beyond and counts[beyond] <= left:
        left -= counts[beyond]
        beyond -= 1
    return 100 * count * beyond / 255
