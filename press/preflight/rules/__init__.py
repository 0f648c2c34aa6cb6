"""All rules, in the order in which a printer would go through them."""

from __future__ import annotations

from press.preflight.rule import Rule
from press.preflight.rules.boxes import BOXES
from press.preflight.rules.colours import COLOURS
from press.preflight.rules.effects import EFFECTS
from press.preflight.rules.fonts import FONTS
from press.preflight.rules.images import IMAGES
from press.preflight.rules.inks import INKS
from press.preflight.rules.intents import INTENTS
from press.preflight.rules.interactive import INTERACTIVE
from press.preflight.rules.lines import LINES
from press.preflight.rules.pages import PAGES
from press.preflight.rules.standard import STANDARD

RULES: tuple[Rule, ...] = (
    *STANDARD,
    *PAGES,
    *BOXES,
    *INTENTS,
    *FONTS,
    *COLOURS,
    *INKS,
    *IMAGES,
    *LINES,
    *EFFECTS,
    *INTERACTIVE,
)
