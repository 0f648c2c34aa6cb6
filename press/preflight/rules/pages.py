"""The number of pages, as binding needs it."""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.rule import Expected, Rule, Spot
from press.preflight.sheet import Inspection

FOLDED, LEAF = 4, 2
"""Pages of a folded sheet, which saddle stitching binds, and of a leaf."""


def _find_empty(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if not inspection.sheets and not inspection.failure:
        yield Spot("the file has 0 pages")


def _find_unfolded(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    count = len(inspection.sheets)
    if expected.binding == "saddle" and count % FOLDED:
        missing = FOLDED - count % FOLDED
        yield Spot(
            f"the file has {count} pages; saddle stitching needs a multiple of {FOLDED}, {missing} more"
        )


def _find_odd(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    count = len(inspection.sheets)
    if expected.binding == "perfect" and count % LEAF:
        yield Spot(f"the file has {count} pages; a bound book has an even number, 1 more")


def _find_blank(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    for sheet in inspection.sheets[:1]:
        if len(inspection.sheets) > 1 and not sheet.inner:
            yield Spot("nothing is on the first page", sheet.number)


PAGES: tuple[Rule, ...] = (
    Rule("no-pages", "error", "A file without pages", "Export the file again.", _find_empty),
    Rule(
        "pages-saddle",
        "error",
        "For saddle stitching: pages that are no multiple of 4",
        "Add blank pages, or cut text.",
        _find_unfolded,
    ),
    Rule(
        "pages-perfect",
        "error",
        "For perfect binding: an odd number of pages",
        "Add a blank page at the end.",
        _find_odd,
    ),
    Rule(
        "first-page-blank",
        "warning",
        "A first page with nothing on it, which often is left by accident",
        "Remove the page, if it is not meant.",
        _find_blank,
    ),
)
