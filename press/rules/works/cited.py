"""Rules on citations: where they stand, and what page or chapter they name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from press.rules.rule import Hit, Rule
from press.rules.works.bibfile import Entry
from press.rules.works.citing import Chapter, Cited
from press.rules.works.pages import backward, spans

RULES: tuple[Rule, ...] = (
    Rule(
        "page-outside-entry",
        "error",
        "A page cited that is not among those of the article or contribution.",
        "The reader will not find the words there: either the citation or the entry is wrong.",
        "Look both up.",
    ),
    Rule(
        "locator-kind",
        "warning",
        "A chapter cited of an article, or a page of a web page or a film.",
        "The work has no such thing, and the reader looks in vain; or the entry is of the wrong type.",
        "Cite by what the work has, such as a section, a paragraph or a time, or mend the entry's type.",
    ),
    Rule(
        "locator-form",
        "warning",
        "`p.` with no page behind it, or `pp.` with a single one.",
        "A page is missing.",
        "Write `p. 12` for one page and `pp. 12-14` for several.",
    ),
    Rule(
        "locator-outside",
        "warning",
        "A page typed behind a citation's brackets: `[@lewin1974], p. 35`.",
        "It stands in the text, away from the work that it belongs to.",
        "Write it into the brackets: `[@lewin1974, p. 35]`.",
    ),
    Rule(
        "citation-doubled",
        "warning",
        "One work cited twice within the same brackets.",
        "Its name is printed twice in one note.",
        "Cite it once with both pages: `[@lewin1974, pp. 35, 41]`.",
    ),
    Rule(
        "citation-in-note",
        "warning",
        "A citation in brackets within a note that is written by hand, in a style that cites in notes.",
        "It is set in parentheses there, as in no other note: See (Lewin, Political Undercurrents, 35).",
        "Write `See @lewin1974 [p. 35]` within a note; or cite in the text, and the note is made.",
    ),
    Rule(
        "citation-glued",
        "warning",
        "A citation without a space before it, in a style that cites in the text.",
        "It is printed so: undercurrents(Lewin 1974).",
        "Put a space before the bracket.",
    ),
    Rule(
        "citation-after-stop",
        "warning",
        "A citation after the full stop of its sentence, in a style that cites in the text.",
        "It is printed between two sentences and belongs to neither.",
        "Put it before the full stop: `… of debate [@lewin1974, p. 35].`",
    ),
)

WITHOUT_CHAPTERS = {"article", "incollection", "inproceedings", "inreference"}
WITHOUT_PAGES = {"audio", "movie", "music", "online", "software", "video"}
WITH_PAGES = ("pages", "pagetotal", "pagination", "bookpagination")
PARTS = {"article", "bookinbook", "inbook", "incollection", "inproceedings", "inreference", "suppbook"}
"""Types whose `pages` are those of the work cited, and not how many it has."""
OUTSIDE = re.compile(r"(?<=\]),?[ \n]*\(?(?:pp?\.|S\.|с\.)[ \u00a0\n]*\d[\d–-]*\)?")
ABBREVIATIONS = ("p", "pp", "S", "с")
MORE = re.compile(r"(?i)\s*(?:ff?\b|sqq?\b|et\s+sqq?|n\b|nn?\.|and|und|et|&|passim|\w)")
LONGEST_ABBREVIATION = 3
AUTHOR_STYLES = ("author-date", "author", "label")


def look(chapter: Chapter, entries: Mapping[str, Entry], style: tuple[str, str]) -> Iterator[Hit]:
    """Yield what is wrong with a chapter's citations; `style` is its class and its format (CSL 1.0.2)."""
    for cited in chapter.cited:
        if cited.key in entries:
            yield from _locator(cited, entries[cited.key])
    for one, other in pairwise(chapter.cited):
        if one.group == other.group and one.key == other.key and _is_again(one, other):
            yield Hit(
                "citation-doubled", other.place, f"{other.key} is cited twice in one place.", other.written
            )
    for found in chapter.brackets:
        if outside := OUTSIDE.match(chapter.source.prose, found.end()):
            at = found.end() + len(outside[0]) - len(outside[0].lstrip(", \n"))
            written = outside[0].strip(", \n")
            fact = f"“{written}” stands outside the citation."
            yield Hit("locator-outside", chapter.source.place_at(at), fact, written)
        if style[0] == "note" and chapter.in_note(found.start()):
            fact = "a citation in brackets stands in a note."
            yield Hit("citation-in-note", chapter.source.place_at(found.start()), fact, found[0])
        if style[1] in AUTHOR_STYLES:
            yield from _in_text(chapter, found)


