"""Shell completion: what can stand where on the command line, written for bash, zsh and fish.

All of it is read off the parsers, so that it is complete when they are. Where a path is wanted the shell
completes it by itself.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

PROGRAM = "build.py"
PATHS = {"DIR": "dir", "FILE": "file"}
"""What the names of values say that they are."""


@dataclass(frozen=True)
class Option:
    """An option or, without names, what may stand alone. `kind` is flag, dir, file or word."""

    names: tuple[str, ...]
    kind: str
    choices: tuple[str, ...]
    help: str


@dataclass(frozen=True)
class Command:
    """A command with its help, what may stand alone behind it, and its options."""

    name: str
    help: str
    alone: tuple[Option, ...]
    options: tuple[Option, ...]


def describe(
    parser: argparse.ArgumentParser, default: str, known: Mapping[str, Sequence[str]]
) -> list[Command]:
    """Return the commands of a parser, `default` first: its words may stand without its name.

    `known` are the words that values of some names can be.
    """
    found = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found = [_command(name, sub, known) for name, sub in action.choices.items()]
    return sorted(found, key=lambda command: command.name != default)


def _command(name: str, parser: argparse.ArgumentParser, known: Mapping[str, Sequence[str]]) -> Command:
    options = [_option(action, known) for action in parser._actions]
    return Command(
        name,
        (parser.description or "").partition("\n")[0].rstrip("."),
        tuple(option for option in options if not option.names),
        tuple(option for option in options if option.names),
    )


def _option(action: argparse.Action, known: Mapping[str, Sequence[str]]) -> Option:
    metavar = action.metavar if isinstance(action.metavar, str) else ""
    kind = "flag" if action.nargs == 0 else PATHS.get(metavar, "word")
    choices = tuple(str(choice) for choice in action.choices or known.get(metavar, ()))
    return Option(tuple(action.option_strings), kind, choices, (action.help or "").replace("%%", "%"))


def _alone(command: Command) -> str:
    return " ".join(choice for option in command.alone for choice in option.choices)


def _names(command: Command) -> str:
    return " ".join(name for option in command.options for name in option.names)


# ---- bash and zsh ----------------------------------------------------------------------------------

BASH = """# Completion of {program} for bash.
_build_py() {{
  local cur="${{COMP_WORDS[COMP_CWORD]}}" prev="${{COMP_WORDS[COMP_CWORD-1]}}" command={default} words options
  COMPREPLY=()
  if ((COMP_CWORD > 1)); then
    case "${{COMP_WORDS[1]}}" in {pattern}) command="${{COMP_WORDS[1]}}" ;; esac
  fi
  # A value; for a path nothing is said, and the shell completes it.
  case "$command $prev" in
{values}
  esac
  case "$command" in
{words}
  esac
  ((COMP_CWORD == 1)) && words="$words {names}"
  case "$cur" in -*) words="$options" ;; esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}}
complete -o default -F _build_py {program}
"""
ZSH = """#compdef {program}
_build_py() {{
  local command={default}
  local -a alone options
  if ((CURRENT > 2)); then
    case $words[2] in ({pattern}) command=$words[2] ;; esac
  fi
  case "$command $words[CURRENT-1]" in
{values}
  esac
  case $command in
{words}
  esac
  ((CURRENT == 2)) && alone+=({names})
  if [[ $words[CURRENT] == -* ]]; then
    compadd -- $options
  else
    compadd -- $alone
    ((CURRENT == 2)) || _files
  fi
}}
compdef _build_py {program}
"""


def write_bash(commands: Sequence[Command]) -> str:
    """Return the completion for bash, from 3.2 on."""

    def value(option: Option) -> str:
        words = " ".join(option.choices)
        return f'COMPREPLY=($(compgen -W "{words}" -- "$cur")); return' if words else "return"

    def words(command: Command) -> str:
        return f'    {command.name}) words="{_alone(command)}" options="{_names(command)}" ;;'

    return _fill(BASH, commands, value, words, "    {}) {} ;;")


def write_zsh(commands: Sequence[Command]) -> str:
    """Return the completion for zsh."""

    def value(option: Option) -> str:
        if option.choices:
            return f"compadd -- {' '.join(option.choices)}; return"
        return {"dir": "_files -/; return", "file": "_files; return"}.get(option.kind, "return")

    def words(command: Command) -> str:
        return f"    ({command.name}) alone=({_alone(command)}) options=({_names(command)}) ;;"

    return _fill(ZSH, commands, value, words, "    ({}) {} ;;")


def _fill(
    form: str,
    commands: Sequence[Command],
    value: Callable[[Option], str],
    words: Callable[[Command], str],
    case: str,
) -> str:
    """Fill in a script that goes by cases: one for each option with a value, and one for each command."""
    values = [
        case.format(f'"{command.name} {name}"', value(option))
        for command in commands
        for option in command.options
        if option.kind != "flag"
        for name in option.names
    ]
    names = [command.name for command in commands]
    return form.format(
        program=PROGRAM,
        default=names[0],
        pattern="|".join(names),
        names=" ".join(names),
        values="\n".join(values),
        words="\n".join(map(words, commands)),
    )


# ---- fish ------------------------------------------------------------------------------------------

FISH = """# Completion of {program} for fish.
function __build_py_command
  set -l tokens (commandline -opc)
  if test (count $tokens) -gt 1; and contains -- $tokens[2] {names}
    echo $tokens[2]
  else
    echo {default}
  end
end
"""


def write_fish(commands: Sequence[Command]) -> str:
    """Return the completion for fish."""
    names = [command.name for command in commands]
    lines = [FISH.format(program=PROGRAM, names=" ".join(names), default=names[0])]
    first = shlex.quote("test (count (commandline -opc)) -eq 1")
    for command in commands:
        lines.append(f"complete -c {PROGRAM} -n {first} -f -a {command.name} -d {shlex.quote(command.help)}")
        here = shlex.quote(f"test (__build_py_command) = {command.name}")
        if alone := _alone(command):
            lines.append(f"complete -c {PROGRAM} -n {here} -f -a {shlex.quote(alone)}")
        lines += [f"complete -c {PROGRAM} -n {here} {_fish(option)}" for option in command.options]
    return "\n".join(lines) + "\n"


def _fish(option: Option) -> str:
    """Return what fish is to know of an option."""
    names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names]
    kinds = {"flag": "-f", "dir": "-x -a '(__fish_complete_directories)'", "file": "-r -F", "word": "-x"}
    values = f"-x -a {shlex.quote(' '.join(option.choices))}" if option.choices else kinds[option.kind]
    return f"{' '.join(names)} {values} -d {shlex.quote(option.help)}"


WRITERS: dict[str, Callable[[Sequence[Command]], str]] = {
    "bash": write_bash,
    "zsh": write_zsh,
    "fish": write_fish,
}
"""What writes the completion of each shell."""
