"""The output intent: for which paper and press the colours are (ISO 32000-2, 14.11.5; ISO 15930-7)."""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.rule import Expected, Rule, Spot, join
from press.preflight.sheet import Inspection, Intent, Profile

PRINTER, CMYK = "prtr", "CMYK"
PRINTING = "GTS_PDFX"
COMPONENTS = 4


def _printing(inspection: Inspection) -> list[Intent]:
    return [intent for intent in inspection.intents if intent.subtype == PRINTING]


def _profiles(inspection: Inspection) -> list[Profile]:
    return [intent.profile for intent in _printing(inspection) if intent.profile]


def _find_none(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if not inspection.intents and not inspection.failure:
        yield Spot("the file has no output intent")


def _find_other(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    others = [intent.subtype or "no kind" for intent in inspection.intents]
    if others and not _printing(inspection):
        yield Spot(f"the file has {len(others)} output intent of {join(others)} and none of GTS_PDFX")


def _find_several(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    found = _printing(inspection)
    if len(found) > 1:
        names = join([intent.identifier or "one without a name" for intent in found])
        yield Spot(f"the file has {len(found)} output intents for print: {names}")


def _find_unnamed(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    if any(not intent.identifier for intent in _printing(inspection)):
        yield Spot(
            "the output intent has no OutputConditionIdentifier, so the printing condition has no name"
        )


def _find_unregistered(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    for intent in _printing(inspection):
        if not intent.registry and intent.identifier not in {"", "Custom"}:
            yield Spot(f"the output intent names “{intent.identifier}” and no RegistryName to look it up in")


def _find_bare(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    for intent in _printing(inspection):
        if intent.profile is None:
            name = intent.identifier or "without a name"
            yield Spot(f"the output intent “{name}” has no colour profile in the file")


def _find_broken(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    for profile in _profiles(inspection):
        if profile.fault:
            yield Spot(f"the output intent's colour profile {profile.fault}")


def _find_other_class(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    for profile in _profiles(inspection):
        if not profile.fault and profile.device != PRINTER:
            yield Spot(f"the output intent's profile is of class “{profile.device}” and not “{PRINTER}”")


def _find_other_space(inspection: Inspection, expected: Expected) -> Iterator[Spot]:
    del expected
    for profile in _profiles(inspection):
        if not profile.fault and (profile.space != CMYK or profile.components != COMPONENTS):
            said = f"“{profile.space.strip()}”, with {profile.components} components in the file"
            yield Spot(f"the output intent's profile is of {said}, and not CMYK with {COMPONENTS}")


INTENTS: tuple[Rule, ...] = (
    Rule(
        "intent-missing",
        "error",
        "A file without an output intent",
        "Export as PDF/X-4 with the profile of the printing condition.",
        _find_none,
    ),
    Rule(
        "intent-not-print",
        "error",
        "An output intent that is not for print (GTS_PDFX)",
        "Export as PDF/X-4, not as PDF/A.",
        _find_other,
    ),
    Rule(
        "intent-several",
        "error",
        "More than one output intent for print",
        "Keep the one for the paper that is printed on.",
        _find_several,
    ),
    Rule(
        "intent-unnamed",
        "error",
        "An output intent without the name of its printing condition",
        "Name the condition as the ICC's registry does, such as FOGRA47.",
        _find_unnamed,
    ),
    Rule(
        "intent-unregistered",
        "warning",
        "An output intent without the registry its name is from",
        "Set RegistryName to http://www.color.org.",
        _find_unregistered,
    ),
    Rule(
        "intent-no-profile",
        "error",
        "An output intent without its colour profile",
        "Put the profile into the file.",
        _find_bare,
    ),
    Rule(
        "intent-profile-broken",
        "error",
        "A colour profile that cannot be read",
        "Take the profile anew from its maker and export again.",
        _find_broken,
    ),
    Rule(
        "intent-profile-class",
        "error",
        "A colour profile that is not of a printing press",
        "Choose an output profile, not one of a screen or scanner.",
        _find_other_class,
    ),
    Rule(
        "intent-profile-space",
        "error",
        "A colour profile that is not CMYK",
        "Choose the CMYK profile of the printing condition.",
        _find_other_space,
    ),
)
