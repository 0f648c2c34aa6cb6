"""The cover: front, back, and the sheet that is glued around a pamphlet with a spine.

inks     the colours of a cover, on screens and in the press's inks, and how far it bleeds
lines    text broken into even lines, by its measured widths
front    the title broken and sized to fill the page, with the drawing above it
back     blurb, publisher, price, bars and QR code
spine    its width, and what fits on it
jacket   back, spine and front on one sheet
"""

from press.cover.back import MARK, Back, make_back
from press.cover.front import Cover, Sheet, lay_out_cover, lay_out_sheet, make_cover
from press.cover.inks import Inks, Making, Over, for_press, for_screens
from press.cover.jacket import Jacket, lay_out_jacket
from press.cover.spine import Spine, make_spine, spine_width

__all__ = [
    "MARK",
    "Back",
    "Cover",
    "Inks",
    "Jacket",
    "Making",
    "Over",
    "Sheet",
    "Spine",
    "for_press",
    "for_screens",
    "lay_out_cover",
    "lay_out_jacket",
    "lay_out_sheet",
    "make_back",
    "make_cover",
    "make_spine",
    "spine_width",
]
