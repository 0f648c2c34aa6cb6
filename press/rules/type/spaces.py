"""Spaces: too many, too few, and those at which a line may end.

What has to hold together on a line is mended by the press where it can be (press/editions/ties.py: `p. 5`,
`No. 3`, `3 May`), so the rules speak of the rest alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.rules.rule import Rule
from press.rules.type.blocks import Kind
from press.rules.type.finds import Find, Pattern, among, find_all
from press.rules.type.passages import Passage

RULES: tuple[Rule, ...] = (
    Rule(
        "double-space",
        "warning",
        "Two or more spaces between two words of a line.",
        "They are printed as one, but make the text harder to search and to compare.",
        "Leave one of them.",
    ),
    Rule(
        "hard-break-spaces",
        "warning",
        "Two spaces at the end of a line within a paragraph.",
        "They end the printed line there, and nobody sees in the manuscript why.",
        "Delete them, or write `\\` at the end of the line if it is to end there.",
    ),
    Rule(
        "no-break-space-idle",
        "warning",
        "A no-break space at the end of a line, or beside another space.",
        "It holds nothing together there, and is printed as a hole.",
        "Delete it.",
    ),
    Rule(
        "tab-in-line",
        "warning",
        "A tab between words.",
        "It is printed as a space, and what it was to line up does not.",
        "Write a space, or make a table.",
    ),
    Rule(
        "space-before-mark",
        "warning",
        "A space before a mark of punctuation (in French before a comma or a stop).",
        "The mark belongs to the word before it, and may come to stand at the beginning of a line.",
        "Delete the space.",
    ),
    Rule(
        "space-after-mark",
        "warning",
        "No space after a comma, semicolon, stop or question mark.",
        "Two words run into one.",
        "Write a space after the mark.",
    ),
    Rule(
        "space-in-brackets",
        "warning",
        "A space after an opening bracket or before a closing one.",
        "The bracket may come to stand alone at the edge of a line.",
        "Delete the space.",
    ),
    Rule(
        "space-in-quotes",
        "warning",
        "A space after an opening quotation mark or before a closing one (French has one there).",
        "The mark may come to stand alone at the edge of a line.",
        "Delete the space.",
    ),
    Rule(
        "french-space-missing",
        "warning",
        "In French, no space before ; : ! ? or inside « ».",
        "French sets a space there.",
        "Write a no-break space (`\\ ` or U+202F) between word and mark.",
    ),
    Rule(
        "french-space-breaks",
        "warning",
        "In French, an ordinary space before ; : ! ? or inside « ».",
        "The mark may come to stand alone at the beginning or the end of a line.",
        "Write a no-break space (`\\ ` or U+202F).",
    ),
    Rule(
        "unit-breaks",
        "warning",
        "An ordinary space between a number and its unit, or between № or § and the number.",
        "The line may end there, and the number stand alone.",
        "Write a no-break space: `5\\ km`.",
    ),
    Rule(
        "percent-space",
        "warning",
        "A space before % in English, or none in German or French.",
        "English sets the sign close to the number; German and French set a space between.",
        "Write `10%` in English, `10\\ %` in German and French.",
    ),
)

PROSE: frozenset[Kind] = frozenset({"paragraph", "item", "note", "caption", "heading", "term"})
NO_BREAK = "\u00a0\u202f\u2007"
AFTER_UNIT = r"(?![\w/])"
UNITS = (
    "km|cm|mm|m|kg|mg|g|ml|ha|lb|oz|ft|yd|mph|km/h|kWh|MWh|kW|MW|GW|Hz|kHz|MHz|MB|GB|dpi"
    "|km²|m²|cm²|m³|cm³|°C|°F|°"
)
UNITS_OF = {
    "en": UNITS,
    "de": f"{UNITS}|%|‰|€|t|l|h|Mio|Mrd|Uhr|Prozent|Mark",
    "fr": f"{UNITS}|%|‰|€|t|l|h|F",
    "ru": "км|см|мм|м|кг|г|гг|мг|л|га|т|руб|коп|тыс|млн|млрд|в|вв|ч|мин|сек|с|°C|°|%|₽|км²|м²|м³",
}
NUMBERED_OF = {
    "en": "§§?|№|#",
    "de": "§§?|S|Bd|Nr|Kap|Abb|Anm|Art|Tab|Jg|H|Abs|Z",
    "fr": "§§?|n[°º]|chap|art|tome|t|col",
    "ru": "§§?|№№?|[Сс]|[Сс]тр|[Тт]|[Гг]л|[Рр]ис|[Тт]абл|[Вв]ып|[Кк]н|[Чч]",
}
GUILLEMETS = among("ru", "uk", "es", "it")


def _between(language: str) -> Iterator[Pattern]:
    """Yield the patterns of numbers and what belongs to them, in a language."""
    fact = "a line may end between the number and what belongs to it."
    spoken = among(language)
    number = rf"(?<![\w.,])\d[\d.,]*(?P<here>[ \n])(?:{UNITS_OF[language]}){AFTER_UNIT}"
    yield Pattern("unit-breaks", re.compile(number), fact, languages=spoken)
    sign = rf"(?<!\w)(?:{NUMBERED_OF[language]})\.?(?P<here>[ \n])(?=\d|[IVXL]+\b)"
    yield Pattern("unit-breaks", re.compile(sign), fact, languages=spoken)


PATTERNS = (
    Pattern(
        "double-space",
        re.compile(r"(?<=\S)[ ]{2,}(?=\S)"),
        "more than one space.",
        kinds=PROSE | {"verse"},
        whole=True,
        needs=("  ",),
    ),
    Pattern(
        "hard-break-spaces",
        re.compile(r"(?<=\S)[ ]{2,}(?=\n)"),
        "two spaces end the printed line here.",
        kinds=PROSE,
        needs=("  \n",),
    ),
    Pattern(
        "no-break-space-idle",
        re.compile(rf"[{NO_BREAK}]+(?=\n|\Z)|[{NO_BREAK}]+[ {NO_BREAK}]+(?=\S)|[ ]+[{NO_BREAK}]+(?=\S)"),
        "a no-break space that holds nothing.",
        kinds=PROSE,
        needs=tuple(NO_BREAK),
    ),
    Pattern("tab-in-line", re.compile(r"(?<=\S)\t+(?=\S)"), "a tab.", kinds=PROSE | {"verse"}, needs=("\t",)),
    Pattern(
        "space-before-mark",
        re.compile(r"(?<=[\w)\]”’\"»%])(?P<here>[ \u00a0\u202f]+)(?:,|\.(?!\.))(?=[\s”’\"»)\]]|\Z)"),
        "a space before the mark.",
        whole=True,
        needs=(" ,", "\u00a0,", "\u202f,", " .", "\u00a0.", "\u202f."),
    ),
    Pattern(
        "space-before-mark",
        re.compile(r"(?<=[\w)\]”’\"»%])(?P<here>[ \u00a0\u202f]+)(?![:;]\))[;:!?]+(?=[\s”’\"»)\]]|\Z)"),
        "a space before the mark.",
        not_in=among("fr"),
        whole=True,
        needs=tuple(space + mark for space in " \u00a0\u202f" for mark in ";:!?"),
    ),
    Pattern(
        "space-after-mark",
        re.compile(
            r"(?<=[^\W\d_])(?P<here>[,;])(?=[^\W\d_]{2})|(?<=[^\W\d_A-Z]{3})[.!?](?=[^\W\d_a-z][a-zа-я])"
        ),
        "no space after the mark.",
        whole=True,
    ),
    Pattern(
        "space-in-brackets",
        re.compile(r"[(\[][ \n\u00a0]+(?=\w)|(?<=[\w.,!?])[ \n\u00a0]+(?=[)\]])"),
        "a space inside the bracket.",
        kinds=PROSE,
        whole=True,
        needs=tuple("()[]"),
    ),
    Pattern(
        "space-in-quotes",
        re.compile(r"(?<!\S)[“‘][ \n\u00a0\u202f]+(?=\w)|(?<=[\w.,!?])[ \n\u00a0\u202f]+[”](?!\w)"),
        "a space inside the quotation mark.",
        languages=among("en"),
        needs=tuple("“‘”"),
    ),
    Pattern(
        "space-in-quotes",
        re.compile(r"[„‚][ \n\u00a0\u202f]+(?=\w)|(?<=[\w.,!?])[ \n\u00a0\u202f]+“(?!\w)"),
        "a space inside the quotation mark.",
        languages=among("de", "ru", "uk", "pl", "cs"),
        needs=tuple("„‚“"),
    ),
    Pattern(
        "space-in-quotes",
        re.compile(r"«[ \n\u00a0\u202f]+(?=\w)|(?<=[\w.,!?])[ \n\u00a0\u202f]+»"),
        "a space inside the quotation mark.",
        languages=GUILLEMETS | {"de-CH"},
        needs=tuple("«»"),
    ),
    Pattern(
        "french-space-missing",
        re.compile(r"(?<=[\w)\]»”…])(?:[;!?]+|:)(?=\s|\Z|[»”)])|«(?=\w)|(?<=[\w.!?…])»"),
        "no space at “{}”.",
        languages=among("fr"),
        not_in=among("fr-CA", "fr-CH"),
    ),
    Pattern(
        "french-space-breaks",
        re.compile(r"(?<=[\w)\]»”…])[ \n](?=[;:!?])|(?<=«)[ \n](?=\S)|(?<=\S)[ \n](?=»)"),
        "a line may end at this space.",
        languages=among("fr"),
        not_in=among("fr-CA"),
    ),
    *(pattern for language in UNITS_OF for pattern in _between(language)),
    Pattern(
        "unit-breaks",
        re.compile(r"(?<![\w.,])[1-9]\d{0,2}(?P<here>[ \n])(?=\d{3}(?!\d))"),
        "a line may end within the number.",
        languages=among("de", "fr", "ru"),
    ),
    Pattern(
        "percent-space",
        re.compile(r"(?<=\d)[ \u00a0\u202f]+%"),
        "a space before %.",
        languages=among("en"),
        needs=("%",),
    ),
    Pattern(
        "percent-space",
        re.compile(r"(?<=\d)%(?![\w-])"),
        "no space before %.",
        languages=among("de", "fr"),
        needs=("%",),
    ),
)


def find(passage: Passage) -> Iterator[Find]:
    """Yield what is wrong with the spaces of a passage."""
    yield from find_all(PATTERNS, passage)
