"""What no line may part: ranges, shelfmarks, numbers and what they number, dates."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import get_month_names
from babel.localedata import locale_identifiers

from press.ast import LEAVES, Node, stringify

TORN = re.compile(r"(?<=\d)–(?=\d)|(?<=\w)/(?=\w)")
JOINER = "\u2060"  # a word joiner: no line ends at it
BEFORE_NUMBERS = {
    "no.",
    "nos.",
    "vol.",
    "vols.",
    "p.",
    "pp.",
    "ch.",
    "chs.",
    "f.",
    "ff.",
    "fol.",
    "n.",
    "fig.",
}
UNTOUCHED = {"Code", "CodeBlock", "Math", "RawInline", "RawBlock", *LEAVES}
DAY = 3  # letters of a day of the month, with a bracket


def hold_together(blocks: list[Node], language: str) -> list[Node]:
    """Let no line end within a range or a shelfmark, after "no." or "p.", or between day and month.

    Addresses and code are left alone.
    """

    def hold(tree: Any) -> Any:
        if isinstance(tree, dict):
            if tree.get("t") in UNTOUCHED or _is_address(tree):
                return tree
            return {key: hold(value) for key, value in tree.items()}
        if not isinstance(tree, list):
            return tree
        held = [hold(item) for item in tree]
        for place, item in enumerate(held):
            kind = item.get("t") if isinstance(item, dict) else None
            if kind == "Str" and TORN.search(item["c"]) and "://" not in item["c"]:
                held[place] = {"t": "Str", "c": TORN.sub(f"\\g<0>{JOINER}", item["c"])}
            elif kind == "Space" and _holds(held, place, language):
                held[place] = {"t": "Str", "c": "\u00a0"}
        return held

    result: list[Node] = hold(blocks)
    return result


def _is_address(node: Node) -> bool:
    return bool(node.get("t") == "Link" and re.match(r"\w+:", node["c"][2][0]))


def _holds(inlines: list[Any], place: int, language: str) -> bool:
    """Tell whether a space holds what stands on its two sides together."""
    if not 0 < place < len(inlines) - 1:
        return False
    before, after = (
        item["c"] if item["t"] == "Str" else stringify([item])
        for item in (inlines[place - 1], inlines[place + 1])
    )
    if before.lower().lstrip("([‘“") in BEFORE_NUMBERS and after[:1].isalnum():
        return True
    # Pandoc itself holds an abbreviated month to the year after it.
    month = after.partition("\u00a0")[0].rstrip(".,;:)")
    return before.lstrip("([‘“").isdecimal() and len(before) <= DAY and month in _months(language)


@cache
def _months(language: str) -> frozenset[str]:
    """Return the names of the months in a language, long and short."""
    known = language.partition("-")[0] in locale_identifiers()
    locale = Locale.parse(language, sep="-") if known else Locale("en")
    return frozenset(
        name.rstrip(".")
        for width in ("wide", "abbreviated")
        for name in get_month_names(width, locale=locale).values()
    )
