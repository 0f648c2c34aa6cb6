"""What the web page offers to those who cite the essay: the reference, and files for their programs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from press.citing import Entry, format_reference, to_bibtex, to_csl_json
from press.settings import Settings
from press.styles import find_style
from press.templating import Templates


@dataclass(frozen=True)
class Form:
    """The entry in one format: its name, its text, and the file that a link saves."""

    name: str
    text: str
    file: str
    url: str


@dataclass(frozen=True)
class Citation:
    """The formatted reference, and the entry in the formats that programs read."""

    reference: Markup
    forms: tuple[Form, ...]


def make_citation(settings: Settings, entry: Entry, templates: Templates) -> Citation:
    """Format the essay's entry in its own style and in BibTeX and CSL-JSON."""
    style = find_style(settings.csl, templates.essay, settings.where("csl"))
    texts = (
        ("BibTeX", to_bibtex(entry), "bib", "application/x-bibtex"),
        ("CSL-JSON", to_csl_json(entry), "json", "application/vnd.citationstyles.csl+json"),
    )
    forms = tuple(
        Form(name, text, f"{settings.slug}.{suffix}", f"data:{kind};charset=utf-8,{quote(text)}")
        for name, text, suffix, kind in texts
    )
    return Citation(format_reference(entry, style, settings.language), forms)
