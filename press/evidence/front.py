"""The front matter of a transcript: what may stand in it, and what is wrong with what does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, ValidationError

from press.errors import Place, did_you_mean
from press.evidence.records import Fault
from press.memory import remembered
from press.model import Source
from press.settings import Table
from press.yamlfile import Lines, line_of, parse

FRONT = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
FAULTS = {
    "bool_parsing": "it must be true or false",
    "bool_type": "it must be true or false",
    "literal_error": "it must be kept or lost",
    "string_pattern_mismatch": "it must be a tag such as en, de or zh-Hant",
    "string_too_short": "it is empty",
    "too_short": "it is empty",
}
"""What is wrong, for pydantic's types of error."""

Text = Annotated[str, StringConstraints(min_length=1)]


class EmendationEntry(Table):
    """A slip, what it stands for, and why."""

    transcript: Text
    reading: str
    reason: str = ""


class StandingEntry(Table):
    """An oddity, and why it stays."""

    text: Text
    reason: str = ""


class PassageEntry(Table):
    """What is known of a passage."""

    id: Text
    page: str | None = None
    compared_with_print: bool | None = None
    emendations: tuple[EmendationEntry, ...] = ()
    left_standing: tuple[StandingEntry, ...] = ()


class Front(Table):
    """What stands before the passages."""

    source: Text
    taken_from: Text
    compared_with_print: bool
    language: Annotated[str, StringConstraints(pattern=r"^([A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)?$")] = ""
    emphasis: Literal["kept", "lost"] = "kept"
    passages: Annotated[list[PassageEntry], Field(min_length=1)]


@dataclass(frozen=True)
class File:
    """A transcript's front matter, read, and the places of what it says."""

    source: Source
    front: Front
    lines: Lines

    def place(self, *keys: str | int) -> Place:
        """Return where something stands in it."""
        return Place(self.source.path, line_of(keys, self.lines))


@remembered
def read_front(source: Source) -> File:
    """Read a file's front matter. Raises ValidationError, or the errors of yamlfile.parse."""
    match = FRONT.match(source.text)
    tree, lines = parse(source.path, "\n" + match[1]) if match else ({}, {})
    given = {key: value for key, value in tree.items() if value is not None}
    return File(source, Front.model_validate(given), lines)


def explain(source: Source, error: ValidationError) -> Iterator[Fault]:
    """Say what is wrong with the front matter, each at its line."""
    match = FRONT.match(source.text)
    if not match:
        remedy = "Write between two lines of --- what source, taken_from and compared_with_print are."
        yield Fault("broken", Place(source.path, 1), "has no front matter.", remedy)
        return
    lines = parse(source.path, "\n" + match[1])[1]
    unknown = [str(found["loc"][-1]) for found in error.errors() if found["type"] == "extra_forbidden"]
    for found in error.errors():
        where = found["loc"]
        name, place = str(where[-1]), Place(source.path, line_of(where, lines) or 1)
        if found["type"] == "extra_forbidden":
            known = list(_entry_at(where).model_fields)
            remedy = did_you_mean(name, known, among=f"Known here: {', '.join(known)}.")
            yield Fault("broken", place, f"unknown key `{name}`.", remedy, name)
        elif found["type"] == "missing":
            if get_close_matches(name, unknown):
                continue
            yield Fault("broken", place, f"`{name}` is missing.", f"Write `{name}: …`.", name)
        else:
            said = FAULTS.get(found["type"]) or found["msg"].removeprefix("Value error, ")
            key = ".".join(str(step) for step in where)
            yield Fault("broken", place, f"`{key}` is wrong: {said[:1].lower()}{said[1:]}.", "", name)


def _entry_at(where: tuple[int | str, ...]) -> type[Table]:
    """Return the model of the mapping that a key stands in."""
    names = [step for step in where[:-1] if isinstance(step, str)]
    models: dict[str, type[Table]] = {
        "passages": PassageEntry,
        "emendations": EmendationEntry,
        "left_standing": StandingEntry,
    }
    return models[names[-1]] if names and names[-1] in models else Front
