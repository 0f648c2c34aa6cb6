"""Completion, asked of real shells; and the help that is its source."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path

import pytest

import build
from press.commands import COMMANDS, DEFAULT, make_parser
from press.completion import WRITERS, describe
from tests.reading import ROOT

ASK = {
    "bash": """source {script}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_build_py; printf '%s\\n' "${{COMPREPLY[@]}}" """,
    "fish": "source {script}; complete --do-complete {line} | string split -f 1 \\t",
}
ZSH = """autoload -Uz compinit; compinit -D; source {script}
compadd() {{ [[ $1 == -- ]] && shift; print -l -- $@ }}; _files() {{ :; }}
words=({words}); CURRENT=$#words; _build_py"""
"""zsh completes in its line editor alone, so that its function is asked with a stand-in for `compadd`."""


@pytest.fixture(params=sorted(WRITERS))
def shell(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def complete(shell: str, line: str, folder: Path) -> set[str]:
    """Return what a shell offers for the last word of a line."""
    script = folder / "completion"
    done = subprocess.run(
        [ROOT / "build.py", "completion", shell], capture_output=True, text=True, check=True
    )
    script.write_text(done.stdout)
    words = " ".join(shlex.quote(word) for word in line.split(" "))
    ask = {**ASK, "zsh": ZSH}[shell].format(script=script, words=words, line=shlex.quote(line))
    bare = {"bash": ["--norc"], "zsh": ["-f"], "fish": ["--no-config"]}[shell]
    done = subprocess.run([shell, *bare, "-c", ask], capture_output=True, text=True, check=False, cwd=folder)
    assert done.stderr == ""
    last = line.rpartition(" ")[2]
    return {word for word in done.stdout.split("\n") if word.startswith(last) and word}


@pytest.mark.slow
def test_first_come_commands_and_editions(shell: str, tmp_path: Path) -> None:
    assert complete(shell, "build.py ", tmp_path) >= {*COMMANDS, "pdf", "epub"}
    assert complete(shell, "build.py pre", tmp_path) == {"preflight"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("build.py check --f", {"--format"}),
        ("build.py check --format ", {"text", "json", "sarif"}),
        ("build.py pdf --es", {"--essay"}),
        ("build.py pdf e", {"epub"}),
        ("build.py --tr", {"--trust-templates"}),
        ("build.py completion z", {"zsh"}),
        ("build.py doctor --l", {"--licences"}),
    ],
)
def test_then_what_fits(line: str, offered: set[str], shell: str, tmp_path: Path) -> None:
    assert complete(shell, line, tmp_path) == offered


def test_every_option_of_every_command_is_in_every_script() -> None:
    commands = describe(make_parser(""), DEFAULT, {})
    assert {command.name for command in commands} == set(COMMANDS)
    for write in WRITERS.values():
        script = write(commands)
        for command in commands:
            for option in command.options:
                assert all(name.lstrip("-") in script for name in option.names)


def test_paths_are_left_to_the_shell() -> None:
    kinds = {
        name: option.kind
        for command in describe(make_parser(""), DEFAULT, {})
        for option in command.options
        for name in option.names
    }
    assert (kinds["--essay"], kinds["--out"], kinds["--series"]) == ("dir", "dir", "dir")
    assert kinds["--quiet"] == "flag"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build.main([command, "--help"])
    said = capsys.readouterr().out
    assert f"build.py {command}" in said.partition("\n\n")[2] or command == "print"
    assert "build.py" in said.partition("\n\n")[2]


def test_each_command_stands_on_the_line_of_its_help(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    with pytest.raises(SystemExit):
        build.main(["--help"])
    said = capsys.readouterr().out
    for command in COMMANDS:
        assert f"\n  {command:<12}" in said
    assert all(
        len(line) <= 80 for line in said.partition("commands:")[2].partition("options:")[0].splitlines()
    )


@pytest.mark.slow
def test_called_by_its_name_it_takes_its_own_python(tmp_path: Path) -> None:
    command = ["env", "-i", f"HOME={tmp_path}", "PATH=/usr/bin:/bin", str(ROOT / "build.py"), "schema"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
