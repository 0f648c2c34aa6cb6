"""An existing text becomes an essay: chapters, notes, pictures, works, and a list of what was lost.

reading    the file: Word, OpenDocument, HTML or Markdown, by pandoc, and the pictures in it
changes    what Word's reviewers did: changes are accepted, comments told
tidying    what no edition carries, or the press writes otherwise
pictures   into figures/, each with its alternative text
works      citations of Zotero, Mendeley and EndNote, and the bibliography they bring
chapters   headings, and where one chapter ends and the next begins
marks      quotation marks, as they are typed
losses     what could not be carried over, each at its line of the new chapter
"""

from press.conversion.essay import Converted, convert
from press.conversion.reading import FORMATS

__all__ = ["FORMATS", "Converted", "convert"]
