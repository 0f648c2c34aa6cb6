"""How much there is to draw in a drawing: its elements, with those that it draws again by calling them.

By `<use>` that calls others, ten lines become a billion squares; by patterns, markers and masks too, whether
they are called from attributes, from the drawing's style sheet or from a group around what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from press.foreign.drawing import plain_style

MOST_ELEMENTS = 20_000
"""The layout engine draws 2,000 in a second."""
MOST_MATCHES = 4_000_000
"""Rules of style by elements: the layout engine tries each rule on each element."""
MOST_LEVELS = 100
"""Elements within, or called by, each other."""
ADDRESS = re.compile(r"^\s*#(\S+)\s*$")
CALL = re.compile(r"url\(\s*[\"']?#([^\"')\s]+)")
DECLARATION = re.compile(r"([\w-]+)\s*:([^;]*)")
RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
NUMBER = re.compile(r"[\d.]+")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LAST = re.compile(r"([\w-]*)((?:[.#][\w-]+)*)[^\s>+~]*\s*$")
"""The last part of a selector: element, classes and id. What else it asks for is taken as given."""
OWN = {"clip-path", "filter", "mask"}
"""Properties of an element as a whole; those that fill and mark hold for all within it (SVG 2, 6.2)."""
SHADES = ("linearGradient", "radialGradient")
"""What fills without drawing an element."""


class _Endless(Exception):
    """An element calls itself."""


def find_too_much(drawing: Element) -> str:
    """Say what is too much in a drawing, or return an empty string."""
    try:
        weight = _Scale(drawing).weigh(drawing, 0)
    except _Endless:
        return f"elements stand within or call each other more than {MOST_LEVELS} levels deep"
    if (matches := _matches(drawing)) > MOST_MATCHES:
        return (
            f"its rules of style and its elements make {matches:,} pairs; at most {MOST_MATCHES:,} are tried"
        )
    return (
        f"it draws {weight:,} elements; at most {MOST_ELEMENTS:,} are drawn" if weight > MOST_ELEMENTS else ""
    )


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _corners(element: Element) -> int:
    """Return about how many points the lines of an element have, each of which may have its marker."""
    lines = (inner.get(key, "") for inner in element.iter() for key in ("d", "points"))
    return 1 + sum(len(NUMBER.findall(line)) for line in lines) // 2


def _matches(drawing: Element) -> int:
    """Return how often the layout engine asks whether a rule of a style sheet is for an element."""
    elements = list(drawing.iter())
    sheets = (element.text or "" for element in elements if _name(element) == "style")
    return len(elements) * sum(sheet.count(",") + sheet.count("{") for sheet in sheets)


class _Scale:
    """Weighs the elements of a drawing, each once."""

    def __init__(self, drawing: Element) -> None:
        self.named = {name: element for element in drawing.iter() if (name := element.get("id"))}
        self.known: dict[str, int] = {}
        self.rules: dict[str, list[tuple[frozenset[str], str]]] = {}
        for element in drawing.iter():
            if _name(element) == "style":
                self._read_rules(COMMENT.sub(" ", plain_style(element.text or "")))

    def _read_rules(self, css: str) -> None:
        """Keep the rules of a style sheet that call something, each by a name that it asks for."""
        for selectors, declarations in RULE.findall(css):
            for selector in selectors.split(",") if CALL.search(declarations) else ():
                last = LAST.search(selector)
                names = [*re.findall(r"[.#][\w-]+", last[2]), last[1]] if last else [""]
                self.rules.setdefault(names[0], []).append((frozenset(names) - {""}, declarations))

    def weigh(self, element: Element, level: int) -> int:
        """Return how many elements are drawn for one. Raises _Endless."""
        if level > MOST_LEVELS:
            raise _Endless
        name = element.get("id", "")
        if name in self.known:
            return self.known[name]
        weight = 1 + sum(self.weigh(inner, level + 1) for inner in element)
        weight += sum(
            self.weigh(called, level + 1) * times for called, times in self._called(element, weight)
        )
        if name:
            self.known[name] = weight
        return weight

    def _called(self, element: Element, within: int) -> Iterator[tuple[Element, int]]:
        """Yield the elements that one calls, and how often, if so many are drawn within it."""
        for key, value in element.items():
            is_address = key.rpartition("}")[2] == "href"
            if is_address and (call := ADDRESS.match(value)) and call[1] in self.named:
                yield self.named[call[1]], 1
        for key, value in self._declared(element):
            for call in CALL.finditer(value):
                called = self.named.get(call[1])
                if called is not None and _name(called) not in SHADES:
                    often = _corners(element) if key.startswith("marker") else within
                    yield called, 1 if key in OWN else often

    def _declared(self, element: Element) -> Iterator[tuple[str, str]]:
        """Yield an element's properties: its attributes, those of its style, and of the rules that fit it."""
        yield from (pair for pair in element.items() if pair[0] != "style")
        yield from DECLARATION.findall(plain_style(element.get("style", "")))
        classes = (f".{name}" for name in element.get("class", "").split())
        names = {"", _name(element), f"#{element.get('id', '')}", *classes}
        for name in names:
            for wanted, declarations in self.rules.get(name, ()):
                if wanted <= names:
                    yield from DECLARATION.findall(declarations)
