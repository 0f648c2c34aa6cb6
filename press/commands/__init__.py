"""The commands of the front door: for each its arguments, its help and what it does.

A command is a module with `add_arguments(parser)` and `run(arguments, progress) -> exit code`. The first
line of its docstring is its help in the list, the whole of it its own help. It imports what takes time only
when it is run, so that `--help` comes at once.
"""

from __future__ import annotations

import argparse
import shutil
import textwrap
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType

COMMANDS = {
    "new": "new",
    "import": "importing",
    "print": "printing",
    "serve": "serving",
    "check": "checking",
    "evidence": "evidence",
    "typography": "typography",
    "preflight": "preflight",
    "verify": "verifying",
    "errata": "errata",
    "doctor": "doctor",
    "completion": "completion",
    "schema": "schema",
}
"""The module of each, by the name it is called by. What is no command is the name of an edition to print."""
DEFAULT = "print"
HELP = {"-h", "--help"}
USAGE = """build.py [EDITION …] [--essay DIR] [--out DIR]
       build.py COMMAND …"""


class Form(argparse.RawDescriptionHelpFormatter):
    """Prints examples as they are written."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)


def parse(argv: list[str], description: str) -> argparse.Namespace:
    """Read the command line; `run` of the result is what does the work.

    Options alone, or names of editions, are for `print`.
    """
    if not argv or argv[0] not in {*COMMANDS, *HELP}:
        argv = [DEFAULT, *argv]
    return make_parser(description).parse_args(argv)


def make_parser(description: str) -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    summary, _, examples = description.partition("\n\n")
    modules = {name: import_module(f"press.commands.{module}") for name, module in COMMANDS.items()}
    parser = argparse.ArgumentParser(
        "build.py",
        USAGE,
        f"{summary}\n\n{list_commands(modules)}",
        epilog=examples,
        formatter_class=Form,
        allow_abbrev=False,
    )
    parsers = parser.add_subparsers(
        dest="command", metavar="COMMAND", prog="build.py", required=True, help=argparse.SUPPRESS
    )
    for name, command in modules.items():
        about = command.__doc__ or ""
        sub = parsers.add_parser(name, description=about, formatter_class=Form, allow_abbrev=False)
        sub.add_argument("--quiet", action="store_true", help="say nothing but warnings and errors")
        command.add_arguments(sub)
        sub.set_defaults(run=command.run, refuse=sub.error)
    return parser


def list_commands(modules: Mapping[str, ModuleType]) -> str:
    """Return a line for each command. argparse would break those of long names (Python 3.11)."""
    width = max(map(len, modules)) + 2
    lines = [
        line
        for name, module in modules.items()
        for line in textwrap.wrap(
            summary_of(module),
            max(40, shutil.get_terminal_size().columns - 2),
            initial_indent=f"  {name:<{width}}",
            subsequent_indent=" " * (width + 2),
        )
    ]
    return "\n".join(["commands:", *lines])


def summary_of(command: ModuleType) -> str:
    """Return a command's help in the list: the first line of its docstring, without its full stop."""
    return (command.__doc__ or "").partition("\n")[0].rstrip(".")


def add_essay(parser: argparse.ArgumentParser, *, out: bool = False, edition: bool = False) -> None:
    """Add where the essay is and, on demand, where its editions go and which of them is meant."""
    parser.add_argument(
        "--essay", type=Path, default=Path(), metavar="DIR", help="the essay's folder (default: this one)"
    )
    parser.add_argument(
        "--trust-templates",
        action="store_true",
        help="use the templates and scripts of the essay's own templates/ folder, not its style sheets alone",
    )
    if edition:
        parser.add_argument(
            "--edition", metavar="NAME", help="only this one of the editions that essay.yaml lists"
        )
    if out:
        parser.add_argument(
            "--out",
            type=Path,
            metavar="DIR",
            help="where editions go (default: out/ in the essay's folder)",
        )


def find_out(arguments: argparse.Namespace) -> Path:
    """Return where editions go. Raises OutsideEssay for a folder that an essay makes lead out of it."""
    from press.enclosure import look_at_out  # noqa: PLC0415  --help must not wait for the imports

    out: Path = arguments.out or arguments.essay / "out"
    look_at_out(arguments.essay, out)
    return out
