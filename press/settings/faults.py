"""What is wrong in essay.yaml, in the press's words: each fault at its line, with what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from press.errors import BadSetting, Place, Problem, UnknownSetting, did_you_mean
from press.values import PATTERNS
from press.yamlfile import Lines, line_of

Model = type[BaseModel]


def _model_at(model: Model, keys: tuple[object, ...]) -> Model | None:
    """Return the model of the mapping at a path."""
    for key in keys:
        kind = model.model_fields[str(key)].annotation
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return None
        model = kind
    return model


def explain(model: Model, path: Path, error: ValidationError, lines: Lines) -> BadSetting | UnknownSetting:
    """Turn pydantic's findings about a model of settings into the press's, each at its line."""
    unknown, bad = [], []
    for found in error.errors():
        where = found["loc"]
        key, place = ".".join(str(step) for step in where), Place(path, line_of(where, lines))
        if found["type"] == "extra_forbidden":
            known = list(getattr(_model_at(model, where[:-1]), "model_fields", ()))
            listed = f"Known here: {', '.join(known)}." if where[1:] else "README.md lists the settings."
            remedy = did_you_mean(str(where[-1]), known, among=listed)
            unknown.append(Problem(f"unknown setting `{key}`.", remedy, place))
        elif found["type"] == "missing":
            fact = f"the setting `{key}` is {'empty' if place.line else 'missing'}."
            bad.append(Problem(fact, f"Write `{key}: …`.", place))
        else:
            remedy = "" if found["type"] == "value_error" else _purpose(model, where)
            bad.append(Problem(f"`{key}` {_fault(dict(found))}.", remedy, place))
    return UnknownSetting(*unknown) if unknown else BadSetting(*bad)


FAULTS = {
    "bool_parsing": "must be true or false",
    "dict_type": "must be a group of settings, each on a line of its own below it",
    "list_type": "must be a list",
    "model_type": "must be a group of settings, each on a line of its own below it",
    "string_too_short": "is empty",
    "string_type": "must be text",
}
"""What is wrong, for pydantic's types of error."""


def _fault(found: dict[str, Any]) -> str:
    kind, given, context = found["type"], found["input"], found.get("ctx", {})
    if given is None:
        return "is empty; a value that begins with # needs quotation marks"
    if kind == "string_type" and isinstance(given, bool):
        return f'must be text; quote it: "{str(given).lower()}"'
    if kind == "string_pattern_mismatch":
        return f"cannot be {given}; {PATTERNS[context['pattern']]}"
    if kind == "literal_error":
        return f"cannot be {given}; it is {context['expected']}"
    return FAULTS.get(kind) or f"is wrong: {found['msg'].removeprefix('Value error, ')}"


def _purpose(model: Model, where: tuple[int | str, ...]) -> str:
    """Say what the setting is."""
    fields = getattr(_model_at(model, where[:-1]), "model_fields", {}) if isinstance(where[-1], str) else {}
    known = fields.get(str(where[-1]))
    return f"Here goes: {known.description}." if known else ""
