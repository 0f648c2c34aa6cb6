"""The kinds of values that settings may have, each with the check that it makes sense."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from press.geometry import MOST_BLEED, parse_length, parse_paper, parse_trim, parse_type_size

HEX = r"^#[0-9a-fA-F]{6}$"
SLUG = r"^[A-Za-z0-9][A-Za-z0-9._-]*$"
PATTERNS = {
    HEX: 'a colour is written with its quotation marks, such as "#c8281e"',
    SLUG: "a file name is made of letters, digits, `.`, `_` and `-`",
}
Colour = Annotated[str, Field(pattern=HEX)]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _known_trim(value: str) -> str:
    parse_trim(value)
    return value


def _known_length(value: str) -> str:
    length = parse_length(value)
    if not 0 <= length <= MOST_BLEED:
        raise ValueError(f"{value} of bleed is not to be had; printers ask for 3 mm, at most 10 mm")
    return value


def _known_type_size(value: str) -> str:
    parse_type_size(value)
    return value


def _known_paper(value: str) -> str:
    parse_paper(value)
    return value


def _sound_isbn(value: str) -> str:
    """Refuse an ISBN whose check digit is wrong (ISO 2108: the weights 1 and 3, modulo 10)."""
    digits = re.sub(r"[\s-]", "", value)
    if not value:
        return value
    if not re.fullmatch(r"97[89]\d{10}", digits):
        raise ValueError(f"{value} is no ISBN; it has thirteen digits and begins with 978 or 979")
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    if (check := -total % 10) != int(digits[12]):
        raise ValueError(f"{value} ends in the wrong check digit: after {digits[:12]} comes {check}")
    return value


def _web_address(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^\s\\\"'<>]+", value):
        raise ValueError(f"{value} is no address of the web; it begins with https://")
    return value


def _allowed(value: str) -> str:
    """Refuse what is neither `script` nor a host by its own name (RFC 1123, 2.1)."""
    label = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
    host = value.lower()
    if host == "script" or re.fullmatch(rf"(?:{label}\.)+[a-z][a-z0-9-]*[a-z0-9]", host):
        return host
    near = re.search(rf"(?:{label}\.)+[a-z][a-z0-9-]*[a-z0-9]", host)
    wanted = f"write {near[0]}" if near else "write script, or a host such as example.org"
    raise ValueError(f"{value} is neither script nor the name of a host; {wanted}")


def _manuscript_folder(value: str) -> str:
    if not re.fullmatch(r"manuscript(-[A-Za-z0-9-]+)?", value):
        raise ValueError(f"{value!r} is no folder of chapters; name it manuscript-de or the like")
    return value


def _filled(value: object) -> object:
    """Take an edition without a setting for one that differs in none."""
    return {key: one or {} for key, one in value.items()} if isinstance(value, dict) else value


def _edition_names(value: dict[str, object]) -> dict[str, object]:
    for name in value:
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]*", name):
            raise ValueError(f"{name!r} is no name of an edition; it is made of letters, digits and `-`")
    return value


Names = Annotated[list[str], BeforeValidator(_as_list)]
Trim = Annotated[str, AfterValidator(_known_trim)]
Bleed = Annotated[str, AfterValidator(_known_length)]
Paper = Annotated[str, AfterValidator(_known_paper)]
Isbn = Annotated[str, AfterValidator(_sound_isbn)]
TypeSize = Annotated[str, AfterValidator(_known_type_size)]
Folder = Annotated[str, AfterValidator(_manuscript_folder)]
Editions = Annotated[
    dict[str, dict[str, Any]],
    BeforeValidator(_filled),
    AfterValidator(_edition_names),
]
Address = Annotated[str, AfterValidator(_web_address)]
Allowed = Annotated[list[Annotated[str, AfterValidator(_allowed)]], BeforeValidator(_as_list)]


def off_word(value: object) -> object:
    """Read YAML's `off`, which is a word here, and which YAML takes for false."""
    return "off" if value is False else value
