"""The web edition as it stands in a frame of the page: whole, with one script more.

The script tells the page what was clicked, and puts in the place of what has changed what is new. The frame
is a sandbox without an origin: an essay's own scripts see neither the page around it nor its token.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from press.foreign import source_of

PARTS = re.compile(r"<style\b[^>]*>.*?</style>|<script>.*?</script>", re.DOTALL)
LAST = re.compile(r"<script>(?:(?!</script>).)*</script>\s*</body>", re.DOTALL)
SCRIPTS = "script-src "


@dataclass(frozen=True)
class Framed:
    """The page, its version, and that of its style sheets and scripts, which are not changed in place."""

    html: str
    version: str
    dress: str


def frame(html: str, script: str) -> Framed:
    """Return a web edition with a script before its last one, so that it sees the text as it was made."""
    last = list(LAST.finditer(html))
    at = last[-1].start() if last else html.rindex("</body>")
    framed = f"{html[:at]}<script>{script}</script>\n{html[at:]}"
    policy = framed.index(SCRIPTS) + len(SCRIPTS)
    framed = f"{framed[:policy]}{source_of(script)} {framed[policy:]}"
    return Framed(framed, _digest(html), _digest("".join(PARTS.findall(html))))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
