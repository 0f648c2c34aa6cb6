"""Small essays with pictures of every kind, and what Ghostscript says of the PDFs that are made of them."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pikepdf
from PIL import Image

from press.design import make_design
from press.document import compose
from press.editions import EDITIONS, Work
from press.manuscript import load
from press.model import Artifact
from press.templating import Templates
from tests.reading import ROOT

MINIMAL = ROOT / "tests" / "data" / "minimal"
SPOT = "PANTONE 485 C"
SIZE = 120, 80
"""Pixels of each picture, which is printed about a third of the measure wide."""
FADE = Image.linear_gradient("L").resize(SIZE)
HUES = Image.merge("RGB", (FADE, FADE.transpose(Image.Transpose.FLIP_TOP_BOTTOM), Image.new("L", SIZE, 60)))
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><defs>
<linearGradient id="three"><stop offset="0" stop-color="#c8281e"/><stop offset=".5" stop-color="#fff"/>
<stop offset="1" stop-color="#003399"/></linearGradient>
<radialGradient id="faint"><stop offset="0" stop-color="#111111"/>
<stop offset="1" stop-color="#c8281e" stop-opacity=".2"/></radialGradient>
<linearGradient id="grey"><stop offset="0" stop-color="#000"/>
<stop offset="1" stop-color="#fff"/></linearGradient>
<pattern id="tile" width="10" height="10" patternUnits="userSpaceOnUse">
<rect width="5" height="5" fill="#c8281e"/><circle cx="7" cy="7" r="2" fill="#00aa33"/></pattern></defs>
<rect width="90" height="60" fill="url(#three)"/><rect x="100" width="90" height="60" fill="url(#faint)"/>
<rect x="200" width="90" height="60" fill="url(#grey)"/>
<rect y="70" width="90" height="60" fill="url(#tile)"/>
<rect x="100" y="70" width="90" height="60" fill="#06c" opacity=".5"/>
<rect x="120" y="80" width="50" height="30" fill="#111111" fill-opacity=".5"/>
<rect x="200" y="70" width="40" height="30" fill="oklch(60% .2 140)"/>
<rect x="250" y="70" width="40" height="30" fill="lab(50 60 20)"/>
<rect x="200" y="105" width="40" height="30" fill="device-cmyk(.2 .5 0 .1)"/>
<rect x="50" y="140" width="40" height="40" fill="#c8281e"/>
<rect y="140" width="40" height="40" fill="#e4938e"/>
<rect x="100" y="140" width="40" height="40" fill="none" stroke="url(#three)" stroke-width="8"/></svg>"""
OPAQUE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><defs>
<linearGradient id="a"><stop offset="0" stop-color="#111111"/>
<stop offset="1" stop-color="#c8281e"/></linearGradient></defs>
<rect width="90" height="60" fill="url(#a)"/></svg>"""


def deep(channels: int) -> bytes:
    """Return a PNG of 16 bits, dark at the left and light at the right; Pillow writes no such RGB."""
    width, height = SIZE
    row = b"".join(struct.pack(">H", 65535 * x // (width - 1)) * channels for x in range(width))
    header = struct.pack(">IIBBBBB", width, height, 16, 2 if channels > 1 else 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress((b"\0" + row) * height)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def packed(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def pictures() -> dict[str, bytes]:
    """Return a small picture of every kind, by its file's name."""
    turned = FADE.rotate(180)
    with_alpha = HUES.copy()
    with_alpha.putalpha(FADE)
    return {
        "alpha.png": packed(with_alpha),
        "bit.png": packed(FADE.point(lambda level: 255 * (level > 128)).convert("1")),
        "cmyk.jpg": packed(Image.merge("CMYK", (FADE, turned, FADE, Image.new("L", SIZE))), "JPEG"),
        "deep-grey.png": deep(1),
        "deep-rgb.png": deep(3),
        "grey-alpha.png": packed(Image.merge("LA", (FADE, turned))),
        "grey.jpg": packed(FADE, "JPEG"),
        "grey.png": packed(FADE),
        "hues.jpg": packed(HUES, "JPEG"),
        "hues.png": packed(HUES),
        "hues.webp": packed(HUES, "WEBP"),
        "neutral.png": packed(Image.merge("RGB", (FADE, FADE, FADE))),
        "palette-alpha.png": packed(HUES.quantize(16), transparency=3),
        "palette.gif": packed(HUES.quantize(16), "GIF"),
        "palette.png": packed(HUES.quantize(16)),
    }


def mark() -> bytes:
    """Return a publisher's mark: a black ring with nothing around and inside it."""
    ring = Image.new("L", (300, 300))
    ring.paste(255, (30, 30, 270, 270))
    ring.paste(0, (90, 90, 210, 210))
    sign = Image.new("RGBA", ring.size, "#111111")
    sign.putalpha(ring)
    return packed(sign)


