"""Every component that the press installs, with its version and its licence."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from press.doctor.packages import find_npm_packages, find_packages, licence_of
from press.doctor.pins import read_npm_pins, read_pins

HEADINGS = {
    "print": "Python packages for the editions:",
    "check": "Python packages for `make check`, besides:",
    "test": "Python packages for the tests, besides:",
}
WIDTH = 110


@dataclass(frozen=True)
class Component:
    """A package, the version that is installed, or an empty string, and its licence as it names it."""

    name: str
    version: str
    licence: str
    purpose: str
    source: str
    """`PyPI` or `npm`."""


def components(root: Path) -> list[Component]:
    """Return all of them, in the order of the purposes. What is not installed has no version."""
    venv = root / ".venv"
    there = find_packages(venv)
    found = []
    for pin in read_pins(root):
        package = there.get(pin.name)
        version, licence = (package.version, licence_of(pin.name, package)) if package else ("", "")
        found.append(Component(pin.name, version, licence, pin.purpose, "PyPI"))
    pins = read_npm_pins(root)
    versions = find_npm_packages(venv, [pin.name for pin, _ in pins])
    return found + [
        Component(pin.name, versions.get(pin.name, ""), licence, pin.purpose, "npm") for pin, licence in pins
    ]


def notice(root: Path) -> str:
    """Return the components as NOTICE lists them: Python's one by one, npm's by their licences."""
    found, lines = components(root), []
    for purpose, heading in HEADINGS.items():
        here = [one for one in found if one.purpose == purpose and one.source == "PyPI"]
        lines += [heading, *(f"  {one.name:<24} {one.licence}" for one in here), ""]
    by_licence: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.source == "npm":
            by_licence[one.licence].add(one.name.rpartition("node_modules/")[2])
    lines.append("Packages from npm, for `make check` and the tests, by their licences:")
    for licence, names in sorted(by_licence.items()):
        text = f"{licence}: {', '.join(sorted(names))}"
        lines += textwrap.wrap(
            text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
        )
    return "\n".join(lines) + "\n"
