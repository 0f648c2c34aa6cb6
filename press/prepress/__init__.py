"""The press PDF: what a printer accepts, made from the same laid-out pages as the reading PDF.

profile    the printing condition: the printer's CMYK profile, or the press's own
inks       a table from the colours of screens to the inks of the press
screen     colours that are not written in sRGB, as sRGB
plates     the colour spaces of a second ink
recolour   goes over a PDF with these: text and drawings, and calls
gradients  pictures  effects     for their part of it
light      the other way: inks shown on a screen, in the reading PDF
sheet      boxes, crop marks, slug, output intent: PDF/X-4
"""

from press.prepress.inks import Inks, inks_for, keeps_hue
from press.prepress.light import show_inks
from press.prepress.pictures import resource_name, to_eight_bits
from press.prepress.profile import Profile, read_profile
from press.prepress.sheet import Job, make_press_pdf

__all__ = [
    "Inks",
    "Job",
    "Profile",
    "inks_for",
    "keeps_hue",
    "make_press_pdf",
    "read_profile",
    "resource_name",
    "show_inks",
    "to_eight_bits",
]
