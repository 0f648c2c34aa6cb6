"""The only Jinja environment: undefined variables are errors, the essay's own templates come first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)

from press.errors import BrokenTemplate, Place, Problem, UndefinedInTemplate

HERE = Path(__file__).resolve().parent.parent / "templates"


class Templates:
    """The press's templates; a file of the same name in the essay's `templates/` takes the place of one."""

    def __init__(self, essay: Path) -> None:
        own = essay / "templates"
        self.folders = [folder for folder in (own, HERE) if folder.is_dir()]

    @cached_property
    def _environment(self) -> Environment:
        return Environment(
            loader=FileSystemLoader(self.folders),
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )

    def render(self, name: str, **values: Any) -> str:
        """Fill in a template. Raises BrokenTemplate or UndefinedInTemplate at file and line."""
        try:
            return self._environment.get_template(name).render(values)
        except TemplateSyntaxError as error:
            path = Path(error.filename or name)
            raise BrokenTemplate.at(path, error.lineno, f"template syntax: {error.message}.") from None
        except TemplateNotFound as error:
            folders = " or ".join(str(folder) for folder in self.folders)
            raise BrokenTemplate(
                Problem(f"there is no template {error.message}.", f"It belongs in {folders}.")
            ) from None
        except UndefinedError as error:
            raise UndefinedInTemplate(
                Problem(
                    f"{error.message}.", "Check its spelling in the template.", _template_place(error, name)
                )
            ) from None
        except TemplateError as error:
            raise BrokenTemplate(Problem(f"{error.message}.", "", _template_place(error, name))) from None

    def style(self, *names: str) -> str:
        """Return style sheets, one after the other."""
        sheets = []
        for name in names:
            path = next((folder / name for folder in self.folders if (folder / name).is_file()), None)
            if path is None:
                raise BrokenTemplate(
                    Problem(f"there is no style sheet {name}.", f"It belongs in {self.folders[-1]}.")
                )
            sheets.append(path.read_text(encoding="utf-8"))
        return "\n".join(sheets)


def _template_place(error: TemplateError, name: str) -> Place:
    """Return the innermost line of a template in an error's traceback."""
    place, trace = Place(Path(name)), error.__traceback__
    while trace:
        filename = trace.tb_frame.f_code.co_filename
        if "templates" in Path(filename).parts:
            place = Place(Path(filename), trace.tb_lineno)
        trace = trace.tb_next
    return place


def root_rule(values: Mapping[str, str]) -> str:
    """Return values as custom properties of :root."""
    body = "".join(f"  --{name}: {value};\n" for name, value in values.items())
    return f":root {{\n{body}}}\n"


def resolve_vars(css: str, values: Mapping[str, str]) -> str:
    """Write custom properties out, for readers that do not know var()."""
    known: dict[str, str] = dict(re.findall(r"^\s*--([\w-]+):\s*([^;]+);", css, re.MULTILINE)) | dict(values)

    def value(match: re.Match[str]) -> str:
        return known[str(match[1])]

    css = re.sub(r":root\s*\{[^}]*\}", "", css)
    while (written := re.sub(r"var\(--([\w-]+)\)", value, css)) != css:
        css = written
    return css
