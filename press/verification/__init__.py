"""Whether a finished file is what a manuscript gives, and where it is not.

recognise   a file: which edition it is, and the record that it carries
difference  between that record and the present one: files, settings, versions
changes     between two files that claim the same record: pages, chapters, metadata
"""

from press.verification.changes import find_changes
from press.verification.difference import find_differences
from press.verification.recognise import Carried, recognise

__all__ = ["Carried", "find_changes", "find_differences", "recognise"]
