"""The only Jinja environment: undefined variables are errors, the essay's own templates come first.

An essay's own style sheets are looked over for what they call. Its own templates and scripts could hold
anything, and so are used only where somebody says that they are to be trusted, and then in Jinja's sandbox.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.localedata import locale_identifiers
from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from press.errors import (
    BrokenTemplate,
    ForeignContent,
    Place,
    Problem,
    UndefinedInTemplate,
    UntrustedTemplate,
    did_you_mean,
)
from press.foreign import find_in_style
from press.model import Source

HERE = Path(__file__).resolve().parent.parent / "templates"


SHORT_VERBS = "is|am|be|do|go|it|he|we|me|us"
"""Short English words that belong to what stands before them as much as to the next."""
TRUST = "If you wrote it or have read it: build.py … --trust-templates, or make TRUST_TEMPLATES=1."
REFERENCE = "Compare it with the press's own template of that name."


class Loader(FileSystemLoader):
    """Finds templates, and names the one that is not UTF-8."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text and where it is from."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError:
            for folder in self.searchpath:
                if (Path(folder) / template).is_file():
                    Source.read(Path(folder) / template)
            raise


class Templates:
    """The press's templates; a file of the same name in the essay's `templates/` takes the place of one.

    Raises UntrustedTemplate where that folder holds more than style sheets and is not `trusted`,
    ForeignContent for a style sheet that calls something from elsewhere.
    """

    def __init__(self, essay: Path, *, trusted: bool = False) -> None:
        own = essay / "templates"
        self.essay = essay
        if own.is_dir() and own.resolve() != HERE:
            _look_over(own, trusted=trusted)
        self.folders = [folder for folder in (own, HERE) if folder.is_dir()]

    @cached_property
    def _environment(self) -> Environment:
        environment = ImmutableSandboxedEnvironment(
            loader=Loader(self.folders),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters |= {"tied": tie_short_words, "dated": spell_date}
        return environment

    def render(self, name: str, **values: Any) -> str:
        """Fill in a template. Raises BrokenTemplate or UndefinedInTemplate at file and line."""
        try:
            return self._environment.get_template(name).render(values)
        except TemplateSyntaxError as error:
            fact = f"template syntax: {(error.message or '').rstrip('.')}."
            raise BrokenTemplate.at(Path(error.filename or name), error.lineno, fact, REFERENCE) from None
        except TemplateNotFound as error:
            folders = " or ".join(str(folder) for folder in self.folders)
            fact, remedy = f"there is no template {error.name}.", f"It belongs in {folders}."
            raise BrokenTemplate(Problem(fact, remedy, _template_place(error, name))) from None
        except UndefinedError as error:
            fact, remedy = f"{error.message}.", "Check its spelling in the template."
            raise UndefinedInTemplate(Problem(fact, remedy, _template_place(error, name))) from None
        except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError) as error:
            fact = f"the template fails: {error}."
            raise BrokenTemplate(Problem(fact, REFERENCE, _template_place(error, name))) from None

    def style(self, *names: str) -> str:
        """Return style sheets, one after the other."""
        sheets = []
        for name in names:
            path = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
            if path is None:
                raise BrokenTemplate(
                    Problem(f"there is no style sheet {name}.", f"It belongs in {self.folders[-1]}.")
                )
            sheets.append(Source.read(path).text)
        return "\n".join(sheets)


def _look_over(folder: Path, *, trusted: bool) -> None:
    """Look over the templates of an essay's own."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith(".")]
    others = [path for path in files if path.suffix != ".css" and not _is_of_the_press(path, folder)]
    if others and not trusted:
        fact = "is not the press's own, and a template or script can do much."
        raise UntrustedTemplate(*(Problem(fact, TRUST, Place(path)) for path in others))
    remedy = "A style sheet holds rules alone, and calls no other file."
    calls = [
        Problem(f"the style sheet {fact}.", remedy, Place(path, line))
        for path in files
        if path.suffix == ".css"
        for fact, line in find_in_style(Source.read(path).text)
    ]
    if calls:
        raise ForeignContent(*calls)


def _is_of_the_press(path: Path, folder: Path) -> bool:
    """Tell whether a file is a copy of the press's own."""
    own = HERE / path.relative_to(folder)
    return own.is_file() and own.read_bytes() == path.read_bytes()


def _template_place(error: Exception, name: str) -> Place:
    """Return the innermost line of a template in an error's traceback."""
    place, trace = Place(Path(name)), error.__traceback__
    while trace:
        filename = trace.tb_frame.f_code.co_filename
        if "templates" in Path(filename).parts:
            place = Place(Path(filename), trace.tb_lineno)
        trace = trace.tb_next
    return place


def tie_short_words(title: str) -> str:
    """Bind words of one or two letters to the next one, so that no line of a title ends with them."""
    tied = re.sub(rf"(?<!\S)(?!(?:{SHORT_VERBS})\b)(\w{{1,2}}) (?=\S)", "\\1\u00a0", title)
    return Markup(tied) if isinstance(title, Markup) else tied


def spell_date(date: str, language: str) -> str:
    """Write out a date of the form 2026, 2026-11 or 2026-11-23 as the language does."""
    numbers = [int(number) for number in date.split("-") if number]
    if len(numbers) <= 1:
        return date
    known = language.partition("-")[0] in locale_identifiers()
    locale = Locale.parse(language, sep="-") if known else Locale("en")
    year, month, *day = numbers
    form = "long" if day else "MMMM y"
    return str(format_date(datetime.date(year, month, *(day or [1])), form, locale=locale))


def root_rule(values: Mapping[str, str]) -> str:
    """Return values as custom properties of :root."""
    body = "".join(f"  --{name}: {value};\n" for name, value in values.items())
    return f":root {{\n{body}}}\n"


def resolve_vars(css: str, values: Mapping[str, str]) -> str:
    """Write custom properties out, for readers that do not know var()."""
    known: dict[str, str] = dict(re.findall(r"^\s*--([\w-]+):\s*([^;]+);", css, re.MULTILINE)) | dict(values)

    def value(match: re.Match[str]) -> str:
        name = str(match[1])
        if name not in known:
            fact = f"the e-book's style sheets ask for --{name}, which has no value."
            raise BrokenTemplate(Problem(fact, did_you_mean(name, known, among="Give it one under :root.")))
        return known[name]

    css = re.sub(r":root\s*\{[^}]*\}", "", css)
    for _ in known:
        css = re.sub(r"var\(--([\w-]+)\)", value, css)
    return css
