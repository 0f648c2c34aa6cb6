"""The press and every library that has a hand in an edition, with their versions."""

from __future__ import annotations

import ctypes
import ctypes.util
import platform
import re
import tomllib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from types import MappingProxyType

import pikepdf
import uharfbuzz
from PIL import features

from press import pandoc
from press.crossref.external import NAME, program
from press.machine import LIBRARIES

ROOT = Path(__file__).resolve().parent.parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
SHARED = {
    "pango": ("pango", "pango_version_string"),
    "harfbuzz": ("pangoft2", "hb_version_string"),
    "fontconfig": ("pangoft2", "FcGetVersion"),
}
"""Shared libraries, by which of those that the press loads they are found, and what tells their version."""
CODE = 12  # hexadecimal digits of the SHA-256 of the press's code


@cache
def find_components() -> MappingProxyType[str, str]:
    """Return the versions of all components, by name; the press's is followed by the hash of its code."""
    found = {
        "press": f"{_press_version()}+{_code()}",
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "pandoc": pandoc.version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "qpdf": pikepdf.__libqpdf_version__,
        "harfbuzz (uharfbuzz)": uharfbuzz.version_string(),
        "littlecms (pillow)": str(features.version("littlecms2")),
        **({NAME: _hash(where)} if (where := program(pandoc.version())) else {}),
        **dict(_shared()),
        **dict(_packages()),
    }
    return MappingProxyType(dict(sorted(found.items())))


def _hash(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()[:CODE]


def _press_version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def _code() -> str:
    """Return the hash of the press's own modules."""
    whole = sha256()
    for path in sorted((ROOT / "press").rglob("*.py")):
        whole.update(f"{path.relative_to(ROOT).as_posix()}\n".encode())
        whole.update(sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:CODE]


def _packages() -> Iterator[tuple[str, str]]:
    """Yield Python's packages that printing needs, as requirements.txt names them."""
    for name in PIN.findall((ROOT / "requirements.txt").read_text(encoding="utf-8")):
        with suppress(PackageNotFoundError):  # it is for another system
            yield name, version(name)


def _shared() -> Iterator[tuple[str, str]]:
    for name, (library, function) in SHARED.items():
        found = _ask(LIBRARIES[library].split(), function)
        if found:
            yield name, found


def _ask(names: list[str], function: str) -> str:
    """Ask a shared library, or one that came with it, for its version."""
    for file in chain(names, map(ctypes.util.find_library, names)):
        with suppress(OSError, AttributeError):
            if file:
                tell = getattr(ctypes.CDLL(file), function)
                if function == "FcGetVersion":  # 21401 is 2.14.1
                    number = int(tell())
                    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
                tell.restype = ctypes.c_char_p
                return str(tell().decode())
    return ""
