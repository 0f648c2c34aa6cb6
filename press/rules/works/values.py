"""Rules on what stands in the fields of references.bib: dates, numbers, addresses, pages, titles."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from press.rules.rule import Hit, Rule
from press.rules.works.bibfile import Entry, Field
from press.rules.works.dates import is_backwards, is_date, year_of
from press.rules.works.pages import backward

RULES: tuple[Rule, ...] = (
    Rule(
        "date-bad",
        "warning",
        "A date that is none (`1977-13`, `March 1977`), or a span that ends before it begins.",
        "It is left out, or printed as another date.",
        "Write year, year-month or year-month-day: `1977`, `1977-03`, `1977-03-05`; a span `1927/1929`.",
    ),
    Rule(
        "date-future",
        "warning",
        "A work dated later than the essay and than today.",
        "Two figures may have changed places.",
        "Look the year up. For a work still to come write `pubstate = {forthcoming}` instead of a date.",
    ),
    Rule(
        "web-without-date-seen",
        "warning",
        "A page of the web (`@online`, or `@misc` with `url`) that does not say when it was read.",
        "Pages of the web change; the date says which state of it the essay speaks of.",
        "Add `urldate = {…}`, the day on which you last read it, as year-month-day.",
    ),
    Rule(
        "url-bad",
        "warning",
        "An address with a space in it, or without `https://`.",
        "It is printed as it stands, and a reader who types it, or follows it, may not get there.",
        "Copy the address anew from the browser.",
    ),
    Rule(
        "doi-bad",
        "error",
        "A DOI that is none, or is written as an address, with `https://doi.org/` or `doi:`.",
        "The style puts `https://doi.org/` before it, so that the link leads nowhere.",
        "Write only what begins with `10.`: `doi = {10.1000/182}`.",
    ),
    Rule(
        "isbn-bad",
        "warning",
        "An ISBN of the wrong length, or whose last figure does not fit the others.",
        "A figure is wrong, and no bookshop will find the book.",
        "Copy it anew from the book.",
    ),
    Rule(
        "issn-bad",
        "warning",
        "An ISSN of the wrong length, or whose last figure does not fit the others.",
        "A figure is wrong, and no library will find the journal.",
        "Copy it anew from the journal.",
    ),
    Rule(
        "label-typed",
        "warning",
        "A label typed into a field: `pages = {pp. 3--9}`, `volume = {Vol. 3}`.",
        "The style sets its own label, or none; yours is printed as well, in whatever language it is.",
        "Write the number alone.",
    ),
    Rule(
        "range-backwards",
        "error",
        "Pages that run backwards, in an entry or in a citation: 59–41.",
        "One of the two numbers is wrong in print.",
        "Look the pages up.",
    ),
    Rule(
        "title-caps",
        "warning",
        "A title all in capitals.",
        "The style cannot take them back, and the title shouts among the others.",
        "Write it as a sentence has it: `The History of American Trotskyism`.",
    ),
    Rule(
        "title-braced",
        "warning",
        "An English title wholly in braces of its own, `{{…}}`.",
        "Braces keep the letters as they are, so that no style can give the title its own capitals.",
        "Take the inner braces away; brace single names in it: `{Stalin}`.",
    ),
)

DATES = ("date", "urldate", "eventdate", "origdate")
UNDATED = re.compile(r"(?i)n\.? ?d\.?|s\.? ?a\.?|o\.? ?j\.?|undated|forthcoming|in press|б\. ?г\.")
WEB = ("url", "doi", "eprint")
ADDRESS = re.compile(r"(?i)(?:https?|ftp)://[^\s/]+\S*|mailto:\S+")
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/\S+")
DOI_BEFORE = re.compile(r"(?i)(?:https?://)?(?:dx\.)?(?:www\.)?doi\.org/|doi:\s*")
LABEL = re.compile(
    r"(?i)(?:pp?|pgs?|pages?|seiten?|ss?|стр|с|vols?|volume|bd|band|nos?|nr|issue|№)[.\s]\s*(?=\d)|№"
)
LABELLED = ("pages", "volume", "number", "issue")
TITLES = ("title", "subtitle", "booktitle", "journaltitle", "maintitle")
FEWEST_CAPITALS = 10
"""Letters of a title in capitals that are no abbreviation's."""


def look(entries: Sequence[Entry], language: str, year: int) -> Iterator[Hit]:
    """Yield what is wrong in the entries' own fields; `year` is the essay's, 0 where it has none."""
    latest = max(year, datetime.now(tz=UTC).year)
    for entry in entries:
        for name, one in entry.fields.items():
            for check in CHECKS.get(name, ()):
                yield from check(entry, one)
        yield from _dated(entry, latest)
        yield from _braced(entry, language)
        page = entry.type == "online" or (entry.type == "misc" and not entry.has("howpublished"))
        if page and entry.has("url") and not entry.has("urldate", "doi"):
            fact = f"{entry.key} does not say when the page was read."
            at = entry.all["url"].value_at
            yield Hit("web-without-date-seen", entry.place(at), fact, entry.key)


def _hit(rule: str, entry: Entry, one: Field, fact: str, remedy: str = "") -> Hit:
    return Hit(rule, entry.place(one.value_at), fact, one.plain, remedy)


