"""The booklet: the press PDF's pages, two beside each other on sheets that are folded and stapled.

plan    which pages come on which sheet, how far they move towards the spine, what cannot be stapled
stock   the sheets of paper that printers have, and the one on which two pages fit
sheets  the pages and the printer's marks drawn on the sheets
"""

from press.imposition.plan import Sheet, find_trouble, measure_creep, plan_sheets
from press.imposition.sheets import Booklet, Folding, impose
from press.imposition.stock import Stock, find_stock

__all__ = [
    "Booklet",
    "Folding",
    "Sheet",
    "Stock",
    "find_stock",
    "find_trouble",
    "impose",
    "measure_creep",
    "plan_sheets",
]
