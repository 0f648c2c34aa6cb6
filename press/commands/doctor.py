"""Say what is installed, what is missing for which command, and how to mend it.

It runs with any Python, also where nothing is set up yet. The exit code is 29 when the press cannot print.

python3 build.py doctor            before the first `make`, or when it fails
./build.py doctor --format json    the same for programs
./build.py doctor --licences       every component with its version and licence
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from press.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from press.doctor.parts import Part

ROOT = Path(__file__).resolve().parent.parent.parent


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is asked and how it is told."""
    parser.add_argument("--licences", action="store_true", help="list the components and their licences")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how it is told")


def run(arguments: argparse.Namespace, progress: Progress) -> int:  # noqa: ARG001  all commands are called alike
    """Examine, and tell."""
    from press.doctor import components, examine, is_fit  # noqa: PLC0415  --help must not wait for the imports
    from press.errors import MissingLibrary  # noqa: PLC0415

    if arguments.licences:
        found = components(ROOT)
        rows = [f"{one.name:<32} {one.version or '-':<14} {one.licence}" for one in found]
        print(_as_json([asdict(one) for one in found]) if arguments.format == "json" else "\n".join(rows))
        return 0
    parts = examine(ROOT)
    fit = is_fit(parts)
    if arguments.format == "json":
        print(_as_json({"fit": fit, "parts": [asdict(part) for part in parts]}))
    else:
        from press.commands.terminal import in_colour  # noqa: PLC0415

        print(tell(parts, colour=in_colour()))
    return 0 if fit else MissingLibrary.exit_code


def _as_json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def tell(parts: Sequence[Part], *, colour: bool) -> str:
    """Return a line for each part under what needs it, the remedies of each, and what all comes to."""
    from press.colours import GREEN, RED, paint  # noqa: PLC0415  as in run()
    from press.doctor import is_fit  # noqa: PLC0415
    from press.doctor.parts import NEEDED_FOR  # noqa: PLC0415

    lines: list[str] = []
    for purpose, name in NEEDED_FOR.items():
        here = [part for part in parts if part.purpose == purpose]
        if not here:
            continue
        lines += ["", f"For {name}:" if purpose != "extra" else "Optional:"]
        for part in here:
            sign, ink = ("✗", RED) if part.fault else ("✓", GREEN)
            if part.version == "not installed":
                sign, ink = "–", ""
            lines.append(
                f"  {paint(sign, ink, colour)} {part.name:<44} {part.fault or part.version}".rstrip()
            )
        remedies = dict.fromkeys(line for part in here if part.fault for line in part.mend.splitlines())
        lines += [f"    mend it: {remedy}" for remedy in remedies]
    verdict = (
        "The press can print." if is_fit(parts) else "The press cannot print yet. Mend what is marked ✗."
    )
    return "\n".join([*lines[1:], "", verdict])
