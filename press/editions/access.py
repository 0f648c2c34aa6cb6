"""What a finished edition says of its accessibility: computed from its files, never asserted.

The words are those of the Schema.org Accessibility Properties for Discoverability Vocabulary
(w3.org/community/reports/a11y-discov-vocab), which EPUB Accessibility 1.1, section 2, asks for.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from press.editions.facts import Facts, read_facts

STANDARD = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""The claim, letter for letter as EPUB Accessibility 1.1, 3.5.2, wants it."""
PAGES, STYLES, PIXELS = (".xhtml", ".html"), (".css",), (".png", ".jpg", ".jpeg", ".gif", ".webp")
LOCKS = ("encryption.xml", "rights.xml")
"""Files by which a package is encrypted, or its use limited (EPUB 3.3, 4.2.6.3)."""
DATA = re.compile(r"data:[\w/+.-]+;base64,(.+)", re.DOTALL)
MOVING = re.compile(rb"<(?:animate\w*|set)\b|@keyframes|\banimation(?:-name)?\s*:")
FIXED = re.compile(r"\bfont(?:-size)?\s*:[^;}]*\d\s*(?:px|pt|pc|cm|mm|in|q)\b|\bcolor\s*:[^;}]*!important")
"""A size of type that takes no heed of the reader's, or a colour that does not."""
COLOURED = re.compile(r"(?:^|[;\s])(?:color|background(?:-color)?)\s*:")


@dataclass(frozen=True)
class Fault:
    """What keeps an edition from meeting the standard, and the words of its place, if it has one."""

    rule: str
    words: str = ""


@dataclass(frozen=True)
class Access:
    """An edition's accessibility; each of `sufficient` is a set of modes, parted by commas.

    `sentences` are the names, among the press's terms, of what a summary is to say.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    faults: tuple[Fault, ...]
    sentences: tuple[str, ...]

    @property
    def conforms(self) -> bool:
        """Whether everything that can be checked here is as `STANDARD` has it."""
        return not self.faults

    def summary(self, terms: Mapping[str, str], *, claims: bool = False) -> str:
        """Return what is to be said of it in words, and, where it `claims` to conform, how that was found."""
        return " ".join(terms[name] for name in (*self.sentences, *(["access_claim"] if claims else [])))


@dataclass(frozen=True)
class Evidence:
    """An edition's files as far as they count here; `moves` tells whether a picture or a style may move."""

    facts: Facts
    styles: str
    moves: bool
    locked: bool

    @property
    def informative(self) -> bool:
        """Whether a picture, the cover left aside, tells something."""
        return any(text is None or text.strip() for text in self.facts.alternatives)

    @property
    def lacks_alternatives(self) -> bool:
        """Whether a picture lacks its alternative."""
        return None in self.facts.alternatives

    @property
    def nests(self) -> bool:
        """Whether no heading is more than one level below the one before."""
        return all(heading.level <= heading.after + 1 for heading in self.facts.headings)

    @property
    def marks_notes(self) -> bool:
        """Whether everything that is called as a note says that it is one."""
        return set(self.facts.called) <= self.facts.notes


def judge(files: Mapping[str, bytes], *, unchecked: bool = False) -> Access:
    """Judge an edition by its files, by name: pages, style sheets and pictures; of a web page that one file.

    `unchecked` says that templates or styles had a part in it that nobody has looked over.
    """
    seen = collect(files)
    modes = tuple(name for name, there in MODES.items() if there(seen))
    faults = tuple(Fault(rule, words) for rule, found in FAULTS.items() for words in found(seen))
    if unchecked:
        faults += (Fault("own-template"),)
    return Access(
        modes=modes,
        sufficient=tuple(dict.fromkeys((*_alone(seen), ",".join(modes)))),
        features=tuple(name for name, there in FEATURES.items() if there(seen)) or ("none",),
        # What no program can see to be harmless is not called so.
        hazards=("unknown",) if seen.moves or seen.facts.media else ("none",),
        faults=faults,
        sentences=tuple(name for name, holds in SENTENCES.items() if holds(seen)),
    )


def collect(files: Mapping[str, bytes]) -> Evidence:
    """Read an edition's files."""
    facts = read_facts(data.decode() for name, data in files.items() if name.endswith(PAGES))
    sheets = [data.decode() for name, data in files.items() if name.endswith(STYLES)]
    styles = "\n".join([*sheets, *facts.styles, *facts.inline])
    inside = (DATA.match(source) for source in facts.sources)
    pictures = [data for name, data in files.items() if name.endswith((*PIXELS, ".svg"))]
    pictures += [base64.b64decode(found[1]) for found in inside if found]
    drawn = [data for name, data in files.items() if name.endswith(PAGES)]
    moves = any(map(_moves, pictures)) or any(map(MOVING.search, [*drawn, styles.encode()]))
    return Evidence(facts, styles, moves, any(name.endswith(LOCKS) for name in files))


