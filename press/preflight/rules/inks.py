"""Small things in many inks, and spot inks that are one or two by their names.

Plates never meet exactly: letters and fine lines that are on several of them get coloured fringes. The
Ghent Workgroup (GWG 2015, "Rich Black Text", "Small Text", "Effective Line Width") and printers' usual
say from which size on that does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.colours import PROCESS, Colour, Space
from press.preflight.rule import Expected, Rule, Spot, join
from press.preflight.rules.boxes import on_each
from press.preflight.rules.colours import describe, space_of
from press.preflight.sheet import Inspection, Mark, Sheet

SMALL_BLACK, SMALL = 12.0, 9.0
"""Points: text of at least these sizes may be in rich black, and in more than two inks."""
FINE = 0.5
"""Points: a line of at least this width may be in more than one ink."""
MOST_INKS = 2
SOLID = 99.5
"""Per cent."""


def _text(sheet: Sheet) -> Iterator[tuple[Mark, Colour]]:
    for mark in sheet.inner:
        if mark.kind == "text" and mark.colour and "All" not in mark.colour.ink:
            yield mark, mark.colour


def _find_rich_black(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    for mark, colour in _text(sheet):
        if "Black" in colour.ink and len(colour.ink) > 1 and mark.size < SMALL_BLACK:
            fact = f"text under {SMALL_BLACK:g} pt is in black with other inks"
            yield Spot(fact, sheet.number, describe(mark), mark.size)


def _find_many_inks(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    for mark, colour in _text(sheet):
        if "Black" not in colour.ink and len(colour.ink) > MOST_INKS and mark.size < SMALL:
            fact = f"text under {SMALL:g} pt is in more than {MOST_INKS} inks"
            yield Spot(fact, sheet.number, describe(mark), mark.size)


def _find_not_black(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    """Yield text that is neither in black alone nor in one spot ink alone, solid; white is no ink."""
    if not expected.black_text:
        return
    for mark, colour in _text(sheet):
        inks = list(colour.ink.items())
        alone = len(inks) == 1 and inks[0][0] not in PROCESS[:3] and inks[0][1] >= SOLID
        if not alone and not colour.white:
            yield Spot("text is not in one ink alone, at 100 %", sheet.number, describe(mark))


def _find_fine_lines(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    for mark in sheet.inner:
        if mark.kind == "stroke" and mark.size < FINE and mark.colour and len(mark.colour.ink) > 1:
            case = f"{mark.size:g} pt in {mark.colour}"
            yield Spot(f"a line under {FINE:g} pt is in several inks", sheet.number, case, mark.size)


def _spots(inspection: Inspection) -> Iterator[tuple[str, int, Space]]:
    """Yield each spot ink with its page and the space it is from."""
    for sheet in inspection.sheets:
        for space in {space for mark in sheet.marks if (space := space_of(mark)) and space.model == "plates"}:
            for plate in space.plates:
                if plate not in {*PROCESS, "All", "None"}:
                    yield plate, sheet.number, space


def _find_alike(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    """Yield spot inks whose names differ in nothing but case and spaces: two plates for one ink."""
    del expected
    found = list(_spots(inspection))
    names: dict[str, dict[str, None]] = {}
    for plate, _, _ in found:
        names.setdefault("".join(plate.split()).casefold(), {})[plate] = None
    for alike in names.values():
        for plate, page, _ in found:
            if len(alike) > 1 and plate in alike:
                quoted = join([f"“{name}”" for name in alike])
                yield Spot(f"{len(alike)} inks differ only in how they are written, {quoted}", page)


def _find_recipes(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    """Yield spot inks that are made up in more than one way, so that screens and proofs show two colours."""
    del expected
    recipes: dict[str, dict[str, set[int]]] = {}
    for plate, page, space in _spots(inspection):
        if space.family == "Separation":
            recipes.setdefault(plate, {}).setdefault(space.recipe, set()).add(page)
    for plate, ways in recipes.items():
        if len(ways) > 1:
            for page in set[int]().union(*ways.values()):
                yield Spot(f"the ink “{plate}” is made up in {len(ways)} ways", page)


INKS: tuple[Rule, ...] = (
    Rule(
        "rich-black-text",
        "error",
        "Text under 12 pt in black with other inks",
        "Set small text in black alone (C 0 M 0 Y 0 K 100).",
        on_each(_find_rich_black),
    ),
    Rule(
        "small-text-inks",
        "warning",
        "Text under 9 pt in more than two inks, black not among them",
        "Set small text in one ink or two.",
        on_each(_find_many_inks),
    ),
    Rule(
        "text-not-black",
        "error",
        "Where the edition asks for it: text that is not in black, or in one spot ink, alone and solid",
        "Set text in black at 100 %.",
        on_each(_find_not_black),
    ),
    Rule(
        "fine-line-inks",
        "warning",
        "A line under .5 pt in more than one ink",
        "Draw fine lines in one ink.",
        on_each(_find_fine_lines),
    ),
    Rule(
        "spot-names-alike",
        "error",
        "Spot inks whose names differ only in case or spaces",
        "Give the ink one name; each name becomes a plate.",
        _find_alike,
    ),
    Rule(
        "spot-recipes-differ",
        "error",
        "A spot ink that is made up of other colours in one place than in another",
        "Define the ink once, and use it everywhere.",
        _find_recipes,
    ),
)
