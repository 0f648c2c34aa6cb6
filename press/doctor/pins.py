"""What is to be installed: the pinned packages of the requirement files, and npm's of package-lock.json."""

from __future__ import annotations

import json
import platform
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from press.install import PURPOSES

MARKER = re.compile(r"(\w+) (==|!=) '([^']*)'")
SURROUNDINGS = {
    "implementation_name": sys.implementation.name,
    "platform_python_implementation": platform.python_implementation(),
    "sys_platform": sys.platform,
}
"""The variables of environment markers that the requirement files use (PEP 508)."""


@dataclass(frozen=True)
class Pin:
    """A package in the version that is wanted; `purpose` is the least that needs it."""

    name: str
    version: str
    purpose: str


def read_pins(root: Path) -> list[Pin]:
    """Return Python's packages that are wanted here, each once, in the order of the purposes."""
    pins: dict[str, Pin] = {}
    for purpose, name in PURPOSES.items():
        for line in (root / name).read_text(encoding="utf-8").splitlines():
            found = re.match(r"([a-z0-9][a-z0-9-]*)==(\S+)(?: ; (.*?))?(?: \\)?$", line)
            if found and holds(found[3] or ""):
                pins.setdefault(found[1], Pin(found[1], found[2], purpose))
    return list(pins.values())


def holds(marker: str) -> bool:
    """Say whether an environment marker holds here; none always does."""
    found = MARKER.fullmatch(marker.strip())
    return not found or (SURROUNDINGS[found[1]] == found[3]) == (found[2] == "==")


def read_npm_pins(root: Path) -> list[tuple[Pin, str]]:
    """Return npm's packages, by their folders in node_modules, each with its licence."""
    packages = json.loads((root / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    return [
        (
            Pin(
                folder.removeprefix("node_modules/"),
                package["version"],
                "test" if package.get("dev") else "check",
            ),
            str(package.get("license", "")),
        )
        for folder, package in packages.items()
        if folder and not package.get("optional")
    ]


def is_same(version: str, other: str) -> bool:
    """Say whether two versions are one (PEP 440: 2.005 is 2.5, and 1.0 is 1)."""
    return _plain(version) == _plain(other)


def _plain(version: str) -> str:
    parts = [part.lstrip("0") or "0" for part in version.split(".")]
    while len(parts) > 1 and parts[-1] == "0":
        parts.pop()
    return ".".join(parts)
