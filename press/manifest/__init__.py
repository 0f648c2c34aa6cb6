"""What an edition is made from, so that one can tell later whether it is what a manuscript gives.

stock       the files that go into an edition, with their SHA-256
components  the press and the libraries that make it, with their versions
record      both in one; its edition ID; how it is written into an edition and read again
listing     out/manifest.json: records and finished files

The ID is the first twelve hexadecimal digits of the SHA-256 of a text with a line for each file that
makes the words or their look, as `sha256sum` prints it (hash, two spaces, name), sorted by name: the essay's
settings, chapters, bibliography, pictures, transcripts, and whatever else it brings of templates,
typefaces, style and profile, by their paths; the press's templates, citation style, profile and typefaces,
as `press/KIND/NAME`. Where SOURCE_DATE_EPOCH is set, that date has a line of its own. The press's code and
its libraries are not in it, but in the record: two editions with one ID say and show the same, and are the
same bytes where the components are the same too.
"""

from press.manifest.components import find_components
from press.manifest.listing import NAME, read_manifest, update_manifest
from press.manifest.record import ID, Brief, Record, read_brief
from press.manifest.stock import prove_stock, take_stock

__all__ = [
    "ID",
    "NAME",
    "Brief",
    "Record",
    "find_components",
    "prove_stock",
    "read_brief",
    "read_manifest",
    "take_stock",
    "update_manifest",
]
