"""What a finished edition says of its accessibility: computed from its files, never asserted.

The words are those of the Schema.org Accessibility Properties for Discoverability Vocabulary
(w3.org/community/reports/a11y-discov-vocab), which EPUB Accessibility 1.1, section 2, asks for.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError

from press.editions.facts import Facts, read_facts

STANDARD = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
"""The claim, letter for letter as EPUB Accessibility 1.1, 3.5.2, wants it."""
PAGES, STYLES, PIXELS = (".xhtml", ".html"), (".css",), (".png", ".jpg", ".jpeg", ".gif", ".webp")
LOCKS = ("encryption.xml", "rights.xml")
"""Files by which a package is encrypted, or its use limited (EPUB 3.3, 4.2.6.3)."""
DATA = re.compile(r"data:[\w/+.-]+;base64,(.+)", re.DOTALL)
MOVING = re.compile(rb"<(?:animate\w*|set)\b")
MOVING_STYLE = re.compile(rb"@keyframes|\banimation(?:-name)?\s*:")
FIXED = re.compile(r"\bfont(?:-size)?\s*:[^;}]*\d\s*(?:px|pt|pc|cm|mm|in|q)\b|\bcolor\s*:[^;}]*!important")
"""A size of type that takes no heed of the reader's, or a colour that does not."""
COLOURED = re.compile(r"(?:^|[;\s])(?:color|background(?:-color)?)\s*:")


@dataclass(frozen=True)
class Access:
    """An edition's accessibility; each of `sufficient` is a set of modes, parted by commas.

    `faults` say what keeps it from meeting the standard; `sentences` are the names, among the press's terms,
    of what a summary is to say.
    """

    modes: tuple[str, ...]
    sufficient: tuple[str, ...]
    features: tuple[str, ...]
    hazards: tuple[str, ...]
    faults: tuple[str, ...]
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
        return all(level <= before + 1 for before, level in self.facts.headings)

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
    faults = tuple(fault for fault, there in FAULTS.items() if there(seen))
    return Access(
        modes=modes,
        sufficient=tuple(dict.fromkeys((*_alone(seen), ",".join(modes)))),
        features=tuple(name for name, there in FEATURES.items() if there(seen)) or ("none",),
        # What no program can see to be harmless is not called so.
        hazards=("unknown",) if seen.moves or seen.facts.media else ("none",),
        faults=(*faults, *([UNCHECKED] if unchecked else [])),
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
    moves = any(map(_moves, pictures)) or any(map(MOVING.search, drawn))
    moves = moves or MOVING_STYLE.search(styles.encode()) is not None
    return Evidence(facts, styles, moves, any(name.endswith(LOCKS) for name in files))


def _moves(picture: bytes) -> bool:
    """Tell whether a picture is made of several, or a drawing moves."""
    try:
        with Image.open(io.BytesIO(picture)) as image:
            return bool(getattr(image, "is_animated", False))
    except UnidentifiedImageError:
        return bool(MOVING.search(picture) or MOVING_STYLE.search(picture))


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
    "access_tables": lambda seen: not all(seen.facts.tables),
    "access_notes": lambda seen: bool(seen.facts.called) and seen.marks_notes,
    "access_pages": FEATURES["pageNavigation"],
    "access_moving": lambda seen: seen.moves,
}


def _alone(seen: Evidence) -> tuple[str, ...]:
    """Return the mode that will do by itself: text, where all else has an alternative in words."""
    return () if seen.lacks_alternatives or seen.facts.media else ("textual",)


FAULTS: dict[str, Look] = {
    "a table has no header cells": lambda seen: not all(seen.facts.tables),
    "headings leave out a level": lambda seen: not seen.nests,
    "a picture has no alternative text": lambda seen: seen.lacks_alternatives,
    "a page has no language": lambda seen: seen.facts.languages < seen.facts.pages,
    "it has no list of the printed pages": lambda seen: not seen.facts.page_links,
    "a page's mark has no name": lambda seen: not all(seen.facts.page_marks),
    "a note is not marked as one": lambda seen: not seen.marks_notes,
    "something in it may move or sound": lambda seen: bool(seen.facts.media) or seen.moves,
    "the manuscript sets colours": lambda seen: any(map(COLOURED.search, seen.facts.inline)),
    "type does not grow as the reader wants": lambda seen: bool(FIXED.search(seen.styles)),
}
"""What keeps an edition from the claim: WCAG 2.2, 1.3.1 (tables, headings, notes), 1.1.1 (pictures), 3.1.1
(language), 1.4.2 and 2.2.2 (what sounds and moves), 1.4.3 (colours), 1.4.4 (type); EPUB Accessibility 1.1,
3.4.1 (printed pages)."""
UNCHECKED = "it has templates or styles of its own"
