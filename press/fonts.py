"""Typefaces: found in pinned packages or in the essay, never taken from the system.

A family's faces are read from the font files themselves. Screens get them cut down to the
characters in use, as WOFF2.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Literal

import uharfbuzz as hb
from fontTools.ttLib import TTFont, TTLibError

from press.errors import MissingFont, Place, Problem, did_you_mean
from press.memory import remembered

SUFFIXES = (".ttf", ".otf", ".woff", ".woff2")
FEATURES = (
    "kern",
    "liga",
    "clig",
    "calt",
    "ccmp",
    "locl",
    "mark",
    "mkmk",
    "onum",
    "lnum",
    "tnum",
    "pnum",
    "smcp",
    "c2sc",
    "sups",
    "subs",
    "frac",
    "case",
    "rvrn",
)
"""OpenType features kept in the subsets: those the style sheets call, and those that shape text."""

Style = Literal["normal", "italic"]


@dataclass(frozen=True)
class Face:
    """One font file: its family, weights (lowest and highest, equal when it is static) and style.

    The heights of its capitals, ascenders and descenders are in em, all above zero.
    """

    family: str
    path: Path
    weights: tuple[int, int]
    style: Style
    capitals: float
    ascent: float
    descent: float

    def has(self, character: str) -> bool:
        """Whether the face has a glyph for a character."""
        return ord(character) in _open(self.path).unicodes

    @property
    def is_variable(self) -> bool:
        """Whether the file holds a range of weights."""
        return self.weights[0] != self.weights[1]


@dataclass(frozen=True)
class Cut:
    """A face at one weight, as a style sheet names it."""

    face: Face
    weight: int


@dataclass(frozen=True)
class Family:
    """A typeface and its faces."""

    name: str
    faces: tuple[Face, ...]

    def cut(self, weight: int, style: Style = "normal") -> Cut:
        """Return the face nearest to a weight, in the style or, failing that, upright."""
        faces = [face for face in self.faces if face.style == style] or list(self.faces)

        def distance(face: Face) -> tuple[int, int]:
            low, high = face.weights
            return max(low - weight, weight - high, 0), -high

        face = min(faces, key=distance)
        return Cut(face, min(max(weight, face.weights[0]), face.weights[1]))


def find_family(name: str, root: Path, asked_at: Place) -> Family:
    """Return a typeface by the name of its `fontpkg-*` package, or by file or folder in the essay.

    Raises MissingFont when it is not installed, does not exist or cannot be read.
    """
    path = root / name
    if path.suffix.lower() in SUFFIXES or path.is_dir() or "/" in name:
        files = sorted(
            file for file in (path.rglob("*") if path.is_dir() else [path]) if file.suffix.lower() in SUFFIXES
        )
        if not files or not all(file.is_file() for file in files):
            raise MissingFont(
                Problem(
                    f"there is no font file {path}.", "The path is read from the essay's folder.", asked_at
                )
            )
    else:
        files = _packaged(name, asked_at)
    faces = tuple(_read(file, asked_at) for file in files)
    return Family(faces[0].family, faces)


@cache
def _installed() -> dict[str, EntryPoint]:
    """Return the typefaces that are installed as packages, by name."""
    return {entry.name.replace("_", "-"): entry for entry in entry_points(group="fontpkg.family")}


def _packaged(name: str, asked_at: Place) -> list[Path]:
    installed = _installed()
    key = name.lower().replace(" ", "-")
    if key not in installed:
        remedy = did_you_mean(
            key, installed, among=f"Install it with .venv/bin/pip install fontpkg-{key}, or name a font file."
        )
        raise MissingFont(Problem(f"the typeface {name} is not installed.", remedy, asked_at))
    folder: Path = installed[key].load().ROOT / "files"
    return sorted(file for file in folder.iterdir() if file.suffix.lower() in SUFFIXES)


def _read(path: Path, asked_at: Place) -> Face:
    try:
        return _read_face(path, path.read_bytes())
    except (TTLibError, KeyError, OSError, AttributeError) as error:
        fact = f"the font file {path} cannot be read: {error}."
        raise MissingFont(Problem(fact, "Get it anew; it must be TrueType or OpenType.", asked_at)) from None


@remembered
def _read_face(path: Path, data: bytes) -> Face:
    with TTFont(io.BytesIO(data), lazy=True) as font:
        return _describe(font, path)


def _describe(font: TTFont, path: Path) -> Face:
    name, os2, head, em = font["name"], font["OS/2"], font["hhea"], font["head"].unitsPerEm
    weights = (os2.usWeightClass, os2.usWeightClass)
    for axis in font["fvar"].axes if "fvar" in font else ():
        if axis.axisTag == "wght":
            weights = (int(axis.minValue), int(axis.maxValue))
    return Face(
        family=str(name.getDebugName(16) or name.getDebugName(1)),
        path=path,
        weights=weights,
        style="italic" if os2.fsSelection & 1 or "italic" in path.stem.lower() else "normal",
        capitals=os2.sCapHeight / em,
        ascent=head.ascent / em,
        descent=-head.descent / em,
    )


def measure(cut: Cut, text: str) -> float:
    """Return the width of a line in em, kerned."""
    face = _open(cut.face.path)
    font = hb.Font(face)
    if cut.face.is_variable:
        font.set_variations({"wght": cut.weight})
    line = hb.Buffer()
    line.add_str(text)
    line.guess_segment_properties()
    hb.shape(font, line)
    advance: int = sum(position.x_advance for position in line.glyph_positions)
    return advance / int(face.upem)


def bearings(cut: Cut, letter: str) -> tuple[float, float]:
    """Return the white at the left and at the right of a letter, within its width, in em."""
    font, em = hb.Font(_open(cut.face.path)), int(_open(cut.face.path).upem)
    if cut.face.is_variable:
        font.set_variations({"wght": cut.weight})
    glyph = font.get_nominal_glyph(ord(letter))
    extents = font.get_glyph_extents(glyph) if glyph else None
    if extents is None:
        return 0.0, 0.0
    right = font.get_glyph_h_advance(glyph) - extents.x_bearing - extents.width
    return extents.x_bearing / em, right / em


@cache
def _open(path: Path) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)))


@remembered
def instance(cut: Cut) -> bytes:
    """Return the face's file, of a variable face the instance at the cut's weight.

    WeasyPrint 70 draws a variable face at its weight, but sets it by the widths of the lightest.
    """
    if not cut.face.is_variable:
        return cut.face.path.read_bytes()
    face = _open(cut.face.path)
    whole = hb.SubsetInput()
    whole.keep_everything()
    whole.pin_axis_location(face, "wght", cut.weight)
    return bytes(hb.subset(face, whole).blob.data)


def subset(cut: Cut, characters: Iterable[str]) -> bytes:
    """Return the face at its weight with only these characters, as WOFF2."""
    return _subset(cut, frozenset(characters))


@remembered
def _subset(cut: Cut, characters: frozenset[str]) -> bytes:
    face = _open(cut.face.path)
    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    wanted.unicode_set.update({ord(character) for character in characters} | {0x20, 0xA0, 0x2D, 0x2010})
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in FEATURES)
    if cut.face.is_variable:
        wanted.pin_axis_location(face, "wght", cut.weight)
    out = io.BytesIO()
    with TTFont(io.BytesIO(hb.subset(face, wanted).blob.data), recalcTimestamp=False) as font:
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()
