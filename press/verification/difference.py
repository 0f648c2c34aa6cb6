"""What differs between the record that an edition carries and the present one, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.manifest import Brief

SETTINGS = "manuscript/essay.yaml"
KINDS = {
    "faces": "The typefaces are others.",
    "profiles": "The press's printing profile is another.",
    "styles": "The citation style is another.",
    "templates": "The press's templates were changed.",
}


def find_differences(carried: Brief, present: Brief) -> list[str]:
    """Return a sentence for each difference; none where the records are one and the same."""
    return [
        *_of_files(carried, present),
        *_of_settings(carried, present),
        *(
            KINDS.get(kind, f"The press's {kind} differ.")
            for kind in _differing(carried.press, present.press)
        ),
        *_of_components(carried.components, present.components),
        *(
            [f"It is dated {carried.time}; the date is now {present.time}."]
            if carried.time != present.time
            else []
        ),
        *(["Its ID is not that of its inputs."] if _is_forged(carried, present) else []),
    ]


def _of_files(carried: Brief, present: Brief) -> Iterator[str]:
    for name in _differing(carried.essay, present.essay):
        if name not in present.essay:
            yield f"{name} is not there any more."
        elif name not in carried.essay:
            yield f"{name} is new."
        elif name != SETTINGS:
            yield f"{name} was changed."
        elif carried.settings == present.settings:
            yield f"{name} was changed, but no setting."


def _of_settings(carried: Brief, present: Brief) -> Iterator[str]:
    for name in _differing(carried.settings, present.settings):
        if name not in present.settings:
            yield f"The setting `{name}` is not given any more."
        elif name not in carried.settings:
            yield f"The setting `{name}` is new."
        else:
            yield f"The setting `{name}` was changed."


def _of_components(carried: Mapping[str, str], present: Mapping[str, str]) -> Iterator[str]:
    for name in _differing(carried, present):
        if name not in present:
            yield f"It was made with {name} {carried[name]}, which is not here."
        elif name not in carried:
            yield f"It was made without {name}; here is {present[name]}."
        else:
            yield f"It was made with {name} {carried[name]}; here is {present[name]}."


def _differing(first: Mapping[str, str], second: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {*first, *second} if first.get(name) != second.get(name))


def _is_forged(carried: Brief, present: Brief) -> bool:
    same = (carried.essay, carried.press, carried.time) == (present.essay, present.press, present.time)
    return same and carried.edition != present.edition