def _moves(picture: bytes) -> bool:
    """Tell whether a picture is made of several, or a drawing moves."""
    try:
        with Image.open(io.BytesIO(picture)) as image:
            return bool(getattr(image, "is_animated", False))
    except UnidentifiedImageError:
        return bool(MOVING.search(picture))


# ---- Each word with its evidence -----------------------------------------------------------------

Look = Callable[[Evidence], bool]

MODES: dict[str, Look] = {
    "textual": lambda seen: seen.facts.has_text,
    "visual": lambda seen: seen.informative,
    "auditory": lambda seen: bool(seen.facts.media & {"audio", "video"}),
}
FEATURES: dict[str, Look] = {
    "tableOfContents": lambda seen: seen.facts.contents_links > 0,
    "structuralNavigation": lambda seen: len(seen.facts.headings) > 1 and seen.nests,
    "readingOrder": lambda seen: seen.marks_notes and not seen.facts.moves_focus,
    "pageBreakMarkers": lambda seen: bool(seen.facts.page_marks) and all(seen.facts.page_marks),
    "pageNavigation": lambda seen: seen.facts.page_links > 0,
    "alternativeText": lambda seen: seen.informative and not seen.lacks_alternatives,
    "MathML": lambda seen: seen.facts.formulas > 0,
    "ARIA": lambda seen: bool(seen.facts.roles),
    "displayTransformability": lambda seen: seen.facts.has_text and not FIXED.search(seen.styles),
    "unlocked": lambda seen: not seen.locked,
}
SENTENCES: dict[str, Look] = {
    "access_text": lambda seen: "textual" in _alone(seen) and FEATURES["displayTransformability"](seen),
    "access_pictures": FEATURES["alternativeText"],
    "access_bare": lambda seen: seen.lacks_alternatives,
    "access_formulas": FEATURES["MathML"],
    "access_tables": lambda seen: any(not table.has_heads for table in seen.facts.tables),
    "access_notes": lambda seen: bool(seen.facts.called) and seen.marks_notes,
    "access_pages": FEATURES["pageNavigation"],
    "access_moving": lambda seen: seen.moves,
}


def _alone(seen: Evidence) -> tuple[str, ...]:
    """Return the mode that will do by itself: text, where all else has an alternative in words."""
    return () if seen.lacks_alternatives or seen.facts.media else ("textual",)


# ---- What speaks against a claim -----------------------------------------------------------------


def _bare_tables(seen: Evidence) -> Iterator[str]:
    yield from (" ".join(table.words) for table in seen.facts.tables if not table.has_heads)


def _deep_headings(seen: Evidence) -> Iterator[str]:
    deep = (heading for heading in seen.facts.headings if heading.level > heading.after + 1)
    yield from (" ".join(heading.words) for heading in deep)


def _where(holds: Look) -> Callable[[Evidence], Iterable[str]]:
    """Return a look that finds one place, without words, where something holds."""
    return lambda seen: [""] if holds(seen) else []


FAULTS: dict[str, Callable[[Evidence], Iterable[str]]] = {
    "table-header": _bare_tables,
    "heading-level": _deep_headings,
    "alternative": _where(lambda seen: seen.lacks_alternatives),
    "language": _where(lambda seen: seen.facts.languages < seen.facts.pages),
    "page-list": _where(lambda seen: not (seen.facts.page_links and all(seen.facts.page_marks))),
    "notes": _where(lambda seen: not seen.marks_notes),
    "media": _where(lambda seen: bool(seen.facts.media) or seen.moves),
    "colour": _where(lambda seen: any(map(COLOURED.search, seen.facts.inline))),
    "size": _where(lambda seen: bool(FIXED.search(seen.styles))),
}
"""What keeps an edition from the claim, by rule: tables without header cells (WCAG 2.2, 1.3.1), levels of
headings left out (1.3.1, 2.4.6), no alternative (1.1.1), language (3.1.1) or list of the printed pages (EPUB
Accessibility 1.1, 3.4.1), notes not marked (1.3.1), moving pictures (2.2.2), colours of the manuscript's own
(1.4.3), sizes that do not grow (1.4.4)."""
