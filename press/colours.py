"""Colours on a terminal: where they are wanted, and how a text gets them."""

from __future__ import annotations

import os
from typing import TextIO

from press.progress import is_live

BOLD, QUIET, RED, GREEN, YELLOW = "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m"
PLAIN = "\x1b[0m"


def paint(text: str, colour: str, wanted: bool) -> str:
    """Return a text in a colour, or as it is where none is wanted."""
    return f"{colour}{text}{PLAIN}" if wanted and colour else text


def wants_colour(stream: TextIO) -> bool:
    """Tell whether what is written to a stream is to have colours.

    NO_COLOR forbids them (https://no-color.org); FORCE_COLOR and CLICOLOR_FORCE ask for them in a pipe too,
    and CLICOLOR=0 forbids them (https://bixense.com/clicolors).
    """
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return is_live(stream) and os.environ.get("CLICOLOR") != "0"