FULL = {
    "blurb": "What it says.",
    "isbn": "978-3-16-148410-0",
    "price": "€ 12",
    "publisher": "A Press",
    "publisher_mark": "mark.png",
    "subtitle": "With Everything on It",
    "web": "https://example.org/essays/minimal",
}
"""All that a cover can have."""


def write_essay(folder: Path, files: Mapping[str, bytes | str] = {}, **settings: object) -> Path:
    """Copy the minimal essay, and add files and settings."""
    shutil.copytree(MINIMAL, folder)
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    with (folder / "manuscript" / "essay.yaml").open("a", encoding="utf-8") as yaml:
        yaml.writelines(f"\n{key}: {json.dumps(value)}" for key, value in settings.items())
    return folder


def illustrated(folder: Path, **settings: object) -> Path:
    """Write an essay with a chapter of pictures, and all that a cover can have."""
    drawn = {**pictures(), "drawing.svg": DRAWING.encode()}
    wide = {"drawing.svg": "100%"}
    calls = (f'![{name}]({name}){{alt="Seen" width={wide.get(name, "30%")}}}' for name in drawn)
    files: dict[str, bytes | str] = {f"manuscript/{name}": data for name, data in drawn.items()}
    files["manuscript/03-pictures.md"] = "# Pictures\n\n" + "\n\n".join(calls) + "\n"
    files["mark.png"] = mark()
    choices: dict[str, object] = {"spot": SPOT, **FULL, **settings}
    return write_essay(folder, files, **choices)


def print_pamphlet(essay: Path) -> dict[str, Artifact]:
    """Make the pamphlet's files, by their edition's name."""
    manuscript = load(essay)
    made = EDITIONS["pdf"](
        Work(compose(manuscript), make_design(manuscript.settings, essay), Templates(essay))
    )
    return {artifact.edition: artifact for artifact in made}


# ---- What is in a PDF ----------------------------------------------------------------------------


def spaces(data: bytes) -> set[str]:
    """Return the names of all colour spaces that any object of a PDF names, used or not."""
    known = {"/DeviceRGB", "/DeviceGray", "/DeviceCMYK", "/ICCBased", "/Lab", "/CalRGB", "/CalGray"}
    found: set[str] = set()

    def walk(thing: Any, depth: int = 0) -> None:
        if isinstance(thing, pikepdf.Name):
            found.update({str(thing)} & known)
        elif isinstance(thing, pikepdf.Array):
            for item in thing:
                walk(item, depth + 1)
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream) and (not depth or not thing.objgen[0]):
            for value in dict(thing.items()).values():
                walk(value, depth + 1)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        for item in pdf.objects:
            walk(item)
    return found


def operators(data: bytes) -> set[str]:
    """Return the operators of all content streams of a PDF."""
    return {str(each.operator) for stream in contents(data) for each in stream}


def contents(data: bytes) -> Iterator[list[Any]]:
    """Yield all content streams of a PDF, parsed."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        yield from (list(pikepdf.parse_content_stream(page)) for page in pdf.pages)
        for item in pdf.objects:
            if isinstance(item, pikepdf.Stream) and (
                item.get("/Subtype") == "/Form" or item.get("/PatternType") == 1
            ):
                yield list(pikepdf.parse_content_stream(item))


def images(data: bytes) -> list[Any]:
    """Return the facts of all images of a PDF: space, bits, filter and whether one masks it."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            (str(item.ColorSpace), int(item.BitsPerComponent), str(item.Filter), "/SMask" in item)
            for item in pdf.objects
            if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
        ]


# ---- What Ghostscript makes of it ----------------------------------------------------------------


def ghostscript(*arguments: str) -> str:
    """Run Ghostscript and return what it prints."""
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dUseTrimBox", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Error" not in done.stdout + done.stderr, done.stdout
    return done.stdout


def coverage(path: Path) -> list[tuple[float, ...]]:
    """Return how much of each page's trim has cyan, magenta, yellow and black on it, from 0 to 1."""
    lines = ghostscript("-sDEVICE=inkcov", "-o", "-", str(path)).splitlines()
    return [tuple(float(share) for share in line.split()[:4]) for line in lines]


def plates(path: Path, page: int, folder: Path) -> dict[str, Image.Image]:
    """Separate a page, counted from 1: its trim on each plate, where 0 is full ink."""
    folder.mkdir(exist_ok=True)
    pick = (f"-dFirstPage={page}", f"-dLastPage={page}")
    ghostscript("-sDEVICE=tiffsep", "-r72", *pick, "-o", str(folder / "page%d.tif"), str(path))
    found = {}
    for file in folder.glob("page1(*).tif"):
        with Image.open(file) as plate:
            found[unquote(file.stem[len("page1(") : -1])] = plate.convert("L")
    return found


def inked(found: Mapping[str, Image.Image]) -> set[str]:
    """Return the plates that have any ink on them."""
    return {name for name, plate in found.items() if plate.getextrema()[0] < 255}  # type: ignore[operator]
