"""The page's boxes, its trim and bleed (ISO 32000-2, 14.11.2; ISO 15930-7 asks for a TrimBox or ArtBox)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.preflight.rule import Expected, Rule, Spot, length
from press.preflight.shapes import MM, Box
from press.preflight.sheet import Inspection, Mark, Sheet

USUAL_BLEED = 3 * MM
"""What printers in Europe ask for; 1/8 inch, in America, is more."""
SAFE = 3 * MM
"""Printers' usual: text nearer to the edge may be cut, as a cut is true to a millimetre or two."""
NEAR = 0.25 * MM
"""Files and layout engines round; no cutter works so exactly."""
SLACK = 0.05
"""Points: what rounding to one decimal may do to a box."""
SIDES = ("left", "bottom", "right", "top")
AREAS = {"fill", "image", "shading"}

OnPage = Callable[[Sheet, Expected], Iterator[Spot]]


def on_each(look: OnPage) -> Callable[[Inspection, Expected], Iterator[Spot]]:
    """Return a look at a file from a look at a page."""

    def all_pages(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
        for sheet in inspection.sheets:
            yield from look(sheet, expected)

    return all_pages


def bleed_of(expected: Expected) -> float:
    """Return the bleed asked for, in points."""
    return USUAL_BLEED if expected.bleed is None else expected.bleed


def _find_no_trim(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    if not sheet.boxes.keys() & {"TrimBox", "ArtBox"}:
        yield Spot("the page has no TrimBox, so nothing says where it is cut", sheet.number)


def _find_two_trims(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    if sheet.boxes.keys() >= {"TrimBox", "ArtBox"}:
        case = f"ArtBox {_measure(sheet.boxes['ArtBox'])}, TrimBox {_measure(sheet.boxes['TrimBox'])}"
        yield Spot("the page has both an ArtBox and a TrimBox", sheet.number, case)


def _find_other_trim(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    if expected.trim is None or sheet.trim is None:
        return
    width, height = expected.trim
    off = max(abs(sheet.trim.width - width), abs(sheet.trim.height - height))
    if off > NEAR:
        wanted = f"{length(width)} × {length(height)}"
        yield Spot(f"the page is cut to {_measure(sheet.trim)} and not to {wanted}", sheet.number)


def _find_uneven_trims(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    """Yield pages of another size than the first; where a size is expected, `trim-size` tells."""
    first = next((sheet.trim for sheet in inspection.sheets if sheet.trim), None)
    if first is None or expected.trim is not None:
        return
    for sheet in inspection.sheets:
        trim = sheet.trim or first
        if max(abs(trim.width - first.width), abs(trim.height - first.height)) > NEAR:
            fact = f"the page is cut to {_measure(trim)}, and the first page to {_measure(first)}"
            yield Spot(fact, sheet.number)


def _find_no_bleed(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    if bleed_of(expected) > 0 and "BleedBox" not in sheet.boxes:
        yield Spot(
            f"the page has no BleedBox; {length(bleed_of(expected))} of bleed are asked for", sheet.number
        )


def _find_small_bleed(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    bleed, trim, wanted = sheet.boxes.get("BleedBox"), sheet.trim, bleed_of(expected)
    if bleed is None or trim is None:
        return
    short = [
        (side, margin)
        for side, margin in zip(SIDES, trim.margins(bleed), strict=True)
        if margin < wanted - SLACK
    ]
    if short:
        case = ", ".join(f"{side} {length(margin)}" for side, margin in short)
        yield Spot(f"the bleed is less than {length(wanted)}", sheet.number, case)


def _find_short_ground(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    """Yield pictures and grounds that end at the trim or in the bleed, and so may leave a white edge."""
    trim, wanted = sheet.trim, bleed_of(expected)
    if trim is None or wanted <= 0:
        return
    for mark in sheet.inner:
        if mark.box is None or mark.kind not in AREAS or (mark.colour is not None and mark.colour.white):
            continue
        over = [round(-margin, 1) + 0.0 for margin in mark.box.margins(trim)]
        for side, reach in zip(SIDES, over, strict=True):
            if -NEAR <= reach < wanted - 2 * SLACK and min(mark.box.width, mark.box.height) > SAFE:
                what = mark.picture.size if mark.picture else f"a {mark.kind} in {mark.colour}"
                case = f"{what} goes {length(max(reach, 0.0))} over the trim, {side}"
                yield Spot(
                    f"something ends at the cut, short of {length(wanted)} of bleed",
                    sheet.number,
                    case,
                    reach,
                )


def _find_text_at_edge(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    trim = sheet.trim
    for mark in sheet.inner:
        if mark.kind == "text" and mark.box is not None and trim is not None and _is_seen(mark):
            margin = min(mark.box.margins(trim))
            if margin < SAFE - NEAR:
                case = f"{mark.face} at {length(max(margin, 0.0))}"
                yield Spot(f"text is nearer than {length(SAFE)} to the cut", sheet.number, case, margin)


def _is_seen(mark: Mark) -> bool:
    return mark.colour is None or not mark.colour.white


def _find_astray(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    """Yield boxes that are not each within the next larger one."""
    del expected
    inner = "TrimBox" if "TrimBox" in sheet.boxes else "ArtBox"
    order = [box for box in (inner, "BleedBox", "MediaBox") if box in sheet.boxes]
    for place, small in enumerate(order):
        for large in order[place + 1 :]:
            over = -min(sheet.boxes[small].margins(sheet.boxes[large]))
            if over > SLACK:
                yield Spot(f"the {small} goes {length(over)} beyond the {large}", sheet.number)


def _find_crop(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    """Yield a CropBox that hides part of the trim: many programs place what it shows, and no more."""
    del expected
    crop, trim = sheet.boxes.get("CropBox"), sheet.boxes.get("TrimBox")
    if crop and trim and not trim.within(crop, SLACK):
        over = length(-min(trim.margins(crop)))
        yield Spot(f"the CropBox cuts {over} off the trim", sheet.number)


def _find_turned(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    if sheet.turned % 360:
        yield Spot(f"the page is turned by {sheet.turned:.0f}°", sheet.number)


def _find_unit(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
    del expected
    if sheet.unit != 1:
        yield Spot(f"the page is enlarged by a UserUnit of {sheet.unit:g}", sheet.number)


def _measure(box: Box) -> str:
    return f"{length(box.width)} × {length(box.height)}"


BOXES: tuple[Rule, ...] = (
    Rule(
        "trim-missing",
        "error",
        "A page without a TrimBox",
        "Give each page a TrimBox of the finished size.",
        on_each(_find_no_trim),
    ),
    Rule(
        "trim-and-art",
        "error",
        "A page with both an ArtBox and a TrimBox; PDF/X allows one",
        "Remove the ArtBox.",
        on_each(_find_two_trims),
    ),
    Rule(
        "trim-size",
        "error",
        "A page that is not cut to the size of the edition, by more than .25 mm",
        "Set the size of the page, or order the size that the file has.",
        on_each(_find_other_trim),
    ),
    Rule(
        "trim-sizes-differ",
        "warning",
        "Pages that are cut to different sizes",
        "Give all pages one size; send a cover with its spine as a file of its own.",
        _find_uneven_trims,
    ),
    Rule(
        "bleed-missing",
        "error",
        "A page without a BleedBox",
        "Set a bleed, 3 mm on all sides, and a BleedBox around it.",
        on_each(_find_no_bleed),
    ),
    Rule(
        "bleed-small",
        "error",
        "A bleed of less than 3 mm, or than the edition's, on any side",
        "Set a bleed of that size on all sides.",
        on_each(_find_small_bleed),
    ),
    Rule(
        "bleed-empty",
        "warning",
        "A picture or ground that ends at the cut instead of at the bleed",
        "Let it run to the edge of the bleed, or end well inside the page.",
        on_each(_find_short_ground),
    ),
    Rule(
        "text-near-cut",
        "warning",
        "Text nearer than 3 mm to the cut",
        "Move it inwards.",
        on_each(_find_text_at_edge),
    ),
    Rule(
        "boxes-nested",
        "error",
        "Boxes that are not within each other: trim in bleed in media",
        "Make the MediaBox hold the BleedBox, and that the TrimBox.",
        on_each(_find_astray),
    ),
    Rule(
        "crop-in-trim",
        "error",
        "A CropBox that hides part of the finished page",
        "Remove the CropBox, or make it as large as the MediaBox.",
        on_each(_find_crop),
    ),
    Rule(
        "page-turned",
        "warning",
        "A page that is shown turned",
        "Set the page upright, so that its sides are not taken for each other.",
        on_each(_find_turned),
    ),
    Rule(
        "user-unit",
        "error",
        "A page in other units than points",
        "Export the page at its true size.",
        on_each(_find_unit),
    ),
)
