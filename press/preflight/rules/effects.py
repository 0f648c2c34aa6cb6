"""Transparency left by accident, and settings of the device that are the printer's business.

PDF/X-4 allows transparency (ISO 15930-7, introduction), and flat colours look the same on every press.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.preflight.rule import Expected, Rule, Spot
from press.preflight.rules.boxes import on_each
from press.preflight.sheet import Sheet


def _effects(kind: str, fact: str) -> Callable[[Sheet, Expected], Iterator[Spot]]:
    """Return a look at a page's effects of a kind."""

    def look(sheet: Sheet, expected: Expected) -> Iterator[Spot]:
        del expected
        for found, case in sheet.effects:
            if found == kind:
                yield Spot(fact, sheet.number, case)

    return look


FLATTEN = "If it is not meant, use a flat tint instead; if it is, ask for a proof."

EFFECTS: tuple[Rule, ...] = (
    Rule(
        "see-through",
        "warning",
        "Something painted with an opacity below 100 %",
        FLATTEN,
        on_each(_effects("alpha", "something can be seen through")),
    ),
    Rule(
        "blend-mode",
        "warning",
        "Something painted with a blend mode other than Normal",
        FLATTEN,
        on_each(_effects("blend", "something blends with what is below")),
    ),
    Rule(
        "soft-mask",
        "warning",
        "A soft mask, of an image or of a drawing",
        FLATTEN,
        on_each(_effects("mask", "something has a soft edge or mask")),
    ),
    Rule(
        "transparency-group",
        "warning",
        "A transparency group, of the page or in it",
        "Export without transparency, if nothing is transparent.",
        on_each(_effects("group", "there is a transparency group")),
    ),
    Rule(
        "transfer-curve",
        "error",
        "A transfer function, which changes tones on the way to the plate",
        "Remove it; change the tones themselves.",
        on_each(_effects("transfer", "something is painted with a transfer function")),
    ),
    Rule(
        "halftone",
        "warning",
        "A screen of the file's own",
        "Remove it; the printer knows which screen the press needs.",
        on_each(_effects("halftone", "something is painted with its own screen")),
    ),
)
