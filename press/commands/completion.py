"""Print what completes the command line in a shell: bash, zsh or fish.

bash:  echo 'eval "$(~/press/build.py completion bash)"' >> ~/.bashrc
zsh:   echo 'eval "$(~/press/build.py completion zsh)"' >> ~/.zshrc      (after compinit)
fish:  ~/press/build.py completion fish > ~/.config/fish/completions/build.py.fish

It works where build.py is called by its own name: ./build.py, not python3 build.py.
"""

from __future__ import annotations

import argparse

from press.progress import Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the shell."""
    parser.add_argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL", help="bash, zsh or fish")


def run(arguments: argparse.Namespace, progress: Progress) -> int:  # noqa: ARG001  all commands are called alike
    """Print it."""
    from press.commands import DEFAULT, make_parser  # noqa: PLC0415  they make this command's parser too
    from press.commands.printing import EDITIONS  # noqa: PLC0415
    from press.completion import WRITERS, describe  # noqa: PLC0415

    commands = describe(make_parser(""), DEFAULT, {"EDITION": EDITIONS})
    print(WRITERS[arguments.shell](commands), end="")
    return 0
