"""Colours that a press with four inks, or with the inks that were ordered, cannot print as they are.

After the Ghent Workgroup's specification (GWG 2015: only DeviceCMYK, DeviceGray and spots for print in
CMYK) and printers' usual; ISO 15930-7 itself allows colours with a profile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.preflight.colours import CMYK, Colour, Space
from press.preflight.rule import Expected, Rule, Spot, join
from press.preflight.rules.boxes import OnPage, on_each
from press.preflight.sheet import Mark, Sheet

VECTOR = {"fill", "stroke", "shading"}
KINDS = {"fill": "a fill", "stroke": "a line", "shading": "a shading", "text": "text", "image": "an image"}


def space_of(mark: Mark) -> Space | None:
    """Return the space that a mark's colours are of; for a palette or pattern, the one below it."""
    if mark.picture and mark.picture.space:
        return mark.picture.space.own
    return mark.colour.space.own if mark.colour else None


def describe(mark: Mark) -> str:
    """Return what a mark is, and its colour."""
    if mark.picture and mark.picture.space:
        return f"{mark.picture.size}, {mark.picture.space.own.family}"
    size = f" at {mark.size:g} pt" if mark.kind == "text" else ""
    name = mark.picture.size if mark.picture else mark.face or KINDS[mark.kind]
    return f"{name}{size} in {mark.colour}"


def _spaces(wanted: Callable[[Space], bool], kinds: set[str], fact: str) -> OnPage:
    """Return a look at each mark of some kinds for a colour space."""

    def look(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
        del expected
        for mark in sheet.marks:
            space = space_of(mark) if mark.kind in kinds else None
            if space and wanted(space):
                yield Spot(fact, sheet.number, describe(mark))

    return look


def _find_grouped(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    """Yield groups whose transparency would be worked out in light instead of ink."""
    del expected
    for kind, space in sheet.effects:
        if kind == "group" and any(word in space for word in ("RGB", "Lab")):
            yield Spot("a transparency group blends in another space than CMYK", sheet.number, space)


def _is_all(mark: Mark) -> bool:
    space = space_of(mark)
    if space is None or "All" not in space.plates:
        return False
    return mark.colour is None or mark.colour.ink.get("All", 0.0) > 0


def _find_registration(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    """Yield what is inside the trim in the colour of crop marks, which prints on every plate."""
    del expected
    for mark in sheet.inner:
        if _is_all(mark):
            yield Spot(
                "something inside the trim is in registration colour, so on all plates",
                sheet.number,
                describe(mark),
            )


def _find_heavy(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    for mark in sheet.inner:
        total = mark.colour.total if mark.colour and mark.kind != "image" else 0.0
        if total > expected.ink_limit + ROUNDING and not _is_all(mark):
            fact = f"a colour has more than {expected.ink_limit:.0f} % of ink"
            yield Spot(fact, sheet.number, f"{describe(mark)} = {total:.0f} %", -total)


def _find_heavy_image(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    for mark in sheet.inner:
        ink = mark.picture.sample.ink if mark.picture else 0.0
        if mark.picture and ink > expected.ink_limit + ROUNDING:
            fact = f"an image has more than {expected.ink_limit:.0f} % of ink"
            yield Spot(fact, sheet.number, f"{mark.picture.size} {ink:.0f} %", -ink)


ROUNDING = 1.0
"""Per cent: 4 inks in 255 steps."""


def plates_of(mark: Mark) -> tuple[str, ...]:
    """Return the plates that a mark puts ink on."""
    if mark.colour:
        return tuple(mark.colour.ink)
    return mark.picture.sample.plates if mark.picture else ()


def _find_other_inks(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    if expected.inks is None:
        return
    for mark in sheet.marks:
        for plate in plates_of(mark):
            if plate not in expected.inks and plate != "All":
                yield Spot(
                    f"{plate} is used; the inks ordered are: {join(expected.inks)}",
                    sheet.number,
                    describe(mark),
                )


def _find_white_overprint(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    """Yield white that overprints: it adds no ink to what is below, and so is not to be seen."""
    del expected
    for mark in sheet.inner:
        if mark.overprint and mark.colour and mark.colour.white and mark.kind in {"text", "fill", "stroke"}:
            what = f"{mark.face} at {mark.size:g} pt" if mark.kind == "text" else KINDS[mark.kind]
            yield Spot(
                "white is set to overprint and will vanish", sheet.number, f"{what} in {_name(mark.colour)}"
            )


def _name(colour: Colour) -> str:
    return f"{colour.space.family} {' '.join(f'{value:g}' for value in colour.values)}"


def _with_profile(space: Space) -> bool:
    return space.model == "cmyk" and space.family != CMYK.family


COLOURS: tuple[Rule, ...] = (
    Rule(
        "rgb-text",
        "error",
        "Text in RGB, with a profile or without",
        "Set it in black alone, or in the inks it is to be printed in.",
        on_each(_spaces(lambda space: space.model == "rgb", {"text"}, "text is in RGB")),
    ),
    Rule(
        "rgb-vector",
        "error",
        "Lines, fills and shadings in RGB, with a profile or without",
        "Convert them to CMYK or to the spot ink.",
        on_each(_spaces(lambda space: space.model == "rgb", VECTOR, "a drawing is in RGB")),
    ),
    Rule(
        "rgb-image",
        "error",
        "Images in RGB, with a profile or without",
        "Convert them with the profile of the printing condition, or to greys.",
        on_each(_spaces(lambda space: space.model == "rgb", {"image"}, "an image is in RGB")),
    ),
    Rule(
        "lab-colour",
        "error",
        "Anything in Lab",
        "Convert it to the inks it is to be printed in.",
        on_each(_spaces(lambda space: space.model == "lab", set(KINDS), "something is in Lab")),
    ),
    Rule(
        "profiled-cmyk",
        "warning",
        "CMYK with a profile of its own, which printing may convert",
        "Leave the colour without a profile: the output intent says what it means.",
        on_each(_spaces(_with_profile, set(KINDS), "CMYK has a profile of its own")),
    ),
    Rule(
        "profiled-grey",
        "warning",
        "Grey with a profile or calibration of its own, which printing may turn into four inks",
        "Leave grey without a profile, so that it prints in black alone.",
        on_each(
            _spaces(
                lambda space: space.model == "grey" and space.family != "DeviceGray",
                set(KINDS),
                "grey has a profile of its own",
            )
        ),
    ),
    Rule(
        "blend-space",
        "error",
        "A transparency group that blends in RGB or Lab",
        "Export with CMYK as the space in which transparency is blended.",
        on_each(_find_grouped),
    ),
    Rule(
        "registration-inside",
        "error",
        "Registration colour inside the trim",
        "Use black; registration is for crop marks only.",
        on_each(_find_registration),
    ),
    Rule(
        "ink-limit",
        "error",
        "A colour of more ink than the paper carries: 300 %, or the edition's limit",
        "Take less of cyan, magenta and yellow, or black alone.",
        on_each(_find_heavy),
    ),
    Rule(
        "image-ink-limit",
        "error",
        "An image with more ink than the paper carries; a thousandth of its pixels may",
        "Convert it anew with the profile of the printing condition, which keeps to the limit.",
        on_each(_find_heavy_image),
    ),
    Rule(
        "other-ink",
        "error",
        "A plate that was not ordered",
        "Convert the colour to the inks ordered, or order the ink.",
        on_each(_find_other_inks),
    ),
    Rule(
        "white-overprint",
        "error",
        "White that is set to overprint",
        "Let white knock out.",
        on_each(_find_white_overprint),
    ),
)
