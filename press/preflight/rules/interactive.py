"""Things to click, to run and to open, which paper has not (PDF/X-4, ISO 15930-7, forbids most)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.preflight.rule import Expected, Rule, Spot
from press.preflight.sheet import Inspection

FOR_PRINT = {"PrinterMark", "TrapNet"}
"""Annotations that printing has a use for."""


def _find_annotations(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    """Yield annotations that reach into the bleed or, without one, into the trim."""
    del expected
    kinds: dict[str, list[int]] = {}
    for sheet in inspection.sheets:
        area = sheet.boxes.get("BleedBox") or sheet.trim
        for annotation in sheet.annotations:
            over = annotation.box is None or area is None or annotation.box.meets(area)
            if over and annotation.kind not in FOR_PRINT:
                kinds.setdefault(annotation.kind or "no kind", []).append(sheet.number)
    for kind, pages in kinds.items():
        for page in pages:
            yield Spot(f"annotations lie on the page or its bleed: {len(pages)} of {kind}", page)


def _find_scripts(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    yield from _things("script", "the file has JavaScript")(inspection, expected)
    for sheet in inspection.sheets:
        if count := sum(annotation.script for annotation in sheet.annotations):
            yield Spot("the file has JavaScript", sheet.number, f"in {count} annotation(s)")


def _find_actions(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    yield from _things("action", "the file has actions that run by themselves")(inspection, expected)
    for sheet in inspection.sheets:
        for action in sheet.actions:
            yield Spot("the file has actions that run by themselves", sheet.number, action)


def _things(kind: str, fact: str) -> Callable[[Inspection, Expected], Iterator[Spot]]:
    """Return a look at the file's own things of a kind."""

    def look(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
        del expected
        for found, case in inspection.interactive:
            if found == kind:
                yield Spot(fact, None, case)

    return look


INTERACTIVE: tuple[Rule, ...] = (
    Rule(
        "annotation",
        "error",
        "Links, comments and other annotations on the page or its bleed",
        "Export for print, without links and comments.",
        _find_annotations,
    ),
    Rule(
        "form-field",
        "error",
        "Form fields",
        "Flatten the form, so that what is filled in becomes part of the page.",
        _things("form", "the file has a form"),
    ),
    Rule("script", "error", "JavaScript", "Remove the scripts.", _find_scripts),
    Rule(
        "action",
        "error",
        "Actions that run when the file or a page is opened, but for turning to a page",
        "Remove them, or export for print.",
        _find_actions,
    ),
    Rule(
        "embedded-file",
        "error",
        "Files within the file",
        "Send them separately.",
        _things("file", "the file has other files in it"),
    ),
    Rule(
        "layer",
        "warning",
        "Layers, which may be shown or hidden and so print or not",
        "Flatten the layers, or tell the printer which to print.",
        _things("layer", "the file has layers"),
    ),
)
