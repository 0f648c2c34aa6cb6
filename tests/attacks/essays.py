"""An essay from a stranger: the minimal one, spoilt on purpose, beside what it must not get at."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
MINIMAL = ROOT / "tests" / "data" / "minimal"
CHAPTER, YAML, BIB, DRAWING = (
    "manuscript/02-answer.md",
    "manuscript/essay.yaml",
    "references.bib",
    "manuscript/figures/plan.svg",
)
SECRET = "canary-7f3a9c51e"
"""What stands in every file beside the essay, and must stand in no edition and no message."""
XLINK = "http://www.w3.org/1999/xlink"
SVG = f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="{XLINK}" viewBox="0 0 9 9">\n'

Spoil = Callable[[Path], object]


def make_essay(folder: Path) -> Path:
    """Return a copy of the minimal essay in a folder with secrets of every kind beside it."""
    essay = folder / "essay"
    shutil.copytree(MINIMAL, essay)
    for name in ("secret.txt", "secret.md", "secret.lua", "secret.html", "secret.tex", "secret.sty"):
        (folder / name).write_text(f"{SECRET}\n")
    (folder / "secret.bib").write_text(f"@book{{secret,\n  title = {{{SECRET}}},\n  date = {{2000}}\n}}\n")
    (folder / "secret.csl").write_text(f"<style>{SECRET}</style>")
    (folder / "secret.svg").write_text(f"{SVG}<text>{SECRET}</text></svg>")
    (folder / "secret.yaml").write_text(f"title: {SECRET}\n")
    return essay


def add(file: str, text: str) -> Spoil:
    """Append to a file."""

    def spoil(essay: Path) -> None:
        with (essay / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    return spoil


def put(file: str, data: str | bytes) -> Spoil:
    """Write a file."""

    def spoil(essay: Path) -> None:
        (essay / file).parent.mkdir(parents=True, exist_ok=True)
        (essay / file).write_bytes(data if isinstance(data, bytes) else data.encode())

    return spoil


def link(file: str, target: str) -> Spoil:
    """Put a symbolic link in a file's or a folder's place; `target` is as the link has it."""

    def spoil(essay: Path) -> None:
        path = essay / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            path.rename(essay.parent / "moved")
        elif path.exists():
            path.unlink()
        path.symlink_to(target)

    return spoil


def both(*spoils: Spoil) -> Spoil:
    """Do one after the other."""
    return lambda essay: [spoil(essay) for spoil in spoils]


def picture(data: bytes, name: str = "a.png") -> Spoil:
    """Put a picture into the essay and call it."""
    return both(
        put(f"manuscript/{name}", data), add(CHAPTER, f'\n![Its caption]({name}){{alt="What it shows"}}\n')
    )


def drawing(inside: str) -> Spoil:
    """Have the essay's drawing hold something."""
    return put(DRAWING, f"{SVG}{inside}</svg>")


def png(width: int, height: int, *more: tuple[bytes, bytes]) -> bytes:
    """Return a PNG of one bit to the pixel, all white, whose data unpack to its whole size."""
    row = b"\0" + b"\xff" * ((width + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(row * 1000) for _ in range(height // 1000))
    pixels += packer.compress(row * (height % 1000)) + packer.flush()
    head = (b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    chunks = [head, *more, (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*one) for one in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(size: int) -> bytes:
    """Return zeros, packed."""
    return zlib.compress(b"\0" * size, 9)
