"""What lies in .venv: its Python, and the packages with their versions and licences."""

from __future__ import annotations

import json
import re
from importlib.metadata import Distribution
from pathlib import Path

LONGEST_LICENCE = 60  # letters; some packages give the whole text for the name
UNSAID = {"axe-playwright-python": "MIT"}
"""Licences that a package's own file says, and its metadata does not."""


def python_of(venv: Path) -> str:
    """Return the version of the environment's Python, as it was made; empty where there is none."""
    try:
        text = (venv / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return ""
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+\.\d+\.\d+)", text, re.MULTILINE)
    return found[1] if found else ""


def packages_folder(venv: Path) -> Path:
    """Return where the environment's packages are."""
    major, _, rest = python_of(venv).partition(".")
    return venv / "lib" / f"python{major}.{rest.partition('.')[0]}" / "site-packages"


def find_packages(venv: Path) -> dict[str, Distribution]:
    """Return what is installed in the environment, by its normalised name (PEP 503)."""
    found = {}
    folder = packages_folder(venv)
    if folder.is_dir():
        for package in Distribution.discover(path=[str(folder)]):
            if package.metadata["Name"]:
                found[re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()] = package
    return found


def licence_of(name: str, package: Distribution) -> str:
    """Return a package's licence as it names it: as an expression, in a field, or by its classifiers."""
    about = package.metadata
    field = about["License"] or ""
    if about["License-Expression"]:
        return str(about["License-Expression"])
    if field and len(field) <= LONGEST_LICENCE and "\n" not in field:
        return str(field)
    kinds = [line for line in about.get_all("Classifier") or [] if line.startswith("License ::")]
    named = [line.rpartition("::")[2].strip() for line in kinds if line.count("::") > 1]
    return ", ".join(named) or UNSAID.get(name, "")


def find_npm_packages(venv: Path, names: list[str]) -> dict[str, str]:
    """Return the versions of npm's packages that are installed, by their folders in node_modules."""
    found = {}
    for name in names:
        about = venv / "npm" / "node_modules" / name / "package.json"
        if about.is_file():
            found[name] = str(json.loads(about.read_text(encoding="utf-8")).get("version", ""))
    return found