def _is_again(one: Cited, other: Cited) -> bool:
    return one.label[0] == other.label[0] or not (one.label[0] and other.label[0])


def _locator(cited: Cited, entry: Entry) -> Iterator[Hit]:
    kind, label = cited.label
    if label in ABBREVIATIONS:
        yield from _form(cited, label)
    if found := backward(cited.numbers if kind else ""):
        yield Hit("range-backwards", cited.place, f"{found} runs backwards.", cited.written)
        return
    if kind == "chapter" and entry.type in WITHOUT_CHAPTERS:
        fact = f"{cited.key} is an @{entry.type}, which has no chapters."
        yield Hit("locator-kind", cited.place, fact, cited.written)
    if kind == "page" and entry.type in WITHOUT_PAGES and not _has_pages(entry):
        fact = f"{cited.key} is an @{entry.type}, which has no pages."
        yield Hit("locator-kind", cited.place, fact, cited.written)
    if kind == "page" and entry.type in PARTS and _is_beyond(cited, entry.text("pages")):
        fact = f"{cited.key} has the pages {entry.text('pages').replace('--', '–')}, and not {cited.numbers}."
        yield Hit("page-outside-entry", cited.place, fact, cited.written)


def _has_pages(entry: Entry) -> bool:
    return entry.has(*WITH_PAGES) or "pdf" in (entry.text("url") + entry.text("howpublished")).lower()


def _form(cited: Cited, label: str) -> Iterator[Hit]:
    first = re.split(r"[\s,]", cited.locator, maxsplit=1)[0]
    if not re.search(r"\d", first) and not re.fullmatch(r"(?i)[ivxlcdm]+(?:[-–]+[ivxlcdm]+)?\.?", first):
        yield Hit("locator-form", cited.place, f"“{label}.” has no page behind it.", cited.written)
    elif label == "pp" and cited.numbers.isdecimal() and not MORE.match(cited.locator, len(cited.numbers)):
        fact = f"“pp.” wants more than one page, and only {cited.numbers} is there."
        yield Hit("locator-form", cited.place, fact, cited.written)


def _is_beyond(cited: Cited, pages: str) -> bool:
    """Tell whether a page cited is in none of the entry's spans, which run over each other's gaps never."""
    own, asked = spans(pages.replace("+", "")) if pages else None, spans(cited.numbers)
    if not own or not asked or "+" in pages or re.search(r"f{1,2}\b", pages):
        return False
    first, last = min(low for low, _ in own), max(high for _, high in own)
    return any(low < first or high > last for low, high in asked) or any(
        not any(low <= page <= high for low, high in own) for pair in asked for page in pair
    )


def _in_text(chapter: Chapter, found: re.Match[str]) -> Iterator[Hit]:
    text, at = chapter.source.prose, found.start()
    before, after = text[max(0, at - 3) : at], text[found.end() : found.end() + 2]
    place = chapter.source.place_at(at)
    if before[-1:].isalnum() or before[-1:] in ("”", "»", "“"):
        yield Hit("citation-glued", place, "a citation stands without a space before it.", found[0])
    ended = re.search(r"[.!?…][”’\"')»“]?[ \n]$", before) and not _is_abbreviated(text, at)
    goes_on = re.match(r"[.,;:)]|[ \n]?[a-zа-я(]", after)
    if ended and not goes_on and not chapter.in_quotation(at):
        yield Hit("citation-after-stop", place, "a citation stands after its full stop.", found[0])


def _is_abbreviated(text: str, at: int) -> bool:
    """Tell whether the stop before a citation may be an abbreviation's: cf., p., an initial."""
    word = re.search(r"(\w+)\.[”’\"')]?[ \n]$", text[max(0, at - 20) : at])
    return word is not None and len(word[1]) <= LONGEST_ABBREVIATION
