"""How much a drawing draws: everything that is called is counted, and no more than that."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from press.foreign.weight import _Scale

PATTERN = '<pattern id="p"><rect/><rect/></pattern>'
SHADE = '<linearGradient id="s"><stop/><stop/></linearGradient>'
WEIGHTS = {
    "two shapes": ("<rect/><rect/>", 3),
    "a shape used twice": ('<g id="a"><rect/></g><use href="#a"/><use href="#a"/>', 9),
    "a pattern by an attribute": (f'{PATTERN}<rect fill="url(#p)"/>', 8),
    "a pattern by a style": (f"{PATTERN}<rect style=\"fill: url('#p')\"/>", 8),
    "a pattern by a class": (f'<style>.c{{fill:url(#p)}}</style>{PATTERN}<rect class="b c"/><rect/>', 10),
    "a pattern by a name": (f"<style>@media all{{g circle{{fill:url(#p)}}}}</style>{PATTERN}<circle/>", 9),
    "a pattern by an id": (f'<style>#c:hover{{fill:url(#p)}}</style>{PATTERN}<rect id="c"/>', 9),
    "a pattern for what is in a group": (f'{PATTERN}<g fill="url(#p)"><rect/><rect/></g>', 16),
    "a mask for a group": ('<mask id="p"><rect/></mask><g mask="url(#p)"><rect/><rect/></g>', 8),
    "a shade": (f'<style>rect{{fill:url(#s)}}</style>{SHADE}<rect/><rect fill="url(#s)"/>', 7),
    "a class that nothing has": (f"<style>.c, g > .d{{fill:url(#p)}}</style>{PATTERN}<rect/>", 6),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "weight"), WEIGHTS.values(), ids=WEIGHTS)
def test_what_is_called_is_counted(inside: str, weight: int) -> None:
    drawing = fromstring(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')
    assert _Scale(drawing).weigh(drawing, 0) == weight
