"""The press PDF: what a printer accepts, made from the same laid-out pages as the reading PDF.

profile    the printing condition: the printer's CMYK profile, or the press's own
inks       a table from the colours of screens to the inks of the press
recolour   goes over a PDF with it
sheet      boxes, crop marks, slug, output intent: PDF/X-4
"""

from press.prepress.inks import Inks, inks_for
from press.prepress.profile import Profile, read_profile
from press.prepress.sheet import Job, make_press_pdf

__all__ = ["Inks", "Job", "Profile", "inks_for", "make_press_pdf", "read_profile"]
