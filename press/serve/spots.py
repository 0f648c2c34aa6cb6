"""The file and line of what was clicked, and the editor that opens it there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from press.errors import Place
from press.model import Manuscript
from press.places import Places

WORDS = 24
"""Of a long paragraph its first words are looked for."""

LINES: dict[str, tuple[str, ...]] = {
    "code": ("--goto", "{file}:{line}"),
    "codium": ("--goto", "{file}:{line}"),
    "cursor": ("--goto", "{file}:{line}"),
    "subl": ("{file}:{line}",),
    "zed": ("{file}:{line}",),
    "mate": ("--line", "{line}", "{file}"),
    "kate": ("--line", "{line}", "{file}"),
    "gedit": ("+{line}", "{file}"),
    "gnome-text-editor": ("{file}",),
    "open": ("{file}",),
    "xdg-open": ("{file}",),
}
"""How an editor is told the line; one that is not listed takes `+LINE FILE`, as most do."""
IN_TERMINALS = {
    "emacs",
    "helix",
    "hx",
    "joe",
    "kak",
    "mcedit",
    "micro",
    "nano",
    "ne",
    "nvim",
    "pico",
    "vi",
    "vim",
}
"""Editors that want a terminal of their own, which the press cannot give."""


def find_spot(manuscript: Manuscript, words: str, part: str = "") -> Place | None:
    """Return the place of a paragraph from its words; that in the chapter named `part` comes first."""
    first = " ".join(words.split()[:WORDS])
    chapters = sorted(manuscript.chapters, key=lambda chapter: not _is_in(chapter.text, part))
    return Places(chapters).find(first, whole=True) or Places(chapters).find(first)


def _is_in(text: str, part: str) -> bool:
    return bool(part) and f"#{part}" in text


def find_input(essay: Path, name: str) -> Path | None:
    """Return a file of the essay by the path that it goes by there; None for any other and for links."""
    root = essay.resolve()
    path = root / name
    if path.resolve() != path or not path.is_relative_to(root) or not path.is_file():
        return None
    return path


def command_for(editor: str, path: Path, line: int) -> list[str]:
    """Return the command that opens a file at a line."""
    command = shlex.split(editor)
    name = Path(command[0]).name
    own = LINES.get(name, ("+{line}", "{file}"))
    return [*command, *(piece.format(file=path, line=line) for piece in own)]


def open_editor(path: Path, line: int) -> str:
    """Open a file in the writer's editor; return why that cannot be done, or an empty text."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    if not editor.strip():
        return "No editor is set. Put its command into EDITOR, such as: export EDITOR=code"
    command = command_for(editor, path, line)
    if Path(command[0]).name in IN_TERMINALS and "-t" not in command:
        return f"{Path(command[0]).name} needs a terminal of its own: {shlex.join(command)}"
    return _start(command)


def _start(command: Sequence[str]) -> str:
    """Start a program that lives on when the press ends, as a child of its own would not."""
    if shutil.which(command[0]) is None:
        return f"There is no program {command[0]}, which EDITOR names."
    shell = ["/bin/sh", "-c", '"$@" >/dev/null 2>&1 </dev/null &', "sh", *command]
    subprocess.run(shell, check=False, start_new_session=True)
    return ""
