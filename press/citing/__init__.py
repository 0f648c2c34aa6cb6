"""The essay as something to cite: an entry, and what readers and machines are shown of it.

Settings ─► entry_of ─► Entry ─┬─ to_csl_json, to_bibtex      to copy
                               ├─ format_reference            in the essay's own style
                               └─ meta_tags, json_ld          for the page's head
"""

from press.citing.bibtex import to_bibtex
from press.citing.entry import Entry, address_of, entry_of, page_address, title_of, to_csl_json
from press.citing.page import Extent, json_ld, meta_tags
from press.citing.reference import format_reference

__all__ = [
    "Entry",
    "Extent",
    "address_of",
    "entry_of",
    "format_reference",
    "json_ld",
    "meta_tags",
    "page_address",
    "title_of",
    "to_bibtex",
    "to_csl_json",
]
