"""The parts of the cross-reference pass one by one: numbers, templates, ranges."""

from __future__ import annotations

from typing import Any

import pytest

from press.ast import stringify, text
from press.crossref.labels import Part, item_label, kind_of, roman, section_label, spelled
from press.crossref.ledger import Entry
from press.crossref.references import Reference, collapsed
from press.crossref.settings import Settings
from press.crossref.templates import fill
from press.crossref.tree import SPACE, flat, joined, smooth, string

Nodes = list[dict[str, Any]]


def meta(value: object) -> dict[str, Any]:
    """Make a metadata value."""
    if isinstance(value, bool):
        return {"t": "MetaBool", "c": value}
    if isinstance(value, list):
        return {"t": "MetaList", "c": [meta(item) for item in value]}
    return {"t": "MetaString", "c": str(value)}


def settings(**values: object) -> Settings:
    """Make settings."""
    return Settings({name: meta(value) for name, value in values.items()})


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (444, "CDXLIV"), (1999, "MCMXCIX"), (0, "0")],
)
def test_roman(number: int, numeral: str) -> None:
    """Numbers are spelled in Roman numerals."""
    assert roman(number) == numeral


@pytest.mark.parametrize(
    ("scheme", "labels"),
    [
        ("arabic", [None, None, None]),
        ("roman", ["I", "II", "III"]),
        ("lowercase roman", ["i", "ii", "iii"]),
        ("alpha a", ["a", "b", "c"]),
        ("alpha A", ["A", "B", "C"]),
        ("alpha я", ["я", "ѐ", "ё"]),
        (["x", "y"], ["x", "y", "y"]),
    ],
)
def test_schemes(scheme: object, labels: list[str | None]) -> None:
    """Each numbering scheme spells numbers in its own way."""
    own = settings(figLabels=scheme)
    assert [item_label(own, "figLabels", number) for number in (1, 2, 3)] == labels


def test_section_levels() -> None:
    """Levels have schemes of their own; the last goes for deeper levels, arabic leaves it to secLabels."""
    own = settings(secLabels="alpha a", secLevelLabels=["roman", "arabic", "alpha A"])
    assert [section_label(own, level, 2) for level in (1, 2, 3, 4)] == ["II", "b", "B", "B"]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("fig:a", "fig"),
        ("Eq:a", "eq"),
        ("sec:a:b", "sec"),
        ("figure:a", None),
        ("fig", None),
        ("FIG:a", None),
    ],
)
def test_kinds(label: str, kind: str | None) -> None:
    """A label begins with its kind, the first letter in either case."""
    assert kind_of(label) == kind


def test_spelled_numbers() -> None:
    """Parts are joined, and empty ones passed over."""
    index = (Part(1), Part(2, ""), Part(3, "c"))
    assert spelled(index, text(" / ")) == text("1 / c")


def filled(template: str, variables: dict[str, str], **values: object) -> str:
    """Fill a template that is plain text."""
    own = settings(template=template, **values)
    given = {name: text(value) for name, value in variables.items()}
    return stringify(fill(own.inlines("template"), given, own))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("$$i$$: $$t$$", "1: a title"),
        ("$$i$$$$i$$", "11"),
        ("$$figureTitle$$ $$i$$", "Figure 1"),
        ("$$own$$", "mine"),
        ("$$own$$ $$missing$$", "mine missing"),
        ("$$list[n]$$", "second"),
        ("$$list[far]$$", "last"),
        ("$$own[n]$$", "mine"),
        ("$$list[missing]$$", "list[missing]"),
        ("no variables", "no variables"),
    ],
)
def test_templates(template: str, expected: str) -> None:
    """A variable is given, or a field, or an item of a field, or left as it stands."""
    variables = {"i": "1", "t": "a title", "n": "1", "far": "9"}
    assert filled(template, variables, own="mine", list=["first", "second", "last"]) == expected


def test_values_are_not_filled_again() -> None:
    """A formula in a title is no variable."""
    formula = [{"t": "Math", "c": [{"t": "DisplayMath"}, "i"]}]
    own = settings(template="$$t$$")
    assert fill(own.inlines("template"), {"t": formula, "i": text("1")}, own) == formula


def test_variables_inside_formatting() -> None:
    """A variable may stand inside emphasis."""
    template = [{"t": "Emph", "c": [{"t": "Math", "c": [{"t": "DisplayMath"}, "i"]}]}]
    assert fill(template, {"i": text("1")}, settings()) == [{"t": "Emph", "c": text("1")}]


def to(*index: int, part: int | None = None, label: str | None = None, suffix: str = "") -> Reference:
    """Make a reference to a number, with that of its chapter before it, or to nothing."""
    number = tuple(Part(each, label) for each in index)
    own = None if part is None else (Part(part),)
    entry = Entry("fig", "fig:a", number, [], 0, hidden=False, part=own) if index else None
    return Reference("fig:a", text(suffix) if suffix else [], entry)


def shown(references: list[Reference]) -> str:
    """Return the numbers of what is left, with a dash in each range."""

    def number(reference: Reference) -> str:
        entry = reference.entry
        if entry is None:
            return "?"
        own = f"({entry.part[0].number})" if entry.part else ""
        return ".".join(str(part.number) for part in entry.index) + own

    return " ".join("-".join(number(end) for end in stretch) for stretch in collapsed(references))


@pytest.mark.parametrize(
    ("references", "expected"),
    [
        ([], ""),
        ([to(1), to(2)], "1 2"),
        ([to(1), to(2), to(3)], "1-3"),
        ([to(1), to(2), to(3), to(5), to(6), to(7), to(9)], "1-3 5-7 9"),
        ([to(1), to(2, suffix="x"), to(3)], "1 2 3"),
        ([to(1, 1), to(1, 2), to(2, 3)], "1.1 1.2 2.3"),
        ([to(1, 1), to(1, 2), to(1, 3)], "1.1-1.3"),
        ([to(1, label="I"), to(2, label="II"), to(3, label="III")], "1 2 3"),
        ([to(1, part=1), to(1, part=2), to(1, part=3)], "1(1)-1(3)"),
        ([to(1), to(2), to(2, part=1), to(3)], "1 2 2(1) 3"),
        ([to(), to(1), to(2)], "? 1 2"),
    ],
)
def test_ranges(references: list[Reference], expected: str) -> None:
    """Three or more in a row become a range; a gap, a suffix or another spelling breaks it."""
    assert shown(references) == expected


def test_smooth_and_joined() -> None:
    """Neighbouring words and spaces run together."""
    assert smooth([string("a"), string("b"), SPACE, SPACE]) == [string("ab"), SPACE]
    assert joined([text("a"), text("b"), text("c")], [string("-")]) == [string("a-b-c")]
    assert joined([], [string("-")]) == []


def test_flat_blocks() -> None:
    """Blocks become one line of inlines, with breaks between them."""
    blocks: Nodes = [
        {"t": "Para", "c": text("a")},
        {"t": "Div", "c": [["", [], []], [{"t": "Plain", "c": text("b")}]]},
        {"t": "LineBlock", "c": [text("c"), text("d")]},
    ]
    assert stringify(flat(blocks)) == "a b c d"