def _date(entry: Entry, one: Field) -> Iterator[Hit]:
    text = one.plain
    if not text or (one.name in ("year", "date") and UNDATED.fullmatch(text)):
        return
    if one.name == "year":
        if re.fullmatch(r"\d{5,}|\d\d?|\d{4}-\d\d-\d\d", text) or re.fullmatch(r"\d{4}-\d\d", text):
            remedy = f"Write `date = {{{text}}}`." if is_date(text) and "-" in text else ""
            yield _hit("date-bad", entry, one, f"{text} is not a year.", remedy)
    elif not is_date(text):
        yield _hit("date-bad", entry, one, f"{text} is not a date.")
    elif is_backwards(text):
        yield _hit("date-bad", entry, one, f"{text} ends before it begins.")


def _dated(entry: Entry, latest: int) -> Iterator[Hit]:
    one = entry.fields.get("date")
    year = year_of(one.plain) if one else None
    if one is None or year is None:
        return
    if year > latest and (one.name == "year" or is_date(one.plain)):
        yield _hit("date-future", entry, one, f"{year} is still to come.")
    first = entry.fields.get("origdate")
    begun = year_of(first.plain) if first else None
    if first and begun and begun > year:
        fact = f"{entry.key} was published in {year} and first published in {begun}."
        remedy = "Look both years up: `date` is that of the edition cited, `origdate` that of the first."
        yield _hit("date-bad", entry, first, fact, remedy)


def _url(entry: Entry, one: Field) -> Iterator[Hit]:
    text = re.sub(r"^\\(?:url|href)\s*", "", one.value.strip()).strip("{} ")
    if not text or "\\" in text:
        return
    if re.search(r"\s", text):
        yield _hit("url-bad", entry, one, "the address has a space in it.")
    elif not ADDRESS.fullmatch(text):
        yield _hit("url-bad", entry, one, f"{text} is not a whole address.")


def _doi(entry: Entry, one: Field) -> Iterator[Hit]:
    text = one.value.strip().strip("{}").replace("\\", "")
    bare = DOI_BEFORE.sub("", text, count=1)
    if bare != text and DOI.fullmatch(bare):
        yield _hit("doi-bad", entry, one, f"{text} is an address.", f"Write `doi = {{{bare}}}`.")
    elif text and not DOI.fullmatch(text):
        yield _hit("doi-bad", entry, one, f"{text} is not a DOI.")


def _isbn(entry: Entry, one: Field) -> Iterator[Hit]:
    parts = (part.strip() for part in re.split("[,;]", one.plain))
    longest = max(ISBN) + len("- - - -")
    for text in (word for part in parts for word in ([part] if len(part) <= longest else part.split())):
        digits = re.sub(r"\(.*\)|[\s–‐-]|(?i:isbn):?", "", text).upper()
        if digits and not _is_isbn(digits):
            yield _hit("isbn-bad", entry, one, f"{text} is not an ISBN.")
            return


ISBN = {10: r"\d{9}[\dX]", 13: r"97[89]\d{10}"}


def _is_isbn(digits: str) -> bool:
    """ISO 2108: of ten figures by the weights 10 to 1 and the modulus 11, of thirteen by 1, 3 and 10."""
    if not re.fullmatch(ISBN.get(len(digits), "(?!)"), digits):
        return False
    if len(digits) < max(ISBN):
        return _weighed(digits)
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0


def _weighed(digits: str) -> bool:
    """Weigh figures from the last, of weight 1, upwards; X is ten (ISO 2108 and 3297)."""
    worth = ("0123456789X".index(digit) for digit in reversed(digits))
    return sum(weight * value for weight, value in enumerate(worth, start=1)) % 11 == 0


def _issn(entry: Entry, one: Field) -> Iterator[Hit]:
    for text in re.split(r"[\s,;]+", one.plain):
        digits = re.sub(r"\(.*\)|[–‐-]|(?i:issn):?", "", text).upper()
        if digits and not (re.fullmatch(r"\d{7}[\dX]", digits) and _weighed(digits)):
            yield _hit("issn-bad", entry, one, f"{text} is not an ISSN.")
            return


def _label(entry: Entry, one: Field) -> Iterator[Hit]:
    if LABEL.match(one.plain):
        yield _hit("label-typed", entry, one, f"{one.name} of {entry.key} has a label of its own.")


def _pages(entry: Entry, one: Field) -> Iterator[Hit]:
    if found := backward(one.plain):
        yield _hit("range-backwards", entry, one, f"{found} runs backwards.")


def _capitals(entry: Entry, one: Field) -> Iterator[Hit]:
    words = re.findall(r"[^\W\d_]+", one.plain)
    if len(words) > 1 and sum(map(len, words)) >= FEWEST_CAPITALS and all(word.isupper() for word in words):
        yield _hit("title-caps", entry, one, f"the {one.name} of {entry.key} is all in capitals.")


def _braced(entry: Entry, language: str) -> Iterator[Hit]:
    one = entry.fields.get("title")
    tongue = entry.text("langid").lower() or language.lower()
    english = tongue[:2] == "en" or tongue in ("american", "british", "usenglish", "ukenglish", "australian")
    if one and english and " " in one.value and re.fullmatch(r"\{(?:[^{}]|\\.)*\}", one.value.strip()):
        yield _hit("title-braced", entry, one, f"the title of {entry.key} is wholly in braces.")


Check = Callable[[Entry, Field], Iterator[Hit]]
CHECKS: dict[str, tuple[Check, ...]] = {
    **dict.fromkeys(DATES, (_date,)),
    **dict.fromkeys(TITLES, (_capitals,)),
    "doi": (_doi,),
    "isbn": (_isbn,),
    "issn": (_issn,),
    "issue": (_label,),
    "number": (_label,),
    "pages": (_label, _pages),
    "url": (_url,),
    "volume": (_label,),
}
