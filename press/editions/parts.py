"""What the editions share: parts of the document as HTML, numbered and titled."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from num2words import num2words

from press.anchors import set_names
from press.ast import Node, rewrite, stringify
from press.editions.pagelist import Folios
from press.memory import remembered
from press.model import Part
from press.pandoc import write_html
from press.settings import Settings

Adapt = Callable[[Part, int], list[Node]]
"""Fits a part's blocks to a medium; the number is the part's place among all, from 1."""

ROMAN = {
    "M": 1000,
    "CM": 900,
    "D": 500,
    "CD": 400,
    "C": 100,
    "XC": 90,
    "L": 50,
    "XL": 40,
    "X": 10,
    "IX": 9,
    "V": 5,
    "IV": 4,
    "I": 1,
}


@dataclass(frozen=True)
class HtmlPart:
    """A part as HTML; `number` is the chapter number as its opening has it, `count` as the contents do.

    Both are empty for a part without a number. `page` is the mark of the printed page that begins with it.
    """

    identifier: str
    role: str
    number: str
    count: str
    title: Markup
    plain_title: str
    body: Markup
    page: Markup


def make_html_parts(
    parts: Sequence[Part], settings: Settings, adapt: Adapt, folios: Folios | None = None
) -> list[HtmlPart]:
    """Adapt each part's blocks to the medium and write all of them as HTML with one call of pandoc.

    `folios` are the printed pages whose beginnings are to be marked.
    """
    segments: list[list[Node]] = []
    for place, part in enumerate(parts, start=1):
        segments += [[{"t": "Plain", "c": without_notes(part.title)}], adapt(part, place)]
    written = write_html(segments)
    return [
        HtmlPart(
            part.identifier,
            part.role,
            number_text(part.number, settings),
            str(part.number or ""),
            Markup(title),
            stringify(part.title),
            *(folios or Folios()).mark(part.identifier, _name(body)),
        )
        for part, title, body in zip(parts, written[::2], written[1::2], strict=True)
    ]


@remembered
def _name(body: str) -> str:
    return set_names(without_empty_heads(name_formulas(body)))


def name_formulas(html: str) -> str:
    """Give each MathML formula its TeX as alternative text."""
    return re.sub(
        r'<math ((?:(?!</math>).)*?<annotation encoding="application/x-tex">)(.*?)(?=</annotation>)',
        lambda found: f'<math alttext="{found[2].replace(chr(34), "&quot;")}" {found[1]}{found[2]}',
        html,
        flags=re.DOTALL,
    )


def without_empty_heads(html: str) -> str:
    """Make a head of a table that heads nothing an ordinary cell, as WCAG technique H51 has it."""
    return re.sub(r"<th([^>]*)></th>", r"<td\1></td>", html)


def without_notes(inlines: list[Node]) -> list[Node]:
    """Return a heading without its notes, for contents and running heads."""
    result: list[Node] = rewrite(inlines, lambda node: [] if node["t"] == "Note" else None)
    return result


def number_text(number: int | None, settings: Settings) -> str:
    """Return a chapter number as the essay wants it: in words of its language, arabic or roman."""
    if number is None or settings.chapter_numbers == "none":
        return ""
    if settings.chapter_numbers == "roman":
        return to_roman(number)
    if settings.chapter_numbers == "arabic":
        return str(number)
    try:
        return str(num2words(number, lang=settings.language.replace("-", "_"))).capitalize()
    except NotImplementedError:
        return str(number)


def to_roman(number: int) -> str:
    """Return a number in Roman capitals."""
    letters = ""
    for letter, value in ROMAN.items():
        count, number = divmod(number, value)
        letters += letter * count
    return letters
