"""The errata slip: what a reader of a printed pamphlet is to correct by hand.

    two versions ─ composed ─► texts ─┬─ comparison ─► Change ─┐
    the older one's reading PDF ─ places ──────────────────────┴─ slip ─► Markdown, PDF

versions    folders, and what git keeps
texts       an essay's words, paragraph by paragraph, as they are read
comparison  which words, and which paragraphs, are others
places      on which page and line of the printed pamphlet words stand
words       the few words of the slip, by language
slip        the chapter and the sheet
"""

from press.errata.comparison import Change, compare
from press.errata.places import Ruled, Spot, rule_pages
from press.errata.slip import Slip, write_slip
from press.errata.texts import Paragraph, read_texts
from press.errata.versions import open_version

__all__ = [
    "Change",
    "Paragraph",
    "Ruled",
    "Slip",
    "Spot",
    "compare",
    "open_version",
    "read_texts",
    "rule_pages",
    "write_slip",
]
