"""What is foreign to an edition: content from elsewhere, scripts, and what lifts itself out of the text.

Chapters, references.bib and crossref_options can bring it: as HTML by hand, as attributes, links and pictures
in Markdown. `gate` judges all of it by the lists of what is allowed in `rules`; `drawing` judges SVG. What an
essay allows by name stays with the web page: on paper and in the e-book a link, or nothing, stands in
its place (`apart`).
"""

from press.foreign.apart import for_web, scripts_of, set_apart, source_of, sources_of
from press.foreign.drawing import find_in_drawing, find_in_style
from press.foreign.gate import look_over, look_over_whole, settle
from press.foreign.rules import scheme_of
from press.foreign.tags import RAW, WEB, Finder, Tag, read_tags, tags_of
from press.foreign.weight import find_too_much

__all__ = [
    "RAW",
    "WEB",
    "Finder",
    "Tag",
    "find_in_drawing",
    "find_in_style",
    "find_too_much",
    "for_web",
    "look_over",
    "look_over_whole",
    "read_tags",
    "scheme_of",
    "scripts_of",
    "set_apart",
    "settle",
    "source_of",
    "sources_of",
    "tags_of",
]
